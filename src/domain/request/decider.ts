/**
 * The customer's case. It coordinates what happens in the other aggregates: it asks, is answered by events, and is
 * resolved when everything that it started has ended. Decisions read the terms fixed at submission, never a policy of
 * today. Next: `review.ts` (decisions), `remedies.ts` (what follows from them).
 */
import type { Decider } from '../kernel/decider.js'
import { maySay, type FromOthers } from '../values/actor.js'
import type { RequestCommand } from './commands.js'
import type { RequestError } from './errors.js'
import { reject, type Decision } from './decision.js'
import type { RequestEvent } from './events.js'
import { answerSurvey, askForEvidence, expireEvidence, supplyEvidence } from './evidence.js'
import { cancel, recordCancellationRefused, recordReturnCanceled } from './cancellation.js'
import { applyRuling, fileCaseEvidence, openCase, openRound, recordRuling, withdrawCase } from './arbitration.js'
import { evolve } from './evolve.js'
import { edit, open, quote, recordReservation, submit } from './intake.js'
import { close, recordRefundEnd, recordRefundReversed, resolve, retryRefund } from './refunds.js'
import { recordGoodsLost, recordGoodsWaived, recordInspection, recordReturnCompleted, reportOverdue } from './goods.js'
import { recordInspectionRevised, recordReinstatement } from './judged-anew.js'
import { merge, recordDuplicate } from './merging.js'
import { startRemedies } from './remedies.js'
import { recordDeductionWaived, recordDutyRecovered } from './later-money.js'
import { approve, assess, rejectRequest } from './review.js'
import { appeal, reopen } from './second-look.js'
import { initialRequest, type RequestState } from './state.js'
import { recordNotStopped, recordRecovered, recordRepair, recordReplacement, switchRemedy } from './switching.js'

/** What a customer may say of their own request; everything else is for the shop. */
const FROM_OTHERS: FromOthers<RequestCommand['type']> = {
  OpenRequest: ['customer'],
  EditRequest: ['customer'],
  QuoteRequest: ['customer'],
  SubmitRequest: ['customer'],
  CancelRequest: ['customer'],
  SupplyEvidence: ['customer'],
  AnswerSurvey: ['customer'],
  AppealRequest: ['customer'],
  FileCaseEvidence: ['customer'],
  SwitchRemedy: ['customer'],
  WithdrawPlatformCase: ['customer'],
  CloseRequest: ['customer'],
}

const decide =
  (c: RequestCommand) =>
  (s: RequestState): Decision => {
    if (!maySay(c, FROM_OTHERS)) return reject({ _tag: 'RequestForStaffOnly' })
    if (s.status === 'none') return c.type === 'OpenRequest' ? open(c) : reject({ _tag: 'RequestUnknown' })
    if (c.actor.kind === 'customer' && c.actor.id !== s.customerId) return reject({ _tag: 'NotOwner' })
    switch (c.type) {
      case 'OpenRequest':
        return reject({ _tag: 'RequestIdTaken' })
      case 'EditRequest':
        return edit(c, s)
      case 'SubmitRequest':
        return submit(c, s)
      case 'RecordReservation':
        return recordReservation(c, s)
      case 'AssessRequest':
        return assess(c, s)
      case 'ApproveRequest':
        return approve(c, s)
      case 'RejectRequest':
        return rejectRequest(c, s)
      case 'CancelRequest':
        return cancel(c, s)
      case 'StartRemedies':
        return startRemedies(c, s)
      case 'RecordInspection':
        return recordInspection(c, s)
      case 'RecordDeductionWaived':
        return recordDeductionWaived(c, s)
      case 'RecordDutyRecovered':
        return recordDutyRecovered(c, s)
      case 'RecordGoodsLost':
        return recordGoodsLost(c, s)
      case 'RecordGoodsWaived':
        return recordGoodsWaived(c, s)
      case 'RecordInspectionRevised':
        return recordInspectionRevised(c, s)
      case 'RecordReinstatement':
        return recordReinstatement(c, s)
      case 'RecordReturnCompleted':
        return recordReturnCompleted(c, s)
      case 'ReportGoodsOverdue':
        return reportOverdue(c, s)
      case 'RecordReturnCanceled':
        return recordReturnCanceled(s)
      case 'RecordRefundEnd':
        return recordRefundEnd(c, s)
      case 'RecordRefundReversed':
        return recordRefundReversed(c, s)
      case 'RecordCancellationRefused':
        return recordCancellationRefused(c, s)
      case 'RetryRefund':
        return retryRefund(c, s)
      case 'ResolveRequest':
        return resolve(c, s)
      case 'CloseRequest':
        return close(s)
      case 'AskForEvidence':
        return askForEvidence(c, s)
      case 'SupplyEvidence':
        return supplyEvidence(c, s)
      case 'ExpireEvidence':
        return expireEvidence(c, s)
      case 'AnswerSurvey':
        return answerSurvey(c, s)
      case 'QuoteRequest':
        return quote(c, s)
      case 'AppealRequest':
        return appeal(c, s)
      case 'ReopenRequest':
        return reopen(c, s)
      case 'MergeRequest':
        return merge(c, s)
      case 'RecordDuplicate':
        return recordDuplicate(c, s)
      case 'OpenPlatformCase':
        return openCase(c, s)
      case 'OpenCaseRound':
        return openRound(c, s)
      case 'FileCaseEvidence':
        return fileCaseEvidence(c, s)
      case 'WithdrawPlatformCase':
        return withdrawCase(c, s)
      case 'RecordRuling':
        return recordRuling(c, s)
      case 'ApplyRuling':
        return applyRuling(c, s)
      case 'SwitchRemedy':
        return switchRemedy(c, s)
      case 'RecordReplacement':
        return recordReplacement(c, s)
      case 'RecordRecovered':
        return recordRecovered(c, s)
      case 'RecordRepair':
        return recordRepair(c, s)
      case 'RecordNotStopped':
        return recordNotStopped(c, s)
    }
  }

export const Request: Decider<RequestCommand, RequestState, RequestEvent, RequestError> = {
  name: 'request',
  initial: initialRequest,
  decide,
  evolve,
  isTerminal: (s) =>
    s.status === 'closed' || s.status === 'canceled' || s.status === 'expired' || s.status === 'merged',
}
