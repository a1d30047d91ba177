/** Stored format. Add versions, never edit one. What follows from an approval, until the case has ended. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole, yesOrNo } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { PolicyRef, Remedy, RemedyV1 } from '../policy/policy-set.js'
import { RefundTerms, RefundTermsV1, TermsFee } from '../policy/terms.js'
import { ActorId } from '../values/actor.js'
import { Deduction, FoundDeduction } from '../values/breakdown.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, Minor } from '../values/money.js'
import { RefundBasis, RefundBasisV1, RefundEnd } from '../values/refund-basis.js'
import { Refusal } from '../values/refusal.js'
import { UnitOutcome } from '../values/units.js'
import { RequestLines, Submission, Units, UnitsOrNone } from './intake-events.js'

/** A refund is tried again this often at most: beyond it a person made a mistake. */
export const MAX_REFUND_ATTEMPTS = 100

const startedFields = { requestId: StreamId, orderId: StreamId, lines: Units }
/** Where goods come back. */
const GoodsBack = record('GoodsBack', { returnId: Uuid, shipBy: Instant })
/** Where goods go out instead, and what the old ones are worth. */
export const GoodsOut = record('GoodsOut', {
  replacementId: Uuid,
  customerId: HostId,
  credit: Minor,
  currency: Currency,
  involved: listOf(HostId, 0, 200),
})
export type GoodsOut = t.TypeOf<typeof GoodsOut>
/** Where they are repaired. */
export const Workshop = record('Workshop', { repairId: Uuid, customerId: HostId }, { finishBy: Instant })
export type Workshop = t.TypeOf<typeof Workshop>

export const RemediesStarted = family(
  'RemediesStarted',
  record('RemediesStarted', { ...startedFields, remedy: RemedyV1 }, { goods: GoodsBack }),
).next(
  record(
    'RemediesStarted',
    { ...startedFields, remedy: Remedy },
    { goods: GoodsBack, replacement: GoodsOut, repair: Workshop, run: whole('Run', 1, 1_000) },
  ),
  unchanged,
)

/** Money is owed: everything that the refund needs to stand by itself. */
const refundDue = <B, D, T>(
  basis: t.Type<B, B, unknown>,
  deduction: t.Type<D, D, unknown>,
  terms: t.Type<T, T, unknown>,
) =>
  record('RefundDue', {
    refundId: Uuid,
    requestId: StreamId,
    orderId: StreamId,
    basis,
    attempt: whole('Attempt', 1, MAX_REFUND_ATTEMPTS),
    outcome: UnitOutcome,
    lines: RequestLines,
    deductions: listOf(deduction, 0, 100),
    fees: listOf(TermsFee, 0, 50),
    terms,
    policy: PolicyRef,
    /** The customer, and whose decisions made it due; none of them may approve it. One more for every attempt. */
    involved: listOf(HostId, 0, 2 * MAX_REFUND_ATTEMPTS),
  })
export const RefundDue = family('RefundDue', refundDue(RefundBasisV1, FoundDeduction, RefundTermsV1)).next(
  refundDue(RefundBasis, Deduction, RefundTerms),
  unchanged,
)

/**
 * Goods passed inspection (or were lost on the shop's risk, or need not come back), and what is done for them is not
 * money now: a replacement, a repair, or nothing until a platform has ruled. `credit`: their worth, less the deductions.
 */
export const GoodsAccepted = family(
  'GoodsAccepted',
  record(
    'GoodsAccepted',
    {
      requestId: StreamId,
      basis: RefundBasis,
      outcome: UnitOutcome,
      by: ActorId,
      lines: Units,
      deductions: listOf(FoundDeduction, 0, 50),
      credit: Minor,
    },
    { replacementId: Uuid, repairId: Uuid },
  ),
)
/** Goods are gone at the customer's risk: no money is due for them. */
export const GoodsWithoutRefund = family(
  'GoodsWithoutRefund',
  record('GoodsWithoutRefund', { requestId: StreamId, basis: RefundBasis }),
)
export const ReturnOutcomeRecorded = family(
  'ReturnOutcomeRecorded',
  record('ReturnOutcomeRecorded', { returnId: Uuid, inspections: listOf(HostId, 0, 1_000) }),
).next(
  record(
    'ReturnOutcomeRecorded',
    { returnId: Uuid, inspections: listOf(HostId, 0, 1_000) },
    {
      revisions: listOf(HostId, 0, 1_000),
      losses: listOf(HostId, 0, 1_000),
      waivers: listOf(HostId, 0, 1_000),
    },
  ),
  unchanged,
)
/** Less was right to accept than was thought: the money is called back, or the goods do not count any more. */
export const BasisWithdrawn = family(
  'BasisWithdrawn',
  record(
    'BasisWithdrawn',
    {
      requestId: StreamId,
      orderId: StreamId,
      returnId: Uuid,
      /** The inspection that was revised, and by what. */
      inspectionId: HostId,
      revisionId: HostId,
      lines: Units,
      reason: Code,
    },
    { refundId: Uuid, credit: Minor },
  ),
)
/** The return has ended and everything about it was heard: no more goods will count for what goes out or is repaired. */
export const GoodsComplete = family(
  'GoodsComplete',
  record(
    'GoodsComplete',
    { requestId: StreamId, lines: UnitsOrNone, credit: Minor },
    { replacementId: Uuid, repairId: Uuid },
  ),
)
/** Others went out for these goods in advance, and they are not back by the date that was agreed; `isLast`: whatever carriers say. */
export const GoodsOverdue = family(
  'GoodsOverdue',
  record('GoodsOverdue', { requestId: StreamId, returnId: Uuid, replacementId: Uuid, isLast: yesOrNo }),
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
).next(
  record(
    'CancellationStarted',
    { requestId: StreamId, orderId: StreamId, reason: Code, refundIds: listOf(Uuid, 0, MAX_REFUND_ATTEMPTS) },
    { returnId: Uuid, replacementId: Uuid },
  ),
  unchanged,
)
const whyNot = ['goods_in_transit', 'refund_in_flight'] as const
export const CancellationRefused = family(
  'CancellationRefused',
  record('CancellationRefused', { why: oneOf('WhyNotCanceled', whyNot) }),
).next(record('CancellationRefused', { why: oneOf('WhyNotCanceled', [...whyNot, 'replacement_shipped']) }), unchanged)
const canceledFields = { requestId: StreamId, orderId: StreamId, reason: Code }
export const RequestCanceled = family('RequestCanceled', record('RequestCanceled', canceledFields)).next(
  record('RequestCanceled', canceledFields, { replacementId: Uuid, repairId: Uuid, submission: Submission }),
  unchanged,
)
const resolvedFields = { requestId: StreamId, orderId: StreamId, refunded: Minor, currency: Currency }
export const RequestResolved = family(
  'RequestResolved',
  /** `reason`: somebody ended a request whose refund could not be paid; why. */
  record('RequestResolved', resolvedFields, { reason: Code }),
).next(
  record('RequestResolved', resolvedFields, {
    reason: Code,
    submission: Submission,
    appealableUntil: Instant,
    reopenableUntil: Instant,
  }),
  unchanged,
)
export const RequestClosed = family('RequestClosed', record('RequestClosed', { requestId: StreamId }))
