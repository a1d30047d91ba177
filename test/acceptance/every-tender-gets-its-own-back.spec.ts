/** Several lines, several parcels, a gift card and a card, a leg that fails: the way of a whole case. */
import { describe, expect, it } from 'vitest'
import { readLog, verifyLog } from 'after-sales'
import { simulatedOrders } from 'after-sales/testing'
import { finance, lineOf, order, paidBy, refusalOf, sentBack, shopOn, stores, submitted, warehouse } from './shop.js'

/** Two mugs at 20.00 and a lamp at 60.00 with tax and shipping: 30.00 by gift card, 95.00 by card. */
const mixed = () =>
  simulatedOrders(
    order({
      lines: [lineOf('mug', 2, 4_000, { tax: 760 }), lineOf('lamp', 1, 6_000, { tax: 1_140 })],
      shipping: 500,
      shippingTax: 100,
      tenders: [
        { tenderId: 'gift', kind: 'gift_card', captured: 3_000 },
        { tenderId: 'card', kind: 'card', captured: 9_500, paymentRef: 'pay_42' },
      ],
    }),
  )
const everything = {
  lines: [
    { lineId: 'mug', quantity: 2, reason: 'CM_CHANGED_MIND' },
    { lineId: 'lamp', quantity: 1, reason: 'QL_DEFECTIVE' },
  ],
}

describe.each(stores)('A return of several lines, paid by gift card and card ($name)', ({ open }) => {
  const returned = async () => {
    const shop = shopOn(await open(), { orders: mixed() })
    const { state } = await submitted(shop, 'R-1', 1, everything)
    return { shop, returnId: state.returnId! }
  }

  it('refunds every parcel by itself, and in the end exactly what each tender gave', async () => {
    const { shop, returnId } = await returned()
    await sentBack(shop, returnId, 'first', { mug: 1 })
    await sentBack(shop, returnId, 'second', { mug: 1, lamp: 1 })
    const { request, refunds } = await shop.getCase('R-1')
    expect(refunds.map((r) => r.breakdown!.total)).toEqual([2_380, 10_120])
    expect(paidBy(shop)).toEqual({ gift: 3_000, card: 9_500 })
    expect(request.status).toBe('resolved')
    for (const { breakdown } of refunds) {
      const legs = breakdown!.tenders.reduce((sum, t) => sum + t.minor, 0)
      expect(legs).toBe(breakdown!.total)
    }
    const gone = await shop.getOrder('#1001')
    expect(gone.lines.map((l) => l.taken.tax)).toEqual([760, 1_140])
    expect([gone.shippingTaken, gone.shippingTaxTaken]).toEqual([500, 100])
  })

  it('tells the provider what to pay, under a key of its own for each leg', async () => {
    const { shop, returnId } = await returned()
    await sentBack(shop, returnId, 'all', { mug: 2, lamp: 1 })
    expect(shop.payments.calls).toMatchObject([
      { tenderId: 'gift', tenderKind: 'gift_card', minor: 3_000, currency: 'EUR', orderId: '#1001' },
      { tenderId: 'card', tenderKind: 'card', paymentRef: 'pay_42', minor: 9_500 },
    ])
    expect(new Set(shop.payments.calls.map((c) => c.key)).size).toBe(2)
  })

  it('refunds what was accepted only: the rejected goes back to the customer and is free again', async () => {
    const { shop, returnId } = await returned()
    const lines = [
      { lineId: 'mug', quantity: 2 },
      { lineId: 'lamp', quantity: 1 },
    ]
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines }, warehouse)
    const found = [
      { lineId: 'mug', accepted: 1, rejected: 1, grade: 'D_USED_WORN' },
      { lineId: 'lamp', accepted: 0, rejected: 1, grade: 'X_WRONG_ITEM' },
    ] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found }, warehouse)
    const shelf = [
      { lineId: 'mug', quantity: 1, code: 'RESTOCK' },
      { lineId: 'mug', quantity: 1, code: 'RETURN_TO_CUSTOMER' },
      { lineId: 'lamp', quantity: 1, code: 'RETURN_TO_CUSTOMER' },
    ] as const
    await shop.returns.dispose({ returnId, dispositionId: 'D-1', lines: shelf }, warehouse)
    const theirs = shelf.slice(1).map(({ lineId, quantity }) => ({ lineId, quantity }))
    expect(paidBy(shop)).toEqual({ gift: 571, card: 1_809 })
    // The shop still has what is not its own.
    expect((await shop.getCase('R-1')).request.status).toBe('in_progress')
    await shop.returns.sendBack({ returnId, consignmentId: 'B-1', lines: theirs, bearer: 'customer' }, warehouse)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect((await shop.getOrder('#1001')).lines.map((l) => l.held)).toEqual([0, 0])
  })

  it('pays the other leg when one is refused, and the refused one under a new key later', async () => {
    const { shop, returnId } = await returned()
    shop.payments.script({ _tag: 'decline', code: 'card_closed' })
    await sentBack(shop, returnId, 'all', { mug: 2, lamp: 1 })
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.status).toBe('partially_succeeded')
    expect(paidBy(shop)).toEqual({ card: 9_500 })
    const { refundId } = refund!
    expect(await refusalOf(shop.refunds.retryLeg({ refundId, legId: 'card' }, finance))).toMatchObject({
      _tag: 'LegNotFailed',
    })
    await shop.refunds.retryLeg({ refundId, legId: 'gift' }, finance)
    expect(paidBy(shop)).toEqual({ gift: 3_000, card: 9_500 })
    const keys = shop.payments.calls.filter((c) => c.tenderId === 'gift').map((c) => c.key)
    expect(new Set(keys).size).toBe(2)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })

  it('may give up on a refused leg; what was not paid stays claimable on its tender', async () => {
    const { shop, returnId } = await returned()
    shop.payments.script({ _tag: 'decline', code: 'card_closed' })
    await sentBack(shop, returnId, 'all', { mug: 2, lamp: 1 })
    const [refund] = (await shop.getCase('R-1')).refunds
    await shop.refunds.abandon({ refundId: refund!.refundId, code: 'CLOSED' }, finance)
    expect((await shop.getOrder('#1001')).tenders).toMatchObject([
      { tenderId: 'gift', reserved: 0, settled: 0 },
      { tenderId: 'card', reserved: 0, settled: 9_500 },
    ])
    await shop.requests.retryRefund({ requestId: 'R-1', refundId: refund!.refundId }, finance)
    expect(paidBy(shop)).toEqual({ gift: 3_000, card: 9_500 })
  })

  it('leaves a log that is whole: every event decodes, every link fits', async () => {
    const { shop, returnId } = await returned()
    await sentBack(shop, returnId, 'all', { mug: 2, lamp: 1 })
    const tags: Array<string> = []
    for await (const read of readLog(shop.store)) tags.push(read._tag)
    expect(new Set(tags)).toEqual(new Set(['Right']))
    expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right', right: { events: tags.length, streams: 4 } })
  })
})
