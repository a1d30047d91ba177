/**
 * The read models in a file keep the contract of all read-model stores, across restarts and between connections; and
 * where the file is busy, full or failing, rows and checkpoint still change together or not at all.
 */
import { copyFileSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { openSqliteReadModelStore, sqliteReadModelStore } from '../../../src/adapters/sqlite/index.js'
import { readModelStoreContract } from '../../../src/testing/read-model-store-contract.js'
import {
  checkpoint,
  commit,
  commitOf,
  get,
  keys,
  list,
  NAME,
  put,
  range,
  remove,
  rowOf,
} from '../../../src/testing/read-model-store-contract/sample.js'
import { database, driver, oldDriver, spyingDriver, withAnswers } from './database.js'
import { openReadModels } from './read-models.js'
import { openLog, openRing, temporaryFile } from './temporary.js'

describe('The SQLite read-model store, as every read-model store', () => {
  for (const { name, run } of readModelStoreContract) it(name, () => run(() => openReadModels(temporaryFile())))
})

describe('The SQLite read-model store on an older driver, as every read-model store', () => {
  for (const { name, run } of readModelStoreContract)
    it(name, () => run(() => openReadModels(temporaryFile(), { driver: oldDriver() })))
})

describe('The SQLite read-model store', () => {
  it('holds after opening again what it held before closing', async () => {
    const file = temporaryFile()
    const before = await openReadModels(file)
    await commit(before, 0, put(rowOf('a', '2')), put(rowOf('b', '1')))
    await commit(before, 1, put(rowOf('c', '3')), remove('a'))
    await before.close()
    const after = await openReadModels(file)
    expect(await list(after)).toEqual([rowOf('b', '1'), rowOf('c', '3')])
    expect(await checkpoint(after)).toEqual({ version: 2, value: '{"after":1}' })
    expect(await commit(after, 2)).toBe(3)
  })

  it('leaves one complete file when it closes', async () => {
    const file = temporaryFile()
    const store = await openReadModels(file)
    await commit(store, 0, ...range(0, 20).map((n) => put(rowOf(`k${n}`))))
    await store.close()
    const copy = temporaryFile()
    copyFileSync(file, copy)
    expect(await list(await openReadModels(copy))).toHaveLength(20)
  })

  it('finds the rows of a page without reading those before it', async () => {
    const file = temporaryFile()
    await openReadModels(file)
    const plan = database(file)
      .prepare(
        `EXPLAIN QUERY PLAN SELECT key, sort, value FROM rows
          WHERE tbl = 't' AND (sort, key) > ('a', 'b') AND sort <= 'c' ORDER BY sort, key LIMIT 9`,
      )
      .all()
    expect(JSON.stringify(plan)).toContain('USING INDEX rows_in_order (tbl=? AND (sort,key)>(?,?) AND sort<?)')
    expect(plan).toHaveLength(1)
  })

  it('flushes when the file is tidied up, not at every commit, and never waits inside the driver', async () => {
    const { seen, spying } = spyingDriver()
    await openReadModels(temporaryFile(), { driver: spying })
    expect(seen[0]?.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 1 })
    expect(seen[0]?.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(seen[0]?.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 0 })
  })

  it('notices a setting that did not take', async () => {
    const file = temporaryFile()
    const careless = withAnswers(await driver(), (sql) => (sql === 'PRAGMA synchronous' ? [0] : undefined))
    expect(await sqliteReadModelStore({ file, driver: careless })()).toEqual(
      E.left({ _tag: 'SettingNotTaken', file, setting: 'synchronous', wanted: '1', actual: '0' }),
    )
  })
})

describe('A file of another kind', () => {
  it('is refused: an event log, a key ring', async () => {
    const [log, ring] = [temporaryFile(), temporaryFile()]
    await openLog(log)
    await openRing(ring)
    for (const file of [log, ring])
      expect(await sqliteReadModelStore({ file })()).toEqual(E.left({ _tag: 'ForeignFile', file }))
  })

  it('is refused with what to do: no database at all', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'order;amount\n'.repeat(500))
    await expect(openSqliteReadModelStore({ file })).rejects.toMatchObject({
      message: expect.stringContaining('name another file'),
      problem: { _tag: 'ForeignFile', file },
    })
  })

  it('is refused: rows of a newer version', async () => {
    const file = temporaryFile()
    await (await openReadModels(file)).close()
    const newer = database(file)
    newer.exec('PRAGMA user_version = 7')
    newer.close()
    expect(await sqliteReadModelStore({ file })()).toEqual(E.left({ _tag: 'NewerSchema', file, schema: 7, known: 1 }))
  })
})

describe('Several connections to one file', () => {
  it('let one of them move a checkpoint, and tell the others where it stands', async () => {
    const file = temporaryFile()
    const stores = [await openReadModels(file), await openReadModels(file), await openReadModels(file)]
    for (const round of range(0, 20)) {
      const answers = await Promise.all(
        stores.map((store, n) => store.commit(commitOf(round, put(rowOf(`${round} ${n}`))))()),
      )
      expect(answers.filter(E.isRight)).toEqual([E.right(round + 1)])
      for (const answer of answers)
        if (E.isLeft(answer))
          expect(answer.left).toEqual({ _tag: 'CheckpointMoved', name: NAME, expected: round, actual: round + 1 })
    }
    for (const store of stores) expect(await list(store)).toHaveLength(20)
  })

  it('see at once what another has committed', async () => {
    const file = temporaryFile()
    const [one, other] = [await openReadModels(file), await openReadModels(file)]
    for (const n of range(0, 20)) {
      await commit(n % 2 === 0 ? one : other, n, put(rowOf('a', '', String(n))))
      expect((await get(n % 2 === 0 ? other : one, 'a'))?.value).toBe(String(n))
    }
  })

  it('agree on one new file where they open it at once', async () => {
    const file = temporaryFile()
    const stores = await Promise.all(range(0, 5).map(() => openReadModels(file)))
    for (const [n, store] of stores.entries()) await commit(store, n, put(rowOf(`k${n}`)))
    for (const store of stores) expect(await list(store)).toHaveLength(5)
  })
})

describe('A file that another process is writing', () => {
  it('is waited for while timers still fire', async () => {
    const file = temporaryFile()
    const store = await openReadModels(file)
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    const committed = commit(store, 0, put(rowOf('a')))
    let longestStandstill = 0
    for (const until = performance.now() + 200; performance.now() < until;) {
      const before = performance.now()
      await pause(2)
      longestStandstill = Math.max(longestStandstill, performance.now() - before)
    }
    other.exec('ROLLBACK')
    other.close()
    expect(await committed).toBe(1)
    expect(longestStandstill).toBeLessThan(100)
  })

  it('is given up after the limit, with nothing written', async () => {
    const file = temporaryFile()
    const store = await openReadModels(file, { busyTimeoutMs: 50 })
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    expect(await store.commit(commitOf(0, put(rowOf('a'))))()).toMatchObject({ left: { _tag: 'ReadModelUnavailable' } })
    other.exec('ROLLBACK')
    other.close()
    expect(await checkpoint(store)).toBeUndefined()
    expect(await commit(store, 0, put(rowOf('b')))).toBe(1)
    expect(await keys(store)).toEqual(['b'])
  })

  it('is read all the same', async () => {
    const file = temporaryFile()
    const store = await openReadModels(file)
    await commit(store, 0, put(rowOf('a')))
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    other.exec('DELETE FROM rows')
    expect(await keys(store)).toEqual(['a'])
    expect(await get(store, 'a')).toEqual(rowOf('a'))
    expect(await checkpoint(store)).toMatchObject({ version: 1 })
    other.exec('ROLLBACK')
    other.close()
  })

  it('does not keep the store from being closed: what still waits is answered, and not written', async () => {
    const file = temporaryFile()
    const store = await openReadModels(file)
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    const waiting = store.commit(commitOf(0, put(rowOf('a'))))()
    await pause(5)
    await store.close()
    other.exec('ROLLBACK')
    other.close()
    expect(await waiting).toEqual(E.left({ _tag: 'ReadModelClosed' }))
    expect(await keys(await openReadModels(file))).toEqual([])
  })
})

/** Fails the statements that `sql` begins, as often as `times` says. */
const failing = async (sql: string, errcode: number) => {
  const state = { times: 0 }
  const module = withAnswers(await driver(), (statement) => {
    if (!statement.startsWith(sql) || state.times === 0) return undefined
    state.times -= 1
    throw Object.assign(new Error('as the test wants it'), { errcode })
  })
  return { state, store: await openReadModels(temporaryFile(), { driver: module }) }
}

const BUSY = 5
const IO_ERROR = 10
const DISK_FULL = 13

describe('A commit that fails', () => {
  it.each(['INSERT INTO rows', 'DELETE FROM rows', 'INSERT INTO checkpoints'])(
    'half-way (%s) has written nothing, and the next one is not disturbed',
    async (sql) => {
      const { store, state } = await failing(sql, DISK_FULL)
      await commit(store, 0, put(rowOf('a')), put(rowOf('b')), remove('c'))
      state.times = 1
      const asked = commitOf(1, put(rowOf('a', '', 'new')), remove('b'))
      expect(await store.commit(asked)()).toMatchObject({ left: { _tag: 'ReadModelUnavailable' } })
      expect(await list(store)).toEqual([rowOf('a'), rowOf('b')])
      expect(await checkpoint(store)).toMatchObject({ version: 1 })
      expect(await store.commit(asked)()).toEqual(E.right(2))
      expect(await list(store)).toEqual([rowOf('a', '', 'new')])
    },
  )

  it('at the very end is of unknown outcome, which the checkpoint tells', async () => {
    const { store, state } = await failing('COMMIT', IO_ERROR)
    state.times = 1
    expect(await store.commit(commitOf(0, put(rowOf('a'))))()).toEqual(E.left({ _tag: 'CommitUnknown', name: NAME }))
    expect(await checkpoint(store)).toBeUndefined()
    expect(await keys(store)).toEqual([])
    expect(await commit(store, 0, put(rowOf('a')))).toBe(1)
  })

  it('only because the file was busy at the very end is done again, once', async () => {
    const { store, state } = await failing('COMMIT', BUSY)
    state.times = 3
    expect(await commit(store, 0, put(rowOf('a')))).toBe(1)
    expect(await checkpoint(store)).toMatchObject({ version: 1 })
  })

  it('and cannot be rolled back either, does not stand in the way of the next one for ever', async () => {
    const state = { times: 0 }
    const stuck = withAnswers(await driver(), (sql) => {
      if (!/^(COMMIT|ROLLBACK)/.test(sql) || state.times === 0) return undefined
      state.times -= 1
      throw Object.assign(new Error('as the test wants it'), { errcode: IO_ERROR })
    })
    const store = await openReadModels(temporaryFile(), { driver: stuck })
    state.times = 2
    expect(await store.commit(commitOf(0, put(rowOf('a'))))()).toMatchObject({ left: { _tag: 'CommitUnknown' } })
    expect(await store.commit(commitOf(0, put(rowOf('b'))))()).toMatchObject({ left: { _tag: 'ReadModelUnavailable' } })
    expect(await commit(store, 0, put(rowOf('c')))).toBe(1)
    expect(await keys(store)).toEqual(['c'])
  })

  it('because the disk is really full keeps what was committed', async () => {
    const { DatabaseSync } = await driver()
    const small = {
      DatabaseSync: class extends DatabaseSync {
        constructor(path: string) {
          super(path)
          this.exec('PRAGMA max_page_count = 40')
        }
      },
    }
    const file = temporaryFile()
    const store = await openReadModels(file, { driver: small })
    let version = 0
    for (let full = false; !full;) {
      const answer = await store.commit(commitOf(version, put(rowOf(`k${version}`, '', 'x'.repeat(2_000)))))()
      full = E.isLeft(answer)
      if (E.isRight(answer)) version = answer.right
      else expect(answer.left._tag).toBe('ReadModelUnavailable')
    }
    expect(version).toBeGreaterThan(10)
    await store.close()
    const again = await openReadModels(file)
    expect(await checkpoint(again)).toMatchObject({ version })
    expect(await list(again)).toHaveLength(version)
  })
})
