/** Killer case 26: a bundle is sold for one price, stored as what each part is worth in it; a gift has its value, too. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import { lineOf, order, paidBy, sentBack, shopOn, stores, submitted, warehouse } from './shop.js'

const returning = (lineId: string, reason = 'CM_CHANGED_MIND') => ({ lines: [{ lineId, quantity: 1, reason }] })

describe.each(stores)('A bundle of 100 in which A is worth 60 and B 40 ($name)', ({ open }) => {
  const bundle = async () =>
    shopOn(await open(), {
      orders: simulatedOrders(
        order({
          // On the price list B costs 55.00: nobody paid that.
          lines: [lineOf('A', 1, 7_500, { discount: 1_500 }), lineOf('B', 1, 5_500, { discount: 1_500 })],
          tenders: [{ tenderId: 'card', kind: 'card', captured: 10_000 }],
        }),
      ),
    })

  it('refunds 40 for B, and 60 for A when that comes back as well', async () => {
    const shop = await bundle()
    const b = await submitted(shop, 'R-B', 1, returning('B'))
    await sentBack(shop, b.state.returnId!, 'b', { B: 1 })
    expect(paidBy(shop)).toEqual({ card: 4_000 })
    const a = await submitted(shop, 'R-A', 1, returning('A'))
    await sentBack(shop, a.state.returnId!, 'a', { A: 1 })
    expect(paidBy(shop)).toEqual({ card: 10_000 })
  })
})

describe.each(stores)('A gift that came with the purchase and is sent back with it ($name)', ({ open }) => {
  it('leaves the refund whole: it was worth something to the customer, and was paid with nothing', async () => {
    const shop = shopOn(await open(), {
      orders: simulatedOrders(
        order({
          lines: [lineOf('coat', 1, 20_000), lineOf('scarf', 1, 0)],
          tenders: [{ tenderId: 'card', kind: 'card', captured: 20_000 }],
        }),
      ),
    })
    const both = ['coat', 'scarf'].map((lineId) => ({ lineId, quantity: 1, reason: 'CM_CHANGED_MIND' }))
    const { state } = await submitted(shop, 'R-1', 1, { lines: both })
    await sentBack(shop, state.returnId!, 'all', { coat: 1, scarf: 1 })
    expect(paidBy(shop)).toEqual({ card: 20_000 })
    expect((await shop.getOrder('#1001')).lines).toMatchObject([{ returned: 1 }, { returned: 1 }])
  })
})

describe.each(stores)('A gift that came with the purchase and stays away ($name)', ({ open }) => {
  const withGift = async (
    reason: string,
    deductions: ReadonlyArray<{ readonly kind: 'missing_parts'; readonly minor: number; readonly code: string }>,
  ) => {
    const shop = shopOn(await open(), {
      orders: simulatedOrders(
        order({
          lines: [lineOf('coat', 1, 20_000), lineOf('scarf', 1, 0)],
          tenders: [{ tenderId: 'card', kind: 'card', captured: 20_000 }],
        }),
      ),
    })
    const { state } = await submitted(shop, 'R-1', 1, returning('coat', reason))
    const returnId = state.returnId!
    const lines = [{ lineId: 'coat', quantity: 1 }]
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines }, warehouse)
    const found = [{ lineId: 'coat', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found, deductions }, warehouse)
    return shop
  }

  it('is kept back by its value when the customer changed their mind', async () => {
    const shop = await withGift('CM_CHANGED_MIND', [{ kind: 'missing_parts', minor: 1_500, code: 'gift_kept' }])
    expect(paidBy(shop)).toEqual({ card: 18_500 })
  })

  it('stays with the customer when the goods were faulty', async () => {
    const shop = await withGift('QL_DEFECTIVE', [])
    expect(paidBy(shop)).toEqual({ card: 20_000 })
    expect((await shop.getOrder('#1001')).lines[1]).toMatchObject({ held: 0, returned: 0 })
  })
})
