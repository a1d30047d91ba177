/** Two releases at once (F45, F60): what an older one does not know it leaves alone, and never guesses. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe as inWords, type Delivery, type EventStore, type StoredEvent } from 'after-sales'
import { agent, finance, refusalOf, submitted } from '../acceptance/shop.js'
import { countOf, HOUR, isPaidOnce, kept, MINUTE, ordersNamed, refundOf, workersOf, worldOf } from './world.js'

const ALL = 26_997

/** The log through the eyes of a release for which these events are of a type or a version that it does not know. */
const oldEyes = (inner: EventStore, isNew: (event: StoredEvent) => boolean, how: 'type' | 'version'): EventStore => {
  const see = (event: StoredEvent): StoredEvent =>
    !isNew(event)
      ? event
      : how === 'type'
        ? { ...event, type: `${event.type}OfNextYear` }
        : { ...event, metadata: { ...event.metadata, schemaVersion: '99' } }
  return {
    ...inner,
    read: (stream, from, limit) => async () => {
      const slice = await inner.read(stream, from, limit)()
      return E.isLeft(slice) ? slice : E.right({ ...slice.right, events: slice.right.events.map(see) })
    },
    all: async function* (options): AsyncGenerator<Delivery> {
      for await (const delivery of inner.all(options))
        yield delivery._tag === 'Event' ? { _tag: 'Event', event: see(delivery.event) } : delivery
    },
  }
}

const ROLES = ['reactions', 'effects', 'timers', 'projections'] as const

describe.each(['type', 'version'] as const)('An event of a %s that this release does not know', (how) => {
  it('F45: makes commands on its stream wait for the newer release, and no other', async () => {
    const { log, instance } = worldOf({ orders: ordersNamed('#1001', '#1002') })
    const shop = instance()
    await submitted(shop, 'R-1', 1)
    await submitted(shop, 'R-2', 1, { orderId: '#1002' })
    const isNew = (event: StoredEvent) => event.type === 'RequestApproved' && event.stream.endsWith('R-1')
    const old = instance({}, oldEyes(log, isNew, how))
    const refused = await refusalOf(old.requests.cancel({ requestId: 'R-1', reason: 'no' }, agent))
    expect([refused._tag, inWords(refused).retryable]).toEqual(['WrittenByNewerRelease', true])
    await old.requests.cancel({ requestId: 'R-2', reason: 'no' }, agent)
    expect(await countOf(log, 'RequestCanceled')).toBe(1)
  })

  it('F45: is put aside by a worker, which does the rest', async () => {
    const { clock, log, instance } = worldOf({ orders: ordersNamed('#1001', '#1002') })
    const stream = 'aftersales_request-main.R-1'
    const isNew = (event: StoredEvent) => event.type === 'RequestOpened' && event.stream === stream
    const shop = instance()
    await clock.during(submitted(shop, 'R-1', 3, { ...kept, orderId: '#1001' }))
    const old = instance({}, oldEyes(log, isNew, how))
    workersOf(old)
    await clock.during(submitted(old, 'R-2', 3, { ...kept, orderId: '#1002' }))
    await clock.pass(10 * MINUTE)
    await isPaidOnce(shop, ALL, 'R-2', '#1002')
    // With it waits what should have told it something; nothing of the other case does.
    const parked = await shop.operations.parked()
    for (const role of ROLES) expect(parked).toContainEqual(expect.objectContaining({ role, stream }))
    const { refundId } = await refundOf(shop, 'R-1')
    const ofTheCase = new Set([stream, 'aftersales_entitlement-main.~231001', `aftersales_refund-main.${refundId}`])
    expect(parked.filter((one) => !ofTheCase.has(one.stream) || one.code !== 'LOG.NEWER_RELEASE')).toEqual([])
  })

  it('F60: in the middle of a refund, with an old worker beside a new one: every effect once', async () => {
    const { clock, log, payments, instance } = worldOf()
    const isNew = (event: StoredEvent) => event.type === 'RefundApproved' || event.type === 'RefundLegSubmitted'
    const old = instance({}, oldEyes(log, isNew, how))
    const next = instance()
    payments.script({ _tag: 'lose_request' })
    workersOf(old)
    workersOf(next)
    await clock.during(submitted(next, 'R-1', 3, kept))
    await clock.pass(HOUR)
    // Whatever the old one was faster with stands among what was put aside; the new one does it when it is told to.
    for (const { role, stream } of await next.operations.parked())
      await next.operations.retryParked({ role, stream }, finance)
    await clock.pass(3 * HOUR)
    await isPaidOnce(next, ALL)
    expect([new Set(payments.calls.map(({ key }) => key)).size, (await refundOf(next)).legs.length]).toEqual([1, 1])
  })

  it('F60: when only the old worker runs, until the deployment is through: late, and once', async () => {
    const { clock, log, payments, instance } = worldOf()
    const isNew = (event: StoredEvent) => event.type === 'RefundLegSubmitted'
    const old = workersOf(instance({}, oldEyes(log, isNew, how)))
    payments.script({ _tag: 'lose_answer' })
    await clock.during(submitted(instance(), 'R-1', 3, kept))
    await clock.pass(HOUR)
    expect(await countOf(log, 'RefundLegUnknown')).toBe(0)
    await old.stop()
    const next = instance()
    workersOf(next)
    await clock.pass(MINUTE)
    const parked = await next.operations.parked()
    expect(parked.length).toBeGreaterThan(0)
    for (const { role, stream } of parked) await next.operations.retryParked({ role, stream }, finance)
    await clock.pass(HOUR)
    await isPaidOnce(next, ALL)
    expect(await next.operations.parked()).toEqual([])
  })
})
