/** A checkpoint moves by one, for whoever knew where it stood; whoever did not writes nothing at all. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { storeCase } from './case.js'
import { checkpoint, commit, commitOf, get, keys, NAME, put, range, refused, rightOf, remove, rowOf } from './sample.js'

export const checkpoints = [
  storeCase('knows no checkpoint before the first commit', async (store) => {
    assert.equal(await checkpoint(store), undefined)
  }),

  storeCase('counts the commits of a name from 1, and keeps the last value', async (store) => {
    for (const expected of range(0, 5)) assert.equal(await commit(store, expected), expected + 1)
    assert.deepEqual(await checkpoint(store), { version: 5, value: '{"after":4}' })
  }),

  storeCase('moves only the checkpoint where a commit changes nothing', async (store) => {
    await commit(store, 0, put(rowOf('a')))
    assert.equal(await commit(store, 1), 2)
    assert.deepEqual(await checkpoint(store), { version: 2, value: '{"after":1}' })
    assert.deepEqual(await keys(store), ['a'])
  }),

  storeCase('writes nothing before it is asked to run', async (store) => {
    const task = store.commit(commitOf(0, put(rowOf('a'))))
    assert.equal(await checkpoint(store), undefined)
    assert.equal(rightOf(await task()), 1)
    assert.deepEqual(await keys(store), ['a'])
  }),

  ...[1, 7, -1, 0.5].map((expected) =>
    storeCase(`refuses a first commit that expects ${expected}, and writes nothing`, async (store) => {
      assert.deepEqual(await refused(store, commitOf(expected, put(rowOf('a')))), {
        _tag: 'CheckpointMoved',
        name: NAME,
        expected,
        actual: 0,
      })
      assert.equal(await checkpoint(store), undefined)
      assert.deepEqual(await keys(store), [])
    }),
  ),

  ...[0, 1, 3].map((expected) =>
    storeCase(
      `refuses a third commit that expects ${expected}, and leaves rows and checkpoint alone`,
      async (store) => {
        await commit(store, 0, put(rowOf('a', '', '1')))
        await commit(store, 1, put(rowOf('b')))
        assert.deepEqual(
          await refused(store, commitOf(expected, put(rowOf('a', '', '2')), put(rowOf('c')), remove('b'))),
          { _tag: 'CheckpointMoved', name: NAME, expected, actual: 2 },
        )
        assert.deepEqual(await checkpoint(store), { version: 2, value: '{"after":1}' })
        assert.deepEqual(await keys(store), ['a', 'b'])
        assert.equal((await get(store, 'a'))?.value, '1')
      },
    ),
  ),

  storeCase('goes on after a commit that was refused', async (store) => {
    await commit(store, 0)
    await refused(store, commitOf(0, put(rowOf('a'))))
    assert.equal(await commit(store, 1, put(rowOf('b'))), 2)
    assert.deepEqual(await keys(store), ['b'])
  }),

  storeCase('keeps the checkpoints of different names apart, however alike they are', async (store) => {
    const names = ['a', 'A', 'a ', 'á', 'a\u0301', '1', '1.0', '', '__proto__', 'constructor']
    for (const name of names) {
      assert.equal(await checkpoint(store, name), undefined)
      assert.equal(rightOf(await store.commit({ ...commitOf(0), name, checkpoint: JSON.stringify(name) })()), 1)
    }
    for (const name of names)
      assert.deepEqual(await checkpoint(store, name), { version: 1, value: JSON.stringify(name) })
  }),

  storeCase('lets exactly one of many commits at once win each version, with its rows and no others', async (store) => {
    for (const expected of range(0, 5)) {
      const answers = await Promise.all(
        range(0, 20).map((n) =>
          store.commit(commitOf(expected, put(rowOf(`${expected} ${n}`)), put(rowOf('last', '', String(n)))))(),
        ),
      )
      const winners = answers.flatMap((answer, n) => (E.isRight(answer) ? [n] : []))
      assert.equal(winners.length, 1)
      for (const answer of answers)
        if (E.isLeft(answer))
          assert.deepEqual(answer.left, { _tag: 'CheckpointMoved', name: NAME, expected, actual: expected + 1 })
      const written = (await keys(store)).filter((key) => key.startsWith(`${expected} `))
      assert.deepEqual(written, [`${expected} ${winners[0]}`])
      assert.equal((await get(store, 'last'))?.value, String(winners[0]))
    }
    assert.equal((await checkpoint(store))?.version, 5)
  }),

  storeCase('lets commits of different names at once all win', async (store) => {
    const answers = await Promise.all(
      range(0, 50).map((n) => store.commit({ ...commitOf(0, put(rowOf(`row ${n}`))), name: `consumer ${n}` })()),
    )
    for (const answer of answers) assert.deepEqual(answer, E.right(1))
    assert.equal((await keys(store)).length, 50)
  }),
]
