/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { RequestEvent } from './events.js'
import type { RequestState } from './state.js'

export const requestLifecycle: Lifecycle<RequestState['status'], RequestEvent['type']> = [
  ['none', 'RequestOpened', 'draft'],
  ['draft', 'RequestEdited', 'draft'],
  ['draft', 'SubmissionStarted', 'reserving'],
  ['draft', 'RequestCanceled', 'canceled'],
  ['reserving', 'SubmissionRefused', 'draft'],
  ['reserving', 'RequestSubmitted', 'submitted'],
  ['submitted', 'RequestAssessed', 'under_review'],
  ['submitted', 'RequestCanceled', 'canceled'],
  ['under_review', 'RequestApproved', 'approved'],
  ['under_review', 'RequestRejected', 'rejected'],
  ['under_review', 'RequestCanceled', 'canceled'],
  ['approved', 'RemediesStarted', 'in_progress'],
  ['approved', 'RequestCanceled', 'canceled'],
  ['in_progress', 'RefundDue', 'in_progress'],
  ['in_progress', 'InspectionWithoutRefund', 'in_progress'],
  ['in_progress', 'ReturnOutcomeRecorded', 'in_progress'],
  ['in_progress', 'RefundOutcomeRecorded', 'in_progress'],
  ['in_progress', 'RefundReopened', 'in_progress'],
  ['in_progress', 'CancellationStarted', 'canceling'],
  ['in_progress', 'RequestResolved', 'resolved'],
  ['canceling', 'RefundDue', 'canceling'],
  ['canceling', 'InspectionWithoutRefund', 'canceling'],
  ['canceling', 'ReturnOutcomeRecorded', 'canceling'],
  ['canceling', 'RefundOutcomeRecorded', 'canceling'],
  ['canceling', 'RefundReopened', 'canceling'],
  ['canceling', 'CancellationRefused', 'in_progress'],
  ['canceling', 'RequestCanceled', 'canceled'],
  ['rejected', 'RequestClosed', 'closed'],
  ['resolved', 'RequestClosed', 'closed'],
  ['resolved', 'RefundReopened', 'in_progress'],
  ['closed', 'RefundReopened', 'in_progress'],
  // An earlier attempt of it had paid a part.
  ['canceled', 'RefundReopened', 'in_progress'],
]
