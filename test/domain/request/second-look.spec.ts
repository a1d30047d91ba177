/** Looking again at a case that had ended; and what a draft would bring. */
import { describe, expect, it } from 'vitest'
import { returnIdOf } from '../../../src/domain/values/ids.js'
import { agent, at, customer, supervisor } from '../../../src/testing/builders/build.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import * as stand from './situations.js'

const { appealEnd, appealRequest, reopenRequest } = looks
const rejected = stand.rejectedAgainstAppeal
const one = [{ lineId: 'shirt', quantity: 1 }]
const reserved = given.unitsReserved({ submission: 2 })
const appealed = rejected.after(appealRequest())
const reviewed = appealed.after(reserved, given.assessRequest())
/** Everything came back and was paid for; then a unit was rejected after all. */
const paidInPart = stand
  .submittedUnder(stand.again)
  .given(given.requestAssessed())
  .after(given.approveRequest({ lines: one }), given.startRemedies())
  .after(given.recordInspection({ lines: one }), given.recordReturnCompleted())
  .after(given.recordRefundEnd({ paid: 8_999 }))

describe('An appeal', () => {
  it('asks the order for the units anew, under the terms of the first time', () => {
    const { evenIfAlike: _, ...data } = given.submissionStarted({ submission: 2 }).data
    const terms = given.terms(stand.again)
    rejected
      .when(appealRequest())
      .then(looks.appealFiled(), { ...given.submissionStarted(), data: { ...data, terms, evenIfAlike: true } })
    appealed.when(appealRequest()).thenRejected(stand.notNow('reserving'))
  })

  it('is possible to the instant, and not after it', () => {
    rejected.when(appealRequest({}, { at: appealEnd })).thenTypes('AppealFiled', 'SubmissionStarted')
    rejected
      .when(appealRequest({}, { at: at('2026-04-01T12:00:00.001Z') }))
      .thenRejected({ _tag: 'AppealWindowClosed', closedAt: appealEnd })
  })

  it('is possible only where the policy offers it, and as often as it says', () => {
    stand.rejected.when(appealRequest()).thenRejected({ _tag: 'AppealNotOffered' })
    const twice = rejected.given(looks.appealFiled({ appeal: 2 }), given.submissionStarted({ submission: 3 }))
    const lost = stand
      .submittedUnder(stand.again)
      .given(looks.appealFiled({ appeal: 2 }), given.requestRejected({ appealableUntil: appealEnd }))
    lost.when(appealRequest()).thenRejected({ _tag: 'AppealLimit', limit: 2 })
    twice.when(appealRequest()).thenRejected(stand.notNow('reserving'))
  })

  it('never begins a thousand and first submission', () => {
    const often = stand
      .submittedUnder(stand.again, { submission: 1_000 })
      .given(given.requestAssessed(), given.requestRejected({ appealableUntil: appealEnd, reopenableUntil: appealEnd }))
    often.when(appealRequest()).thenRejected({ _tag: 'TriedTooOften', limit: 1_000 })
    often.when(reopenRequest()).thenRejected({ _tag: 'TriedTooOften', limit: 1_000 })
  })

  it('is about what was not granted, and no more', () => {
    expect(paidInPart.state).toMatchObject({ status: 'resolved' })
    paidInPart.when(appealRequest()).thenState((s) => expect(s).toMatchObject({ status: 'reserving' }))
    paidInPart
      .when(appealRequest({ lines: [{ lineId: 'shirt', quantity: 3 }] }))
      .thenRejected({ _tag: 'ExceedsRequested', lineId: 'shirt', requested: 2, approved: 3 })
    paidInPart
      .when(appealRequest({ lines: [...one, ...one] }))
      .thenRejected({ _tag: 'ExceedsRequested', lineId: 'shirt', requested: 0, approved: 1 })
    paidInPart
      .when(appealRequest({ lines: [{ lineId: 'hat', quantity: 1 }] }))
      .thenRejected({ _tag: 'ExceedsRequested', lineId: 'hat', requested: 0, approved: 1 })
    const none = stand.submittedUnder(stand.again).given(given.refundDue(), given.refundOutcomeRecorded())
    none
      .given(given.requestResolved({ appealableUntil: appealEnd, reopenableUntil: appealEnd }))
      .when(appealRequest())
      .thenRejected({ _tag: 'NothingLeftToReview' })
    none
      .given(given.requestResolved({ reopenableUntil: appealEnd }))
      .when(reopenRequest())
      .thenRejected({ _tag: 'NothingLeftToReview' })
  })

  it('counts money that an approver declined as not granted', () => {
    const declined = stand
      .submittedUnder(stand.again)
      .given(given.refundDue(), given.refundOutcomeRecorded({ end: 'declined', paid: 0 }))
      .given(given.requestResolved({ appealableUntil: appealEnd }))
    declined.when(appealRequest()).thenTypes('AppealFiled', 'SubmissionStarted')
  })

  it('leaves what was decided when the units are gone', () => {
    appealed
      .when(given.unitsRefused({ submission: 2 }))
      .thenState((s) => expect(s).toMatchObject({ status: 'rejected' }))
    paidInPart
      .after(given.closeRequest(), appealRequest(), given.unitsRefused({ submission: 2 }))
      .when(given.closeRequest())
      .thenNothing()
  })

  it('goes to a person, whatever the rules say, and to another one than before', () => {
    reviewed.when(given.approveRequest()).thenRejected({ _tag: 'SameReviewer' })
    reviewed.when(given.rejectRequest()).thenRejected({ _tag: 'SameReviewer' })
    reviewed.when(given.approveRequest({}, { actor: supervisor })).thenTypes('RequestApproved')
    const filed = rejected.after(appealRequest({ note: 'It hums.' }, { actor: supervisor }), reserved)
    filed
      .after(given.assessRequest())
      .when(given.approveRequest({}, { actor: supervisor }))
      .thenRejected({ _tag: 'SameReviewer' })
  })

  it('that is taken back, or whose evidence does not come, leaves what was decided', () => {
    reviewed.when(given.cancelRequest()).then(looks.appealWithdrawn())
    const asked = reviewed.after(evidence.askForEvidence({}, { actor: supervisor }))
    asked
      .when(evidence.expireEvidence({}, { at: evidence.evidenceDue }))
      .then(looks.appealWithdrawn({ reason: 'evidence_missing' }))
    expect(asked.after(given.cancelRequest()).state).toMatchObject({ status: 'rejected', evidenceDueAt: undefined })
  })

  it('that is granted starts a second run with a return of its own; late news of the first is not heard', () => {
    const second = paidInPart
      .after(appealRequest())
      .after(given.unitsReserved({ submission: 2, lines: [{ lineId: 'shirt', quantity: 2, value: 17_998 }] }))
      .after(given.assessRequest(), given.approveRequest({}, { actor: supervisor }), given.startRemedies())
    expect(second.state).toMatchObject({ status: 'in_progress', run: 2, returnId: returnIdOf('r-1', 2) })
    second.when(given.recordInspection({ inspectionId: 'i-9' })).thenNothing()
    // Bug: a return numbers its inspections for itself, and the second one was taken for the first.
    const two = [{ lineId: 'shirt', quantity: 2 }]
    const heard = second.after(given.recordInspection({ returnId: returnIdOf('r-1', 2), lines: two }))
    expect(heard.state.status === 'none' ? 0 : heard.state.refunds.size).toBe(2)
  })

  // Bug: a refund that came back while an appeal was looked at was owed by a case that nobody could go on with.
  describe('while money of the first run has come back', () => {
    const back = paidInPart.after(
      appealRequest(),
      given.unitsReserved({ submission: 2, lines: [{ lineId: 'shirt', quantity: 2, value: 17_998 }] }),
      given.assessRequest(),
      given.recordRefundReversed(),
    )
    it('is in progress until that is settled, however it ends', () => {
      for (const end of [given.cancelRequest(), given.rejectRequest({}, { actor: supervisor })]) {
        const ended = back.after(end)
        expect(ended.state).toMatchObject({ status: 'in_progress' })
        ended.when(given.cancelRequest()).thenRejected(stand.notNow('in_progress'))
        ended
          .when(given.recordRefundEnd({ paid: 8_999, round: 2 }))
          .thenTypes('RefundOutcomeRecorded', 'RequestResolved')
        const given2 = ended.after(given.recordRefundEnd({ end: 'abandoned', paid: 0, round: 2 }))
        given2.when(given.retryRefund()).thenTypes('RefundDue')
        given2.after(given.resolveRequest()).when(given.retryRefund()).thenRejected(stand.notNow('resolved'))
      }
    })
  })
})

describe('Opening a case again', () => {
  it('is for staff, in its window, and gives a reason', () => {
    rejected.when(reopenRequest()).thenTypes('RequestReopened', 'SubmissionStarted')
    rejected.when(reopenRequest({}, { actor: customer })).thenRejected({ _tag: 'RequestForStaffOnly' })
    rejected
      .when(reopenRequest({}, { at: at('2026-04-01T12:00:00.001Z') }))
      .thenRejected({ _tag: 'ReopenWindowClosed', closedAt: appealEnd })
    stand.rejected.when(reopenRequest()).thenRejected({ _tag: 'ReopenNotOffered' })
    stand.draft.when(reopenRequest()).thenRejected(stand.notNow('draft'))
  })

  it('may be decided by whoever decided before', () =>
    rejected
      .after(reopenRequest(), reserved, given.assessRequest())
      .when(given.approveRequest({}, { actor: agent }))
      .thenTypes('RequestApproved'))
})

describe('A price before submitting', () => {
  const quoted = stand.draft.after(looks.quoteRequest())

  it('is shown for a day, and holds while the draft does', () => {
    stand.draft.when(looks.quoteRequest()).then(looks.requestQuoted())
    quoted.when(looks.quoteRequest()).thenNothing()
    quoted.when(given.submitRequest({ quote: 1 })).thenTypes('SubmissionStarted')
    quoted
      .when(given.submitRequest({ quote: 1 }, { at: at('2026-03-03T12:00:00.001Z') }))
      .thenRejected({ _tag: 'QuoteExpired', quote: 1 })
    quoted.when(given.submitRequest({ quote: 2 })).thenRejected({ _tag: 'QuoteExpired', quote: 2 })
    stand.draft.when(given.submitRequest({ quote: 1 })).thenRejected({ _tag: 'QuoteExpired', quote: 1 })
  })

  it('is for a draft, as it stands, and not a thousand and one times', () => {
    stand.submitted.when(looks.quoteRequest()).thenRejected(stand.notNow('submitted'))
    stand.draft.when(looks.quoteRequest({}, { for: { remedy: 'reship' } })).thenRejected({ _tag: 'DraftChanged' })
    stand.draft
      .given(looks.requestQuoted({ quote: 1_000, validUntil: at('2026-03-01T12:00:00.000Z') }))
      .when(looks.quoteRequest())
      .thenRejected({ _tag: 'TriedTooOften', limit: 1_000 })
  })
})
