/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { RequestEvent } from './events.js'
import type { RequestState } from './state.js'

type Status = RequestState['status']
type Steps = Lifecycle<Status, RequestEvent['type']>

const within = (statuses: ReadonlyArray<Status>, ...types: ReadonlyArray<RequestEvent['type']>): Steps =>
  statuses.flatMap((status) => types.map((type) => [status, type, status] as const))
const from = (statuses: ReadonlyArray<Status>, type: RequestEvent['type'], to: Status): Steps =>
  statuses.map((status) => [status, type, to] as const)

/** Remedies run, or ran, and their news is heard. */
const RUNNING = ['in_progress', 'canceling', 'switching', 'in_arbitration', 'arbitrated'] as const
const ENDED = ['resolved', 'closed', 'rejected'] as const
const BEFORE_DECISION = ['under_review', 'awaiting_evidence'] as const

export const requestLifecycle: Steps = [
  ['none', 'RequestOpened', 'draft'],
  ...within(['draft'], 'RequestEdited', 'RequestQuoted'),
  ['draft', 'SubmissionStarted', 'reserving'],
  ['draft', 'RequestCanceled', 'canceled'],
  ['draft', 'RequestMerged', 'merged'],
  ['reserving', 'SubmissionRefused', 'draft'],
  ['reserving', 'RequestSubmitted', 'submitted'],
  ['submitted', 'RequestAssessed', 'under_review'],
  ['submitted', 'RequestCanceled', 'canceled'],
  ['submitted', 'RequestMerged', 'merged'],
  ['under_review', 'RequestApproved', 'approved'],
  ['under_review', 'RequestRejected', 'rejected'],
  ['under_review', 'EvidenceSupplied', 'under_review'],
  ['under_review', 'EvidenceRequested', 'awaiting_evidence'],
  ['awaiting_evidence', 'EvidenceSupplied', 'under_review'],
  ['awaiting_evidence', 'RequestExpired', 'expired'],
  ...from(BEFORE_DECISION, 'RequestCanceled', 'canceled'),
  ...from(BEFORE_DECISION, 'RequestMerged', 'merged'),
  ['approved', 'RemediesStarted', 'in_progress'],
  ['approved', 'RequestCanceled', 'canceled'],

  // Remedies run. While a platform looks at the case, what is on its way goes on.
  ...within(
    RUNNING,
    'GoodsAccepted',
    'GoodsWithoutRefund',
    'GoodsComplete',
    'InspectionWithoutRefund',
    'ReturnOutcomeRecorded',
    'RefundOutcomeRecorded',
    'RefundReopened',
    'ReplacementNoted',
    'RepairNoted',
  ),
  ...within(['in_progress', 'canceling'], 'RefundDue'),
  ['in_progress', 'RemedySwitched', 'in_progress'],
  ['in_progress', 'SwitchStarted', 'switching'],
  ['switching', 'RemedySwitched', 'in_progress'],
  ['switching', 'SwitchRefused', 'in_progress'],
  ['in_progress', 'CancellationStarted', 'canceling'],
  ['canceling', 'CancellationRefused', 'in_progress'],
  ['canceling', 'RequestCanceled', 'canceled'],
  ['in_progress', 'RequestResolved', 'resolved'],

  // It had ended, and is looked at again.
  ...from(ENDED, 'AppealFiled', 'appealed'),
  ...from(ENDED, 'RequestReopened', 'reopened'),
  ...from(['appealed', 'reopened'], 'SubmissionStarted', 'reserving'),
  ...ENDED.flatMap((standing) => [
    ['reserving', 'SubmissionRefused', standing] as const,
    ...from(['submitted', ...BEFORE_DECISION], 'AppealWithdrawn', standing),
  ]),
  ...from(['rejected', 'resolved'], 'RequestClosed', 'closed'),
  ...within(ENDED, 'SurveyAnswered'),
  // Money that came back, also of an earlier run or a part paid by an earlier attempt.
  ...from([...ENDED, 'canceled', 'expired'], 'RefundReopened', 'in_progress'),
  ...within(['submitted', 'reserving', ...BEFORE_DECISION, 'approved'], 'RefundReopened', 'RefundOutcomeRecorded'),
  ...within([...ENDED, 'canceled', 'expired'], 'RefundOutcomeRecorded'),

  // Somebody outside decides.
  ...from([...BEFORE_DECISION, 'in_progress', ...ENDED, 'expired'], 'PlatformCaseOpened', 'in_arbitration'),
  ...within(['in_arbitration'], 'CaseRoundOpened', 'CaseEvidenceFiled'),
  ['in_arbitration', 'CaseDecided', 'arbitrated'],
  ...(['under_review', 'in_progress', ...ENDED, 'expired'] as const).flatMap((before) => [
    ['in_arbitration', 'PlatformCaseWithdrawn', before] as const,
    ['arbitrated', 'RulingApplied', before] as const,
  ]),
  ['expired', 'SubmissionStarted', 'reserving'],
  ...from(ENDED, 'SubmissionStarted', 'reserving'),
  ['reserving', 'SubmissionRefused', 'arbitrated'],
  ...from(['submitted'], 'AppealWithdrawn', 'arbitrated'),

  // A duplicate brings its evidence, whatever has become of this one.
  ...within([...BEFORE_DECISION, 'submitted', 'in_progress', ...ENDED], 'DuplicateMerged'),
]
