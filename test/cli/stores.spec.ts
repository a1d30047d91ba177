/** The stores that verbs work on: found by their addresses, never made by a typo, never told with their passwords. */
import { existsSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openEventStoreDb } from '../../src/adapters/eventstoredb/index.js'
import { openSqliteReadModelStore } from '../../src/adapters/sqlite/index.js'
import { customer, shopOn, submitted, wish } from '../acceptance/shop.js'
import { temporaryFile } from '../adapters/sqlite/temporary.js'
import { workersOf } from '../runtime/workers/background.js'
import { PASSWORD, insecureServer, run } from './command.js'
import { runOn, smallShopOf } from './shop-files.js'

const ON_STORES = [
  ...[['queues'], ['case', 'R-1'], ['trail', 'R-1'], ['lag'], ['parked'], ['verify-read-models'], ['rebuild']],
  ['reconcile', 'x.csv', '--from', '2026-01-01', '--to', '2026-01-01'],
]

describe.each(ON_STORES)('after-sales %s', (...args) => {
  it('explains itself, with examples and exit codes', async () => {
    const { code, out } = await run([args[0]!, '--help'])
    expect(code).toBe(0)
    for (const text of [
      '--log',
      '--rows',
      '--tenant',
      '--json',
      '--lang',
      'Examples:',
      'Exit codes:',
      'AFTER_SALES_ROWS',
    ])
      expect(out).toContain(text)
  })

  it('needs to be told where, in either language', async () => {
    const env = { AFTER_SALES_LOG: 'sqlite:/nowhere/log.db' }
    const { code, out, err } = await run(args, { env: {} })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^error: no (log|rows): set AFTER_SALES_(LOG|ROWS)/)
    const { err: chinese } = await run([...args, '--lang', 'zh'], { env })
    expect(chinese).toMatch(/^错误:/)
  })

  it('makes no file', async () => {
    const [log, rows] = [temporaryFile('log.db'), temporaryFile('rows.db')]
    const env = { AFTER_SALES_LOG: `sqlite:${log}`, AFTER_SALES_ROWS: `sqlite:${rows}` }
    expect(await run(args, { env })).toMatchObject({ code: 2, out: '' })
    expect([existsSync(log), existsSync(rows)]).toEqual([false, false])
  })

  it('repeats no password', async () => {
    const address = `nosql://admin:${PASSWORD}@localhost`
    for (const env of [
      {
        AFTER_SALES_LOG: `esdb://admin:${PASSWORD}@localhost:1?keepAliveTimeout=${PASSWORD}`,
        AFTER_SALES_ROWS: address,
      },
      { AFTER_SALES_LOG: address, AFTER_SALES_ROWS: `postgres://admin:${PASSWORD}@localhost:0x/y?${PASSWORD}` },
    ]) {
      expect((await run(args, { env })).code).toBeGreaterThan(0)
      expect((await run([...args, '--json'], { env })).code).toBeGreaterThan(0)
    }
  })
})

describe('A file', () => {
  it('that is empty is as good as none, and stays empty', async () => {
    const files = await smallShopOf()
    const empty = temporaryFile('empty.db')
    writeFileSync(empty, '')
    expect(await runOn(files, ['lag', '--log', `sqlite:${empty}`])).toMatchObject({ code: 2 })
    expect(await runOn(files, ['lag', '--rows', `sqlite:${empty}`])).toMatchObject({ code: 2 })
  })

  it('of another kind is told, as JSON too', async () => {
    const files = await smallShopOf()
    const { code, out } = await runOn(files, ['lag', '--log', `sqlite:${files.rows}`, '--json'])
    expect([code, JSON.parse(out)]).toEqual([
      1,
      { ok: false, error: expect.objectContaining({ code: 'SQLITE.FOREIGN_FILE' }) as object },
    ])
  })

  it('given as an option wins over the variable', async () => {
    const files = await smallShopOf()
    const { code } = await run(['lag', '--log', `sqlite:${files.log}`, '--rows', `sqlite:${files.rows}`], {
      env: { AFTER_SALES_LOG: 'sqlite:/nowhere', AFTER_SALES_ROWS: 'sqlite:/nowhere' },
    })
    expect(code).toBe(0)
  })
})

describe('A shop of several in one log', () => {
  it('is looked into by its name', async () => {
    const files = await smallShopOf()
    expect(await runOn(files, ['case', 'R-1', '--tenant', 'other'])).toMatchObject({ code: 1, out: '' })
    expect(await runOn(files, ['case', 'R-1', '--tenant', 'Not One'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('A log on EventStoreDB', () => {
  it('is worked on like one in a file', async () => {
    const double = await insecureServer()
    const rows = temporaryFile('rows.db')
    const store = await openEventStoreDb({ connectionString: double.connectionString })
    const readModels = await openSqliteReadModelStore({ file: rows })
    const shop = shopOn(store, { readModels })
    await shop.requests.open(wish('R-1', 1), customer)
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
    const workers = workersOf(shop, { sweepMs: 1 })
    await shop.views.upToDate()
    await workers.stop()
    await store.close()
    await readModels.close()
    const env = { AFTER_SALES_LOG: double.connectionString, AFTER_SALES_ROWS: `sqlite:${rows}` }
    expect((await run(['trail', 'R-2'], { env })).out).toContain('Request resolved')
    expect(await run(['rebuild', '--parts', '2'], { env })).toMatchObject({ code: 0 })
    expect(await run(['verify-read-models'], { env })).toMatchObject({ code: 0 })
    expect((await run(['case', 'R-2'], { env })).out).toContain('89.99 EUR')
    await expect.poll(() => double.openCalls()).toBe(0)
  })
})
