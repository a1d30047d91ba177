/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { choice, listOf, oneOf, record, tag, whole, yesOrNo } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { personal } from '../kernel/personal.js'
import { PolicyRef, Remedy } from '../policy/policy-set.js'
import { RefundTerms, Terms, TermsFee } from '../policy/terms.js'
import { ActorId, ActorKind, Role } from '../values/actor.js'
import { Deduction } from '../values/breakdown.js'
import { Code, ReasonCode, RuleId } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, Minor } from '../values/money.js'
import { Note } from '../values/note.js'
import { Quantity } from '../values/quantity.js'
import { RefundBasis, RefundEnd } from '../values/refund-basis.js'
import { Refusal } from '../values/refusal.js'
import { LineUnits, MAX_REQUEST_LINES, UnitOutcome, ValuedUnits } from '../values/units.js'
import { EvidenceRequested, EvidenceSupplied, RequestExpired, SurveyAnswered } from './evidence-events.js'

export * from './evidence-events.js'

export const RequestLine = record('RequestLine', { lineId: HostId, quantity: Quantity, reason: ReasonCode })
export type RequestLine = t.TypeOf<typeof RequestLine>
const Lines = listOf(RequestLine, 1, MAX_REQUEST_LINES)

const Units = listOf(LineUnits, 1, MAX_REQUEST_LINES)

export const CustomerNote = record('CustomerNote', { note: Note })

/** Who or which rule decided, and up to what value they may. */
export const DecidedBy = choice('DecidedBy', {
  Rule: record('DecidedByRule', { _tag: tag('Rule'), ruleId: RuleId }, { atMost: Minor }),
  Person: record('DecidedByPerson', { _tag: tag('Person'), actorId: ActorId, role: Role, atMost: Minor }),
})
export type DecidedBy = t.TypeOf<typeof DecidedBy>

/** A draft goes back this often at most, and a refund is tried again this often: beyond it a person made a mistake. */
export const MAX_SUBMISSIONS = 1_000
export const MAX_REFUND_ATTEMPTS = 100

const Submission = whole('Submission', 1, MAX_SUBMISSIONS)

export const RequestOpened = family(
  'RequestOpened',
  record(
    'RequestOpened',
    {
      requestId: StreamId,
      orderId: StreamId,
      customerId: HostId,
      openedBy: record('OpenedBy', { kind: ActorKind, id: ActorId }),
      remedy: Remedy,
      lines: Lines,
    },
    { note: personal(CustomerNote) },
  ),
)
export const RequestEdited = family(
  'RequestEdited',
  record('RequestEdited', { remedy: Remedy, lines: Lines }, { note: personal(CustomerNote) }),
)
/** The intent: the entitlement is asked, and answers. The terms are those of the policy frozen on the order. */
export const SubmissionStarted = family(
  'SubmissionStarted',
  record(
    'SubmissionStarted',
    {
      requestId: StreamId,
      orderId: StreamId,
      submission: Submission,
      submittedBy: ActorId,
      remedy: Remedy,
      lines: Units,
      terms: Terms,
      evenIfAlike: yesOrNo,
    },
    /** Staff let the customer in after the window; why. */
    { override: record('WindowOverride', { reason: Code }) },
  ),
)
export const RequestSubmitted = family(
  'RequestSubmitted',
  record('RequestSubmitted', {
    requestId: StreamId,
    submission: Submission,
    lines: listOf(ValuedUnits, 1, MAX_REQUEST_LINES),
    currency: Currency,
  }),
)
export const SubmissionRefused = family(
  'SubmissionRefused',
  record('SubmissionRefused', { submission: Submission, refusal: Refusal }),
)
export const RequestAssessed = family(
  'RequestAssessed',
  record('RequestAssessed', {
    /** What the goods claimed are worth: automatic rules and limits compare with it. */
    value: Minor,
    currency: Currency,
    route: oneOf('Route', ['automatic', 'review']),
    policy: PolicyRef,
  }),
)
export const RequestApproved = family(
  'RequestApproved',
  record('RequestApproved', {
    requestId: StreamId,
    orderId: StreamId,
    lines: Units,
    /** Asked for and not approved: given back to the order. */
    declined: listOf(LineUnits, 0, MAX_REQUEST_LINES),
    value: Minor,
    by: DecidedBy,
    policy: PolicyRef,
  }),
)
export const RequestRejected = family(
  'RequestRejected',
  record(
    'RequestRejected',
    { requestId: StreamId, orderId: StreamId, code: ReasonCode, by: DecidedBy, policy: PolicyRef },
    { note: personal(CustomerNote) },
  ),
)
export const RemediesStarted = family(
  'RemediesStarted',
  record(
    'RemediesStarted',
    { requestId: StreamId, orderId: StreamId, remedy: Remedy, lines: Units },
    /** Where goods come back. */
    { goods: record('GoodsBack', { returnId: Uuid, shipBy: Instant }) },
  ),
)
/** Money is owed: everything that the refund needs to stand by itself. */
export const RefundDue = family(
  'RefundDue',
  record('RefundDue', {
    refundId: Uuid,
    requestId: StreamId,
    orderId: StreamId,
    basis: RefundBasis,
    attempt: whole('Attempt', 1, MAX_REFUND_ATTEMPTS),
    outcome: UnitOutcome,
    lines: Lines,
    deductions: listOf(Deduction, 0, 100),
    fees: listOf(TermsFee, 0, 50),
    terms: RefundTerms,
    policy: PolicyRef,
    /** The customer, and whose decisions made it due; none of them may approve it. One more for every attempt. */
    involved: listOf(HostId, 0, 2 * MAX_REFUND_ATTEMPTS),
  }),
)
export const ReturnOutcomeRecorded = family(
  'ReturnOutcomeRecorded',
  record('ReturnOutcomeRecorded', { returnId: Uuid, inspections: listOf(HostId, 0, 1_000) }),
)
/** An inspection that accepted nothing: no money is due for it. */
export const InspectionWithoutRefund = family(
  'InspectionWithoutRefund',
  record('InspectionWithoutRefund', { returnId: Uuid, inspectionId: HostId }),
)
export const RefundOutcomeRecorded = family(
  'RefundOutcomeRecorded',
  record('RefundOutcomeRecorded', { refundId: Uuid, end: RefundEnd, paid: Minor }, { refusal: Refusal }),
)
/** Money of this refund was paid and came back: it counts as open again, and the request with it. */
export const RefundReopened = family(
  'RefundReopened',
  record('RefundReopened', { requestId: StreamId, refundId: Uuid, round: whole('Round', 1, 1_000) }),
)
export const CancellationStarted = family(
  'CancellationStarted',
  record(
    'CancellationStarted',
    /** The refund that is asked to stop, where there is no return to ask. */
    { requestId: StreamId, orderId: StreamId, reason: Code, refundIds: listOf(Uuid, 0, MAX_REFUND_ATTEMPTS) },
    { returnId: Uuid },
  ),
)
export const CancellationRefused = family(
  'CancellationRefused',
  record('CancellationRefused', { why: oneOf('WhyNotCanceled', ['goods_in_transit', 'refund_in_flight']) }),
)
export const RequestCanceled = family(
  'RequestCanceled',
  record('RequestCanceled', { requestId: StreamId, orderId: StreamId, reason: Code }),
)
export const RequestResolved = family(
  'RequestResolved',
  record(
    'RequestResolved',
    { requestId: StreamId, orderId: StreamId, refunded: Minor, currency: Currency },
    /** Somebody ended a request whose refund could not be paid; why. */
    { reason: Code },
  ),
)
export const RequestClosed = family('RequestClosed', record('RequestClosed', { requestId: StreamId }))

export const requestEvents = catalogOf([
  RequestOpened,
  RequestEdited,
  SubmissionStarted,
  RequestSubmitted,
  SubmissionRefused,
  RequestAssessed,
  RequestApproved,
  RequestRejected,
  RemediesStarted,
  RefundDue,
  InspectionWithoutRefund,
  ReturnOutcomeRecorded,
  RefundOutcomeRecorded,
  RefundReopened,
  CancellationStarted,
  CancellationRefused,
  RequestCanceled,
  RequestResolved,
  RequestClosed,
  EvidenceRequested,
  EvidenceSupplied,
  RequestExpired,
  SurveyAnswered,
])
export type RequestEvent = EventIn<typeof requestEvents>
