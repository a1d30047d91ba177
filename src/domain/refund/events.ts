/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { choice, listOf, record, tag, whole } from '../kernel/codec.js'
import { catalogOf, family, unchanged, type EventIn } from '../kernel/event-family.js'
import { PolicyRef } from '../policy/policy-set.js'
import { RefundTerms, RefundTermsV1, TermsFee } from '../policy/terms.js'
import { ActorId, Role } from '../values/actor.js'
import { Breakdown, BreakdownV1, BreakdownV2, Deduction, FoundDeduction } from '../values/breakdown.js'
import { ReasonCode, RuleId } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Currency, Minor, PositiveMinor } from '../values/money.js'
import { RefundBasis, RefundBasisV1 } from '../values/refund-basis.js'
import { Refusal } from '../values/refusal.js'
import { Quantity } from '../values/quantity.js'
import { MAX_REQUEST_LINES, UnitOutcome } from '../values/units.js'
import {
  Legs,
  PaidLegs,
  RefundLegSubmitted,
  RefundLegProcessing,
  RefundLegUnknown,
  RefundLegCheckScheduled,
  RefundLegNeedsAttention,
  RefundLegSucceeded,
  RefundLegFailed,
  RefundLegReversed,
  RefundLegContradicted,
  RefundLegStepProposed,
  RefundLegReleased,
  RefundLegPaidManually,
  RefundLegRerouted,
  Round,
} from './leg-events.js'
import { DeductionContested, DeductionUpheld, DeductionWaived } from './contest-events.js'
import {
  RefundBasisReinstated,
  RefundBasisWithdrawn,
  ReceivableDue,
  ReceivablePaid,
  ReceivableSettled,
  ReceivableCanceled,
  ReceivableWriteOffProposed,
  ReceivableWrittenOff,
} from './receivable-events.js'

/** How the last approval came about. */
export const ApprovedBy = choice('ApprovedBy', {
  Rule: record('ApprovedByRule', { _tag: tag('Rule'), ruleId: RuleId, atMost: Minor }),
  Persons: record('ApprovedByPersons', {
    _tag: tag('Persons'),
    approvers: listOf(record('Approver', { actorId: ActorId, role: Role }), 1, 2),
  }),
})
export type ApprovedBy = t.TypeOf<typeof ApprovedBy>

/** The intent: the entitlement is asked for the money, and answers. */
const proposed = <B, D, T>(
  basis: t.Type<B, B, unknown>,
  deduction: t.Type<D, D, unknown>,
  terms: t.Type<T, T, unknown>,
) =>
  record('RefundProposed', {
    refundId: Uuid,
    requestId: StreamId,
    orderId: StreamId,
    basis,
    /** One more each time that finance tries again what an earlier refund on this basis left unpaid. */
    attempt: whole('Attempt', 1, 1_000),
    outcome: UnitOutcome,
    lines: listOf(
      record('RefundLine', { lineId: HostId, quantity: Quantity, reason: ReasonCode }),
      1,
      MAX_REQUEST_LINES,
    ),
    deductions: listOf(deduction, 0, 100),
    fees: listOf(TermsFee, 0, 50),
    terms,
    policy: PolicyRef,
    /** Who took part in the case so far: none of them may approve. */
    involved: listOf(HostId, 0, 200),
  })
export const RefundProposed = family('RefundProposed', proposed(RefundBasisV1, FoundDeduction, RefundTermsV1)).next(
  proposed(RefundBasis, Deduction, RefundTerms),
  unchanged,
)
const reserved = <B>(breakdown: t.Type<B, B, unknown>) => record('RefundReserved', { breakdown, legs: Legs })
export const RefundReserved = family('RefundReserved', reserved(BreakdownV1))
  .next(reserved(BreakdownV2), unchanged)
  .next(reserved(Breakdown), unchanged)
const Ended = { refundId: Uuid, requestId: StreamId, orderId: StreamId }
/** The order had it all paid back already, or the goods were free: no money is due, and that is an answer. */
export const RefundNotDue = family('RefundNotDue', record('RefundNotDue', Ended))
export const RefundRefused = family('RefundRefused', record('RefundRefused', { ...Ended, refusal: Refusal }))
export const RefundApprovalRequested = family(
  'RefundApprovalRequested',
  record('RefundApprovalRequested', { approvals: whole('Approvals', 1, 2), roles: listOf(Role, 1, 20) }),
)
export const RefundApprovalGiven = family(
  'RefundApprovalGiven',
  record('RefundApprovalGiven', { approver: ActorId, role: Role }),
)
export const RefundApproved = family(
  'RefundApproved',
  record('RefundApproved', { refundId: Uuid, by: ApprovedBy, legs: Legs }),
)
export const RefundDeclined = family('RefundDeclined', record('RefundDeclined', { ...Ended, code: ReasonCode }))
export const RefundCanceled = family('RefundCanceled', record('RefundCanceled', Ended))
export const RefundCancellationRefused = family(
  'RefundCancellationRefused',
  record('RefundCancellationRefused', { refundId: Uuid, requestId: StreamId }),
)

export const RefundSucceeded = family(
  'RefundSucceeded',
  record('RefundSucceeded', { ...Ended, paid: PositiveMinor, currency: Currency, legs: PaidLegs, round: Round }),
)
/** Finance gave up on what failed; what was paid stays paid: `legs` are those that were. */
export const RefundAbandoned = family(
  'RefundAbandoned',
  record('RefundAbandoned', {
    ...Ended,
    paid: Minor,
    unpaid: PositiveMinor,
    code: ReasonCode,
    legs: PaidLegs,
    round: Round,
  }),
)

export * from './contest-events.js'
export * from './leg-events.js'
export * from './receivable-events.js'

export const refundEvents = catalogOf([
  RefundProposed,
  RefundReserved,
  RefundNotDue,
  RefundRefused,
  RefundApprovalRequested,
  RefundApprovalGiven,
  RefundApproved,
  RefundDeclined,
  RefundCanceled,
  RefundCancellationRefused,
  RefundLegSubmitted,
  RefundLegProcessing,
  RefundLegUnknown,
  RefundLegCheckScheduled,
  RefundLegNeedsAttention,
  RefundLegSucceeded,
  RefundLegFailed,
  RefundLegReversed,
  RefundLegContradicted,
  RefundLegStepProposed,
  RefundLegReleased,
  RefundLegPaidManually,
  RefundLegRerouted,
  RefundSucceeded,
  RefundAbandoned,
  RefundBasisWithdrawn,
  RefundBasisReinstated,
  ReceivableDue,
  ReceivablePaid,
  ReceivableSettled,
  ReceivableCanceled,
  ReceivableWriteOffProposed,
  ReceivableWrittenOff,
  DeductionContested,
  DeductionUpheld,
  DeductionWaived,
])
export type RefundEvent = EventIn<typeof refundEvents>
