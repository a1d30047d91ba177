/** The audit trail through the façade: it is the log, told to people. */
import { describe, expect, it } from 'vitest'
import {
  exportTrail,
  instantOf,
  orThrow,
  trailTreeRows,
  type EventStore,
  type RowChange,
  type StoredEvent,
  type TrailEntry,
} from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedClock } from 'after-sales/testing'
import { tableOfModel } from '../../../src/projections/read-model.js'
import { caseStreams } from '../../../src/projections/trail/streams.js'
import { doings } from '../../../src/projections/trail/doings.js'
import {
  agent,
  customer,
  NOW,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  submitted,
  system,
  warehouse,
} from '../../acceptance/shop.js'
import type { Shop } from '../../acceptance/shop.js'
import { followed } from './followed.js'

const HOUR = 3_600_000
const at = (hours: number) => instantOf(Date.parse(NOW) + hours * HOUR)
const kept = { remedy: 'refund_only' } as const
const logOf = async (store: EventStore, is: (event: StoredEvent) => boolean): Promise<ReadonlyArray<string>> => {
  const ids: Array<string> = []
  for await (const delivery of store.all())
    if (delivery._tag === 'Event' && is(delivery.event)) ids.push(delivery.event.id)
  return ids
}
const idsOf = (entries: ReadonlyArray<TrailEntry>) => entries.map(({ eventId }) => eventId)
const ofCases =
  (...ids: ReadonlyArray<string>) =>
  ({ metadata }: StoredEvent) =>
    ids.includes(metadata.$correlationId)

/** Hour 0: R-1 is sent back and paid, R-2 paid at hour 1; at hour 2 the carrier's word on the order; R-1 closed at hour 3. */
const busyShop = async (open: (now: () => ReturnType<typeof at>) => Promise<EventStore>) => {
  const clock = simulatedClock(NOW)
  const shop = shopOn(await open(clock.now), { clock })
  await submitted(shop, 'R-1', 1)
  const [goods] = (await shop.getCase('R-1')).returns
  await sentBack(shop, goods!.returnId, 'P-1', { mug: 1 })
  clock.advance(HOUR)
  await submitted(shop, 'R-2', 1, kept)
  clock.advance(HOUR)
  await shop.facts.recordDelivery({ orderId: '#1001', deliveredAt: NOW }, system)
  clock.advance(HOUR)
  await shop.requests.close({ requestId: 'R-1' }, agent)
  return shop
}

describe.each(stores)('The audit trail on $name', ({ open }) => {
  const pagesOf = async (shop: Shop, wanted: Parameters<Shop['views']['trail']>[0], limit: number) => {
    const ids: Array<string> = []
    for (let after: string | undefined; ;) {
      const { rows, next } = await shop.views.trail(wanted, { limit, ...(after === undefined ? {} : { after }) })
      expect(rows.length).toBeLessThanOrEqual(limit)
      ids.push(...idsOf(rows))
      after = next
      if (after === undefined) return ids
    }
  }

  it('tells a case from its first event to its last, with who did what and what it changed', async () => {
    const shop = await busyShop(open)
    await followed(shop, async () => {
      const { rows, next } = await shop.views.trail({ caseId: 'R-1' })
      expect(next).toBeUndefined()
      expect(idsOf(rows)).toEqual(await logOf(shop.store, ofCases('R-1')))
      expect(rows[0]).toMatchObject({
        ...{ type: 'RequestOpened', actorKind: 'customer', actorId: customer.actor.id, channel: 'web' },
        ...{ caseId: 'R-1', kind: 'request', id: 'R-1', change: { statusBefore: 'none', statusAfter: 'draft' } },
      })
      expect(rows.find(({ type }) => type === 'RequestApproved')).toMatchObject({
        rule: 'AUTO-ALL',
        why: { en: expect.stringContaining('Decided by rule AUTO-ALL') as unknown },
        change: { statusAfter: 'approved' },
      })
      expect(rows.find(({ type }) => type === 'RefundLegSucceeded')!.change.fields).toContainEqual({
        ...{ path: '/legs/card/status', before: 'submitted', after: 'succeeded' },
      })
      expect(rows.at(-1)).toMatchObject({ type: 'RequestClosed', actorId: 'agent-1' })
      expect(rows.some(({ kind }) => kind === 'entitlement')).toBe(true)
      expect(rows.some(({ isBroken }) => isBroken)).toBe(false)
    })
  })

  it('of an order has all its cases and what happened to the order itself; of a customer all cases', async () => {
    const shop = await busyShop(open)
    await followed(shop, async () => {
      const [ofOrder, ofCustomer] = [
        await shop.views.trail({ orderId: '#1001' }),
        await shop.views.trail({ customerId: customer.actor.id }, { limit: 1_000 }),
      ]
      expect(idsOf(ofOrder.rows)).toEqual(await logOf(shop.store, ofCases('R-1', 'R-2', '#1001')))
      expect(ofOrder.rows.map(({ type }) => type)).toContain('DeliveryRecorded')
      expect(idsOf(ofCustomer.rows)).toEqual(await logOf(shop.store, ofCases('R-1', 'R-2')))
      for (const wanted of [{ caseId: 'R-9' }, { orderId: '#9' }, { customerId: 'nobody' }])
        expect(await shop.views.trail(wanted)).toEqual({ rows: [] })
    })
  })

  it('comes in pages that add up to the whole, whatever their size', async () => {
    const shop = await busyShop(open)
    await followed(shop, async () => {
      const whole = idsOf((await shop.views.trail({ orderId: '#1001' }, { limit: 1_000 })).rows)
      for (const limit of [1, 3, whole.length - 1, whole.length])
        expect(await pagesOf(shop, { orderId: '#1001' }, limit)).toEqual(whole)
    })
  })

  it('of a period has what was recorded from its first instant up to, but not including, its last', async () => {
    const shop = await busyShop(open)
    await followed(shop, async () => {
      const { rows } = await shop.views.trail({ orderId: '#1001' }, { from: at(1), to: at(2) })
      const recorded = rows.map(({ recordedAt }) => recordedAt)
      expect([...new Set(recorded)]).toEqual([at(1)])
      expect(idsOf(rows)).toEqual(await logOf(shop.store, (event) => event.recordedAt === at(1)))
      expect((await shop.views.trail({ orderId: '#1001' }, { from: at(2), to: at(1) })).rows).toEqual([])
    })
  })

  it('of a person has what they decided in every case, and nothing of others or of the library', async () => {
    const shop = await busyShop(open)
    await followed(shop, async () => {
      const typesOf = async (...of: Parameters<Shop['views']['trailOf']>) =>
        (await shop.views.trailOf(...of)).rows.map(({ type, caseId }) => `${caseId} ${type}`)
      expect(await typesOf(agent.actor)).toEqual(['R-1 RequestClosed'])
      expect(await typesOf(system.actor)).toEqual(['#1001 DeliveryRecorded'])
      expect(await typesOf(warehouse.actor)).toEqual([
        ...['R-1 ParcelReceived', 'R-1 ItemsInspected', 'R-1 ItemsDisposed', 'R-1 ReturnCompleted'],
      ])
      const all = await typesOf(customer.actor)
      expect(all[0]).toBe('R-1 RequestOpened')
      expect(await typesOf(customer.actor, { from: at(1) })).toEqual(all.filter((doing) => doing.startsWith('R-2')))
      expect(await typesOf(customer.actor, { to: at(1) })).toEqual(all.filter((doing) => doing.startsWith('R-1')))
      expect(await typesOf(customer.actor, { from: at(-2), to: at(0) })).toEqual([])
      const first = await shop.views.trailOf(customer.actor, { limit: 2 })
      expect([...first.rows.map(({ type, caseId }) => `${caseId} ${type}`)]).toEqual(all.slice(0, 2))
      expect(await typesOf(customer.actor, { after: first.next! })).toEqual(all.slice(2))
      for (const nobody of [
        { kind: 'agent', id: 'agent-2' },
        { kind: 'finance', id: 'agent-1' },
      ] as const)
        expect(await typesOf(nobody)).toEqual([])
      // Of another time, and of another person.
      for (const [actor, options] of [
        [customer.actor, { from: at(1) }],
        [agent.actor, {}],
      ] as const)
        expect(await refusalOf(shop.views.trailOf(actor, { ...options, after: first.next! }))).toMatchObject({
          problems: [{ field: 'after' }],
        })
    })
  })

  it('is a tree: what people wanted, and below it what the library did because of that', async () => {
    const shop = await busyShop(open)
    await followed(shop, async () => {
      const tree = await shop.views.trailTree({ caseId: 'R-1' })
      const rows = trailTreeRows(tree)
      expect(idsOf(rows.map(({ entry }) => entry)).sort()).toEqual(
        [...(await logOf(shop.store, ofCases('R-1')))].sort(),
      )
      const roots = rows.filter(({ depth }) => depth === 0)
      expect(roots.map(({ entry }) => entry.type)).toEqual(
        expect.arrayContaining(['RequestOpened', 'SubmissionStarted', 'ParcelReceived', 'RequestClosed']),
      )
      for (const { entry } of roots) expect(entry.cause).toBe(entry.commandId)
      for (const { entry, depth } of rows) if (depth > 0) expect(entry.authority).toBe('reaction')
      const [first] = await shop.views.trailTree({ caseId: 'R-1' }, { from: at(3) })
      expect(first!.events.map(({ entry }) => entry.type)).toEqual(['RequestClosed'])
      expect(
        exportTrail(
          rows.map(({ entry }) => entry),
          'html',
        ),
      ).toContain('Parcel received')
    })
  })

  it('never repeats what people wrote', async () => {
    const shop = shopOn(await open())
    await shop.requests.open(
      {
        ...{ requestId: 'R-1', orderId: '#1001', remedy: 'refund_only', note: 'the handle came off, call 555-0100' },
        lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }],
      },
      customer,
    )
    await followed(shop, async () => {
      const { rows } = await shop.views.trail({ caseId: 'R-1' })
      expect(rows.map(({ type }) => type)).toContain('RequestOpened')
      for (const format of ['csv', 'jsonl', 'html'] as const) {
        expect(exportTrail(rows, format)).toContain('R-1')
        expect(exportTrail(rows, format)).not.toMatch(/handle|555-0100|Sealed/)
      }
    })
  })
})

describe('The audit trail', () => {
  const shopHere = () => busyShop((now) => Promise.resolve(memoryEventStore({ now })))

  it('is as new as the log: what no worker has seen is there, in streams that they know', async () => {
    const shop = await shopHere()
    await followed(shop, () => Promise.resolve())
    await shop.requests.close({ requestId: 'R-2' }, agent)
    const { rows } = await shop.views.trail({ caseId: 'R-2' })
    expect(rows.at(-1)!.type).toBe('RequestClosed')
    expect((await shop.views.trailOf(agent.actor)).rows).toHaveLength(1)
  })

  it('is not told before workers have been through the log', async () => {
    const shop = await shopHere()
    expect(await refusalOf(shop.views.trail({ caseId: 'R-1' }))).toEqual({
      ...{ _tag: 'ReadModelNotBuilt', readModel: 'case-streams@1' },
    })
  })

  it('shows what was changed in the log where it was changed', async () => {
    const shop = await shopHere()
    await followed(shop, () => Promise.resolve())
    const forged: EventStore = {
      ...shop.store,
      read:
        (...of) =>
        async () => {
          const slice = await shop.store.read(...of)()
          if (slice._tag === 'Left') return slice
          const events = slice.right.events.map((event) =>
            event.type === 'RequestClosed' ? { ...event, metadata: { ...event.metadata, actorId: 'lead-1' } } : event,
          )
          return { ...slice, right: { ...slice.right, events } }
        },
    }
    const { rows } = await shopOn(forged, { readModels: shop.readModels }).views.trail({ caseId: 'R-1' })
    expect(rows.filter(({ isBroken }) => isBroken).map(({ type }) => type)).toEqual(['RequestClosed'])
    expect(await refusalOf(shopOn(forged, { readModels: shop.readModels }).views.trailOf(agent.actor))).toMatchObject({
      ...{ _tag: 'ReadModelBroken', readModel: 'doings@1' },
    })
  })

  it('believes no row: whose an event is and who did it, the log says', async () => {
    const shop = await shopHere()
    const other = shopOn(shop.store, { tenant: 'other', readModels: shop.readModels })
    await submitted(other, 'R-1', 1, kept)
    await followed(shop, async () => {
      const foreign = 'aftersales_request-other.R-1'
      const edited = async (model: typeof caseStreams | typeof doings, text: string): Promise<RowChange> => {
        const table = tableOfModel(model, 'main')
        const row = orThrow(await shop.readModels.list(table)()).find(({ value }) => value.includes(text))!
        const value = JSON.stringify({ ...(JSON.parse(row.value) as object), stream: foreign })
        return { _tag: 'Put', table, row: { ...row, value } }
      }
      const changes = [await edited(caseStreams, '"R-1"'), await edited(doings, customer.actor.id)]
      await shop.readModels.commit({ name: 'by hand', expected: 0, checkpoint: '{}', changes })()
      const { rows } = await shop.views.trail({ orderId: '#1001' }, { limit: 1_000 })
      expect(rows.filter(({ stream }) => stream === foreign)).toEqual([])
      expect(await refusalOf(shop.views.trailOf(customer.actor))).toMatchObject({ _tag: 'ReadModelBroken' })
    })
  })

  it('is asked for one case, order or customer, and for a time, or says what is wrong', async () => {
    const { views } = shopOn(memoryEventStore()).afterSales
    const refused = async (...of: ReadonlyArray<unknown>) => {
      for (const ask of [views.trail, views.trailTree])
        expect(await (ask as (...given: ReadonlyArray<unknown>) => () => Promise<unknown>)(...of)()).toMatchObject({
          left: { _tag: 'InvalidInput' },
        })
    }
    for (const wanted of [undefined, null, '', 7, [], {}, 'R-1', { id: 'R-1' }, { caseId: '' }, { orderId: 7 }])
      await refused(wanted)
    await refused({ caseId: 'R-1', orderId: '#1' })
    await refused({ caseId: 'x'.repeat(201) })
    for (const options of [null, 7, { from: 'monday' }, { to: 7 }, { since: NOW }])
      await refused({ caseId: 'R-1' }, options)
    for (const limit of [0, 1_001, 1.5])
      expect(await views.trail({ caseId: 'R-1' }, { limit })()).toMatchObject({
        left: { problems: [{ field: 'limit' }] },
      })
    for (const actor of [undefined, null, 7, {}, { kind: 'agent' }, { kind: 'agent', id: '' }])
      expect(await views.trailOf(actor as never)()).toMatchObject({ left: { _tag: 'InvalidInput' } })
  })

  it.each(['', 'x', 'W10', '["a","b"]', 'WyJhIiwiYiJd'])('refuses %j, which is the end of no page', async (after) => {
    const shop = await shopHere()
    await followed(shop, async () => {
      for (const ask of [shop.views.trail({ caseId: 'R-1' }, { after }), shop.views.trailOf(agent.actor, { after })])
        expect(await refusalOf(ask)).toMatchObject({ _tag: 'InvalidInput', problems: [{ field: 'after' }] })
    })
  })
})
