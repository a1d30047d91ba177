import { describe, expect, it } from 'vitest'
import { MAX_REFUND_ATTEMPTS, Request } from '../../../src/domain/request/index.js'
import { refundIdOf } from '../../../src/domain/values/ids.js'
import { agent, customer, supervisor } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/request.js'
import {
  recordInspection,
  recordRefundEnd,
  recordReturnCompleted,
  resolveRequest,
  retryRefund,
} from '../../../src/testing/builders/request.js'
import { everyStatus, inProgress, keptRefund, notNow, refundOnly, request } from './situations.js'

const elsewhere = everyStatus.filter(([status]) => status !== 'in_progress')
const ended = (end: 'refused' | 'abandoned' | 'succeeded' | 'declined', refundId = given.inspectionRefundId) =>
  recordRefundEnd({ refundId, end, paid: 0 })
/** Two parcels: of two shirts, and of the third. */
const firstTwo = recordInspection({ lines: [{ lineId: 'shirt', quantity: 2 }] })
const third = recordInspection({ inspectionId: 'i-2', lines: [{ lineId: 'shirt', quantity: 1 }] })
const secondTry = refundIdOf('r-1', 'i-1', 2)

describe('A refund that was refused or given up', () => {
  const inspected = inProgress.after(recordInspection())

  it.each(['refused', 'abandoned'] as const)('is tried again under the id of the next attempt: %s', (end) =>
    inspected
      .after(ended(end))
      .when(retryRefund())
      .then(given.refundDue({ refundId: secondTry, attempt: 2 })),
  )

  it('makes whoever tries again one of those who may not approve it', () =>
    inspected
      .after(ended('refused'))
      .when(retryRefund({}, { actor: supervisor }))
      .then(given.refundDue({ refundId: secondTry, attempt: 2, involved: ['c-1', 'a-1', 'w-1', 'a-2'] })))

  it('is tried again on the same basis where the goods were kept', () =>
    refundOnly
      .after(ended('refused', given.keptRefundId))
      .when(retryRefund({ refundId: given.keptRefundId }))
      .then({ ...keptRefund, data: { ...keptRefund.data, refundId: refundIdOf('r-1', 'RefundOnly', 2), attempt: 2 } }))

  it('is tried again once; after that the new attempt is', () => {
    const again = inspected.after(ended('refused'), retryRefund())
    again.when(retryRefund()).thenRejected({ _tag: 'RefundNotRetryable' })
    again.when(retryRefund({ refundId: secondTry })).thenRejected({ _tag: 'RefundNotRetryable' })
    again
      .after(ended('abandoned', secondTry))
      .when(retryRefund({ refundId: secondTry }))
      .then(given.refundDue({ refundId: refundIdOf('r-1', 'i-1', 3), attempt: 3 }))
  })

  it('no longer stands in the way once its next attempt has ended', () =>
    inspected
      .after(recordReturnCompleted(), ended('refused'), retryRefund())
      .when(recordRefundEnd({ refundId: secondTry }))
      .thenTypes('RefundOutcomeRecorded', 'RequestResolved'))

  it('of one parcel does not touch the refund of another', () =>
    inProgress
      .after(firstTwo, third, ended('refused'), retryRefund())
      .when(retryRefund({ refundId: refundIdOf('r-1', 'i-2', 1) }))
      .thenRejected({ _tag: 'RefundNotRetryable' }))

  it('is not for customers to try again', () =>
    inspected
      .after(ended('refused'))
      .when(retryRefund({}, { actor: customer }))
      .thenRejected({ _tag: 'RequestForStaffOnly' }))

  it.each(['succeeded', 'declined'] as const)('is something else than one that %s', (end) =>
    inspected.after(ended(end)).when(retryRefund()).thenRejected({ _tag: 'RefundNotRetryable' }),
  )

  it('must be one of this request', () =>
    inspected.when(retryRefund({ refundId: secondTry })).thenRejected({ _tag: 'RefundUnknown' }))

  it.each(elsewhere)('cannot be tried again while the request is %s', (status, there) =>
    there.when(retryRefund()).thenRejected(notNow(status)),
  )

  it('stops counting attempts before the log would stop reading them', () =>
    inProgress
      .given(given.refundDue({ attempt: MAX_REFUND_ATTEMPTS }))
      .after(ended('refused'))
      .when(retryRefund())
      .thenRejected({ _tag: 'TriedTooOften', limit: MAX_REFUND_ATTEMPTS }))
})

describe('Resolving a request by hand', () => {
  const refused = refundOnly.after(ended('refused', given.keptRefundId))

  it.each(['refused', 'abandoned'] as const)('ends it with a reason when its refund is %s', (end) =>
    refundOnly
      .after(ended(end, given.keptRefundId))
      .when(resolveRequest())
      .then(given.requestResolved({ refunded: 0, reason: 'paid_by_bank' })),
  )

  it('counts what was paid before the rest was given up', () =>
    refundOnly
      .after(recordRefundEnd({ refundId: given.keptRefundId, end: 'abandoned', paid: 6_997 }))
      .when(resolveRequest())
      .then(given.requestResolved({ refunded: 6_997, reason: 'paid_by_bank' })))

  it('is not for customers', () =>
    refused.when(resolveRequest({}, { actor: customer })).thenRejected({ _tag: 'RequestForStaffOnly' }))

  it('waits for the goods', () => {
    inProgress.when(resolveRequest()).thenRejected({ _tag: 'GoodsInTransit' })
    inProgress
      .after(recordInspection(), ended('refused'))
      .when(resolveRequest())
      .thenRejected({ _tag: 'GoodsInTransit' })
  })

  // Bug: the second inspection was heard after the resolution, and its money never fell due.
  it('waits for every inspection of the finished return: everything that was started has ended', () => {
    const one = inProgress.after(recordInspection(), ended('refused'))
    const overtaken = one.after(recordReturnCompleted({ inspections: ['i-1', 'i-2'] }))
    overtaken.when(resolveRequest()).thenRejected({ _tag: 'GoodsInTransit' })
    overtaken
      .after(recordInspection({ inspectionId: 'i-2', lines: [] }))
      .when(resolveRequest())
      .thenTypes('RequestResolved')
  })

  it('waits for every refund', () => {
    refundOnly.when(resolveRequest()).thenRejected({ _tag: 'RefundInFlight' })
    inProgress
      .after(firstTwo, third, ended('refused'))
      .after(recordReturnCompleted({ inspections: ['i-1', 'i-2'] }))
      .when(resolveRequest())
      .thenRejected({ _tag: 'RefundInFlight' })
  })

  it('goes beside refunds that ended well', () =>
    inProgress
      .after(firstTwo, third, ended('refused'))
      .after(recordReturnCompleted({ inspections: ['i-1', 'i-2'] }))
      .after(recordRefundEnd({ refundId: refundIdOf('r-1', 'i-2', 1), paid: 8_999 }))
      .when(resolveRequest({}, { actor: agent }))
      .then(given.requestResolved({ refunded: 8_999, reason: 'paid_by_bank' })))

  it.each(elsewhere)('is not possible while it is %s', (status, there) =>
    there.when(resolveRequest()).thenRejected(notNow(status)),
  )
})

describe('Closing', () => {
  const done = new Set<string>(['rejected', 'resolved', 'closed'])

  it.each(everyStatus.filter(([status]) => !done.has(status)))('is too early while it is %s', (status, there) =>
    there.when(given.closeRequest()).thenRejected(notNow(status)),
  )

  it('leaves everything readable', () =>
    request
      .given(given.requestOpened(), given.requestResolved(), given.requestClosed())
      .when(given.closeRequest())
      .thenState((s) => expect(s).toMatchObject({ status: 'closed', requestId: 'r-1', remedy: 'return_refund' })))
})

describe('The end of a request', () => {
  it('is when it was closed, or ended before anything was granted: others may be looked at again', () =>
    expect(everyStatus.filter(([, { state }]) => Request.isTerminal(state)).map(([status]) => status)).toEqual([
      ...['expired', 'canceled', 'closed', 'merged'],
    ]))
})
