/** What the simulator says of what the funders of a discount got back, and where it says nothing. */
import { describe, expect, it } from 'vitest'
import { simulatedBenefits } from '../../src/testing/simulated-benefits.js'
import { simulatedPayments } from '../../src/testing/simulated-payments.js'
import type { EntitlementEvent } from '../../src/domain/entitlement/index.js'
import {
  orderLine,
  recordExternalRefund,
  reserveMoney,
  reserveUnits,
  type Units,
} from '../../src/testing/builders/entitlement.js'
import { fundersGetTheirs } from '../../src/testing/simulator/invariants/funders.js'
import type { Seen } from '../../src/testing/simulator/invariants/seen.js'
import { order, registered, type Order } from '../domain/entitlement/orders.js'

/** Three shirts for 300.00, of which a platform paid 90.00; all of them are on their way back. */
const shirts = order({
  lines: [orderLine('shirt', { quantity: 3, goods: 30_000 })],
  discounts: [{ minor: 9_000, fundedBy: 'platform' }],
}).after(reserveUnits({ shirt: 3 }))

const refunded = (from: Order, refundId: string, units: Units): Order => from.after(reserveMoney(units, { refundId }))

/** What was broken, in an order that stood like this, one after the other. */
const foundIn = (...orders: ReadonlyArray<Order>): ReadonlyArray<string> => {
  const found: Array<string> = []
  const look = fundersGetTheirs({
    broken: (promise, detail) => void found.push(`${promise}: ${detail}`),
    state: () => undefined,
    payments: simulatedPayments(),
    issuer: simulatedBenefits(),
    legs: new Map(),
  })
  for (const one of orders) look({ kind: 'entitlement', state: registered(one) } as Seen)
  return found
}

/** The customer pays back what one shirt cost, and the platform what it got for it. */
const oneShirtIsPaidBack: EntitlementEvent = {
  type: 'MoneyReceivedBack',
  data: {
    refundId: 'f-1',
    receivableId: 'owed-1',
    paymentId: 'in-1',
    tenders: [{ tenderId: 'card', minor: 7_000 }],
    lines: [{ lineId: 'shirt', quantity: 1, amounts: { goods: 7_000 }, funded: [{ by: 'platform', minor: 3_000 }] }],
    shipping: 0,
    shippingTax: 0,
  },
}

/** As if the books had it wrong. */
const withPlatformAt = (from: Order, minor: number): Order => {
  const { lines, ...state } = registered(from)
  return { ...from, state: { ...state, lines: lines.map((b) => ({ ...b, fundedTaken: [{ by: 'platform', minor }] })) } }
}

describe('Whoever paid for a discount in place of the shop', () => {
  it('gets all of it back with the last unit', () => {
    const one = refunded(shirts, 'f-1', { shirt: 1 })
    expect(foundIn(shirts, one, refunded(one, 'f-2', { shirt: 2 }))).toEqual([])
  })

  it('need not have it where a unit was refunded elsewhere, too, so that four of three were and one is paid back', () => {
    const elsewhere = shirts.after(recordExternalRefund({ minor: 7_000, units: { shirt: 1 } }))
    const one = refunded(elsewhere, 'f-1', { shirt: 1 })
    const all = refunded(one, 'f-2', { shirt: 2 })
    const back = all.given(oneShirtIsPaidBack)
    const { settledUnits, fundedTaken } = registered(back).lines[0]!
    expect({ settledUnits, fundedTaken }).toEqual({ settledUnits: 3, fundedTaken: [{ by: 'platform', minor: 6_000 }] })
    expect(foundIn(elsewhere, one, all, back)).toEqual([])
  })

  it('has to have it where no more were refunded than there are', () => {
    const all = refunded(shirts, 'f-1', { shirt: 3 })
    expect(foundIn(shirts, withPlatformAt(all, 6_000))).toEqual([
      'I3 funders get what they paid: o-1 shirt platform: 6000 of 9000',
    ])
  })

  it('never gets more, nor owes any, also where more were refunded than there are', () => {
    const elsewhere = shirts.after(recordExternalRefund({ minor: 7_000, units: { shirt: 1 } }))
    const all = refunded(elsewhere, 'f-1', { shirt: 3 })
    expect(foundIn(all, withPlatformAt(all, 12_000), withPlatformAt(all, -3_000))).toEqual([
      'I3 funders get what they paid: o-1 shirt platform: 12000 of 9000',
      'I3 funders get what they paid: o-1 shirt platform: -3000 of 9000',
    ])
  })
})
