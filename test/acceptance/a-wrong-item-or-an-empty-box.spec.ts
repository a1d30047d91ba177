/** Killer case 7: what comes back is not what was sold, or nothing at all. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { readLog, retryThenPark, type EventStore, type PublishedEvent } from 'after-sales'
import {
  agent,
  at,
  customer,
  lead,
  paidBy,
  refusalOf,
  shopOn,
  stores,
  submitted,
  typesIn,
  warehouse,
  wish,
} from './shop.js'

/** What events of a type say, in the order of the log. */
const dataOf = async (store: EventStore, type: string): Promise<ReadonlyArray<unknown>> => {
  const found: Array<unknown> = []
  for await (const logged of readLog(store))
    if (E.isRight(logged) && logged.right.event.type === type) found.push(logged.right.event.data)
  return found
}
const one = [{ lineId: 'mug', quantity: 1 }]

describe.each(stores)('A parcel with something else in it ($name)', ({ open }) => {
  const wrongItem = async () => {
    const told: Array<PublishedEvent> = []
    const shop = shopOn(await open(), { onEvent: (event) => Promise.resolve(void told.push(event)) })
    const { state } = await submitted(shop, 'R-1', 1)
    const returnId = state.returnId!
    const exceptions = [{ kind: 'wrong_item', quantity: 1, lineId: 'mug', evidenceIds: ['photo-1'] }] as const
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: one, exceptions }, warehouse)
    const found = [{ lineId: 'mug', accepted: 0, rejected: 1, grade: 'X_WRONG_ITEM', fault: 'customer' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found }, warehouse)
    return { shop, returnId, told }
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

  it('is told to the customer: the host hears of it as soon as it is on record', async () => {
    const { shop, returnId, told } = await wrongItem()
    const ended = new AbortController()
    const working = shop.afterSales.start({ roles: ['feed'], signal: ended.signal, onFailure: retryThenPark(1) })()
    const unexpected = () => told.filter(({ type }) => type === 'after-sales.goods.unexpected.v1')
    await expect.poll(() => unexpected().length).toBe(1)
    ended.abort()
    await working
    expect(unexpected()).toMatchObject([
      { subject: 'R-1', data: { returnId, receiptId: 'P-1', kind: 'wrong_item', quantity: 1, lineId: 'mug' } },
    ])
  })

  it('is a fact with its photo, and nothing that the customer is: no status of theirs or of the case says fraud', async () => {
    const { shop } = await wrongItem()
    expect(await dataOf(shop.store, 'ReceiptExceptionRecorded')).toEqual([
      { receiptId: 'P-1', kind: 'wrong_item', quantity: 1, lineId: 'mug', evidenceIds: ['photo-1'] },
    ])
    expect(await dataOf(shop.store, 'ItemsInspected')).toMatchObject([
      { lines: [{ accepted: 0, rejected: 1, grade: 'X_WRONG_ITEM', fault: 'customer' }] },
    ])
    // They may ask for something else as before.
    expect((await submitted(shop, 'R-2', 2)).state.status).toBe('in_progress')
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

  it('leaves the mug with the customer, whose time to ask may be over by then', async () => {
    const { shop, returnId } = await wrongItem()
    const lines = [{ lineId: 'mug', quantity: 1, code: 'RETURN_TO_CUSTOMER' }] as const
    await shop.returns.dispose({ returnId, dispositionId: 'D-1', lines }, warehouse)
    await shop.returns.sendBack({ returnId, consignmentId: 'B-1', lines: one, bearer: 'customer' }, warehouse)
    await shop.requests.open(wish('R-2', 3), customer)
    shop.clock.advance(31 * 86_400_000)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toMatchObject({
      _tag: 'OutsideWindow',
    })
    // Free they are: whoever is let in may claim all three.
    const letIn = { requestId: 'R-2', override: { reason: 'kindness' } }
    expect((await shop.requests.submit(letIn, lead)).state.status).toBe('under_review')
  })

  it('may be disputed with a photo before a platform, while the shop keeps what came as evidence', async () => {
    const { shop, returnId } = await wrongItem()
    const lines = [{ lineId: 'mug', quantity: 1, code: 'EVIDENCE_HOLD' }] as const
    await shop.returns.dispose({ returnId, dispositionId: 'D-1', lines }, warehouse)
    const ofCase = { requestId: 'R-1', caseId: 'M-1' }
    const platform = { actor: { kind: 'platform', id: 'market' } } as const
    await shop.requests.openPlatformCase({ ...ofCase, platform: 'market' }, platform)
    await shop.requests.openCaseRound({ ...ofCase, dueAt: at('2026-01-08T09:00:00.000Z') }, platform)
    const items = [{ evidenceId: 'photo-2', kind: 'packing', sha256: '0'.repeat(64) }]
    await shop.requests.fileCaseEvidence({ ...ofCase, party: 'customer', items }, customer)
    expect(paidBy(shop)).toEqual({})
    const { events } = await shop.requests.recordRuling(
      { ...ofCase, rulingId: 'M-1-1', authority: 'rules', inFavorOf: 'shop' },
      platform,
    )
    expect(events[0]).toMatchObject({ type: 'CaseDecided', data: { inFavorOf: 'shop', absent: [] } })
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
