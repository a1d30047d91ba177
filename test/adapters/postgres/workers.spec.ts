/**
 * Workers of two instances on one schema, whose connections are ended again and again (F38, F39): everybody is paid once,
 * and the rows are those that one worker makes alone and undisturbed.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { memoryReadModelStore } from '../../../src/adapters/memory/index.js'
import type { ReadModelStore } from '../../../src/ports/read-model-store.js'
import { range } from '../../../src/testing/read-model-store-contract/sample.js'
import { submitted } from '../../acceptance/shop.js'
import { countOf, kept, MINUTE, ordersNamed, SECOND, workersOf, worldOf } from '../../reliability/world.js'
import { freshSchema, openRows, poolTo, session } from './database.js'

const CASES = 6
const TABLES = ['leg_keys@main', 'timers@main', 'open_legs@main', 'attention@main']

const rowsIn = (store: ReadModelStore) => Promise.all(TABLES.map((table) => store.list(table)()))

describe('Workers of two instances on one PostgreSQL', () => {
  it('pay everybody once and make the rows of one, while connections are ended under them', async () => {
    const orderIds = range(0, CASES).map((n) => `#${n}`)
    const { clock, log, payments, instance } = worldOf({ orders: ordersNamed(...orderIds) })
    const [schema, name] = [freshSchema(), randomUUID()]
    const open = () => openRows({ schema, pool: poolTo({ application_name: name }) })
    const [one, other] = [await open(), await open()]
    const shops = [instance({ readModels: one }), instance({ readModels: other })] as const
    const workers = shops.map((shop) => workersOf(shop))
    const admin = await session()

    payments.script({ _tag: 'process' })
    const asked = Promise.all(
      orderIds.map((orderId, n) => submitted(shops[n % 2 === 0 ? 0 : 1], `R-${n}`, 3, { ...kept, orderId })),
    )
    for (let round = 0; (await countOf(log, 'MoneySettled')) < CASES || round < 20; round++) {
      // Time of the database passes, too, and is no time of the shop.
      await pause(5)
      await clock.pass(round < 20 ? SECOND : MINUTE)
      if (round < 20)
        await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [name])
    }
    await asked
    expect(new Set(payments.calls.map(({ key }) => key)).size).toBe(CASES)
    expect(await countOf(log, 'MoneySettled')).toBe(CASES)

    const alone = memoryReadModelStore()
    workersOf(instance({ readModels: alone }))
    for (let left = 200; ; left--) {
      await pause(5)
      await clock.pass(MINUTE)
      const [here, there] = [await rowsIn(one), await rowsIn(alone)]
      if (JSON.stringify(here) === JSON.stringify(there)) break
      if (left === 0) expect(here).toEqual(there)
    }
    for (const { stop } of workers) await stop()
    expect((await rowsIn(one)).some((rows) => rows._tag === 'Right' && rows.right.length > 0)).toBe(true)
  }, 60_000)
})
