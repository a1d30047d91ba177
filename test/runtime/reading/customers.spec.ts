/** A customer over all channels, through the façade. */
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { histories } from '../../../src/projections/histories/histories.js'
import type { HistoryRow } from '../../../src/projections/histories/history-row.js'
import { inOrder } from '../../../src/projections/in-order.js'
import { tableOfModel } from '../../../src/projections/read-model.js'
import { shopOn, stores, submitted, type Shop } from '../../acceptance/shop.js'
import { followed } from './followed.js'
import { knownShop } from './known-shop.js'

describe.each(stores)('The history of a customer ($name)', ({ open }) => {
  it('tells each request over all channels, the latest first', async () => {
    const shop = await knownShop(await open())
    await followed(shop, async () => {
      const { rows, next } = await shop.views.history('customer-7')
      expect(next).toBeUndefined()
      expect(rows.map(({ requestId, outcome, channels }) => [requestId, outcome, channels])).toEqual([
        ['R-3', 'merged', ['web']],
        ['R-2', 'partly_approved', ['phone', 'chat']],
        ['R-1', 'approved', ['web']],
      ])
      expect(rows[0]).toMatchObject({ mergedInto: 'R-2' })
      expect(rows[1]).toMatchObject({
        ...{ appeals: [{ end: 'partly_granted' }], declined: [{ lineId: 'mug', quantity: 1 }], refunded: 0 },
        ...{ granted: ['return_refund'], reasons: ['CM_CHANGED_MIND'] },
      })
      expect(rows[2]).toMatchObject({
        ...{ granted: ['refund_only'], reasons: ['QL_DEFECTIVE'], currency: 'EUR', refunded: 8_999 },
        ...{ surveys: [{ score: 4 }], benefits: [{ form: 'coupon', minor: 3_000, currency: 'EUR', state: 'given' }] },
      })
      for (const row of rows) expect(row).not.toHaveProperty('underReview')
      const first = await shop.views.history('customer-7', { limit: 2 })
      const rest = await shop.views.history('customer-7', { limit: 2, after: first.next! })
      expect([...first.rows, ...rest.rows]).toEqual(rows)
      expect((await shop.views.history('customer-8')).rows).toEqual([])
    })
  })

  it('adds up what the history tells, each wish once', async () => {
    const shop = await knownShop(await open())
    await followed(shop, async () => {
      const profile = await shop.views.profile('customer-7', { days: 1 })
      expect(profile).toMatchObject({
        ...{ customerId: 'customer-7', requests: 2, lately: { requests: 2 }, appeals: 1 },
        ...{ outcomes: { approved: 1, partly_approved: 1 }, channels: { web: 1, phone: 1, chat: 1 } },
        ...{ satisfaction: { sum: 4, count: 1 }, refunded: [{ currency: 'EUR', minor: 8_999 }] },
        ...{ compensated: [{ currency: 'EUR', minor: 3_000 }], lastContactAt: '2026-01-05T12:00:00.000Z' },
      })
      const before = await shop.views.profile('customer-7', { at: profile.firstContactAt! })
      expect(before.lately.requests).toBe(1)
      expect((await shop.views.profile('customer-8')).requests).toBe(0)
    })
  })
})

/** Rows as the workers leave them, without the work. */
const withRows = async (shop: Shop, count: number): Promise<HistoryRow> => {
  await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
  await followed(shop, async () => {})
  const table = tableOfModel(histories, 'main')
  const [found] = orThrow(await shop.readModels.load(table, [inOrder('R-1')])())
  const model = JSON.parse(found!.value) as HistoryRow
  const changes = Array.from({ length: count }, (_, n) => {
    const row: HistoryRow = { ...model, requestId: `H-${n}`, customerId: 'many' }
    const sort = histories.order.place(row)
    return { _tag: 'Put', table, row: { key: inOrder(row.requestId), sort, value: JSON.stringify(row) } } as const
  })
  orThrow(await shop.readModels.commit({ name: 'test', expected: 0, checkpoint: '1', changes })())
  return model
}

it('A profile adds up more requests than one page holds', async () => {
  const shop = shopOn(memoryEventStore())
  const { refunded } = await withRows(shop, 2_345)
  const { requests, refunded: total, outcomes } = await shop.views.profile('many')
  expect([requests, outcomes, total]).toEqual([
    2_345,
    { approved: 2_345 },
    [{ currency: 'EUR', minor: 2_345 * refunded }],
  ])
})

describe('A question about a customer', () => {
  const { views } = shopOn(memoryEventStore()).afterSales

  it.each([undefined, null, '', 7, [], {}, 'x'.repeat(501)])('names its customer; %j names none', async (wrong) => {
    for (const ask of [views.history, views.profile])
      expect(await ask(wrong as never)()).toMatchObject({
        left: { _tag: 'InvalidInput', problems: [{ field: 'customerId' }] },
      })
    expect(await views.case(wrong as never)()).toMatchObject({
      left: { _tag: 'InvalidInput', problems: [{ field: 'caseId' }] },
    })
  })

  it.each([
    [{ days: 0 }, 'days'],
    [{ days: 3_661 }, 'days'],
    [{ days: 1.5 }, 'days'],
    [{ at: 'now' }, 'at'],
    [{ since: 'x' }, ''],
    [null, ''],
  ])('is asked with days and an instant, not with %j', async (options, field) =>
    expect(await views.profile('customer-7', options as never)()).toMatchObject({
      left: { _tag: 'InvalidInput', subject: 'Profile', problems: [{ field }] },
    }),
  )
})
