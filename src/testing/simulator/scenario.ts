/** A shop and its customers, drawn from a seed: small enough to be told as a story, mixed enough to meet every rule. */
import type { PolicySet } from '../../domain/policy/policy-set.js'
import { instantOf } from '../../domain/values/instant.js'
import type { OrderFacts } from '../../domain/values/order-facts.js'
import {
  adyenHabits,
  alipayHabits,
  plainHabits,
  stripeHabits,
  wechatHabits,
  type ProviderHabits,
} from '../simulated-payments.js'
import { simplePolicy } from '../simple-policy.js'
import type { Chance } from './chance.js'

export const EPOCH_MS = Date.UTC(2026, 0, 5, 9)
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export interface Scenario {
  readonly policy: PolicySet
  readonly habits: ProviderHabits
  readonly orders: ReadonlyArray<OrderFacts>
  readonly wishes: ReadonlyArray<Wish>
  readonly instances: number
  /** How long people think between two things that they do. */
  readonly thinkMs: number
  readonly sweepMs: number
  readonly leaseSeconds: number
}

/** What a customer wants of one order. */
export interface Wish {
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly remedy: 'return_refund' | 'refund_only'
  readonly lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number; readonly reason: string }>
  /** Changes their mind half-way. */
  readonly cancels: boolean
  /** Never sends anything back. */
  readonly neverShips: boolean
}

const REASON = 'CM_CHANGED_MIND'

/** Two prices per component that divide badly, so that every rounding shows. */
const orderOf = (chance: Chance, nth: number, currency: string): OrderFacts => {
  const lines = Array.from({ length: chance.whole(1, 2, 'lines', nth) }, (_, i) => ({
    lineId: `line-${i + 1}`,
    sku: `SKU-${i + 1}`,
    quantity: chance.whole(1, 3, `quantity ${i}`, nth),
    goods: chance.whole(100, 9_999, `goods ${i}`, nth),
    tax: chance.whole(0, 500, `tax ${i}`, nth),
  }))
  const shipping = chance.pick([0, 499], 'shipping', nth)
  const total = lines.reduce((sum, line) => sum + line.goods + line.tax, shipping)
  const onGiftCard = chance.happens(0.3, 'gift card', nth) ? Math.floor(total / 3) : 0
  const captured = chance.happens(0.1, 'partly captured', nth)
    ? Math.floor((total - onGiftCard) / 2)
    : total - onGiftCard
  return {
    orderId: `#${1_001 + nth}`,
    customerId: `customer-${nth + 1}`,
    currency,
    orderedAt: instantOf(EPOCH_MS - 3 * DAY_MS),
    lines,
    shipping,
    tenders: [
      { tenderId: 'card', kind: 'card', captured, paymentRef: `pay_${nth + 1}` },
      ...(onGiftCard === 0 ? [] : [{ tenderId: 'gift-card', kind: 'gift_card', captured: onGiftCard }]),
    ],
  }
}

const wishOf = (chance: Chance, order: OrderFacts, nth: number): Wish => ({
  requestId: `request-${nth + 1}`,
  orderId: order.orderId,
  customerId: order.customerId,
  remedy: chance.happens(0.3, 'refund only', nth) ? 'refund_only' : 'return_refund',
  lines: order.lines
    .filter((_, i) => i === 0 || chance.happens(0.5, 'also line', nth))
    .map(({ lineId, quantity }, i) => ({
      lineId,
      quantity: chance.whole(1, quantity, `wish ${i}`, nth),
      reason: REASON,
    })),
  cancels: chance.happens(0.08, 'cancels', nth),
  neverShips: chance.happens(0.06, 'never ships', nth),
})

const HABITS = [plainHabits, plainHabits, stripeHabits, wechatHabits, alipayHabits, adyenHabits]

/** `isSmall`: one instance, one order, one wish. */
export const scenarioOf = (chance: Chance, isSmall: boolean, policy?: PolicySet): Scenario => {
  const currency = policy === undefined ? chance.pick(['EUR', 'EUR', 'JPY', 'KWD'], 'currency') : 'EUR'
  const rules = policy ?? drawnPolicy(chance, currency)
  const orders = Array.from({ length: isSmall ? 1 : chance.pick([1, 1, 1, 1, 2], 'orders') }, (_, nth) =>
    orderOf(chance, nth, currency),
  )
  const wishes = Array.from({ length: isSmall ? 1 : chance.pick([1, 1, 1, 2], 'wishes') }, (_, nth) =>
    wishOf(chance, chance.pick(orders, 'order of wish', nth), nth),
  )
  return {
    policy: rules,
    habits: chance.pick(HABITS, 'habits'),
    orders,
    wishes,
    instances: isSmall ? 1 : chance.pick([1, 1, 2, 2, 3], 'instances'),
    thinkMs: chance.pick([5, 30, 120], 'think') * MINUTE_MS,
    sweepMs: chance.pick([60, 180, 360], 'sweep') * MINUTE_MS,
    leaseSeconds: isSmall ? 0 : chance.pick([0, 7_200], 'lease'),
  }
}

const drawnPolicy = (chance: Chance, currency: string): PolicySet => {
  const simple = simplePolicy(currency)
  const limit = (what: string) => [{ minor: chance.pick([0, 1_000, 1_000_000], what), currency }]
  return {
    ...simple,
    refunds: {
      ...simple.refunds,
      approvalFreeUpTo: limit('approval free'),
      secondApprovalAbove: limit('second approval'),
      answerWithinSeconds: chance.pick([10, 60, 900], 'answer within'),
      shipping: chance.pick(['none', 'proportional', 'when_all_returned'], 'shipping rule'),
      tenders: chance.pick(['original_ratio', 'cash_first', 'non_cash_first'], 'tender strategy'),
    },
    returns: { shipWithinDays: chance.pick([1, 2], 'ship within') },
  }
}
