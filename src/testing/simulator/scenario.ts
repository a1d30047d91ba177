/** A shop and its customers, drawn from a seed: small enough to be told as a story, mixed enough to meet every rule. */
import type { PolicySet, Remedy } from '../../domain/policy/policy-set.js'
import { instantOf } from '../../domain/values/instant.js'
import type { WorkerRole } from '../../domain/worker/index.js'
import type { OrderFacts, OrderLine } from '../../domain/values/order-facts.js'
import {
  adyenHabits,
  alipayHabits,
  plainHabits,
  stripeHabits,
  wechatHabits,
  type ProviderHabits,
} from '../simulated-payments.js'
import type { Chance } from './chance.js'
import { drawnPolicy, REASONS } from './policies.js'

/** Free text of people carries it, and it must never be seen in the log. */
export const SECRET = 'Zoë Quintanilla'

export const EPOCH_MS = Date.UTC(2026, 0, 5, 9)
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export interface Scenario {
  readonly policy: PolicySet
  readonly habits: ProviderHabits
  readonly orders: ReadonlyArray<OrderFacts>
  readonly wishes: ReadonlyArray<Wish>
  readonly instances: number
  /** What the host has its workers do. Not every host reads the rows or takes the events of the library. */
  readonly roles: ReadonlyArray<WorkerRole>
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
  readonly remedy: Remedy
  readonly lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number; readonly reason: string }>
  /** Changes their mind half-way. */
  readonly cancels: boolean
  /** Never sends anything back. */
  readonly neverShips: boolean
}

const paidFor = ({ goods, discount = 0, tax = 0, duty = 0, fee = 0 }: OrderLine): number =>
  goods - discount + tax + duty + fee

/** Prices per component that divide badly, so that every rounding shows. */
const orderOf = (chance: Chance, nth: number, currency: string): OrderFacts => {
  const paysDuty = chance.happens(0.4, 'pays duty', nth)
  const isReduced = chance.happens(0.3, 'reduced', nth)
  // What a platform pays of the goods, in every other order: it goes back to the platform and leaves all figures as they are.
  const coupon = nth % 2 === 0 ? 101 : 0
  const lines = Array.from({ length: chance.whole(1, 2, 'lines', nth) }, (_, i) => ({
    lineId: `line-${i + 1}`,
    sku: `SKU-${i + 1}`,
    quantity: chance.whole(1, 3, `quantity ${i}`, nth),
    goods: chance.whole(100, 9_999, `goods ${i}`, nth),
    tax: chance.whole(0, 500, `tax ${i}`, nth),
    ...(paysDuty ? { duty: chance.whole(0, 333, `duty ${i}`, nth) } : {}),
    ...(isReduced ? { discount: chance.whole(0, 99, `discount ${i}`, nth) } : {}),
  }))
  const shipping = chance.pick([0, 499], 'shipping', nth)
  const total = lines.reduce((sum, line) => sum + paidFor(line), shipping)
  const onGiftCard = chance.happens(0.3, 'gift card', nth) ? Math.floor(total / 3) : 0
  const captured = chance.happens(0.1, 'partly captured', nth)
    ? Math.floor((total - onGiftCard) / 2)
    : total - onGiftCard
  return {
    orderId: `#${1_001 + nth}`,
    customerId: `customer-${nth + 1}`,
    currency,
    orderedAt: instantOf(EPOCH_MS - 3 * DAY_MS),
    lines: lines.map((line, i) => (i === 0 ? { ...line, goods: line.goods + coupon } : line)),
    ...(coupon === 0 ? {} : { discounts: [{ minor: coupon, lineIds: [lines[0]!.lineId], fundedBy: 'platform' }] }),
    shipping,
    tenders: [
      { tenderId: 'card', kind: 'card', captured, paymentRef: `pay_${nth + 1}` },
      ...(onGiftCard === 0 ? [] : [{ tenderId: 'gift-card', kind: 'gift_card', captured: onGiftCard }]),
    ],
  }
}

const REMEDIES: ReadonlyArray<Remedy> = [
  ...(['return_refund', 'return_refund', 'return_refund', 'refund_only', 'refund_only'] as const),
  ...(['exchange', 'exchange', 'exchange', 'reship', 'repair', 'repair'] as const),
]

const wishOf = (chance: Chance, order: OrderFacts, nth: number, offered: ReadonlyArray<Remedy>): Wish => ({
  requestId: `request-${nth + 1}`,
  orderId: order.orderId,
  customerId: order.customerId,
  remedy: chance.pick(
    REMEDIES.filter((one) => offered.includes(one)),
    'remedy',
    nth,
  ),
  lines: order.lines
    .filter((_, i) => i === 0 || chance.happens(0.5, 'also line', nth))
    .map(({ lineId, quantity }, i) => ({
      lineId,
      quantity: chance.whole(1, quantity, `wish ${i}`, nth),
      reason: chance.pick(REASONS, 'reason', nth),
    })),
  cancels: chance.happens(0.08, 'cancels', nth),
  neverShips: chance.happens(0.06, 'never ships', nth),
})

/** Often enough to find what they break; both take as many calls as the cases themselves. */
const READS = 0.3
const LISTENS = 0.3

const HABITS = [plainHabits, plainHabits, stripeHabits, wechatHabits, alipayHabits, adyenHabits]

/** `isSmall`: one instance, one order, one wish. */
export const scenarioOf = (chance: Chance, isSmall: boolean, policy?: PolicySet): Scenario => {
  const currency = policy === undefined ? chance.pick(['EUR', 'EUR', 'JPY', 'KWD'], 'currency') : 'EUR'
  const rules = policy ?? drawnPolicy(chance, currency)
  const orders = Array.from({ length: isSmall ? 1 : chance.pick([1, 1, 1, 1, 2], 'orders') }, (_, nth) =>
    orderOf(chance, nth, currency),
  )
  const wishes = Array.from({ length: isSmall ? 1 : chance.pick([1, 1, 1, 2], 'wishes') }, (_, nth) =>
    wishOf(chance, chance.pick(orders, 'order of wish', nth), nth, rules.remedies),
  )
  return {
    policy: rules,
    habits: chance.pick(HABITS, 'habits'),
    orders,
    wishes,
    instances: isSmall ? 1 : chance.pick([1, 1, 2, 2, 3], 'instances'),
    roles: [
      ...(['reactions', 'effects', 'timers'] as const),
      ...(chance.happens(READS, 'reads rows') ? (['projections'] as const) : []),
      ...(chance.happens(LISTENS, 'takes events') ? (['feed'] as const) : []),
    ],
    thinkMs: chance.pick([5, 30, 120], 'think') * MINUTE_MS,
    sweepMs: chance.pick([60, 180, 360], 'sweep') * MINUTE_MS,
    leaseSeconds: isSmall ? 0 : chance.pick([0, 7_200], 'lease'),
  }
}
