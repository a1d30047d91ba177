/** Goods that get lost, that need not come back, and that are judged anew: what they are worth follows, once. */
import { describe, expect, it } from 'vitest'
import { agent, lead, paidBy, shopOn, stores, submitted, warehouse } from './shop.js'

const one = [{ lineId: 'mug', quantity: 1 }]
const two = [{ lineId: 'mug', quantity: 2 }]

describe.each(stores)('A mug that is expected back ($name)', ({ open }) => {
  const expected = async (quantity = 1) => {
    const shop = shopOn(await open())
    const { state } = await submitted(shop, 'R-1', quantity)
    return { shop, returnId: state.returnId! }
  }
  type Expected = Awaited<ReturnType<typeof expected>>
  const lost = async ({ shop, returnId }: Expected, bearer: 'carrier' | 'customer') => {
    await shop.returns.registerParcel({ returnId, parcelId: 'P-1' }, agent)
    await shop.returns.declareLost({ returnId, lossId: 'X-1', lines: one, bearer, reason: 'claim_accepted' }, agent)
  }
  const statusOf = async ({ shop }: Expected) => (await shop.getCase('R-1')).request.status

  it('is refunded when the carrier lost it', async () => {
    const now = await expected()
    await lost(now, 'carrier')
    expect(paidBy(now.shop)).toEqual({ card: 8_999 })
    expect(await statusOf(now)).toBe('resolved')
    expect((await now.shop.getOrder('#1001')).lines).toMatchObject([{ held: 0, kept: 1, settledUnits: 1 }])
  })

  it('is not refunded when it was the customer’s to see to', async () => {
    const now = await expected()
    await lost(now, 'customer')
    expect(paidBy(now.shop)).toEqual({})
    expect(await statusOf(now)).toBe('resolved')
  })

  it('is not refunded twice when it turns up', async () => {
    const now = await expected()
    await lost(now, 'carrier')
    await now.shop.returns.receiveParcel({ returnId: now.returnId, receiptId: 'late', lines: one }, warehouse)
    expect(paidBy(now.shop)).toEqual({ card: 8_999 })
  })

  it('is refunded when it need not come back', async () => {
    const now = await expected()
    const waiver = { returnId: now.returnId, waiverId: 'W-1', lines: one, as: 'donate', reason: 'too_cheap' } as const
    await now.shop.returns.waive(waiver, agent)
    expect(paidBy(now.shop)).toEqual({ card: 8_999 })
    expect(await statusOf(now)).toBe('resolved')
  })

  const inspected = async (accepted: number) => {
    const now = await expected(2)
    const { shop, returnId } = now
    await shop.returns.receiveParcel({ returnId, receiptId: 'R-1', lines: two }, warehouse)
    const lines = [{ lineId: 'mug', accepted, rejected: 2 - accepted, grade: 'C_USED_GOOD' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines }, warehouse)
    return now
  }
  const revised = ({ shop, returnId }: Expected, accepted: number) =>
    shop.returns.reviseInspection(
      {
        ...{ returnId, inspectionId: 'I-1', revisionId: 'V-1', reason: 'second_look' },
        lines: [{ lineId: 'mug', accepted, rejected: 2 - accepted, grade: 'C_USED_GOOD' }],
      },
      lead,
    )

  it('is refunded, too, when a second look accepts it', async () => {
    const now = await inspected(1)
    expect(paidBy(now.shop)).toEqual({ card: 8_999 })
    await revised(now, 2)
    expect(paidBy(now.shop)).toEqual({ card: 17_998 })
  })

  it('is owed by the customer when a second look does not accept it after all', async () => {
    const now = await inspected(2)
    expect(paidBy(now.shop)).toEqual({ card: 17_998 })
    await revised(now, 1)
    const [refund] = (await now.shop.getCase('R-1')).refunds
    expect([...refund!.receivables.values()]).toMatchObject([{ status: 'open', tenders: [{ minor: 8_999 }] }])
    expect(paidBy(now.shop)).toEqual({ card: 17_998 })
  })
})
