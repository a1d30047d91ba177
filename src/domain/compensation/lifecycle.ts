/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { CompensationEvent } from './events.js'
import type { CompensationState } from './state.js'

type Status = CompensationState['status']

/** Events that are recorded and change no status. */
const within = (status: Status, types: ReadonlyArray<CompensationEvent['type']>) =>
  types.map((type) => [status, type, status] as const)

const CALLING = ['BenefitProcessing', 'BenefitUnknown', 'BenefitCheckScheduled'] as const
const CLAIMING = ['RecoveryClaimed', 'Recovered', 'RecoveryWriteOffProposed', 'RecoveryWrittenOff'] as const
const RECOVERING = ['CostAllocated', ...CLAIMING] as const
const GIVING_BACK = ['RecoverySurplusFound', 'RecoverySurplusRepaid'] as const

export const compensationLifecycle: Lifecycle<Status, CompensationEvent['type']> = [
  ['none', 'CompensationProposed', 'reserving'],
  ...within('reserving', ['CompensationAllowanceHeld']),
  ['reserving', 'CompensationRefused', 'refused'],
  ['reserving', 'CompensationApproved', 'approved'],
  ['reserving', 'CompensationApprovalRequested', 'pending_approval'],
  ...within('pending_approval', ['CompensationApprovalGiven']),
  ['pending_approval', 'CompensationApproved', 'approved'],
  ['pending_approval', 'CompensationRejected', 'rejected'],
  ['pending_approval', 'CompensationCanceled', 'canceled'],
  ['approved', 'CompensationOffered', 'offered'],
  ['approved', 'BenefitSubmitted', 'issuing'],
  ['approved', 'CompensationCanceled', 'canceled'],
  ...within('offered', ['CompensationOffered']),
  ['offered', 'CompensationAccepted', 'accepted'],
  ['offered', 'CompensationDeclined', 'declined'],
  ['offered', 'CompensationLapsed', 'lapsed'],
  ['offered', 'CompensationCanceled', 'canceled'],
  ['accepted', 'BenefitSubmitted', 'issuing'],
  ...within('issuing', [...CALLING, 'BenefitSubmitted']),
  ['issuing', 'CompensationIssued', 'issued'],
  ['issuing', 'CompensationIssueFailed', 'failed'],
  ['issuing', 'BenefitNeedsAttention', 'needs_attention'],
  ['failed', 'BenefitSubmitted', 'issuing'],
  ['failed', 'CompensationIssued', 'issued'],
  ['failed', 'RevocationSubmitted', 'revoking'],
  ['failed', 'CompensationRevoked', 'revoked'],
  ['failed', 'BenefitNeedsAttention', 'needs_attention'],
  ...within('needs_attention', ['BenefitNeedsAttention']),
  ['needs_attention', 'BenefitSubmitted', 'issuing'],
  ['needs_attention', 'BenefitProcessing', 'issuing'],
  ['needs_attention', 'CompensationIssued', 'issued'],
  ['needs_attention', 'CompensationIssueFailed', 'failed'],
  ['needs_attention', 'RevocationSubmitted', 'revoking'],
  ['needs_attention', 'BenefitProcessing', 'revoking'],
  ['needs_attention', 'CompensationRevoked', 'revoked'],
  ['needs_attention', 'RevocationFailed', 'issued'],
  ['needs_attention', 'RevocationFailed', 'failed'],
  ['needs_attention', 'BenefitRedeemed', 'redeemed'],
  ['issued', 'BenefitRedeemed', 'redeemed'],
  ['issued', 'BenefitExpired', 'expired'],
  ['issued', 'RevocationSubmitted', 'revoking'],
  ...within('issued', RECOVERING),
  ...within('revoking', [...CALLING, ...RECOVERING, 'RevocationSubmitted']),
  ['revoking', 'CompensationRevoked', 'revoked'],
  ['revoking', 'RevocationFailed', 'issued'],
  ['revoking', 'RevocationFailed', 'failed'],
  ['revoking', 'CompensationIssued', 'issued'],
  ['revoking', 'BenefitRedeemed', 'redeemed'],
  ['revoking', 'BenefitNeedsAttention', 'needs_attention'],
  ...within('redeemed', [...RECOVERING, 'ClawbackDue', 'ClawbackRecovered', ...GIVING_BACK]),
  ['redeemed', 'BenefitReturned', 'failed'],
  ...within('needs_attention', CLAIMING),
  ...within('expired', GIVING_BACK),
  ...within('revoked', GIVING_BACK),
  ...within('failed', GIVING_BACK),
  ...within('issuing', ['RecoverySurplusRepaid']),
  ...within('revoking', ['RecoverySurplusRepaid']),
  ...within('needs_attention', ['RecoverySurplusRepaid']),
]
