/** The command on rows in PostgreSQL: made where that is asked for, never by a typo, and read like rows in a file. */
import { describe, expect, it } from 'vitest'
import { runOn, smallShopOf } from '../../cli/shop-files.js'
import { connectionString, freshSchema, session } from './database.js'

describe('Rows in PostgreSQL', () => {
  it('are rebuilt, alone and in parts, verified, and read', async () => {
    const { log } = await smallShopOf()
    const env = { AFTER_SALES_LOG: `sqlite:${log}`, AFTER_SALES_ROWS: connectionString() }
    const schema = ['--schema', freshSchema()]
    for (const parts of [[], ['--parts', '2']]) {
      const made = await runOn({ env }, ['rebuild', ...parts, ...schema])
      expect([made.code, made.err]).toEqual([0, ''])
      expect((await runOn({ env }, ['verify-read-models', ...schema])).code).toBe(0)
    }
    expect((await runOn({ env }, ['case', 'R-2', ...schema])).out).toContain('89.99 EUR')
    expect((await runOn({ env }, ['queues', ...schema])).out).toContain('179.98 EUR')
  })

  it('that are not there are no rows, and no schema is made by looking', async () => {
    const { log } = await smallShopOf()
    const env = { AFTER_SALES_LOG: `sqlite:${log}`, AFTER_SALES_ROWS: connectionString() }
    const schema = freshSchema()
    const { code, out } = await runOn({ env }, ['queues', '--schema', schema])
    expect([code, out]).toEqual([2, ''])
    const admin = await session()
    const found = await admin.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
    expect(found.rows).toEqual([])
  })

  it('on a server that is not there are an error that repeats no address', async () => {
    const env = { AFTER_SALES_ROWS: 'postgres://shop:hush-hush@127.0.0.1:1/shop' }
    const { code, out, err } = await runOn({ env }, ['queues'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^error: the database cannot be used/)
  })
})
