/**
 * The clients of one store: one for appends and reads, and one for every eighty subscriptions, so that neither can
 * starve the other (a connection carries a hundred calls, and one more waits for ever). A client that fell silent is
 * replaced: nothing of what it does later can be trusted to end.
 */
import type { Driver } from './driver.js'
import { pause, within } from './patience.js'
import { turns, type Turns } from './turns.js'

export const MOST_SUBSCRIPTIONS = 80
const MOST_CALLS = 80
/** Disposing may hang (C4), and nobody needs to wait for it. */
const DISPOSE_MS = 2_000

export interface Leased {
  readonly driver: Driver
  readonly release: () => void
}

export interface Connections {
  readonly calls: Turns
  /**
   * The client for appends and reads; another one after `distrust`, and only when the old one has let go: what it
   * gives up would else take appends of the new one with it (C2).
   */
  readonly work: () => Promise<Driver>
  readonly distrust: (driver: Driver) => void
  /** Give it back when the subscription is over. */
  readonly forSubscription: () => Leased
  readonly closing: AbortSignal
  readonly isClosed: () => boolean
  /** Refuses new calls at once, waits for those under way, then lets go of the server. Bounded. */
  readonly close: (waitMs: number) => Promise<void>
  /** Counts a call as under way until it is over. */
  readonly during: <A>(call: () => Promise<A>) => Promise<A>
}

interface Subscriber {
  readonly driver: Driver
  taken: number
}

export const connections = (connect: (forAppends: boolean) => Driver): Connections => {
  const closing = new AbortController()
  const disposals = new Set<Promise<unknown>>()
  const subscribers: Array<Subscriber> = []
  let worker: Driver | undefined
  let underWay = 0
  let closed: Promise<void> | undefined

  const dispose = (driver: Driver): void => {
    const disposal = within(DISPOSE_MS, () => driver.dispose()).catch(() => undefined)
    disposals.add(disposal)
    void disposal.then(() => disposals.delete(disposal))
  }

  const close = async (waitMs: number): Promise<void> => {
    closing.abort('closed')
    for (let waited = 0; underWay > 0 && waited < waitMs; waited += 5) await pause(5)
    if (worker !== undefined) dispose(worker)
    for (const { driver } of subscribers) dispose(driver)
    await Promise.all(disposals)
  }

  return {
    calls: turns(MOST_CALLS),
    work: async () => {
      if (disposals.size > 0) await Promise.all(disposals)
      return (worker ??= connect(true))
    },
    distrust: (driver) => {
      if (driver !== worker) return
      worker = undefined
      dispose(driver)
    },
    forSubscription: () => {
      const withRoom = subscribers.find(({ taken }) => taken < MOST_SUBSCRIPTIONS)
      const subscriber = withRoom ?? { driver: connect(false), taken: 0 }
      if (withRoom === undefined) subscribers.push(subscriber)
      subscriber.taken += 1
      const release = (): void => {
        subscriber.taken -= 1
        if (subscriber.taken > 0) return
        subscribers.splice(subscribers.indexOf(subscriber), 1)
        dispose(subscriber.driver)
      }
      return { driver: subscriber.driver, release }
    },
    closing: closing.signal,
    isClosed: () => closing.signal.aborted,
    close: (waitMs) => (closed ??= close(waitMs)),
    during: async (call) => {
      underWay += 1
      try {
        return await call()
      } finally {
        underWay -= 1
      }
    },
  }
}
