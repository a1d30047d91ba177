/**
 * A clock for background work: time passes only when the test lets it, sleepers wake in the order of their times, and
 * each has done what it does before the next one wakes.
 */
import { instantOf, type Clock, type Instant } from 'after-sales'
import { NOW } from '../../acceptance/shop.js'

/** Everything that needs no time is done. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export interface HeldClock extends Clock {
  /** Lets time pass. */
  readonly pass: (ms: number) => Promise<void>
  /** The clock on the wall is put to another time; sleepers do not notice. */
  readonly set: (instant: Instant) => void
  readonly advance: (ms: number) => void
}

export const heldClock = (start: Instant = NOW): HeldClock => {
  let elapsed = 0
  let wall = Date.parse(start)
  const sleepers = new Set<Sleeper>()

  const next = (): Sleeper | undefined => {
    let first: Sleeper | undefined
    for (const sleeper of sleepers) if (first === undefined || sleeper.at < first.at) first = sleeper
    return first
  }
  const moveTo = (at: number): void => {
    wall += at - elapsed
    elapsed = at
  }

  return {
    now: () => instantOf(wall),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const wake = (): void => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper: Sleeper = { at: elapsed + Math.round(ms), wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
      }),
    pass: async (ms) => {
      const end = elapsed + ms
      await settled()
      for (let sleeper = next(); sleeper !== undefined && sleeper.at <= end; sleeper = next()) {
        moveTo(sleeper.at)
        sleeper.wake()
        await settled()
      }
      moveTo(end)
    },
    set: (instant) => {
      wall = Date.parse(instant)
    },
    advance: (ms) => {
      wall += ms
    },
  }
}
