/** Example 06 as its reader runs it: what people read agrees with the files to the penny, and faults are found. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generatedLines } from '../../examples/02-online-retail/generated-shop.js'
import { monthsOf, statementLines, withFaults } from '../../examples/06-queues/books.js'
import { money } from '../../examples/06-queues/words.js'
import { HAS_SERVER } from '../adapters/postgres/binaries.js'
import { naiveFigures } from './online-retail/naive-matcher.js'
import { runExample, temporaryFolder } from './run-example.js'

const NAME = '06-queues'
const LIMIT = { timeout: 120_000 }
const DATA = resolve(import.meta.dirname, '../../../shared/data/online-retail')
// Two weeks of the generated shop: the first closed, the second open; a whole shop takes a loaded machine half a minute.
const LINES = 1_200

const pounds = (pence: number): string => money(pence, 'GBP')
/** The amounts of a line that begins so. */
const amounts = (output: string, label: RegExp): ReadonlyArray<ReadonlyArray<string>> =>
  output
    .split('\n')
    .filter((line) => label.test(line))
    .map((line) => line.match(/[\d,]+\.\d\d GBP/g) ?? [])

const agreesWith = (output: string, text: string): void => {
  const matched = pounds(naiveFigures(text).matched[1])
  expect(amounts(output, /^ {2}paid /)).toEqual([[matched]])
  const months = amounts(output.slice(output.indexOf('The statements as they are')), /^ {2}\d{4}-\d\d refund/)
  for (const [statement, books, all] of months) expect([books, all]).toEqual([statement, statement])
  const sum = months.reduce((total, [statement]) => total + Number(statement!.replace(/\D/g, '')), 0)
  expect(pounds(sum)).toBe(matched)
  expect(output).toContain('\nOK: files, ledger, provider and statements agree to the penny')
}

describe('The queues, a trail and the books of a shop', () => {
  it('agree with its files, in every store, and two planted faults are found', LIMIT, async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'shop.csv')
    const text = generatedLines().slice(0, LINES).join('\n')
    writeFileSync(file, text)
    const { code, output } = await runExample(NAME, file, '--data', folder)
    agreesWith(output, text)
    expect(output).toMatch(
      /Customer service 客服 +[1-9]\d* wait, \d+ free, \d+ overdue, about [\d.,]+ GBP\n +first: request/,
    )
    expect(output).toMatch(/Warehouse 仓库 +[1-9]\d* wait, .*\n +first: return of/)
    expect(output).toMatch(/SQLite: [\d,]+ events into the read models in [\d.]+ s/)
    expect(output).toMatch(/on both, with different amounts .*: here [\d,.]+ GBP, there [\d,.]+ GBP/)
    expect(output).toMatch(/in our books, not on the statement .*: here [\d,.]+ GBP, there nothing/)
    expect(output).toMatch(/2 exceptions closed \((on_statement, amounts_agree|amounts_agree, on_statement)\), 0 left/)
    expect(output).toMatch(HAS_SERVER ? /PostgreSQL answers as SQLite does\.\n$/ : /PostgreSQL: left out/)
    expect(output).toMatch(
      /customer \d+: Request opened 客户:售后申请已创建 {2}\(request: none → draft, 售后申请:未创建 → 草稿\)/,
    )
    // No event without words.
    expect(output).not.toMatch(/(→|:) [A-Z][a-z]+[A-Z]/)
    expect(code).toBe(0)
  })

  it.runIf(existsSync(DATA))('may be those of a month of the real shop', LIMIT, async () => {
    const file = join(DATA, '2010-12.csv.gz')
    const { code, output } = await runExample(NAME, file, '--data', temporaryFolder(), '--sqlite')
    agreesWith(output, gunzipSync(readFileSync(file)).toString('utf8'))
    expect(code).toBe(0)
  })

  it('cannot be made from files without sales, which is said in one line', LIMIT, async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'empty.csv')
    writeFileSync(file, `${generatedLines()[0]!}\n`)
    const { code, output } = await runExample(NAME, file, '--data', folder)
    expect([code, output]).toEqual([1, 'there is no line of a sale or a cancellation in these files\n'])
  })
})

describe('A statement a month', () => {
  const book = ['2011-01-31', '2011-02-01', '2011-02-28'].map((date, n) => ({
    ...{
      key: `00000000-0000-4000-8000-00000000000${n}`,
      tenderId: 'card',
      orderId: 'A',
      minor: 500,
      currency: 'GBP',
      date,
    },
  }))

  it('holds the days of that month, the first and the last included', () => {
    const months = monthsOf('2010-12-31T23:00:00.000Z' as never, '2011-02-01T00:00:00.000Z' as never)
    expect(months).toEqual([
      { from: '2010-12-01', to: '2010-12-31' },
      { from: '2011-01-01', to: '2011-01-31' },
      { from: '2011-02-01', to: '2011-02-28' },
    ])
    expect(months.map((month) => statementLines(book, month).map(({ date }) => date))).toEqual([
      [],
      ['2011-01-31'],
      ['2011-02-01', '2011-02-28'],
    ])
  })

  it('is spoiled by taking a line and changing an amount', () => {
    const lines = statementLines(book, { from: '2011-02-01', to: '2011-02-28' })
    expect(withFaults(lines)).toEqual([{ ...lines[1], minor: 600 }])
  })
})
