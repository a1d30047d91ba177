/** The queues as people work from them: what waits for whom, who holds it, and how much there is. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import type { CaseEntry, Department, Page, PageOptions, QueueOptions } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { agent, lead, NOW, openHanded, order, refusalOf, shopOn, stores, submitted } from '../../acceptance/shop.js'
import { simulatedOrders } from 'after-sales/testing'
import type { CaseFile } from '../../../src/projections/case-files/case-files.js'
import { workViewsOf } from '../../../src/runtime/reading/work.js'
import { followed } from './followed.js'

const review = (id: string) => ({ kind: 'request', id, department: 'customer_service' }) as const
const ids = ({ rows }: Page<CaseEntry>) => rows.map(({ id }) => id)

/** Requests that a person must review, one a minute: a mug each, of an order each. */
const shopWithWork = async (store = memoryEventStore(), wishes: ReadonlyArray<readonly [string, number]> = FOUR) => {
  const orders = simulatedOrders(...wishes.map(([id]) => order({ orderId: `order of ${id}` })))
  const shop = shopOn(store, { orders, policy: openHanded('EUR', { automatic: [] }) })
  for (const [id, quantity] of wishes) {
    shop.clock.advance(60_000)
    await submitted(shop, id, quantity, { orderId: `order of ${id}` })
  }
  return shop
}
const FOUR = [
  ['R-1', 1],
  ['R-2', 3],
  ['R-3', 2],
  ['R-4', 3],
] as const

describe.each(stores)('A queue of a shop on $name', ({ open }) => {
  it('shows who works on what, and gives what is free and what one person holds', async () => {
    const shop = await shopWithWork(await open())
    await followed(shop, async () => {
      const queue = async (options: QueueOptions = {}) => shop.views.queue('customer_service', options)
      expect(ids(await queue({ assignedTo: 'nobody' }))).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
      await shop.work.take(review('R-3'), agent)
      await shop.work.take(review('R-1'), agent)
      await shop.work.take(review('R-4'), lead)
      await shop.views.upToDate()
      expect(ids(await queue())).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
      expect((await queue()).rows.map(({ assignedTo }) => assignedTo)).toEqual([
        ...['agent-1', undefined, 'agent-1', 'lead-1'],
      ])
      expect((await queue()).rows[0]).toMatchObject({
        assignedSince: expect.stringMatching(/^2026-01-05T09:04:/) as unknown,
      })
      expect((await queue()).rows[0]).not.toHaveProperty('holders')
      expect(ids(await queue({ assignedTo: 'nobody' }))).toEqual(['R-2'])
      expect(ids(await queue({ assignedTo: 'agent-1' }))).toEqual(['R-1', 'R-3'])
      expect(ids(await queue({ assignedTo: 'agent-9' }))).toEqual([])
      expect(ids(await shop.views.workOf('agent-1'))).toEqual(['R-1', 'R-3'])
      await shop.work.transfer({ ...review('R-1'), to: 'agent-2' }, agent)
      await shop.work.release(review('R-4'), lead)
      await shop.views.upToDate()
      expect(ids(await queue({ assignedTo: 'nobody' }))).toEqual(['R-2', 'R-4'])
      expect([ids(await shop.views.workOf('agent-1')), ids(await shop.views.workOf('agent-2'))]).toEqual([
        ...[['R-3'], ['R-1']],
      ])
    })
  })

  it('gives the largest amounts first, and what is due first, and pages that add up to the whole', async () => {
    const shop = await shopWithWork(await open())
    await followed(shop, async () => {
      const paged = async (options: QueueOptions): Promise<ReadonlyArray<string>> => {
        const found: Array<string> = []
        for (let after: string | undefined; ;) {
          const page = await shop.views.queue('customer_service', {
            ...options,
            limit: 1,
            ...(after === undefined ? {} : { after }),
          })
          found.push(...ids(page))
          after = page.next
          if (after === undefined) return found
        }
      }
      expect(await paged({ by: 'amount' })).toEqual(['R-2', 'R-4', 'R-3', 'R-1'])
      expect(await paged({ by: 'age' })).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
      // None of them has a deadline: the oldest is first all the same, and none is hidden.
      expect(await paged({ by: 'deadline' })).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
      await shop.work.take(review('R-2'), agent)
      await shop.views.upToDate()
      expect(await paged({ by: 'amount', assignedTo: 'nobody' })).toEqual(['R-4', 'R-3', 'R-1'])
    })
  })

  it('gives what is of one kind or one priority, page by page, and what wants somebody soonest first', async () => {
    const shop = await shopWithWork(await open())
    // Somebody said no to it, and the customer has come back.
    await shop.requests.reject({ requestId: 'R-3', code: 'NOT_DEFECTIVE' }, agent)
    await shop.requests.appeal({ requestId: 'R-3' }, { actor: { kind: 'customer', id: 'customer-7' } })
    await followed(shop, async () => {
      const queue = async (options: QueueOptions = {}) => shop.views.queue('customer_service', options)
      expect((await queue({ by: 'priority' })).rows.map(({ id, priority }) => [id, priority])).toEqual([
        ...[['R-3', 'high'] as const, ['R-1', 'normal'] as const, ['R-2', 'normal'] as const],
        ['R-4', 'normal'],
      ])
      expect(ids(await queue({ priority: 'high' }))).toEqual(['R-3'])
      expect(ids(await queue({ kind: 'refund' }))).toEqual([])
      const first = await queue({ by: 'amount', kind: 'request', priority: 'normal', limit: 2 })
      expect(ids(first)).toEqual(['R-2', 'R-4'])
      const last = await queue({ by: 'amount', kind: 'request', priority: 'normal', limit: 2, after: first.next! })
      expect([ids(last), last.next]).toEqual([['R-1'], undefined])
    })
  })

  it('is not moved by what is taken while somebody turns its pages', async () => {
    const shop = await shopWithWork(await open())
    await followed(shop, async () => {
      const first = await shop.views.queue('customer_service', { assignedTo: 'nobody', limit: 2 })
      await shop.work.take(review('R-1'), agent)
      await shop.work.take(review('R-3'), agent)
      await shop.views.upToDate()
      const next = await shop.views.queue('customer_service', { assignedTo: 'nobody', limit: 2, after: first.next! })
      expect([ids(first), ids(next)]).toEqual([['R-1', 'R-2'], ['R-4']])
    })
  })

  it('is left when the piece waits for others, and who held it holds it again when it comes back', async () => {
    const shop = await shopWithWork(await open(), [['R-1', 1]])
    await shop.work.take(review('R-1'), agent)
    const dueAt = '2026-02-01T00:00:00.000Z' as never
    await shop.requests.askForEvidence({ requestId: 'R-1', asked: ['photo'], dueAt }, agent)
    await followed(shop, async () => {
      expect(ids(await shop.views.queue('customer_service'))).toEqual([])
      expect(ids(await shop.views.workOf('agent-1'))).toEqual([])
      await shop.requests.supplyEvidence(
        { requestId: 'R-1', items: [{ evidenceId: 'p-1', kind: 'photo', sha256: '0'.repeat(64) }] },
        { actor: { kind: 'customer', id: 'customer-7' } },
      )
      await shop.views.upToDate()
      expect(ids(await shop.views.queue('customer_service', { assignedTo: 'agent-1' }))).toEqual(['R-1'])
    })
  })

  it('is counted: how much waits, how much nobody has taken, since when, and what it is about', async () => {
    const shop = await shopWithWork(await open())
    const since = '2026-01-05T09:01:00.000Z'
    await shop.work.take(review('R-2'), agent)
    await followed(shop, async () => {
      const [service, ...others] = await shop.views.counts()
      expect(service).toEqual({
        ...{ department: 'customer_service', waiting: 4, unassigned: 3, overdue: 0, urgent: 0, oldestSince: since },
        amounts: [{ currency: 'EUR', minor: 9 * 8_999 }],
      })
      expect(others).toEqual(
        ['warehouse', 'workshop', 'finance'].map((department) => ({
          ...{ department, waiting: 0, unassigned: 0, overdue: 0, urgent: 0, amounts: [] },
        })),
      )
    })
  })
})

describe('What is past its deadline', () => {
  it('is counted by the instant that is asked about, or by now, and listed', async () => {
    const shop = shopOn(memoryEventStore())
    const { state } = await submitted(shop, 'R-1', 1)
    const returnId = (await shop.getCase(state.requestId)).returns[0]!.returnId
    await shop.returns.receiveParcel(
      { returnId, receiptId: 'P-1', lines: [{ lineId: 'mug', quantity: 1 }] },
      { actor: { kind: 'warehouse', id: 'dock-2' } },
    )
    await shop.returns.setSendBackDeadline({ returnId, sendBackBy: '2026-01-10T09:00:00.000Z' as never }, agent)
    await followed(shop, async () => {
      const overdue = async (at?: string) => {
        const counts = await shop.views.counts(at === undefined ? {} : { at: at as never })
        return counts.find(({ department }) => department === 'warehouse')!.overdue
      }
      const listed = async (options: QueueOptions = {}) =>
        ids(await shop.views.queue('warehouse', { ...options, overdue: true }))
      expect(await listed()).toEqual([])
      expect(ids(await shop.views.queue('warehouse', { overdue: false }))).toEqual([returnId])
      expect(await overdue('2026-01-10T09:00:00.000Z')).toBe(0)
      expect(await overdue('2026-01-10T09:00:00.001Z')).toBe(1)
      expect(await overdue()).toBe(0)
      shop.clock.advance(6 * 86_400_000)
      expect(await overdue()).toBe(1)
      // A list of its own, whatever order was asked for, and of nobody's work alone where that is wanted.
      expect(await listed({ by: 'amount' })).toEqual([returnId])
      expect(await listed({ assignedTo: 'nobody' })).toEqual([returnId])
      expect(await listed({ assignedTo: 'dock-2' })).toEqual([])
    })
  })
})

describe('Counting', () => {
  /** Rows by department, two to a page; `meanwhile` is what happens behind each page. */
  const countsOf = (rows: Partial<Record<Department, ReadonlyArray<Partial<CaseFile>>>>, meanwhile = () => {}) => {
    const page = (_: unknown, __: string, { department }: { department: Department }, { after = '0' }: PageOptions) => {
      const from = Number(after)
      const some = (rows[department] ?? []).slice(from, from + 2)
      meanwhile()
      return Promise.resolve(E.right({ rows: some, ...(some.length < 2 ? {} : { next: String(from + 2) }) }))
    }
    return workViewsOf({ page: page as never }, { now: () => NOW }).counts()()
  }
  const piece = (id: string, minor: number, currency = 'EUR'): Partial<CaseFile> => ({
    ...{ kind: 'request', id, since: NOW, amount: { minor, currency } },
  })

  it('adds up all pages, currency by currency', async () => {
    const pieces = [
      piece('1', 5),
      piece('2', 7, 'CNY'),
      piece('3', 11),
      piece('4', 13),
      { ...piece('5', 0), amount: undefined },
    ]
    expect(await countsOf({ finance: pieces as ReadonlyArray<Partial<CaseFile>> })).toMatchObject({
      right: [
        {},
        {},
        {},
        {
          waiting: 5,
          amounts: [
            { currency: 'CNY', minor: 7 },
            { currency: 'EUR', minor: 29 },
          ],
        },
      ],
    })
  })

  it('counts once what moves to the next department while they are read', async () => {
    const rows: { [K in Department]?: ReadonlyArray<Partial<CaseFile>> } = {
      customer_service: [piece('1', 5)],
      warehouse: [{ ...piece('1', 5), kind: 'return' }],
    }
    const counted = await countsOf(rows, () => {
      rows.warehouse = [{ ...piece('1', 5), kind: 'return' }, piece('1', 5)]
    })
    expect(counted).toMatchObject({ right: [{ waiting: 1 }, { waiting: 1 }, { waiting: 0 }, { waiting: 0 }] })
  })
})

describe('A question about work', () => {
  const { views } = shopOn(memoryEventStore()).afterSales

  it.each([
    ['department', 'marketing', {}],
    ['department', 'customer', {}],
    ['by', 'finance', { by: 'size' }],
    ['kind', 'finance', { kind: 'order' }],
    ['priority', 'finance', { priority: 'low' }],
    ['assignedTo', 'finance', { assignedTo: '' }],
    ['assignedTo', 'finance', { assignedTo: null }],
    ['limit', 'finance', { limit: 0 }],
    ['', 'finance', 7],
    ['', 'finance', []],
    ['', 'finance', { assigned: 'nobody' }],
  ])('names what is wrong with its %s', async (field, department, options) => {
    const answer = await views.queue(department as never, options as never)()
    expect(answer).toMatchObject({ left: { _tag: 'InvalidInput', problems: [{ field }] } })
  })

  it.each(['2026-01-10', 7, null])('about an instant that is none is refused: %j', async (at) => {
    const problems = [expect.objectContaining({ field: 'at' })]
    expect(await views.counts({ at } as never)()).toMatchObject({ left: { _tag: 'InvalidInput', problems } })
  })

  it.each([undefined, '', 7, 'x'.repeat(129)])('about a person who is none is refused: %j', async (id) => {
    const problems = [expect.objectContaining({ field: 'personId' })]
    expect(await views.workOf(id as never)()).toMatchObject({ left: { _tag: 'InvalidInput', problems } })
  })

  it('is not answered before its read model was built', async () => {
    const shop = shopOn(memoryEventStore())
    const notBuilt = { _tag: 'ReadModelNotBuilt', readModel: 'case-files@2' }
    for (const ask of [shop.views.queue('finance'), shop.views.workOf('f-1'), shop.views.counts()])
      expect(await refusalOf(ask)).toEqual(notBuilt)
  })
})
