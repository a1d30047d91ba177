/** Making read models anew beside workers: they do it, or it is taken over from them; never both among each other's rows. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { orThrow, retryThenPark } from 'after-sales'
import { memoryEventStore, memoryReadModelStore } from 'after-sales/adapters/memory'
import { systemClock } from 'after-sales/adapters/node'
import { libraryOn } from '../../../src/cli/library.js'
import type { EventStore } from '../../../src/ports/event-store.js'
import { READ_MODELS } from '../../../src/projections/index.js'
import { rebuildHere, type RebuildOptions } from '../../../src/runtime/projecting/rebuild.js'
import { NOW, shopOn, submitted } from '../../acceptance/shop.js'
import { workersOf } from '../workers/background.js'

const LEASE_SECONDS = 0.3
const NEVER = new AbortController().signal

const shopWithRows = async () => {
  const store = memoryEventStore({ now: () => NOW })
  const rows = memoryReadModelStore()
  await submitted(shopOn(store), 'R-1', 1, { remedy: 'refund_only' })
  // From now on time is real.
  const shop = shopOn(store, { readModels: rows, clock: systemClock as never })
  const { runtime, operations } = libraryOn({ store, rows }, 'main', systemClock)
  const rebuild = (options: Partial<RebuildOptions> = {}) =>
    rebuildHere(runtime, rows, READ_MODELS, {
      ...{ wanted: READ_MODELS, signal: NEVER, leaseSeconds: LEASE_SECONDS, ...options },
    })
  const wrong = async () =>
    orThrow(await operations.verifyReadModels({ scratch: memoryReadModelStore() })()).filter((one) => one.wrong > 0)
  const work = () =>
    workersOf(shop, { roles: ['projections'], onFailure: retryThenPark(3), leaseSeconds: LEASE_SECONDS })
  return { shop, rebuild, wrong, work }
}

describe('Where workers run, a rebuild', () => {
  it('is done by them, and waited for', async () => {
    const { shop, rebuild, wrong, work } = await shopWithRows()
    const workers = work()
    await shop.views.upToDate()
    expect(await rebuild()).toEqual(E.right('workers'))
    expect(await wrong()).toEqual([])
    await workers.stop()
  })

  it('in shares is not done beside them, and throws nothing away', async () => {
    const { shop, rebuild, wrong, work } = await shopWithRows()
    const workers = work()
    await shop.views.upToDate()
    const shares = { of: 2, build: () => Promise.reject(new Error('it was built')) }
    expect(await rebuild({ shares })).toEqual(E.right('busy'))
    expect(await wrong()).toEqual([])
    await workers.stop()
  })

  it('that have gone away is taken over', async () => {
    const { shop, rebuild, wrong, work } = await shopWithRows()
    const workers = work()
    await shop.views.upToDate()
    await workers.stop()
    // Their lease is not over yet.
    expect(await rebuild()).toEqual(E.right('here'))
    expect(await wrong()).toEqual([])
  })

  it('ends when it is interrupted', async () => {
    const { shop, rebuild, work } = await shopWithRows()
    const workers = work()
    await shop.views.upToDate()
    expect(await rebuild({ signal: AbortSignal.abort() })).toMatchObject({ left: { _tag: 'Aborted' } })
    await workers.stop()
  })
})

describe('Where nobody has built anything, a rebuild', () => {
  it('reads the log once', async () => {
    const log = memoryEventStore({ now: () => NOW })
    await submitted(shopOn(log), 'R-1', 1, { remedy: 'refund_only' })
    let read = 0
    const store: EventStore = {
      ...log,
      all: async function* (options) {
        for await (const delivery of log.all(options)) {
          if (delivery._tag === 'Event') read += 1
          yield delivery
        }
      },
    }
    const rows = memoryReadModelStore()
    const { runtime } = libraryOn({ store, rows }, 'main', systemClock)
    expect(await rebuildHere(runtime, rows, READ_MODELS, { wanted: READ_MODELS, signal: NEVER })).toEqual(
      E.right('here'),
    )
    let events = 0
    for await (const { _tag } of log.all()) if (_tag === 'Event') events += 1
    expect([events > 0, read]).toEqual([true, events])
  })
})
