/** A clock that moves only when told, and ids that count: the same run gives the same log, byte for byte. */
import { epochMsOf, instantOf, type Instant } from '../domain/values/instant.js'
import type { Clock } from '../ports/clock.js'
import type { Ids } from '../ports/ids.js'

export interface SimulatedClock extends Clock {
  readonly set: (instant: Instant) => void
  readonly advance: (ms: number) => void
}

/** The rest of the process has its turn: what needs no time is done before any time passes. */
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Sleeping moves it on at once, unless what is waited for comes first. Starts where a test that does not care may start.
 */
export const simulatedClock = (start: Instant = instantOf(Date.UTC(2026, 0, 5, 9))): SimulatedClock => {
  let ms = epochMsOf(start)
  return {
    now: () => instantOf(ms),
    sleep: async (duration, signal) => {
      await aTurn()
      if (signal?.aborted !== true) ms += Math.round(duration)
    },
    set: (instant) => {
      ms = epochMsOf(instant)
    },
    advance: (by) => {
      ms += by
    },
  }
}

const hex = (n: number, length: number): string => n.toString(16).padStart(length, '0')

/** Uuids and bytes that count up from a seed. For tests only: nobody may seal real data with them. */
export const simulatedIds = (seed = 0): Ids => {
  let count = 0
  return {
    uuid: () => `${hex(seed, 8)}-0000-4000-8000-${hex(++count, 12)}`,
    randomBytes: (length) => {
      const bytes = new Uint8Array(Math.max(length, 4))
      new DataView(bytes.buffer).setUint32(0, ++count)
      return bytes.subarray(0, length)
    },
  }
}
