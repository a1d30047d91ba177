/** `reconcile`: a statement against the books; 0 where all agrees, 1 where exceptions were found, 2 where it is wrong. */
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { statementText, type StatementEntry } from 'after-sales/testing'
import { submitted } from '../acceptance/shop.js'
import { temporaryFile } from '../adapters/sqlite/temporary.js'
import { jsonOn, logOnly, runOn, smallShopOf, type ShopFiles } from './shop-files.js'
import type { Reconciled } from '../../src/projections/reconciliation/reconcile.js'

const DAYS = ['--from', '2026-01-01', '--to', '2026-01-31']
const fileOf = (...entries: ReadonlyArray<StatementEntry>): string => {
  const file = temporaryFile('statement.csv')
  writeFileSync(file, `\uFEFF${statementText(entries)}`)
  return file
}
const paid = (reference: string, minor = 8_999): StatementEntry => ({
  ...{ reference, kind: 'refund', minor, currency: 'EUR', date: '2026-01-05' },
})

/** What the books say about R-2, from a statement without a line. */
const referenceIn = async (files: ShopFiles): Promise<string> => {
  const { differences } = await jsonOn<Reconciled>(files, 'reconcile', fileOf(), ...DAYS)
  return differences[0]!.reference
}

/** A reference with an é as some spreadsheets write it: read as UTF-8 it would be another reference. */
const latin1 = (): string => {
  const file = temporaryFile('statement.csv')
  writeFileSync(file, Buffer.from(statementText([paid('re_\u00e9')]), 'latin1'))
  return file
}

describe('A statement', () => {
  it('that agrees ends with 0 and says so', async () => {
    const files = await smallShopOf()
    const file = fileOf(paid(await referenceIn(files)))
    const { code, out, err } = await runOn(files, ['reconcile', file, ...DAYS])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^refund +89\.99 EUR +89\.99 EUR +89\.99 EUR +0\.00 EUR +0\.00 EUR$/m)
    expect(out).toContain('1 of 1 lines agree, 0 differences, 1 older exceptions explained\n')
  })

  it('that does not ends with 1, and shows each difference with both amounts', async () => {
    const files = await smallShopOf()
    const reference = await referenceIn(files)
    const file = fileOf(paid(reference, 9_000), paid('re_unknown', 1))
    const { code, out } = await runOn(files, ['reconcile', file, ...DAYS, '--means', 'card,bank'])
    expect(code).toBe(1)
    expect(out).toMatch(/2 {2}amount differs +refund .* 89\.99 EUR {2}90\.00 EUR {2}2026-01-05 {2}#1001$/m)
    expect(out).toMatch(/3 {2}not in our books +refund +re_unknown +0\.01 EUR {2}2026-01-05$/m)
    const again = await jsonOn<Reconciled & { ok: boolean }>(files, 'reconcile', file, ...DAYS)
    expect([again.code, again.ok, again.differences.length]).toEqual([1, false, 2])
  })

  it('with many differences shows the first, and says how many there are', async () => {
    const files = await smallShopOf()
    const file = fileOf(...Array.from({ length: 60 }, (_, n) => paid(`re_${n}`)))
    const { out } = await runOn(files, ['reconcile', file, ...DAYS, '--lang', 'zh'])
    expect(out.match(/我方无记录/g)).toHaveLength(50)
    expect(out).toContain('另有 11 处')
  })

  it.each([
    ['is not there', () => '/nowhere/statement.csv'],
    ['has a line that is none', () => fileOf(paid('re_1'), { ...paid('re_2'), currency: 'DOLLARS' })],
    ['is no UTF-8', latin1],
    ['is over other days', () => fileOf({ ...paid('re_1'), date: '2025-12-31' })],
  ])('that %s ends with 2, and nothing is kept', async (_, file) => {
    const files = await smallShopOf()
    expect(await runOn(files, ['reconcile', file(), ...DAYS])).toMatchObject({ code: 2, out: '' })
    const { closed } = await jsonOn<Reconciled>(files, 'reconcile', fileOf(), ...DAYS)
    expect(closed).toEqual([])
  })

  it('that is refused says so as JSON, too', async () => {
    const files = await smallShopOf()
    const file = fileOf(paid('re_1'), { ...paid('re_2'), currency: 'DOLLARS' })
    const { code, out, err } = await runOn(files, ['reconcile', file, ...DAYS, '--json'])
    expect([code, err]).toEqual([2, ''])
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'INPUT.INVALID' } })
  })

  it('that was the wrong file is taken back by its name, once', async () => {
    const files = await smallShopOf()
    const { out } = await runOn(files, ['reconcile', fileOf(paid('re_wrong')), ...DAYS])
    const name = /^statement ([0-9a-f]{64})$/m.exec(out)![1]!
    const taken = await runOn(files, ['withdraw-statement', name])
    expect(taken).toMatchObject({ code: 0, err: '', out: 'taken back: 2 exceptions are gone, 0 are open again\n' })
    const again = await runOn(files, ['withdraw-statement', name])
    expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('or it was withdrawn') as string })
  })

  it('over no days ends with 2', async () => {
    const files = await smallShopOf()
    expect((await runOn(files, ['reconcile', fileOf()])).code).toBe(2)
    expect((await runOn(files, ['reconcile', fileOf(), '--from', '2026-01-31', '--to', '2026-01-01'])).code).toBe(2)
  })

  it('waits for books that are not up to date, and ends with 1 where no worker runs', async () => {
    const files = await smallShopOf()
    await logOnly(files, async (shop) => void (await submitted(shop, 'R-3', 1, { orderId: '#1002' })))
    let ms = Date.now()
    const now = () => new Date((ms += 1_000)).toISOString() as never
    expect(await runOn(files, ['reconcile', fileOf(), ...DAYS], { now })).toMatchObject({
      ...{ code: 1, out: '', err: expect.stringContaining('did not catch up') as string },
    })
  })
})
