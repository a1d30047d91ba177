import { describe, expect, it } from 'vitest'
import type { CompensationEvent } from '../../../src/domain/compensation/index.js'
import { nextCheckAt } from '../../../src/domain/compensation/issuing.js'
import { agent, at, customer, noon } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import * as there from './situations.js'

const { accepted, alarmed, approved, except, failed, issuing, notNow, processing, unknown, withConsent } = there
const { issuedAnswer, issuerSays, usedAnswer } = given
const tooOften = (action: 'benefitSubmitted' | 'revocationSubmitted') => happened[action]({ attempt: 1_000 })

describe('What is granted', () => {
  it('is issued under the one key of the compensation', () =>
    approved.when(given.submitBenefit()).then(happened.benefitSubmitted()))
  it('waits for the customer where the terms want that', () => {
    withConsent.when(given.submitBenefit()).thenNothing()
    accepted.when(given.submitBenefit()).then(happened.benefitSubmitted())
  })
  it.each(except('approved', 'accepted'))('is issued once, and not while it is %s', (_status, s) =>
    s.when(given.submitBenefit()).thenNothing(),
  )
})

describe('The issuer’s word', () => {
  it('that the customer has it ends the wait', () =>
    issuing.when(issuerSays(issuedAnswer)).then(happened.compensationIssued()))
  it('that it was used already is two facts', () =>
    issuing.when(issuerSays(usedAnswer)).then(happened.compensationIssued(), happened.benefitRedeemed()))
  it('that cash was paid is two facts, too: money that is paid out is used', () => {
    const cash = { benefit: { form: 'cash' } } as const
    there.compensation
      .given(happened.compensationProposed(cash), happened.allowanceHeld(), happened.benefitSubmitted(cash))
      .when(issuerSays(issuedAnswer))
      .then(happened.compensationIssued(cash), happened.benefitRedeemed())
  })
  it.each([{ minor: 2_999 }, { currency: 'EUR' }])('with another amount or currency is an alarm: %o', (other) => {
    const alarm = happened.benefitNeedsAttention({ why: 'amount_mismatch' })
    issuing.when(issuerSays({ ...issuedAnswer, ...other })).then(alarm)
    issuing
      .given(alarm)
      .when(issuerSays({ ...issuedAnswer, ...other }))
      .thenNothing()
  })
  it('that it was taken back is an alarm: nobody asked for that', () =>
    issuing.when(issuerSays({ _tag: 'Revoked' })).then(happened.benefitNeedsAttention({ why: 'unexpected_answer' })))
  it('that it takes time is asked about later, and said once', () => {
    issuing.when(issuerSays({ _tag: 'Processing' })).then(happened.benefitProcessing())
    processing.when(issuerSays({ _tag: 'Processing' })).thenNothing()
    processing.when(issuerSays(issuedAnswer)).then(happened.compensationIssued())
  })
  it('that it cannot be done is definite, and said once', () => {
    const no = { _tag: 'Declined', code: 'out_of_coupons' } as const
    issuing.when(issuerSays(no)).then(happened.compensationIssueFailed())
    failed.when(issuerSays(no)).thenNothing()
    failed.when(issuerSays({ _tag: 'Processing' })).thenNothing()
  })
  it('about an older attempt counts only where it is good news', () => {
    const again = unknown.given(happened.benefitSubmitted({ attempt: 2 }))
    again.when(issuerSays({ _tag: 'Declined', code: 'no' }, 1)).thenNothing()
    again.when(issuerSays({ _tag: 'Processing' }, 1)).thenNothing()
    again.when(issuerSays(issuedAnswer, 1)).then(happened.compensationIssued())
  })
  it('about an attempt that never was is not believed', () => {
    issuing.when(issuerSays(issuedAnswer, 2)).thenNothing()
    approved.when(issuerSays(issuedAnswer)).thenNothing()
  })
  it('after a no is believed all the same', () =>
    failed.when(issuerSays(issuedAnswer)).then(happened.compensationIssued()))
  it.each([there.issued, there.redeemed, there.canceled])('changes nothing that is settled', (s) =>
    s.when(issuerSays(issuedAnswer)).thenNothing(),
  )
})

describe('Silence', () => {
  it('is unknown, not failed', () => issuing.when(given.reportBenefitSilent()).then(happened.benefitUnknown()))
  it.each([
    ['an answer', failed],
    ['another attempt', unknown.given(happened.benefitSubmitted({ attempt: 2 }))],
    ['it was said', unknown],
    ['nothing was sent', approved],
  ])('means nothing after %s', (_what, s) => s.when(given.reportBenefitSilent()).thenNothing())

  it('of an issuer who never saw the key: it goes out again under the same one', () =>
    unknown.when(given.benefitFinding()).then(happened.benefitSubmitted({ attempt: 2 })))
  it('of an issuer who does not answer: it is asked again, later each time', () => {
    unknown.when(given.benefitFinding({ found: 'silent' })).then(happened.benefitCheckScheduled())
    expect([0, 1, 5, 6, 30].map((checks) => nextCheckAt(noon, checks).slice(11, 16))).toEqual([
      '12:01',
      '12:02',
      '12:32',
      '13:00',
      '13:00',
    ])
  })
  it('of an issuer who took it: it is asked again, never sent again', () =>
    processing.when(given.benefitFinding()).then(happened.benefitCheckScheduled()))
  it.each([
    ['another attempt', unknown, { attempt: 2 }],
    ['an older question', unknown.given(happened.benefitCheckScheduled()), {}],
    ['a call that is under way', issuing, {}],
    ['nothing that was sent', approved, {}],
  ])('that was found about %s means nothing', (_what, s, data) => s.when(given.benefitFinding(data)).thenNothing())
  it('of three days waits for a person', () => {
    const late = { at: at('2026-03-05T12:00:00.000Z') }
    unknown.when(given.benefitFinding({ found: 'silent' }, late)).then(happened.benefitNeedsAttention())
    unknown
      .given(happened.benefitSubmitted({ attempt: 2, submittedAt: late.at }), happened.benefitUnknown({ attempt: 2 }))
      .when(given.benefitFinding({ attempt: 2 }, late))
      .then(happened.benefitNeedsAttention({ attempt: 2 }))
  })
  // Bug: a call that a clock had dated a year ahead was asked about every hour for a year.
  it('of as many questions as three days have hours waits for a person, where the call is dated by a wrong clock', () => {
    const ahead = approved.given(
      happened.benefitSubmitted({ submittedAt: at('2027-03-02T12:00:00.000Z') }),
      happened.benefitUnknown(),
    )
    const asked = (times: number) => ahead.given(happened.benefitCheckScheduled({ check: times }))
    const next = (check: number) => given.benefitFinding({ check, found: 'silent' })
    asked(71).when(next(71)).thenTypes('BenefitCheckScheduled')
    asked(72).when(next(72)).then(happened.benefitNeedsAttention())
  })
  it('after a thousand attempts waits for a person', () =>
    approved
      .given(tooOften('benefitSubmitted'), happened.benefitUnknown({ attempt: 1_000 }))
      .when(given.benefitFinding({ attempt: 1_000 }))
      .then(happened.benefitNeedsAttention({ attempt: 1_000 })))
  it('while a person waits changes nothing, and an answer is heard', () => {
    alarmed.when(given.benefitFinding()).thenNothing()
    alarmed.when(issuerSays(issuedAnswer)).then(happened.compensationIssued())
  })
})

describe('Another try', () => {
  const second: CompensationEvent = happened.benefitSubmitted({ attempt: 2 })
  it.each([
    ['a definite no', failed],
    ['three days of silence', alarmed],
  ])('follows %s, under the same key', (_what, s) => s.when(given.retryBenefit()).then(second))
  it('begins three new days', () => {
    const later = at('2026-03-05T12:00:00.000Z')
    alarmed
      .after(given.retryBenefit({}, { at: later }))
      .given(happened.benefitUnknown({ attempt: 2 }))
      .when(given.benefitFinding({ attempt: 2, found: 'silent' }, { at: later }))
      .thenTypes('BenefitCheckScheduled')
  })
  it('is for staff', () =>
    failed.when(given.retryBenefit({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' }))
  it('has an end', () =>
    failed
      .given(tooOften('benefitSubmitted'), happened.compensationIssueFailed({ attempt: 1_000 }))
      .when(given.retryBenefit())
      .thenRejected({ _tag: 'BenefitTriedTooOften', limit: 1_000 }))
  it.each(except('failed', 'needs_attention'))('is not possible while it is %s', (status, s) =>
    s.when(given.retryBenefit({}, { actor: agent })).thenRejected(notNow(status)),
  )
})
