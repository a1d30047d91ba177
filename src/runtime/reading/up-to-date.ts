/** Waiting for the workers: what is in the log when it is asked has been seen by them, in this log and no other. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { record, whole } from '../../domain/kernel/codec.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { followersName } from '../projecting/following.js'
import type { Runtime } from '../runtime.js'
import { isSameLog, ofAnotherLog, standingInLog, storedStanding, type Checkpoint } from '../workers/checkpoint.js'

export interface UpToDateOptions {
  /** Milliseconds; default 5,000, at most a day. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const TIMEOUT_MS = 5_000
const MOST_MS = 86_400_000
const LOOK_EVERY_MS = 25

const checkWait = border('UpToDate', record('UpToDate', {}, { timeoutMs: whole('TimeoutMs', 0, MOST_MS) }))

export const upToDateOf =
  ({ store, tenant, clock }: Pick<Runtime, 'store' | 'tenant' | 'clock'>, readModels: ReadModelStore | undefined) =>
  (options: UpToDateOptions = {}): TaskEither<AfterSalesError, void> =>
  async () => {
    const { signal, ...wait } = { ...options }
    const checked = checkWait(wait)
    if (E.isLeft(checked)) return checked
    const { timeoutMs = TIMEOUT_MS } = checked.right
    if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
    const name = followersName(tenant)

    /** The last event behind where they stand; `undefined` where there is none. */
    const lastAfter = async (at: Checkpoint): Promise<E.Either<AfterSalesError, Position | undefined>> => {
      let last: Position | undefined
      const after = at.position === undefined ? {} : { after: at.position }
      for await (const delivery of store.all({ prefixes: streamsOf(tenant), ...after })) {
        if (delivery._tag === 'Failed') return E.left(ofAnotherLog(delivery.error, name, at))
        if (delivery._tag === 'Event') last = delivery.event.position
      }
      return E.right(last)
    }

    const until = Date.parse(clock.now()) + timeoutMs
    const begin = await standingInLog(store, readModels, name)
    if (E.isLeft(begin)) return begin
    // What is written after this call is none of its business, or it would never end on a busy day.
    const last = await lastAfter(begin.right.at)
    if (E.isLeft(last)) return last
    if (last.right === undefined) return E.right(undefined)
    for (;;) {
      const now = await storedStanding(readModels, name)
      if (E.isLeft(now)) return now
      const { at } = now.right
      // They may have begun only now, and with another log.
      if (at.position !== undefined && store.comparePositions(at.position, last.right) >= 0)
        return isSameLog(store, name, at)
      if (signal?.aborted === true) return E.left({ _tag: 'Aborted' })
      if (Date.parse(clock.now()) >= until) return E.left({ _tag: 'ReadModelsBehind', timeoutMs })
      await clock.sleep(LOOK_EVERY_MS, signal ?? NEVER)
    }
  }

const NEVER = new AbortController().signal
