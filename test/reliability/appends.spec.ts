/**
 * Faults of an append (F01, F02, F05, F06, F08, F10–F12): whatever the store says or does not say, the event stands
 * in the log once. F03, F04, F07, F09, F13 are kept by older tests; docs/reliability.md names them.
 */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { AfterSalesError, Appended, EventStore, StoreError } from 'after-sales'
import { faultStore, type Fault } from 'after-sales/testing'
import {
  at,
  controller,
  customer,
  finance,
  lineOf,
  order,
  refusalOf,
  stores,
  submitted,
  system,
  wish,
  type Shop,
} from '../acceptance/shop.js'
import { countOf, DAY, eventsOf, kept, keysOf, MINUTE, ordersNamed, refundOf, statusOf, worldOf } from './world.js'

const capture = (shop: Shop, commandId: string, orderId = '#1001') =>
  shop.facts.recordCapture({ orderId, captureId: commandId, tenderId: 'card', minor: 100 }, { ...system, commandId })

/** Opens, submits and pays; each command with an id of its own, as a client sends it again. */
const open = (shop: Shop) => shop.requests.open(wish('R-1', 3, kept), { ...customer, commandId: 'open' })
const submit = (shop: Shop) => shop.requests.submit({ requestId: 'R-1' }, { ...customer, commandId: 'submit' })

const appendsOfACase = async (): Promise<number> => {
  const { log, instance } = worldOf()
  const store = faultStore(log)
  const shop = instance({}, store)
  await open(shop)
  await submit(shop)
  return store.appends.length
}

/** A process dies at the append number `place`; the client sends both commands again to another. */
const afterDeathAt = async (place: number, when: 'before' | 'after') => {
  const { clock, log, payments, instance } = worldOf()
  const store = faultStore(log)
  store.dieAt(place, when)
  const dying = instance({}, store)
  const heard = await open(dying)
    .then(() => submit(dying))
    .catch(() => undefined)
  const died = await eventsOf(log)
  const next = instance()
  const opened = await clock.during(open(next))
  const done = await clock.during(submit(next))
  clock.advance(MINUTE)
  await clock.during(next.resume('R-1'))
  return { log, payments, next, heard, died, opened, done }
}

describe('A process that dies', async () => {
  const appends = await appendsOfACase()
  const places = Array.from({ length: appends }, (_, place) => place)

  it('F01: before an append, any of a case: the command has no effect, and sent again has it once', async () => {
    expect(appends).toBeGreaterThan(8)
    for (const place of places) {
      const { log, payments, next } = await afterDeathAt(place, 'before')
      expect(await statusOf(next), `append ${place}`).toBe('resolved')
      expect(payments.payments, `append ${place}`).toHaveLength(1)
      const ids = (await eventsOf(log)).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('F02: after an append, before the answer, any of a case: the first answer again and no second event', async () => {
    for (const place of places) {
      const { log, payments, next, died, opened, done } = await afterDeathAt(place, 'after')
      const before = new Map(died.map((event) => [event.type, event.id]))
      for (const { type, id } of [...opened.events, ...done.events])
        if (before.has(type)) expect(id, `append ${place}`).toBe(before.get(type))
      expect(await statusOf(next), `append ${place}`).toBe('resolved')
      expect(payments.payments, `append ${place}`).toHaveLength(1)
      for (const type of ['RequestOpened', 'SubmissionStarted', 'RefundProposed', 'RefundSucceeded'])
        expect(await countOf(log, type), `append ${place}: ${type}`).toBe(1)
    }
  })
})

describe('An append that nobody answered', () => {
  it('F05: and somebody else was faster: it is decided anew, and not written where that is a no', async () => {
    const { clock, log, payments, instance } = worldOf()
    payments.script({ _tag: 'decline', code: 'try_later' })
    const store = faultStore(log)
    const [shop, other] = [instance({}, store), instance()]
    await submitted(shop, 'R-1', 3, kept)
    const leg = { refundId: (await refundOf(shop)).refundId, legId: 'card' }
    // The request never arrived; while it is tried again, a colleague sends the leg out.
    store.script({ _tag: 'lost_request' }, { _tag: 'overtaken', by: () => other.refunds.retryLeg(leg, controller) })
    const refused = await clock.during(refusalOf(shop.refunds.retryLeg(leg, finance)))
    expect(refused).toMatchObject({ _tag: 'LegNotFailed', status: 'succeeded' })
    expect([await countOf(log, 'RefundLegSubmitted'), keysOf(payments).size]).toEqual([2, 2])
    expect(payments.payments).toHaveLength(1)
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)(
    'F06: and that is written late, right %s it is repeated: one event, and one payment',
    async (_when, on) => {
      const { clock, log, payments, instance } = worldOf()
      const shop = instance({}, lateStore(log, 'RefundLegSubmitted', on))
      await clock.during(submitted(shop, 'R-1', 3, kept))
      clock.advance(MINUTE)
      await clock.during(shop.resume('R-1'))
      expect(await statusOf(shop)).toBe('resolved')
      expect([keysOf(payments).size, payments.payments.length]).toEqual([1, 1])
      const ids = (await eventsOf(log)).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    },
  )

  it('F11: twenty at once, because a connection broke: each is settled by itself, each is there once', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `#${n}`)
    const { clock, log, instance } = worldOf({ orders: ordersNamed(...names) })
    const store = faultStore(log)
    const shop = instance({}, store)
    for (const name of names) await shop.requests.open(wish(`R-${name}`, 1, { orderId: name }), customer)
    store.script(...names.map((_, n): Fault => ({ _tag: n % 2 === 0 ? 'lost_answer' : 'lost_request' })))
    const done = await clock.during(Promise.all(names.map((name) => capture(shop, `c${name}`, name))))
    expect(done.map(({ outcome }) => outcome)).toEqual(names.map(() => 'appended'))
    expect(await countOf(log, 'PaymentCaptured')).toBe(20)
  })
})

/** The first append of an event of this type is not answered, and written right before or after its repetition. */
const lateStore = (inner: EventStore, type: string, onRepetition: 0 | 1): EventStore => {
  let late: (() => Promise<E.Either<StoreError, Appended>>) | undefined
  let isOver = false
  return {
    ...inner,
    append: (stream, expected, events) => async () => {
      const write = inner.append(stream, expected, events)
      if (isOver || !events.some((event) => event.type === type)) return write()
      if (late === undefined) {
        late = write
        return E.left({ _tag: 'OutcomeUnknown', stream })
      }
      isOver = true
      if (onRepetition === 0) await late()
      const answer = await write()
      if (onRepetition === 1) await late()
      return answer
    },
  }
}

describe.each(stores)('A command ($name)', ({ open: openStore }) => {
  it('F08: that comes again after 30 days is the same command, and does nothing more', async () => {
    const { clock, instance } = worldOf()
    const store = await openStore()
    const first = await open(instance({}, store))
    clock.set(at(new Date(Date.parse(clock.now()) + 30 * DAY).toISOString()))
    const again = await open(instance({}, store))
    expect(again).toMatchObject({ outcome: 'alreadyHandled', events: first.events })
    expect(await countOf(store, 'RequestOpened')).toBe(1)
  })
})

describe('Many at one order', () => {
  const turns = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await Promise.resolve()
  }

  it.each([0, 1, 2, 3, 5, 8, 13, 21])(
    'F10: two refunds of 600 race for 1,000: together they get 1,000, and one names what is missing (%i)',
    async (lag) => {
      const facts = order({
        lines: [lineOf('a', 1, 600), lineOf('b', 1, 600)],
        tenders: [{ tenderId: 'card', kind: 'card', captured: 1_000 }],
      })
      const { clock, log, payments, instance } = worldOf({ orders: [facts] })
      const slow = faultStore(log)
      slow.always({ _tag: 'slow', wait: () => turns(lag) })
      const [one, other] = [instance(), instance({}, slow)]
      const line = (lineId: string) => ({ ...kept, lines: [{ lineId, quantity: 1, reason: 'QL_DEFECTIVE' }] })
      await clock.during(Promise.all([submitted(one, 'R-a', 1, line('a')), submitted(other, 'R-b', 1, line('b'))]))
      clock.advance(MINUTE)
      await clock.during(Promise.all([one.resume('R-a'), other.resume('R-b')]))
      expect(payments.paidTotal()).toBe(1_000)
      const both = [await refundOf(one, 'R-a'), await refundOf(one, 'R-b')]
      expect(both.map(({ breakdown }) => breakdown!.shortfall).sort()).toEqual([0, 200])
      expect((await one.getOrder('#1001')).tenders[0]).toMatchObject({ settled: 1_000, reserved: 0 })
    },
  )

  it('F12: twenty instances write at the same moment: who is refused may try again, and all get through', async () => {
    const { clock, log, instance } = worldOf()
    const shops = Array.from({ length: 20 }, () => instance())
    for (const shop of shops) await shop.getOrder('#1001').catch(() => undefined)
    await shops[0]!.requests.open(wish('R-0', 1), customer)
    let refusals = 0
    const untilDone = async (shop: Shop, n: number): Promise<void> => {
      for (;;) {
        try {
          return void (await capture(shop, `c-${n}`))
        } catch (cause) {
          const { error } = cause as { readonly error: AfterSalesError }
          expect(error).toMatchObject({ _tag: 'ConflictUnresolved', attempts: 5 })
          refusals += 1
        }
      }
    }
    await clock.during(Promise.all(shops.map(untilDone)))
    expect(await countOf(log, 'PaymentCaptured')).toBe(20)
    expect(refusals).toBeLessThan(20 * 20)
  })
})
