/**
 * What people read: cases and where they stand, the audit trail, and money by age, order, reference and day. Rows come from the read models, so they
 * are as new as the workers; `upToDate` waits for them.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { RequestStatus } from '../../domain/request/state.js'
import { caseFiles } from '../../projections/case-files/case-files.js'
import { dayOf, payments, type Payment } from '../../projections/payments/payments.js'
import { streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { followersName } from '../projecting/following.js'
import type { Runtime } from '../runtime.js'
import { storedStanding, type Standing } from '../workers/checkpoint.js'
import { entriesOf, type CaseEntry } from './case-entries.js'
import { allPages, readerOf, type Page, type PageOptions } from './pages.js'
import { workViewsOf, type WorkViews } from './work.js'
import { trailViewsOf, type TrailViews } from './trail.js'

/** What moved on one day in one currency on one means of payment, in minor units. */
export interface DayOfPayments {
  readonly day: string
  readonly currency: string
  readonly tenderId: string
  readonly paid: number
  readonly paidByHand: number
  readonly reversed: number
}

/** One of these. */
export type CasesWanted =
  { readonly orderId: string } | { readonly customerId: string } | { readonly status: RequestStatus }

export interface Views extends WorkViews, TrailViews {
  /** The request of a case and everything that was opened for it, with where each of it stands. */
  readonly caseFiles: (caseId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * Requests of an order or a customer, the latest first; or those in a status, the one that stands there longest first.
   *
   * @example
   * const { rows } = await afterSales.promises.views.requests({ customerId: 'customer-7' })
   */
  readonly requests: (wanted: CasesWanted, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /** Payments that nobody knows the end of, or that wait for a person: the oldest first. */
  readonly unsettledPayments: (page?: PageOptions) => TaskEither<AfterSalesError, Page<Payment>>
  readonly paymentsOfOrder: (orderId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<Payment>>
  /** Under the provider's own name for it, or the proof of what was paid by hand. */
  readonly paymentsByReference: (reference: string) => TaskEither<AfterSalesError, ReadonlyArray<Payment>>
  /** What left the shop and came back on a day, such as `2026-03-20` (UTC), by currency and means of payment. */
  readonly paymentsOn: (day: string) => TaskEither<AfterSalesError, ReadonlyArray<DayOfPayments>>
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
  const { page } = readerOf(readModels, tenant)

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
    ...workViewsOf({ page }, clock),
    caseFiles: (caseId, options) => async () => entriesOf(await page(caseFiles, 'cases', { caseId }, options)),
    requests: (wanted, options) => async () => {
      const { orderId, customerId, status } = { ...wanted } as Readonly<Record<string, unknown>>
      if (orderId !== undefined) return entriesOf(await page(caseFiles, 'orders', { orderId }, options))
      if (customerId !== undefined) return entriesOf(await page(caseFiles, 'customers', { customerId }, options))
      return entriesOf(await page(caseFiles, 'statuses', { status }, options))
    },
    ...trailViewsOf(runtime, page),
    unsettledPayments: (options) => () => page(payments, 'unsettled', {}, options),
    paymentsOfOrder: (orderId, options) => () => page(payments, 'orders', { orderId }, options),
    paymentsByReference: (reference) => async () => {
      const found: Array<Payment> = []
      const read = await allPages(
        (options) => page(payments, 'references', { reference }, options),
        (rows) => found.push(...rows),
      )
      return E.isLeft(read) ? read : E.right(found)
    },
    paymentsOn: (day) => async () => {
      const totals = new Map<string, DayOfPayments>()
      const read = await allPages(
        (options) => page(payments, 'days', { day }, options),
        (rows) => rows.forEach((row) => addTo(totals, day, row)),
      )
      if (E.isLeft(read)) return read
      return E.right([...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total))
    },
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

const addTo = (totals: Map<string, DayOfPayments>, day: string, { currency, tenderId, entries }: Payment): void => {
  const key = `${currency} ${tenderId}`
  for (const { kind, at, minor } of entries) {
    if (dayOf(at) !== day) continue
    const before = totals.get(key) ?? { day, currency, tenderId, paid: 0, paidByHand: 0, reversed: 0 }
    totals.set(key, {
      ...before,
      paid: before.paid + (kind === 'paid' ? minor : 0),
      paidByHand: before.paidByHand + (kind === 'paid_by_hand' ? minor : 0),
      reversed: before.reversed + (kind === 'reversed' ? minor : 0),
    })
  }
}
