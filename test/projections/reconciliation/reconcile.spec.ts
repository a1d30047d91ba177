/** Statements against the books, with worked numbers: what agrees, what does not, and how an exception comes to its end. */
import { describe, expect, it } from 'vitest'
import { APRIL, MARCH, openDesk } from './desk.js'

describe('A statement and the books', () => {
  it('agree line by line, and the sums say so', () => {
    const desk = openDesk()
    desk.enter(
      ['paid', 're_1', 1_250, 3],
      ['outside', 'x-1', 99, 4],
      ['paid', 're_2', 500, 5],
      ['reversed', 're_2', 500, 9],
    )
    const { matched, sums, differences, changed } = desk.read(
      ...(['S', MARCH] as const),
      ...([
        ['refund', 're_1', 1_250, 3],
        ['refund', 'x-1', 99, 4],
        ['refund', 're_2', 500, 6],
        ['reversal', 're_2', 500, 9],
      ] as const),
    )
    expect([matched, differences, changed]).toEqual([4, [], 0])
    const nothing = { missingHere: 0, missingThere: 0, differsHere: 0, differsThere: 0 }
    expect(sums).toEqual([
      { kind: 'refund', currency: 'EUR', statement: 1_849, books: 1_849, matched: 1_849, ...nothing },
      { kind: 'reversal', currency: 'EUR', statement: 500, books: 500, matched: 500, ...nothing },
    ])
  })

  it('differ in each way, and the sums add up', () => {
    const desk = openDesk()
    desk.enter(['paid', 'same', 1_000, 3], ['paid', 'other', 700, 4], ['paid', 'only-here', 40, 5])
    const { matched, sums, differences } = desk.read(
      ...(['S', MARCH] as const),
      ...([
        ['refund', 'same', 1_000, 3],
        ['refund', 'other', 710, 4],
        ['refund', 'only-there', 5, 6],
      ] as const),
    )
    expect([matched, sums]).toEqual([
      1,
      [
        {
          ...{ kind: 'refund', currency: 'EUR', statement: 1_715, books: 1_740, matched: 1_000 },
          ...{ missingHere: 5, missingThere: 40, differsHere: 700, differsThere: 710 },
        },
      ],
    ])
    expect(differences).toEqual([
      {
        ...{ what: 'amount_differs', kind: 'refund', reference: 'other', currency: 'EUR', here: 700, there: 710 },
        ...{ day: '2026-03-04', line: 3, orderId: '#1001' },
      },
      {
        ...{ what: 'missing_here', kind: 'refund', reference: 'only-there', currency: 'EUR', there: 5 },
        ...{ day: '2026-03-06', line: 4 },
      },
      {
        ...{ what: 'missing_there', kind: 'refund', reference: 'only-here', currency: 'EUR', here: 40 },
        ...{ day: '2026-03-05', orderId: '#1001' },
      },
    ])
    expect(desk.open()).toEqual([
      ['amount_differs', 'refund', 'other', 700, 710],
      ['missing_here', 'refund', 'only-there', undefined, 5],
      ['missing_there', 'refund', 'only-here', 40, undefined],
    ])
  })

  it('are two things in two currencies', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 1_000, 3, { currency: 'USD' }])
    const { differences, sums } = desk.read('S', MARCH, ['refund', 're_1', 1_000, 3])
    expect(differences.map(({ what, currency }) => [what, currency])).toEqual([
      ['missing_here', 'EUR'],
      ['missing_there', 'USD'],
    ])
    expect(sums.map(({ currency, statement, books }) => [currency, statement, books])).toEqual([
      ['EUR', 1_000, 0],
      ['USD', 0, 1_000],
    ])
  })

  it('are compared over all that was entered under a reference', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 1_000, 3], ['outside', 're_1', 50, 20])
    expect(desk.read('S', MARCH, ['refund', 're_1', 1_050, 3])).toMatchObject({
      matched: 1,
      differences: [],
      changed: 0,
    })
  })

  it('are compared on the means of payment that it is over, and a payment by hand is not missed', () => {
    const desk = openDesk()
    desk.enter(
      ['paid', 'gift-1', 7, 3, { means: 'gift_card' }],
      ['paid_by_hand', 'wire-1', 8, 3],
      ['collected', 'in-1', 9, 3],
    )
    const cards = { ...MARCH, means: ['card'] }
    expect(desk.read('S', cards)).toMatchObject({ differences: [], sums: [], changed: 0 })
    // Where a bank shows the payment by hand, it is this one.
    expect(desk.read('T', MARCH, ['refund', 'wire-1', 8, 4])).toMatchObject({
      matched: 1,
      differences: [{ reference: 'gift-1' }],
    })
  })
})

describe('An exception', () => {
  it('stands in the queue once, however often its statement is read', () => {
    const desk = openDesk()
    desk.enter(['paid', 'only-here', 40, 5])
    const line = ['refund', 'only-there', 5, 6] as const
    expect(desk.read('S', MARCH, line)).toMatchObject({ changed: 2, closed: [] })
    expect(desk.read('S', MARCH, line)).toMatchObject({ changed: 0, closed: [] })
  })

  it('of what was missing here is over when it was recorded', () => {
    const desk = openDesk()
    desk.read('S', MARCH, ['refund', 'x-1', 5, 6])
    desk.enter(['outside', 'x-1', 5, '2026-04-02'])
    const { closed } = desk.read('T', APRIL)
    expect(closed).toMatchObject([
      { reference: 'x-1', here: 5, there: 5, closed: { why: 'in_books', statementId: 'T' } },
    ])
    expect(desk.open()).toEqual([])
  })

  it('of what was missing here becomes one over the amount, where another was recorded, until that is put right', () => {
    const desk = openDesk()
    desk.read('S', MARCH, ['refund', 'x-1', 5, 6])
    desk.enter(['outside', 'x-1', 3, '2026-04-02'])
    desk.read('T', APRIL)
    expect(desk.open()).toEqual([['amount_differs', 'refund', 'x-1', 3, 5]])
    desk.enter(['outside', 'x-1', 2, '2026-04-03'])
    // Neither entry is missing in April: March has shown them.
    expect(desk.read('U', APRIL)).toMatchObject({ sums: [], differences: [] })
    expect([desk.open(), desk.closed()]).toEqual([[], [['amounts_agree', 'refund', 'x-1', 'U']]])
  })

  it('of what was missing there is over when a later statement shows it', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 40, 31])
    desk.read('S', MARCH)
    expect(desk.read('T', APRIL, ['refund', 're_1', 40, 1])).toMatchObject({ matched: 1 })
    expect([desk.open(), desk.closed()]).toEqual([[], [['on_statement', 'refund', 're_1', 'T']]])
    // And stays so, when March is read once more.
    expect(desk.read('S', MARCH)).toMatchObject({ changed: 0, differences: [] })
  })

  it('is none of what an earlier statement has shown: banks close their day at another hour', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 40, '2026-04-01'])
    expect(desk.read('S', MARCH, ['refund', 're_1', 40, 31])).toMatchObject({ matched: 1, differences: [] })
    expect(desk.read('S', MARCH, ['refund', 're_1', 40, 31])).toMatchObject({ changed: 0 })
    expect(desk.read('T', APRIL)).toMatchObject({ differences: [], sums: [] })
    expect(desk.open()).toEqual([])
  })

  it('over an amount is over when a later statement shows the right one, and an old statement does not open it again', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 40, 3])
    desk.read('S', MARCH, ['refund', 're_1', 41, 3])
    desk.read('T', MARCH, ['refund', 're_1', 40, 3])
    expect([desk.open(), desk.closed()]).toEqual([[], [['amounts_agree', 'refund', 're_1', 'T']]])
    expect(desk.read('S', MARCH, ['refund', 're_1', 41, 3])).toMatchObject({ changed: 0 })
  })

  it('is none of what was paid and came back where the provider shows neither', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 40, 3], ['reversed', 're_1', 40, 4])
    const { changed, differences } = desk.read('S', MARCH)
    expect([changed, differences.length, desk.open()]).toEqual([2, 2, []])
    expect(desk.closed()).toEqual([
      ['came_back', 'refund', 're_1', 'S'],
      ['came_back', 'reversal', 're_1', 'S'],
    ])
    expect(desk.read('S', MARCH)).toMatchObject({ changed: 0 })
  })

  it('is over, too, when it came back in the next month', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 40, 30])
    desk.read('S', MARCH)
    desk.enter(['reversed', 're_1', 40, '2026-04-02'])
    expect(desk.read('T', APRIL).closed).toMatchObject([{ kind: 'refund', closed: { why: 'came_back' } }])
    expect(desk.open()).toEqual([])
  })

  it('stays where the statement shows the payment, and not that it came back', () => {
    const desk = openDesk()
    desk.enter(['paid', 're_1', 40, 30])
    desk.read('S', MARCH, ['refund', 're_1', 40, 30])
    desk.enter(['reversed', 're_1', 40, '2026-04-02'])
    desk.read('T', APRIL)
    expect(desk.open()).toEqual([['missing_there', 'reversal', 're_1', 40, undefined]])
    const other = openDesk()
    other.enter(['paid', 're_1', 40, 3], ['reversed', 're_1', 40, 4])
    other.read('S', MARCH, ['refund', 're_1', 40, 3])
    expect(other.open()).toEqual([['missing_there', 'reversal', 're_1', 40, undefined]])
  })

  it('that was over is open again when its amounts part', () => {
    const desk = openDesk()
    desk.read('S', MARCH, ['refund', 'x-1', 5, 6])
    desk.enter(['outside', 'x-1', 5, '2026-04-02'])
    desk.read('T', APRIL)
    desk.enter(['outside', 'x-1', 1, '2026-04-03'])
    desk.read('U', APRIL, ['refund', 'x-1', 5, 2])
    expect(desk.open()).toEqual([['amount_differs', 'refund', 'x-1', 6, 5]])
  })
})
