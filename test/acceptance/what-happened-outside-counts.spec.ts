/** Facts from outside are recorded as they come and reduce what may still be claimed and refunded. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import {
  at,
  customer,
  lineOf,
  order,
  paidBy,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  submitted,
  system,
  wish,
} from './shop.js'

const orderId = '#1001'
const onCard = { orderId, tenderId: 'card' }

describe.each(stores)('A refund from the dashboard of the provider ($name)', ({ open }) => {
  it('with its units leaves the others to be claimed', async () => {
    const shop = shopOn(await open())
    const lines = [{ lineId: 'mug', quantity: 2 }]
    await shop.facts.recordExternalRefund({ ...onCard, externalId: 'dash-1', minor: 17_998, lines }, system)
    await shop.requests.open(wish('R-1', 2, { remedy: 'refund_only' }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-1' }, customer))).toEqual({
      _tag: 'UnitsAlreadyClaimed',
      lineId: 'mug',
      asked: 2,
      free: 1,
    })
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
    expect(paidBy(shop)).toEqual({ card: 8_999 })
  })

  it('without units leaves less money: the refund names its shortfall', async () => {
    const shop = shopOn(await open())
    await shop.facts.recordExternalRefund({ ...onCard, externalId: 'dash-1', minor: 20_000 }, system)
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.breakdown).toMatchObject({ total: 6_997, shortfall: 20_000 })
    expect(paidBy(shop)).toEqual({ card: 6_997 })
  })

  it('is one fact however often it is reported', async () => {
    const shop = shopOn(await open())
    const fact = { ...onCard, externalId: 'dash-1', minor: 5_000 }
    await shop.facts.recordExternalRefund(fact, system)
    expect((await shop.facts.recordExternalRefund(fact, system)).outcome).toBe('noChange')
    expect((await shop.getOrder(orderId)).tenders[0]).toMatchObject({ external: 5_000 })
  })
})

describe.each(stores)('A chargeback ($name)', ({ open }) => {
  const opened = async () => {
    const shop = shopOn(await open())
    await submitted(shop, 'R-1', 1)
    await shop.facts.recordChargeback({ ...onCard, chargebackId: 'cb-1', status: 'opened', minor: 26_997 }, system)
    return shop
  }
  const settled = (shop: Awaited<ReturnType<typeof opened>>, status: 'won' | 'lost') =>
    shop.facts.recordChargeback({ orderId, chargebackId: 'cb-1', status }, system)

  it('that is open stops every refund, and says so', async () => {
    const shop = await opened()
    const { request } = await shop.getCase('R-1')
    await sentBack(shop, request.returnId!, 'all', { mug: 1 })
    const { request: after, refunds } = await shop.getCase('R-1')
    expect(refunds).toMatchObject([{ status: 'refused' }])
    expect([...after.refunds.values()]).toMatchObject([{ end: 'refused' }])
    expect(after.status).toBe('in_progress')
    expect(shop.payments.calls).toEqual([])
  })

  it('that is won lets the refund be asked for again', async () => {
    const shop = await opened()
    const { request } = await shop.getCase('R-1')
    await sentBack(shop, request.returnId!, 'all', { mug: 1 })
    await settled(shop, 'won')
    const [refundId] = (await shop.getCase('R-1')).request.refunds.keys()
    await shop.requests.retryRefund({ requestId: 'R-1', refundId: refundId! }, system)
    expect(paidBy(shop)).toEqual({ card: 8_999 })
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })

  it('that is lost was the refund: nothing is paid again', async () => {
    const shop = await opened()
    await settled(shop, 'lost')
    const { request } = await shop.getCase('R-1')
    await sentBack(shop, request.returnId!, 'all', { mug: 1 })
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund).toMatchObject({ status: 'not_due', breakdown: { total: 0, shortfall: 8_999 } })
    expect(shop.payments.calls).toEqual([])
  })

  it('is settled once, and only if it was opened', async () => {
    const shop = await opened()
    await settled(shop, 'won')
    expect((await settled(shop, 'lost')).outcome).toBe('noChange')
    const unknown = shop.facts.recordChargeback({ orderId, chargebackId: 'cb-2', status: 'won' }, system)
    expect(await refusalOf(unknown)).toEqual({ _tag: 'ChargebackUnknown', chargebackId: 'cb-2' })
  })
})

describe.each(stores)('An order captured in part ($name)', ({ open }) => {
  const half = () => simulatedOrders(order({ tenders: [{ tenderId: 'card', kind: 'card', captured: 10_000 }] }))

  it('refunds no more than was captured', async () => {
    const shop = shopOn(await open(), { orders: half() })
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    expect(paidBy(shop)).toEqual({ card: 10_000 })
  })

  it('refunds what is captured later, too', async () => {
    const shop = shopOn(await open(), { orders: half() })
    await shop.facts.recordCapture({ ...onCard, captureId: 'cap-2', minor: 16_997 }, system)
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    expect(paidBy(shop)).toEqual({ card: 26_997 })
  })
})

describe.each(stores)('An order that was edited ($name)', ({ open }) => {
  it('takes canceled units out of what may be claimed, and added lines in', async () => {
    const shop = shopOn(await open())
    const canceled = [{ lineId: 'mug', quantity: 2 }]
    const added = [lineOf('lamp', 1, 5_000)]
    await shop.facts.recordEdit({ orderId, editId: 'e-1', canceled, added, reason: 'swap' }, system)
    await shop.facts.recordCapture({ ...onCard, captureId: 'cap-2', minor: 5_000 }, system)
    await shop.requests.open(wish('R-1', 2), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'ExceedsOrdered',
      ordered: 1,
    })
    const lamp = { lines: [{ lineId: 'lamp', quantity: 1, reason: 'CM_CHANGED_MIND' }] }
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only', ...lamp })
    expect(paidBy(shop)).toEqual({ card: 5_000 })
  })
})

describe.each(stores)('An order that is edited after a refund ($name)', ({ open }) => {
  const edited = async (cancel: number) => {
    const shop = shopOn(await open())
    await submitted(shop, 'R-1', 2, { remedy: 'refund_only' })
    const canceled = [{ lineId: 'mug', quantity: cancel }]
    await shop.facts.recordEdit({ orderId, editId: 'e-1', canceled, added: [], reason: 'not_shipped' }, system)
    return shop
  }

  it('gives up the unit that was neither shipped nor refunded, with its money', async () => {
    const shop = await edited(1)
    expect((await shop.getOrder(orderId)).lines).toMatchObject([
      { kept: 2, canceled: 1, settledUnits: 3, taken: { goods: 26_997 } },
    ])
    expect(paidBy(shop)).toEqual({ card: 17_998 })
    await shop.requests.open(wish('R-2', 1), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toMatchObject({ free: 0 })
  })

  it('takes no money twice for units that were refunded', async () => {
    const shop = await edited(3)
    expect((await shop.getOrder(orderId)).lines).toMatchObject([{ settledUnits: 3, taken: { goods: 26_997 } }])
  })
})

describe.each(stores)('A cancellation before shipment ($name)', ({ open }) => {
  it('is an edit that takes the units out, and a refund that the shop made: the rest stays as it was', async () => {
    const shop = shopOn(await open())
    await submitted(shop, 'R-0', 1, { remedy: 'refund_only' })
    const canceled = [{ lineId: 'mug', quantity: 1 }]
    await shop.facts.recordEdit({ orderId, editId: 'e-1', canceled, added: [], reason: 'out_of_stock' }, system)
    await shop.facts.recordExternalRefund({ ...onCard, externalId: 'dash-1', minor: 8_999 }, system)
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    expect(paidBy(shop)).toEqual({ card: 17_998 })
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.breakdown).toMatchObject({ total: 8_999, shortfall: 0 })
  })
})

describe.each(stores)('A delivery ($name)', ({ open }) => {
  it('is where the window counts from; without one it is the order', async () => {
    const shop = shopOn(await open())
    shop.clock.set(at('2026-02-10T00:00:00.000Z'))
    await shop.requests.open(wish('R-1', 1), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'OutsideWindow',
      closedAt: '2026-02-03T09:00:00.000Z',
    })
    await shop.facts.recordDelivery({ orderId, deliveredAt: at('2026-01-20T00:00:00.000Z') }, system)
    expect((await shop.requests.submit({ requestId: 'R-1' }, customer)).state.status).toBe('in_progress')
  })

  it.each([
    ['2026-02-03T09:00:00.000Z', 'in_progress'],
    ['2026-02-03T09:00:00.001Z', 'draft'],
  ])('was 30 days ago: at %s the request is %s', async (moment, status) => {
    const shop = shopOn(await open())
    await shop.requests.open(wish('R-1', 1), customer)
    shop.clock.set(at(moment))
    await shop.requests.submit({ requestId: 'R-1' }, customer).catch(() => undefined)
    expect((await shop.getCase('R-1')).request.status).toBe(status)
  })
})
