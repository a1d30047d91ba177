/** Where a compensation stands, as the events that led there. The usual one is a coupon over 30.00. */
import { Compensation } from '../../../src/domain/compensation/index.js'
import type { CompensationStatus } from '../../../src/domain/compensation/index.js'
import * as given from '../../../src/testing/builders/compensation.js'
import { spec } from '../../../src/testing/spec.js'

export const compensation = spec(Compensation)

export const reserving = compensation.given(given.compensationProposed())
export const held = reserving.given(given.allowanceHeld())
export const pending = held.given(given.compensationApprovalRequested())
export const approved = held.given(given.compensationApproved())
/** The customer is asked first. */
export const withConsent = compensation.given(
  given.compensationProposed({ terms: given.compensationTerms({ consent: true }) }),
  given.allowanceHeld(),
  given.compensationApproved({ consent: true }),
)
export const offered = withConsent.given(given.compensationOffered())
export const accepted = offered.given(given.compensationAccepted())
export const issuing = approved.given(given.benefitSubmitted())
export const unknown = issuing.given(given.benefitUnknown())
export const processing = issuing.given(given.benefitProcessing())
export const alarmed = unknown.given(given.benefitNeedsAttention())
export const failed = issuing.given(given.compensationIssueFailed())
export const issued = issuing.given(given.compensationIssued())
export const revoking = issued.given(given.revocationSubmitted())
export const revokeUnknown = revoking.given(given.benefitUnknown({ attempt: 2 }))
export const revokeAlarmed = revokeUnknown.given(given.benefitNeedsAttention({ attempt: 2 }))
export const redeemed = issued.given(given.benefitRedeemed())
export const canceled = failed.given(given.compensationCanceled())

export const everyStatus: ReadonlyArray<readonly [CompensationStatus, typeof reserving]> = [
  ['reserving', reserving],
  ['refused', reserving.given(given.compensationRefused())],
  ['pending_approval', pending],
  ['approved', approved],
  ['rejected', pending.given(given.compensationRejected())],
  ['offered', offered],
  ['accepted', accepted],
  ['declined', offered.given(given.compensationDeclined())],
  ['lapsed', offered.given(given.compensationLapsed())],
  ['issuing', issuing],
  ['failed', failed],
  ['needs_attention', alarmed],
  ['issued', issued],
  ['revoking', revoking],
  ['revoked', revoking.given(given.compensationRevoked())],
  ['redeemed', redeemed],
  ['expired', issued.given(given.benefitExpired())],
  ['canceled', canceled],
]
export const except = (...statuses: ReadonlyArray<CompensationStatus>) =>
  everyStatus.filter(([status]) => !statuses.includes(status))

/** The no to somebody who comes at the wrong moment. */
export const notNow = (status: CompensationStatus) =>
  status === 'reserving'
    ? ({ _tag: 'CompensationPending' } as const)
    : ({ _tag: 'CompensationNotOpen', status } as const)
