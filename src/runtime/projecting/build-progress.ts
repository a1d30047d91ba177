/** How far a build is and how long it still takes, for whoever waits for it. */
import type { Position } from '../../ports/event-store.js'

export interface BuildProgress {
  /** Events read in this run. */
  readonly events: number
  readonly perSecond: number
  readonly position: Position
  /** Where it ends; absent where that is the end of the log, wherever it is found. */
  readonly upTo?: Position
  /** Milliseconds that it still takes; absent until that is known, and where `upTo` is. */
  readonly leftMs?: number
}

/** Before, nobody knows how fast it goes. */
const KNOWN_AFTER_MS = 1_000

/**
 * Positions are numbers in every log that we know, and grow with it: how far one is on the way to another, from 0 to 1. Where
 * one is not a number, nobody knows.
 */
export const fractionOf = (position: string, end: string | undefined): number | undefined => {
  const [at, whole] = [parseFloat(position), parseFloat(end ?? '')]
  return whole > 0 && at >= 0 ? Math.min(1, at / whole) : undefined
}

/** Told how much is done, again and again, it says how many milliseconds are left. */
export const timeLeft = (): ((nowMs: number, fraction: number | undefined) => number | undefined) => {
  let first: { readonly ms: number; readonly fraction: number } | undefined
  return (nowMs, fraction) => {
    if (fraction === undefined) return undefined
    // What was done before this run says nothing about how fast it is.
    first ??= { ms: nowMs, fraction }
    const [elapsed, gone] = [nowMs - first.ms, fraction - first.fraction]
    return elapsed < KNOWN_AFTER_MS || gone <= 0 ? undefined : Math.round(((1 - fraction) * elapsed) / gone)
  }
}
