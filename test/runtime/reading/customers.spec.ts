/** A customer over all channels, and a case on one page, through the façade. */
import { describe, expect, it } from 'vitest'
import { orThrow, type Caller } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { histories } from '../../../src/projections/histories/histories.js'
import type { HistoryRow } from '../../../src/projections/histories/history-row.js'
import { inOrder } from '../../../src/projections/in-order.js'
import { tableOfModel } from '../../../src/projections/read-model.js'
import { lossOf, supervisor, terms } from '../../acceptance/compensations.js'
import {
  agent,
  customer,
  lead,
  openHanded,
  order,
  refusalOf,
  shopOn,
  stores,
  submitted,
  wish,
  type Shop,
} from '../../acceptance/shop.js'
import { followed } from './followed.js'

const defective = (quantity: number) => [{ lineId: 'mug', quantity, reason: 'QL_DEFECTIVE' }]
const chat: Caller = { ...customer, channel: 'chat' }
const HOUR = 3_600_000

/** Refunded with a coupon for the trouble; rejected by phone, appealed over chat and granted in part; asked for twice. */
const knownShop = async (store: ReturnType<typeof memoryEventStore>): Promise<Shop> => {
  const shop = shopOn(store, { policy: openHanded('EUR', { automatic: [] }) })
  await submitted(shop, 'R-1', 1, { remedy: 'refund_only', lines: defective(1) })
  await shop.requests.approve({ requestId: 'R-1' }, lead)
  await shop.compensations.propose(
    {
      ...{ compensationId: 'C-1', requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' }, terms: terms() },
      losses: [lossOf('delay', 3_000)],
    },
    supervisor,
  )
  await shop.requests.answerSurvey({ requestId: 'R-1', score: 4 }, customer)
  shop.clock.advance(HOUR)
  await shop.requests.open(wish('R-2', 2), agent)
  await shop.requests.submit({ requestId: 'R-2' }, agent)
  await shop.requests.reject({ requestId: 'R-2', code: 'WORN' }, agent)
  shop.clock.advance(HOUR)
  await shop.requests.appeal({ requestId: 'R-2' }, chat)
  await shop.requests.approve({ requestId: 'R-2', lines: [{ lineId: 'mug', quantity: 1 }] }, lead)
  shop.clock.advance(HOUR)
  await shop.requests.open(wish('R-3', 1), customer)
  await shop.requests.merge({ requestId: 'R-3', into: 'R-2' }, agent)
  return shop
}

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
    const key = inOrder(row.requestId)
    const [sort] = histories.lists['customers']!(row)
    return [
      { _tag: 'Put', table, row: { key, sort: '', value: JSON.stringify(row) } },
      {
        _tag: 'Put',
        table: tableOfModel(histories, 'main', 'customers'),
        row: { key: inOrder(key, sort!), sort: sort!, value: key },
      },
    ] as const
  }).flat()
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

describe.each(stores)('A case ($name)', ({ open }) => {
  it('is on one page: everything that belongs to it, and who is next until when', async () => {
    const shop = await knownShop(await open())
    await followed(shop, async () => {
      const page = await shop.views.case('R-2')
      expect(page).toMatchObject({
        request: { kind: 'request', id: 'R-2', status: 'in_progress', orderId: '#1001', customerId: 'customer-7' },
        returns: [{ status: 'authorized', waitingFor: 'customer' }],
        ...{ refunds: [], replacements: [], repairs: [], compensations: [] },
        waiting: [
          {
            kind: 'return',
            waitingFor: 'customer',
            who: { en: 'The customer', zh: '客户' },
            dueAt: page.returns[0]!.dueAt,
          },
        ],
        history: { requestId: 'R-2', outcome: 'partly_approved' },
      })
      const rested = await shop.views.case('R-1')
      expect(rested).toMatchObject({
        ...{ refunds: [{ status: 'succeeded' }], compensations: [{ id: 'C-1', status: 'issued' }], waiting: [] },
      })
      expect(JSON.stringify([page, rested])).not.toContain('underReview')
      expect(rested.request).not.toHaveProperty('state')
    })
  })
})

describe('A case on one page', () => {
  it('says first what is due first, and last what has no date', async () => {
    const shop = shopOn(memoryEventStore(), {
      policy: openHanded('EUR', { automatic: [], remedies: ['exchange', 'return_refund'] }),
    })
    await submitted(shop, 'R-1', 1, { remedy: 'exchange' })
    await shop.requests.approve({ requestId: 'R-1' }, lead)
    await followed(shop, async () => {
      const { waiting } = await shop.views.case('R-1')
      expect(waiting.map(({ kind, dueAt }) => [kind, dueAt !== undefined])).toEqual([
        ['return', true],
        ['replacement', false],
      ])
    })
  })

  it('that nobody has heard of is unknown', async () => {
    const shop = await knownShop(memoryEventStore())
    await followed(shop, async () => {
      expect(await refusalOf(shop.views.case('R-9'))).toEqual({ _tag: 'RequestUnknown' })
    })
  })

  it('is not answered before it was built: half of it would be wrong', async () => {
    const { views } = shopOn(memoryEventStore())
    expect(await refusalOf(views.case('R-1'))).toMatchObject({ _tag: 'ReadModelNotBuilt' })
    expect(await refusalOf(views.history('customer-7'))).toMatchObject({ readModel: 'histories@1' })
  })
})

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
    const opened: Array<string> = []
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

  it('come in pages, and the end of a page of another list leads nowhere else', async () => {
    const { shop, opened } = await hourly()
    await followed(shop, async () => {
      const wanted = { customerId: 'customer-7', from: opened[1]! }
      const first = await shop.views.requests(wanted, { limit: 2 })
      expect(first.rows.map(({ id }) => id)).toEqual(['R-3', 'R-2'])
      const second = await shop.views.requests(wanted, { limit: 2, after: first.next! })
      expect(second.rows.map(({ id }) => id)).toEqual(['R-1'])
      const begin = JSON.stringify(['', ''])
      const strange = await shop.views.requests({ customerId: 'zz' }, { after: begin })
      expect(strange.rows).toEqual([])
    })
  })

  it.each([
    [{ customerId: 'c', from: 'yesterday' }, 'from'],
    [{ orderId: 'o', to: '2026-02-30T00:00:00.000Z' }, 'to'],
    [{ status: 'resolved', from: 7 }, 'from'],
    [{ status: 'done' }, 'status'],
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
