/** `queues` and `case`: what waits for whom, and where a case stands. */
import { describe, expect, it } from 'vitest'
import { NOW, customer, wish } from '../acceptance/shop.js'
import { filesOf, inShop, jsonOn, runOn, smallShopOf } from './shop-files.js'

const LATER = () => new Date(Date.parse(NOW) + 3 * 86_400_000).toISOString() as typeof NOW

describe('The board', () => {
  it('counts what waits for each department, how long, and what it is about', async () => {
    const files = await smallShopOf()
    const { code, out, err } = await runOn(files, ['queues'], { now: LATER })
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n').slice(0, 3)).toEqual([
      'department        waiting  free  overdue  urgent  longest  about',
      'customer_service        1     1        0       0      3 d  179.98 EUR',
      'warehouse               0     0        0       0',
    ])
  })

  it('is data and nothing else with --json', async () => {
    const files = await smallShopOf()
    const { ok, departments } = await jsonOn<{ ok: boolean; departments: ReadonlyArray<unknown> }>(files, 'queues')
    expect([ok, departments[0]]).toEqual([
      true,
      {
        ...{ department: 'customer_service', waiting: 1, unassigned: 1, overdue: 0, urgent: 0, oldestSince: NOW },
        amounts: [{ currency: 'EUR', minor: 17_998 }],
      },
    ])
  })

  it('has no pages', async () => {
    const files = await smallShopOf()
    expect(await runOn(files, ['queues', '--limit', '3'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('The queue of a department', () => {
  it('shows what waits, in either language', async () => {
    const files = await smallShopOf()
    const { out } = await runOn(files, ['queues', 'customer_service'], { now: LATER })
    expect(out).toMatch(/^R-1 {3}request {2}R-1 {2}under review {2}normal +3 d +179\.98 EUR {2}-$/m)
    const { out: chinese } = await runOn(files, ['queues', 'customer_service', '--lang', 'zh'], { now: LATER })
    expect(chinese).toMatch(/^R-1 +售后申请 +R-1 +审核中 +普通 +3 天 /m)
  })

  it('goes on where a page has ended, and says how', async () => {
    const two = await smallShopOf('R-3')
    const first = await runOn(two, ['queues', 'customer_service', '--limit', '1'])
    const after = /--after ([\w-]+)\n$/.exec(first.out)![1]!
    const second = await runOn(two, ['queues', 'customer_service', '--after', after])
    expect([first.out, second.out].map((out) => /^R-\d/m.exec(out)?.[0])).toEqual(['R-1', 'R-3'])
    expect(second.out).not.toContain('--after')
  })

  it('may be of one kind, or one priority', async () => {
    const files = await smallShopOf()
    const queueWith = async (...args: ReadonlyArray<string>) =>
      (await runOn(files, ['queues', 'customer_service', ...args])).out
    expect(await queueWith('--kind', 'request', '--by', 'priority')).toMatch(/^R-1 /m)
    expect(await queueWith('--priority', 'normal')).toMatch(/^R-1 /m)
    expect(await queueWith('--kind', 'refund')).toBe('nothing waits\n')
    expect(await queueWith('--priority', 'urgent')).toBe('nothing waits\n')
  })

  it('says so where nothing waits', async () => {
    const files = await smallShopOf()
    expect(await runOn(files, ['queues', 'finance'])).toMatchObject({ code: 0, out: 'nothing waits\n' })
    expect(await runOn(files, ['queues', 'customer_service', '--assigned-to', 'agent-1'])).toMatchObject({
      out: 'nothing waits\n',
    })
  })

  it.each([
    ['an unknown department', ['queues', 'sales']],
    ['an unknown order', ['queues', 'finance', '--by', 'mood']],
    ['an unknown kind', ['queues', 'finance', '--kind', 'order']],
    ['an unknown priority', ['queues', 'finance', '--priority', 'low']],
    ['too many rows', ['queues', 'finance', '--limit', '1001']],
    ['no number of rows', ['queues', 'finance', '--limit', 'many']],
    ['the end of no page', ['queues', 'finance', '--after', 'x']],
  ])('refuses %s', async (_, args) => {
    const files = await smallShopOf()
    const { code, out, err } = await runOn(files, args)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
  })
})

describe('A case', () => {
  it('is shown with what was opened for it, amounts to the cent, and who is next', async () => {
    const files = await smallShopOf()
    const { code, out } = await runOn(files, ['case', 'R-1'])
    expect(code).toBe(0)
    expect(out).toContain('R-1  under review   order #1001   customer customer-7   opened 2026-01-05 09:00')
    expect(out).toMatch(/^request {2}R-1 .* 179\.98 EUR {2}Customer service$/m)
    expect(out).toContain('next: Customer service, request R-1\n')
  })

  it('that rests says so', async () => {
    const files = await smallShopOf()
    const { out } = await runOn(files, ['case', 'R-2', '--lang', 'zh'])
    expect(out).toMatch(/^退款单 .* 已完成 .* 89\.99 EUR$/m)
    expect(out).toContain('无待办')
  })

  it('is the whole page of the library with --json', async () => {
    const files = await smallShopOf()
    const { case: page } = await jsonOn<{ case: { request: unknown; refunds: ReadonlyArray<unknown> } }>(
      files,
      'case',
      'R-2',
    )
    expect(page).toMatchObject({ request: { id: 'R-2', status: 'resolved' }, refunds: [{ status: 'succeeded' }] })
  })

  it('that nobody knows ends with 1, as JSON too', async () => {
    const files = await smallShopOf()
    expect(await runOn(files, ['case', 'R-9'])).toMatchObject({
      code: 1,
      out: '',
      err: 'error: There is no such request.\n',
    })
    const { code, out, err } = await runOn(files, ['case', 'R-9', '--json'])
    expect([code, err]).toEqual([1, ''])
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      error: { code: 'REQUEST.UNKNOWN', zh: expect.any(String) as string },
    })
  })

  it('holds nothing that customers wrote', async () => {
    const said = filesOf()
    await inShop(said, async (shop) => {
      await shop.requests.open({ ...wish('R-1', 1), note: 'my secret' }, customer)
      await shop.requests.submit({ requestId: 'R-1' }, customer)
    })
    const verbs = [
      ['case', 'R-1'],
      ['trail', 'R-1'],
      ['queues', 'customer_service'],
    ]
    for (const args of verbs)
      for (const form of [[], ['--json']]) expect((await runOn(said, [...args, ...form])).out).not.toContain('secret')
  })
})
