/** `trail`: who did what and why, of a case, an order, a customer or a person; as a tree and as files. */
import { describe, expect, it } from 'vitest'
import { DatabaseSync } from '@photostructure/sqlite'
import { customer, submitted } from '../acceptance/shop.js'
import { inShop, jsonOn, runOn, smallShopOf } from './shop-files.js'
import type { TrailEntry } from '../../src/projections/trail/entry.js'

describe('The trail of a case', () => {
  it('is a tree of what people wanted and what followed, with who, by what right, and what changed', async () => {
    const { code, out } = await runOn(await smallShopOf(), ['trail', 'R-2'])
    expect(code).toBe(0)
    expect(out).toMatch(/Request opened +request R-2 +customer customer-7 \(customer\) +none → draft/)
    expect(out).toMatch(/ {2}Submission started .*\n.* {2}└ Units reserved .*\n.* {4}└ Request submitted /)
    expect(out).toMatch(/Request approved .* AUTO-SMALL · simple@1 · Decided by rule AUTO-SMALL/)
  })

  it('is in Chinese for who reads Chinese: what happened, to what, by whom, and where it stands', async () => {
    const { out } = await runOn(await smallShopOf(), ['trail', 'R-2', '--lang', 'zh'])
    expect(out).toMatch(/售后申请已创建 +售后申请 R-2 +客户 customer-7 \(customer\) +未创建 → 草稿/)
    expect(out).toMatch(/└ 退款已批准 .* 金额已预留 → 已批准/)
    expect(out).not.toMatch(/[a-z]_[a-z]|[ └][A-Z][a-z]+[A-Z]/)
  })

  it('fits the terminal', async () => {
    const { out } = await runOn(await smallShopOf(), ['trail', 'R-2'], { columns: 100 })
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100)
    expect(out).toContain('…')
  })

  it('is whole in every form, and in none of them anything else', async () => {
    const files = await smallShopOf()
    const { entries } = await jsonOn<{ entries: ReadonlyArray<TrailEntry> }>(files, 'trail', 'R-2')
    expect(entries.at(-1)?.type).toBe('RequestResolved')
    const { out: lines } = await runOn(files, ['trail', 'R-2', '--format', 'jsonl'])
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(entries)
    const { out: csv } = await runOn(files, ['trail', 'R-2', '--format', 'csv'])
    expect(csv.trimEnd().split('\r\n')).toHaveLength(entries.length + 1)
    const { out: html } = await runOn(files, ['trail', 'R-2', '--format', 'html'])
    expect(html).toMatch(/^<!doctype html>[^]*<\/html>\s*$/i)
  })

  it('that is not what was written ends with 1 and says so', async () => {
    const files = await smallShopOf()
    const database = new DatabaseSync(files.log)
    database.exec(
      `UPDATE events SET data = replace(data, '"remedy":"refund_only"', '"remedy":"return_refund"') WHERE type = (SELECT id FROM types WHERE name = 'RequestOpened')`,
    )
    database.close()
    const { code, out } = await runOn(files, ['trail', 'R-2'])
    expect(code).toBe(1)
    expect(out).toContain('Request opened ✗')
    expect(await runOn(files, ['trail', 'R-2', '--format', 'csv'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('verifyLog') as string,
    })
  })
})

describe('Whose trail', () => {
  it('is that of an order with the order itself, of a customer, or of what a person decided', async () => {
    const files = await smallShopOf('R-3')
    const typesOf = async (...args: ReadonlyArray<string>) => {
      const { entries } = await jsonOn<{ entries: ReadonlyArray<TrailEntry> }>(files, 'trail', ...args)
      return entries.map(({ type, caseId }) => `${caseId} ${type}`)
    }
    const ofOrder = await typesOf('--order', '#1001')
    expect(ofOrder[0]).toBe('#1001 OrderRegistered')
    expect(ofOrder).not.toContain('R-3 RequestOpened')
    const ofCustomer = await typesOf('--customer', 'customer-7')
    expect(ofCustomer).toContain('R-3 RequestOpened')
    const ofPerson = await typesOf('--actor', 'customer:customer-7')
    expect(ofPerson).toContain('R-2 SubmissionStarted')
    expect(ofPerson).not.toContain('R-2 UnitsReserved')
    const { out } = await runOn(files, ['trail', '--actor', 'customer:customer-7'])
    expect(out).toMatch(/ {2}Request opened +request R-2/)
  })

  it('is that of whole days, the last included, and of instants, the last not', async () => {
    const files = await smallShopOf()
    const count = async (...period: ReadonlyArray<string>) =>
      (await jsonOn<{ entries: ReadonlyArray<unknown> }>(files, 'trail', 'R-2', ...period)).entries.length
    expect(await count('--from', '2026-01-05', '--to', '2026-01-05')).toBe(await count())
    expect(await count('--from', '2026-01-06')).toBe(0)
    expect(await count('--to', '2026-01-04')).toBe(0)
    expect(await count('--to', '2026-01-05T09:00:00.000Z')).toBe(0)
    expect(await count('--from', '2026-01-05T09:00:00.000Z')).toBe(await count())
  })

  it('of many events comes whole, page by page', async () => {
    const files = await smallShopOf(...Array.from({ length: 60 }, (_, n) => `R-${n + 10}`))
    const { entries } = await jsonOn<{ entries: ReadonlyArray<TrailEntry> }>(files, 'trail', '--customer', 'customer-7')
    expect(new Set(entries.map(({ caseId }) => caseId)).size).toBe(62)
    expect(new Set(entries.map(({ eventId }) => eventId)).size).toBe(entries.length)
  })

  it('of somebody who did nothing is empty', async () => {
    expect(await runOn(await smallShopOf(), ['trail', '--actor', 'agent:agent-9'])).toMatchObject({
      code: 0,
      out: 'there is nothing\n',
    })
  })

  it.each([[], ['--json'], ['--format', 'csv']])(
    'of a case that never was is a no, in any form (%s)',
    async (...form) => {
      const { code } = await runOn(await smallShopOf(), ['trail', 'R-9', ...form])
      expect(code).toBe(1)
    },
  )

  it.each([
    ['nobody', []],
    ['two at once', ['R-1', '--order', '#1001']],
    ['an actor without a kind', ['--actor', 'agent-1']],
    ['an actor of no kind', ['--actor', 'robot:r2']],
    ['no day', ['R-1', '--from', 'monday']],
    ['no day of the calendar', ['R-1', '--from', '2026-02-30']],
    ['two forms', ['R-1', '--json', '--format', 'csv']],
    ['no form', ['R-1', '--format', 'pdf']],
  ])('is not that of %s', async (_, args) => {
    const { code, out } = await runOn(await smallShopOf(), ['trail', ...args])
    expect(code).toBe(2)
    // Where JSON was asked for, the no is JSON.
    expect(out === '' || (JSON.parse(out) as { ok: boolean }).ok === false).toBe(true)
  })
})

describe('What comes from outside', () => {
  it('does not command the terminal', async () => {
    const files = await smallShopOf()
    await inShop(files, async (shop) => void (await submitted(shop, 'R-\u202e5', 1)), {}).catch(() => undefined)
    const { out } = await runOn(files, ['trail', '--actor', `customer:${customer.actor.id}`])
    // eslint-disable-next-line no-control-regex -- what a terminal obeys
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/)
  })
})
