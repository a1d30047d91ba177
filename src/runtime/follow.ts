/**
 * The background worker of this release: follows the log of its tenant, runs the reactions to every event again (they
 * are done once, whoever runs them), and asks the provider about legs whose answer is overdue. It repairs what a crash
 * left between a command and what follows from it. Any number may run at once. One case that is stuck is reported and
 * tried again at every sweep; it holds up no other.
 */
import * as E from 'fp-ts/lib/Either.js'
import { STREAM_PREFIX, type StreamKind } from '../domain/values/ids.js'
import type { Position } from '../ports/event-store.js'
import { aggregates } from './aggregates.js'
import type { AfterSalesError } from './errors.js'
import { isOutage } from './outage.js'
import { decodeLogged, type LoggedEvent } from './read-log.js'
import type { Runtime } from './runtime.js'
import { unfinished } from './unfinished.js'

export interface FollowOptions {
  /** Where an earlier worker stood. Absent: from the beginning, which is slow on a long log but never wrong. */
  readonly after?: Position
  readonly signal: AbortSignal
  /** Everything up to here is done; keep it to start from there next time. */
  readonly onPosition?: (position: Position) => void
  readonly onCaughtUp?: () => void
  /** What could not be done now, and is tried again: an alarm, or a release that is too old for an event. */
  readonly onProblem?: (problem: AfterSalesError) => void
  /** How often overdue legs are looked for. */
  readonly sweepMs?: number
}

const SWEEP_MS = 5_000

const kinds = Object.keys(aggregates) as ReadonlyArray<StreamKind>

export const follow = async (runtime: Runtime, options: FollowOptions): Promise<E.Either<AfterSalesError, void>> => {
  const { signal, onPosition, onCaughtUp, onProblem } = options
  const anyStream = runtime.streamOf('request', '0')
  if (E.isLeft(anyStream)) return anyStream

  const open = unfinished()
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  let failure: AfterSalesError | undefined

  /** Whether it went well. What did not is reported, or ends the work. */
  const went = (key: string, result: E.Either<AfterSalesError, unknown>): boolean => {
    if (E.isRight(result)) return true
    if (isOutage(result.left)) {
      failure ??= result.left
      stop.abort()
    } else if (open.isNews(key, result.left)) onProblem?.(result.left)
    return false
  }

  const react = ({ id, stream, revision, metadata, event }: LoggedEvent) =>
    runtime.drain([{ id, stream, revision, correlationId: metadata.$correlationId, event }], false, 'one step')

  const sweep = async (): Promise<void> => {
    for (const [key, work] of open.list()) {
      if (either.aborted) return
      if (work._tag === 'OpenLeg') {
        if (work.dueAt <= runtime.clock.now()) went(key, await runtime.settleOverdue(work.refundId))
      } else if (work.logged !== undefined && went(key, await react(work.logged))) open.done(key)
    }
  }

  const sweeping = (async () => {
    while (!either.aborted) {
      await runtime.clock.sleep(options.sweepMs ?? SWEEP_MS, either)
      // A simulated clock sleeps in no time; the rest of the process must have its turn all the same.
      await new Promise((resolve) => setImmediate(resolve))
      if (!either.aborted) await sweep()
    }
  })()

  let passed = options.after
  const prefixes = kinds.map((kind) => `${STREAM_PREFIX}${kind}-${runtime.tenant}.`)
  const all = { follow: true, signal: either, prefixes, ...(passed === undefined ? {} : { after: passed }) }
  try {
    for await (const delivery of runtime.store.all(all)) {
      if (delivery._tag === 'Failed') {
        failure ??= delivery.error
        break
      }
      if (delivery._tag === 'CaughtUp') onCaughtUp?.()
      if (delivery._tag === 'Checkpoint') {
        passed = delivery.position
        const doneUpTo = open.doneUpTo(passed)
        if (doneUpTo !== undefined) onPosition?.(doneUpTo)
      }
      if (delivery._tag !== 'Event') continue
      const { id, position } = delivery.event
      const logged = decodeLogged(delivery.event)
      if (E.isRight(logged)) open.note(logged.right, passed)
      const reacted = E.isLeft(logged) ? logged : await react(logged.right)
      if (E.isLeft(reacted) && !isOutage(reacted.left))
        open.stuck(id, passed, E.isRight(logged) ? logged.right : undefined)
      if (!went(open.keyOf(id), reacted) && either.aborted) break
      passed = position
    }
  } finally {
    // Also where a function of the host has thrown: nothing goes on behind its back.
    stop.abort()
    await sweeping
  }
  return failure === undefined || failure._tag === 'Aborted' ? E.right(undefined) : E.left(failure)
}
