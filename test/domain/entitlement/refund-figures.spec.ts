/**
 * What a refund is worth: the vectors of reference domain.md 5.3 as orders. Where another system rounds another way, the
 * figure is ours: half-up, and successive refunds add up to what was paid.
 */
import { describe, expect, it } from 'vitest'
import { orderLine, tender } from '../../../src/testing/builders/entitlement.js'
import { byTender, lineAmounts, order, refund, refunds, totals } from './orders.js'

describe('Units of one line, refunded one after another', () => {
  const lineOf = (quantity: number, goods: number) => order({ lines: [orderLine('A', { quantity, goods })] })

  it.each([
    ['100.00 for 3', 3, 10_000, [1, 1, 1], [3_333, 3_334, 3_333]],
    ['100.00 for 3', 3, 10_000, [2, 1], [6_667, 3_333]],
    ['100.00 for 3', 3, 10_000, [1, 2], [3_333, 6_667]],
    ['10.00 for 6', 6, 1_000, [1, 1, 1, 1, 1, 1], [167, 166, 167, 167, 166, 167]],
    ['10.00 for 6', 6, 1_000, [2, 4], [333, 667]],
    ['57.00 for 3', 3, 5_700, [1, 1, 1], [1_900, 1_900, 1_900]],
    ['10.00 for 3', 3, 1_000, [1, 1, 1], [333, 334, 333]],
    ['269.97 for 3, of which 2 came back first', 3, 26_997, [2, 1], [17_998, 8_999]],
  ])('add up: %s', (_, quantity, goods, slices, figures) => {
    const given = refunds(
      lineOf(quantity, goods),
      slices.map((A) => ({ A })),
    )
    expect(totals(given)).toEqual(figures)
  })

  it('get their tax by the same slices, from what was stored: 6.67 for 3', () => {
    const taxed = order({ lines: [orderLine('A', { quantity: 3, goods: 0, tax: 667 })] })
    const given = refunds(taxed, [{ A: 1 }, { A: 1 }, { A: 1 }])
    expect(given.map((b) => lineAmounts(b, 'A')?.tax)).toEqual([222, 223, 222])
  })
})

describe('A refund takes what was paid, never the list price', () => {
  it('a discount on some lines lowers those lines only: 10 % off A, B pays in full', () => {
    const shop = order({
      lines: [orderLine('A', { goods: 10_000 }), orderLine('B', { goods: 20_000 })],
      discounts: [{ minor: 1_000, lineIds: ['A'] }],
    })
    expect(totals(refunds(shop, [{ A: 1 }, { B: 1 }]))).toEqual([9_000, 20_000])
  })

  it('tax is what was charged on the discounted price: 2 × 100.00, 20.00 off, 10 % tax', () => {
    const shop = order({ lines: [orderLine('A', { quantity: 2, goods: 20_000, discount: 2_000, tax: 1_800 })] })
    expect(totals(refunds(shop, [{ A: 1 }, { A: 1 }]))).toEqual([9_900, 9_900])
  })

  it('a cart rule weighs on each line: 150.00 and 60.00 less 42.00', () => {
    const shop = order({
      lines: [orderLine('A', { goods: 15_000 }), orderLine('B', { goods: 6_000 })],
      discounts: [{ minor: 4_200 }],
    })
    expect(totals(refunds(shop, [{ A: 1 }, { B: 1 }]))).toEqual([12_000, 4_800])
  })

  it('two of three at 10 % off: 180.00, not 200.00', () => {
    const shop = order({ lines: [orderLine('A', { quantity: 3, goods: 30_000, discount: 3_000 })] })
    expect(refund(shop, { A: 2 }).refund.total).toBe(18_000)
  })

  it('an order discount comes off when everything is returned: 6.00 and 4.00 less 1.00', () => {
    const shop = order({
      lines: [orderLine('A', { goods: 600 }), orderLine('B', { goods: 400 })],
      discounts: [{ minor: 100 }],
    })
    expect(refund(shop, { A: 1, B: 1 }).refund.total).toBe(900)
  })

  it('tax goes back with its goods: 20.00 net at 7 %', () => {
    const shop = order({ lines: [orderLine('A', { goods: 2_000, tax: 140 })] })
    expect(refund(shop, { A: 1 }).refund.total).toBe(2_140)
  })

  it('tax stands beside the goods: of 149.00, 13.54 is tax and 135.46 goods', () => {
    const shop = order({ lines: [orderLine('A', { goods: 13_546, tax: 1_354 })] })
    expect(lineAmounts(refund(shop, { A: 1 }).refund, 'A')).toEqual({ goods: 13_546, tax: 1_354 })
  })

  it('duty and fees of a line go back with its units, in slices like the goods', () => {
    const shop = order({ lines: [orderLine('A', { quantity: 3, goods: 10_000, duty: 1_000, fee: 100 })] })
    expect(refunds(shop, [{ A: 1 }, { A: 2 }]).map((b) => lineAmounts(b, 'A'))).toEqual([
      { goods: 3_333, duty: 333, fee: 33 },
      { goods: 6_667, duty: 667, fee: 67 },
    ])
  })

  it('an item that cost nothing comes back, and no money is due', () => {
    const shop = order({ lines: [orderLine('gift', { goods: 0 }), orderLine('B')] })
    const { refund: free } = refund(shop, { gift: 1 })
    expect(free).toMatchObject({
      total: 0,
      tenders: [],
      lines: [{ lineId: 'gift', quantity: 1, amounts: { goods: 0 } }],
    })
  })
})

describe('An order of 500.00 with a coupon of 60.00, paid with 1,000 points and 430.00 cash', () => {
  const shop = order({
    lines: [orderLine('dear', { goods: 30_000 }), orderLine('cheap', { goods: 20_000 })],
    discounts: [{ minor: 6_000 }],
    tenders: [tender('cash', 43_000, { kind: 'card' }), tender('points', 1_000)],
  })

  it('the coupon weighs 36.00 on one line and 24.00 on the other', () =>
    expect(totals(refunds(shop, [{ dear: 1 }, { cheap: 1 }]))).toEqual([26_400, 17_600]))

  it('each line gives back cash and points as they were paid, and the coupon is never cash', () =>
    expect(refunds(shop, [{ dear: 1 }, { cheap: 1 }]).map(byTender)).toEqual([
      { cash: 25_800, points: 600 },
      { cash: 17_200, points: 400 },
    ]))
})

describe('Money without a fraction', () => {
  it('yen are divided to the yen: 1000 over three means of payment', () => {
    const shop = order({
      currency: 'JPY',
      lines: [orderLine('A', { goods: 10_000 }), orderLine('B', { goods: 0 })],
      tenders: [tender('a', 3_334), tender('b', 3_333), tender('c', 3_333)],
    })
    expect(byTender(refund(shop, { A: 1 }).refund)).toEqual({ a: 3_334, b: 3_333, c: 3_333 })
  })

  it('an order amount goes to equal lines by largest remainder: 1000 yen over three', () => {
    const lines = ['A', 'B', 'C'].map((id) => orderLine(id, { goods: 1_000 }))
    const shop = order({ currency: 'JPY', lines, fees: [{ minor: 1_000 }] })
    expect(refunds(shop, [{ A: 1 }, { B: 1 }, { C: 1 }]).map((b) => lineAmounts(b, b.lines[0]!.lineId)?.fee)).toEqual([
      334, 333, 333,
    ])
  })
})

describe('Kuwaiti dinars on a card that pays in steps of ten fils', () => {
  const card = tender('card', 10_000, { granularity: 10 })
  const shop = order({ currency: 'KWD', lines: [orderLine('A', { quantity: 3, goods: 10_000 })], tenders: [card] })

  it('every leg ends in zero, and together they are what was paid: 10.000 in three', () => {
    const given = refunds(shop, [{ A: 1 }, { A: 1 }, { A: 1 }])
    expect(totals(given)).toEqual([3_330, 3_330, 3_340])
    expect(given.map((b) => b.shortfall)).toEqual([0, 0, 0])
  })

  it('another means of payment pays the last digits', () => {
    const mixed = order({
      currency: 'KWD',
      lines: [orderLine('A', { quantity: 3, goods: 10_000 })],
      tenders: [tender('card', 9_000, { granularity: 10 }), tender('points', 1_000)],
    })
    const given = refunds(mixed, [{ A: 1 }, { A: 1 }, { A: 1 }])
    expect(totals(given)).toEqual([3_333, 3_334, 3_333])
    expect(given.map((b) => (byTender(b)['card'] ?? 0) % 10)).toEqual([0, 0, 0])
  })

  it('the card pays a step more where the points alone cannot pay the digits', () => {
    const mixed = order({
      currency: 'KWD',
      lines: [orderLine('A', { goods: 12 }), orderLine('B', { goods: 3 })],
      tenders: [tender('card', 10, { granularity: 10 }), tender('points', 5)],
    })
    expect(byTender(refund(mixed, { A: 1 }).refund)).toEqual({ card: 10, points: 2 })
  })

  it('two coarse cards join their odd parts where that makes a step', () => {
    const cards = order({
      currency: 'KWD',
      lines: [orderLine('A', { quantity: 2, goods: 40 })],
      tenders: [tender('a', 20, { granularity: 10 }), tender('b', 20, { granularity: 20 })],
    })
    expect(totals(refunds(cards, [{ A: 1 }, { A: 1 }]))).toEqual([20, 20])
  })

  it('digits that nobody can pay are not a shortfall: they stay on the line, off the goods and not the tax', () => {
    const taxed = order({
      currency: 'KWD',
      lines: [orderLine('A', { goods: 505, tax: 500 })],
      tenders: [tender('card', 1_005, { granularity: 10 })],
    })
    expect(refund(taxed, { A: 1 }).refund).toMatchObject({
      total: 1_000,
      shortfall: 0,
      lines: [{ amounts: { goods: 500, tax: 500 } }],
    })
  })

  it('where the goods do not suffice, the tax waits too', () => {
    const taxed = order({
      currency: 'KWD',
      lines: [orderLine('A', { goods: 2, tax: 7 })],
      tenders: [tender('card', 9, { granularity: 10 })],
    })
    expect(refund(taxed, { A: 1 }).refund).toMatchObject({ total: 0, shortfall: 0, lines: [{ amounts: { goods: 0 } }] })
  })
})
