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
const ANY = [
  ...['draft', 'reserving', 'submitted', 'under_review', 'awaiting_evidence', 'approved'],
  ...['in_progress', 'canceling', 'switching', 'in_arbitration', 'arbitrated'],
  ...['rejected', 'resolved', 'closed', 'canceled', 'expired', 'merged'],
] as ReadonlyArray<Status>
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
    'GoodsComplete',
    'GoodsWithoutRefund',
    'BasisWithdrawn',
    'BasisReinstated',
    'ReinstatementNoted',
    'InspectionWithoutRefund',
    'ReturnOutcomeRecorded',
    'RefundOutcomeRecorded',
    'RefundReopened',
    'ReplacementNoted',
    'RecoveryNoted',
    'RepairNoted',
    // In arbitration only for goods that were sent once more: they are paid for by what was sent.
    'RefundDue',
  ),
  ...within(['in_progress', 'canceling', 'in_arbitration', 'arbitrated'], 'GoodsOverdue'),
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

  // Money that came back, also of an earlier run: a case that owes some is in progress, however the second look ends.
  ...from([...ENDED, 'canceled'], 'RefundReopened', 'in_progress'),
  // And money for what was refunded before; or an inspection was judged anew.
  ...from([...ENDED, 'canceled'], 'RefundDue', 'in_progress'),
  ...within(['canceled'], 'ReinstatementNoted'),
  // What was paid may lose its reason at any time, and the second look goes on.
  ...within(
    [...ENDED, 'reserving', 'submitted', ...BEFORE_DECISION, 'approved'],
    'GoodsWithoutRefund',
    'BasisWithdrawn',
    'BasisReinstated',
    'ReinstatementNoted',
  ),
  ...within(
    ['submitted', 'reserving', ...BEFORE_DECISION, 'approved'],
    'RefundReopened',
    'RefundOutcomeRecorded',
    'RefundDue',
  ),
  ['reserving', 'SubmissionRefused', 'in_progress'],
  ...from(['submitted', ...BEFORE_DECISION], 'AppealWithdrawn', 'in_progress'),
  ['under_review', 'RequestRejected', 'in_progress'],
  ...from(['approved', 'canceling'], 'RequestCanceled', 'in_progress'),

  // Somebody outside decides.
  ...from([...BEFORE_DECISION, 'in_progress', ...ENDED, 'expired'], 'PlatformCaseOpened', 'in_arbitration'),
  ...within(['in_arbitration'], 'CaseRoundOpened', 'CaseEvidenceFiled'),
  ['in_arbitration', 'CaseDecided', 'arbitrated'],
  ...(['under_review', 'in_progress', ...ENDED, 'expired'] as const).flatMap((before) => [
    ['in_arbitration', 'PlatformCaseWithdrawn', before] as const,
    ['arbitrated', 'RulingApplied', before] as const,
  ]),
  // What was ruled is asked for; where the order has no units for it, somebody tries again or makes it good by hand.
  ...from([...ENDED, 'expired', 'in_progress'], 'SubmissionStarted', 'reserving'),
  ['reserving', 'SubmissionRefused', 'arbitrated'],
  ['submitted', 'AppealWithdrawn', 'arbitrated'],
  ['arbitrated', 'RequestResolved', 'resolved'],

  // A duplicate brings its evidence, whatever has become of this one.
  ...within(ANY, 'DuplicateMerged'),
  // What it was merged into does not go on either: it is submitted again, where it was.
  ['merged', 'RequestReopened', 'draft'],
]
