/**
 * The one runner, for as long as it is wanted: after a lost store or an overtaken checkpoint it begins anew from what was
 * committed (`one-run.ts`).
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AfterSalesError } from '../errors.js'
import { mayPass, oneRun, type Consumer, type ConsumerMeans } from './one-run.js'

export type { Consumer, ConsumerMeans } from './one-run.js'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 30_000
const OVERTAKEN_PAUSE_MS = 3_000

/** Runs until the signal aborts (`Right`), or until something ends it for good. */
export const runConsumer = async (
  means: ConsumerMeans,
  consumer: Consumer,
): Promise<E.Either<AfterSalesError, void>> => {
  const { runtime, status, signal } = means
  for (let pauses = 0; !signal.aborted;) {
    const committedBefore = status.commits
    const ended = await oneRun(means, consumer)
    if (signal.aborted) break
    if (E.isRight(ended)) continue
    if (!mayPass(ended.left)) return ended
    const spread = 0.5 + runtime.ids.randomBytes(1)[0]! / 512
    if (ended.left._tag === 'CheckpointMoved') {
      // Another instance is at it: it may finish what it is doing.
      await runtime.clock.sleep(OVERTAKEN_PAUSE_MS * spread, signal)
      continue
    }
    means.onProblem(ended.left)
    runtime.telemetry.count('aftersales.worker.restarts', 1, { role: consumer.role })
    pauses = status.commits > committedBefore ? 0 : pauses + 1
    await runtime.clock.sleep(Math.min(FIRST_PAUSE_MS * 2 ** pauses, LONGEST_PAUSE_MS) * spread, signal)
  }
  return E.right(undefined)
}
