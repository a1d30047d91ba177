/** Killer case 12: an order funded by coupon, points and card. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import { followed } from '../runtime/reading/followed.js'
import { lineOf, order, paidBy, sentBack, shopOn, stores, submitted } from './shop.js'

/**
 * List 500, coupon 60 over 300 and 200, 1,000 points worth 10.00, card 430. A point is a hundredth. Of the coupon the
 * platform pays 40.00, the shop 20.00.
 */
const couponOrder = () =>
  simulatedOrders(
    order({
      lines: [lineOf('coat', 1, 30_000), lineOf('hat', 1, 20_000)],
      discounts: [{ minor: 4_000, fundedBy: 'platform' }, { minor: 2_000 }],
      tenders: [
        { tenderId: 'points', kind: 'points', captured: 1_000 },
        { tenderId: 'card', kind: 'card', captured: 43_000 },
      ],
    }),
  )

const returning = (lineId: string) => ({ lines: [{ lineId, quantity: 1, reason: 'CM_CHANGED_MIND' }] })

describe.each(stores)('An order of 500 paid by coupon 60, points 10 and card 430 ($name)', ({ open }) => {
  const returned = async (...lineIds: ReadonlyArray<string>) => {
    const shop = shopOn(await open(), { orders: couponOrder() })
    for (const lineId of lineIds) {
      const { state } = await submitted(shop, `R-${lineId}`, 1, returning(lineId))
      await sentBack(shop, state.returnId!, 'all', { [lineId]: 1 })
    }
    return shop
  }

  it('divides the coupon over the lines once, when the order is registered', async () => {
    const shop = await returned('coat')
    const { lines } = await shop.getOrder('#1001')
    expect(lines.map((l) => l.line.discount)).toEqual([3_600, 2_400])
  })

  it('refunds the line of 300 with 600 points and 258.00', async () => {
    const shop = await returned('coat')
    expect(paidBy(shop)).toEqual({ points: 600, card: 25_800 })
    const [refund] = (await shop.getCase('R-coat')).refunds
    expect(refund!.breakdown).toMatchObject({ total: 26_400, shortfall: 0, lines: [{ amounts: { goods: 26_400 } }] })
  })

  it.each([['coat', 'hat'] as const, ['hat', 'coat'] as const])(
    'refunds all points and all cash when both come back, %s first, and no coupon',
    async (...lineIds) => {
      const shop = await returned(...lineIds)
      expect(paidBy(shop)).toEqual({ points: 1_000, card: 43_000 })
      expect((await shop.getOrder('#1001')).tenders.map((t) => t.settled)).toEqual([1_000, 43_000])
    },
  )

  it('refunds the line of 200 with 400 points and 172.00', async () => {
    expect(paidBy(await returned('hat'))).toEqual({ points: 400, card: 17_200 })
  })

  it('gives the platform its share of what came back, in the refund and in the books, and the customer none of it', async () => {
    const shop = await returned('coat')
    const [refund] = (await shop.getCase('R-coat')).refunds
    expect(refund!.breakdown!.lines[0]!.funded).toEqual([{ by: 'platform', minor: 2_400 }])
    const sums = await followed(shop, () => shop.views.ledger({ from: '2026-01-01', to: '2026-12-31' }))
    const books = sums.map(({ means, kind, minor }) => [means, kind, minor])
    expect(books).toEqual([
      ['card', 'paid', 25_800],
      ['platform', 'to_funder', 2_400],
      ['points', 'paid', 600],
    ])
  })
})
