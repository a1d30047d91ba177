/**
 * A shop in virtual time: one log, one set of rows, one provider, as many instances and workers as a test wants. Time
 * passes only when the test says so, and then in the order of its instants; nothing is left to chance.
 */
import { expect, onTestFinished } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import {
  instantOf,
  retryThenPark,
  type AfterSalesError,
  type Clock,
  type EventStore,
  type Instant,
  type OrderFacts,
  type PolicySet,
  type StartOptions,
  type StoredEvent,
} from 'after-sales'
import { memoryEventStore, memoryKeyRing, memoryReadModelStore } from 'after-sales/adapters/memory'
import {
  faultStore,
  simulatedOrders,
  simulatedPayments,
  type ProviderHabits,
  type SimulatedClock,
  type SimulatedPayments,
} from 'after-sales/testing'
import { customer, NOW, openHanded, order, shopOn, wish, type Shop, type ShopOptions } from '../acceptance/shop.js'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Refund of the goods without their return: the shortest way to the money. */
export const kept = { remedy: 'refund_only' } as const

export interface VirtualClock extends SimulatedClock {
  /** Time goes by, and whoever sleeps wakes up in turn. */
  readonly pass: (ms: number) => Promise<void>
  /** Time goes by as long as this is not done. */
  readonly during: <A>(work: Promise<A>) => Promise<A>
  readonly msSinceStart: () => number
}

/** By then every promise that can go on has gone on. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const virtualClock = (start: Instant = NOW): VirtualClock => {
  const startMs = Date.parse(start)
  let now = startMs
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()
  const nextUpTo = (limit: number) => {
    let first: { readonly at: number; readonly wake: () => void } | undefined
    for (const one of sleepers) if (one.at <= limit && (first === undefined || one.at < first.at)) first = one
    return first
  }
  const wakeNext = async (limit: number): Promise<boolean> => {
    await turn()
    const next = nextUpTo(limit)
    if (next === undefined) return false
    now = Math.max(now, next.at)
    next.wake()
    return true
  }
  return {
    now: () => instantOf(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const one = {
          at: now + Math.ceil(ms),
          wake: () => {
            sleepers.delete(one)
            signal?.removeEventListener('abort', one.wake)
            resolve()
          },
        }
        sleepers.add(one)
        signal?.addEventListener('abort', one.wake)
      }),
    set: (instant) => {
      now = Date.parse(instant)
    },
    advance: (ms) => {
      now += ms
    },
    pass: async (ms) => {
      const target = now + ms
      while (await wakeNext(target));
      now = target
      await turn()
    },
    during: async (work) => {
      let isOver = false
      void work.finally(() => (isOver = true)).catch(() => undefined)
      await turn()
      while (!isOver) await wakeNext(Infinity)
      return work
    },
    msSinceStart: () => now - startMs,
  }
}

/** The same time, read from a clock that is off. */
export const skewed = (clock: Clock, ms: () => number): SimulatedClock => ({
  now: () => instantOf(Date.parse(clock.now()) + ms()),
  sleep: (duration, signal) => clock.sleep(duration, signal),
  set: () => undefined,
  advance: () => undefined,
})

export interface WorldOptions {
  readonly habits?: ProviderHabits
  readonly policy?: PolicySet
  readonly orders?: ReadonlyArray<OrderFacts>
}

/** Three mugs in each of these orders. */
export const ordersNamed = (...orderIds: ReadonlyArray<string>): ReadonlyArray<OrderFacts> =>
  orderIds.map((orderId) => order({ orderId }))

export const worldOf = ({ habits, policy = openHanded(), orders = [order()] }: WorldOptions = {}) => {
  const clock = virtualClock()
  const log = memoryEventStore({ now: clock.now })
  const readModels = memoryReadModelStore()
  const payments = simulatedPayments({ clock, ...(habits === undefined ? {} : { habits }) })
  const shared = { clock, readModels, payments, policy, orders: simulatedOrders(...orders), keyRing: memoryKeyRing() }
  const instance = (changes: ShopOptions = {}, store: EventStore = log): Shop =>
    shopOn(store, { ...shared, ...changes })
  return { ...shared, log, instance }
}
export type World = ReturnType<typeof worldOf>

export const workersOf = (shop: Shop, options: Partial<StartOptions> = {}) => {
  const stop = new AbortController()
  const problems: Array<AfterSalesError> = []
  let result: E.Either<AfterSalesError, void> | undefined
  const running = shop.afterSales
    .start({
      signal: stop.signal,
      onFailure: retryThenPark(3),
      onProblem: (problem) => problems.push(problem),
      sweepMs: MINUTE,
      leaseSeconds: 0,
      ...options,
    })()
    .then((ended) => (result = ended))
  const end = (): Promise<E.Either<AfterSalesError, void>> => {
    stop.abort()
    return running
  }
  onTestFinished(() => stop.abort())
  return { problems, running, stop: end, result: () => result }
}

/** A provider of which a test writes single functions. */
export const providerThat = (
  payments: SimulatedPayments,
  answers: Partial<Pick<SimulatedPayments, 'submit' | 'lookup'>>,
): SimulatedPayments => ({ ...payments, ...answers })

export const eventsOf = async (store: EventStore, type?: string): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = []
  for await (const delivery of store.all())
    if (delivery._tag === 'Event' && (type === undefined || delivery.event.type === type)) events.push(delivery.event)
  return events
}

export const countOf = async (store: EventStore, type: string): Promise<number> => (await eventsOf(store, type)).length

export const keysOf = (payments: SimulatedPayments): ReadonlySet<string> =>
  new Set(payments.calls.map(({ key }) => key))

export const refundOf = async (shop: Shop, requestId = 'R-1') => (await shop.getCase(requestId)).refunds[0]!

export const statusOf = async (shop: Shop, requestId = 'R-1') => (await shop.getCase(requestId)).request.status

/** Paid once, settled once, nothing reserved, nothing left to do. */
export const isPaidOnce = async (shop: Shop, minor: number, requestId = 'R-1', orderId = '#1001'): Promise<void> => {
  expect(await statusOf(shop, requestId)).toBe('resolved')
  expect(shop.payments.payments.filter((payment) => payment.orderId === orderId)).toMatchObject([{ minor }])
  const { tenders } = await shop.getOrder(orderId)
  expect(tenders[0]).toMatchObject({ reserved: 0, settled: minor })
}

/** A process died after it had written that the refund is wanted: everything else is left to workers. */
export const halfDone = async () => {
  const world = worldOf()
  const store = faultStore(world.log)
  const dying = world.instance({}, store)
  await dying.requests.open(wish('R-1', 3, kept), customer)
  store.dieAt(0, 'after')
  await dying.requests.submit({ requestId: 'R-1' }, customer).catch(() => undefined)
  return world
}
