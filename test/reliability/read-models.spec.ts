/**
 * Faults around what people read (F38, F39, F40, F42, F43): whoever dies, pauses, works twice or is restored, the rows of all
 * read models are what the log says, row by row.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { orThrow, retryThenPark, type ReadModelStore } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'
import { openSqliteReadModelStore } from 'after-sales/adapters/sqlite'
import { READ_MODELS } from '../../src/projections/index.js'
import { tableOfModel } from '../../src/projections/read-model.js'
import { sentBack, shopOn, submitted, type Shop } from '../acceptance/shop.js'
import { settled } from '../runtime/workers/held-clock.js'
import { faultyReadModels, type CommitFault } from '../runtime/workers/faulty-read-models.js'
import { backgroundShop, workersOf } from '../runtime/workers/background.js'

const kept = { remedy: 'refund_only' } as const
const projections = { roles: ['projections'], onFailure: retryThenPark(3) } as const

const opened = async (shop: Shop): Promise<string> => (await submitted(shop, 'R-1', 1)).state.returnId!

/** The goods of the one case come back, and another keeps them. */
const goneOn = async (shop: Shop, returnId: string): Promise<void> => {
  await sentBack(shop, returnId, 'p-1', { mug: 1 })
  await submitted(shop, 'R-2', 1, kept)
}
const twoCases = async (shop: Shop): Promise<void> => goneOn(shop, await opened(shop))

const wrongOf = async (shop: Shop): Promise<ReadonlyArray<string>> => {
  const verified = orThrow(await shop.afterSales.operations.verifyReadModels({ scratch: memoryReadModelStore() })())
  expect(verified).toHaveLength(READ_MODELS.length)
  return verified.flatMap(({ readModel, differences }) =>
    differences.map(({ list, key, what }) => `${readModel}.${list ?? ''} ${key} ${what}`),
  )
}

describe('The rows of all read models are what the log says', () => {
  it.each(['down', 'lost_request', 'lost_answer'] as ReadonlyArray<CommitFault>)(
    'F38: whichever commit it is that is %s when their worker dies',
    async (fault) => {
      for (let nth = 0; nth < 12; nth++) {
        const shop = backgroundShop()
        await twoCases(shop)
        let commits = 0
        const dying = workersOf(shop, projections)
        shop.readModels.onCommit(() => {
          if (commits++ !== nth) return
          shop.readModels.script(fault)
          void dying.stop()
        })
        await settled()
        await dying.stop()
        shop.readModels.onCommit(() => undefined)
        const next = workersOf(shop, projections)
        await shop.clock.pass(60_000)
        expect(await wrongOf(shop), `${fault} ${nth}`).toEqual([])
        await next.stop()
      }
    },
  )

  it('F39: though two instances make them at once, without a lease', async () => {
    const shop = backgroundShop()
    const both = [workersOf(shop, projections), workersOf(shop, projections)]
    const returnId = await opened(shop)
    await shop.clock.pass(10_000)
    await goneOn(shop, returnId)
    await shop.clock.pass(60_000)
    expect(await wrongOf(shop)).toEqual([])
    for (const one of both) await one.stop()
  })

  it('F40: though one pauses before it commits, and goes on when another has long taken over', async () => {
    const readModels = faultyReadModels()
    let wake = (): void => undefined
    let isPaused = false
    const paused = new Promise<void>((resolve) => (wake = resolve))
    const slow: ReadModelStore = {
      ...readModels,
      commit: (commit) => async () => {
        // A process that stands still does not renew its lease either.
        isPaused ||= commit.name === 'projections@main'
        if (isPaused) await paused
        return readModels.commit(commit)()
      },
    }
    const shop = backgroundShop({ readModels: slow })
    await twoCases(shop)
    const sleeper = workersOf(shop, { ...projections, leaseSeconds: 15 })
    await shop.clock.pass(1_000)
    const other = shopOn(shop.store, { readModels, clock: shop.clock })
    const awake = workersOf(other, { ...projections, leaseSeconds: 15 })
    await shop.clock.pass(60_000)
    expect(isPaused).toBe(true)
    expect(await wrongOf(other)).toEqual([])
    wake()
    await shop.clock.pass(60_000)
    expect(await wrongOf(other)).toEqual([])
    await sleeper.stop()
    await awake.stop()
  })

  it('F42: though they were restored from a backup older than the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'after-sales-rows-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const [file, backup] = [join(folder, 'rows.db'), join(folder, 'backup.db')]
    const first = await openSqliteReadModelStore({ file })
    const shop = backgroundShop()
    const on = (readModels: ReadModelStore) => shopOn(shop.store, { readModels, clock: shop.clock })
    const madeBy = async (readModels: ReadModelStore): Promise<void> => {
      const workers = workersOf(on(readModels), projections)
      await shop.clock.pass(60_000)
      await workers.stop()
    }
    const returnId = await opened(shop)
    await madeBy(first)
    await first.close()
    cpSync(file, backup)
    const second = await openSqliteReadModelStore({ file })
    await goneOn(shop, returnId)
    await madeBy(second)
    await second.close()
    const restored = await openSqliteReadModelStore({ file: backup })
    await madeBy(restored)
    expect(await wrongOf(on(restored))).toEqual([])
    await restored.close()
  })

  it('F43: what another version of a read model has kept is not taken for its own', async () => {
    const shop = backgroundShop()
    await twoCases(shop)
    // Rows as an older release kept them, under its own version.
    for (const model of READ_MODELS) {
      const table = tableOfModel({ ...model, version: model.version - 1 }, 'main')
      const changes = [
        { _tag: 'Put', table, row: { key: 'x', sort: '', value: '{"state":"of another time"}' } } as const,
      ]
      orThrow(await shop.readModels.commit({ name: `old ${model.name}`, expected: 0, checkpoint: '', changes })())
    }
    const workers = workersOf(shop, projections)
    await shop.clock.pass(60_000)
    expect(await wrongOf(shop)).toEqual([])
    await workers.stop()
  })
})
