/** What people ask of a request (the codecs are the border), and what reactions tell it (plain types below). */
import type * as t from 'io-ts'
import { listOf, record, yesOrNo } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { Reason, Remedy } from '../policy/policy-set.js'
import type { Terms } from '../policy/terms.js'
import type { Deduction } from '../values/breakdown.js'
import { Code, ReasonCode } from '../values/codes.js'
import { StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Note } from '../values/note.js'
import type { RefundEnd } from '../values/refund-basis.js'
import type { Refusal } from '../values/refusal.js'
import { LineUnits, MAX_REQUEST_LINES, type ValuedUnits } from '../values/units.js'
import { AskedEvidence, EvidenceItems, RequestLine, Score } from './events.js'

const RequestLines = listOf(RequestLine, 1, MAX_REQUEST_LINES)

/** Opens a draft: for which order, which goods, why, and what the customer wishes. */
export const OpenRequest = record(
  'OpenRequest',
  { requestId: StreamId, orderId: StreamId, remedy: Remedy, lines: RequestLines },
  { note: Note },
)
export const EditRequest = record(
  'EditRequest',
  { requestId: StreamId },
  { remedy: Remedy, lines: RequestLines, note: Note },
)
/** `override` and `evenIfAlike` are for staff: after the window, and for a twin that is no double click. */
export const SubmitRequest = record(
  'SubmitRequest',
  { requestId: StreamId },
  { override: record('WindowOverride', { reason: Code }), evenIfAlike: yesOrNo },
)
/** Without `lines` everything that was asked for is approved. */
export const ApproveRequest = record(
  'ApproveRequest',
  { requestId: StreamId },
  { lines: listOf(LineUnits, 1, MAX_REQUEST_LINES) },
)
export const RejectRequest = record('RejectRequest', { requestId: StreamId, code: ReasonCode }, { note: Note })
export const CancelRequest = record('CancelRequest', { requestId: StreamId, reason: Code })
/** Tries again to pay what a refused or abandoned refund owed: a new refund on the same basis. */
export const RetryRefund = record('RetryRefund', { requestId: StreamId, refundId: Uuid })
/** Ends a request whose refund cannot be paid here, with the reason. */
export const ResolveRequest = record('ResolveRequest', { requestId: StreamId, reason: Code })
export const CloseRequest = record('CloseRequest', { requestId: StreamId })
/** What is missing, in the shop's own words, and until when the customer has time: an hour at least, 60 days at most. */
export const AskForEvidence = record(
  'AskForEvidence',
  { requestId: StreamId, asked: AskedEvidence, dueAt: Instant },
  { note: Note },
)
export const SupplyEvidence = record('SupplyEvidence', { requestId: StreamId, items: EvidenceItems })
/** From 1, very dissatisfied, to 5, very satisfied; once. */
export const AnswerSurvey = record('AnswerSurvey', { requestId: StreamId, score: Score }, { note: Note })

export interface InspectedForRefund {
  readonly returnId: string
  readonly inspectionId: string
  readonly inspector: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly deductions: ReadonlyArray<Deduction>
}

export interface RefundEnded {
  readonly refundId: string
  readonly end: RefundEnd
  readonly paid: number
  /** How often the refund had to be paid anew by then, and once. */
  readonly round: number
  readonly refusal?: Refusal
}

export type ReservationAnswer =
  | {
      readonly _tag: 'Reserved'
      readonly submission: number
      readonly lines: ReadonlyArray<ValuedUnits>
      readonly currency: string
    }
  | { readonly _tag: 'Refused'; readonly submission: number; readonly refusal: Refusal }

export type RequestCommand =
  | Command<
      'OpenRequest',
      t.TypeOf<typeof OpenRequest>,
      { readonly customerId: string; readonly reasons: ReadonlyArray<Reason> }
    >
  | Command<'EditRequest', t.TypeOf<typeof EditRequest>, { readonly reasons: ReadonlyArray<Reason> }>
  | Command<
      'SubmitRequest',
      t.TypeOf<typeof SubmitRequest>,
      /** The terms, and the wish for which they were read. */
      { readonly terms: Terms; readonly remedy: Remedy; readonly lines: ReadonlyArray<RequestLine> }
    >
  | Command<'ApproveRequest', t.TypeOf<typeof ApproveRequest>>
  | Command<'RejectRequest', t.TypeOf<typeof RejectRequest>>
  | Command<'CancelRequest', t.TypeOf<typeof CancelRequest>>
  | Command<'RetryRefund', t.TypeOf<typeof RetryRefund>>
  | Command<'ResolveRequest', t.TypeOf<typeof ResolveRequest>>
  | Command<'CloseRequest', t.TypeOf<typeof CloseRequest>>
  | Command<'AskForEvidence', t.TypeOf<typeof AskForEvidence>>
  | Command<'SupplyEvidence', t.TypeOf<typeof SupplyEvidence>>
  | Command<'ExpireEvidence', { readonly requestId: string }>
  | Command<'AnswerSurvey', t.TypeOf<typeof AnswerSurvey>>
  | Command<'RecordReservation', ReservationAnswer>
  | Command<'AssessRequest', { readonly requestId: string }>
  | Command<'StartRemedies', { readonly requestId: string }>
  | Command<'RecordInspection', InspectedForRefund>
  | Command<'RecordReturnCompleted', { readonly returnId: string; readonly inspections: ReadonlyArray<string> }>
  | Command<'RecordReturnCanceled', { readonly returnId: string }>
  | Command<'RecordRefundEnd', RefundEnded>
  | Command<'RecordRefundReversed', { readonly refundId: string; readonly round: number }>
  | Command<'RecordCancellationRefused', { readonly why: 'goods_in_transit' | 'refund_in_flight' }>
