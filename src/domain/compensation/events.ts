/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { choice, listOf, oneOf, record, tag, yesOrNo } from '../kernel/codec.js'
import { catalogOf, family, unchanged, type EventIn } from '../kernel/event-family.js'
import { ActorId, ActorKind, Role } from '../values/actor.js'
import { AllowanceRef, AllowanceRefs, refusals, refusalsV1 } from '../values/allowance.js'
import { Benefit } from '../values/benefit.js'
import { Code, ReasonCode } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { LossHead, LossLayer, LossShares, PaidLine } from '../values/loss.js'
import { Currency, Minor, PositiveMinor } from '../values/money.js'
import * as benefit from './benefit-events.js'
import * as recovery from './recovery-events.js'
import { CompensationIds } from './benefit-events.js'
import { CompensationTerms } from './terms.js'

export const Severity = oneOf('Severity', ['S1', 'S2', 'S3', 'S4'])
export const MAX_LOSS_LINES = 100

/** One loss as it was claimed: over which order lines, on which ground, and what was proven of it. */
export const LossLine = record(
  'LossLine',
  {
    head: LossHead,
    layer: LossLayer,
    severity: Severity,
    lineIds: listOf(HostId, 1, MAX_LOSS_LINES),
    minor: PositiveMinor,
    evidenceIds: listOf(HostId, 0, 20),
  },
  {
    /** The rule of the shop, or the article of the law. */
    basis: Code,
    /** Documented actual loss: no more than this is given for it. */
    actualLoss: PositiveMinor,
  },
)
export type LossLine = t.TypeOf<typeof LossLine>

/** A template of the shop's and its language. Who sent it stands in the metadata. */
export const Apology = record('Apology', { template: Code, language: Code })

const AllowanceAsk = record('AllowanceAsk', { allowance: AllowanceRef, minor: Minor }, { limit: Minor })
export type AllowanceAsk = t.TypeOf<typeof AllowanceAsk>

/** Nobody in the terms may grant as much. */
const beyond = {
  BeyondAuthority: record('BeyondAuthority', { _tag: tag('BeyondAuthority'), minor: Minor, currency: Currency }),
}
const CompensationRefusalV1 = choice('CompensationRefusal', { ...refusalsV1, ...beyond })
export const CompensationRefusal = choice('CompensationRefusal', { ...refusals, ...beyond })
export type CompensationRefusal = t.TypeOf<typeof CompensationRefusal>

/** Why somebody must agree, and who may. */
export const ApprovalNeed = record('ApprovalNeed', {
  why: oneOf('WhyApproval', ['amount', 'over_cap', 'legal']),
  roles: listOf(Role, 1, 20),
})
export type ApprovalNeed = t.TypeOf<typeof ApprovalNeed>

/** How it came to be approved. */
export const GrantedBy = choice('GrantedBy', {
  /** Whoever proposed it may grant as much. */
  Authority: record('GrantedByAuthority', { _tag: tag('Authority'), actorId: ActorId, role: Role }),
  Persons: record('GrantedByPersons', { _tag: tag('Persons'), approvers: listOf(ActorId, 1, 3) }),
})

/** The intent: the order is asked what it may still get, then each budget. */
export const CompensationProposed = family(
  'CompensationProposed',
  record(
    'CompensationProposed',
    {
      ...CompensationIds,
      customerId: HostId,
      currency: Currency,
      proposedBy: record('ProposedBy', { kind: ActorKind, id: ActorId, roles: listOf(Role, 0, 20) }),
      losses: listOf(LossLine, 1, 20),
      /** The losses by order line, each made good once. */
      shares: LossShares,
      paid: listOf(PaidLine, 1, 500),
      orderPaid: Minor,
      benefit: Benefit,
      terms: CompensationTerms,
      /** Whether the customer asked for it: punitive damages are paid on demand only. */
      demanded: yesOrNo,
    },
    {
      apology: Apology,
      /** Why it should go above the cap. */
      overCap: Code,
    },
  ),
)
/** An allowance said yes; the next is asked, where there is one. */
export const CompensationAllowanceHeld = family(
  'CompensationAllowanceHeld',
  record(
    'CompensationAllowanceHeld',
    { compensationId: StreamId, currency: Currency, allowance: AllowanceRef, minor: Minor, total: Minor },
    { shares: LossShares, exceedsCap: yesOrNo, next: AllowanceAsk },
  ),
)
const Ended = { ...CompensationIds, allowances: AllowanceRefs }
/** An allowance said no; what others had said yes to goes back. */
export const CompensationRefused = family(
  'CompensationRefused',
  record('CompensationRefused', { ...Ended, refusal: CompensationRefusalV1 }),
).next(record('CompensationRefused', { ...Ended, refusal: CompensationRefusal }), unchanged)
export const CompensationApprovalRequested = family(
  'CompensationApprovalRequested',
  record('CompensationApprovalRequested', { needs: listOf(ApprovalNeed, 1, 3) }),
)
export const CompensationApprovalGiven = family(
  'CompensationApprovalGiven',
  record('CompensationApprovalGiven', { approver: ActorId, meets: listOf(ApprovalNeed, 1, 3) }),
)
export const CompensationApproved = family(
  'CompensationApproved',
  record('CompensationApproved', {
    compensationId: StreamId,
    by: GrantedBy,
    minor: PositiveMinor,
    currency: Currency,
    /** Whether the customer is asked first. */
    consent: yesOrNo,
  }),
)
export const CompensationRejected = family(
  'CompensationRejected',
  record('CompensationRejected', { ...Ended, code: ReasonCode }),
)
export const CompensationCanceled = family(
  'CompensationCanceled',
  record('CompensationCanceled', { ...Ended, reason: Code }),
)
export const CompensationOffered = family(
  'CompensationOffered',
  record('CompensationOffered', { compensationId: StreamId, expiresAt: Instant }),
)
/** `consent`: where staff says so for the customer, what proves it. */
export const CompensationAccepted = family(
  'CompensationAccepted',
  record('CompensationAccepted', { compensationId: StreamId }, { consent: Code }),
)
export const CompensationDeclined = family(
  'CompensationDeclined',
  record('CompensationDeclined', Ended, { consent: Code }),
)
export const CompensationLapsed = family('CompensationLapsed', record('CompensationLapsed', Ended))

export * from './benefit-events.js'
export * from './recovery-events.js'

export const compensationEvents = catalogOf([
  CompensationProposed,
  CompensationAllowanceHeld,
  CompensationRefused,
  CompensationApprovalRequested,
  CompensationApprovalGiven,
  CompensationApproved,
  CompensationRejected,
  CompensationCanceled,
  CompensationOffered,
  CompensationAccepted,
  CompensationDeclined,
  CompensationLapsed,
  benefit.BenefitSubmitted,
  benefit.BenefitProcessing,
  benefit.BenefitUnknown,
  benefit.BenefitCheckScheduled,
  benefit.BenefitNeedsAttention,
  benefit.CompensationIssued,
  benefit.CompensationIssueFailed,
  benefit.BenefitRedeemed,
  benefit.BenefitReturned,
  benefit.BenefitExpired,
  benefit.RevocationSubmitted,
  benefit.RevocationFailed,
  benefit.CompensationRevoked,
  recovery.ClawbackDue,
  recovery.ClawbackRecovered,
  recovery.CostAllocated,
  recovery.RecoveryClaimed,
  recovery.Recovered,
  recovery.RecoveryWriteOffProposed,
  recovery.RecoveryWrittenOff,
  recovery.RecoverySurplusFound,
  recovery.RecoverySurplusRepaid,
])
export type CompensationEvent = EventIn<typeof compensationEvents>
