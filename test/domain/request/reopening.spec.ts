/** A refund whose money came back: its request is open again until the customer has it. Each time is a round. */
import { describe, expect, it } from 'vitest'
import { refundIdOf } from '../../../src/domain/values/ids.js'
import * as given from '../../../src/testing/builders/request.js'
import { recordRefundEnd, recordRefundReversed, refundOutcomeRecorded } from '../../../src/testing/builders/request.js'
import { refundReopened, requestResolved } from '../../../src/testing/builders/request.js'
import { closed, refundOnly, resolved } from './situations.js'

const kept = { refundId: given.keptRefundId }
const secondId = refundIdOf('r-1', 'RefundOnly', 2)
const back = (round = 1) => recordRefundReversed({ ...kept, round })
const ends = (data: Parameters<typeof recordRefundEnd>[0]) => recordRefundEnd({ ...kept, ...data })
const reopened = (round = 1) => refundReopened({ ...kept, round })
const succeeded = ends({})

describe('When money came back', () => {
  it.each([
    ['resolved', resolved],
    ['closed', closed],
  ])('a request that is %s is in progress again', (_, there) => {
    there.when(recordRefundReversed()).then(refundReopened())
    expect(there.after(recordRefundReversed()).state).toMatchObject({ status: 'in_progress' })
  })

  it('it is resolved again when it was paid again, and may be closed again', () => {
    const again = closed.after(recordRefundReversed())
    again.when(recordRefundEnd({ round: 2 })).then(refundOutcomeRecorded(), requestResolved())
    again
      .after(recordRefundEnd({ round: 2 }))
      .when(given.closeRequest())
      .then(given.requestClosed())
  })

  it('nobody resolves it by hand before its refund has ended', () =>
    resolved.after(recordRefundReversed()).when(given.resolveRequest()).thenRejected({ _tag: 'RefundInFlight' }))

  it('what was refunded counts anew', () =>
    resolved
      .after(recordRefundReversed())
      .when(recordRefundEnd({ end: 'abandoned', paid: 0, round: 2 }))
      .then(refundOutcomeRecorded({ end: 'abandoned', paid: 0 })))

  it('of a refund that nobody knows, nothing happens', () =>
    resolved.when(recordRefundReversed({ refundId: refundIdOf('r-9', 'i-1', 1) })).thenNothing())
})

describe('News of different rounds', () => {
  const once = refundOnly.after(succeeded, back())

  it('of an earlier round change nothing', () => {
    once.when(succeeded).thenNothing()
    once.when(back()).thenNothing()
    once
      .after(ends({ round: 2 }))
      .when(succeeded)
      .thenNothing()
  })

  it('of every round are heard once', () => {
    once.when(ends({ round: 2 })).then(refundOutcomeRecorded(kept), requestResolved())
    once
      .after(ends({ round: 2 }))
      .when(back(2))
      .then(reopened(2))
    once
      .after(ends({ round: 2 }))
      .when(ends({ round: 2, end: 'abandoned' }))
      .thenNothing()
  })

  it('a reversal may overtake the success before it', () => {
    const early = refundOnly.after(back())
    expect(early.state).toMatchObject({ status: 'in_progress' })
    early.when(succeeded).thenNothing()
    early.when(ends({ round: 2 })).then(refundOutcomeRecorded(kept), requestResolved())
  })

  // Bug: the second success was dropped, and the request waited for it for ever.
  it.each([
    ['nothing was heard yet', refundOnly],
    ['the first success was heard', refundOnly.after(succeeded)],
  ])('the second success may overtake the reversal before it: %s', (_, there) => {
    there.when(ends({ round: 2 })).then(reopened(), refundOutcomeRecorded(kept), requestResolved())
    there
      .after(ends({ round: 2 }))
      .when(back())
      .thenNothing()
    there
      .after(ends({ round: 2 }))
      .when(succeeded)
      .thenNothing()
  })

  it('all orders end the same', () => {
    const news = [succeeded, back(), ends({ round: 2, paid: 26_997 })]
    for (const [a, b, c] of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ] as const)
      expect(refundOnly.after(news[a]!, news[b]!, news[c]!).state).toEqual(refundOnly.after(...news).state)
  })
})

describe('A refund that was tried again under a new id', () => {
  const tried = refundOnly.after(ends({ end: 'abandoned', paid: 7_000 }), given.retryRefund(kept))
  const both = tried.after(recordRefundEnd({ refundId: secondId, paid: 19_997 }))

  it('owes its own part when that comes back', () => {
    expect(both.state).toMatchObject({ status: 'resolved' })
    both.when(back()).then(reopened())
    both
      .after(back())
      .when(ends({ end: 'abandoned', paid: 7_000, round: 2 }))
      .then(refundOutcomeRecorded({ ...kept, end: 'abandoned', paid: 7_000 }), requestResolved())
  })

  it('is not tried again while it is open', () =>
    tried.after(back()).when(given.retryRefund(kept)).thenRejected({ _tag: 'RefundNotRetryable' }))

  // Bug: the request was canceled while money of it was on its way, or waited for nobody.
  describe('and taken back while money of the first try comes back', () => {
    const canceling = tried.after(given.cancelRequest())
    const canceled = recordRefundEnd({ refundId: secondId, end: 'canceled', paid: 0 })

    it('is not canceled: that money goes out again', () =>
      canceling
        .after(back())
        .when(canceled)
        .then(
          refundOutcomeRecorded({ refundId: secondId, end: 'canceled', paid: 0 }),
          given.cancellationRefused({ why: 'refund_in_flight' }),
        ))

    it('is open again when it was canceled before', () => {
      expect(canceling.after(canceled).state).toMatchObject({ status: 'canceled' })
      expect(canceling.after(canceled, back()).state).toMatchObject({ status: 'in_progress' })
    })

    it('rests with a person, who tries the canceled part again or resolves by hand', () => {
      const rest = canceling.after(back(), canceled, ends({ end: 'abandoned', paid: 7_000, round: 2 }))
      rest.when(given.retryRefund({ refundId: secondId })).thenTypes('RefundDue')
      rest.when(given.resolveRequest()).then(requestResolved({ refunded: 7_000, reason: 'paid_by_bank' }))
    })
  })
})
