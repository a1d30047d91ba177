/** The entitlement check: quiet on a log that is whole, an alarm on one in which an event is missing or stands twice. */
import { beforeAll, describe, expect, it } from 'vitest'
import { orThrow, type EntitlementsChecked, type EventStore, type StoredEvent } from 'after-sales'
import { memoryEventStore, memoryReadModelStore } from 'after-sales/adapters/memory'
import { simulatedClock, simulatedOrders } from 'after-sales/testing'
import { agentNamed, lossOf, proposed, supervisor } from '../acceptance/compensations.js'
import { lead, NOW, order, refusalOf, sentBack, shopOn, submitted, type Shop } from '../acceptance/shop.js'
import { eventsOf } from '../reliability/world.js'
import { backgroundShop, worked } from './workers/background.js'

const kept = { remedy: 'refund_only' } as const
const ENTITLEMENT = 'aftersales_entitlement-main.~231001'
const ALLOWANCE = /^aftersales_allowance-/
const reactionsOnly = { roles: ['reactions'] } as const
const twoOrders = () => simulatedOrders(order(), order({ orderId: '#1002' }))

/**
 * One order with a refund that was paid, goods that came back, a claim that was given back, a compensation that was given
 * and one that was revoked; and another order with nothing but a refund.
 */
const busyShop = async (): Promise<Shop> => {
  const shop = shopOn(memoryEventStore({ now: () => NOW }), { orders: twoOrders(), clock: simulatedClock(NOW) })
  await submitted(shop, 'R-1', 1, kept)
  await submitted(shop, 'R-2', 1)
  const returnId = (await shop.getCase('R-2')).returns[0]!.returnId
  await sentBack(shop, returnId, 'P-1', { mug: 1 })
  await submitted(shop, 'R-3', 1, { remedy: 'return_refund' })
  await shop.requests.cancel({ requestId: 'R-3', reason: 'no' }, lead)
  await proposed(shop, 'K-1', supervisor)
  await proposed(shop, 'K-2', agentNamed('agent-9'), { losses: [lossOf('defect', 1_000)] })
  await shop.compensations.revoke({ compensationId: 'K-2', reason: 'mistake' }, supervisor)
  await submitted(shop, 'R-9', 1, { ...kept, orderId: '#1002' })
  return shop
}

/** The log once more, event by event, as `change` has it. */
const copied = async (
  events: ReadonlyArray<StoredEvent>,
  change: (event: StoredEvent) => ReadonlyArray<StoredEvent>,
): Promise<EventStore> => {
  const copy = memoryEventStore({ now: () => NOW })
  const heads = new Map<string, number>()
  for (const { stream, revision: _r, position: _p, recordedAt: _a, ...event } of events.flatMap(change)) {
    const head = heads.get(stream)
    orThrow(await copy.append(stream, head ?? 'no_stream', [event])())
    heads.set(stream, (head ?? -1) + 1)
  }
  return copy
}

/** Read models of a worker that has seen all of this log. */
const upToDate = async (log: EventStore) => {
  const readModels = memoryReadModelStore()
  const events = await eventsOf(log)
  const { stream, revision, id, position, metadata } = events[events.length - 1]!
  const checkpoint = JSON.stringify({ position, last: { stream, revision, id, link: metadata.link } })
  orThrow(await readModels.commit({ name: 'reactions@main', expected: 0, checkpoint, changes: [] })())
  return readModels
}

const checked = async (log: EventStore, orderId?: string): Promise<EntitlementsChecked> =>
  shopOn(log, { readModels: await upToDate(log) }).operations.checkEntitlements(
    orderId === undefined ? {} : { orderId },
  )

describe('A log that is whole', () => {
  it('agrees order by order, and is told so with progress', async () => {
    const { store } = await busyShop()
    const seen: Array<string> = []
    const shop = shopOn(store, { readModels: await upToDate(store) })
    const result = await shop.operations.checkEntitlements({}, { onProgress: (p) => seen.push(`${p.orders}/${p.all}`) })
    expect(result).toEqual({ orders: 2, drift: [], found: 0, unsettled: [], unreadable: [] })
    expect(seen).toEqual(['1/2', '2/2'])
  })

  it('agrees when one order is asked about', async () => {
    const { store } = await busyShop()
    expect(await checked(store, '#1002')).toMatchObject({ orders: 1, found: 0 })
    expect(await checked(store, '#9999')).toMatchObject({ orders: 0, found: 0 })
  })
})

describe('A log in which an event of an order', () => {
  let events: ReadonlyArray<StoredEvent>
  beforeAll(async () => {
    events = await eventsOf((await busyShop()).store)
  })
  const isFirst = (type: string, stream: (name: string) => boolean) => {
    const first = events.find((event) => event.type === type && stream(event.stream))!
    expect(first, type).toBeDefined()
    return (event: StoredEvent): boolean => event === first
  }
  const ofOrder = (name: string): boolean => name === ENTITLEMENT
  const ofAllowance = (name: string): boolean => ALLOWANCE.test(name)
  const without = (type: string, stream = ofOrder) => {
    const is = isFirst(type, stream)
    return copied(events, (event) => (is(event) ? [] : [event]))
  }
  const twice = (type: string, stream = ofOrder) => {
    const is = isFirst(type, stream)
    return copied(events, (event) => (is(event) ? [event, { ...event, id: crypto.randomUUID() }] : [event]))
  }

  it.each([
    ['UnitsReserved', 'units_held'],
    ['UnitsReleased', 'units_held'],
    ['UnitsConfirmed', 'units_held'],
    ['MoneyReserved', 'refund_reserved'],
    ['MoneySettled', 'money_settled'],
  ] as const)('is missing, %s, is an alarm: %s', async (type, kind) => {
    const { drift, orders } = await checked(await without(type))
    expect(orders).toBe(2)
    expect(drift.map((one) => one.kind)).toContain(kind)
    expect(new Set(drift.map(({ orderId }) => orderId))).toEqual(new Set(['#1001']))
  })

  it.each([
    ['UnitsReserved', 'units_held'],
    ['UnitsReleased', 'units_held'],
    ['UnitsConfirmed', 'units_held'],
    ['MoneyReserved', 'money_reserved'],
    ['MoneySettled', 'money_settled'],
  ] as const)('stands twice, %s, is an alarm: %s', async (type, kind) => {
    const { drift } = await checked(await twice(type))
    expect(drift.map((one) => one.kind)).toContain(kind)
  })

  it('says which line or means of payment, what was expected and what was found', async () => {
    const { drift, found } = await checked(await without('MoneySettled'))
    expect(drift).toEqual(
      expect.arrayContaining([
        { orderId: '#1001', kind: 'money_settled', of: 'card', expected: 17_998, found: 8_999 },
        { orderId: '#1001', kind: 'money_reserved', of: 'card', expected: 0, found: 8_999 },
      ]),
    )
    expect(found).toBe(drift.length)
  })

  it('is all that it had, but for those that claim of it, says that it is not registered', async () => {
    const log = await copied(events, (event) => (event.stream === ENTITLEMENT ? [] : [event]))
    const { drift } = await checked(log)
    expect(drift).toEqual([{ orderId: '#1001', kind: 'order', of: '#1001', expected: 1, found: 0 }])
  })

  it('is of its compensations is an alarm, missing or twice', async () => {
    for (const log of [await without('AllowanceReturned', ofAllowance), await twice('AllowanceReturned', ofAllowance)])
      expect((await checked(log)).drift).toMatchObject([{ orderId: '#1001', kind: 'compensations', of: '#1001' }])
  })

  it('is of a claimant is an alarm, too', async () => {
    const opened = events.find(({ type }) => type === 'RequestOpened')!
    const { drift } = await checked(await copied(events, (event) => (event.stream === opened.stream ? [] : [event])))
    expect(drift).toContainEqual({ orderId: '#1001', kind: 'units_held', of: 'R-1', expected: 0, found: 1 })
  })

  it('is counted, by kind and without ids', async () => {
    const log = await without('MoneySettled')
    const counts: Array<unknown> = []
    const telemetry = { count: (...told: ReadonlyArray<unknown>) => counts.push(told), gauge: () => undefined }
    await shopOn(log, { readModels: await upToDate(log), telemetry }).operations.checkEntitlements()
    expect(counts).toContainEqual(['aftersales.entitlement.drift', 1, { kind: 'money_settled' }])
  })

  it('cannot be read is named, and the others are judged all the same', async () => {
    const log = await copied(events, (event) =>
      event.stream === ENTITLEMENT && event.type === 'MoneySettled' ? [{ ...event, data: '{' }] : [event],
    )
    expect(await checked(log)).toEqual({
      ...{ orders: 1, drift: [], found: 0, unsettled: [] },
      unreadable: [{ stream: ENTITLEMENT, code: 'LOG.UNDECODABLE_EVENT' }],
    })
    const opening = await copied(events, (event) =>
      event.type === 'OrderRegistered' ? [{ ...event, data: '{' }] : [event],
    )
    expect((await checked(opening)).unreadable).toHaveLength(2)
  })
})

describe('What is under way', () => {
  it('is no drift: an order is judged when the worker has seen all of it', async () => {
    const shop = backgroundShop({ orders: twoOrders() })
    await submitted(shop, 'R-1', 1, kept)
    expect(await shop.operations.checkEntitlements()).toMatchObject({ orders: 0, unsettled: ['#1001'] })
    await worked(shop, reactionsOnly)
    expect(await shop.operations.checkEntitlements()).toMatchObject({ orders: 1, found: 0, unsettled: [] })
    await submitted(shop, 'R-2', 1, { ...kept, orderId: '#1002' })
    expect(await shop.operations.checkEntitlements()).toMatchObject({ orders: 1, found: 0, unsettled: ['#1002'] })
  })

  it('is no drift while it is parked', async () => {
    const { store } = await busyShop()
    const shop = shopOn(store, { readModels: await upToDate(store) })
    const parked = {
      role: 'reactions',
      stream: ENTITLEMENT,
      revision: 1,
      code: 'X',
      attempts: 1,
      firstAt: NOW,
      lastAt: NOW,
    }
    const row = { key: `reactions ${ENTITLEMENT}`, sort: NOW, value: JSON.stringify(parked) }
    const changes = [{ _tag: 'Put', table: 'parked@main', row }] as const
    orThrow(await shop.readModels.commit({ name: 'test', expected: 0, checkpoint: '{}', changes })())
    expect(await shop.operations.checkEntitlements()).toMatchObject({ orders: 1, unsettled: ['#1001'] })
  })
})

describe('The check', () => {
  it('refuses an order id that is none, and fields that it does not know', async () => {
    const { operations } = await busyShop()
    for (const wrong of [{ orderId: '' }, { order: '#1001' }, 7])
      expect(await refusalOf(operations.checkEntitlements(wrong as never))).toMatchObject({
        _tag: 'InvalidInput',
        subject: 'CheckEntitlements',
      })
  })

  it('needs the rows of the workers, and the log that they know', async () => {
    const { store } = await busyShop()
    const missing = shopOn(store, { readModels: undefined as never })
    expect(await refusalOf(missing.operations.checkEntitlements())).toEqual({ _tag: 'ReadModelsMissing' })
    const elsewhere = shopOn(memoryEventStore(), { readModels: await upToDate(store) })
    expect(await refusalOf(elsewhere.operations.checkEntitlements())).toMatchObject({ _tag: 'LogRegressed' })
  })

  it('ends when it is told to', async () => {
    const { store } = await busyShop()
    const shop = shopOn(store, { readModels: await upToDate(store) })
    const stop = new AbortController()
    const options = { signal: stop.signal, onProgress: () => stop.abort() }
    expect(await refusalOf(shop.operations.checkEntitlements({}, options))).toEqual({ _tag: 'Aborted' })
    expect(await refusalOf(shop.operations.checkEntitlements({}, { signal: AbortSignal.abort() }))).toEqual({
      _tag: 'Aborted',
    })
  })
})
