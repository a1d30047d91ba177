/** Pages: where one ends, in which word that is said, and what is no row. */
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'
import { inOrder } from '../../../src/projections/in-order.js'
import type { RowChange } from '../../../src/ports/read-model-store.js'
import { ledger } from '../../../src/projections/ledger/ledger.js'
import { tableOfModel, type ReadModel } from '../../../src/projections/read-model.js'
import { markOf, marked } from '../../../src/runtime/projecting/marks.js'
import { listedIn, readerOf, type PageOptions } from '../../../src/runtime/reading/pages.js'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { refusalOf, shopOn } from '../../acceptance/shop.js'
import { until, workersOf } from '../workers/background.js'

const rowsOf = async (...keys: ReadonlyArray<string>) => {
  const store = memoryReadModelStore()
  const changes = keys.map((key) => ({
    ...{ _tag: 'Put' as const, table: 'shelf' },
    row: { key, sort: inOrder('a', key), value: '{}' },
  }))
  orThrow(await store.commit({ name: 'test', expected: 0, checkpoint: '', changes })())
  return store
}

describe('A page', () => {
  it('that is the last names no next one, also where it is full', async () => {
    const store = await rowsOf('1', '2', '3', '4')
    const first = orThrow(await listedIn(store, 'shelf', ['a'], { limit: 2 }))
    const second = orThrow(await listedIn(store, 'shelf', ['a'], { limit: 2, after: first.next! }))
    expect([first, second].map(({ rows }) => rows.map(({ key }) => key))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(second.next).toBeUndefined()
  })

  it('ends in a word that is safe in links and command lines, whatever the ids of the shop', async () => {
    const store = await rowsOf(`R-5a'b$(touch x)`, 'R-6\u202e')
    const { next } = orThrow(await listedIn(store, 'shelf', ['a'], { limit: 1 }))
    expect(next).toMatch(/^[\w-]+$/)
    expect(orThrow(await listedIn(store, 'shelf', ['a'], { after: next! })).rows).toHaveLength(1)
  })

  it('of some rows among many holds all of them, in their order, and is the last where no more are wanted', async () => {
    const shelf = { ...ledger, order: { name: 'numbers', place: () => '' } } as unknown as ReadModel<{ n: number }>
    const store = memoryReadModelStore()
    const changes = Array.from({ length: 1_000 }, (_, n): RowChange => {
      const key = inOrder(String(n).padStart(4, '0'))
      return { _tag: 'Put', table: tableOfModel(shelf, 'main'), row: { key, sort: key, value: JSON.stringify({ n }) } }
    })
    changes.push(marked(markOf(shelf as ReadModel, 1), 'main'))
    orThrow(await store.commit({ name: 'test', expected: 0, checkpoint: '', changes })())
    const { page } = readerOf(store, 'main')
    const asked = async (paging: PageOptions) =>
      orThrow(await page(shelf, 'numbers', {}, paging, { only: ({ n }) => n % 250 === 249 }))
    const first = await asked({ limit: 3 })
    expect(first.rows).toEqual([{ n: 249 }, { n: 499 }, { n: 749 }])
    expect(await asked({ limit: 3, after: first.next! })).toEqual({ rows: [{ n: 999 }] })
    expect(await asked({ limit: 4 })).toEqual({ rows: [...first.rows, { n: 999 }] })
  })

  it.each(['null', '5', '"x"', '[]', 'not JSON'])('is not given where %s was written for a row', async (value) => {
    const rows = memoryReadModelStore()
    const shop = shopOn(memoryEventStore(), { readModels: rows })
    const workers = workersOf(shop, { roles: ['projections'], sweepMs: 1 })
    await until(async () => (await shop.operations.readModels()).every(({ state }) => state === 'following'))
    await workers.stop()
    const table = tableOfModel(ledger, 'main')
    const place = {
      table: tableOfModel(ledger, 'main', 'days'),
      row: { key: 'k', sort: inOrder('2026-01-05'), value: 'o' },
    }
    orThrow(
      await rows.commit({
        ...{ name: 'somebody', expected: 0, checkpoint: '' },
        changes: [
          { _tag: 'Put', ...place },
          { _tag: 'Put', table, row: { key: 'o', sort: 'o', value } },
        ],
      })(),
    )
    expect(await refusalOf(shop.views.ledgerEntries('2026-01-05'))).toEqual({
      ...{ _tag: 'ReadModelBroken', readModel: 'ledger@1', key: 'o' },
    })
  })
})
