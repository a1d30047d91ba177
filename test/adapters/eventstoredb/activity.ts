/**
 * Simulated time that waits for a real network: it stands still while a call is under way or something was just
 * delivered, and else passes no faster than an hour in so many real milliseconds, so that a lost connection is found
 * and made again within hours and not within years.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '../../../src/ports/event-store.js'
import type { Outside } from '../../../src/testing/simulator/schedule.js'

/** What is appended reaches every follower within so long, on this machine. */
const SETTLES_MS = 4
const HOUR_MS = 3_600_000
const REAL_MS_OF_HOUR = 40

export const activity = (): { readonly isBusy: Outside; readonly watched: (store: EventStore) => EventStore } => {
  let underWay = 0
  let lastSeen = 0
  let isSettled = true
  const seen = (): void => {
    lastSeen = performance.now()
    isSettled = false
  }
  const during = async <A>(call: () => Promise<A>): Promise<A> => {
    underWay += 1
    try {
      return await call()
    } finally {
      underWay -= 1
      seen()
    }
  }
  let pacedAt = performance.now()
  let pacedTo = 0
  const owedMs = (now: number): number => ((now - pacedTo) / HOUR_MS) * REAL_MS_OF_HOUR - (performance.now() - pacedAt)
  const settled = async (now: number): Promise<void> => {
    await sleep(Math.max(0, owedMs(now)))
    while (underWay > 0 || performance.now() - lastSeen < SETTLES_MS) await sleep(1)
    isSettled = true
    pacedAt = performance.now()
    pacedTo = now
  }
  return {
    isBusy: (now) => (underWay === 0 && isSettled && owedMs(now) < 1 ? undefined : settled(now)),
    watched: (store) => ({
      ...store,
      append: (stream, expected, events) => () => during(store.append(stream, expected, events)),
      read: (stream, from, limit) => () => during(store.read(stream, from, limit)),
      all: async function* (options) {
        for await (const delivery of store.all(options)) {
          seen()
          yield delivery
        }
      },
    }),
  }
}
