/** What customers, staff and platforms do with a case that was decided, or is decided elsewhere: part of `requests`. */
import * as request from '../domain/request/index.js'
import type { MakeCall } from './call.js'
import type { FactsFor } from './order-facts.js'
import { refusal, requestCallOf } from './request-call.js'

export const secondLookCallsOf = (call: MakeCall, facts: FactsFor) => {
  const ask = requestCallOf(call)
  return {
    /**
     * Another pair of eyes on what was not granted, within the window of the order's policy. Whoever decided before,
     * and whoever files it for the customer, does not decide it.
     *
     * Refused: `AppealNotOffered`, `AppealWindowClosed`, `AppealLimit`, `NothingLeftToReview`, `ExceedsRequested`; and
     * with `UnitsAlreadyClaimed` what was decided before stands.
     *
     * @example
     * await requests.appeal({ requestId: 'R-1', note: 'It hums. Listen to the recording.' }, { actor: customer })
     */
    appeal: ask('AppealRequest', request.AppealRequest, undefined, refusal),
    /**
     * For staff: an ended case is looked at again, for a new fault or a late word of the carrier.
     *
     * Refused: `ReopenNotOffered`, `ReopenWindowClosed`, `NothingLeftToReview`, `RequestForStaffOnly`,
     * `UnitsAlreadyClaimed`.
     *
     * @example
     * await requests.reopen({ requestId: 'R-1', reason: 'carrier_found_it' }, { actor: agent })
     */
    reopen: ask('ReopenRequest', request.ReopenRequest, undefined, refusal),
    /**
     * For staff: this request is the same wish as another one of the same customer and order. It ends, its units are
     * free, and its evidence goes to the other. Should that one end at the same moment, this one is submitted again.
     *
     * Refused: `NotTheSameCase`, `RequestForStaffOnly`; `RequestNotOpen`, which names the request that goes on with a merged one.
     *
     * @example
     * await requests.merge({ requestId: 'R-2', into: 'R-1' }, { actor: agent })
     */
    merge: ask('MergeRequest', request.MergeRequest, (d) => facts.forMerging(d.into)),
    /**
     * The customer took the case to a platform: until it has ruled nothing new is paid.
     *
     * Refused: `RequestNotOpen`, `RequestForStaffOnly`.
     *
     * @example
     * await requests.openPlatformCase({ requestId: 'R-1', caseId: 'TB-77', platform: 'taobao' }, { actor: platform })
     */
    openPlatformCase: ask('OpenPlatformCase', request.OpenPlatformCase),
    /**
     * Both sides are heard until the instant; who says nothing is named as absent in the ruling.
     *
     * Refused: `DueOutOfRange` (within 60 days), `PlatformCaseUnknown`, `RequestForStaffOnly`.
     *
     * @example
     * await requests.openCaseRound({ requestId: 'R-1', caseId: 'TB-77', dueAt: '2026-03-04T12:00:00.000Z' }, { actor: platform })
     */
    openCaseRound: ask('OpenCaseRound', request.OpenCaseRound),
    /**
     * What one side shows in the round that is open.
     *
     * Refused: `NoCaseRound`, `EvidenceTooLate`, `TooMuchEvidence`, `PlatformCaseUnknown`, `StaffOnly`.
     *
     * @example
     * await requests.fileCaseEvidence({ requestId: 'R-1', caseId: 'TB-77', party: 'shop', items }, { actor: agent })
     */
    fileCaseEvidence: ask('FileCaseEvidence', request.FileCaseEvidence),
    /**
     * Both agreed, or the platform let it drop: the case goes on where it stood, and what waited falls due.
     *
     * Refused: `PlatformCaseUnknown`, `RequestNotOpen`.
     *
     * @example
     * await requests.withdrawPlatformCase({ requestId: 'R-1', caseId: 'TB-77', reason: 'settled' }, { actor: platform })
     */
    withdrawPlatformCase: ask('WithdrawPlatformCase', request.WithdrawPlatformCase),
    /**
     * What was ruled, under which authority. It binds above every limit of the policy, and is done in the same call.
     *
     * Refused: `RulingWithoutRemedy`, `RulingIdTaken`, `ExceedsRequested`, `PlatformCaseUnknown`,
     * `RequestForStaffOnly`; with `UnitsAlreadyClaimed` it is recorded, and waits for `applyRuling` or `resolve`.
     *
     * @example
     * await requests.recordRuling(
     *   { requestId: 'R-1', caseId: 'TB-77', rulingId: 'TB-77-1', authority: 'taobao_rules_45', inFavorOf: 'customer', remedy: 'refund_only' },
     *   { actor: platform },
     * )
     */
    recordRuling: ask('RecordRuling', request.RecordRuling, undefined, refusal),
    /**
     * Tries again to do what was ruled, once the order has units for it; does nothing where it was done.
     *
     * Refused: `UnitsAlreadyClaimed`.
     *
     * @example
     * await requests.applyRuling({ requestId: 'R-1' }, { actor: agent })
     */
    applyRuling: ask('ApplyRuling', request.ApplyRuling, undefined, refusal),
    /**
     * Another remedy instead of the one under way, as long as nothing was sent; staff names how the customer agreed.
     *
     * Refused: `SwitchNotPossible`, `ReplacementShipped`, `ConsentMissing`, `AnswerPending`.
     *
     * @example
     * await requests.switchRemedy({ requestId: 'R-1', to: 'return_refund', proof: 'call_77' }, { actor: agent })
     */
    switchRemedy: ask('SwitchRemedy', request.SwitchRemedy),
  }
}
