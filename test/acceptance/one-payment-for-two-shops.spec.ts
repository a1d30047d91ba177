/** Killer case 30: one capture over two orders; each is registered with its share. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import { lineOf, order, paidBy, shopOn, stores, submitted } from './shop.js'

/** 100.00 on one card: 40.00 of it for order A, 60.00 for order B. A has a line that was never paid in full. */
const shares = () =>
  simulatedOrders(
    ...[
      ['A', 4_100, 4_000],
      ['B', 6_000, 6_000],
    ].map(([orderId, goods, captured]) =>
      order({
        orderId: orderId as string,
        lines: [lineOf('mug', 1, goods as number)],
        tenders: [{ tenderId: 'card', kind: 'card', captured: captured as number, paymentRef: 'pay_100' }],
      }),
    ),
  )
const keep = (orderId: string) => ({ orderId, remedy: 'refund_only' as const })

describe.each(stores)('One payment of 100 for an order of 40 and one of 60 ($name)', ({ open }) => {
  it('gives back 40 for the first, and not 41: what is missing is named', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    await submitted(shop, 'R-A', 1, keep('A'))
    const [refund] = (await shop.getCase('R-A')).refunds
    expect(refund).toMatchObject({ status: 'succeeded', breakdown: { total: 4_000, shortfall: 100 } })
    expect(paidBy(shop)).toEqual({ card: 4_000 })
  })

  it('gives back the 40 of one, though the provider refuses the 60 of the other', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    shop.payments.script({ _tag: 'decline', code: 'card_closed' })
    await submitted(shop, 'R-B', 1, keep('B'))
    await submitted(shop, 'R-A', 1, keep('A'))
    expect((await shop.getCase('R-B')).refunds).toMatchObject([{ status: 'failed' }])
    expect((await shop.getCase('R-A')).refunds).toMatchObject([{ status: 'succeeded' }])
    expect(shop.payments.calls.map(({ orderId, paymentRef, minor }) => [orderId, paymentRef, minor])).toEqual([
      ['B', 'pay_100', 6_000],
      ['A', 'pay_100', 4_000],
    ])
    expect((await shop.getOrder('B')).tenders).toMatchObject([{ captured: 6_000, reserved: 6_000, settled: 0 }])
  })
})
