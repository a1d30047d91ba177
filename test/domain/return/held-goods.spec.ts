/** Goods of the customer that the shop has: they go back, in time, or somebody hears of it. */
import { describe, expect, it } from 'vitest'
import { at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import {
  escalateHeldGoods,
  goodsAbandoned,
  heldGoodsOverdue,
  parcelRefused,
  recordGoodsAbandoned,
  recordGoodsBackWithCustomer,
  redisposeItems,
  refuseParcel,
  rejectedGoodsDelivered,
  rejectedGoodsSentBack,
  returnRejectedGoods,
  sendBackDeadlineMet,
  sendBackDeadlineSet,
  setSendBackDeadline,
} from '../../../src/testing/builders/return.js'
import { authorized, canceled, expired, inTransit, mixed, received, refused, shirts, waiting } from './situations.js'

const both = { lines: shirts(2) }
const sentBack = waiting.given(rejectedGoodsSentBack(both))
const scrapped = (quantity: number) =>
  redisposeItems({ lines: [{ lineId: 'shirt', quantity, from: 'RETURN_TO_CUSTOMER', to: 'SCRAP' }] })
const end = given.returnCompleted({ accepted: shirts(1), rejected: shirts(2) })

describe('Sending rejected goods back', () => {
  it('names who bears the freight, and completes the return with the last piece', () => {
    waiting.when(returnRejectedGoods()).then(rejectedGoodsSentBack())
    waiting.when(returnRejectedGoods(both)).then(rejectedGoodsSentBack(both), end)
  })

  it('without a carrier asks the customer to fetch them', () => {
    const { carrier: _c, tracking: _t, ...data } = returnRejectedGoods(both).data
    waiting.when({ ...returnRejectedGoods(), data }).thenTypes('RejectedGoodsSentBack', 'ReturnCompleted')
  })

  it('sends what was put up for the customer, and no more', () => {
    const notThere = { _tag: 'NotAtHand', lineId: 'shirt', of: 'rejected', there: 0, asked: 1 } as const
    mixed.when(returnRejectedGoods()).thenRejected(notThere)
    sentBack.when(returnRejectedGoods({ consignmentId: 'co-2' })).thenRejected(notThere)
    waiting
      .when(returnRejectedGoods({ lines: [...shirts(2), ...shirts(1)] }))
      .thenRejected({ ...notThere, there: 2, asked: 3 })
    waiting
      .when(returnRejectedGoods({ lines: [{ lineId: 'hat', quantity: 1 }] }))
      .thenRejected({ _tag: 'LineNotInReturn', lineId: 'hat' })
  })

  it('names lines or a parcel', () => {
    waiting.when(returnRejectedGoods({ lines: [] })).thenRejected({ _tag: 'ConsignmentUnclear' })
    refused.when(returnRejectedGoods({ parcelId: 'p-1' })).thenRejected({ _tag: 'ConsignmentUnclear' })
  })

  it('again is nothing', () => sentBack.when(returnRejectedGoods()).thenNothing())

  it('ends with the customer', () => {
    sentBack.when(recordGoodsBackWithCustomer()).then(rejectedGoodsDelivered())
    const delivered = sentBack.given(rejectedGoodsDelivered())
    delivered.when(recordGoodsBackWithCustomer()).thenNothing()
    delivered.when(recordGoodsAbandoned()).thenRejected({ _tag: 'ConsignmentOver', status: 'delivered' })
    waiting.when(recordGoodsBackWithCustomer()).thenRejected({ _tag: 'ConsignmentUnknown', consignmentId: 'co-1' })
  })

  it('is a matter of the shop', () =>
    waiting.when(returnRejectedGoods({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' }))
})

describe('Goods that nobody takes', () => {
  const abandoned = sentBack.given(end, goodsAbandoned(both))

  it('were sent back or offered first', () => {
    sentBack.when(recordGoodsAbandoned()).then(goodsAbandoned(both))
    waiting.when(recordGoodsAbandoned()).thenRejected({ _tag: 'ConsignmentUnknown', consignmentId: 'co-1' })
  })

  it('are abandoned once', () => {
    abandoned.when(recordGoodsAbandoned()).thenNothing()
    abandoned.when(recordGoodsBackWithCustomer()).thenRejected({ _tag: 'ConsignmentOver', status: 'abandoned' })
  })

  it('may be destroyed or given away without consent, and never sold', () => {
    abandoned.when(scrapped(2)).thenTypes('ItemsRedisposed')
    abandoned
      .after(scrapped(1))
      .when({ ...scrapped(1), data: { ...scrapped(1).data, redispositionId: 'rd-2' } })
      .thenTypes('ItemsRedisposed')
    abandoned
      .when(redisposeItems({ lines: [{ lineId: 'shirt', quantity: 1, from: 'RETURN_TO_CUSTOMER', to: 'RESTOCK' }] }))
      .thenRejected({ _tag: 'BelongsToCustomer', lineId: 'shirt', code: 'RESTOCK' })
    waiting.when(scrapped(1)).thenRejected({ _tag: 'BelongsToCustomer', lineId: 'shirt', code: 'SCRAP' })
  })

  it('do not free others that were never offered', () =>
    waiting
      .given(rejectedGoodsSentBack(), goodsAbandoned())
      .when(scrapped(2))
      .thenRejected({ _tag: 'BelongsToCustomer', lineId: 'shirt', code: 'SCRAP' }))

  it('may be sent once more', () => {
    abandoned.when(returnRejectedGoods({ ...both, consignmentId: 'co-2' })).thenTypes('RejectedGoodsSentBack')
    expect(abandoned.after(returnRejectedGoods({ consignmentId: 'co-2' })).state).toMatchObject({
      lines: [{ sentBack: 1, abandoned: 1 }],
    })
    const oneOffered = waiting.given(rejectedGoodsSentBack(), goodsAbandoned())
    expect(oneOffered.after(returnRejectedGoods({ consignmentId: 'co-2' })).state).toMatchObject({
      lines: [{ sentBack: 1, abandoned: 1 }],
    })
  })
})

describe('A parcel that the shop refuses', () => {
  it('is not received, and its reason and photos are on record', () => {
    inTransit.when(refuseParcel()).then(parcelRefused())
    inTransit
      .when(refuseParcel())
      .thenState((s) => expect(s).toMatchObject({ status: 'in_transit', lines: [{ received: 0 }] }))
    authorized.when(refuseParcel()).thenState((s) => expect(s).toMatchObject({ status: 'in_transit' }))
  })

  it('is refused once, and not after it was received', () => {
    refused.when(refuseParcel()).thenNothing()
    received
      .given(given.parcelReceived({ receiptId: 'rc-2', parcelId: 'p-1', lines: [] }))
      .when(refuseParcel())
      .thenRejected({ _tag: 'ParcelAlreadyReceived', parcelId: 'p-1' })
  })

  it('may come late, too', () => {
    expired.when(refuseParcel()).then(parcelRefused())
    canceled.when(refuseParcel()).then(parcelRefused())
  })

  it('ends the return when somebody closes it and the parcel is on its way back', () => {
    const short = refused.after(given.closeReturnShort())
    expect(short.state).toMatchObject({ status: 'inspected' })
    const parcel = { lines: [], parcelId: 'p-1' }
    short.when(returnRejectedGoods(parcel)).thenTypes('RejectedGoodsSentBack', 'ReturnCompleted')
    short
      .after(returnRejectedGoods(parcel))
      .when(returnRejectedGoods({ ...parcel, consignmentId: 'co-2' }))
      .thenRejected({ _tag: 'ParcelNotHeld', parcelId: 'p-1' })
  })

  it('that its carrier kept need not be sent', () =>
    authorized
      .after(refuseParcel({ takenBack: true }))
      .when(given.closeReturnShort())
      .thenTypes('ReturnClosedShort', 'ReturnCompleted'))

  it('may be taken after all', () =>
    refused
      .after(given.receiveParcel({ parcelId: 'p-1' }))
      .when(returnRejectedGoods({ lines: [], parcelId: 'p-1' }))
      .thenRejected({ _tag: 'ParcelNotHeld', parcelId: 'p-1' }))
})

describe('A deadline for goods that the shop holds back', () => {
  const by = { at: at('2026-03-20T12:00:00.000Z') }
  const before = { at: at('2026-03-20T11:59:59.999Z') }
  const due = waiting.given(sendBackDeadlineSet())

  it('is set, and may be changed', () => {
    waiting.when(setSendBackDeadline()).then(sendBackDeadlineSet())
    due.when(setSendBackDeadline()).thenNothing()
    const later = { sendBackBy: at('2026-03-27T12:00:00.000Z') }
    due.when(setSendBackDeadline(later)).then(sendBackDeadlineSet(later))
    due.after(setSendBackDeadline(later)).when(escalateHeldGoods({}, by)).thenNothing()
  })

  it('that passes while they are held is said once, with what is held', () => {
    due.when(escalateHeldGoods({}, before)).thenNothing()
    due.when(escalateHeldGoods({}, by)).then(heldGoodsOverdue(both))
    due.given(heldGoodsOverdue(both)).when(escalateHeldGoods({}, by)).thenNothing()
    due.given(rejectedGoodsSentBack()).when(escalateHeldGoods({}, by)).then(heldGoodsOverdue())
  })

  it('counts a refused parcel, and goods whose place nobody has said', () => {
    refused
      .given(sendBackDeadlineSet())
      .when(escalateHeldGoods({}, by))
      .then(heldGoodsOverdue({ lines: [] }))
    mixed.given(sendBackDeadlineSet()).when(escalateHeldGoods({}, by)).then(heldGoodsOverdue(both))
  })

  it('is met when they are on their way, and over', () => {
    const onTheirWay = due.given(rejectedGoodsSentBack(both), end)
    onTheirWay.when(escalateHeldGoods({}, by)).then(sendBackDeadlineMet())
    onTheirWay.given(sendBackDeadlineMet()).when(escalateHeldGoods({}, by)).thenNothing()
  })

  it('that nobody set never passes', () => waiting.when(escalateHeldGoods({}, by)).thenNothing())

  it('may be set anew when it has passed', () =>
    due.given(heldGoodsOverdue(both)).when(setSendBackDeadline()).then(sendBackDeadlineSet()))
})
