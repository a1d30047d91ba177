import { describe, it } from 'vitest'
import { agent, at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import {
  arrangeReturn,
  callBackGoods,
  issueLabel,
  labelIssued,
  labelVoided,
  voidLabel,
} from '../../../src/testing/builders/return.js'
import { authorized, completed, ended, everyStatus, expired, goods } from './situations.js'

describe('How the goods come back', () => {
  it.each([customer, agent])('is said by the customer or the shop: $kind', (actor) =>
    authorized.when(arrangeReturn({}, { actor })).then(given.returnArranged()),
  )

  it('may be changed until something is handed over', () => {
    const arranged = authorized.after(arrangeReturn())
    const inStore = { method: 'in_store', place: 'store-7' } as const
    arranged.when(arrangeReturn(inStore)).then(given.returnArranged(inStore))
    arranged
      .after(arrangeReturn(inStore))
      .when(arrangeReturn({ ...inStore, place: 'store-8' }))
      .thenTypes('ReturnArranged')
  })

  it('said again is nothing, also when the goods are on their way', () => {
    const arranged = authorized.after(arrangeReturn())
    arranged.when(arrangeReturn()).thenNothing()
    arranged.given(given.parcelShipped()).when(arrangeReturn()).thenNothing()
  })

  it.each(everyStatus.filter(([status]) => status !== 'authorized'))('is settled while %s', (status, there) =>
    there.when(arrangeReturn()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )

  it('is not for carriers to say', () =>
    authorized.when(arrangeReturn({}, { actor: given.carrier })).thenRejected({ _tag: 'NotForCustomers' }))

  it('is said by customers of their own goods alone', () =>
    authorized.when(arrangeReturn({}, { actor: { ...customer, id: 'c-99' } })).thenRejected({ _tag: 'NotYourReturn' }))

  it('needs a return', () => goods.when(arrangeReturn()).thenRejected({ _tag: 'ReturnUnknown' }))
})

describe('Goods on their way', () => {
  it.each(['intercept', 'recall'] as const)('may be the wish of the shop, which bears the freight: %s', (as) => {
    authorized.when(callBackGoods({ as })).then(given.goodsCalledBack({ as }))
    const calledBack = authorized.given(given.goodsCalledBack({ as }))
    calledBack.when(callBackGoods({ as })).thenNothing()
    calledBack.when(issueLabel({ bearer: 'customer' })).thenRejected({ _tag: 'FreightOfTheShop', as })
    calledBack.when(issueLabel({ bearer: 'merchant' })).thenTypes('LabelIssued')
  })

  it('that were called back do not expire: the customer owes nobody a parcel by a certain day', () => {
    const late = given.expireReturn({}, { at: at('2026-03-16T12:00:00.000Z') })
    authorized.when(late).thenTypes('ReturnExpired')
    authorized.given(given.goodsCalledBack()).when(late).thenNothing()
  })

  it('that could not be stopped are called back once more', () =>
    authorized
      .given(given.goodsCalledBack({ as: 'intercept' }))
      .when(callBackGoods())
      .then(given.goodsCalledBack()))

  it.each(everyStatus.filter(([status]) => status !== 'authorized' && status !== 'in_transit'))(
    'cannot be called back while %s',
    (status, there) => there.when(callBackGoods()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )

  it('are called back by the shop only', () =>
    authorized.when(callBackGoods({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' }))
})

describe('A label', () => {
  const labeled = authorized.given(labelIssued())

  it('says what it costs and who bears that', () => authorized.when(issueLabel()).then(labelIssued()))

  it('is for the parcel of its own name where none is named', () => {
    const { parcelId: _, ...data } = issueLabel().data
    authorized.when({ ...issueLabel(), data }).then(labelIssued({ parcelId: 'lb-1' }))
  })

  it('is issued once, and one for each parcel', () => {
    labeled.when(issueLabel({ carrier: 'another' })).thenNothing()
    labeled.when(issueLabel({ labelId: 'lb-2' })).thenRejected({ _tag: 'ParcelHasLabel', labelId: 'lb-1' })
    labeled.when(issueLabel({ labelId: 'lb-2', parcelId: 'p-2' })).thenTypes('LabelIssued')
    labeled
      .given(labelVoided())
      .when(issueLabel({ labelId: 'lb-2' }))
      .thenTypes('LabelIssued')
  })

  it('costs something in the currency of the order', () =>
    authorized
      .when(issueLabel({ cost: { minor: 350, currency: 'USD' } }))
      .thenRejected({ _tag: 'LabelCurrency', currency: 'GBP' }))

  it.each(ended)('has no use when the return is %s', (status, there) =>
    there.when(issueLabel()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )

  it('is void once, and only where there is one', () => {
    labeled.when(voidLabel()).then(labelVoided())
    labeled.given(labelVoided()).when(voidLabel()).thenNothing()
    labeled.when(voidLabel({ labelId: 'lb-9' })).thenRejected({ _tag: 'LabelUnknown', labelId: 'lb-9' })
  })

  it('that nobody used may be void after the end, too: it costs money', () => {
    labeled.given(given.returnExpired()).when(voidLabel()).then(labelVoided())
    expired.when(voidLabel()).thenRejected({ _tag: 'LabelUnknown', labelId: 'lb-1' })
  })

  it.each([
    ['scanned', given.firstScanRecorded()],
    ['received', given.parcelReceived({ parcelId: 'p-1' })],
    ['refused', given.parcelRefused()],
  ])('is used once its parcel was %s', (_, seen) =>
    labeled.given(seen).when(voidLabel()).thenRejected({ _tag: 'LabelUsed', labelId: 'lb-1', parcelId: 'p-1' }),
  )

  it('is not used by a parcel that was only announced', () =>
    labeled.given(given.parcelShipped()).when(voidLabel()).then(labelVoided()))

  it('is a matter of the shop', () => {
    authorized.when(issueLabel({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' })
    completed.when(voidLabel({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' })
  })
})
