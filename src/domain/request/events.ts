/** Every event of a request. What each means is told in README.md; their stored formats stand by chapter. */
import { catalogOf, type EventIn } from '../kernel/event-family.js'
import * as dispute from './dispute-events.js'
import * as evidence from './evidence-events.js'
import * as intake from './intake-events.js'
import * as reinstatement from './reinstatement-events.js'
import * as remedy from './remedy-events.js'
import * as review from './review-events.js'
import * as switching from './switch-events.js'

export * from './dispute-events.js'
export * from './evidence-events.js'
export * from './intake-events.js'
export * from './reinstatement-events.js'
export * from './remedy-events.js'
export * from './review-events.js'
export * from './switch-events.js'

export const requestEvents = catalogOf([
  intake.RequestOpened,
  intake.RequestEdited,
  intake.RequestQuoted,
  intake.SubmissionStarted,
  intake.RequestSubmitted,
  intake.SubmissionRefused,
  review.RequestAssessed,
  evidence.EvidenceRequested,
  evidence.EvidenceSupplied,
  evidence.RequestExpired,
  review.RequestApproved,
  review.RequestRejected,
  review.AppealFiled,
  review.AppealWithdrawn,
  review.RequestReopened,
  review.RequestMerged,
  review.DuplicateMerged,
  dispute.PlatformCaseOpened,
  dispute.CaseRoundOpened,
  dispute.CaseEvidenceFiled,
  dispute.PlatformCaseWithdrawn,
  dispute.CaseDecided,
  dispute.RulingApplied,
  remedy.RemediesStarted,
  remedy.GoodsAccepted,
  remedy.GoodsWithoutRefund,
  remedy.BasisWithdrawn,
  reinstatement.BasisReinstated,
  reinstatement.ReinstatementNoted,
  remedy.GoodsComplete,
  remedy.GoodsOverdue,
  remedy.RefundDue,
  remedy.InspectionWithoutRefund,
  remedy.ReturnOutcomeRecorded,
  remedy.RefundOutcomeRecorded,
  remedy.RefundReopened,
  switching.ReplacementNoted,
  switching.RecoveryNoted,
  switching.RepairNoted,
  switching.SwitchStarted,
  switching.SwitchRefused,
  switching.RemedySwitched,
  remedy.CancellationStarted,
  remedy.CancellationRefused,
  remedy.RequestCanceled,
  remedy.RequestResolved,
  evidence.SurveyAnswered,
  remedy.RequestClosed,
])
export type RequestEvent = EventIn<typeof requestEvents>
