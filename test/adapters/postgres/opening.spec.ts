/** How a store is opened: what it makes, what it refuses to touch, and what it tells the operator to do. */
import { createServer } from 'node:net'
import pg from 'pg'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  describePostgresOpenError,
  openPostgresReadModelStore,
  postgresReadModelStore,
  type PostgresOpenError,
  type PostgresPool,
} from '../../../src/adapters/postgres/index.js'
import { commit, keys, put, range, rowOf } from '../../../src/testing/read-model-store-contract/sample.js'
import { connectionString, freshRole, freshSchema, openRows, poolTo, session } from './database.js'

const refusal = async (schema: string, pool: PostgresPool = poolTo()): Promise<PostgresOpenError> => {
  const opened = await postgresReadModelStore({ pool, schema })()
  if (E.isRight(opened)) throw new Error('opened')
  return opened.left
}
const named = pg.escapeIdentifier

describe('Opening a store', () => {
  it('makes the schema once, when five instances start at once', async () => {
    const schema = freshSchema()
    const views = { work: { table: 'work', columns: { department: 'text' } } } as const
    const stores = await Promise.all(range(0, 5).map(() => openRows({ schema, views })))
    expect(await commit(stores[0]!, 0, put(rowOf('a')))).toBe(1)
    for (const store of stores) expect(await keys(store)).toEqual(['a'])
    const { rows } = await (await session()).query(`SELECT version FROM ${named(schema)}.migrations`)
    expect(rows).toEqual([{ version: 1 }])
  })

  it('refuses a schema that a newer release has made, and leaves it alone', async () => {
    const schema = freshSchema()
    await openRows({ schema })
    await (await session()).query(`INSERT INTO ${named(schema)}.migrations (version) VALUES (7)`)
    expect(await refusal(schema)).toEqual({ _tag: 'NewerSchema', schema, found: 7, known: 1 })
    await expect(openPostgresReadModelStore({ pool: poolTo(), schema })).rejects.toMatchObject({
      name: 'PostgresOpenFailure',
      message: expect.stringContaining('update after-sales'),
      problem: { _tag: 'NewerSchema' },
    })
  })

  it.each([
    ['rows', 'CREATE TABLE @.rows (id int)'],
    ['migrations without a version', 'CREATE TABLE @.migrations (name text)'],
    [
      'migrations with versions of another kind',
      `CREATE TABLE @.migrations (version text); INSERT INTO @.migrations VALUES ('2026_01_users')`,
    ],
  ])('refuses a schema with tables of somebody else, and changes nothing in it: %s', async (_, made) => {
    const schema = freshSchema()
    const admin = await session()
    await admin.query(`CREATE SCHEMA ${named(schema)}; ${made.replaceAll('@', () => named(schema))}`)
    expect(await refusal(schema)).toEqual({ _tag: 'ForeignSchema', schema })
    const tables = await admin.query('SELECT FROM pg_tables WHERE schemaname = $1', [schema])
    expect(tables.rowCount).toBe(1)
  })

  it.each(['', 'x'.repeat(64), 'é'.repeat(32), 'a\0b', 'a\ud800', 'pg_rows'])(
    'refuses a name that the server would cut off, change or keep for itself: %j',
    async (schema) => {
      expect(await refusal(schema)).toEqual({ _tag: 'NameRefused', name: schema })
    },
  )

  it.each([
    ['synchronous_commit', 'off', 'on'],
    ['transaction_read_only', 'on', 'off'],
  ])('refuses a server whose %s is %s', async (setting, actual, wanted) => {
    const name = setting === 'transaction_read_only' ? 'default_transaction_read_only' : setting
    const pool = poolTo({ options: `-c ${name}=${actual}` })
    expect(await refusal(freshSchema(), pool)).toEqual({ _tag: 'ServerUnfit', setting, wanted, actual })
  })

  it('refuses a database that cannot hold every text', async () => {
    const admin = await session()
    const database = `latin_${Date.now()}`
    await admin.query(
      `CREATE DATABASE ${database} ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
    )
    const pool = new pg.Pool({ connectionString: connectionString().replace(/[^/]*$/, database) })
    const error = await refusal('rows', pool)
    await pool.end()
    await admin.query(`DROP DATABASE ${database}`)
    expect(error).toEqual({ _tag: 'ServerUnfit', setting: 'server_encoding', wanted: 'UTF8', actual: 'LATIN1' })
  })
})

describe('A user without rights', () => {
  /** Opens; does as the refusal says, word for word; and so on until it opens. Answers what was granted. */
  const granted = async (schema: string, connect: pg.PoolConfig, views = {}): Promise<ReadonlyArray<string>> => {
    const admin = await session()
    const all: Array<string> = []
    for (;;) {
      const opened = await postgresReadModelStore({ pool: poolTo(connect), schema, views })()
      if (E.isRight(opened)) {
        await commit(opened.right, 0, put(rowOf('a')))
        await opened.right.close()
        return all
      }
      expect(opened.left._tag).toBe('RightsMissing')
      const { en } = describePostgresOpenError(opened.left)
      await admin.query(en.slice(en.indexOf('GRANT ')))
      if (opened.left._tag === 'RightsMissing') all.push(...opened.left.rights)
      expect(all.length).toBeLessThan(20)
    }
  }

  it('is told the one right that it takes to make the schema', async () => {
    const { connect } = await freshRole()
    expect(await granted(freshSchema(), connect)).toEqual(['CREATE ON DATABASE "postgres"'])
  })

  it('is told what it takes to make the tables in a schema that is there', async () => {
    const { connect } = await freshRole()
    const schema = freshSchema()
    await (await session()).query(`CREATE SCHEMA ${named(schema)}`)
    const name = named(schema)
    expect(await granted(schema, connect)).toEqual([`USAGE ON SCHEMA ${name}`, `CREATE ON SCHEMA ${name}`])
  })

  it('is told every right on tables that another user has made, and needs none to make any', async () => {
    const { connect } = await freshRole()
    const schema = freshSchema()
    const name = named(schema)
    await openRows({ schema })
    expect(await granted(schema, connect)).toEqual(
      [
        `USAGE ON SCHEMA ${name}`,
        ...['migrations', 'views', 'checkpoints', 'rows'].map((table) => `SELECT ON ${name}.${table}`),
        ...['INSERT', 'UPDATE'].map((right) => `${right} ON ${name}.checkpoints`),
        ...['INSERT', 'UPDATE', 'DELETE'].map((right) => `${right} ON ${name}.rows`),
      ].sort(byTable(name)),
    )
  })

  it('is told to become one of the owners where a view is to be made', async () => {
    const { connect } = await freshRole()
    const owner = await freshRole()
    const schema = freshSchema()
    const admin = await session()
    await admin.query(`CREATE SCHEMA ${named(schema)} AUTHORIZATION ${named(owner.user)}`)
    await openRows({ schema, pool: poolTo(owner.connect) })
    const rights = await granted(schema, connect, { work: { table: 'work', columns: { department: 'text' } } })
    expect(rights).toContain(named(owner.user))
  })
})

/** In the order of the refusal: by table, and a table's rights as they are listed. */
const byTable = (schema: string) => {
  const order = ['SCHEMA', 'migrations', 'views', 'checkpoints', 'rows']
  const rank = (right: string): number =>
    right.includes('ON SCHEMA') ? 0 : order.findIndex((table) => right.endsWith(`${schema}.${table}`))
  return (a: string, b: string): number => rank(a) - rank(b)
}

describe('A server that cannot be had', () => {
  const secretly = async (pool: pg.Pool): Promise<PostgresOpenError> => {
    const error = await refusal(freshSchema(), pool)
    const { password, hostname, username } = new URL(connectionString())
    for (const said of [JSON.stringify(error), describePostgresOpenError(error).en])
      for (const secret of [password, hostname, 'wrong', `"${username}"`]) expect(said).not.toContain(secret)
    return error
  }

  it('is told by the code, and nothing of how it was asked for: nobody listens', async () => {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
      })
    })
    const { password } = new URL(connectionString())
    expect(
      await secretly(poolTo({ connectionString: `postgresql://owner:${password}@127.0.0.1:${port}/postgres` })),
    ).toEqual({
      _tag: 'ServerUnavailable',
      reason: 'no connection to PostgreSQL (ECONNREFUSED)',
    })
  })

  it('is told by the code: the wrong password, and no such database', async () => {
    const wrong = connectionString().replace(/:[^:@/]+@/, ':wrong@')
    expect(await secretly(poolTo({ connectionString: wrong }))).toMatchObject({
      reason: expect.stringContaining('28P01'),
    })
    const nowhere = connectionString().replace(/[^/]*$/, 'nowhere')
    expect(await secretly(poolTo({ connectionString: nowhere }))).toMatchObject({
      reason: expect.stringContaining('3D000'),
    })
  })

  it('is told where the host has ended its pool', async () => {
    const pool = new pg.Pool({ connectionString: connectionString() })
    await pool.end()
    expect(await refusal(freshSchema(), pool)).toEqual({
      _tag: 'ServerUnavailable',
      reason: 'no connection to PostgreSQL',
    })
    expect(pool.listenerCount('error')).toBe(0)
  })
})
