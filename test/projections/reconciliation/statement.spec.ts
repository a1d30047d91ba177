/** What a statement must be to be compared; and how it is refused, as a whole and by line and column. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { statementText } from 'after-sales/testing'
import { describeInvalidInput } from '../../../src/domain/kernel/invalid-input.js'
import { MOST_LINES, readStatement } from '../../../src/projections/reconciliation/statement.js'

const HEADER = 'reference,kind,amount,currency,date'
const days = { from: '2026-03-01', to: '2026-03-31' }
const of = (...lines: ReadonlyArray<string>) => readStatement({ text: [HEADER, ...lines].join('\n'), ...days })
const first = (line: string) => {
  const read = of(line)
  return E.isRight(read) ? read.right.lines[0] : read.left.problems
}
const wrong = (statement: unknown) => {
  const read = readStatement(statement)
  return E.isLeft(read) ? read.left.problems.map(({ field }) => field) : []
}
const good = 're_1,refund,12.50,EUR,2026-03-20'

describe('A statement', () => {
  it('is read to the penny, in any order of columns, with whatever else stands there', () => {
    const text =
      '\uFEFF"fee",date,reference,amount,kind,currency,"who, really"\r\n0.30,2026-03-20T23:59:59Z,"re,1",12.50,refund,EUR,"x"\r\n'
    expect(readStatement({ text, ...days })).toMatchObject(
      E.right({
        lines: [{ line: 2, kind: 'refund', reference: 're,1', minor: 1_250, currency: 'EUR', day: '2026-03-20' }],
      }),
    )
    expect(first('re_1,reversal,12.50,EUR,2026-03-01')).toMatchObject({ kind: 'reversal', day: '2026-03-01' })
  })

  it('may be empty: nothing was paid', () => expect(of()).toMatchObject(E.right({ lines: [] })))

  it.each([
    ['12', 'EUR', 1_200],
    ['12.5', 'EUR', 1_250],
    ['012.05', 'EUR', 1_205],
    ['0.01', 'EUR', 1],
    ['1200', 'JPY', 1_200],
    ['1.234', 'KWD', 1_234],
    ['1.2345', 'CLF', 12_345],
    ['0.07', 'USD', 7],
    ['1.15', 'EUR', 115],
    ['9999999999999.99', 'EUR', 999_999_999_999_999],
  ])('has %s %s as %i', (amount, currency, minor) =>
    expect(first(`re_1,refund,${amount},${currency},2026-03-20`)).toMatchObject({ minor }),
  )

  it.each([
    ...['0', '0.00', '-1.00', '+1.00', '1,50', '1.505', '.5', '1.', '1e3', ' 1', '', 'NaN', '0x10', '１２'],
    ...['10000000000000.00', '1234567890123456', "1'000.00"],
  ])('refuses the amount %j, by its line and column', (amount) => {
    const line = `re_1,refund,"${amount}",EUR,2026-03-20`
    expect(first(line)).toMatchObject([{ field: 'line 2, amount', limit: { code: 'AMOUNT' } }])
  })

  it('refuses decimals that a currency does not have, be they zeros', () => {
    for (const line of ['re_1,refund,1200.00,JPY,2026-03-20', 're_1,refund,1.2345,KWD,2026-03-20'])
      expect(first(line)).toMatchObject([{ field: 'line 2, amount' }])
  })

  it.each([
    ['', 'reference', ',refund,1,EUR,2026-03-20'],
    ['', 'reference', `${'x'.repeat(201)},refund,1,EUR,2026-03-20`],
    ['', 'reference', 're\u0000,refund,1,EUR,2026-03-20'],
    ['', 'kind', 're_1,Refund,1,EUR,2026-03-20'],
    ['', 'kind', 're_1,fee,1,EUR,2026-03-20'],
    ['unknown ', 'currency', 're_1,refund,1,XYZ,2026-03-20'],
    ['', 'currency', 're_1,refund,1,eur,2026-03-20'],
    ['', 'date', 're_1,refund,1,EUR,20.03.2026'],
    ['', 'date', 're_1,refund,1,EUR,2026-02-30'],
    ['', 'date', 're_1,refund,1,EUR,2026-03-20T10:00:00'],
    ['', 'date', 're_1,refund,1,EUR,2026-03-20T10:00:00+08:00'],
    ['mixed period: ', 'date', 're_1,refund,1,EUR,2026-04-01'],
    ['mixed period: ', 'date', 're_1,refund,1,EUR,2026-02-28'],
  ])('refuses another %s%s: %s', (_, column, line) =>
    expect(first(line)).toMatchObject([{ field: `line 2, ${column}` }]),
  )

  it('refuses a reference that stands there twice, but for one that came back', () => {
    expect(first(good)).toMatchObject({ minor: 1_250 })
    expect(of(good, good.replace('refund', 'reversal'))).toMatchObject(E.right({ lines: [{}, {}] }))
    const text = [HEADER, good, 're_2,refund,1,EUR,2026-03-20', good.replace('12.50', '1')].join('\n')
    expect(wrong({ text, ...days })).toEqual(['line 4, reference'])
  })

  it.each([
    ['', 'text'],
    ['\n', 'line 1'],
    ['reference,kind,amount,currency\n', 'line 1'],
    ['reference;kind;amount;currency;date\n', 'line 1'],
    ['Reference,kind,amount,currency,date\n', 'line 1'],
    [`${HEADER},date\n`, 'line 1'],
    [`${HEADER}\n${good},1\n`, 'line 2'],
    [`${HEADER}\n${good}\n\n${good}`, 'line 3'],
    [`${HEADER}\n"re_1,refund`, 'line 2'],
  ])('refuses the file %j at %s', (text, field) => expect(wrong({ text, ...days })[0]).toBe(field))

  it.each([
    [null, ''],
    [{ ...days }, 'text'],
    [{ text: 7, ...days }, 'text'],
    [{ text: HEADER, from: '2026-03-01' }, 'to'],
    [{ text: HEADER, from: '2026-03-32', to: '2026-03-31' }, 'from'],
    [{ text: HEADER, from: '2026-03-31', to: '2026-03-01' }, 'to'],
    [{ text: HEADER, from: '2026-01-01', to: '2027-01-02' }, 'to'],
    [{ text: HEADER, ...days, means: [] }, 'means'],
    [{ text: HEADER, ...days, means: [''] }, 'means.0'],
    [{ text: HEADER, ...days, provider: 'x' }, ''],
  ])('refuses %j at %j', (statement, field) => expect(wrong(statement)).toContain(field))

  it('names the first twenty problems, in words and without a value', () => {
    const lines = Array.from({ length: 50 }, (_, n) => `secret-${n},refund,secret,EUR,2026-03-20`)
    const read = readStatement({ text: [HEADER, ...lines].join('\n'), ...days })
    expect(E.isLeft(read) && read.left.problems).toHaveLength(20)
    const { en, zh } = describeInvalidInput(E.isLeft(read) ? read.left : expect.fail())
    expect(en).toContain('Statement: line 2, amount must be more than zero')
    expect(zh).toContain('line 2, amount 必须大于零')
    expect(en + zh).not.toContain('secret')
  })

  it(`is refused beyond ${MOST_LINES} lines`, () => {
    const lines = Array.from({ length: MOST_LINES + 1 }, (_, n) => `re_${n},refund,1,EUR,2026-03-20`)
    const text = `${HEADER}\n${lines.join('\n')}`
    expect(wrong({ text, ...days })).toEqual(['text'])
  }, 30_000)

  it('of the test kit is one', () => {
    const entries = [
      { reference: 're,"1"', kind: 'refund', minor: 1_205, currency: 'EUR', date: '2026-03-20' },
      { reference: 're_2', kind: 'reversal', minor: 7, currency: 'JPY', date: '2026-03-21' },
    ] as const
    const read = readStatement({ text: statementText(entries), ...days })
    const lines = entries.map(({ date: day, ...entry }, n) => ({ ...entry, day, line: n + 2 }))
    expect(read).toMatchObject(E.right({ lines }))
  })
})
