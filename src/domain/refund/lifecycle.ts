/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { RefundEvent } from './events.js'
import type { RefundState } from './state.js'

type Status = RefundState['status']

/** Events that are recorded and change no status. */
const within = (status: Status, types: ReadonlyArray<RefundEvent['type']>) =>
  types.map((type) => [status, type, status] as const)

/** What the customer owes of it, and deductions that are contested: nothing of that changes how the money goes out. */
const OWED = [
  'RefundBasisWithdrawn',
  'RefundBasisReinstated',
  'ReceivableDue',
  'ReceivablePaid',
  'ReceivableSettled',
  'ReceivableCanceled',
  'ReceivableWriteOffProposed',
  'ReceivableWrittenOff',
] as const
const CONTESTED = ['DeductionContested', 'DeductionUpheld', 'DeductionWaived'] as const

export const refundLifecycle: Lifecycle<Status, RefundEvent['type']> = [
  ['none', 'RefundProposed', 'proposed'],
  ['none', 'RefundCanceled', 'canceled'],
  ['proposed', 'RefundReserved', 'reserved'],
  ['proposed', 'RefundRefused', 'refused'],
  ['proposed', 'RefundCancellationRefused', 'proposed'],
  ['reserved', 'RefundNotDue', 'not_due'],
  ['reserved', 'RefundCanceled', 'canceled'],
  ['reserved', 'RefundApproved', 'approved'],
  ['reserved', 'RefundApprovalRequested', 'pending_approval'],
  ['pending_approval', 'RefundApprovalGiven', 'pending_approval'],
  ['pending_approval', 'RefundApproved', 'approved'],
  ['pending_approval', 'RefundDeclined', 'declined'],
  ['pending_approval', 'RefundCanceled', 'canceled'],
  ['approved', 'RefundLegSubmitted', 'executing'],
  ['approved', 'RefundCanceled', 'canceled'],
  ...within('executing', [
    'RefundLegSubmitted',
    'RefundLegProcessing',
    'RefundLegUnknown',
    'RefundLegCheckScheduled',
    'RefundLegSucceeded',
    'RefundLegPaidManually',
    'RefundLegFailed',
    'RefundLegReleased',
    'RefundLegReversed',
    'RefundLegRerouted',
    'RefundLegContradicted',
    'RefundLegStepProposed',
    'RefundCancellationRefused',
  ]),
  ['executing', 'RefundLegNeedsAttention', 'needs_attention'],
  ['executing', 'RefundLegSucceeded', 'partially_succeeded'],
  ['executing', 'RefundLegFailed', 'partially_succeeded'],
  ['executing', 'RefundLegReleased', 'partially_succeeded'],
  ['executing', 'RefundLegReversed', 'partially_succeeded'],
  ['executing', 'RefundLegFailed', 'failed'],
  ['executing', 'RefundLegReleased', 'failed'],
  ['executing', 'RefundLegReversed', 'failed'],
  ['executing', 'RefundSucceeded', 'succeeded'],
  ['executing', 'RefundAbandoned', 'abandoned'],
  ...within('needs_attention', [
    'RefundLegProcessing',
    'RefundLegUnknown',
    'RefundLegCheckScheduled',
    'RefundLegNeedsAttention',
    'RefundLegSubmitted',
    'RefundLegSucceeded',
    'RefundLegPaidManually',
    'RefundLegFailed',
    'RefundLegReleased',
    'RefundLegReversed',
    'RefundLegRerouted',
    'RefundLegContradicted',
    'RefundLegStepProposed',
    'RefundCancellationRefused',
  ]),
  ...(
    [
      'RefundLegProcessing',
      'RefundLegCheckScheduled',
      'RefundLegSucceeded',
      'RefundLegFailed',
      'RefundLegReleased',
      'RefundLegReversed',
    ] as const
  ).map((by) => ['needs_attention', by, 'executing'] as const),
  ['needs_attention', 'RefundLegSucceeded', 'partially_succeeded'],
  ['needs_attention', 'RefundLegFailed', 'partially_succeeded'],
  ['needs_attention', 'RefundLegReleased', 'partially_succeeded'],
  ['needs_attention', 'RefundLegReversed', 'partially_succeeded'],
  ['needs_attention', 'RefundLegFailed', 'failed'],
  ['needs_attention', 'RefundLegReleased', 'failed'],
  ['needs_attention', 'RefundLegReversed', 'failed'],
  ...(['partially_succeeded', 'failed'] as const).flatMap((status) => [
    [status, 'RefundLegSubmitted', 'executing'] as const,
    [status, 'RefundLegRerouted', 'executing'] as const,
    [status, 'RefundLegPaidManually', 'executing'] as const,
    [status, 'RefundLegNeedsAttention', 'needs_attention'] as const,
    [status, 'RefundAbandoned', 'abandoned'] as const,
    ...within(status, ['RefundLegContradicted', 'RefundLegStepProposed', 'RefundCancellationRefused']),
  ]),
  ['partially_succeeded', 'RefundLegPaidManually', 'partially_succeeded'],
  ['partially_succeeded', 'RefundLegReversed', 'partially_succeeded'],
  ['partially_succeeded', 'RefundLegReversed', 'failed'],
  ['failed', 'RefundLegPaidManually', 'partially_succeeded'],
  ...(['succeeded', 'abandoned'] as const).flatMap((status) => [
    // Paid money comes back, perhaps after weeks.
    [status, 'RefundLegReversed', 'partially_succeeded'] as const,
    [status, 'RefundLegReversed', 'failed'] as const,
    ...within(status, ['RefundLegContradicted', 'RefundCancellationRefused']),
  ]),
  ...(['not_due', 'refused', 'declined'] as const).flatMap((status) => within(status, ['RefundCancellationRefused'])),
  ...(['proposed', 'pending_approval', 'approved', 'not_due', 'refused', 'declined', 'canceled'] as const).flatMap(
    (status) => within(status, ['RefundBasisWithdrawn']),
  ),
  // What had not gone out is called back first.
  ...(['proposed', 'not_due', 'refused', 'declined', 'canceled'] as const).flatMap((status) =>
    within(status, ['RefundBasisReinstated']),
  ),
  ...(['executing', 'needs_attention', 'partially_succeeded', 'failed', 'succeeded', 'abandoned'] as const).flatMap(
    (status) => within(status, OWED),
  ),
  ...(['executing', 'needs_attention', 'partially_succeeded', 'succeeded', 'abandoned', 'not_due'] as const).flatMap(
    (status) => within(status, CONTESTED),
  ),
  ...within('failed', ['DeductionUpheld', 'DeductionWaived']),
]
