/** Requests by order, customer and status, of a period. */
import { describe, expect, it } from 'vitest'
import type { CasesWanted, Instant } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { order, refusalOf, shopOn, submitted } from '../../acceptance/shop.js'
import { followed } from './followed.js'

const HOUR = 3_600_000

describe('Requests of a period', () => {
  /** One an hour; the order has a mug for each. */
  const hourly = async () => {
    const shop = shopOn(memoryEventStore(), {
      orders: simulatedOrders(
        order({
          lines: Array.from({ length: 4 }, (_, n) => ({ lineId: `mug-${n}`, sku: 'MUG', quantity: 1, goods: 1_000 })),
          tenders: [{ tenderId: 'card', kind: 'card', captured: 4_000 }],
        }),
      ),
    })
    const opened: Array<Instant> = []
    for (let n = 0; n < 4; n++) {
      opened.push(shop.clock.now())
      const lines = [{ lineId: `mug-${n}`, quantity: 1, reason: 'CM_CHANGED_MIND' }]
      await submitted(shop, `R-${n}`, 1, { remedy: 'refund_only', lines })
      shop.clock.advance(HOUR)
    }
    return { shop, opened }
  }

  it.each([
    ['an order', { orderId: '#1001' }, ['R-2', 'R-1']],
    ['a customer', { customerId: 'customer-7' }, ['R-2', 'R-1']],
    ['a status', { status: 'resolved' }, ['R-1', 'R-2']],
  ] as const)('of %s begin with its first instant and end before its last', async (_, of, expected) => {
    const { shop, opened } = await hourly()
    await followed(shop, async () => {
      const ids = async (from?: string, to?: string) =>
        (await shop.views.requests({ ...of, ...(from && { from }), ...(to && { to }) })).rows.map(({ id }) => id)
      expect(await ids(opened[1], opened[3])).toEqual(expected)
      expect((await ids(opened[2])).sort()).toEqual(['R-2', 'R-3'])
      expect((await ids(undefined, opened[2])).sort()).toEqual(['R-0', 'R-1'])
      expect(await ids(opened[3], opened[1])).toEqual([])
      expect((await ids()).length).toBe(4)
    })
  })

  it('are found by a period alone, the latest first', async () => {
    const { shop, opened } = await hourly()
    await followed(shop, async () => {
      const ids = async (wanted: CasesWanted) => (await shop.views.requests(wanted)).rows.map(({ id }) => id)
      expect(await ids({ from: opened[1]!, to: opened[3]! })).toEqual(['R-2', 'R-1'])
      expect(await ids({ to: opened[1]! })).toEqual(['R-0'])
      expect(await ids({ from: opened[2]! })).toEqual(['R-3', 'R-2'])
    })
  })

  it('come in pages, and the end of a page of another list leads nowhere else', async () => {
    const { shop, opened } = await hourly()
    await followed(shop, async () => {
      const wanted = { customerId: 'customer-7', from: opened[1]! }
      const first = await shop.views.requests(wanted, { limit: 2 })
      expect(first.rows.map(({ id }) => id)).toEqual(['R-3', 'R-2'])
      const second = await shop.views.requests(wanted, { limit: 2, after: first.next! })
      expect(second.rows.map(({ id }) => id)).toEqual(['R-1'])
      const begin = JSON.stringify(['', ''])
      for (const after of [begin, first.next!])
        expect(await refusalOf(shop.views.requests({ customerId: 'zz' }, { after }))).toMatchObject({
          problems: [{ field: 'after' }],
        })
    })
  })

  it.each([
    [{ customerId: 'c', from: 'yesterday' }, 'from'],
    [{ orderId: 'o', to: '2026-02-30T00:00:00.000Z' }, 'to'],
    [{ status: 'resolved', from: 7 }, 'from'],
    [{ status: 'done' }, 'status'],
    [{}, 'status'],
    [{ from: 'yesterday' }, 'from'],
    [{ orderId: 'o', customerId: 'c' }, 'customerId'],
    [{ customerId: 'c', status: 'resolved' }, 'status'],
  ])('are not looked for with %j', async (wanted, field) => {
    const { views } = shopOn(memoryEventStore())
    expect(await refusalOf(views.requests(wanted as never))).toMatchObject({
      _tag: 'InvalidInput',
      problems: [{ field }],
    })
  })
})
