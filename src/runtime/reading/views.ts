/**
 * What people read: cases and where they stand, the audit trail, and the money (`money.ts`). Rows come from the read
 * models, so they are as new as the workers; `upToDate` waits for them.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { RequestStatus } from '../../domain/request/state.js'
import type { Department } from '../../projections/case-files/waiting.js'
import { caseFiles, type CaseFile } from '../../projections/case-files/case-files.js'
import { trail, type TrailEntry } from '../../projections/trail/trail.js'
import { streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { followersName } from '../projecting/following.js'
import type { Runtime } from '../runtime.js'
import { storedStanding, type Standing } from '../workers/checkpoint.js'
import { exceptionViews, type ExceptionViews } from './exceptions.js'
import { moneyViews, type MoneyViews } from './money.js'
import { readerOf, type Page, type PageOptions } from './pages.js'

/** One of what belongs to a case, and where it stands. */
export type CaseEntry = Omit<CaseFile, 'state'>

/** One of these. */
export type CasesWanted =
  { readonly orderId: string } | { readonly customerId: string } | { readonly status: RequestStatus }

export interface Views extends MoneyViews, ExceptionViews {
  /** The request of a case and everything that was opened for it, with where each of it stands. */
  readonly caseFiles: (caseId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * What a department has to do: what has waited longest first, or what is due first.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.queue('finance', { by: 'deadline', limit: 20 })
   */
  readonly queue: (
    department: Department,
    page?: PageOptions & { readonly by?: 'age' | 'deadline' },
  ) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * Requests of an order or a customer, the latest first; or those in a status, the one that stands there longest first.
   *
   * @example
   * const { rows } = await afterSales.promises.views.requests({ customerId: 'customer-7' })
   */
  readonly requests: (wanted: CasesWanted, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * Every event of a case in the order in which it was recorded: who did it, by what right, why, and what caused it.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.trail('R-1', { limit: 50 })
   */
  readonly trail: (caseId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<TrailEntry>>
  /** What one person did, in all cases. */
  readonly trailOf: (
    actor: { readonly kind: string; readonly id: string },
    page?: PageOptions,
  ) => TaskEither<AfterSalesError, Page<TrailEntry>>
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

export const viewsOf = (runtime: Runtime, readModels: ReadModelStore | undefined): Views => {
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
    caseFiles: (caseId, options) => async () => entriesOf(await page(caseFiles, 'cases', { caseId }, options)),
    queue: (department, options) => async () => {
      const { by, ...paging } = { ...options }
      return entriesOf(await page(caseFiles, by === 'deadline' ? 'deadlines' : 'queues', { department }, paging))
    },
    requests: (wanted, options) => async () => {
      const { orderId, customerId, status } = { ...wanted } as Readonly<Record<string, unknown>>
      if (orderId !== undefined) return entriesOf(await page(caseFiles, 'orders', { orderId }, options))
      if (customerId !== undefined) return entriesOf(await page(caseFiles, 'customers', { customerId }, options))
      return entriesOf(await page(caseFiles, 'statuses', { status }, options))
    },
    trail: (caseId, options) => () => page(trail, 'cases', { caseId }, options),
    trailOf: (actor, options) => () => {
      const { kind, id } = { ...actor }
      return page(trail, 'actors', { kind, id }, options)
    },
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

const entriesOf = E.map(({ rows, ...rest }: Page<CaseFile>): Page<CaseEntry> => ({
  ...rest,
  rows: rows.map(({ state: _, ...entry }) => entry),
}))

const NEVER = new AbortController().signal
