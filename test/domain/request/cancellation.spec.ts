import { describe, expect, it } from 'vitest'
import { customer } from '../../../src/testing/builders/build.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as given from '../../../src/testing/builders/request.js'
import {
  cancelRequest,
  cancellationStarted,
  recordCancellationRefused,
  recordInspection,
} from '../../../src/testing/builders/request.js'
import { recordRefundEnd, recordReturnCanceled, recordReturnCompleted } from '../../../src/testing/builders/request.js'
import * as stand from './situations.js'
import { canceling, cancelingRefund, everyStatus, inProgress, notNow, refundOnly } from './situations.js'

const kept = given.keptRefundId
const askRefund = cancellationStarted({ refundIds: [kept] })
const refundInFlight = recordCancellationRefused({ why: 'refund_in_flight' })

describe('Canceling a request', () => {
  it('is done at once where nothing was submitted', () => {
    const { submission: _, ...data } = given.requestCanceled().data
    stand.draft.when(cancelRequest()).then({ ...given.requestCanceled(), data })
  })

  it.each([
    ['submitted', stand.submitted],
    ['under_review', stand.underReview],
    ['approved', stand.approved],
  ])('is done at once before anything was started: %s', (_, there) =>
    there.when(cancelRequest()).then(given.requestCanceled()),
  )

  it('asks the return first when the goods may be on their way', () =>
    inProgress.when(cancelRequest()).then(cancellationStarted({ returnId: given.returnId })))

  it('asks the refund first when money may be on its way', () => refundOnly.when(cancelRequest()).then(askRefund))

  // Bug: more than a hundred open refunds in this list could be written, and never read again.
  it('asks the return alone where there is one: each answer is awaited from one side', () =>
    inProgress
      .after(recordInspection())
      .when(cancelRequest())
      .then(cancellationStarted({ returnId: given.returnId })))

  it('is too late when the goods are dealt with', () =>
    inProgress
      .after(recordInspection(), recordReturnCompleted())
      .when(cancelRequest())
      .thenRejected(notNow('in_progress')))

  it('is too late when no refund can be stopped any more', () =>
    refundOnly
      .after(recordRefundEnd({ refundId: kept, end: 'refused', paid: 0 }))
      .when(cancelRequest())
      .thenRejected(notNow('in_progress')))

  it('again is nothing', () => stand.canceled.when(cancelRequest()).thenNothing())

  it.each(everyStatus.filter(([s]) => ['reserving', 'canceling', 'rejected', 'resolved', 'closed'].includes(s)))(
    'is not possible while it is %s',
    (status, there) => there.when(cancelRequest()).thenRejected(notNow(status)),
  )

  it('is not for other customers', () =>
    stand.draft.when(cancelRequest({}, { actor: { ...customer, id: 'c-2' } })).thenRejected({ _tag: 'NotOwner' }))
})

describe('A request that waits to be canceled', () => {
  it('is canceled when the return is, with the reason that was given', () => {
    canceling.when(recordReturnCanceled()).then(given.requestCanceled())
    inProgress
      .after(cancelRequest({ reason: 'found_it' }), recordReturnCanceled())
      .when(cancelRequest())
      .thenState((s) => expect(s).toMatchObject({ status: 'canceled', cancelReason: 'found_it' }))
  })

  it('calls off with it what was to go out, and the repair', () => {
    const wish = cancellationStarted({ returnId: given.returnId })
    const { replacementId, repairId } = out
    stand.exchanging.given(wish).when(recordReturnCanceled()).then(given.requestCanceled({ replacementId }))
    stand.repairing.given(wish).when(recordReturnCanceled()).then(given.requestCanceled({ repairId }))
  })

  it('is canceled when the refund is', () =>
    cancelingRefund
      .when(recordRefundEnd({ refundId: kept, end: 'canceled', paid: 0 }))
      .then(given.refundOutcomeRecorded({ refundId: kept, end: 'canceled', paid: 0 }), given.requestCanceled()))

  it('goes on when the goods are on their way, and remembers why', () => {
    canceling.when(recordCancellationRefused()).then(given.cancellationRefused())
    canceling
      .when(recordCancellationRefused())
      .thenState((s) => expect(s).toMatchObject({ status: 'in_progress', notCanceled: 'goods_in_transit' }))
  })

  it('goes on when the refund is on its way', () =>
    cancelingRefund.when(refundInFlight).then(given.cancellationRefused({ why: 'refund_in_flight' })))

  it('may be canceled again after a no, which is then forgotten', () =>
    canceling
      .after(recordCancellationRefused())
      .when(cancelRequest())
      .thenState((s) => expect(s).toMatchObject({ status: 'canceling', notCanceled: undefined })))

  it('is not resolved before the answer came, whatever it hears', () =>
    cancelingRefund.when(recordRefundEnd({ refundId: kept })).then(given.refundOutcomeRecorded({ refundId: kept })))

  it('is resolved by the no when everything else has ended meanwhile', () => {
    cancelingRefund
      .after(recordRefundEnd({ refundId: kept }))
      .when(refundInFlight)
      .then(given.cancellationRefused({ why: 'refund_in_flight' }), given.requestResolved())
    canceling
      .after(recordReturnCompleted({ inspections: [] }))
      .when(recordCancellationRefused())
      .thenTypes('CancellationRefused', 'RequestResolved')
  })

  it.each(everyStatus.filter(([status]) => status !== 'canceling'))(
    'hears one answer: nothing while %s',
    (_, there) => {
      there.when(recordReturnCanceled()).thenNothing()
      there.when(recordCancellationRefused()).thenNothing()
    },
  )
})

describe('A refund that is canceled without a request that waits for it', () => {
  it('is recorded and decides nothing', () =>
    refundOnly
      .when(recordRefundEnd({ refundId: kept, end: 'canceled', paid: 0 }))
      .then(given.refundOutcomeRecorded({ refundId: kept, end: 'canceled', paid: 0 })))
})
