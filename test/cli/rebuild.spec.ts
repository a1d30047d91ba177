/** `rebuild` and `verify-read-models`: rows are made from the log once more, and are what it says. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteReadModelStore } from '../../src/adapters/sqlite/index.js'
import { READ_MODELS } from '../../src/projections/index.js'
import { identityOf } from '../../src/projections/read-model.js'
import { marked } from '../../src/runtime/projecting/marks.js'
import { submitted } from '../acceptance/shop.js'
import { filesOf, inShop, jsonOn, logOnly, runOn, smallShopOf, type ShopFiles } from './shop-files.js'

const ALL = READ_MODELS.map(identityOf)
const scratches = (): ReadonlyArray<string> =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('after-sales-verify-'))

const byHand = ({ rows }: ShopFiles, sql: string): void => {
  const database = new DatabaseSync(rows)
  database.exec(sql)
  database.close()
}
const BROKEN = `UPDATE rows SET value = replace(value, '8999', '9999') WHERE value LIKE '%8999%'`

const isVerified = async (files: ShopFiles): Promise<void> => {
  const { ok, readModels } = await jsonOn<{ ok: boolean; readModels: ReadonlyArray<unknown> }>(
    files,
    'verify-read-models',
  )
  expect([ok, readModels]).toEqual([true, ALL.map((readModel) => ({ readModel, wrong: 0, differences: [] }))])
}

describe('Rows', () => {
  it('that are what the log says are said to be', async () => {
    const files = await smallShopOf()
    const { code, out, err } = await runOn(files, ['verify-read-models'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^ledger@1 +0$/m)
    expect(out).toContain('all rows are what the log says')
  })

  it('that somebody changed are found, told, and right again once they are made anew', async () => {
    const files = await smallShopOf()
    byHand(files, BROKEN)
    const { code, out } = await runOn(files, ['verify-read-models'])
    expect(code).toBe(1)
    expect(out).toMatch(/^ledger@1 +differs .*R-2|^ledger@1 +differs/m)
    const { readModels } = await jsonOn<{ readModels: ReadonlyArray<{ readModel: string; wrong: number }> }>(
      files,
      'verify-read-models',
    )
    const wrong = readModels.filter((one) => one.wrong > 0).map(({ readModel }) => readModel)
    expect(await jsonOn(files, 'rebuild', ...wrong)).toMatchObject({ code: 0, ok: true, by: 'here', rebuilt: wrong })
    await isVerified(files)
  })

  it('that are verified leave nothing behind, also when somebody interrupts it', async () => {
    const files = await smallShopOf()
    const before = scratches()
    await runOn(files, ['verify-read-models'])
    const { code, err } = await runOn(files, ['verify-read-models'], { interrupted: AbortSignal.abort() })
    expect([code, err]).toEqual([1, expect.stringContaining('error: ')])
    expect(scratches()).toEqual(before)
  })

  it('that are not built cannot be verified', async () => {
    const files = await smallShopOf()
    rmSync(files.rows)
    await logOnly(files, () => Promise.resolve())
    expect(await runOn(files, ['verify-read-models'])).toMatchObject({ code: 1, out: '' })
  })
})

describe('A rebuild', () => {
  it.each([[[]], [['--parts', '3']]])('with %j makes all rows where there are none, a file included', async (parts) => {
    const files = await smallShopOf()
    rmSync(files.rows)
    const { code, out } = await runOn(files, ['rebuild', ...parts])
    expect([code, out]).toEqual([0, `made anew: ${ALL.join(', ')}\n`])
    await isVerified(files)
    // Workers go on from there, and see nothing twice.
    await inShop(
      files,
      async (shop) => void (await submitted(shop, 'R-3', 1, { orderId: '#1002', remedy: 'refund_only' })),
    )
    await isVerified(files)
    expect((await runOn(files, ['lag', '--max', '0'])).out).toMatch(/^projections +0$/m)
  })

  it.each([[[]], [['--parts', '2']]])('with %j of one read model leaves the others as they are', async (parts) => {
    const files = await smallShopOf()
    byHand(files, BROKEN)
    await runOn(files, ['rebuild', 'ledger', 'ledger@1', ...parts])
    const { readModels } = await jsonOn<{ readModels: ReadonlyArray<{ readModel: string; wrong: number }> }>(
      files,
      'verify-read-models',
    )
    const wrongIn = new Map(readModels.map(({ readModel, wrong }) => [readModel, wrong]))
    expect([wrongIn.get('ledger@1'), wrongIn.get('payments@1')! > 0]).toEqual([0, true])
  })

  it('that is interrupted is gone on with by the same command', async () => {
    const files = await smallShopOf()
    const { code, err } = await runOn(files, ['rebuild'], { interrupted: AbortSignal.abort() })
    expect([code, err]).toEqual([1, expect.stringContaining('error: ')])
    expect((await runOn(files, ['rebuild'])).code).toBe(0)
    await isVerified(files)
  })

  it('behind which workers were left reaches only to where they stand', async () => {
    const files = await smallShopOf()
    await logOnly(
      files,
      async (shop) => void (await submitted(shop, 'R-3', 1, { orderId: '#1002', remedy: 'refund_only' })),
    )
    expect((await runOn(files, ['rebuild', '--parts', '2'])).code).toBe(0)
    expect((await runOn(files, ['lag', '--max', '0'])).code).toBe(1)
    await inShop(files, () => Promise.resolve())
    await isVerified(files)
  })

  it('of an empty log lets the workers begin', async () => {
    const files = await smallShopOf()
    rmSync(files.rows)
    rmSync(files.log)
    await logOnly(files, () => Promise.resolve())
    expect((await runOn(files, ['rebuild'])).code).toBe(0)
    await inShop(files, async (shop) => void (await submitted(shop, 'R-3', 1)))
    await isVerified(files)
  })

  it.each(['n', '', 'yes please'])('of rows that are read is not done where the answer is %j', async (answer) => {
    const files = await smallShopOf()
    byHand(files, BROKEN)
    const { code, out, err, asked } = await runOn(files, ['rebuild', 'ledger'], { answers: [answer] })
    expect([code, out, err, asked]).toEqual([
      ...[1, '', 'error: nothing was done\n'],
      [expect.stringMatching(/^The rows of ledger@1 are thrown away; .*NOT_BUILT\. Go on\? \[y\/N\] $/)],
    ])
    expect((await runOn(files, ['verify-read-models'])).out).toMatch(/^ledger@1 +differs/m)
  })

  it('of rows that are read is done where the answer is yes', async () => {
    const files = await smallShopOf()
    const { code, asked } = await runOn(files, ['rebuild', 'ledger', '--lang', 'zh'], { answers: ['是'] })
    expect([code, asked]).toEqual([0, [expect.stringMatching(/^将清除 ledger@1 的数据;.*继续\? \[y\/N\] $/)]])
    await isVerified(files)
  })

  it('asks nobody where --yes says so, nobody sits there, or no rows are read', async () => {
    const files = await smallShopOf()
    for (const [args, answers] of [[['--yes'], ['n']], [[]]] as const)
      expect(await runOn(files, ['rebuild', ...args], answers && { answers })).toMatchObject({ code: 0, asked: [] })
    rmSync(files.rows)
    expect(await runOn(files, ['rebuild'], { answers: ['n'] })).toMatchObject({ code: 0, asked: [] })
  })

  it('throws away what no release works on, and only that, with --retire', async () => {
    const files = await smallShopOf()
    const store = await openSqliteReadModelStore({ file: files.rows })
    const old = marked({ name: 'ledger', version: 0, lists: ['days'], follows: false, since: 1 }, 'main')
    await store.commit({ name: 'test', expected: 0, checkpoint: '{}', changes: [old] })()
    await store.close()
    expect(await runOn(files, ['rebuild', '--retire'])).toMatchObject({ code: 0, out: 'ledger@0\n' })
    expect(await runOn(files, ['rebuild', '--retire'])).toMatchObject({ code: 0, out: 'nothing to throw away\n' })
    await isVerified(files)
  })

  it.each([
    ['of what there is not', ['rebuild', 'mood']],
    ['in no parts', ['rebuild', '--parts', '0']],
    ['in too many parts', ['rebuild', '--parts', '17']],
    ['that throws away and names', ['rebuild', 'ledger', '--retire']],
    ['that throws away and says yes', ['rebuild', '--yes', '--retire']],
  ])('%s is refused', async (_, args) => {
    const files = await smallShopOf()
    expect(await runOn(files, args)).toMatchObject({ code: 2, out: '' })
    await isVerified(files)
  })

  it.each([[[]], [['ledger']], [['--parts', '2']], [['--retire']]])(
    'with %j from a log that the rows are not of is refused, and throws nothing away',
    async (args) => {
      const files = await smallShopOf()
      const another = filesOf()
      await logOnly(another, async (shop) => void (await submitted(shop, 'R-9', 1)))
      const before = readFileSync(another.log)
      const { code, out, err } = await runOn(files, ['rebuild', ...args, '--log', `sqlite:${another.log}`])
      expect([code, out, err]).toEqual([1, '', expect.stringContaining('or is another log')])
      expect(readFileSync(another.log)).toEqual(before)
      await isVerified(files)
    },
  )

  it('makes no log where there is none', async () => {
    const files = await smallShopOf()
    rmSync(files.log)
    expect(await runOn(files, ['rebuild'])).toMatchObject({ code: 2, out: '' })
    expect(existsSync(files.log)).toBe(false)
  })
})
