/**
 * How long to wait, for what. Every wait on the client has a timer of ours, because the client has none on half of its
 * calls (C1, C9, C11), and every public call ends within its deadline.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Patience {
  /** A public call ends after so long, whatever happens. */
  readonly deadlineMs: number
  /** One try of it; the server itself gives up a write after two seconds. */
  readonly tryMs: number
  /** The first pause between two tries; it doubles up to `longestPauseMs`. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** After a try whose outcome is unknown: a repetition that meets the first one under way gets no answer at all. */
  readonly unknownPauseMs: number
  /** Without a word for so long, a subscription that is catching up is looked after. */
  readonly quietMs: number
}

export const defaultPatience: Patience = {
  deadlineMs: 15_000,
  tryMs: 3_000,
  firstPauseMs: 50,
  longestPauseMs: 2_000,
  unknownPauseMs: 500,
  quietMs: 1_000,
}

/** Between half and all of it, so that those who failed together do not come back together. */
const spread = (ms: number): number => Math.ceil(ms / 2 + (ms / 2) * (randomInt(1_000) / 1_000))

export const pauseMs = (patience: Patience, tries: number, isUnknown: boolean): number => {
  const { firstPauseMs, longestPauseMs, unknownPauseMs } = patience
  const whole = Math.min(firstPauseMs * 2 ** Math.min(tries - 1, 20), longestPauseMs)
  return spread(isUnknown ? Math.max(whole, unknownPauseMs) : whole)
}

/** Resolves early where the signal aborts. */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  if (signal?.aborted === true) return
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}

export const TOO_LATE: unique symbol = Symbol('too late')

/** The promise, or `TOO_LATE` after so long without a sign of life. What comes later, also an error, is nobody's. */
export const within = <A>(ms: number, ask: (alive: () => void) => Promise<A>): Promise<A | typeof TOO_LATE> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<typeof TOO_LATE>((resolve) => {
    timer = setTimeout(() => resolve(TOO_LATE), Math.max(0, ms))
  })
  const answer = ask(() => timer?.refresh())
  answer.catch(() => undefined)
  return Promise.race<A | typeof TOO_LATE>([answer, late]).finally(() => clearTimeout(timer))
}

/** What is left of a stretch of time that begins now. */
export const stopwatch = (ms: number): (() => number) => {
  const end = performance.now() + ms
  return () => end - performance.now()
}
