/** The read models in PostgreSQL keep the contract of all read-model stores, between instances and across restarts. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { readModelStoreContract } from '../../../src/testing/read-model-store-contract.js'
import {
  checkpoint,
  clear,
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
import { freshSchema, openRows, poolTo, session } from './database.js'

describe('The PostgreSQL read-model store, as every read-model store', () => {
  for (const { name, run } of readModelStoreContract) it(name, () => run(() => openRows({ schema: freshSchema() })))
})

describe('The PostgreSQL read-model store', () => {
  it('holds after opening again what it held before closing', async () => {
    const schema = freshSchema()
    const before = await openRows({ schema })
    await commit(before, 0, put(rowOf('a', '2')), put(rowOf('b', '1')))
    await commit(before, 1, put(rowOf('c', '3')), remove('a'))
    await before.close()
    const after = await openRows({ schema })
    expect(await list(after)).toEqual([rowOf('b', '1'), rowOf('c', '3')])
    expect(await checkpoint(after)).toEqual({ version: 2, value: '{"after":1}' })
    expect(await commit(after, 2)).toBe(3)
  })

  it('keeps two schemas of one database apart', async () => {
    const [one, other] = [await openRows({ schema: freshSchema() }), await openRows({ schema: freshSchema() })]
    await commit(one, 0, put(rowOf('a')))
    expect(await keys(other)).toEqual([])
    expect(await commit(other, 0)).toBe(1)
  })

  it('leaves the pool to the host, with nothing of ours on it', async () => {
    const pool = poolTo()
    const before = pool.listenerCount('error')
    const store = await openRows({ schema: freshSchema(), pool })
    const answer = store.commit(commitOf(0, put(rowOf('a'))))()
    await store.close()
    expect(await answer).toEqual(E.right(1))
    expect(pool.listenerCount('error')).toBe(before)
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    expect(pool.idleCount).toBe(pool.totalCount)
  })

  it('does a whole commit in one statement, however many changes there are', async () => {
    const schema = freshSchema()
    const pool = poolTo({ max: 1 })
    const store = await openRows({ schema, pool })
    const texts: Array<string> = []
    const client = await pool.connect()
    const query = client.query.bind(client) as (asked: { text: string }) => unknown
    Object.assign(client, {
      query: (asked: { text: string }) => {
        texts.push(asked.text)
        return query(asked)
      },
    })
    client.release()
    await commit(store, 0, ...range(0, 100).map((n) => put(rowOf(`k${n}`))), remove('x'), clear('another'))
    expect(texts).toHaveLength(1)
  })

  it('finds the rows of a page in the index, without reading those before it', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema })
    await commit(store, 0, ...range(0, 2_000).map((n) => put(rowOf(`k${n}`, String(n).padStart(5, '0')))))
    const admin = await session()
    await admin.query(`ANALYZE ${pg.escapeIdentifier(schema)}.rows`)
    const { rows } = await admin.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT key, sort, value FROM ${pg.escapeIdentifier(schema)}.rows
        WHERE tbl = 'due' AND (sort, key) > ('00500', 'k500') AND sort <= '01000' ORDER BY sort, key LIMIT 9`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('Index Scan using rows_in_order')
    expect(plan).not.toContain('Sort')
    expect(plan).toMatch(/Index Cond:.*ROW\(sort, key\) > ROW/)
  })

  it('loads rows by their keys, also before the server has looked at the table', async () => {
    const schema = freshSchema()
    const store = await openRows({ schema })
    const admin = await session()
    await admin.query(`ALTER TABLE ${pg.escapeIdentifier(schema)}.rows SET (autovacuum_enabled = off)`)
    await commit(store, 0, ...range(0, 20_000).map((n) => put(rowOf(`k${n}`, String(n)))))
    const { rows } = await admin.query(
      `EXPLAIN SELECT r.key, r.sort, r.value FROM unnest($2::text[]) AS asked (key) CROSS JOIN LATERAL (SELECT key, sort,
        value FROM ${pg.escapeIdentifier(schema)}.rows WHERE tbl = $1 AND key = asked.key LIMIT 1) AS r`,
      ['due', range(0, 100).map((n) => `k${n * 7}`)],
    )
    expect(JSON.stringify(rows)).toMatch(/Index Scan (using|on) rows_pkey/)
  })

  it('works under whatever isolation and reading of strings the host prefers', async () => {
    const options = '-c default_transaction_isolation=serializable -c standard_conforming_strings=on'
    const store = await openRows({ schema: freshSchema(), pool: poolTo({ options, max: 1 }) })
    await commit(store, 0, put(rowOf('a\\b\'"', '\\', "E'\\'")))
    expect(await list(store)).toEqual([rowOf('a\\b\'"', '\\', "E'\\'")])
  })
})

describe('Several instances on one schema', () => {
  it('let one of them move a checkpoint, and tell the others where it stands, from the first commit on', async () => {
    const schema = freshSchema()
    const stores = await Promise.all(range(0, 4).map(() => openRows({ schema })))
    for (const round of range(0, 25)) {
      const answers = await Promise.all(
        stores.map((store, n) =>
          store.commit(commitOf(round, put(rowOf(`${round} ${n}`)), put(rowOf('last', '', String(n)))))(),
        ),
      )
      expect(answers.filter(E.isRight)).toEqual([E.right(round + 1)])
      for (const answer of answers)
        if (E.isLeft(answer))
          expect(answer.left).toEqual({ _tag: 'CheckpointMoved', name: NAME, expected: round, actual: round + 1 })
      const winner = answers.findIndex(E.isRight)
      expect((await get(stores[0]!, 'last'))?.value).toBe(String(winner))
      expect(await get(stores[0]!, `${round} ${winner}`)).toBeDefined()
    }
    for (const store of stores) expect(await list(store)).toHaveLength(26)
  })

  it('count as often as they were told that they had won, when each goes on as soon as it can', async () => {
    const schema = freshSchema()
    const stores = await Promise.all(range(0, 4).map(() => openRows({ schema })))
    const won = await Promise.all(
      stores.map(async (store) => {
        let wins = 0
        while (wins < 25) {
          const version = (await checkpoint(store))?.version ?? 0
          const count = Number((await get(store, 'count'))?.value ?? 0)
          // Read apart from the checkpoint, so it may be of a later version; then the commit loses.
          const answer = await store.commit(commitOf(version, put(rowOf('count', '', String(count + 1)))))()
          if (E.isRight(answer)) wins += 1
          else expect(answer.left._tag).toBe('CheckpointMoved')
        }
        return wins
      }),
    )
    expect(won).toEqual([25, 25, 25, 25])
    const [store] = stores
    expect((await get(store!, 'count'))?.value).toBe('100')
    expect((await checkpoint(store!))?.version).toBe(100)
  })

  it('do not hold each other up where they change different checkpoints and the same rows', async () => {
    const schema = freshSchema()
    const stores = await Promise.all(range(0, 4).map(() => openRows({ schema })))
    const change = (n: number) =>
      [...range(0, 40)].sort(() => (n % 2) - 0.5).map((k) => put(rowOf(`k${k}`, '', `${n}`)))
    for (const round of range(0, 10)) {
      const answers = await Promise.all(
        stores.map((store, n) => store.commit({ ...commitOf(round, ...change(n)), name: `consumer ${n}` })()),
      )
      for (const answer of answers) expect(answer).toEqual(E.right(round + 1))
    }
    const [first, ...others] = await list(stores[0]!)
    for (const row of others) expect(row.value).toBe(first?.value)
  })

  it('do not win by expecting what another is just writing, whose rows they cannot have seen', async () => {
    const schema = freshSchema()
    const name = pg.escapeIdentifier(schema)
    const store = await openRows({ schema })
    await commit(store, 0, put(rowOf('a')))
    const other = await session()
    await other.query(`BEGIN; UPDATE ${name}.checkpoints SET version = 2;
      INSERT INTO ${name}.rows (tbl, key, sort, value) VALUES ('due', 'b', '', '{}')`)
    const guess = store.commit(commitOf(2, clear(), put(rowOf('c'))))()
    await Promise.race([guess, pause(200)])
    await other.query('COMMIT')
    expect(await guess).toEqual(E.left({ _tag: 'CheckpointMoved', name: NAME, expected: 2, actual: 1 }))
    expect(await keys(store)).toEqual(['a', 'b'])
    expect(await commit(store, 2, clear(), put(rowOf('c')))).toBe(3)
    expect(await keys(store)).toEqual(['c'])
  })

  it('see at once what another has committed', async () => {
    const schema = freshSchema()
    const [one, other] = [await openRows({ schema }), await openRows({ schema })]
    for (const n of range(0, 20)) {
      await commit(n % 2 === 0 ? one : other, n, put(rowOf('a', '', String(n))))
      expect((await get(n % 2 === 0 ? other : one, 'a'))?.value).toBe(String(n))
    }
  })
})
