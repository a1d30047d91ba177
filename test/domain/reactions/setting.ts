/** The order that everybody quarrels about, the people, and the policies under which they do. */
import type { Actor } from '../../../src/domain/values/actor.js'
import type { Terms } from '../../../src/domain/policy/terms.js'
import type { OrderFacts } from '../../../src/domain/values/order-facts.js'
import { agent, at, customer, finance, secondFinance } from '../../../src/testing/builders/build.js'
import { supervisor, warehouse } from '../../../src/testing/builders/build.js'
import { terms } from '../../../src/testing/builders/request.js'

export const order: OrderFacts = {
  orderId: 'o-1',
  customerId: 'c-1',
  currency: 'GBP',
  orderedAt: at('2026-02-20T10:00:00.000Z'),
  lines: [
    { lineId: 'shirt', sku: 'S', quantity: 3, goods: 27_098, tax: 5_399 },
    { lineId: 'mug', sku: 'M', quantity: 2, goods: 2_001, duty: 400 },
    { lineId: 'sticker', sku: 'X', quantity: 1, goods: 0 },
  ],
  tenders: [
    { tenderId: 'card', kind: 'card', captured: 28_297 },
    { tenderId: 'gift', kind: 'gift_card', captured: 7_000 },
  ],
  // Of the shirts the platform pays something: nobody at this counter ever sees it.
  discounts: [{ minor: 101, lineIds: ['shirt'], fundedBy: 'platform' }],
  shipping: 500,
}

/** More requests than the order has room for. */
export const REQUESTS = ['r-1', 'r-2', 'r-3']

export const staff: ReadonlyArray<Actor> = [agent, agent, supervisor, finance]

/** All wear the hat of those who approve; four of the faces under it take part in cases. */
export const approvers: ReadonlyArray<Actor> = [finance, secondFinance, agent, warehouse, customer, supervisor].map(
  ({ id }) => ({ ...finance, id }),
)

const usual = terms().refund
const again: Partial<Terms> = {
  remedies: ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'],
  repairs: { most: 9, mostDays: 30 },
  appeals: { withinDays: 15, most: 2 },
  reopening: { withinDays: 90 },
}
export const policies = [
  terms({ ...again, automatic: [{ ruleId: 'AUTO', verdict: 'approve', atMost: 99_999 }] }),
  terms({ ...again, refund: { ...usual, approvalFreeUpTo: 99_999, shipping: 'proportional', tenders: 'cash_first' } }),
  terms({
    ...again,
    refund: { ...usual, secondApprovalAbove: 10_000, shipping: 'when_all_returned', duty: 'when_recovered' },
  }),
  terms({
    ...again,
    automatic: [{ ruleId: 'AUTO', verdict: 'approve', atMost: 30_000 }],
    fees: [{ ruleId: 'FEE', kind: 'restocking', reasons: ['CM_CHANGED_MIND'], basisPoints: 1_000, flat: 99 }],
    refund: { ...usual, approvalFreeUpTo: 99_999, tenders: 'last_first', duty: 'when_recovered' },
  }),
  terms({ ...again, automatic: [{ ruleId: 'NEVER', verdict: 'reject', code: 'NEVER', atMost: 3_000 }] }),
]

/** One of a list, by any number. */
export const pick = <A>(from: ReadonlyArray<A>, n: number): A => from[n % from.length]!
