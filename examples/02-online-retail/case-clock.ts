/** A clock that stands at the time of the line being worked on; only waiting takes real time. */
import { instantOf, type Clock, type Instant } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'

export interface CaseClock extends Clock {
  readonly set: (instant: Instant) => void
}

export const caseClock = (): CaseClock => {
  let now = instantOf(0)
  return {
    now: () => now,
    sleep: systemClock.sleep,
    set: (instant) => {
      now = instant
    },
  }
}
