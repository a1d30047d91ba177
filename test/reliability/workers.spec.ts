/** Faults around background workers (F36, F44, F51, F58): late is allowed, twice and never are not. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type Delivery, type EventStore, type ReadModelStore, type StoredEvent } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'
import { faultStore, simulatedPayments } from 'after-sales/testing'
import { agent, customer, lead, refusalOf, submitted, typesIn, wish, type Shop } from '../acceptance/shop.js'
import {
  countOf,
  eventsOf,
  halfDone,
  HOUR,
  isPaidOnce,
  kept,
  MINUTE,
  ordersNamed,
  providerThat,
  refundOf,
  SECOND,
  statusOf,
  turn,
  workersOf,
  worldOf,
} from './world.js'

const ALL = 26_997
/** Changes the events of the log on their way to whoever follows it. */
const seenAs = (inner: EventStore, see: (event: StoredEvent) => ReadonlyArray<StoredEvent>): EventStore => ({
  ...inner,
  all: async function* (options): AsyncGenerator<Delivery> {
    for await (const delivery of inner.all(options))
      if (delivery._tag === 'Event') for (const event of see(delivery.event)) yield { _tag: 'Event', event }
      else yield delivery
  },
})

describe('An event that comes again', () => {
  it('F36: three times each, has no second effect', async () => {
    const { clock, log, payments, instance } = await halfDone()
    const shop = instance(
      {},
      seenAs(log, (event) => [event, event, event]),
    )
    workersOf(shop)
    await clock.pass(2 * MINUTE)
    await isPaidOnce(shop, ALL)
    expect(payments.calls).toHaveLength(1)
    for (const type of ['UnitsReserved', 'RefundProposed', 'MoneyReserved', 'RefundLegSubmitted', 'MoneySettled'])
      expect(await countOf(log, type)).toBe(1)
  })

  it('F36: with the whole log, because the rows were lost, has no second effect, and the rows are there again', async () => {
    const { clock, log, payments, readModels, instance } = worldOf()
    const shop = instance()
    const first = workersOf(shop)
    payments.script({ _tag: 'process' })
    await clock.during(submitted(shop, 'R-1', 3, kept))
    await clock.pass(2 * HOUR)
    await first.stop()
    const before = await typesIn(log)
    const empty = memoryReadModelStore()
    workersOf(instance({ readModels: empty }))
    await clock.pass(10 * MINUTE)
    expect((await typesIn(log)).filter((type) => type !== 'ClockCompared')).toEqual(
      before.filter((type) => type !== 'ClockCompared'),
    )
    for (const table of ['leg_keys@main', 'timers@main', 'open_legs@main', 'attention@main'])
      expect(await rowsOf(empty, table), table).toEqual(await rowsOf(readModels, table))
  })
})

const rowsOf = (store: ReadModelStore, table: string) => store.list(table)()

const ROLES = ['effects', 'projections', 'reactions', 'timers'] as const
const requestStream = (requestId: string): string => `aftersales_request-main.${requestId}`

describe('An event that nobody can handle', () => {
  it('F44: one of a hundred: its stream waits, all others go on, and it goes on when it is repaired', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `#${n}`)
    const { clock, log, instance } = worldOf({ orders: ordersNamed(...names) })
    // Every client dies after its submission.
    for (const name of names) {
      const store = faultStore(log)
      const dying = instance({}, store)
      await dying.requests.open(wish(`R-${name}`, 1, { ...kept, orderId: name }), customer)
      store.dieAt(0, 'after')
      await dying.requests.submit({ requestId: `R-${name}` }, customer).catch(() => undefined)
    }
    const poisoned = requestStream('R-~2342')
    let isRepaired = false
    const broken = (event: StoredEvent): ReadonlyArray<StoredEvent> =>
      event.stream === poisoned && event.type === 'SubmissionStarted' && !isRepaired
        ? [{ ...event, data: '{"half":' }]
        : [event]
    const shop = instance({}, seenAs(log, broken))
    const workers = workersOf(shop)
    await clock.pass(5 * MINUTE)
    const states = await Promise.all(names.map((name) => statusOf(shop, `R-${name}`)))
    expect(states.filter((status) => status === 'resolved')).toHaveLength(99)
    expect(states[42]).toBe('reserving')
    const pointer = { stream: poisoned, revision: 1, code: 'LOG.UNDECODABLE_EVENT' }
    expect(await shop.operations.parked()).toMatchObject(ROLES.map((role) => ({ role, ...pointer })))
    expect(workers.problems.map(({ _tag }) => _tag)).toContain('UndecodableEvent')
    expect((await shop.operations.health()).parked).toBe(4)

    isRepaired = true
    for (const role of ROLES) await shop.operations.retryParked({ role, stream: poisoned }, agent)
    await clock.pass(5 * MINUTE)
    expect(await shop.operations.parked()).toEqual([])
    expect(await statusOf(shop, 'R-#42')).toBe('resolved')
  }, 30_000)
})

describe('Somebody cancels', () => {
  it('F51: while the money is on its way: the no is recorded, the money stays reserved, and the refund ends', async () => {
    const { clock, log, payments, instance } = worldOf()
    const shop = instance()
    workersOf(shop)
    payments.script({ _tag: 'lose_answer' })
    await clock.during(submitted(shop, 'R-1', 3, kept))
    const canceled = shop.requests.cancel({ requestId: 'R-1', reason: 'no' }, lead)
    expect(await clock.during(refusalOf(canceled))).toEqual({ _tag: 'RefundInFlight' })
    expect(await countOf(log, 'RefundCancellationRefused')).toBe(1)
    expect((await refundOf(shop)).legs).toMatchObject([{ status: 'submitted' }])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: ALL })
    await clock.pass(5 * MINUTE)
    await isPaidOnce(shop, ALL)
  })
})

describe('A process that is told to stop', () => {
  const stoppedAt = async (event: number): Promise<Shop> => {
    const { clock, log, instance } = await halfDone()
    const shop = instance()
    const workers = workersOf(shop)
    // The log moves on with every turn; the signal comes in the middle of it.
    for (let n = 0; n < 200 && (await eventsOf(log)).length < event; n++) await turn()
    const before = clock.msSinceStart()
    const ended = await clock.during(workers.stop())
    expect(ended).toEqual(E.right(undefined))
    expect(clock.msSinceStart() - before).toBeLessThan(10 * SECOND)
    expect(Object.values(shop.afterSales.operations.workers()).map(({ state }) => state)).toEqual(
      Array(4).fill('stopped'),
    )
    const next = instance()
    workersOf(next)
    await clock.pass(3 * MINUTE)
    return next
  }

  it('F58: ends at once, in the middle of anything, and another finishes what it had begun', async () => {
    for (let event = 3; event < 16; event++) await isPaidOnce(await stoppedAt(event), ALL)
  })

  it('F58: while the provider is silent: waits for it no longer than the answer is due, then another asks', async () => {
    const { clock, instance } = await halfDone()
    const payments = simulatedPayments({ clock })
    const hanging = providerThat(payments, { submit: () => () => new Promise(() => undefined) })
    const workers = workersOf(instance({ payments: hanging }))
    await clock.pass(SECOND)
    const before = clock.msSinceStart()
    expect(await clock.during(workers.stop())).toEqual(E.right(undefined))
    expect(clock.msSinceStart() - before).toBeLessThanOrEqual(MINUTE)
    const next = instance({ payments })
    workersOf(next)
    await clock.pass(5 * MINUTE)
    await isPaidOnce(next, ALL)
  })
})

describe('A sink of numbers that throws', () => {
  it('R09: loses its numbers, and nothing else: calls are answered, workers go on', async () => {
    const { clock, instance } = await halfDone()
    const broken = (): never => {
      throw new Error('the disk of the statistics is full')
    }
    const shop = instance({ telemetry: { count: broken, gauge: broken } })
    const workers = workersOf(shop)
    const opened = await clock.during(shop.requests.open(wish('R-2', 1), customer))
    expect(opened.outcome).toBe('appended')
    await clock.pass(5 * MINUTE)
    await isPaidOnce(shop, ALL)
    expect([workers.problems, await workers.stop()]).toEqual([[], E.right(undefined)])
  })
})
