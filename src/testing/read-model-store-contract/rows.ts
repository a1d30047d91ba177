/** A row is what was last put under its key, text for text, and gone once it is deleted. */
import assert from 'node:assert/strict'
import { storeCase } from './case.js'
import {
  checkpoint,
  clear,
  commit,
  commitOf,
  get,
  keys,
  list,
  load,
  put,
  range,
  refused,
  remove,
  rightOf,
  rowOf,
} from './sample.js'

// What JSON text may hold and a careless store would change: spaces, key order, escapes, numbers, all of Unicode.
const TEXTS: ReadonlyArray<string> = [
  '{}',
  '',
  'null',
  '1.0',
  '0012',
  '{ "b" : 1.50,\n\t"a":1e3 , "a":2 }',
  `{"quotes":"'; DROP TABLE rows; -- \\" \` %_"}`,
  '{"zh":"退货申请 — 外箱破损","emoji":"📦🧑‍🔧","rtl":"שלום","combining":"e\u0301"}',
  '{"escaped":"\\u0000 \\ud800 \\" \\\\ \\/","del":"\u007f","line":"\u2028"}',
  '{"big":123456789012345678901234567890,"zero":-0}',
]

// 100,000 characters of three lengths in UTF-8: more than any row of ours, and than what a careless column takes.
const LONG = `{"long":"${'退📦x'.repeat(25_000)}"}`

// Equal to a store that folds case, trims, normalizes, guesses numbers, or keeps rows as properties of an object.
const ALIKE: ReadonlyArray<string> = [
  'a',
  'A',
  'a ',
  ' a',
  'á',
  'a\u0301',
  '1',
  '1.0',
  '01',
  '',
  '__proto__',
  'constructor',
]

export const rows = [
  storeCase('finds no row that was never put', async (store) => {
    assert.equal(await get(store, 'a'), undefined)
    assert.deepEqual(await list(store), [])
    await commit(store, 0, put(rowOf('a')))
    assert.equal(await get(store, 'b'), undefined)
    assert.equal(await get(store, 'a', 'another'), undefined)
    assert.deepEqual(await list(store, {}, 'another'), [])
  }),

  storeCase('finds a row by its key, and nothing but the row', async (store) => {
    await commit(store, 0, put(rowOf('a', '2026-11-23', '{"n":1}')), put(rowOf('b', '2026-11-24', '{"n":2}')))
    assert.deepEqual(await get(store, 'a'), { key: 'a', sort: '2026-11-23', value: '{"n":1}' })
    assert.deepEqual(await list(store), [rowOf('a', '2026-11-23', '{"n":1}'), rowOf('b', '2026-11-24', '{"n":2}')])
  }),

  storeCase('replaces a row as a whole, also its place in the order', async (store) => {
    await commit(store, 0, put(rowOf('a', '1', 'old')), put(rowOf('b', '2')))
    assert.deepEqual(await keys(store), ['a', 'b'])
    await commit(store, 1, put(rowOf('a', '3', 'new')))
    assert.deepEqual(await get(store, 'a'), rowOf('a', '3', 'new'))
    assert.deepEqual(await list(store), [rowOf('b', '2'), rowOf('a', '3', 'new')])
    assert.deepEqual(await list(store, { upTo: '1' }), [])
  }),

  storeCase('replaces the value of a row that stays in its place', async (store) => {
    await commit(store, 0, put(rowOf('a', '1', 'old')))
    const before = await list(store)
    await commit(store, 1, put(rowOf('a', '1', 'new')))
    assert.deepEqual(await list(store), [rowOf('a', '1', 'new')])
    assert.deepEqual(before, [rowOf('a', '1', 'old')])
  }),

  storeCase('deletes a row, and only that', async (store) => {
    await commit(store, 0, ...['a', 'b', 'c'].map((key) => put(rowOf(key))), put(rowOf('b'), 'another'))
    assert.deepEqual(await keys(store), ['a', 'b', 'c'])
    await commit(store, 1, remove('b'))
    assert.equal(await get(store, 'b'), undefined)
    assert.deepEqual(await keys(store), ['a', 'c'])
    assert.deepEqual(await get(store, 'b', 'another'), rowOf('b'))
  }),

  storeCase('loads the rows of many keys at once, each once, and says nothing of keys without a row', async (store) => {
    await commit(store, 0, ...range(0, 1_200).map((n) => put(rowOf(`k${n}`))), put(rowOf('k1', 'other'), 'another'))
    assert.deepEqual(await load(store, []), [])
    assert.deepEqual(await load(store, ['k1', 'k1', 'no', 'k2', 'k1']), [rowOf('k1'), rowOf('k2')])
    assert.deepEqual(await load(store, ['k1', 'k2'], 'another'), [rowOf('k1', 'other')])
    assert.equal(
      (
        await load(
          store,
          range(0, 1_300).map((n) => `k${n}`),
        )
      ).length,
      1_200,
    )
  }),

  storeCase('loads a row under exactly its key', async (store) => {
    await commit(store, 0, ...ALIKE.map((key) => put(rowOf(key))))
    for (const key of ALIKE) assert.deepEqual(await load(store, [key]), [rowOf(key)])
    assert.equal((await load(store, ALIKE)).length, ALIKE.length)
    for (const text of TEXTS) assert.deepEqual(await load(store, [`${text}?`]), [])
  }),

  storeCase('clears a table whole, in its turn, and no other', async (store) => {
    await commit(store, 0, put(rowOf('a')), put(rowOf('b')), put(rowOf('a'), 'another'))
    assert.deepEqual(await keys(store), ['a', 'b'])
    await commit(store, 1, put(rowOf('c')), clear(), put(rowOf('d')), clear('never used'))
    assert.deepEqual(await keys(store), ['d'])
    assert.equal(await get(store, 'a'), undefined)
    assert.deepEqual(await load(store, ['a', 'b', 'c', 'd']), [rowOf('d')])
    await commit(store, 2, put(rowOf('e')), clear(), put(rowOf('d', '', 'again')), remove('e'))
    assert.deepEqual(await list(store), [rowOf('d', '', 'again')])
    assert.deepEqual(await list(store, {}, 'another'), [rowOf('a')])
  }),

  storeCase('deletes what is not there without harm', async (store) => {
    assert.equal(await commit(store, 0, remove('a'), remove('a', 'another')), 1)
    assert.equal(await commit(store, 1, put(rowOf('a'))), 2)
    assert.equal(await commit(store, 2, remove('a'), remove('a')), 3)
    assert.deepEqual(await list(store), [])
  }),

  storeCase('applies the changes of a commit in their order', async (store) => {
    await commit(
      store,
      0,
      put(rowOf('put, then deleted')),
      remove('put, then deleted'),
      remove('deleted, then put'),
      put(rowOf('deleted, then put')),
      put(rowOf('put twice', '2', 'first')),
      put(rowOf('put twice', '1', 'second')),
    )
    assert.deepEqual(await list(store), [rowOf('deleted, then put'), rowOf('put twice', '1', 'second')])
    await commit(store, 1, remove('put twice'), put(rowOf('put twice', '', 'third')), remove('deleted, then put'))
    assert.deepEqual(await list(store), [rowOf('put twice', '', 'third')])
  }),

  storeCase('keeps the same key of two tables apart', async (store) => {
    await commit(store, 0, put(rowOf('a', '1', 'one'), 'one'), put(rowOf('a', '2', 'two'), 'two'))
    await commit(store, 1, put(rowOf('a', '3', 'changed'), 'two'))
    assert.deepEqual(await list(store, {}, 'one'), [rowOf('a', '1', 'one')])
    assert.deepEqual(await list(store, {}, 'two'), [rowOf('a', '3', 'changed')])
  }),

  storeCase('keeps tables apart, however alike their names are', async (store) => {
    await commit(store, 0, ...ALIKE.map((table) => put(rowOf('a', '', JSON.stringify(table)), table)))
    for (const table of ALIKE) assert.deepEqual(await list(store, {}, table), [rowOf('a', '', JSON.stringify(table))])
  }),

  storeCase('keeps rows apart, however alike their keys are', async (store) => {
    await commit(store, 0, ...ALIKE.map((key) => put(rowOf(key))))
    for (const key of ALIKE) assert.deepEqual(await get(store, key), rowOf(key))
    assert.equal((await list(store)).length, ALIKE.length)
  }),

  storeCase('gives back values, sorts, keys and checkpoints byte for byte', async (store) => {
    for (const [n, text] of TEXTS.entries()) {
      const row = rowOf(`k${n}${text}`, text, text)
      rightOf(await store.commit({ ...commitOf(n, put(row)), checkpoint: text })())
      assert.deepEqual(await get(store, row.key), row)
      assert.deepEqual(await list(store, { after: { sort: text, key: '' }, upTo: text }), [row])
      assert.deepEqual(await checkpoint(store), { version: n + 1, value: text })
    }
  }),

  storeCase('gives back a long value and a long checkpoint byte for byte', async (store) => {
    rightOf(await store.commit({ ...commitOf(0, put(rowOf('a', '', LONG))), checkpoint: LONG })())
    assert.ok((await get(store, 'a'))?.value === LONG, 'the value was changed')
    assert.ok((await list(store))[0]?.value === LONG, 'the value was changed in a list')
    assert.ok((await checkpoint(store))?.value === LONG, 'the checkpoint was changed')
  }),

  storeCase('takes many changes in one commit', async (store) => {
    await commit(store, 0, ...range(0, 5_000).map((n) => put(rowOf(`row ${n}`))))
    await commit(store, 1, ...range(0, 4_990).map((n) => remove(`row ${n}`)))
    assert.deepEqual(
      await keys(store),
      range(4_990, 10).map((n) => `row ${n}`),
    )
  }),

  ...[
    ['a NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud800'],
  ].map(([what = '', text = '']) =>
    storeCase(`refuses ${what} instead of taking one text for another, and writes nothing`, async (store) => {
      await commit(store, 0, put(rowOf('a')))
      for (const broken of [
        commitOf(1, put(rowOf('b')), put(rowOf(text))),
        commitOf(1, put(rowOf('b', text))),
        commitOf(1, put(rowOf('b', '', text))),
        commitOf(1, put(rowOf('b'), text)),
        commitOf(1, put(rowOf('b')), remove(text)),
        commitOf(1, put(rowOf('b')), clear(text)),
        { ...commitOf(1, put(rowOf('b'))), checkpoint: text },
        { ...commitOf(0, put(rowOf('b'))), name: text },
      ])
        assert.equal((await refused(store, broken))._tag, 'ReadModelUnavailable')
      for (const question of [
        store.checkpoint(text),
        store.get('due', text),
        store.get(text, 'a'),
        store.load('due', ['a', text]),
        store.load(text, ['a']),
        store.list(text),
        store.list('due', { upTo: text }),
        store.list('due', { after: { sort: '', key: text } }),
      ])
        assert.equal((await question())._tag, 'Left')
      assert.deepEqual(await keys(store), ['a'])
      assert.equal((await checkpoint(store))?.version, 1)
    }),
  ),
]
