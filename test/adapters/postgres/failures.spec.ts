/**
 * Where the server, the network or another transaction fails, rows and checkpoint still change together or not at all,
 * nothing is thrown, and the answer says whether something may have been written.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { ReadModelError, ReadModelStore } from '../../../src/ports/read-model-store.js'
import {
  checkpoint,
  commit,
  commitOf,
  keys,
  NAME,
  put,
  range,
  remove,
  rowOf,
  TABLE,
} from '../../../src/testing/read-model-store-contract/sample.js'
import { cuttingProxy } from './cutting-proxy.js'
import { freshSchema, openRows, poolTo, session } from './database.js'

const UNKNOWN = E.left({ _tag: 'CommitUnknown', name: NAME })
const unavailable = (reason: string) =>
  E.left({ _tag: 'ReadModelUnavailable', reason: expect.stringContaining(reason) })

/** Each version brings a row of its own and takes the one before away. */
const next = (version: number) =>
  commitOf(version, put(rowOf(`version ${version + 1}`)), ...(version === 0 ? [] : [remove(`version ${version}`)]))

/** The version that rows and checkpoint agree on. */
const together = async (store: ReadModelStore): Promise<number> => {
  const version = (await checkpoint(store))?.version ?? 0
  expect(await keys(store)).toEqual(version === 0 ? [] : [`version ${version}`])
  return version
}

/** Another transaction that holds the checkpoint, so that a commit waits. */
const holdCheckpoint = async (schema: string): Promise<pg.Client> => {
  const other = await session({ options: '-c deadlock_timeout=1min' })
  await other.query('BEGIN')
  await other.query(`SELECT FROM ${pg.escapeIdentifier(schema)}.checkpoints FOR UPDATE`)
  return other
}

/** The server's process that waits for a lock. */
const waiting = async (schema: string): Promise<number> => {
  const admin = await session()
  for (;;) {
    const { rows } = await admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`,
      [pg.escapeIdentifier(schema)],
    )
    if (rows[0] !== undefined) return rows[0].pid
    await pause(5)
  }
}

/** What was sent before a cut may still be under way in the server. */
const nothingUnderWay = async (name: string): Promise<void> => {
  const admin = await session()
  const left = () => admin.query(`SELECT FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle'`, [name])
  while ((await left()).rowCount !== 0) await pause(5)
  await admin.end()
}

describe('A commit whose connection is cut', () => {
  it.each(['to', 'from'] as const)(
    'at any piece of data %s the server leaves rows and checkpoint together, and the answer is true',
    async (direction) => {
      const schema = freshSchema()
      const sure = await openRows({ schema })
      const name = randomUUID()
      const proxy = await cuttingProxy()
      const pool = poolTo({ connectionString: proxy.connectionString, application_name: name, max: 1 })
      const store = await openRows({ schema, pool })
      const seen = new Set<string>()
      for (const [round, fresh] of [...range(0, 10), ...range(0, 10)].map((n, at) => [n, at >= 10] as const)) {
        const version = await together(sure)
        // A connection that is made for the commit can be cut at every step of the login, too.
        if (fresh) await pool.connect().then((client) => client.release(true))
        proxy.cutAt(direction, round)
        const answer = await store.commit(next(version))()
        proxy.heal()
        await nothingUnderWay(name)
        const after = await together(sure)
        if (E.isRight(answer)) expect(after).toBe(version + 1)
        else if (answer.left._tag === 'ReadModelUnavailable') expect(after).toBe(version)
        else expect([answer, [version, version + 1]]).toEqual([UNKNOWN, expect.arrayContaining([after])])
        seen.add(E.isRight(answer) ? 'written' : `${answer.left._tag}, ${after - version} written`)
      }
      expect([...seen].sort()).toEqual(
        direction === 'to'
          ? ['CommitUnknown, 0 written', 'ReadModelUnavailable, 0 written', 'written']
          : ['CommitUnknown, 1 written', 'ReadModelUnavailable, 0 written', 'written'],
      )
    },
  )

  it('by an administrator, while it waits for another, is unknown, and wrote nothing', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema })
    await commit(store, 0, put(rowOf('version 1')))
    const other = await holdCheckpoint(schema)
    const answer = store.commit(next(1))()
    await (await session()).query('SELECT pg_terminate_backend($1)', [await waiting(schema)])
    expect(await answer).toEqual(UNKNOWN)
    await other.query('ROLLBACK')
    expect(await together(store)).toBe(1)
  })

  it('again and again, with everybody’s, leaves rows and checkpoint of one version, and no version is won twice', async () => {
    const schema = freshSchema()
    const name = randomUUID()
    const sure = await openRows({ schema })
    const stores = await Promise.all(
      range(0, 3).map(() => openRows({ schema, pool: poolTo({ application_name: name }) })),
    )
    const won: Array<number> = []
    let over = false
    const runners = stores.map(async (store) => {
      while (!over) {
        const known = await store.checkpoint(NAME)()
        if (E.isLeft(known)) continue
        const answer = await store.commit(next(known.right._tag === 'Some' ? known.right.value.version : 0))()
        if (E.isRight(answer)) won.push(answer.right)
      }
    })
    const admin = await session()
    for (const _ of range(0, 40)) {
      await pause(25 * Math.random())
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [name])
    }
    over = true
    await Promise.all(runners)
    const version = await together(sure)
    expect(new Set(won).size).toBe(won.length)
    expect(won.length).toBeGreaterThan(0)
    expect(Math.max(...won)).toBeLessThanOrEqual(version)
  })
})

describe('A question whose connection is lost', () => {
  it('is answered, and the next one is asked on a new connection', async () => {
    const schema = freshSchema()
    const proxy = await cuttingProxy()
    const store = await openRows({ schema, pool: poolTo({ connectionString: proxy.connectionString, max: 1 }) })
    const questions: ReadonlyArray<() => Promise<E.Either<ReadModelError, unknown>>> = [
      store.checkpoint(NAME),
      store.get(TABLE, 'a'),
      store.load(TABLE, ['a']),
      store.list(TABLE),
    ]
    for (const ask of questions) {
      proxy.cutAt('from', 0)
      expect(await ask()).toEqual(unavailable('the connection to PostgreSQL broke or did not answer in time'))
      expect(E.isRight(await ask())).toBe(true)
    }
  })

  it('while nothing was asked is no matter: not to the process, and not to the next question', async () => {
    const schema = freshSchema()
    const name = randomUUID()
    const pool = poolTo({ application_name: name })
    const store = await openRows({ schema, pool })
    await commit(store, 0)
    await (
      await session()
    ).query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [schema])
    for (let left = 1; left > 0; left = pool.totalCount) await pause(5)
    expect(await commit(store, 1)).toBe(2)
  })

  it('for good is told by the code, without a host or a password', async () => {
    const proxy = await cuttingProxy()
    const { password, port } = new URL(proxy.connectionString)
    const pool = poolTo({ connectionString: proxy.connectionString, connectionTimeoutMillis: 100, max: 1 })
    const store = await openRows({ schema: freshSchema(), pool })
    await pool.connect().then((client) => client.release(true))
    proxy.swallow()
    const answer = await store.commit(commitOf(0))()
    expect(answer).toEqual(unavailable('no connection to PostgreSQL'))
    for (const secret of [password, port, '127.0.0.1', 'owner']) expect(JSON.stringify(answer)).not.toContain(secret)
  })
})

describe('A server that does not answer', () => {
  it('is waited for as long as was said', async () => {
    const schema = freshSchema()
    const sure = await openRows({ schema })
    const proxy = await cuttingProxy()
    const store = await openRows({ schema, pool: poolTo({ connectionString: proxy.connectionString }), timeoutMs: 150 })
    await commit(store, 0)
    proxy.swallow()
    expect(await store.commit(commitOf(1))()).toEqual(UNKNOWN)
    proxy.heal()
    expect(await commit(store, 1, put(rowOf('a')))).toBe(2)
    proxy.swallow()
    expect(await store.get(TABLE, 'a')()).toEqual(unavailable('did not answer in time'))
    expect(await keys(sure)).toEqual(['a'])
  })
})

describe('A commit that the server undoes', () => {
  it('because a statement may not take longer, wrote nothing', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema, pool: poolTo({ statement_timeout: 100 }) })
    await commit(store, 0, put(rowOf('version 1')))
    const other = await holdCheckpoint(schema)
    expect(await store.commit(next(1))()).toEqual(unavailable('57014'))
    await other.query('ROLLBACK')
    expect(await together(store)).toBe(1)
  })

  it('because it could not be serialized, wrote nothing', async () => {
    const schema = freshSchema()
    const name = pg.escapeIdentifier(schema)
    const store = await openRows({ schema, pool: poolTo({ options: '-c default_transaction_isolation=serializable' }) })
    await commit(store, 0, put(rowOf('version 1')))
    const other = await holdCheckpoint(schema)
    await other.query(`UPDATE ${name}.checkpoints SET value = 'another'`)
    const answer = store.commit(next(1))()
    await waiting(schema)
    await other.query('COMMIT')
    expect(await answer).toEqual(unavailable('40001 (could not be serialized)'))
    expect(await together(store)).toBe(1)
    expect(E.isRight(await store.commit(next(1))())).toBe(true)
  })

  it('because two waited for each other, wrote nothing', async () => {
    const schema = freshSchema()
    const name = pg.escapeIdentifier(schema)
    const store = await openRows({ schema, pool: poolTo({ options: '-c deadlock_timeout=500ms' }) })
    await commit(store, 0, put(rowOf('version 1')))
    const other = await session({ options: '-c deadlock_timeout=1min' })
    await other.query('BEGIN')
    await other.query(`SELECT FROM ${name}.rows FOR UPDATE`)
    const answer = store.commit(next(1))()
    await waiting(schema)
    const locked = other.query(`SELECT FROM ${name}.checkpoints FOR UPDATE`)
    expect(await answer).toEqual(unavailable('40P01 (deadlock)'))
    await locked
    await other.query('ROLLBACK')
    expect(await together(store)).toBe(1)
  })

  it('because a key is longer than an index takes, says so', async () => {
    const store = await openRows({ schema: freshSchema() })
    const key = range(0, 9_000)
      .map((n) => String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)))
      .join('')
    expect(await store.commit(commitOf(0, put(rowOf('a')), put(rowOf(key))))()).toEqual(unavailable('54000'))
    expect(await together(store)).toBe(0)
  })

  it('because somebody has taken the tables away, says so, and a rebuild begins by opening again', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema })
    const admin = await session()
    await admin.query(`DROP SCHEMA ${pg.escapeIdentifier(schema)} CASCADE`)
    expect(await store.commit(commitOf(0))()).toEqual(unavailable('42P01 (a table is missing)'))
    expect(await commit(await openRows({ schema }), 0)).toBe(1)
    expect(await commit(store, 1)).toBe(2)
  })
})
