/** Killer case 29: duty goes back when customs have paid it back, as a component of its own, in the order's currency. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import { lineOf, openHanded, order, paidBy, shopOn, stores, submitted, system } from './shop.js'

/** EUR 119: 90 goods, 19 tax, 10 duty. */
const imported = () =>
  simulatedOrders(
    order({
      lines: [lineOf('coat', 2, 9_000, { tax: 1_900, duty: 1_000 })],
      tenders: [{ tenderId: 'card', kind: 'card', captured: 11_900 }],
    }),
  )
const coat = { remedy: 'refund_only', lines: [{ lineId: 'coat', quantity: 1, reason: 'CM_CHANGED_MIND' }] } as const

describe.each(stores)('Duty that goes back once it is recovered ($name)', ({ open }) => {
  const shopWith = async () => {
    const policy = openHanded()
    const refunds = { ...policy.refunds, duty: 'when_recovered' } as const
    return shopOn(await open(), { orders: imported(), policy: { ...policy, refunds } })
  }
  const recovered = { orderId: '#1001', reclaimId: 'C285-1', lines: [{ lineId: 'coat', minor: 1_000 }] }

  it('is not in the refund, which pays goods and tax in the original currency', async () => {
    const shop = await shopWith()
    await submitted(shop, 'R-1', 1, coat)
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.breakdown).toMatchObject({ currency: 'EUR', lines: [{ amounts: { goods: 4_500, tax: 950 } }] })
    expect(paidBy(shop)).toEqual({ card: 5_450 })
  })

  it('is due to who had it refunded before, and goes with the goods of who comes later', async () => {
    const shop = await shopWith()
    await submitted(shop, 'R-1', 1, coat)
    const { events } = await shop.facts.recordDutyRecovered(recovered, system)
    expect(events).toMatchObject([
      {
        type: 'DutyRecovered',
        data: { due: [{ claimId: 'R-1', lines: [{ lineId: 'coat', quantity: 1, minor: 500 }] }] },
      },
    ])
    expect(paidBy(shop)).toEqual({ card: 5_450 + 500 })
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    await submitted(shop, 'R-2', 1, coat)
    expect(paidBy(shop)).toEqual({ card: 5_450 + 500 + 5_950 })
    expect((await shop.facts.recordDutyRecovered(recovered, system)).outcome).toBe('noChange')
  })

  it('is paid by itself when it comes: 109.00 first, then 10.00 of the 119.00', async () => {
    const shop = await shopWith()
    await submitted(shop, 'R-1', 2, { ...coat, lines: [{ ...coat.lines[0], quantity: 2 }] })
    expect(paidBy(shop)).toEqual({ card: 10_900 })
    await shop.facts.recordDutyRecovered(recovered, system)
    expect(paidBy(shop)).toEqual({ card: 11_900 })
    const { refunds } = await shop.getCase('R-1')
    expect(refunds[1]!.breakdown).toMatchObject({ lines: [{ amounts: { duty: 1_000 } }], total: 1_000 })
  })
})
