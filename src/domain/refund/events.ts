/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { choice, listOf, record, tag, whole } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { PolicyRef } from '../policy/policy-set.js'
import { RefundTerms, TermsFee } from '../policy/terms.js'
import { ActorId, Role } from '../values/actor.js'
import { Breakdown, Deduction } from '../values/breakdown.js'
import { Code, ReasonCode, RuleId } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, Minor, PositiveMinor } from '../values/money.js'
import { RefundBasis } from '../values/refund-basis.js'
import { Refusal } from '../values/refusal.js'
import { Quantity } from '../values/quantity.js'
import { MAX_REQUEST_LINES, UnitOutcome } from '../values/units.js'

/** One payment of a refund: one tender, one amount. */
export const Leg = record('Leg', { legId: HostId, tenderId: HostId, minor: PositiveMinor })
export type Leg = t.TypeOf<typeof Leg>
const Legs = listOf(Leg, 0, 20)

/** How the last approval came about. */
export const ApprovedBy = choice('ApprovedBy', {
  Rule: record('ApprovedByRule', { _tag: tag('Rule'), ruleId: RuleId, atMost: Minor }),
  Persons: record('ApprovedByPersons', {
    _tag: tag('Persons'),
    approvers: listOf(record('Approver', { actorId: ActorId, role: Role }), 1, 2),
  }),
})
export type ApprovedBy = t.TypeOf<typeof ApprovedBy>

/** Beyond these lies a program that runs in circles. */
export const MAX_EPOCH = 1_000
export const MAX_LEG_ATTEMPTS = 10_000

const Epoch = whole('Epoch', 1, MAX_EPOCH)
const Attempt = whole('Attempt', 1, MAX_LEG_ATTEMPTS)

/** The intent: the entitlement is asked for the money, and answers. */
export const RefundProposed = family(
  'RefundProposed',
  record('RefundProposed', {
    refundId: Uuid,
    requestId: StreamId,
    orderId: StreamId,
    basis: RefundBasis,
    outcome: UnitOutcome,
    lines: listOf(
      record('RefundLine', { lineId: HostId, quantity: Quantity, reason: ReasonCode }),
      1,
      MAX_REQUEST_LINES,
    ),
    deductions: listOf(Deduction, 0, 100),
    fees: listOf(TermsFee, 0, 50),
    terms: RefundTerms,
    policy: PolicyRef,
    /** Who took part in the case so far: none of them may approve. */
    involved: listOf(HostId, 0, 200),
  }),
)
export const RefundReserved = family('RefundReserved', record('RefundReserved', { breakdown: Breakdown, legs: Legs }))
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

/** Written before the provider is called; only whoever wrote it calls. */
export const RefundLegSubmitted = family(
  'RefundLegSubmitted',
  record('RefundLegSubmitted', {
    refundId: Uuid,
    orderId: StreamId,
    legId: HostId,
    tenderId: HostId,
    minor: PositiveMinor,
    currency: Currency,
    key: Uuid,
    epoch: Epoch,
    attempt: Attempt,
    answerDueAt: Instant,
  }),
)
export const RefundLegProcessing = family(
  'RefundLegProcessing',
  record('RefundLegProcessing', { legId: HostId, epoch: Epoch, providerRef: Code }),
)
/** No answer in time. It may have been paid: the reservation and the key stay. */
export const RefundLegUnknown = family('RefundLegUnknown', record('RefundLegUnknown', { legId: HostId, epoch: Epoch }))
export const RefundLegSucceeded = family(
  'RefundLegSucceeded',
  record('RefundLegSucceeded', {
    refundId: Uuid,
    orderId: StreamId,
    legId: HostId,
    tenderId: HostId,
    epoch: Epoch,
    minor: PositiveMinor,
    providerRef: Code,
  }),
)
/** A definite no for this key. */
export const RefundLegFailed = family(
  'RefundLegFailed',
  record('RefundLegFailed', { legId: HostId, epoch: Epoch, code: Code }),
)
export const RefundSucceeded = family(
  'RefundSucceeded',
  record('RefundSucceeded', { ...Ended, paid: PositiveMinor, currency: Currency, legs: Legs }),
)
/** Finance gave up on what failed; what was paid stays paid: `legs` are those that were. */
export const RefundAbandoned = family(
  'RefundAbandoned',
  record('RefundAbandoned', { ...Ended, paid: Minor, unpaid: PositiveMinor, code: ReasonCode, legs: Legs }),
)

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
  RefundLegSucceeded,
  RefundLegFailed,
  RefundSucceeded,
  RefundAbandoned,
])
export type RefundEvent = EventIn<typeof refundEvents>
