/**
 * A customer over all channels: what they asked for and got, added up, and what was written, for a reader who may. Figures
 * come from rows and hold nothing personal; what people wrote is opened in the log each time, and is gone with its key.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { record, whole, type Limit } from '../../domain/kernel/codec.js'
import type { RequestEvent } from '../../domain/request/events.js'
import type { RequestState } from '../../domain/request/state.js'
import type { Actor } from '../../domain/values/actor.js'
import { HostId, StreamId } from '../../domain/values/ids.js'
import { Instant, plusDays } from '../../domain/values/instant.js'
import type { Authorizer } from '../../ports/authorizer.js'
import { histories } from '../../projections/histories/histories.js'
import type { CaseHistory, HistoryRow } from '../../projections/histories/history-row.js'
import { profileOf, type CustomerProfile } from '../../projections/histories/profile.js'
import { notesOfCase, type CaseNote } from '../case-notes.js'
import type { AfterSalesError } from '../errors.js'
import { foldRead, readStream, type Read } from '../read-stream.js'
import type { Runtime } from '../runtime.js'
import { mayRead } from './may-read.js'
import { allPages, type Page, type PageOptions, type Reader } from './pages.js'

export interface ProfileOptions {
  /** How many days count as lately; default 365, at most 3,660. */
  readonly days?: number
  /** Lately as of this instant; now by default. */
  readonly at?: string
}

/** What was written in one case. */
export interface NotesOfCase {
  readonly requestId: string
  /** The oldest first. */
  readonly notes: ReadonlyArray<CaseNote>
}

/** One of these. */
export type NotesWanted = { readonly requestId: string } | { readonly customerId: string }

export interface CustomerViews {
  /**
   * All requests of a customer, the latest first: over which channels they came, why, what was asked and granted, how it
   * was decided, what was refunded and given (minor units), and what they said of it. Empty for who never asked.
   *
   * Errors: `InvalidInput` with the field and its limit; `ReadModelNotBuilt`, `ReadModelsMissing`.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.history('customer-7', { limit: 20 })
   */
  readonly history: (customerId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseHistory>>
  /**
   * The same added up: how many requests by reason, remedy, outcome and channel, how satisfied they were (`sum` over
   * `count`), what was refunded and given by currency (minor units). A request that was merged counts with the other.
   *
   * Errors: `InvalidInput` with the field and its limit; `ReadModelNotBuilt`, `ReadModelsMissing`.
   *
   * @example
   * const { requests, lately, outcomes, refunded } = await afterSales.promises.views.profile('customer-7', { days: 90 })
   */
  readonly profile: (customerId: string, options?: ProfileOptions) => TaskEither<AfterSalesError, CustomerProfile>
  /**
   * What was written in one case, or in the cases of a customer, the latest case first, for a reader whom the host's
   * `authorizer` lets read. A page holds as many cases as its `limit` says. What was erased is `Erased`; figures stay.
   *
   * Errors: `ReadingNotAllowed`, always where no authorizer was given; `AuthorizerUnavailable`; `RequestUnknown`;
   * `InvalidInput` with the field and its limit; `SealBroken` where somebody changed what is sealed.
   *
   * @example
   * const reader = { kind: 'agent', id: 'agent-7' } as const
   * const { rows } = await afterSales.promises.views.notes({ requestId: 'R-1' }, reader)
   */
  readonly notes: (of: NotesWanted, reader: Actor, page?: PageOptions) => TaskEither<AfterSalesError, Page<NotesOfCase>>
}

const DAYS = 365
const checkOptions = border('Profile', record('Profile', {}, { days: whole('Days', 1, 3_660), at: Instant }))
const checkCase = border('Notes', record('Notes', { requestId: StreamId }))
const checkCustomer = border('Notes', record('Notes', { customerId: HostId }))

/** As people read it. */
export const historyOf = ({ underReview: _, ...history }: HistoryRow): CaseHistory => history

const ONE_OF_THEM: Limit = {
  _tag: 'Rule',
  code: 'ONE_OF_THEM',
  sentence: { en: 'must come alone: `requestId` or `customerId`', zh: '只能给出 `requestId` 或 `customerId` 之一' },
}

export const customerViewsOf = (
  runtime: Runtime,
  { page }: Reader,
  authorizer: Authorizer | undefined,
): CustomerViews => {
  const historyPage = (customerId: unknown, options?: PageOptions) =>
    page(histories, 'customers', { customerId }, options)

  const contestedIn = async (request: ReadonlyArray<Read>): Promise<E.Either<AfterSalesError, ReadonlyArray<Read>>> => {
    const events: Array<Read> = []
    for (const { event } of request as ReadonlyArray<{ readonly event: RequestEvent }>) {
      if (event.type !== 'RefundDue') continue
      const refund = await readStream(runtime, 'refund', event.data.refundId)
      if (E.isLeft(refund)) return refund
      events.push(...refund.right)
    }
    return E.right(events)
  }

  const opened = async (
    requestId: string,
    request: ReadonlyArray<Read>,
  ): Promise<E.Either<AfterSalesError, NotesOfCase>> => {
    const refunds = await contestedIn(request)
    if (E.isLeft(refunds)) return refunds
    const notes = await notesOfCase(runtime, request, refunds.right)
    return E.isLeft(notes) ? notes : E.right({ requestId, notes: notes.right })
  }

  const notesOfRequest = async (
    requestId: string,
    reader: Actor,
  ): Promise<E.Either<AfterSalesError, Page<NotesOfCase>>> => {
    const request = await readStream(runtime, 'request', requestId)
    if (E.isLeft(request)) return request
    const state = foldRead('request', request.right) as RequestState
    if (state.status === 'none') return E.left({ _tag: 'RequestUnknown' })
    const allowed = await mayRead(runtime, authorizer, reader, state.customerId)
    if (E.isLeft(allowed)) return allowed
    const notes = await opened(requestId, request.right)
    return E.isLeft(notes) ? notes : E.right({ rows: [notes.right] })
  }

  const notesOfCustomer = async (
    customerId: string,
    reader: Actor,
    options: PageOptions | undefined,
  ): Promise<E.Either<AfterSalesError, Page<NotesOfCase>>> => {
    const allowed = await mayRead(runtime, authorizer, reader, customerId)
    if (E.isLeft(allowed)) return allowed
    const cases = await historyPage(customerId, options)
    if (E.isLeft(cases)) return cases
    const rows: Array<NotesOfCase> = []
    for (const { requestId } of cases.right.rows) {
      const request = await readStream(runtime, 'request', requestId)
      if (E.isLeft(request)) return request
      const notes = await opened(requestId, request.right)
      if (E.isLeft(notes)) return notes
      rows.push(notes.right)
    }
    return E.right({ ...cases.right, rows })
  }

  return {
    history: (customerId, options) => async () => {
      const found = await historyPage(customerId, options)
      return E.isLeft(found) ? found : E.right({ ...found.right, rows: found.right.rows.map(historyOf) })
    },
    profile:
      (customerId, options = {}) =>
      async () => {
        const checked = checkOptions(options)
        if (E.isLeft(checked)) return checked
        const { days = DAYS, at: upTo = runtime.clock.now() } = checked.right
        const rows: Array<CaseHistory> = []
        const read = await allPages(
          (paging) => historyPage(customerId, paging),
          (more) => rows.push(...more),
        )
        return E.isLeft(read) ? read : E.right(profileOf(customerId, rows, { after: plusDays(upTo, -days), upTo }))
      },
    notes: (of, reader, options) => async () => {
      const { requestId, customerId } = { ...of } as Readonly<Record<string, unknown>>
      if (requestId !== undefined && customerId !== undefined)
        return E.left({
          _tag: 'InvalidInput',
          subject: 'Notes',
          problems: [{ field: 'customerId', limit: ONE_OF_THEM }],
        })
      if (customerId !== undefined) {
        const asked = checkCustomer({ customerId })
        return E.isLeft(asked) ? asked : notesOfCustomer(asked.right.customerId, reader, options)
      }
      const asked = checkCase({ requestId })
      return E.isLeft(asked) ? asked : notesOfRequest(asked.right.requestId, reader)
    },
  }
}
