/** F41: the log was restored from a backup, and the rows were not. It is noticed, and nothing is paid on top of it. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { EventStore } from 'after-sales'
import { memoryEventStore, memoryReadModelStore } from 'after-sales/adapters/memory'
import { submitted } from '../acceptance/shop.js'
import { eventsOf, HOUR, isPaidOnce, kept, MINUTE, ordersNamed, refundOf, workersOf, worldOf } from './world.js'

const ALL = 26_997

/** The log as it was so many events ago, or a few more: what was written together is there together, or not at all. */
const rewound = async (log: EventStore, by: number): Promise<EventStore> => {
  const events = await eventsOf(log)
  let end = events.length - by
  while (events[end - 1]!.metadata.commandId === events[end]?.metadata.commandId) end -= 1
  const older = memoryEventStore()
  for (const { stream, revision, position: _p, recordedAt: _r, ...event } of events.slice(0, end))
    await older.append(stream, revision === 0 ? 'no_stream' : revision - 1, [event])()
  return older
}

/** Two refunds were paid; workers have seen it all. */
const paidTwice = async () => {
  const world = worldOf({ orders: ordersNamed('#1001', '#1002', '#1003') })
  const shop = world.instance()
  const workers = workersOf(shop)
  for (const n of [1, 2]) await world.clock.during(submitted(shop, `R-${n}`, 3, { ...kept, orderId: `#100${n}` }))
  await world.clock.pass(MINUTE)
  await workers.stop()
  return world
}

describe('A log that is older than what the workers have seen', () => {
  const PLACES = Array.from({ length: 20 }, (_, n) => n + 1)

  it.each(PLACES)('F41: by %i events: every role ends with LogRegressed, and nothing is paid', async (by) => {
    const { clock, log, payments, instance } = await paidTwice()
    const shop = instance({}, await rewound(log, by))
    const workers = workersOf(shop)
    await clock.pass(HOUR)
    expect(workers.result()).toMatchObject({ _tag: 'Left', left: { _tag: 'LogRegressed' } })
    expect(payments.calls).toHaveLength(2)
    expect((await shop.operations.health()).moneyReady).toBe(false)
  })

  it('F41: and has grown again meanwhile: the place is there, and holds another event', async () => {
    const { clock, log, payments, instance } = await paidTwice()
    const older = await rewound(log, 12)
    const shop = instance({}, older)
    await clock.during(submitted(shop, 'R-3', 3, { ...kept, orderId: '#1003' }))
    expect((await eventsOf(older)).length).toBeGreaterThan((await eventsOf(log)).length)
    const workers = workersOf(shop)
    await clock.pass(HOUR)
    expect(workers.result()).toMatchObject({ _tag: 'Left', left: { _tag: 'LogRegressed' } })
    expect(payments.calls).toHaveLength(3)
  })

  it.each(PLACES)('F41: by %i events, and the rows thrown away: the same keys, so nobody is paid twice', async (by) => {
    const { clock, log, payments, instance } = await paidTwice()
    const shop = instance({ readModels: memoryReadModelStore() }, await rewound(log, by))
    const workers = workersOf(shop)
    await clock.pass(HOUR)
    for (const n of [1, 2]) {
      const refund = await refundOf(shop, `R-${n}`).catch(() => undefined)
      if (refund?.status === 'succeeded') await isPaidOnce(shop, ALL, `R-${n}`, `#100${n}`)
    }
    expect(payments.payments).toHaveLength(2)
    expect(E.isRight(await workers.stop())).toBe(true)
  })

  it('F41: and the rows of the same backup: nobody can notice; a request sent again has the same key, and is paid once', async () => {
    const { clock, log, payments, instance } = worldOf({ orders: ordersNamed('#1001', '#1002') })
    const shop = instance()
    const workers = workersOf(shop)
    await clock.during(submitted(shop, 'R-1', 3, { ...kept, orderId: '#1001' }))
    await clock.pass(MINUTE)
    await workers.stop()
    const backup = await rewound(log, 0)
    await clock.during(submitted(shop, 'R-2', 3, { ...kept, orderId: '#1002' }))
    expect(payments.payments).toHaveLength(2)

    const restored = instance({}, backup)
    const again = workersOf(restored)
    await clock.during(submitted(restored, 'R-2', 3, { ...kept, orderId: '#1002' }))
    await clock.pass(HOUR)
    expect(again.problems).toEqual([])
    expect([payments.calls.length, payments.payments.length]).toEqual([3, 2])
    await isPaidOnce(restored, ALL, 'R-2', '#1002')
  })
})
