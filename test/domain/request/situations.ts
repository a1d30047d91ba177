/** Where a request stands, as the events that led there. */
import { Request } from '../../../src/domain/request/index.js'
import type { RequestStatus } from '../../../src/domain/request/state.js'
import type { Terms } from '../../../src/domain/policy/terms.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import * as elsewhere from '../../../src/testing/builders/elsewhere.js'
import { evidenceRequested, requestExpired } from '../../../src/testing/builders/evidence.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import { spec } from '../../../src/testing/spec.js'

export const request = spec(Request)

export const draft = request.given(given.requestOpened())
export const reserving = draft.given(given.submissionStarted())
export const submittedUnder = (changes: Partial<Terms>, start: Parameters<typeof given.submissionStarted>[0] = {}) =>
  draft.given(given.submissionStarted({ terms: given.terms(changes), ...start }), given.requestSubmitted())
export const submitted = submittedUnder({})
export const underReview = submitted.given(given.requestAssessed())
export const awaitingEvidence = underReview.given(evidenceRequested())
export const expired = awaitingEvidence.given(requestExpired())
export const rejected = underReview.given(given.requestRejected())
export const approved = underReview.given(given.requestApproved())
export const inProgress = approved.given(given.remediesStarted())

/** The customer keeps the goods, and the money is due at once. */
export const keptRefund = given.refundDue({
  refundId: given.keptRefundId,
  basis: { _tag: 'RefundOnly' },
  outcome: 'kept',
  involved: ['c-1', 'a-1'],
})
export const refundOnly = request
  .given(given.requestOpened({ remedy: 'refund_only' }))
  .given(given.submissionStarted({ remedy: 'refund_only' }), given.requestSubmitted(), given.requestAssessed())
  .given(given.requestApproved(), given.remediesStartedWithoutReturn(), keptRefund)

export const canceling = inProgress.given(given.cancellationStarted({ returnId: given.returnId }))
export const cancelingRefund = refundOnly.given(given.cancellationStarted({ refundIds: [given.keptRefundId] }))
export const canceled = draft.given(given.requestCanceled())
export const resolved = inProgress.given(
  given.refundDue(),
  given.returnOutcomeRecorded(),
  given.refundOutcomeRecorded(),
  given.requestResolved(),
)
export const closed = resolved.given(given.requestClosed())

/** A policy that lets customers appeal and staff reopen. */
export const again = { appeals: { withinDays: 30, most: 2 }, reopening: { withinDays: 90 } }
export const rejectedAgainstAppeal = submittedUnder(again)
  .given(given.requestAssessed())
  .given(given.requestRejected({ appealableUntil: looks.appealEnd, reopenableUntil: looks.appealEnd }))
const secondLook = given.submissionStarted({ submission: 2 })
export const appealed = rejected.given(looks.appealFiled())
export const reopened = rejected.given(looks.requestReopened())
/** The appeal of a rejected request, as it is looked at by somebody else. */
export const appealUnderReview = appealed.given(
  secondLook,
  given.requestSubmitted({ submission: 2 }),
  given.requestAssessed(),
)
/** Into `r-0`. */
export const merged = underReview.given(looks.requestMerged())
export const exchanging = approved.given(elsewhere.exchangeStarted())
export const reshipping = approved.given(elsewhere.reshipStarted())
export const repairing = approved.given(elsewhere.repairStarted())
export const switching = exchanging.given(elsewhere.switchStarted())
export const inArbitration = inProgress.given(cases.platformCaseOpened())
export const arbitrated = inArbitration.given(cases.caseDecided())

export const everyStatus: ReadonlyArray<readonly [RequestStatus, typeof draft]> = [
  ['draft', draft],
  ['reserving', reserving],
  ['submitted', submitted],
  ['under_review', underReview],
  ['awaiting_evidence', awaitingEvidence],
  ['expired', expired],
  ['approved', approved],
  ['rejected', rejected],
  ['in_progress', inProgress],
  ['canceling', canceling],
  ['canceled', canceled],
  ['resolved', resolved],
  ['closed', closed],
  ['appealed', appealed],
  ['reopened', reopened],
  ['merged', merged],
  ['switching', switching],
  ['in_arbitration', inArbitration],
  ['arbitrated', arbitrated],
]

/** The no that a status gives to a command which does not belong to it. */
export const notNow = (status: RequestStatus) =>
  ({
    _tag:
      status === 'reserving' || status === 'switching' || status === 'canceling' ? 'AnswerPending' : 'RequestNotOpen',
    status,
    ...(status === 'merged' ? { mergedInto: 'r-0' } : {}),
  }) as const
