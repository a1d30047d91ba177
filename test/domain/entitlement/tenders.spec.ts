/** Which means of payment gives how much back: the policy's strategy, within what each has left. */
import { describe, expect, it } from 'vitest'
import {
  chargebackLost,
  chargebackOpened,
  orderLine,
  recordCapture,
  recordExternalRefund,
  tender,
} from '../../../src/testing/builders/entitlement.js'
import { byTender, order, refund, refunds } from './orders.js'

const lines = [orderLine('A', { quantity: 10, goods: 10_000 })]
const tenders = [
  tender('voucher', 1_000, { kind: 'gift_card' }),
  tender('visa', 6_000, { kind: 'card' }),
  tender('points', 500),
  tender('wallet', 2_500),
]
const paid = order({ lines, tenders })

describe('A refund of 70.00 on an order paid with voucher 10, card 60, points 5 and wallet 25', () => {
  it.each([
    ['original_ratio', { voucher: 700, visa: 4_200, points: 350, wallet: 1_750 }],
    ['first_first', { voucher: 1_000, visa: 6_000 }],
    ['last_first', { wallet: 2_500, points: 500, visa: 4_000 }],
    ['cash_first', { visa: 6_000, wallet: 1_000 }],
    ['non_cash_first', { voucher: 1_000, points: 500, visa: 5_500 }],
  ] as const)('by %s', (strategy, shares) =>
    expect(byTender(refund(paid, { A: 7 }, { tenders: strategy }).refund)).toEqual(shares),
  )

  it('names the tenders in the order in which the shop lists them', () =>
    expect(refund(paid, { A: 7 }, { tenders: 'last_first' }).refund.tenders.map((t) => t.tenderId)).toEqual([
      'visa',
      'points',
      'wallet',
    ]))
})

describe('By the original ratio', () => {
  it('partial refunds telescope for each tender: thirds of 1.00 paid 50:50', () => {
    const even = order({
      lines: [orderLine('A', { quantity: 3, goods: 100 })],
      tenders: [tender('a', 50), tender('b', 50)],
    })
    const given = refunds(even, [{ A: 1 }, { A: 1 }, { A: 1 }]).map(byTender)
    expect(given.reduce((sum, by) => sum + (by['a'] ?? 0), 0)).toBe(50)
    expect(given.reduce((sum, by) => sum + (by['b'] ?? 0), 0)).toBe(50)
  })

  it('one tender of three takes the odd cent first: 10.00 over 33.34, 33.33 and 33.33', () => {
    const three = order({
      lines: [orderLine('A', { quantity: 10, goods: 10_000 })],
      tenders: [tender('a', 3_334), tender('b', 3_333), tender('c', 3_333)],
    })
    expect(byTender(refund(three, { A: 1 }).refund)).toEqual({ a: 334, b: 333, c: 333 })
  })

  it('a tender that was emptied outside is made up for by the others', () => {
    const emptied = paid.after(recordExternalRefund({ tenderId: 'visa', minor: 6_000 }))
    expect(byTender(refund(emptied, { A: 4 }).refund)).toEqual({ voucher: 1_000, points: 500, wallet: 2_500 })
  })
})

describe('What is not there cannot be refunded, and is named as shortfall', () => {
  const byCard = order({ lines })

  it('because it was refunded in the dashboard', () =>
    expect(refund(byCard.after(recordExternalRefund({ minor: 8_000 })), { A: 3 }).refund).toMatchObject({
      total: 2_000,
      shortfall: 1_000,
    }))

  it('because more was refunded in the dashboard than was ever paid', () =>
    expect(refund(byCard.after(recordExternalRefund({ minor: 12_000 })), { A: 3 }).refund).toMatchObject({
      total: 0,
      shortfall: 3_000,
      tenders: [],
    }))

  it('because the bank took it back for good', () => {
    const lost = byCard.after(chargebackOpened({ minor: 10_000 }), chargebackLost())
    expect(refund(lost, { A: 3 }).refund).toMatchObject({ total: 0, shortfall: 3_000 })
  })

  it('because it was not captured yet; a capture makes it refundable', () => {
    const open = order({ lines, tenders: [tender('card', 0), tender('points', 0)] })
    expect(refund(open, { A: 3 }).refund).toMatchObject({ total: 0, shortfall: 3_000 })
    expect(refund(open.after(recordCapture({ minor: 10_000 })), { A: 3 }).refund).toMatchObject({
      total: 3_000,
      shortfall: 0,
    })
  })
})

it('a means of payment may have any name, even one that objects have anyway', () => {
  const odd = order({ lines, tenders: [tender('constructor', 4_000), tender('__proto__', 6_000)] })
  const { refund: first, order: after } = refund(odd, { A: 10 }, { tenders: 'last_first' })
  expect(first.tenders).toEqual([
    { tenderId: 'constructor', minor: 4_000 },
    { tenderId: '__proto__', minor: 6_000 },
  ])
  const one = refund(odd, { A: 1 }, { tenders: 'last_first' })
  expect(one.order.state).toMatchObject({ tenders: [{ reserved: 0 }, { reserved: 1_000 }] })
  expect(after.state).toMatchObject({ tenders: [{ reserved: 4_000 }, { reserved: 6_000 }] })
})
