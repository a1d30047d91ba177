import { describe, expect, it } from 'vitest'
import { clear } from '../../../src/domain/kernel/personal.js'
import { agent, at, customer, supervisor, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/request.js'
import {
  answerSurvey,
  askForEvidence,
  evidenceDue,
  evidenceRequested,
  evidenceSupplied,
  expireEvidence,
  photo,
  supplyEvidence,
  requestExpired,
  surveyAnswered,
} from '../../../src/testing/builders/evidence.js'
import { awaitingEvidence, closed, everyStatus, notNow, rejected, resolved, underReview } from './situations.js'

const others = (...known: ReadonlyArray<string>) => everyStatus.filter(([status]) => !known.includes(status))
const items = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ ...photo, evidenceId: `photo-${from + n}` }))

describe('Asking for evidence', () => {
  it('names what is missing and until when, and the request waits', () =>
    underReview.when(askForEvidence()).then(evidenceRequested()))

  it('may explain it to the customer; the words are personal', () =>
    underReview
      .when(askForEvidence({ note: 'A photo of the sleeve' }))
      .then(evidenceRequested({ note: clear(customer.id, { note: 'A photo of the sleeve' }) })))

  it('is for those who may decide', () =>
    underReview.when(askForEvidence({}, { actor: warehouse })).thenRejected({ _tag: 'NotAReviewer' }))

  it.each([
    ['an hour', '2026-03-02T13:00:00.000Z', true],
    ['a moment less than an hour', '2026-03-02T12:59:59.999Z', false],
    ['60 days', '2026-05-01T12:00:00.000Z', true],
    ['a moment more than 60 days', '2026-05-01T12:00:00.001Z', false],
  ])('gives the customer %s: %s', (_, due, isPossible) => {
    const dueAt = at(due)
    const asking = underReview.when(askForEvidence({ dueAt }))
    return isPossible
      ? asking.then(evidenceRequested({ dueAt }))
      : asking.thenRejected({
          _tag: 'DueOutOfRange',
          dueAt,
          earliest: '2026-03-02T13:00:00.000Z',
          latest: '2026-05-01T12:00:00.000Z',
        })
  })

  it.each(others('under_review'))('belongs to the review, not to %s', (status, request) =>
    request.when(askForEvidence()).thenRejected(notNow(status)),
  )
})

describe('Supplying evidence', () => {
  it('brings the request back to whoever reviews it', () => {
    awaitingEvidence.when(supplyEvidence()).then(evidenceSupplied())
    awaitingEvidence
      .when(supplyEvidence())
      .thenState((s) => expect(s).toMatchObject({ status: 'under_review', evidenceDueAt: undefined }))
  })

  it('needs nobody to ask for it', () => underReview.when(supplyEvidence()).then(evidenceSupplied()))

  it('may be done by staff for the customer, who is named', () =>
    awaitingEvidence
      .when(supplyEvidence({}, { actor: agent }))
      .then(evidenceSupplied({ suppliedBy: { kind: 'agent', id: 'a-1' } })))

  it('is possible to the last instant', () =>
    awaitingEvidence.when(supplyEvidence({}, { at: evidenceDue })).then(evidenceSupplied()))

  it('is too late a moment after it, whether or not the timer has fired', () =>
    awaitingEvidence
      .when(supplyEvidence({}, { at: at('2026-03-05T12:00:00.001Z') }))
      .thenRejected({ _tag: 'EvidenceTooLate', dueAt: evidenceDue }))

  it('has no date after what was asked for has come', () =>
    awaitingEvidence
      .given(evidenceSupplied())
      .when(supplyEvidence({ items: items(1, 7) }, { at: at('2026-12-01T00:00:00.000Z') }))
      .then(evidenceSupplied({ items: items(1, 7) })))

  it('takes each piece once', () => {
    const twice = [photo, photo, ...items(1, 7)]
    awaitingEvidence.when(supplyEvidence({ items: twice })).then(evidenceSupplied({ items: [photo, ...items(1, 7)] }))
    return awaitingEvidence.given(evidenceSupplied()).when(supplyEvidence()).thenNothing()
  })

  it('has a limit of 200 pieces', () => {
    const many = underReview.given(...[0, 50, 100, 150].map((from) => evidenceSupplied({ items: items(50, from) })))
    return many.when(supplyEvidence({ items: items(1, 200) })).thenRejected({ _tag: 'TooMuchEvidence', limit: 200 })
  })

  it.each(others('under_review', 'awaiting_evidence'))('is not possible while it is %s', (status, request) =>
    request.when(supplyEvidence()).thenRejected(notNow(status)),
  )
})

describe('Evidence that does not come', () => {
  it('ends the request when the instant has come, and not before', () => {
    awaitingEvidence.when(expireEvidence({}, { at: at('2026-03-05T11:59:59.999Z') })).thenNothing()
    return awaitingEvidence.when(expireEvidence({}, { at: evidenceDue })).then(requestExpired())
  })

  it.each(others('awaiting_evidence'))(
    'says nothing of a request that is %s: a late timer does no harm',
    (_, request) => request.when(expireEvidence({}, { at: at('2026-12-01T00:00:00.000Z') })).thenNothing(),
  )

  it('does not keep the customer from taking the request back', () =>
    awaitingEvidence.when(given.cancelRequest()).then(given.requestCanceled()))

  it('has to come before a decision', () =>
    awaitingEvidence.when(given.approveRequest({}, { actor: supervisor })).thenRejected(notNow('awaiting_evidence')))
})

describe('The survey', () => {
  it.each([
    ['resolved', resolved],
    ['rejected', rejected],
    ['closed', closed],
  ])('is answered when it is over: %s', (_, request) => request.when(answerSurvey()).then(surveyAnswered()))

  it('takes words with the score; they are personal', () =>
    resolved
      .when(answerSurvey({ score: 1, note: 'Too slow' }))
      .then(surveyAnswered({ score: 1, note: clear(customer.id, { note: 'Too slow' }) })))

  it('is answered once', () =>
    closed
      .given(surveyAnswered())
      .when(answerSurvey({ score: 1 }))
      .thenRejected({ _tag: 'SurveyTwice' }))

  it('is answered by the customer alone', () =>
    resolved.when(answerSurvey({}, { actor: agent })).thenRejected({ _tag: 'CustomerOnly' }))

  it.each(others('resolved', 'rejected', 'closed'))('is not asked while it is %s', (status, request) =>
    request.when(answerSurvey()).thenRejected(notNow(status)),
  )
})
