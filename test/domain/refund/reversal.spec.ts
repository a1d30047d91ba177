/** Money that was paid and came back, perhaps after weeks: the customer has nothing, and is owed it again. */
import { describe, expect, it } from 'vitest'
import { openOf } from '../../../src/domain/refund/owed.js'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import type { Actor } from '../../../src/domain/values/actor.js'
import { finance, secondFinance, system } from '../../../src/testing/builders/build.js'
import * as owed from '../../../src/testing/builders/owed.js'
import * as given from '../../../src/testing/builders/refund.js'
import { legPaid, legReversed, refundLegReversed, retryLeg } from '../../../src/testing/builders/refund.js'
import { abandoned, cardOnly, executing, onGift, partly, succeeded, unknown } from './situations.js'

const back = legReversed(20_000)
const giftBack = legReversed(6_997, 'gift')
const onCard = { legId: 'card', tenderId: 'card', minor: 20_000 }
const leg = (of: typeof onCard, epoch: number) => ({ ...of, epoch })
const abandon = given.abandonRefund()

describe('A refund that succeeded', () => {
  const reopened = succeeded.after(back)

  it('is open again when a payment comes back', () => {
    succeeded.when(back).then(refundLegReversed())
    expect(reopened.state).toMatchObject({
      status: 'partially_succeeded',
      round: 2,
      legs: [{ status: 'failed', failure: 'account_closed', reversed: [1] }, { status: 'succeeded' }],
    })
  })

  it('has failed when all of it comes back', () =>
    expect(reopened.after(giftBack).state).toMatchObject({ status: 'failed', round: 3 }))

  it('hears it once', () => {
    reopened.when(back).thenNothing()
    reopened.when(legPaid(20_000)).thenNothing()
    reopened.when(given.legDeclined()).thenNothing()
  })

  it('pays again only under a new key, and only when a person says so', () => {
    reopened.when(given.submitLeg()).thenNothing()
    reopened.when(retryLeg()).thenTypes('RefundLegSubmitted')
    expect(reopened.after(retryLeg()).state).toMatchObject({ status: 'executing', legs: [{ epoch: 2 }, {}] })
  })

  it('succeeds again, in its second round', () =>
    reopened
      .after(retryLeg())
      .when(legPaid(20_000, 'card', 2))
      .then(
        given.refundLegSucceeded({ epoch: 2 }),
        given.refundSucceeded({ legs: [leg(onCard, 2), leg(onGift, 1)], round: 2 }),
      ))

  it('may come back again', () => {
    const twice = reopened.after(retryLeg(), legPaid(20_000, 'card', 2))
    twice.when(legReversed(20_000, 'card', 2)).then(refundLegReversed({ epoch: 2, round: 2 }))
    // What is said about the first payment now is old.
    twice.when(back).thenNothing()
  })

  it('may be given up now, and names what stays paid', () =>
    reopened.when(abandon).then(given.refundAbandoned({ round: 2 })))

  it('may be paid by hand instead, which cannot come back here', () => {
    const manual = reopened.after(given.proposeLegStep({ step: given.payManually }), given.confirmLegStep())
    expect(manual.state).toMatchObject({ status: 'succeeded', legs: [{ epoch: 2 }, {}] })
    manual.when(back).thenNothing()
    manual.when(legReversed(20_000, 'card', 3)).thenRejected({
      _tag: 'LegNotInFlight',
      legId: 'card',
      status: 'succeeded',
    })
  })
})

describe('A payment that comes back after the customer paid a part of it back', () => {
  const paidBack = succeeded.after(owed.withdrawBasis(), owed.recordReceivablePaid())
  const stuck = paidBack.after(legReversed(20_000))

  it('is not given up when the customer has paid some of it back meanwhile', () =>
    stuck.when(given.abandonRefund()).thenRejected({ _tag: 'PaidBackMeanwhile', tenderId: 'card' }))
  it('is not given up by itself either, when the last goods lose their basis: the customer would get nothing for what they paid', () => {
    const one = { lines: [{ lineId: 'shirt', quantity: 1 }] }
    const [receivable] = [...(succeeded.after(owed.withdrawBasis(one)).state as ProposedRefund).receivables.values()]
    const minor = openOf(receivable!)
    succeeded
      .after(
        owed.withdrawBasis(one),
        owed.recordReceivablePaid({ minor }),
        legReversed(20_000),
        legReversed(6_997, 'gift'),
      )
      .when(owed.withdrawBasis({ ...one, withdrawalId: 'w-2' }))
      .thenTypes('RefundBasisWithdrawn', 'ReceivableDue')
  })
  it('nor where it was paid back because a bank had paid as well', () =>
    succeeded
      .after(owed.recordOverpayment(), owed.recordReceivablePaid({ receivableId: owed.overpaidId, minor: 20_000 }))
      .after(legReversed(20_000))
      .when(given.abandonRefund())
      .thenRejected({ _tag: 'PaidBackMeanwhile', tenderId: 'card' }))
  it('goes out again, and may be given up where nothing of it was paid back', () => {
    stuck.when(retryLeg()).thenTypes('RefundLegSubmitted')
    succeeded.after(legReversed(20_000)).when(given.abandonRefund()).thenTypes('RefundAbandoned')
  })
})

describe('A payment of which one person says that it came back', () => {
  const seen = succeeded.after({ ...back, actor: finance })

  it('names them; a provider, or a job of the host, needs no second pair of eyes', () => {
    succeeded.when({ ...back, actor: finance }).then(refundLegReversed({ by: finance.id }))
    succeeded.when({ ...back, actor: system }).then(refundLegReversed())
    succeeded
      .after({ ...back, actor: system })
      .when(retryLeg({}, { actor: finance }))
      .thenTypes('RefundLegSubmitted')
  })

  it('goes out again on the word of somebody else', () => {
    seen.when(retryLeg({}, { actor: finance })).thenRejected({ _tag: 'FourEyes' })
    seen.when(retryLeg({}, { actor: secondFinance })).thenTypes('RefundLegSubmitted')
    // Nor is it given up by them, so that it may be asked for anew.
    seen.when(given.abandonRefund({}, { actor: finance })).thenRejected({ _tag: 'FourEyes' })
    seen.when(given.abandonRefund({}, { actor: secondFinance })).thenTypes('RefundAbandoned')
  })

  it('is paid another way on the word of two others, or of them and somebody else', () => {
    const proposed = (actor: Actor) => seen.after(given.proposeLegStep({ step: given.payManually }, { actor }))
    const confirm = (actor: Actor) => given.confirmLegStep({}, { actor })
    proposed(secondFinance).when(confirm(finance)).thenRejected({ _tag: 'FourEyes' })
    proposed(finance).when(confirm(secondFinance)).thenTypes('RefundLegPaidManually', 'RefundSucceeded')
  })

  it('is theirs to retry again after the provider said no to what another one sent', () =>
    seen
      .after(retryLeg({}, { actor: secondFinance }), given.legDeclined('card', 2))
      .when(retryLeg({}, { actor: finance }))
      .thenTypes('RefundLegSubmitted'))
})

describe('A payment that comes back before anybody heard that it was made', () => {
  it.each([
    ['submitted', cardOnly],
    ['processing', cardOnly.given(given.refundLegProcessing())],
    ['unknown', cardOnly.given(given.refundLegUnknown())],
  ])('has been made all the same: %s', (_, there) => {
    there.when(back).then(refundLegReversed())
    expect(there.after(back).state).toMatchObject({ status: 'partially_succeeded', round: 2 })
  })

  it('and is heard of afterwards, without effect', () => executing.after(back).when(legPaid(20_000)).thenNothing())

  it('does not end a refund whose other leg is still out', () =>
    expect(unknown.after(back).state).toMatchObject({ status: 'executing' }))
})

describe('A refund that was given up', () => {
  const owed = abandoned.after(giftBack)

  it('owes what it had paid when that comes back, and nothing else', () => {
    abandoned.when(giftBack).then(refundLegReversed({ ...onGift }))
    expect(owed.state).toMatchObject({ status: 'failed', legs: [{ status: 'abandoned' }, { status: 'failed' }] })
    owed.when(retryLeg()).thenRejected({ _tag: 'LegNotFailed', legId: 'card', status: 'abandoned' })
    owed.when(retryLeg({ legId: 'gift' })).thenTypes('RefundLegSubmitted')
  })

  it('cannot be given up twice: its money was released, what came back is owed', () =>
    owed.when(abandon).thenRejected({ _tag: 'RefundNotOpen', status: 'failed' }))

  it('stands as given up when it is paid again', () =>
    owed
      .after(retryLeg({ legId: 'gift' }))
      .when(legPaid(6_997, 'gift', 2))
      .then(
        given.refundLegSucceeded({ ...onGift, epoch: 2 }),
        given.refundAbandoned({ legs: [leg(onGift, 2)], round: 2 }),
      ))

  it('stands as given up when it is paid by hand', () =>
    owed
      .after(given.proposeLegStep({ legId: 'gift', step: given.payManually }))
      .when(given.confirmLegStep({ legId: 'gift' }))
      .thenTypes('RefundLegPaidManually', 'RefundAbandoned'))

  it('has nothing to come back of what it never paid', () => abandoned.when(back).thenNothing())
})

describe('While another leg has failed', () => {
  it('a payment that comes back leaves nothing paid', () =>
    expect(partly.after(giftBack).state).toMatchObject({ status: 'failed', round: 2 }))
})
