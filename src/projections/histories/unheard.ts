/** What a customer's history does not tell: how goods and money are dealt with inside the shop, and what it costs whom. */
import { typesOf, type EventType } from '../event-types.js'

export const UNHEARD: ReadonlyArray<EventType> = [
  ...typesOf('entitlement', 'return', 'replacement', 'allowance', 'notice', 'worker', 'workitem'),
  // Of a request: prices shown, what is asked of the customer, what is heard of goods and money on their way.
  ...(['RequestQuoted', 'RequestAssessed', 'EvidenceRequested', 'DuplicateMerged', 'CaseRoundOpened'] as const),
  ...(['RulingApplied', 'GoodsAccepted', 'GoodsWithoutRefund', 'BasisWithdrawn', 'GoodsComplete'] as const),
  ...(['BasisReinstated', 'ReinstatementNoted'] as const),
  ...(['RefundDue', 'InspectionWithoutRefund', 'ReturnOutcomeRecorded', 'GoodsOverdue'] as const),
  ...(['ReplacementNoted', 'RecoveryNoted', 'RepairNoted', 'SwitchRefused', 'CancellationRefused'] as const),
  // Of a refund: everything but a deduction that the customer does not accept; the request says what was paid.
  ...(['RefundProposed', 'RefundReserved', 'RefundNotDue', 'RefundRefused', 'RefundApprovalRequested'] as const),
  ...(['RefundApprovalGiven', 'RefundApproved', 'RefundDeclined', 'RefundCanceled'] as const),
  ...(['RefundCancellationRefused', 'RefundLegSubmitted', 'RefundLegProcessing', 'RefundLegUnknown'] as const),
  ...(['RefundLegCheckScheduled', 'RefundLegNeedsAttention', 'RefundLegFailed', 'RefundLegContradicted'] as const),
  ...(['RefundLegSucceeded', 'RefundLegPaidManually', 'RefundLegReversed'] as const),
  ...(['RefundLegStepProposed', 'RefundLegReleased', 'RefundLegRerouted', 'RefundSucceeded'] as const),
  ...([
    'RefundAbandoned',
    'RefundBasisWithdrawn',
    'RefundBasisReinstated',
    'ReceivableDue',
    'ReceivablePaid',
    'ReceivableSettled',
  ] as const),
  ...(['ReceivableCanceled', 'ReceivableWriteOffProposed', 'ReceivableWrittenOff', 'DeductionUpheld'] as const),
  ...(['DeductionWaived'] as const),
  // Of a repair: everything but what the customer says of its price.
  ...(['RepairPlanned', 'RepairGoodsReceived', 'RepairDiagnosed', 'RepairQuoteLapsed', 'RepairFinished'] as const),
  ...(['RepairFailed', 'RepairOverdue', 'RepairShippedBack', 'RepairCompleted', 'RepairCanceled'] as const),
  ...(['RepairCancellationRefused'] as const),
  // Of a compensation: everything but what the customer says of it, and what became of the benefit.
  ...(['CompensationProposed', 'CompensationAllowanceHeld', 'CompensationRefused'] as const),
  ...(['CompensationApprovalRequested', 'CompensationApprovalGiven', 'CompensationApproved'] as const),
  ...(['CompensationRejected', 'CompensationCanceled', 'CompensationOffered', 'CompensationLapsed'] as const),
  ...(['BenefitSubmitted', 'BenefitProcessing', 'BenefitUnknown', 'BenefitCheckScheduled'] as const),
  ...(['BenefitNeedsAttention', 'CompensationIssueFailed', 'RevocationSubmitted', 'RevocationFailed'] as const),
  ...(['ClawbackDue', 'ClawbackRecovered', 'CostAllocated', 'RecoveryClaimed', 'Recovered'] as const),
  ...(['RecoveryWriteOffProposed', 'RecoveryWrittenOff', 'RecoverySurplusFound'] as const),
  ...(['RecoverySurplusRepaid'] as const),
]
