/** What people ask of a request (the codecs are the border), and what reactions tell it (`told.ts`). */
import type * as t from 'io-ts'
import { listOf, record, whole, yesOrNo } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { Reason, Remedy, type PolicyRef } from '../policy/policy-set.js'
import type { Terms } from '../policy/terms.js'
import type { Breakdown } from '../values/breakdown.js'
import { Code, ReasonCode } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Note } from '../values/note.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'
import { AskedEvidence, EvidenceItems, Party, RequestLine, Score, type OutEnd } from './events.js'
import type { RequestStatus } from './state.js'
import type {
  InspectedForRefund,
  LostGoods,
  MergedRequest,
  RefundEnded,
  ReservationAnswer,
  ReinstatedRefund,
  RevisedInspection,
  WaivedGoods,
} from './told.js'

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
/** What the customer would get, by the policy of the order, today. */
export const QuoteRequest = record('QuoteRequest', { requestId: StreamId })
/**
 * `override` and `evenIfAlike` are for staff: after the window, and for a twin that is no double click. `quote`: the price
 * that was agreed to.
 */
export const SubmitRequest = record(
  'SubmitRequest',
  { requestId: StreamId },
  { override: record('WindowOverride', { reason: Code }), evenIfAlike: yesOrNo, quote: whole('Quote', 1, 1_000) },
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

const SomeUnits = listOf(LineUnits, 1, MAX_REQUEST_LINES)

/** Another pair of eyes; without `lines` on everything that was not granted. */
export const AppealRequest = record('AppealRequest', { requestId: StreamId }, { lines: SomeUnits, note: Note })
/** For staff: a new fault, a late word of the carrier. */
export const ReopenRequest = record('ReopenRequest', { requestId: StreamId, reason: Code }, { lines: SomeUnits })
/** For staff: this request is the same wish as the other one. */
export const MergeRequest = record('MergeRequest', { requestId: StreamId, into: StreamId })

const ofCase = { requestId: StreamId, caseId: HostId }
/** The customer took the case to a platform. */
export const OpenPlatformCase = record('OpenPlatformCase', { ...ofCase, platform: Code })
/** Both sides may file evidence until the instant: within 60 days. */
export const OpenCaseRound = record('OpenCaseRound', { ...ofCase, dueAt: Instant })
export const FileCaseEvidence = record(
  'FileCaseEvidence',
  { ...ofCase, party: Party, items: EvidenceItems },
  { note: Note },
)
export const WithdrawPlatformCase = record('WithdrawPlatformCase', { ...ofCase, reason: Code })
/** Without `lines` it is about everything that was asked for. */
export const RecordRuling = record(
  'RecordRuling',
  { ...ofCase, rulingId: HostId, authority: Code, inFavorOf: Party },
  { lines: SomeUnits, remedy: Remedy },
)
/** Tries again to do what was ruled, when the order had no units left for it. */
export const ApplyRuling = record('ApplyRuling', { requestId: StreamId })
/** `proof`: how the customer agreed, where staff asks for them. */
export const SwitchRemedy = record('SwitchRemedy', { requestId: StreamId, to: Remedy }, { proof: Code })

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
      {
        readonly terms: Terms
        readonly remedy: Remedy
        readonly lines: ReadonlyArray<RequestLine>
        /** Repairs so far of the lines asked for. */
        readonly repairs?: ReadonlyArray<{ readonly lineId: string; readonly count: number; readonly days: number }>
      }
    >
  | Command<
      'QuoteRequest',
      t.TypeOf<typeof QuoteRequest>,
      {
        readonly remedy: Remedy
        readonly lines: ReadonlyArray<RequestLine>
        readonly breakdown: Breakdown
        readonly policy: PolicyRef
      }
    >
  | Command<'AppealRequest', t.TypeOf<typeof AppealRequest>>
  | Command<'ReopenRequest', t.TypeOf<typeof ReopenRequest>>
  | Command<
      'MergeRequest',
      t.TypeOf<typeof MergeRequest>,
      /** The other one, as it stands. */
      {
        readonly orderId: string
        readonly customerId: string
        readonly status: RequestStatus
        readonly mergedInto?: string
      }
    >
  | Command<'OpenPlatformCase', t.TypeOf<typeof OpenPlatformCase>>
  | Command<'OpenCaseRound', t.TypeOf<typeof OpenCaseRound>>
  | Command<'FileCaseEvidence', t.TypeOf<typeof FileCaseEvidence>>
  | Command<'WithdrawPlatformCase', t.TypeOf<typeof WithdrawPlatformCase>>
  | Command<'RecordRuling', t.TypeOf<typeof RecordRuling>>
  | Command<'ApplyRuling', t.TypeOf<typeof ApplyRuling>>
  | Command<'SwitchRemedy', t.TypeOf<typeof SwitchRemedy>>
  | Command<'RecordDuplicate', MergedRequest>
  | Command<'RecordReplacement', { readonly replacementId: string; readonly now: OutEnd; readonly price?: number }>
  | Command<'RecordRecovered', { readonly replacementId: string; readonly recoveryId: string; readonly minor: number }>
  | Command<'RecordRepair', { readonly repairId: string; readonly now: OutEnd }>
  /** It was to stop, and had gone too far. */
  | Command<'RecordNotStopped', { readonly id: string }>
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
  | Command<
      'RecordDeductionWaived',
      {
        readonly refundId: string
        readonly contestId: string
        readonly minor: number
        readonly lines: ReadonlyArray<LineUnits>
        readonly decidedBy: string
      }
    >
  | Command<'RecordDutyRecovered', { readonly reclaimId: string; readonly lines: ReadonlyArray<LineUnits> }>
  | Command<'RecordGoodsLost', LostGoods>
  | Command<'RecordGoodsWaived', WaivedGoods>
  | Command<'RecordInspectionRevised', RevisedInspection>
  | Command<'RecordReinstatement', ReinstatedRefund>
  | Command<
      'RecordReturnCompleted',
      {
        readonly returnId: string
        readonly inspections: ReadonlyArray<string>
        readonly revisions?: ReadonlyArray<string>
        readonly losses?: ReadonlyArray<string>
        readonly waivers?: ReadonlyArray<string>
      }
    >
  /** Goods that others went out for in advance are to be back by `dueAt`; `isLast`: nobody is waited for after that. */
  | Command<
      'ReportGoodsOverdue',
      {
        readonly requestId: string
        readonly replacementId: string
        readonly dueAt: Instant
        readonly isLast: boolean
      }
    >
  | Command<'RecordReturnCanceled', { readonly returnId: string }>
  | Command<'RecordRefundEnd', RefundEnded>
  | Command<'RecordRefundReversed', { readonly refundId: string; readonly round: number }>
  | Command<'RecordCancellationRefused', { readonly why: 'goods_in_transit' | 'refund_in_flight' }>
