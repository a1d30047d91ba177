import { describe, it } from 'vitest'
import { agent, at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import { approved, except, notNow, offered, withConsent } from './situations.js'

const last = { at: at('2026-03-09T11:59:59.999Z') }
const end = { at: given.expiresAt }

describe('An offer', () => {
  it('is made where the terms want the customer asked', () => {
    withConsent.when(given.offerCompensation()).then(happened.compensationOffered())
    approved.when(given.offerCompensation()).thenRejected(notNow('approved'))
  })
  it('has an end in the future', () =>
    withConsent
      .when(given.offerCompensation({}, end))
      .thenRejected({ _tag: 'OfferAlreadyOver', expiresAt: given.expiresAt }))
  it('may be prolonged', () => {
    const later = { expiresAt: at('2026-04-01T00:00:00.000Z') }
    offered.when(given.offerCompensation(later)).then(happened.compensationOffered(later))
    offered.when(given.offerCompensation()).thenNothing()
  })
  it('is made by staff', () =>
    withConsent
      .when(given.offerCompensation({}, { actor: customer }))
      .thenRejected({ _tag: 'CompensationForStaffOnly' }))
  it.each(except('offered', 'approved'))('is not made while it is %s', (status, there) =>
    there.when(given.offerCompensation()).thenRejected(notNow(status)),
  )
})

describe('The answer to an offer', () => {
  it('is the customer’s', () => {
    offered.when(given.acceptCompensation()).then(happened.compensationAccepted())
    offered.when(given.declineCompensation()).then(happened.compensationDeclined())
  })
  it('is not another customer’s', () => {
    const stranger = { actor: { ...customer, id: 'c-9' } }
    offered.when(given.acceptCompensation({}, stranger)).thenRejected({ _tag: 'NotYourCompensation' })
    offered.when(given.declineCompensation({}, stranger)).thenRejected({ _tag: 'NotYourCompensation' })
  })
  it('is given by staff only with a proof of consent', () => {
    const consent = { consent: 'call-17' }
    offered.when(given.acceptCompensation({}, { actor: agent })).thenRejected({ _tag: 'ConsentRequired' })
    offered.when(given.declineCompensation({}, { actor: agent })).thenRejected({ _tag: 'ConsentRequired' })
    offered.when(given.acceptCompensation(consent, { actor: agent })).then(happened.compensationAccepted(consent))
    offered.when(given.declineCompensation(consent, { actor: agent })).then(happened.compensationDeclined(consent))
  })
  it('is in time up to the last millisecond', () => {
    offered.when(given.acceptCompensation({}, last)).then(happened.compensationAccepted())
    offered
      .when(given.acceptCompensation({}, end))
      .thenRejected({ _tag: 'OfferAlreadyOver', expiresAt: given.expiresAt })
  })
  it.each(except('offered'))('is not expected while it is %s', (status, there) => {
    there.when(given.acceptCompensation()).thenRejected(notNow(status))
    there.when(given.declineCompensation()).thenRejected(notNow(status))
  })
})

describe('An offer that nobody answered', () => {
  it('lapses at its end, not before', () => {
    offered.when(given.lapseOffer({}, last)).thenNothing()
    offered.when(given.lapseOffer({}, end)).then(happened.compensationLapsed())
  })
  it.each(except('offered'))('and nothing else lapses: %s', (_status, there) =>
    there.when(given.lapseOffer({}, end)).thenNothing(),
  )
})
