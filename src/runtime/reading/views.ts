/**
 * What people read: cases and where they stand, queues, customers and what became of them, the audit trail, and the money
 * (`money.ts`). Rows come from the read models, so they are as new as the workers; `upToDate` waits for them.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Authorizer } from '../../ports/authorizer.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { followersName } from '../projecting/following.js'
import type { Runtime } from '../runtime.js'
import { storedStanding, type Standing } from '../workers/checkpoint.js'
import { casePageOf, type CasePage } from './case-page.js'
import type { CaseEntry } from './case-entries.js'
import { customerViewsOf, type CustomerViews } from './customers.js'
import { exceptionViews, type ExceptionViews } from './exceptions.js'
import { moneyViews, type MoneyViews } from './money.js'
import { readerOf, type Page, type PageOptions } from './pages.js'
import { requestsOf, type CasesWanted } from './requests.js'
import { trailViewsOf, type TrailViews } from './trail.js'
import { workViewsOf, type WorkViews } from './work.js'

export interface Views extends WorkViews, CustomerViews, TrailViews, MoneyViews, ExceptionViews {
  /**
   * A case on one page: its request, everything that was opened for it with where it stands, who is next with each and
   * until when (what is due first comes first), and what the customer's history says of it. What can be done next, and by
   * whom, says `whatNext`; whole states, from the log itself, `getCase`. Errors: `RequestUnknown`, also where the workers
   * have not come to it yet; `InvalidInput` with the field and its limit; `ReadModelNotBuilt`, `ReadModelsMissing`.
   *
   * @example
   * const { request, refunds, waiting } = await afterSales.promises.views.case('R-1')
   * const { possible } = await afterSales.promises.whatNext('R-1', agent)
   */
  readonly case: (caseId: string) => TaskEither<AfterSalesError, CasePage>
  /**
   * Requests of an order or a customer, the latest first; or those in a status, the one that stands there longest first.
   * `from` (included) and `to` (excluded), UTC instants: opened then, or come into the status then. Errors: `InvalidInput`
   * with the field and its limit; `ReadModelNotBuilt`, `ReadModelsMissing`.
   *
   * @example
   * const { rows } = await afterSales.promises.views.requests({
   *   customerId: 'customer-7',
   *   from: '2026-01-01T00:00:00.000Z',
   * })
   */
  readonly requests: (wanted: CasesWanted, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * Waits until the read models hold everything that is in the log now. Errors: `ReadModelsBehind` when the workers need
   * longer than `timeoutMs` (default 5,000) or do not run.
   */
  readonly upToDate: (options?: UpToDateOptions) => TaskEither<AfterSalesError, void>
}

export interface UpToDateOptions {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const TIMEOUT_MS = 5_000
const LOOK_EVERY_MS = 25

export const viewsOf = (
  runtime: Runtime,
  readModels: ReadModelStore | undefined,
  authorizer: Authorizer | undefined,
): Views => {
  const { store, tenant, clock } = runtime
  const reader = readerOf(readModels, tenant)
  const { page } = reader

  /** Where the read models stand; `undefined`: at the beginning. */
  const standsAt = async (rows: ReadModelStore): Promise<E.Either<AfterSalesError, Position | undefined>> =>
    E.map(({ at }: Standing) => at.position)(await storedStanding(rows, followersName(tenant)))

  /** The last event behind that place; `undefined` where there is none. */
  const lastAfter = async (at: Position | undefined): Promise<E.Either<AfterSalesError, Position | undefined>> => {
    let last: Position | undefined
    for await (const delivery of store.all({
      prefixes: streamsOf(tenant),
      ...(at === undefined ? {} : { after: at }),
    })) {
      if (delivery._tag === 'Failed') return E.left(delivery.error)
      if (delivery._tag === 'Event') last = delivery.event.position
    }
    return E.right(last)
  }

  return {
    ...workViewsOf(reader, clock),
    ...customerViewsOf(runtime, reader, authorizer),
    ...trailViewsOf(runtime, page),
    case: (caseId) => () => casePageOf(reader, caseId),
    requests: requestsOf(reader),
    ...moneyViews(reader, clock),
    ...exceptionViews(readModels, tenant),
    upToDate:
      ({ timeoutMs = TIMEOUT_MS, signal } = {}) =>
      async () => {
        if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
        const until = Date.parse(clock.now()) + timeoutMs
        const begin = await standsAt(readModels)
        if (E.isLeft(begin)) return begin
        // What is written after this call is none of its business, or it would never end on a busy day.
        const last = await lastAfter(begin.right)
        if (E.isLeft(last) || last.right === undefined) return E.map(() => undefined)(last)
        for (;;) {
          const now = await standsAt(readModels)
          if (E.isLeft(now)) return now
          if (now.right !== undefined && store.comparePositions(now.right, last.right) >= 0) return E.right(undefined)
          if (signal?.aborted === true) return E.left({ _tag: 'Aborted' })
          if (Date.parse(clock.now()) >= until) return E.left({ _tag: 'ReadModelsBehind', timeoutMs })
          await clock.sleep(LOOK_EVERY_MS, signal ?? NEVER)
        }
      },
  }
}

const NEVER = new AbortController().signal
