/** `lag` and `parked`: how far workers are behind, and what they put aside. */
import { describe, expect, it } from 'vitest'
import { openSqliteReadModelStore } from '../../src/adapters/sqlite/index.js'
import { parkedRow, type Parked } from '../../src/runtime/workers/parking.js'
import { NOW, submitted } from '../acceptance/shop.js'
import { filesOf, inShop, jsonOn, logOnly, runOn, smallShopOf, type ShopFiles } from './shop-files.js'

const STREAM = 'aftersales_request-main.R-1'
const park = async ({ rows }: ShopFiles, role: Parked['role'] = 'effects'): Promise<void> => {
  const store = await openSqliteReadModelStore({ file: rows })
  const parked: Parked = {
    ...{ role, stream: STREAM, revision: 2, code: 'REFUND.BROKEN', attempts: 5 },
    ...{ firstAt: NOW, lastAt: NOW },
  }
  const commit = { name: `test ${role}`, expected: 0, checkpoint: '{}', changes: [parkedRow('main', parked)] }
  expect(await store.commit(commit)()).toMatchObject({ _tag: 'Right' })
  await store.close()
}

describe('The lag', () => {
  it('is nothing where the workers have seen everything', async () => {
    const { code, out } = await runOn(await smallShopOf(), ['lag', '--max', '0'])
    expect([code, out]).toEqual([0, expect.stringMatching(/^projections +0$/m)])
  })

  it('is what they have not seen, and since when; over --max it ends with 1', async () => {
    const files = await smallShopOf()
    await logOnly(files, async (shop) => void (await submitted(shop, 'R-3', 1, { orderId: '#1002' })))
    const { out, code } = await runOn(files, ['lag'])
    const [, behind] = /^projections +(\d+) +2026-01-05 09:00 /m.exec(out)!
    expect([code, Number(behind) > 3]).toEqual([0, true])
    expect((await runOn(files, ['lag', '--max', behind!])).code).toBe(0)
    const over = await jsonOn<{ ok: boolean; roles: ReadonlyArray<unknown> }>(
      files,
      'lag',
      '--max',
      String(Number(behind) - 1),
    )
    expect([over.code, over.ok, over.roles[3]]).toEqual([
      1,
      false,
      { role: 'projections', events: Number(behind), since: NOW },
    ])
  })

  it.each(['-1', '1.5', '', 'x', '100000'])('has no limit of %s', async (max) => {
    expect((await runOn(await smallShopOf(), ['lag', '--max', max])).code).toBe(2)
  })
})

describe('Work that is parked', () => {
  it('is listed with its code, and ends with 1', async () => {
    const files = await smallShopOf()
    expect(await runOn(files, ['parked'])).toMatchObject({ code: 0, out: 'nothing is parked\n' })
    await park(files)
    const { code, out } = await runOn(files, ['parked'])
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^effects {2}aftersales_request-main\.R-1 +2 {2}REFUND\.BROKEN +5 /m),
    ])
    expect(await jsonOn(files, 'parked')).toMatchObject({ code: 1, ok: false, parked: [{ stream: STREAM }] })
  })

  it.each([
    ['tried again', ['--retry', `effects:${STREAM}`]],
    ['tried again with all others', ['--retry', 'all']],
    ['skipped for good', ['--discard', `effects:${STREAM}`, '--reason', 'NOT_NEEDED']],
  ])('is %s by the workers, and who ordered it is on record', async (_, args) => {
    const files = await smallShopOf()
    await park(files)
    expect(await runOn(files, ['parked', ...args, '--actor', 'system:on-call'])).toMatchObject({
      code: 0,
      out: 'ordered: 1; the workers do it\n',
    })
    await inShop(files, () => Promise.resolve())
    expect((await runOn(files, ['parked'])).code).toBe(0)
    const { out } = await runOn(files, ['trail', '--actor', 'system:on-call'])
    expect(out).toMatch(/Parked work (retried|discarded) +worker effects +system on-call/)
  })

  it.each([
    ['without who orders it', ['--retry', 'all']],
    ['by nobody', ['--retry', 'all', '--actor', 'somebody']],
    ['both ways', ['--retry', 'all', '--discard', `effects:${STREAM}`, '--actor', 'system:on-call']],
    ['for no reason', ['--discard', `effects:${STREAM}`, '--actor', 'system:on-call']],
    ['with a reason for trying', ['--retry', 'all', '--reason', 'X', '--actor', 'system:on-call']],
    ['of no role', ['--retry', `cleaning:${STREAM}`, '--actor', 'system:on-call']],
    ['of no stream', ['--retry', 'effects:', '--actor', 'system:on-call']],
  ])('is not ordered %s', async (_, args) => {
    const files = await smallShopOf()
    await park(files)
    expect(await runOn(files, ['parked', ...args])).toMatchObject({ code: 2, out: '' })
  })

  it('that is not parked, or is ordered by a customer, is not ordered', async () => {
    const files = await smallShopOf()
    const order = ['parked', '--retry', `effects:${STREAM}`]
    expect(await runOn(files, [...order, '--actor', 'system:on-call'])).toMatchObject({ code: 1, out: '' })
    await park(files)
    expect(await runOn(files, [...order, '--actor', 'customer:customer-7'])).toMatchObject({ code: 1, out: '' })
  })

  it('keeps rows from being made anew, which would know its events before they are tried again', async () => {
    const files = await smallShopOf()
    await park(files, 'projections')
    expect(await runOn(files, ['rebuild', 'ledger'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('parked') as string,
    })
  })
})

describe('Rows of a shop that has none yet', () => {
  it('are not built', async () => {
    const files = filesOf()
    await logOnly(files, async (shop) => void (await submitted(shop, 'R-1', 1)))
    expect(await runOn(files, ['queues'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has not been built') as string,
    })
  })
})
