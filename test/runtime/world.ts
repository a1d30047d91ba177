/** What the tests of the runtime share: instances on one store, a clock that notes its pauses, an order that is known. */
import type { EventStore, Instant } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simulatedClock, type SimulatedClock } from 'after-sales/testing'
import { customer, NOW, shopOn, system, wish, type Shop, type ShopOptions } from '../acceptance/shop.js'

export const notingClock = (start: Instant = NOW): SimulatedClock & { readonly pauses: ReadonlyArray<number> } => {
  const clock = simulatedClock(start)
  const pauses: Array<number> = []
  return {
    ...clock,
    pauses,
    sleep: (ms, signal) => {
      pauses.push(ms)
      return clock.sleep(ms, signal)
    },
  }
}

/** A clock whose pauses last a real millisecond and move it on, so that a worker in the background leaves room. */
export const workingClock = (start: Instant = NOW): SimulatedClock => {
  const clock = simulatedClock(start)
  return {
    ...clock,
    sleep: async (ms, signal) => {
      if (signal?.aborted === true) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1)
        signal?.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
      await clock.sleep(ms, signal)
    },
  }
}

/** A shop on a store that fails on command. */
export const faultyShop = (options: ShopOptions = {}, inner: EventStore = memoryEventStore()) => {
  const store = faultStore(inner)
  const clock = notingClock()
  return { ...shopOn(store, { clock, ...options }), store, clock }
}

/** A second instance of the same host: the same log, directory, provider and keys, a memory of its own. */
export const anotherInstance = (of: Shop, options: ShopOptions = {}, store: EventStore = of.store): Shop =>
  shopOn(store, {
    orders: of.orders,
    payments: of.payments,
    keyRing: of.keyRing,
    readModels: of.readModels,
    clock: of.clock,
    policy: of.policy,
    ...options,
  })

/** The order stands in the log, through a draft that nobody needs. */
export const known = async <S extends Shop>(shop: S): Promise<S> => {
  await shop.requests.open(wish('R-0', 1), customer)
  return shop
}

let captures = 0
/** The plainest command there is: one event, no reaction. */
export const capture = (shop: Shop, commandId?: string, changes: { readonly minor?: number } = {}) =>
  shop.facts.recordCapture(
    { orderId: '#1001', captureId: commandId ?? `cap-${++captures}`, tenderId: 'card', minor: 100, ...changes },
    commandId === undefined ? system : { ...system, commandId },
  )

export const capturedOf = async (shop: Shop): Promise<number> => (await shop.getOrder('#1001')).tenders[0]!.captured
