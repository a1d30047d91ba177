/** What is kept back from a refund, and what comes on top: deductions, fees, shipping. */
import { describe, expect, it } from 'vitest'
import type { TermsFee } from '../../../src/domain/policy/terms.js'
import type { Deduction } from '../../../src/domain/values/breakdown.js'
import { editOrder, orderLine, recordExternalRefund, tender } from '../../../src/testing/builders/entitlement.js'
import { assertAddsUp, order, refund, refunds } from './orders.js'

const lines = [orderLine('A', { quantity: 2, goods: 20_000, tax: 3_800 }), orderLine('B', { goods: 5_000, tax: 950 })]
const shop = order({ lines, shipping: 1_000, shippingTax: 190 })

const restocking = (given: Partial<TermsFee> = {}): TermsFee => ({
  ruleId: 'FEE-RESTOCK',
  kind: 'restocking',
  reasons: ['CM_CHANGED_MIND'],
  basisPoints: 1_000,
  flat: 0,
  ...given,
})
const depreciation = (minor: number, given: Partial<Deduction> = {}): Deduction => ({
  kind: 'depreciation',
  minor,
  ...given,
})

describe('A fee of the policy', () => {
  it('is a part of the goods refunded, tax not counted: 10 % of 100.00', () =>
    expect(refund(shop, { A: 1 }, { fees: [restocking()] }).refund).toMatchObject({
      total: 11_900 - 1_000,
      deductions: [{ kind: 'restocking', minor: 1_000, ruleId: 'FEE-RESTOCK' }],
    }))

  it('is rounded half-up: 0.5 % of 1.00 is one cent', () => {
    const cheap = order({ lines: [orderLine('A', { goods: 100 })] })
    expect(refund(cheap, { A: 1 }, { fees: [restocking({ basisPoints: 50 })] }).refund.total).toBe(99)
  })

  it('has its flat part once for each refund', () =>
    expect(refund(shop, { A: 1, B: 1 }, { fees: [restocking({ basisPoints: 0, flat: 490 })] }).refund).toMatchObject({
      deductions: [{ minor: 490 }],
    }))

  it.each([
    ['for another reason', restocking({ reasons: ['QL_DEFECTIVE'], flat: 500 })],
    ['of nothing', restocking({ basisPoints: 0 })],
  ])('is not taken: %s', (_, fee) => expect(refund(shop, { A: 1 }, { fees: [fee] }).refund.deductions).toEqual([]))

  it('is not taken from what cost nothing, not even its flat part', () => {
    const free = order({ lines: [orderLine('gift', { goods: 0, tax: 0 }), orderLine('B')] })
    expect(refund(free, { gift: 1 }, { fees: [restocking({ flat: 500 })] }).refund).toMatchObject({
      total: 0,
      deductions: [],
    })
  })

  it('never takes more than the goods: the tax goes back all the same', () =>
    expect(refund(shop, { B: 1 }, { fees: [restocking({ flat: 9_000 })] }).refund).toMatchObject({
      total: 950,
      deductions: [{ minor: 5_000 }],
    }))
})

describe("The inspection's deductions", () => {
  it('come before the fees, and both together take no more than the goods', () =>
    expect(
      refund(shop, { B: 1 }, { deductions: [depreciation(4_800)], fees: [restocking()] }).refund.deductions,
    ).toEqual([
      { kind: 'depreciation', minor: 4_800 },
      { kind: 'restocking', minor: 200, ruleId: 'FEE-RESTOCK' },
    ]))

  it('leave out a fee for which nothing is left', () =>
    expect(
      refund(shop, { B: 1 }, { deductions: [depreciation(5_000)], fees: [restocking()] }).refund.deductions,
    ).toEqual([{ kind: 'depreciation', minor: 5_000 }]))

  it('are paid less by the line they are for', () =>
    expect(
      refund(shop, { A: 1, B: 1 }, { deductions: [depreciation(2_000, { lineId: 'B' })] }).refund.lines.map(
        (l) => l.paidBy,
      ),
    ).toEqual([
      [{ tenderId: 'card', amounts: { goods: 10_000, tax: 1_900 } }],
      [{ tenderId: 'card', amounts: { goods: 3_000, tax: 950 } }],
    ]))

  it('for one line never take the money of another', () => {
    const { refund: given } = refund(shop, { A: 1, B: 1 }, { deductions: [depreciation(9_000, { lineId: 'B' })] })
    expect(given.deductions).toEqual([{ kind: 'depreciation', minor: 5_000, lineId: 'B' }])
    assertAddsUp(given)
  })

  it('for a line that is not refunded now take nothing', () =>
    expect(refund(shop, { A: 1 }, { deductions: [depreciation(900, { lineId: 'B' })] }).refund.deductions).toEqual([]))

  it('stay within the goods although the tender pays in coarse steps', () => {
    const coarse = order({
      lines: [orderLine('A', { goods: 1 }), orderLine('D', { goods: 3 })],
      tenders: [tender('card', 4, { granularity: 5 })],
    })
    assertAddsUp(refund(coarse, { A: 1, D: 1 }, { deductions: [depreciation(1, { lineId: 'A' })] }).refund)
  })
})

describe('Goods that went out instead', () => {
  const replacement = (minor: number): Deduction => ({ kind: 'replacement', minor })

  // Bug: a like-for-like replacement paid out the tax of the goods that came back.
  it('take tax as well as goods: a like-for-like replacement leaves nothing to pay', () => {
    const { refund: figures } = refund(shop, { A: 1 }, { deductions: [replacement(11_900)] })
    expect(figures).toMatchObject({ total: 0, deductions: [{ kind: 'replacement', minor: 11_900 }], tenders: [] })
    assertAddsUp(figures)
  })

  it('leave the rest to the customer, and never make them owe', () => {
    expect(refund(shop, { A: 1 }, { deductions: [replacement(11_000)] }).refund.total).toBe(900)
    expect(refund(shop, { A: 1 }, { deductions: [replacement(99_000)] }).refund.total).toBe(0)
  })

  it('come after what the inspection keeps back', () =>
    expect(refund(shop, { A: 1 }, { deductions: [depreciation(1_000), replacement(11_900)] }).refund).toMatchObject({
      total: 0,
      deductions: [{ minor: 1_000 }, { minor: 10_900 }],
    }))
})

describe('Shipping', () => {
  const shippingOf = (asks: Parameters<typeof refunds>[1], shipping: 'none' | 'proportional' | 'when_all_returned') =>
    refunds(shop, asks, { shipping }).map((b) => [b.shipping, b.shippingTax])

  it('none: stays with the shop', () => expect(shippingOf([{ A: 2, B: 1 }], 'none')).toEqual([[0, 0]]))

  it('when all is returned: goes back with the last unit', () =>
    expect(shippingOf([{ A: 1 }, { B: 1 }, { A: 1 }], 'when_all_returned')).toEqual([
      [0, 0],
      [0, 0],
      [1_000, 190],
    ]))

  it('proportional: follows the goods and adds up', () =>
    expect(shippingOf([{ A: 1 }, { B: 1 }, { A: 1 }], 'proportional')).toEqual([
      [400, 76],
      [200, 38],
      [400, 76],
    ]))

  it('proportional to nothing goes back with the last unit', () => {
    const samples = order({ lines: [orderLine('A', { quantity: 2, goods: 0 })], shipping: 500 })
    expect(refunds(samples, [{ A: 1 }, { A: 1 }], { shipping: 'proportional' }).map((b) => b.total)).toEqual([0, 500])
  })

  it('units that were canceled or refunded outside count as back', () => {
    const partly = shop.after(editOrder({ cancel: { A: 1 } }), recordExternalRefund({ minor: 11_900, units: { A: 1 } }))
    expect(refund(partly, { B: 1 }, { shipping: 'when_all_returned' }).refund.shipping).toBe(1_000)
  })

  it('is paid by the tenders like the goods, and the matrix says which pays what', () => {
    const split = order({
      lines,
      shipping: 1_000,
      shippingTax: 190,
      tenders: [tender('card', 20_000), tender('gift', 10_940)],
    })
    const { refund: given } = refund(split, { A: 2, B: 1 }, { shipping: 'when_all_returned' })
    assertAddsUp(given)
    expect(given.shippingPaidBy.reduce((sum, p) => sum + p.shipping + p.shippingTax, 0)).toBe(1_190)
  })
})
