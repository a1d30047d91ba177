/** Killer case 6: three are authorized, two come, then one. */
import { describe, expect, it } from 'vitest'
import { sentBack, shopOn, stores, submitted, typesIn, warehouse } from './shop.js'

describe.each(stores)('A return of 3 for 269.97 that comes in two parcels ($name)', ({ open }) => {
  const returned = async () => {
    const shop = shopOn(await open())
    const { state } = await submitted(shop, 'R-1', 3)
    return { shop, returnId: state.returnId! }
  }
  const totals = async ({ shop }: Awaited<ReturnType<typeof returned>>) =>
    (await shop.getCase('R-1')).refunds.map((refund) => refund.breakdown!.total)

  it('refunds 179.98 for the first two at once, never all three', async () => {
    const all = await returned()
    await sentBack(all.shop, all.returnId, 'first', { mug: 2 })
    expect(await totals(all)).toEqual([17_998])
    const {
      request,
      returns: [goods],
    } = await all.shop.getCase('R-1')
    expect(goods).toMatchObject({ status: 'partially_received', lines: [{ authorized: 3, received: 2, accepted: 2 }] })
    expect(request.status).toBe('in_progress')
  })

  it('refunds 89.99 for the last, and together exactly what was paid', async () => {
    const all = await returned()
    await sentBack(all.shop, all.returnId, 'first', { mug: 2 })
    await sentBack(all.shop, all.returnId, 'second', { mug: 1 })
    expect(await totals(all)).toEqual([17_998, 8_999])
    expect(all.shop.payments.paidTotal()).toBe(26_997)
    const {
      request,
      returns: [goods],
    } = await all.shop.getCase('R-1')
    expect(goods).toMatchObject({ status: 'completed', lines: [{ received: 3, accepted: 3, disposed: 3 }] })
    expect(request.status).toBe('resolved')
    expect((await all.shop.getOrder('#1001')).lines[0]).toMatchObject({ held: 0, returned: 3, settledUnits: 3 })
  })

  it('adds receipts even when both parcels are opened before anything is inspected', async () => {
    const { shop, returnId } = await returned()
    const parcel = (receiptId: string, quantity: number) =>
      shop.returns.receiveParcel({ returnId, receiptId, lines: [{ lineId: 'mug', quantity }] }, warehouse)
    await parcel('P-1', 2)
    const { state } = await parcel('P-2', 1)
    expect(state).toMatchObject({ status: 'received', lines: [{ received: 3 }] })
    expect((await parcel('P-2', 1)).outcome).toBe('noChange')
  })

  it('is not stuck when the last never comes: closed short, what is missing is free again', async () => {
    const { shop, returnId } = await returned()
    await sentBack(shop, returnId, 'first', { mug: 2 })
    await shop.returns.closeShort({ returnId, reason: 'lost by carrier' }, warehouse)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect((await shop.getOrder('#1001')).lines[0]).toMatchObject({ held: 0, returned: 2 })
    expect(await typesIn(shop.store)).toContain('ReturnClosedShort')
  })
})
