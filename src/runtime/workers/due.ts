/**
 * Fires what is due, again and again. A row stays until the log says that it is dealt with, so what was missed while
 * nobody ran, or failed, is fired at the next sweep; firing twice, late or for nothing is harmless. What must not happen
 * is that a thousand returns expire because a machine woke up in the wrong year: before anything is fired, and after
 * every jump, the clock is compared with the store's, and a sweep fires only so many.
 */
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf, type Instant } from '../../domain/values/instant.js'
import type { Clock } from '../../ports/clock.js'
import type { ReadModelStore, Row } from '../../ports/read-model-store.js'
import type { AfterSalesError } from '../errors.js'
import { isOutage } from '../outage.js'

export interface DueOptions {
  readonly readModels: ReadModelStore
  readonly clock: Clock
  readonly table: string
  readonly sweepMs: number
  readonly signal: AbortSignal
  readonly fire: (row: Row) => Promise<E.Either<AfterSalesError, unknown>>
  readonly onProblem: (problem: AfterSalesError) => void
  /** The store's time now. */
  readonly storeTime: () => Promise<E.Either<AfterSalesError, string>>
  readonly onJump: (from: string, to: Instant) => Promise<unknown>
  /** Called at the end of every sweep. */
  readonly after?: () => Promise<unknown>
}

/** A sweep fires this many at most: a mass expiry is spread, and can be stopped. */
export const MOST_PER_SWEEP = 100
const AT_ONCE = 8
/** Clocks are believed to agree within an hour; less than any window of ours, more than a slow sweep. */
const JUMP_MS = 3_600_000
const LONGEST_PATIENCE = 64

export const sweepDue = async (options: DueOptions): Promise<void> => {
  const { readModels, clock, table, signal } = options
  let last = clock.now()
  let isTrusted = false
  /** Sweeps to wait before the clocks are compared again: each disagreement is two events in the log. */
  let patience = 0
  let toWait = 0
  /** Where the next sweep goes on: a hundred rows with which nothing can be done must not keep the rest waiting. */
  let from: Row | undefined

  /** Whether this process and the store agree on what time it is. */
  const agree = async (): Promise<boolean> => {
    if (toWait-- > 0) return false
    const storeTime = await options.storeTime()
    if (E.isLeft(storeTime)) {
      options.onProblem(storeTime.left)
      return false
    }
    const now = clock.now()
    if (Math.abs(epochMsOf(now) - Date.parse(storeTime.right)) <= JUMP_MS) {
      patience = 0
      toWait = 0
      return true
    }
    toWait = patience
    patience = Math.min(2 * patience + 1, LONGEST_PATIENCE)
    await options.onJump(storeTime.right, now)
    return false
  }

  const fireAll = async (rows: ReadonlyArray<Row>): Promise<void> => {
    const waiting = [...rows]
    let isOut = false
    const lane = async (): Promise<void> => {
      for (let row = waiting.shift(); row !== undefined && !isOut && !signal.aborted; row = waiting.shift()) {
        const fired = await options.fire(row)
        if (E.isRight(fired)) continue
        options.onProblem(fired.left)
        isOut ||= isOutage(fired.left)
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, lane))
  }

  const sweep = async (now: Instant): Promise<void> => {
    const page = { upTo: now, limit: MOST_PER_SWEEP, ...(from === undefined ? {} : { after: from }) }
    const rows = await readModels.list(table, page)()
    if (E.isLeft(rows)) return options.onProblem(rows.left)
    if (rows.right.length > 0) isTrusted ||= await agree()
    if (rows.right.length > 0 && !isTrusted) return
    await fireAll(rows.right)
    from = rows.right[MOST_PER_SWEEP - 1]
  }

  while (!signal.aborted) {
    const now = clock.now()
    const passed = epochMsOf(now) - epochMsOf(last)
    if (passed < -JUMP_MS || passed > options.sweepMs + JUMP_MS) isTrusted = false
    last = now
    await sweep(now)
    await options.after?.()
    await clock.sleep(options.sweepMs, signal)
  }
}
