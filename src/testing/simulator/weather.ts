/**
 * The storm and the calm after it: outages, a provider that goes mute, clocks that are wrong, and when all of that is
 * over.
 */
import type { Chance } from './chance.js'

const HOUR_MS = 3_600_000
const MUTE_MS = 26 * HOUR_MS

export interface Storm {
  readonly isCalm: () => boolean
  /** From now on nothing goes wrong. */
  readonly end: () => void
  /** Whether the stores are down. */
  readonly isOut: () => boolean
  /** Whether the provider does what it is asked and nobody hears of it: no answer, no webhook. */
  readonly isMute: () => boolean
  /** By how much the clock of a process is wrong, for as long as this life of it lasts. */
  readonly skewOf: (name: string, generation: number) => () => number
}

export const stormOf = (chance: Chance, isStormy: boolean, now: () => number): Storm => {
  let isCalm = !isStormy
  const outages = Array.from({ length: isStormy ? chance.pick([0, 0, 1, 2], 'outages') : 0 }, (_, nth) => {
    const from = chance.whole(0, 20 * HOUR_MS, 'outage from', nth)
    return { from, to: from + chance.pick([1_000, 60_000, 6 * HOUR_MS], 'outage length', nth) }
  })
  // Longer than some providers remember a key.
  const muteFrom = isStormy && chance.happens(0.08, 'mute') ? chance.whole(0, 9, 'mute from') * HOUR_MS : Infinity
  const muteUntil = muteFrom + MUTE_MS
  return {
    isCalm: () => isCalm,
    isMute: () => !isCalm && now() >= muteFrom && now() < muteUntil,
    end: () => {
      isCalm = true
    },
    isOut: () => !isCalm && outages.some(({ from, to }) => now() >= from && now() < to),
    skewOf: (name, generation) => {
      const skew = chance.pick([0, 0, 0, 30_000, -30_000, HOUR_MS / 2], `skew ${name}`)
      const jumps = chance.happens(0.1, `jumps ${name}`, generation)
      const jumpAt = now() + chance.whole(1, 10, `jump at ${name}`, generation) * HOUR_MS
      const jumpBy = chance.pick([25 * HOUR_MS, -2 * HOUR_MS, 24 * 365 * HOUR_MS], `jump by ${name}`, generation)
      return () => {
        if (isCalm) return 0
        // A clock that jumps comes back when somebody notices, an hour later.
        return jumps && now() >= jumpAt && now() < jumpAt + HOUR_MS ? skew + jumpBy : skew
      }
    },
  }
}
