/** Stored format. Add versions, never edit one. From the first wish to its units: what is asked for, and for which goods. */
import type * as t from 'io-ts'
import { listOf, record, whole, yesOrNo } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { personal } from '../kernel/personal.js'
import { PolicyRef, Remedy, RemedyV1 } from '../policy/policy-set.js'
import { Terms, TermsV1 } from '../policy/terms.js'
import { ActorId, ActorKind } from '../values/actor.js'
import { Breakdown, BreakdownV2 } from '../values/breakdown.js'
import { Code, ReasonCode } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency } from '../values/money.js'
import { Note } from '../values/note.js'
import { Quantity } from '../values/quantity.js'
import { Refusal } from '../values/refusal.js'
import { LineUnits, MAX_REQUEST_LINES, ValuedUnits, ValuedUnitsV1 } from '../values/units.js'

/** A draft goes back this often at most: beyond it a program runs in circles. */
export const MAX_SUBMISSIONS = 1_000

export const Submission = whole('Submission', 1, MAX_SUBMISSIONS)

export const RequestLine = record('RequestLine', { lineId: HostId, quantity: Quantity, reason: ReasonCode })
export type RequestLine = t.TypeOf<typeof RequestLine>
export const RequestLines = listOf(RequestLine, 1, MAX_REQUEST_LINES)
export const Units = listOf(LineUnits, 1, MAX_REQUEST_LINES)
export const UnitsOrNone = listOf(LineUnits, 0, MAX_REQUEST_LINES)

export const CustomerNote = record('CustomerNote', { note: Note })

const opened = <R>(remedy: t.Type<R, R, unknown>) =>
  record(
    'RequestOpened',
    {
      requestId: StreamId,
      orderId: StreamId,
      customerId: HostId,
      openedBy: record('OpenedBy', { kind: ActorKind, id: ActorId }),
      remedy,
      lines: RequestLines,
    },
    { note: personal(CustomerNote) },
  )
export const RequestOpened = family('RequestOpened', opened(RemedyV1)).next(opened(Remedy), unchanged)

const edited = <R>(remedy: t.Type<R, R, unknown>) =>
  record('RequestEdited', { remedy, lines: RequestLines }, { note: personal(CustomerNote) })
export const RequestEdited = family('RequestEdited', edited(RemedyV1)).next(edited(Remedy), unchanged)

/** What the customer would get today, shown before they submit. It counts until the draft changes or time is up. */
const quoted = <B>(breakdown: t.Type<B, B, unknown>) =>
  record('RequestQuoted', {
    requestId: StreamId,
    quote: whole('Quote', 1, 1_000),
    breakdown,
    policy: PolicyRef,
    validUntil: Instant,
  })
export const RequestQuoted = family('RequestQuoted', quoted(BreakdownV2)).next(quoted(Breakdown), unchanged)

/** The intent: the entitlement is asked, and answers. The terms are those of the policy frozen on the order. */
const submissionStarted = <R, T>(remedy: t.Type<R, R, unknown>, terms: t.Type<T, T, unknown>) =>
  record(
    'SubmissionStarted',
    {
      requestId: StreamId,
      orderId: StreamId,
      submission: Submission,
      submittedBy: ActorId,
      remedy,
      lines: Units,
      terms,
      evenIfAlike: yesOrNo,
    },
    /** Staff let the customer in after the window; why. */
    { override: record('WindowOverride', { reason: Code }) },
  )
export const SubmissionStarted = family('SubmissionStarted', submissionStarted(RemedyV1, TermsV1)).next(
  submissionStarted(Remedy, Terms),
  unchanged,
)
const requestSubmitted = <V>(line: t.Type<V, V, unknown>) =>
  record('RequestSubmitted', {
    requestId: StreamId,
    submission: Submission,
    lines: listOf(line, 1, MAX_REQUEST_LINES),
    currency: Currency,
  })
export const RequestSubmitted = family('RequestSubmitted', requestSubmitted(ValuedUnitsV1)).next(
  requestSubmitted(ValuedUnits),
  unchanged,
)
export const SubmissionRefused = family(
  'SubmissionRefused',
  record('SubmissionRefused', { submission: Submission, refusal: Refusal }),
)
