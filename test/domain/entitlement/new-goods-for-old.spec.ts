/** Goods that came back pay for goods that went out instead: by whatever their lines are worth, and by nothing else. */
import { describe, expect, it } from 'vitest'
import type { Deduction } from '../../../src/domain/values/breakdown.js'
import * as given from '../../../src/testing/builders/entitlement.js'
import { orderLine } from '../../../src/testing/builders/entitlement.js'
import { assertAddsUp, order, refund, registered } from './orders.js'

const lines = [orderLine('A', { goods: 10_000, tax: 1_900, duty: 100 }), orderLine('B', { goods: 5_000, tax: 950 })]
const shop = order({ lines, shipping: 1_000 })
const all = { A: 1, B: 1 }
const newGoods = (minor: number, given: Partial<Deduction> = {}): Deduction => ({
  kind: 'replacement',
  minor,
  ...given,
})

describe('What new goods cost', () => {
  it('is taken from goods, tax and duty of the old ones in proportion', () => {
    const { refund: b } = refund(shop, { A: 1 }, { deductions: [newGoods(6_000)] })
    assertAddsUp(b)
    expect(b.total).toBe(6_000)
    expect(b.lines[0]!.paidBy).toEqual([{ tenderId: 'card', amounts: { goods: 5_000, tax: 950, duty: 50 } }])
  })

  it('may take everything that they are worth: then no money is due', () => {
    const { refund: b, order: after } = refund(shop, { A: 1 }, { deductions: [newGoods(12_000)], outcome: 'kept' })
    expect(b).toMatchObject({ total: 0, tenders: [], deductions: [{ minor: 12_000 }] })
    expect(registered(after).lines[0]).toMatchObject({ held: 0, kept: 1, taken: { goods: 10_000, tax: 1_900 } })
  })

  it('beyond that is not deducted, so that the asker knows what is missing', () => {
    const { refund: b } = refund(shop, { A: 1 }, { deductions: [newGoods(25_000)] })
    expect(b).toMatchObject({ total: 0, deductions: [{ kind: 'replacement', minor: 12_000 }] })
  })

  it('comes after what else is kept back', () => {
    const worn: Deduction = { kind: 'depreciation', minor: 2_000, lineId: 'A' }
    const { refund: b } = refund(shop, { A: 1 }, { deductions: [newGoods(25_000), worn] })
    assertAddsUp(b)
    expect(b.deductions.map(({ kind, minor }) => [kind, minor])).toEqual([
      ['depreciation', 2_000],
      ['replacement', 10_000],
    ])
  })

  it('never takes the shipping', () => {
    const { refund: b } = refund(shop, all, { deductions: [newGoods(99_999)], shipping: 'when_all_returned' })
    assertAddsUp(b)
    expect(b).toMatchObject({ total: 1_000, shipping: 1_000, deductions: [{ minor: 17_950 }] })
  })

  it('of one line takes only what that line is worth', () => {
    const { refund: b } = refund(shop, all, { deductions: [newGoods(99_999, { lineId: 'B' })] })
    assertAddsUp(b)
    expect(b).toMatchObject({ total: 12_000, deductions: [{ minor: 5_950 }] })
  })

  it('of a line that is not among them takes nothing', () =>
    expect(
      refund(shop, { A: 1 }, { deductions: [newGoods(500, { lineId: 'B' })], shipping: 'proportional' }).refund,
    ).toMatchObject({ deductions: [] }))

  // Bug: while a bank looked at a payment, the old units were free again, although others had gone out for them.
  it('is paid with units that are gone, also where no money can be counted', () => {
    const held = shop.after(given.reserveUnits({ A: 1 }), given.chargebackOpened())
    held
      .when(given.reserveMoney({ A: 1 }, { outcome: 'kept', deductions: [newGoods(12_000)] }))
      .thenTypes('UnitsConfirmed', 'MoneyReservationRefused')
    held.when(given.reserveMoney({ A: 1 }, { outcome: 'kept' })).thenTypes('MoneyReservationRefused')
  })
})
