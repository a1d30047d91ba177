import { describe, expect, it } from 'vitest'
import { agent, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { authorizeReturn, cancelReturn, registerParcel } from '../../../src/testing/builders/return.js'
import { authorized, canceled, ended, everyStatus, goods, inTransit } from './situations.js'

describe('Authorizing a return', () => {
  it('expects the goods of the request back', () => goods.when(authorizeReturn()).then(given.returnAuthorized()))

  it.each(everyStatus)('is done once: nothing while %s', (_, there) => there.when(authorizeReturn()).thenNothing())
})

describe('A return that nobody authorized', () => {
  it.each([
    registerParcel(),
    given.receiveParcel(),
    given.inspectItems(),
    given.disposeItems(),
    given.closeReturnShort(),
  ])('is unknown to $type', (command) => goods.when(command).thenRejected({ _tag: 'ReturnUnknown' }))

  // Bug: the request asked two things, and the second came first; it was told that there is no such return.
  it('is canceled before it begins when the cancellation overtakes the authorization', () => {
    goods.when(cancelReturn()).then(given.returnCanceled())
    const never = goods.after(cancelReturn())
    never.when(authorizeReturn()).thenNothing()
    never.when(cancelReturn()).thenNothing()
    never.when(registerParcel()).thenRejected({ _tag: 'ReturnNotOpen', status: 'canceled' })
    expect(never.state).toMatchObject({ status: 'canceled', requestId: 'r-1', lines: [] })
  })
})

describe('Canceling a return', () => {
  it('is possible until the first parcel is handed over', () =>
    authorized.when(cancelReturn()).then(given.returnCanceled()))

  it.each(everyStatus.filter(([status]) => status !== 'authorized' && status !== 'canceled'))(
    'is answered with no while %s, every time it is asked',
    (_, there) => {
      there.when(cancelReturn()).then(given.returnCancellationRefused())
      there.after(cancelReturn()).when(cancelReturn()).then(given.returnCancellationRefused())
    },
  )

  it('again is nothing', () => canceled.when(cancelReturn()).thenNothing())
})

describe('Registering a parcel', () => {
  it('puts the return in transit', () => {
    authorized.when(registerParcel()).then(given.parcelShipped())
    const told = { carrier: 'royal_mail', tracking: 'QM1' }
    authorized.when(registerParcel(told)).then(given.parcelShipped(told))
    authorized.when(registerParcel()).thenState((s) => expect(s).toMatchObject({ status: 'in_transit' }))
  })

  it('takes as many parcels as there are', () =>
    inTransit.when(registerParcel({ parcelId: 'p-2' })).then(given.parcelShipped({ parcelId: 'p-2' })))

  it('again changes nothing, also after the end', () => {
    inTransit.when(registerParcel({ tracking: 'another' })).thenNothing()
    inTransit
      .given(given.parcelReceived(), given.itemsInspected(), given.itemsDisposed(), given.returnCompleted())
      .when(registerParcel())
      .thenNothing()
  })

  it('is announced by customers of their own goods alone', () =>
    authorized.when(registerParcel({}, { actor: { ...customer, id: 'c-99' } })).thenRejected({ _tag: 'NotYourReturn' }))

  it('takes a tracking number for one parcel only', () => {
    const first = authorized.after(registerParcel({ tracking: 'QM1' }))
    first
      .when(registerParcel({ parcelId: 'p-2', tracking: 'QM1' }))
      .thenRejected({ _tag: 'TrackingReused', parcelId: 'p-1' })
    first.when(registerParcel({ parcelId: 'p-2', tracking: 'QM2' })).thenTypes('ParcelShipped')
    inTransit.when(registerParcel({ parcelId: 'p-2', tracking: 'QM1' })).thenTypes('ParcelShipped')
  })

  it.each(ended)('is too late when the return is %s', (status, there) =>
    there.when(registerParcel()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )
})

describe('A customer', () => {
  it('announces parcels', () => authorized.when(registerParcel({}, { actor: customer })).thenTypes('ParcelShipped'))

  // Bug: a customer could receive and inspect the goods themselves, and money fell due.
  it.each([
    given.receiveParcel({}, { actor: customer }),
    given.inspectItems({}, { actor: customer }),
    given.disposeItems({}, { actor: customer }),
    given.closeReturnShort({}, { actor: customer }),
  ])('does not decide what arrived and what it is worth: $type', (command) =>
    inTransit.when(command).thenRejected({ _tag: 'NotForCustomers' }),
  )

  it('finds agents who do it in a store', () =>
    authorized.when(given.receiveParcel({}, { actor: agent })).thenTypes('ParcelReceived'))
})
