import { describe, expect, it } from 'vitest'
import { Compensation } from '../../../src/domain/compensation/index.js'
import { agent, customer, provider, supervisor } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import * as there from './situations.js'

const { except, issued, notNow, redeemed, revokeAlarmed, revokeUnknown, revoking } = there
const { issuedAnswer, issuerSays, usedAnswer } = given
const clawBack = { clawBack: true }
const twice = { attempt: 2 }

describe('A benefit in the customer’s hands', () => {
  it('is used, once', () => {
    issued.when(given.recordRedeemed()).then(happened.benefitRedeemed())
    issued.when(given.recordRedeemed({}, { actor: provider })).then(happened.benefitRedeemed())
    redeemed.when(given.recordRedeemed()).thenNothing()
  })
  it('or runs out, once', () => {
    issued.when(given.recordExpired()).then(happened.benefitExpired())
    issued.given(happened.benefitExpired()).when(given.recordExpired()).thenNothing()
  })
  it('is not said to be either by the customer', () => {
    issued.when(given.recordRedeemed({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' })
    issued.when(given.recordExpired({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' })
  })
  it.each(except('issued', 'redeemed', 'expired'))('is not there while it is %s', (status, s) => {
    s.when(given.recordRedeemed()).thenRejected(notNow(status))
    s.when(given.recordExpired()).thenRejected(notNow(status))
  })
})

describe('Taking back', () => {
  it('what is unused is asked of the issuer, under the same key', () =>
    issued.when(given.revokeCompensation()).then(happened.revocationSubmitted()))
  it('what was used is refused', () =>
    redeemed.when(given.revokeCompensation()).thenRejected({ _tag: 'BenefitAlreadyUsed' }))
  it('what was used makes the customer owe it, where that is wanted, once', () => {
    redeemed.when(given.revokeCompensation(clawBack)).then(happened.clawbackDue())
    redeemed.given(happened.clawbackDue()).when(given.revokeCompensation(clawBack)).thenNothing()
    redeemed.given(happened.costAllocated()).when(given.revokeCompensation(clawBack)).then(happened.clawbackDue())
  })
  it.each([
    ['what failed for sure', there.failed],
    ['what nobody answers for', there.alarmed],
  ])('gives up %s: the key is made void, so that no late call issues it', (_what, s) =>
    s.when(given.revokeCompensation()).then(happened.revocationSubmitted()),
  )
  it('may be asked for again, when nobody answered that either', () =>
    revokeAlarmed
      .when(given.revokeCompensation(clawBack))
      .then(happened.revocationSubmitted({ attempt: 3, ...clawBack })))
  it('is for staff', () =>
    issued.when(given.revokeCompensation({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' }))
  it('has an end', () =>
    there.approved
      .given(happened.benefitSubmitted({ attempt: 1_000 }), happened.compensationIssued())
      .when(given.revokeCompensation())
      .thenRejected({ _tag: 'BenefitTriedTooOften', limit: 1_000 }))
  it.each(except('issued', 'redeemed', 'failed', 'needs_attention'))('is impossible while it is %s', (status, s) =>
    s.when(given.revokeCompensation()).thenRejected(notNow(status)),
  )
})

describe('The issuer who is to take it back', () => {
  it('has done it: the budgets get it back', () =>
    revoking.when(issuerSays({ _tag: 'Revoked' }, 2)).then(happened.compensationRevoked()))
  it('says that it was used', () => {
    revoking.when(issuerSays(usedAnswer, 2)).then(happened.benefitRedeemed())
    issued
      .given(happened.revocationSubmitted(clawBack))
      .when(issuerSays(usedAnswer, 2))
      .then(happened.benefitRedeemed(), happened.clawbackDue())
  })
  it('cannot: the customer keeps it', () => {
    const no = { _tag: 'Declined', code: 'not_revocable' } as const
    revoking.when(issuerSays(no, 2)).then(happened.revocationFailed())
    revoking.when(issuerSays(no, 1)).thenNothing()
    revoking.when(issuerSays(no, 2)).thenState((s) => expect(s).toMatchObject({ status: 'issued' }))
  })
  it('cannot where nothing is known to be there: it failed, as before', () => {
    const givenUp = there.failed.given(happened.revocationSubmitted())
    const no = { _tag: 'Declined', code: 'not_revocable' } as const
    givenUp.when(issuerSays(no, 2)).thenState((s) => expect(s.status).toBe('failed'))
  })
  it('could not, and says more: it is there, it is gone, or the same again', () => {
    const stuck = there.failed.given(happened.revocationSubmitted(), happened.revocationFailed())
    stuck.when(issuerSays(issuedAnswer, 1)).then(happened.compensationIssued())
    stuck.when(issuerSays({ _tag: 'Revoked' }, 2)).then(happened.compensationRevoked())
    stuck.when(issuerSays({ _tag: 'Declined', code: 'no' }, 2)).thenNothing()
    stuck.when(given.retryBenefit()).then(happened.revocationSubmitted({ attempt: 3 }))
  })
  it('says that what had failed was used: it was there all the time', () => {
    const givenUp = there.failed.given(happened.revocationSubmitted())
    givenUp.when(issuerSays(usedAnswer, 2)).then(happened.compensationIssued(), happened.benefitRedeemed())
  })
  it('takes time', () => {
    revoking.when(issuerSays({ _tag: 'Processing' }, 2)).thenTypes('BenefitProcessing')
    revoking.when(issuerSays({ _tag: 'Processing' }, 1)).thenNothing()
  })
  it('says that it is still there, which is no news', () => revoking.when(issuerSays(issuedAnswer, 2)).thenNothing())
  it('is silent: asked, and told again', () => {
    revoking.when(given.reportBenefitSilent(twice)).then(happened.benefitUnknown(twice))
    revokeUnknown.when(given.benefitFinding(twice)).then(happened.revocationSubmitted({ attempt: 3 }))
  })
  it('was silent for days: a person tries again, or an answer comes', () => {
    revokeAlarmed.when(given.retryBenefit()).then(happened.revocationSubmitted({ attempt: 3 }))
    revokeAlarmed.when(issuerSays({ _tag: 'Revoked' }, 2)).then(happened.compensationRevoked())
  })
})

describe('Cash that was paid out', () => {
  const paidOut = there.compensation.given(
    happened.compensationProposed({ benefit: { form: 'cash' } }),
    ...[happened.allowanceHeld(), happened.compensationApproved(), happened.benefitSubmitted()],
    ...[happened.compensationIssued({ benefit: { form: 'cash' } }), happened.benefitRedeemed()],
  )
  const back = paidOut.given(happened.benefitReturned())
  const again = back.given(happened.benefitSubmitted({ attempt: 2 }))

  it('comes back: it is owed again, until a person pays it again or gives it up', () => {
    paidOut.when(given.recordReturned()).then(happened.benefitReturned())
    expect(back.state).toMatchObject({ status: 'failed', failure: 'account_closed', externalRef: undefined })
    back.when(given.retryBenefit()).thenTypes('BenefitSubmitted')
    back.when(given.revokeCompensation()).thenTypes('RevocationSubmitted')
    again.when(issuerSays(issuedAnswer, 2)).thenTypes('CompensationIssued', 'BenefitRedeemed')
  })
  it('comes back once under its reference, and may come back again', () => {
    back.when(given.recordReturned()).thenNothing()
    const paidAgain = again.after(issuerSays(issuedAnswer, 2))
    paidAgain.when(given.recordReturned()).thenNothing()
    paidAgain
      .when(given.recordReturned({ reference: 'return-2' }))
      .then(happened.benefitReturned({ attempt: 2, reference: 'return-2' }))
  })
  it('is paid again, not taken back once more, when it had been used before it could be taken back', () =>
    paidOut
      .given(happened.revocationSubmitted(), happened.benefitRedeemed(), happened.benefitReturned({ attempt: 2 }))
      .when(given.retryBenefit())
      .thenTypes('BenefitSubmitted'))
  it('is paid again on the word of somebody else', () => {
    const seen = paidOut.after(given.recordReturned({}, { actor: agent }))
    paidOut.when(given.recordReturned({}, { actor: agent })).then(happened.benefitReturned({ by: agent.id }))
    seen.when(given.retryBenefit({}, { actor: agent })).thenRejected({ _tag: 'FourEyes' })
    seen.when(given.retryBenefit({}, { actor: supervisor })).thenTypes('BenefitSubmitted')
    // Taken back by them, the order would be free for them to give it once more.
    seen.when(given.revokeCompensation({}, { actor: agent })).thenRejected({ _tag: 'FourEyes' })
    seen.when(given.revokeCompensation({}, { actor: supervisor })).thenTypes('RevocationSubmitted')
    // What another one sent and the issuer refused is theirs to try again.
    seen
      .after(given.retryBenefit({}, { actor: supervisor }), issuerSays({ _tag: 'Declined', code: 'closed' }, 2))
      .when(given.retryBenefit({}, { actor: agent }))
      .thenTypes('BenefitSubmitted')
  })
  it('and what was said of it before it came back is old', () => {
    back.when(issuerSays(issuedAnswer, 1)).thenNothing()
    again.when(issuerSays(usedAnswer, 1)).thenNothing()
  })
  it('and nobody owes anything for it, nor is owed to the shop what they paid', () => {
    const cost = [happened.costAllocated(), happened.recoveryClaimed(), happened.recovered()] as const
    const owing = [happened.clawbackDue(), happened.clawbackRecovered()] as const
    paidOut
      .given(...cost, ...owing)
      .when(given.recordReturned())
      .then(
        happened.benefitReturned(),
        happened.recoverySurplusFound(),
        happened.recoverySurplusFound({ party: 'customer', minor: 1_000, total: 1_000 }),
      )
    const none = { _tag: 'RecoveryTooHigh', asked: 2_000, open: 0 } as const
    const after = paidOut.given(...cost.slice(0, 2), happened.clawbackDue(), happened.benefitReturned())
    after.when(given.recordRecovered()).thenRejected(none)
    after.when(given.recordRecovered({ party: 'customer', minor: 2_000 })).thenRejected(none)
    // Paid again, it may be taken back again, too.
    after
      .given(happened.benefitSubmitted({ attempt: 2 }), happened.compensationIssued(), happened.benefitRedeemed())
      .when(given.revokeCompensation(clawBack))
      .then(happened.clawbackDue())
  })
  it('and its cost stays as it was divided until what was paid too much is given back', () => {
    const surplus = paidOut.given(
      ...[happened.costAllocated(), happened.recoveryClaimed({ minor: 2_000 }), happened.recovered()],
      ...[happened.benefitReturned(), happened.recoverySurplusFound()],
      ...[happened.benefitSubmitted({ attempt: 2 }), happened.compensationIssued(), happened.benefitRedeemed()],
    )
    const anew = given.assignCost({ shares: [{ party: 'insurer', basisPoints: 10_000 }] })
    surplus.when(anew).thenRejected({ _tag: 'RecoveryStarted' })
    surplus.given(happened.recoverySurplusRepaid()).when(anew).thenTypes('CostAllocated')
  })
  it('is not said to have come back by the customer', () =>
    paidOut.when(given.recordReturned({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' }))
  it('is all that comes back: what is not paid out in cash does not', () => {
    redeemed.when(given.recordReturned()).thenRejected(notNow('redeemed'))
    back.when(given.recordReturned({ reference: 'return-2' })).thenRejected(notNow('failed'))
    issued.when(given.recordReturned()).thenRejected(notNow('issued'))
  })
})

describe('A compensation', () => {
  it('is over when nothing was given and nothing will be, or when what was given is used, gone or taken back', () => {
    const over = there.everyStatus.filter(([, s]) => Compensation.isTerminal(s.state)).map(([status]) => status)
    expect(over).toEqual([
      ...['refused', 'rejected', 'declined', 'lapsed', 'revoked', 'redeemed', 'expired', 'canceled'],
    ])
  })
})
