/** Where a compensation stands, as the events that led there. The usual one is a coupon over 30.00. */
import { Compensation } from '../../../src/domain/compensation/index.js'
import type { CompensationStatus } from '../../../src/domain/compensation/index.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import { spec } from '../../../src/testing/spec.js'

export const compensation = spec(Compensation)

export const reserving = compensation.given(happened.compensationProposed())
export const held = reserving.given(happened.allowanceHeld())
export const pending = held.given(happened.compensationApprovalRequested())
export const approved = held.given(happened.compensationApproved())
/** The customer is asked first. */
export const withConsent = compensation.given(
  happened.compensationProposed({ terms: given.compensationTerms({ consent: true }) }),
  happened.allowanceHeld(),
  happened.compensationApproved({ consent: true }),
)
export const offered = withConsent.given(happened.compensationOffered())
export const accepted = offered.given(happened.compensationAccepted())
export const issuing = approved.given(happened.benefitSubmitted())
export const unknown = issuing.given(happened.benefitUnknown())
export const processing = issuing.given(happened.benefitProcessing())
export const alarmed = unknown.given(happened.benefitNeedsAttention())
export const failed = issuing.given(happened.compensationIssueFailed())
export const issued = issuing.given(happened.compensationIssued())
export const revoking = issued.given(happened.revocationSubmitted())
export const revokeUnknown = revoking.given(happened.benefitUnknown({ attempt: 2 }))
export const revokeAlarmed = revokeUnknown.given(happened.benefitNeedsAttention({ attempt: 2 }))
export const redeemed = issued.given(happened.benefitRedeemed())
export const canceled = approved.given(happened.compensationCanceled())

export const everyStatus: ReadonlyArray<readonly [CompensationStatus, typeof reserving]> = [
  ['reserving', reserving],
  ['refused', reserving.given(happened.compensationRefused())],
  ['pending_approval', pending],
  ['approved', approved],
  ['rejected', pending.given(happened.compensationRejected())],
  ['offered', offered],
  ['accepted', accepted],
  ['declined', offered.given(happened.compensationDeclined())],
  ['lapsed', offered.given(happened.compensationLapsed())],
  ['issuing', issuing],
  ['failed', failed],
  ['needs_attention', alarmed],
  ['issued', issued],
  ['revoking', revoking],
  ['revoked', revoking.given(happened.compensationRevoked())],
  ['redeemed', redeemed],
  ['expired', issued.given(happened.benefitExpired())],
  ['canceled', canceled],
]
export const except = (...statuses: ReadonlyArray<CompensationStatus>) =>
  everyStatus.filter(([status]) => !statuses.includes(status))

/** The no to somebody who comes at the wrong moment. */
export const notNow = (status: CompensationStatus) =>
  status === 'reserving'
    ? ({ _tag: 'CompensationPending' } as const)
    : ({ _tag: 'CompensationNotOpen', status } as const)
