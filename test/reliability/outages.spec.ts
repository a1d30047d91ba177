/** A store that is down, read-only, or drops who follows it (F14, F15, F46): late, and then all of it, once. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, type Delivery, type EventStore, type StoreError } from 'after-sales'
import { faultStore } from 'after-sales/testing'
import { customer, refusalOf, wish } from '../acceptance/shop.js'
import { halfDone, HOUR, isPaidOnce, kept, MINUTE, ordersNamed, SECOND, workersOf, worldOf } from './world.js'

const ALL = 26_997
const OUT: StoreError = { _tag: 'StoreUnavailable', reason: 'simulated outage' }

/** A store that can be switched off: for everything, or for appends only. */
const switchable = (inner: EventStore, isOut: () => 'all' | 'appends' | 'nothing'): EventStore => ({
  ...inner,
  append: (...args) => (isOut() === 'nothing' ? inner.append(...args) : () => Promise.resolve(E.left(OUT))),
  read: (...args) => (isOut() === 'all' ? () => Promise.resolve(E.left(OUT)) : inner.read(...args)),
  all: async function* (options): AsyncGenerator<Delivery> {
    for await (const delivery of inner.all(options)) {
      if (isOut() === 'all') return yield { _tag: 'Failed', error: OUT }
      yield delivery
    }
    if (isOut() === 'all') yield { _tag: 'Failed', error: OUT }
  },
})

describe('A store that is down', () => {
  it.each([
    ['a second', SECOND],
    ['a minute', MINUTE],
    ['six hours', 6 * HOUR],
  ])('F14: for %s: commands fail at once and may be repeated, workers go on by themselves', async (_how, ms) => {
    const { clock, log, instance } = await halfDone()
    let isOut: 'all' | 'nothing' = 'all'
    const shop = instance(
      {},
      switchable(log, () => isOut),
    )
    const workers = workersOf(shop)
    const before = clock.msSinceStart()
    const refused = await clock.during(refusalOf(shop.requests.open(wish('R-2', 1), customer)))
    expect([refused._tag, inWords(refused).retryable]).toEqual(['StoreUnavailable', true])
    expect(clock.msSinceStart() - before).toBeLessThan(SECOND)
    await clock.pass(ms)
    expect(workers.problems.at(-1)).toEqual(OUT)
    isOut = 'nothing'
    await clock.pass(2 * MINUTE)
    await isPaidOnce(shop, ALL)
    expect(E.isRight(await workers.stop())).toBe(true)
  })

  it('F15: for appends only: cases are read, nothing is decided, and the provider is not called', async () => {
    const { clock, log, payments, instance } = await halfDone()
    let isOut: 'appends' | 'nothing' = 'appends'
    const shop = instance(
      {},
      switchable(log, () => isOut),
    )
    workersOf(shop)
    await clock.pass(HOUR)
    expect((await shop.getCase('R-1')).request.status).toBe('reserving')
    const refused = await clock.during(refusalOf(shop.requests.open(wish('R-2', 1), customer)))
    expect(refused._tag).toBe('StoreUnavailable')
    expect(payments.calls).toEqual([])
    isOut = 'nothing'
    await clock.pass(2 * MINUTE)
    await isPaidOnce(shop, ALL)
  })
})

describe('A follower that the server drops', () => {
  it.each([1, 2, 7])('F46: after every %i events: it goes on from its checkpoint, with no gap', async (k) => {
    const names = ['#1', '#2', '#3', '#4', '#5']
    const { clock, log, payments, instance } = worldOf({ orders: ordersNamed(...names) })
    const dropping: EventStore = {
      ...log,
      all: async function* (options): AsyncGenerator<Delivery> {
        let events = 0
        for await (const delivery of log.all(options)) {
          yield delivery
          if (delivery._tag === 'Event' && ++events === k) return yield { _tag: 'Failed', error: OUT }
        }
      },
    }
    const shop = instance({}, dropping)
    workersOf(shop)
    // Another instance takes the commands, and dies each time before anything follows.
    for (const name of names) {
      const store = faultStore(log)
      const dying = instance({}, store)
      await dying.requests.open(wish(`R-${name}`, 3, { ...kept, orderId: name }), customer)
      store.dieAt(0, 'after')
      await clock.during(dying.requests.submit({ requestId: `R-${name}` }, customer).catch(() => undefined))
    }
    await clock.pass(HOUR)
    for (const name of names) await isPaidOnce(shop, ALL, `R-${name}`, name)
    expect(payments.calls).toHaveLength(5)
  })
})
