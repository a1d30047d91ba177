/**
 * What people read: cases and where they stand, queues, customers and what became of them, the audit trail, and the money
 * (`money.ts`). Rows come from the read models, so they are as new as the workers; `upToDate` waits for them.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Authorizer } from '../../ports/authorizer.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'
import { casePageOf, type CasePage } from './case-page.js'
import type { CaseEntry } from './case-entries.js'
import { customerViewsOf, type CustomerViews } from './customers.js'
import { exceptionViews, type ExceptionViews } from './exceptions.js'
import { moneyViews, type MoneyViews } from './money.js'
import { readerOf, type Page, type PageOptions } from './pages.js'
import { requestsOf, type CasesWanted } from './requests.js'
import { trailViewsOf, type TrailViews } from './trail.js'
import { upToDateOf, type UpToDateOptions } from './up-to-date.js'
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
   * `from` (included) and `to` (excluded), UTC instants: opened then, or come into the status then; alone, of all requests.
   * Errors: `InvalidInput` with the field and its limit; `ReadModelNotBuilt`, `ReadModelsMissing`.
   *
   * @example
   * const { rows } = await afterSales.promises.views.requests({
   *   customerId: 'customer-7',
   *   from: '2026-01-01T00:00:00.000Z',
   * })
   */
  readonly requests: (wanted: CasesWanted, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * Waits until the role `projections` has seen everything that is in the log now. Streams that are parked for that role
   * are missing all the same (`operations.parked`), and a read model that is made anew answers `ReadModelNotBuilt` until it
   * is whole. Errors: `ReadModelsBehind` when the workers need longer than `timeoutMs` (default 5,000; a day at most) or
   * do not run; `LogRegressed` where the rows are of another log, which `Back up and restore` in docs/operations.md is
   * about; `InvalidInput`, `ReadModelsMissing`, `Aborted`.
   *
   * @example
   * await afterSales.promises.views.upToDate({ timeoutMs: 2_000 })
   */
  readonly upToDate: (options?: UpToDateOptions) => TaskEither<AfterSalesError, void>
}

export const viewsOf = (
  runtime: Runtime,
  readModels: ReadModelStore | undefined,
  authorizer: Authorizer | undefined,
): Views => {
  const { tenant, clock } = runtime
  const reader = readerOf(readModels, tenant)
  const { page } = reader

  return {
    ...workViewsOf(reader, clock),
    ...customerViewsOf(runtime, reader, authorizer),
    ...trailViewsOf(runtime, page),
    case: (caseId) => () => casePageOf(reader, caseId),
    requests: requestsOf(reader),
    ...moneyViews(reader, clock),
    ...exceptionViews(readModels, tenant),
    upToDate: upToDateOf(runtime, readModels),
  }
}
