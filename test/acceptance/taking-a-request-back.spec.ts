/** Cancellation: at once as long as nothing moved; what is on its way is not called back. */
import { describe, expect, it } from 'vitest'
import { simplePolicy } from 'after-sales/testing'
import {
  agent,
  customer,
  finance,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  submitted,
  typesIn,
  warehouse,
  wish,
  type Shop,
} from './shop.js'

const reviewed = simplePolicy('EUR', { refunds: { ...simplePolicy('EUR').refunds, approvalFreeUpTo: [] } })
const cancel = (shop: Shop) => shop.requests.cancel({ requestId: 'R-1', reason: 'keeps it' }, customer)

const before: ReadonlyArray<readonly [stage: string, reach: (shop: Shop) => Promise<unknown>]> = [
  ['a draft', (shop) => shop.requests.open(wish('R-1', 2), customer)],
  ['under review', (shop) => submitted(shop, 'R-1', 2)],
  [
    'approved, with nothing handed over yet',
    async (shop) => {
      await submitted(shop, 'R-1', 2)
      await shop.requests.approve({ requestId: 'R-1' }, agent)
    },
  ],
  [
    'approved for a refund that waits for its approval',
    async (shop) => {
      await submitted(shop, 'R-1', 2, { remedy: 'refund_only' })
      await shop.requests.approve({ requestId: 'R-1' }, agent)
    },
  ],
]

describe.each(stores)('A request that is taken back ($name)', ({ open }) => {
  it.each(before)('ends at once while it is %s, and holds nothing any more', async (_stage, reach) => {
    const shop = shopOn(await open(), { policy: reviewed })
    await reach(shop)
    const { state } = await cancel(shop)
    expect(state.status).toBe('canceled')
    const order = await shop.getOrder('#1001')
    expect(order.lines[0]).toMatchObject({ held: 0, returned: 0, kept: 0 })
    expect(order.tenders[0]).toMatchObject({ reserved: 0, settled: 0 })
    expect((await cancel(shop)).outcome).toBe('noChange')
    expect(shop.payments.calls).toEqual([])
  })

  it('takes the return and the refund with it', async () => {
    const shop = shopOn(await open(), { policy: reviewed })
    await before[2]![1](shop)
    await cancel(shop)
    const {
      returns: [goods],
    } = await shop.getCase('R-1')
    expect(goods!.status).toBe('canceled')
    const late = shop.returns.registerParcel({ returnId: goods!.returnId, parcelId: 'P-1' }, customer)
    expect(await refusalOf(late)).toEqual({ _tag: 'ReturnNotOpen', status: 'canceled' })
  })
})

describe.each(stores)('A request that can no longer be taken back ($name)', ({ open }) => {
  const approved = async () => {
    const shop = shopOn(await open(), { policy: reviewed })
    await submitted(shop, 'R-1', 2)
    const { state } = await shop.requests.approve({ requestId: 'R-1' }, agent)
    return { shop, returnId: state.returnId! }
  }

  it('goes on because the goods are on their way', async () => {
    const { shop, returnId } = await approved()
    await shop.returns.registerParcel({ returnId, parcelId: 'P-1' }, customer)
    expect(await refusalOf(cancel(shop))).toEqual({ _tag: 'GoodsInTransit' })
    expect((await shop.getCase('R-1')).request.status).toBe('in_progress')
    await sentBack(shop, returnId, 'all', { mug: 2 })
    const [refund] = (await shop.getCase('R-1')).refunds
    await shop.refunds.approve({ refundId: refund!.refundId }, finance)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect(await typesIn(shop.store)).toContain('CancellationRefused')
  })

  it('goes on because the refund is with the provider', async () => {
    const shop = shopOn(await open())
    shop.payments.script({ _tag: 'process' })
    await submitted(shop, 'R-1', 2, { remedy: 'refund_only' })
    expect(await refusalOf(cancel(shop))).toEqual({ _tag: 'RefundInFlight' })
    const view = await shop.resume('R-1')
    expect(view.request.status).toBe('resolved')
    expect(shop.payments.paidTotal()).toBe(17_998)
  })

  it.each(['resolved', 'closed'] as const)('is over: it is %s', async (status) => {
    const shop = shopOn(await open())
    await submitted(shop, 'R-1', 2, { remedy: 'refund_only' })
    if (status === 'closed') await shop.requests.close({ requestId: 'R-1' }, agent)
    expect(await refusalOf(cancel(shop))).toEqual({ _tag: 'RequestNotOpen', status })
  })

  it('was rejected: there is nothing to take back, and its units are free', async () => {
    const shop = shopOn(await open(), { policy: reviewed })
    await submitted(shop, 'R-1', 2)
    await shop.requests.reject({ requestId: 'R-1', code: 'USED' }, agent)
    expect(await refusalOf(cancel(shop))).toEqual({ _tag: 'RequestNotOpen', status: 'rejected' })
    expect((await shop.getOrder('#1001')).lines[0]).toMatchObject({ held: 0 })
  })

  it('belongs to somebody else', async () => {
    const { shop } = await approved()
    const stranger = { actor: { kind: 'customer', id: 'customer-8' } } as const
    const by = shop.requests.cancel({ requestId: 'R-1', reason: 'mine' }, stranger)
    expect(await refusalOf(by)).toEqual({ _tag: 'NotOwner' })
    expect(
      await refusalOf(shop.returns.inspect({ returnId: 'x', inspectionId: 'I', lines: [] }, warehouse)),
    ).toMatchObject({
      _tag: 'InvalidInput',
    })
  })
})
