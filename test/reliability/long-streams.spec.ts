/** F59: a stream of 10,000 events is read in pages and followed at the pace of whoever follows. */
import { describe, expect, it } from 'vitest'
import * as O from 'fp-ts/lib/Option.js'
import { orThrow, verifyLog, type Delivery, type EventStore, type ReadModelStore } from 'after-sales'
import { customer, wish, type Shop } from '../acceptance/shop.js'
import { eventsOf, SECOND, workersOf, worldOf } from './world.js'

const COUNT = 10_000

/** A customer who cannot make up their mind. */
const edited = (shop: Shop, n: number) =>
  shop.requests.edit({ requestId: 'R-1', lines: wish('R-1', 1 + (n % 3)).lines }, customer)

const longRequest = async () => {
  const world = worldOf()
  const shop = world.instance()
  await shop.requests.open(wish('R-1', 1), customer)
  for (let n = 1; n <= COUNT; n++) await edited(shop, n)
  return world
}

describe('A stream of 10,000 events', { timeout: 30_000 }, async () => {
  const world = await longRequest()

  it('F59: is loaded in pages of a thousand, once, and from then on only its tail', async () => {
    const asked: Array<number> = []
    const { log, instance } = world
    const paging: EventStore = {
      ...log,
      read: (stream, from = 0, limit = 1_000) => {
        if (stream.startsWith('aftersales_request-')) asked.push(from)
        expect(limit).toBeLessThanOrEqual(1_000)
        return log.read(stream, from, limit)
      },
    }
    const shop = instance({}, paging)
    expect((await edited(shop, COUNT + 1)).revision).toBe(COUNT + 1)
    expect(asked).toEqual(Array.from({ length: 11 }, (_, page) => page * 1_000))
    expect((await edited(shop, COUNT + 2)).revision).toBe(COUNT + 2)
    expect(asked.slice(11)).toEqual([COUNT + 2])
  })

  it('F59: is followed no faster than it is finished: at most a thousand events are held', async () => {
    const { clock, log, readModels, instance } = world
    let pulled = 0
    let ahead = 0
    const committed = async (rows: ReadModelStore): Promise<number> => {
      const stored = orThrow(await rows.checkpoint('reactions@main')())
      return O.isNone(stored) ? 0 : Number((JSON.parse(stored.value.value) as { readonly position: string }).position)
    }
    const counting: EventStore = {
      ...log,
      all: async function* (options): AsyncGenerator<Delivery> {
        for await (const delivery of log.all(options)) {
          if (delivery._tag === 'Event') pulled += 1
          if (pulled % 50 === 0) ahead = Math.max(ahead, pulled - (await committed(readModels)))
          yield delivery
        }
      },
    }
    workersOf(instance({}, counting), { roles: ['reactions'] })
    for (let n = 0; n < 50 && (await committed(readModels)) < COUNT; n++) await clock.pass(SECOND)
    expect(pulled).toBeGreaterThanOrEqual(COUNT)
    expect(ahead).toBeGreaterThan(0)
    expect(ahead).toBeLessThanOrEqual(1_100)
    expect((await eventsOf(log)).length).toBeGreaterThan(COUNT)
  })

  it('F59: is verified in one pass', async () => {
    expect(await verifyLog(world.log)).toMatchObject({ right: { streams: expect.any(Number) as number } })
  })
})
