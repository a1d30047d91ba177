/** Rows as people query them: views with typed columns, made and kept up to date by the store that declares them. */
import pg from 'pg'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { postgresReadModelStore, type Views } from '../../../src/adapters/postgres/index.js'
import { commit, put, rowOf } from '../../../src/testing/read-model-store-contract/sample.js'
import { freshRole, freshSchema, openRows, poolTo, session } from './database.js'

const named = pg.escapeIdentifier

const WORK: Views = {
  work: {
    table: 'work@3',
    columns: {
      department: 'text',
      urgent: 'boolean',
      dueAt: 'timestamptz',
      amount: { type: 'bigint', path: ['owed', 'amount'] },
      tags: 'json',
    },
  },
}
const worked = JSON.stringify({
  department: 'refunds',
  urgent: true,
  dueAt: '2026-11-26T09:30:00.000Z',
  owed: { amount: '12345678901234567', currency: 'EUR' },
  tags: ['a', 'b'],
})

const refusal = async (schema: string, views: unknown): Promise<unknown> =>
  E.swap(await postgresReadModelStore({ pool: poolTo(), schema, views: views as Views })())

describe('A view', () => {
  it('shows the rows of its table in typed columns, and an empty column where a row has nothing', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema, views: WORK })
    await commit(store, 0, put(rowOf('a', '1', worked), 'work@3'), put(rowOf('b', '2', '{}'), 'work@3'))
    await commit(store, 1, put(rowOf('c', '1', '{"department":"elsewhere"}'), 'work'))
    const { rows } = await (await session()).query(`SELECT * FROM ${named(schema)}.work ORDER BY sort`)
    expect(rows).toEqual([
      {
        key: 'a',
        sort: '1',
        department: 'refunds',
        urgent: true,
        dueAt: new Date('2026-11-26T09:30:00.000Z'),
        amount: '12345678901234567',
        tags: ['a', 'b'],
      },
      { key: 'b', sort: '2', department: null, urgent: null, dueAt: null, amount: null, tags: null },
    ])
  })

  it('is no danger to commits: a value that does not fit it is kept all the same', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema, views: WORK })
    expect(await commit(store, 0, put(rowOf('a', '', 'no JSON'), 'work@3'))).toBe(1)
  })

  it('is served by an index on the same expression', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema, views: WORK })
    await commit(store, 0, put(rowOf('a', '1', worked), 'work@3'))
    const admin = await session({ options: '-c enable_seqscan=off -c enable_bitmapscan=off' })
    await admin.query(
      `CREATE INDEX work_by_department ON ${named(schema)}.rows ((value::json ->> 'department')) WHERE tbl = 'work@3'`,
    )
    const plan = await admin.query(`EXPLAIN SELECT key FROM ${named(schema)}.work WHERE department = 'refunds'`)
    expect(JSON.stringify(plan.rows)).toContain('Index Scan using work_by_department')
  })

  it('gives whoever may read it nothing else', async () => {
    const schema = freshSchema()
    const { user, connect } = await freshRole()
    await openRows({ schema, views: WORK })
    const admin = await session()
    await admin.query(`GRANT USAGE ON SCHEMA ${named(schema)} TO ${named(user)}`)
    await admin.query(`GRANT SELECT ON ${named(schema)}.work TO ${named(user)}`)
    const reader = await session(connect)
    expect((await reader.query(`SELECT * FROM ${named(schema)}.work`)).rows).toEqual([])
    await expect(reader.query(`SELECT * FROM ${named(schema)}.rows`)).rejects.toMatchObject({ code: '42501' })
    // More columns at the end: the same view, and the same readers.
    const more = {
      work: {
        ...WORK['work']!,
        columns: { ...WORK['work']!.columns, currency: { type: 'text', path: ['owed', 'currency'] } },
      },
    } as const
    await openRows({ schema, views: more })
    expect((await reader.query(`SELECT currency FROM ${named(schema)}.work`)).rows).toEqual([])
  })

  it('is left alone where it is as declared, and made anew where a column has changed or it was dropped', async () => {
    const schema = freshSchema()
    const admin = await session()
    const oid = async () =>
      (await admin.query<{ oid: string }>(`SELECT '${named(schema)}.work'::regclass::oid AS oid`)).rows[0]?.oid
    await openRows({ schema, views: WORK })
    const first = await oid()
    await openRows({ schema, views: WORK })
    expect(await oid()).toBe(first)
    await openRows({ schema, views: { work: { table: 'work@4', columns: { department: 'bigint' } } } })
    expect(await oid()).not.toBe(first)
    expect((await admin.query(`SELECT * FROM ${named(schema)}.work`)).fields.map(({ name }) => name)).toEqual([
      'key',
      'sort',
      'department',
    ])
    await admin.query(`DROP VIEW ${named(schema)}.work`)
    await openRows({ schema, views: { work: { table: 'work@4', columns: { department: 'bigint' } } } })
    expect(await oid()).toBeDefined()
  })

  it('is not forced on objects that depend on its old form', async () => {
    const schema = freshSchema()
    await openRows({ schema, views: WORK })
    const admin = await session()
    await admin.query(`CREATE VIEW ${named(schema)}.mine AS SELECT department FROM ${named(schema)}.work`)
    expect(await refusal(schema, { work: { table: 'work@3', columns: { urgent: 'boolean' } } })).toEqual(
      E.right({ _tag: 'ViewRefused', view: 'work', reason: 'others_depend_on_it' }),
    )
    expect((await admin.query(`SELECT * FROM ${named(schema)}.mine`)).rows).toEqual([])
  })

  it.each(['rows', 'checkpoints', 'mine'])('never takes the place of something else: %s', async (view) => {
    const schema = freshSchema()
    await openRows({ schema })
    await (await session()).query(`CREATE VIEW ${named(schema)}.mine AS SELECT 1 AS one`)
    expect(await refusal(schema, { [view]: WORK['work'] })).toEqual(
      E.right({ _tag: 'ViewRefused', view, reason: 'name_taken' }),
    )
  })

  it.each([
    ['unknown_type', { a: 'text); DROP TABLE rows; --' }],
    ['unknown_type', { a: { type: 'constructor', path: ['a'] } }],
    ['column_name', { key: 'text' }],
    ['column_name', { ['x'.repeat(64)]: 'text' }],
    ['no_columns', {}],
  ])('is refused before anything is made: %s', async (reason, columns) => {
    const schema = freshSchema()
    expect(await refusal(schema, { work: { table: 'work', columns } })).toEqual(
      E.right({ _tag: 'ViewRefused', view: 'work', reason }),
    )
    const made = await (await session()).query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])
    expect(made.rowCount).toBe(0)
  })

  it('takes names of every kind for names', async () => {
    const schema = freshSchema()
    const odd = `it's "odd"\\ '; DROP SCHEMA public; --`
    const store = await openRows({ schema, views: { [odd]: { table: odd, columns: { [odd]: 'text' } } } })
    await commit(store, 0, put(rowOf('a', '', JSON.stringify({ [odd]: odd })), odd))
    const { rows } = await (await session()).query(`SELECT * FROM ${named(schema)}.${named(odd)}`)
    expect(rows).toEqual([{ key: 'a', sort: '', [odd]: odd }])
  })
})
