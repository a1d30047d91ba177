/** A shop and its customers, drawn from a seed: small enough to be told as a story, mixed enough to meet every rule. */
import type { PolicySet, Remedy } from '../../domain/policy/policy-set.js'
import type { WorkerRole } from '../../domain/worker/index.js'
import type { OrderFacts } from '../../domain/values/order-facts.js'
import {
  adyenHabits,
  alipayHabits,
  plainHabits,
  stripeHabits,
  wechatHabits,
  type ProviderHabits,
} from '../simulated-payments.js'
import type { Chance } from './chance.js'
import { orderOf } from './orders.js'
import { drawnPolicy, REASONS } from './policies.js'

/** Free text of people carries it, and it must never be seen in the log. */
export const SECRET = 'Zoë Quintanilla'

export { EPOCH_MS } from './orders.js'
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
  /** Looks at the price before they submit, and thinks again about what to ask for. */
  readonly asksPrice: boolean
  readonly thinksAgain: boolean
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
  asksPrice: chance.happens(0.25, 'asks the price', nth),
  thinksAgain: chance.happens(0.15, 'thinks again', nth),
})

/** Often enough to find what they break; both take as many calls as the cases themselves. */
const READS = 0.3
const LISTENS = 0.3

const HABITS = [plainHabits, plainHabits, stripeHabits, wechatHabits, alipayHabits, adyenHabits]

/** `isSmall`: one instance, one order, one wish. */
export const scenarioOf = (chance: Chance, isSmall: boolean, policy?: PolicySet): Scenario => {
  const currency = policy === undefined ? chance.pick(['EUR', 'EUR', 'EUR', 'JPY', 'KWD', 'KWD'], 'currency') : 'EUR'
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
