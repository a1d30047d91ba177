/** A closed store says so, to everybody and at once. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { storeCase } from './case.js'
import { commit, commitOf, put, range, rowOf, TABLE, NAME } from './sample.js'

const CLOSED = E.left({ _tag: 'ReadModelClosed' })

export const closing = [
  storeCase('answers that it is closed once it is', async (store) => {
    await commit(store, 0, put(rowOf('a')))
    await store.close()
    assert.deepEqual(await store.checkpoint(NAME)(), CLOSED)
    assert.deepEqual(await store.commit(commitOf(1, put(rowOf('b'))))(), CLOSED)
    assert.deepEqual(await store.commit(commitOf(7))(), CLOSED)
    assert.deepEqual(await store.get(TABLE, 'a')(), CLOSED)
    assert.deepEqual(await store.list(TABLE)(), CLOSED)
    assert.deepEqual(await store.get(TABLE, 'a\0b')(), CLOSED)
  }),

  storeCase('can be closed twice', async (store) => {
    await Promise.all([store.close(), store.close()])
    await store.close()
  }),

  storeCase('answers every commit that was under way when it was closed', async (store) => {
    const answers = range(0, 20).map((n) => store.commit({ ...commitOf(0), name: `consumer ${n}` })())
    await store.close()
    for (const answer of await Promise.all(answers))
      assert.ok(E.isRight(answer) || ['ReadModelClosed', 'CommitUnknown'].includes(answer.left._tag))
  }),
]
