/** Every event of the log into the rows of a read-model store, by the worker that does so in a shop, until nothing is left. */
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  createAfterSales,
  instantOf,
  orThrow,
  policiesFrom,
  stopAtFirst,
  type AfterSales,
  type Clock,
  type EventStore,
  type Instant,
  type ReadModelStore,
} from 'after-sales'
import { randomIds, systemClock } from 'after-sales/adapters/node'
import { simulatedPayments } from 'after-sales/testing'
import { policy } from '../02-online-retail/policy.js'

/** The morning after the last line of the files: what is old or overdue, is so as it was then. */
export const clockAfter = (last: Instant): Clock => {
  const since = performance.now()
  const then = Date.parse(last)
  return { ...systemClock, now: () => instantOf(then + Math.round(performance.now() - since)) }
}

export interface Projected {
  readonly afterSales: AfterSales
  readonly events: number
  readonly ms: number
  /** The worker ends. */
  readonly stop: () => Promise<void>
}

const LONGEST_MS = 600_000

export const project = async (store: EventStore, readModels: ReadModelStore, clock: Clock): Promise<Projected> => {
  const afterSales = createAfterSales({
    ...{ store, readModels, clock, ids: randomIds },
    policies: orThrow(policiesFrom([policy])),
    // Nothing is asked for and nothing is paid here: the log has it all.
    orders: { order: () => TE.right(O.none) },
    payments: simulatedPayments(),
  })
  const since = performance.now()
  const over = new AbortController()
  const worker = afterSales.start({ roles: ['projections'], signal: over.signal, onFailure: stopAtFirst })()
  // A worker that ended for good says why; waiting for its rows would never end.
  const ended = worker.then((result) => orThrow(result))
  const stop = async (): Promise<void> => {
    over.abort()
    await worker
  }
  try {
    await Promise.race([ended, afterSales.promises.views.upToDate({ timeoutMs: LONGEST_MS, signal: over.signal })])
  } catch (error) {
    await stop()
    throw error
  }
  const ms = performance.now() - since
  return { afterSales, events: afterSales.operations.workers().projections.handled, ms, stop }
}
