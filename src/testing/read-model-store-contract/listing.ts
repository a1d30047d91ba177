/** A list is in the order of `sort`, then `key`, by code point; its pages give every row once. */
import assert from 'node:assert/strict'
import type { ReadModelStore, Row } from '../../ports/read-model-store.js'
import { storeCase } from './case.js'
import { commit, keys, list, put, range, remove, rowOf } from './sample.js'

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}`

/** By code point. By UTF-16 unit, 📦 would stand before U+E000; by language, b would stand before Z. */
const BY_CODE_POINT = ['', ' ', '1', '10', '2', 'Z', 'a', 'aa', 'b', 'á', '退', '\ue000', '\ufffd', '𐀀', '📦', '📦a']

const shuffled = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
  all
    .map((one, index) => [(index * 7) % 16, one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)

// Far more than any case needs: a store that ignores where to go on would give pages for ever.
const MOST_PAGES = 100

/** Everything, page by page, as a consumer reads a long table. */
const pages = async (store: ReadModelStore, limit?: number): Promise<ReadonlyArray<ReadonlyArray<Row>>> => {
  const all: Array<ReadonlyArray<Row>> = []
  for (let after: Row | undefined; all.length < MOST_PAGES;) {
    const page = await list(store, {
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit }),
    })
    after = page.at(-1)
    if (after === undefined) return all
    all.push(page)
  }
  return assert.fail('pages without end')
}

export const listing = [
  storeCase('lists rows by sort, and those of one sort by key, whatever their order of coming', async (store) => {
    await commit(store, 0, put(rowOf('b', day(2))), put(rowOf('c', day(1))), put(rowOf('a', day(2))))
    assert.deepEqual(await keys(store), ['c', 'a', 'b'])
    await commit(store, 1, put(rowOf('d', day(1))), put(rowOf('0', day(3))), put(rowOf('z', day(0))))
    assert.deepEqual(await keys(store), ['z', 'c', 'd', 'a', 'b', '0'])
  }),

  storeCase('compares sorts by code point', async (store) => {
    await commit(store, 0, ...shuffled(BY_CODE_POINT).map((sort) => put(rowOf(`key of ${sort}`, sort))))
    assert.deepEqual(
      (await list(store)).map(({ sort }) => sort),
      BY_CODE_POINT,
    )
    for (const [n, sort] of BY_CODE_POINT.entries()) {
      assert.equal((await list(store, { upTo: sort })).length, n + 1)
      assert.equal((await list(store, { after: rowOf(`key of ${sort}`, sort) })).length, BY_CODE_POINT.length - n - 1)
    }
  }),

  storeCase('compares keys by code point', async (store) => {
    await commit(store, 0, ...shuffled(BY_CODE_POINT).map((key) => put(rowOf(key, day(1)))))
    assert.deepEqual(await keys(store), BY_CODE_POINT)
    for (const [n, key] of BY_CODE_POINT.entries())
      assert.deepEqual(await keys(store, { after: { sort: day(1), key } }), BY_CODE_POINT.slice(n + 1))
  }),

  storeCase('lists up to a sort, with the rows of that sort', async (store) => {
    await commit(store, 0, ...range(1, 5).flatMap((n) => [put(rowOf(`a${n}`, day(n))), put(rowOf(`b${n}`, day(n)))]))
    assert.deepEqual(await keys(store, { upTo: day(2) }), ['a1', 'b1', 'a2', 'b2'])
    assert.deepEqual(await keys(store, { upTo: `${day(2)}T09:30` }), ['a1', 'b1', 'a2', 'b2'])
    assert.deepEqual(await keys(store, { upTo: '2026-11-0' }), [])
    assert.equal((await keys(store, { upTo: day(5) })).length, 10)
    assert.equal((await keys(store, { upTo: '9' })).length, 10)
  }),

  storeCase('lists what comes after a row, without that row', async (store) => {
    await commit(store, 0, ...range(1, 3).flatMap((n) => [put(rowOf('a', day(n))), put(rowOf(`b${n}`, day(n)))]))
    assert.deepEqual(await keys(store), ['b1', 'b2', 'a', 'b3'])
    assert.deepEqual(await keys(store, { after: { sort: day(1), key: 'b1' } }), ['b2', 'a', 'b3'])
    assert.deepEqual(await keys(store, { after: { sort: day(3), key: 'a' } }), ['b3'])
    assert.deepEqual(await keys(store, { after: { sort: day(3), key: 'b3' } }), [])
    assert.deepEqual(await keys(store, { after: { sort: day(2), key: '' } }), ['b2', 'a', 'b3'])
  }),

  storeCase('goes on after a row that is not there any more', async (store) => {
    await commit(store, 0, ...range(1, 4).map((n) => put(rowOf(`k${n}`, day(n)))))
    const [, second] = await list(store)
    await commit(store, 1, remove('k2'))
    assert.deepEqual(await keys(store, { after: second ?? rowOf('') }), ['k3', 'k4'])
  }),

  storeCase('lists between a row and a sort', async (store) => {
    await commit(store, 0, ...range(1, 9).map((n) => put(rowOf(`k${n}`, day(n)))))
    assert.deepEqual(await keys(store, { after: rowOf('k3', day(3)), upTo: day(6) }), ['k4', 'k5', 'k6'])
    assert.deepEqual(await keys(store, { after: rowOf('k3', day(3)), upTo: day(6), limit: 2 }), ['k4', 'k5'])
    assert.deepEqual(await keys(store, { after: rowOf('k6', day(6)), upTo: day(3) }), [])
  }),

  storeCase('takes an empty sort as the first of all', async (store) => {
    await commit(store, 0, put(rowOf('c', 'a')), put(rowOf('b')), put(rowOf('')), put(rowOf('a')))
    assert.deepEqual(await keys(store), ['', 'a', 'b', 'c'])
    assert.deepEqual(await keys(store, { upTo: '' }), ['', 'a', 'b'])
    assert.deepEqual(await keys(store, { after: rowOf('') }), ['a', 'b', 'c'])
    assert.deepEqual(await keys(store, { after: rowOf('a'), upTo: '' }), ['b'])
  }),

  storeCase('never lists rows of another table', async (store) => {
    const tables = ['due', 'due2', 'du', 'Due']
    await commit(store, 0, ...tables.map((table, n) => put(rowOf(`k${n}`, day(n)), table)))
    for (const [n, table] of tables.entries()) {
      assert.deepEqual(await keys(store, {}, table), [`k${n}`])
      assert.deepEqual(await keys(store, { after: rowOf('', ''), upTo: day(9) }, table), [`k${n}`])
    }
  }),

  storeCase('lists as many rows as it is asked for, 1,000 at most', async (store) => {
    await commit(store, 0, ...range(0, 1_200).map((n) => put(rowOf(String(n).padStart(4, '0')))))
    assert.deepEqual(await keys(store, { limit: 3 }), ['0000', '0001', '0002'])
    assert.deepEqual(await keys(store, { limit: 0 }), [])
    for (const options of [undefined, {}, { limit: 1_000 }, { limit: 1_001 }, { limit: 5_000 }, { upTo: 'z' }])
      assert.equal((await keys(store, options)).length, 1_000)
  }),

  storeCase('gives every row once, page by page', async (store) => {
    const stored = range(0, 2_500).map((n) => rowOf(`k${String((n * 7_919) % 2_500).padStart(4, '0')}`, day(n % 7)))
    await commit(store, 0, ...stored.map((row) => put(row)))
    const ordered = [...stored].sort((a, b) => (`${a.sort} ${a.key}` < `${b.sort} ${b.key}` ? -1 : 1))
    const read = await pages(store)
    assert.deepEqual(
      read.map(({ length }) => length),
      [1_000, 1_000, 500],
    )
    assert.deepEqual(read.flat(), ordered)
    assert.deepEqual((await pages(store, 333)).flat(), ordered)
  }),

  storeCase('keeps its order while rows come, move and go', async (store) => {
    const sorts = new Map<string, string>()
    for (const round of range(0, 40)) {
      const changes = range(0, 100).map((n) => {
        const key = `k${(round * 37 + n * 11) % 1_500}`
        const sort = day((round * 13 + n * 5) % 29)
        if ((round + n) % 3 === 0 && sorts.delete(key)) return remove(key)
        sorts.set(key, sort)
        return put(rowOf(key, sort))
      })
      await commit(store, round, ...changes)
      if (round % 8 === 0) assert.equal((await list(store, { limit: 10 })).length, 10)
    }
    const ordered = [...sorts].map(([key, sort]) => `${sort} ${key}`).sort()
    assert.deepEqual(
      (await pages(store, 100)).flat().map(({ sort, key }) => `${sort} ${key}`),
      ordered,
    )
  }),
]
