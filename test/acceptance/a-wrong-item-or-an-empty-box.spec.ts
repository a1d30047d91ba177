/** Killer case 7: what comes back is not what was sold, or nothing at all. */
import { describe, expect, it } from 'vitest'
import { agent, customer, lead, paidBy, shopOn, stores, submitted, typesIn, warehouse } from './shop.js'

const one = [{ lineId: 'mug', quantity: 1 }]

describe.each(stores)('A parcel with something else in it ($name)', ({ open }) => {
  const wrongItem = async () => {
    const shop = shopOn(await open())
    const { state } = await submitted(shop, 'R-1', 1)
    const returnId = state.returnId!
    const exceptions = [{ kind: 'wrong_item', quantity: 1 }] as const
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: one, exceptions }, warehouse)
    const found = [{ lineId: 'mug', accepted: 0, rejected: 1, grade: 'X_WRONG_ITEM', fault: 'customer' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found }, warehouse)
    return { shop, returnId }
  }

  it('is received and put on record, and pays nothing', async () => {
    const { shop } = await wrongItem()
    expect(paidBy(shop)).toEqual({})
    expect(await typesIn(shop.store)).toEqual(
      expect.arrayContaining([
        'ParcelReceived',
        'ReceiptExceptionRecorded',
        'ItemsInspected',
        'InspectionWithoutRefund',
      ]),
    )
    const { request, returns, refunds } = await shop.getCase('R-1')
    expect([request.status, returns[0]!.status, refunds]).toEqual(['in_progress', 'inspected', []])
  })

  it('goes back at the customer’s cost; then the case is over, and the mug is still theirs', async () => {
    const { shop, returnId } = await wrongItem()
    const lines = [{ lineId: 'mug', quantity: 1, code: 'RETURN_TO_CUSTOMER' }] as const
    await shop.returns.dispose({ returnId, dispositionId: 'D-1', lines }, warehouse)
    const sent = { returnId, consignmentId: 'B-1', lines: one, bearer: 'customer', carrier: 'post' } as const
    const { events } = await shop.returns.sendBack(sent, warehouse)
    expect(events[0]).toMatchObject({ type: 'RejectedGoodsSentBack', data: { bearer: 'customer' } })
    await shop.returns.recordBackWithCustomer({ returnId, consignmentId: 'B-1' }, agent)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect((await shop.getOrder('#1001')).lines).toMatchObject([{ held: 0, returned: 0, kept: 0, settledUnits: 0 }])
    expect(paidBy(shop)).toEqual({})
  })

  it('is refunded after all when somebody looks again and finds that it is the mug', async () => {
    const { shop, returnId } = await wrongItem()
    const lines = [{ lineId: 'mug', accepted: 1, rejected: 0, grade: 'B_NEW_OPENED' }] as const
    const anew = { returnId, inspectionId: 'I-1', revisionId: 'V-1', lines, reason: 'old_edition' }
    await shop.returns.reviseInspection(anew, lead)
    expect(paidBy(shop)).toEqual({ card: 8_999 })
  })
})

describe.each(stores)('An empty box ($name)', ({ open }) => {
  const empty = async () => {
    const shop = shopOn(await open())
    const { state } = await submitted(shop, 'R-1', 1)
    const returnId = state.returnId!
    const exceptions = [{ kind: 'empty_parcel', quantity: 0 }] as const
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: [], exceptions }, warehouse)
    return { shop, returnId }
  }

  it('is an exception on record, nothing was received, and nothing is paid', async () => {
    const { shop, returnId } = await empty()
    expect((await shop.getCase('R-1')).returns[0]!.lines).toMatchObject([{ authorized: 1, received: 0 }])
    await shop.returns.closeShort({ returnId, reason: 'empty_box' }, agent)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect((await shop.getOrder('#1001')).lines).toMatchObject([{ held: 0, returned: 0, kept: 0, settledUnits: 0 }])
    expect(paidBy(shop)).toEqual({})
  })

  it('may be disputed with a photo; a third person settles it, and then the mug is there to be inspected', async () => {
    const { shop, returnId } = await empty()
    const ofBox = { returnId, receiptId: 'P-1', lineId: 'mug' }
    await shop.returns.disputeCount({ ...ofBox, counted: 1, evidenceIds: ['photo-1'] }, customer)
    await shop.returns.settleCount({ ...ofBox, quantity: 1, reason: 'camera' }, lead)
    const lines = [{ lineId: 'mug', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines }, warehouse)
    expect(paidBy(shop)).toEqual({ card: 8_999 })
  })
})
