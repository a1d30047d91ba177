/** Read models that are made anew, or kept by nobody, answer nobody: half of the rows, or old ones, would be wrong. */
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { memoryEventStore, memoryReadModelStore } from 'after-sales/adapters/memory'
import type { ReadModelStore } from '../../../src/ports/read-model-store.js'
import { ledger } from '../../../src/projections/ledger/ledger.js'
import { READ_MODELS } from '../../../src/projections/index.js'
import { identityOf } from '../../../src/projections/read-model.js'
import { libraryOn } from '../../../src/cli/library.js'
import { followingOf } from '../../../src/runtime/projecting/following.js'
import { marksTable } from '../../../src/runtime/projecting/marks.js'
import { upkeepOf } from '../../../src/runtime/projecting/upkeep.js'
import { storedStanding } from '../../../src/runtime/workers/checkpoint.js'
import { NOW, refusalOf, shopOn, submitted, type Shop } from '../../acceptance/shop.js'
import { until, workersOf } from '../workers/background.js'

const DAY = '2026-01-05'
const NOT_BUILT = { _tag: 'ReadModelNotBuilt', readModel: 'ledger@1' }
const NEVER = new AbortController().signal

const paidOn = async (shop: Shop): Promise<ReadonlyArray<number>> =>
  (await shop.views.ledger({ from: DAY, to: DAY })).map(({ minor }) => minor)

/** Made from the log, whole: then the worker goes. */
const built = async (shop: Shop): Promise<void> => {
  const workers = workersOf(shop, { roles: ['projections'], sweepMs: 1 })
  await shop.views.upToDate()
  await until(async () => (await shop.operations.readModels()).every(({ state }) => state === 'following'))
  await workers.stop()
}

/** Two instances that have read before; on the first, something may happen while it reads the ledger. */
const readShop = async () => {
  const store = memoryEventStore({ now: () => NOW })
  const rows = memoryReadModelStore()
  const hooks = new Map<'rows' | 'mark', () => Promise<unknown>>()
  const happens = async (what: 'rows' | 'mark'): Promise<void> => {
    const hook = hooks.get(what)
    hooks.delete(what)
    await hook?.()
  }
  const readModels: ReadModelStore = {
    ...rows,
    list: (table, options) => async () => {
      if (table.startsWith(identityOf(ledger))) await happens('rows')
      return rows.list(table, options)()
    },
    get: (table, key) => async () => {
      if (table === marksTable('main') && key === identityOf(ledger)) await happens('mark')
      return rows.get(table, key)()
    },
  }
  const shop = shopOn(store, { readModels })
  await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
  await built(shop)
  const second = shopOn(store, { readModels: rows })
  expect([await paidOn(shop), await paidOn(second)]).toEqual([[8_999], [8_999]])
  const { runtime } = libraryOn({ store, rows }, 'main', shop.clock)
  /** A release that knows no ledger takes over. */
  const others = READ_MODELS.filter(({ name }) => name !== 'ledger')
  const takeOver = async (): Promise<void> => {
    const standing = orThrow(await storedStanding(rows, 'projections@main'))
    orThrow(await followingOf(runtime, rows, others, NEVER).prepare(standing))
  }
  const retire = async () => orThrow(await upkeepOf(runtime, rows, others).retireReadModels()())
  /** Before these are read. */
  const before = (what: 'rows' | 'mark', hook: () => Promise<unknown>) => void hooks.set(what, hook)
  return { shop, second, takeOver, retire, before }
}

describe('While a read model is made anew', () => {
  it('its questions are answered by no instance, whether or not it has read it before', async () => {
    const { shop, second } = await readShop()
    await shop.operations.rebuildReadModel('ledger')
    for (const instance of [shop, second, shopOn(shop.store, { readModels: shop.readModels })])
      expect(await refusalOf(paidOn(instance))).toEqual(NOT_BUILT)
    expect((await shop.views.case('R-1')).request).toMatchObject({ id: 'R-1' })
    await built(shop)
    expect([await paidOn(shop), await paidOn(second)]).toEqual([[8_999], [8_999]])
  })

  it('no statement is compared with it, and nothing is kept', async () => {
    const { shop, second } = await readShop()
    const { reference } = (await shop.views.ledgerEntries(DAY)).rows[0]!
    const text = `reference,kind,amount,currency,date\n${reference},refund,89.99,EUR,${DAY}`
    const agreeing = { from: DAY, to: DAY, text }
    for (const { operations } of [shop, second])
      expect(await operations.reconcile(agreeing)).toMatchObject({ matched: 1, differences: [] })
    await shop.operations.rebuildReadModel('ledger')
    for (const { operations } of [shop, second])
      expect(await refusalOf(operations.reconcile(agreeing))).toEqual(NOT_BUILT)
    expect((await shop.views.exceptions()).rows).toEqual([])
  })

  it('a question that began before is not answered with what is left of it', async () => {
    const { shop, before } = await readShop()
    before('rows', () => shop.operations.rebuildReadModel('ledger'))
    expect(await refusalOf(paidOn(shop))).toEqual(NOT_BUILT)
  })

  it('and whole again before the question is through, the question is asked once more', async () => {
    const { shop, second, before } = await readShop()
    before('rows', () => second.operations.rebuildReadModel('ledger'))
    before('mark', () => built(second))
    expect(await paidOn(shop)).toEqual([8_999])
  })

  it('a page that was begun before goes on behind where it ended', async () => {
    const { shop } = await readShop()
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
    await built(shop)
    const first = await shop.views.requests({ orderId: '#1001' }, { limit: 1 })
    await shop.operations.rebuildReadModel('case-files')
    await built(shop)
    const next = await shop.views.requests({ orderId: '#1001' }, { limit: 1, after: first.next! })
    expect([...first.rows, ...next.rows].map(({ id }) => id)).toEqual(['R-2', 'R-1'])
  })
})

describe('A read model that another release has put aside', () => {
  it('is not answered: nobody keeps its rows up to date', async () => {
    const { shop, takeOver, retire } = await readShop()
    await takeOver()
    expect(await refusalOf(paidOn(shop))).toEqual(NOT_BUILT)
    expect(await retire()).toEqual(['ledger@1'])
    expect(await refusalOf(paidOn(shop))).toEqual(NOT_BUILT)
    await built(shop)
    expect(await paidOn(shop)).toEqual([8_999])
  })

  it('is answered again, with what it has missed, when a worker of a release that knows it goes on', async () => {
    const { shop, takeOver } = await readShop()
    await takeOver()
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
    await built(shop)
    expect(await paidOn(shop)).toEqual([2 * 8_999])
  })
})

it.each(['null', 'x', '{}'])('A mark that somebody made %s is told, and never thrown', async (value) => {
  const { shop } = await readShop()
  const row = { key: 'ledger@1', sort: '', value }
  const changes = [{ _tag: 'Put', table: marksTable('main'), row } as const]
  orThrow(await shop.readModels.commit({ name: 'somebody', expected: 0, checkpoint: '', changes })())
  const broken = { _tag: 'ReadModelBroken', readModel: 'ledger@1', key: 'ledger@1' }
  expect(await refusalOf(paidOn(shop))).toEqual(broken)
  expect(await refusalOf(shop.operations.readModels())).toEqual(broken)
})
