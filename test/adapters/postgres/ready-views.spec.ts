/** The views for finance and service, on the rows of a shop: what they hold is what the façade answers. */
import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { readyViews, type View } from '../../../src/adapters/postgres/index.js'
import { READY_VIEWS } from '../../../src/adapters/postgres/ready-views.js'
import { READ_MODELS } from '../../../src/projections/index.js'
import { LEDGER_KINDS } from '../../../src/projections/ledger/account.js'
import { identityOf } from '../../../src/projections/read-model.js'
import { agent, openHanded, shopOn, submitted } from '../../acceptance/shop.js'
import { workersOf } from '../../runtime/workers/background.js'
import { freshSchema, openRows, session } from './database.js'

const SMALL = [{ ruleId: 'AUTO-SMALL', verdict: 'approve' as const, atMost: [{ minor: 10_000, currency: 'EUR' }] }]
const STATEMENT = 'reference,kind,amount,currency,date\r\nre_dash,refund,10.01,EUR,2026-01-07'

/** paid, 89.99. R-2, about 179.98, waits for customer service, with agent-1. One line of a statement is not ours. */
const shopInPostgres = async (
  tenant = 'main',
  schema = freshSchema(),
  [first, second]: readonly [string, string] = ['R-1', 'R-2'],
) => {
  const readModels = await openRows({ schema, views: readyViews(tenant) })
  const shop = shopOn(memoryEventStore(), { readModels, tenant, policy: openHanded('EUR', { automatic: SMALL }) })
  await submitted(shop, first, 1, { remedy: 'refund_only' })
  await submitted(shop, second, 2)
  const workers = workersOf(shop, { sweepMs: 1, leaseSeconds: 0 })
  await shop.views.upToDate({ timeoutMs: 3_600_000 })
  await shop.work.take({ kind: 'request', id: second, department: 'customer_service' }, agent)
  await shop.views.upToDate({ timeoutMs: 3_600_000 })
  await shop.operations.reconcile({ text: STATEMENT, from: '2026-01-01', to: '2026-01-31' })
  const admin = await session()
  const ask = async (text: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> =>
    (await admin.query<Record<string, unknown>>(text.replaceAll('@', () => `${pg.escapeIdentifier(schema)}.`))).rows
  return { shop, workers, ask, schema }
}

const stopped = async ({ workers }: Awaited<ReturnType<typeof shopInPostgres>>): Promise<void> =>
  void (await workers.stop())

const FILE = 'src/adapters/postgres/README.md'
const [BEGIN, END] = ['<!-- views: made by test/adapters/postgres/ready-views.spec.ts -->', '<!-- end -->']

const typed = (columns: View['columns']): ReadonlyArray<string> =>
  Object.entries(columns).map(([name, column]) => `\`${name}\` ${typeof column === 'string' ? column : column.type}`)

/** The table of fields. */
const table = (): string =>
  [
    '| view | one line for | columns |',
    '| --- | --- | --- |',
    ...Object.entries(READY_VIEWS).map(([name, { line, columns, each }]) => {
      const all = [...(each === undefined ? [] : ['`n` integer']), ...typed(each?.rowColumns ?? {}), ...typed(columns)]
      return `| \`${name}\` | ${line} | ${all.join(', ')} |`
    }),
  ].join('\n')

const kinds = (way: string): string =>
  Object.entries(LEDGER_KINDS)
    .flatMap(([kind, of]) => (of === way ? [`\`${kind}\``] : []))
    .join(', ')

describe('The views for people', () => {
  it('stand in the README as they are', async () => {
    const text = readFileSync(FILE, 'utf8')
    const made = `${table()}\n\nKinds of \`ledger_entries\`: money that left the shop is ${kinds('out')}; that came back ${kinds('in')}; nothing moved with ${kinds('noted')}.`
    const [before, after] = [text.split(BEGIN)[0]!, text.split(END)[1]!]
    const options = { ...(await resolveConfig(FILE)), parser: 'markdown' }
    const wanted = await format(`${before}${BEGIN}\n\n${made}\n\n${END}${after}`, options)
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(FILE, wanted)
    expect(text).toBe(wanted)
  })

  it('there is one at least for each read model, and it fits the version that this release makes', () => {
    const fitted = Object.values(READY_VIEWS).flatMap(({ of }) => (of === undefined ? [] : [identityOf(of)]))
    // A new version of a read model: look at what its rows hold now, mend its views, and only then their version.
    expect([...new Set(fitted)].sort()).toEqual(READ_MODELS.map(identityOf).sort())
  })

  it('show cases, and of all pieces those that wait for a department', async () => {
    const world = await shopInPostgres()
    const { shop, ask } = world
    const [one, two] = await Promise.all(['R-1', 'R-2'].map((id) => shop.views.case(id)))
    expect(await ask('SELECT case_id, status, waiting_for, minor, currency FROM @cases ORDER BY case_id')).toEqual([
      { case_id: 'R-1', status: one!.request.status, waiting_for: 'nobody', minor: '8999', currency: 'EUR' },
      { case_id: 'R-2', status: two!.request.status, waiting_for: 'customer_service', minor: '17998', currency: 'EUR' },
    ])
    expect(await ask('SELECT kind, case_id FROM @case_pieces ORDER BY kind, case_id')).toEqual([
      { kind: 'refund', case_id: 'R-1' },
      { kind: 'request', case_id: 'R-1' },
      { kind: 'request', case_id: 'R-2' },
    ])
    const { rows } = await shop.views.queue('customer_service')
    const waiting = await ask('SELECT * FROM @waiting')
    expect(waiting).toEqual(
      rows.map((row) => ({
        ...{ kind: row.kind, id: row.id, case_id: row.caseId, order_id: row.orderId, customer_id: row.customerId },
        ...{ status: row.status, since: new Date(row.since), opened_at: new Date(row.openedAt) },
        ...{ changed_at: new Date(row.changedAt), waiting_for: row.waitingFor, priority: row.priority, due_at: null },
        ...{ assigned_to: 'agent-1', assigned_since: new Date(row.assignedSince!) },
        ...{ minor: String(row.amount?.minor), currency: 'EUR' },
      })),
    )
    expect(waiting).toHaveLength(1)
    await stopped(world)
  })

  it('show money as the façade tells it: payments, the books entry by entry, clearing and exceptions', async () => {
    const world = await shopInPostgres()
    const { shop, ask } = world
    const { rows: entries } = await shop.views.ledgerEntries('2026-01-05')
    expect(
      await ask(`SELECT order_id, n, kind, means, minor, currency, day::text, reference FROM @ledger_entries`),
    ).toEqual(
      entries.map(({ orderId, kind, means, minor, currency, reference }) => ({
        ...{ order_id: orderId, n: 1, kind, means, minor: String(minor), currency, day: '2026-01-05', reference },
      })),
    )
    expect(entries).toHaveLength(1)
    const { rows: payments } = await shop.views.paymentsOfOrder('#1001')
    expect(await ask('SELECT case_id, state, minor, provider_key FROM @payments')).toEqual(
      payments.map(({ requestId, state, minor, key }) => ({
        ...{ case_id: requestId, state, minor: String(minor), provider_key: key },
      })),
    )
    expect(payments).toHaveLength(1)
    expect(await ask('SELECT case_id, open_since, owed_minor, owed_written_off_minor FROM @clearing')).toEqual([
      { case_id: 'R-1', open_since: null, owed_minor: '0', owed_written_off_minor: '0' },
    ])
    expect(
      await ask('SELECT n, case_id, tender_id, due_minor, paid_minor, given_up_minor FROM @clearing_tenders'),
    ).toEqual([{ n: 1, case_id: 'R-1', tender_id: 'card', due_minor: '8999', paid_minor: '8999', given_up_minor: '0' }])
    const { rows: exceptions } = await shop.views.exceptions()
    expect(
      await ask('SELECT reference, what, here_minor, there_minor, closed_at FROM @exceptions ORDER BY day'),
    ).toEqual(
      exceptions.map(({ reference, what, here = null, there = null }) => ({
        ...{ reference, what, here_minor: here && String(here), there_minor: there && String(there), closed_at: null },
      })),
    )
    expect(exceptions.map(({ reference }) => reference)).toContain('re_dash')
    await stopped(world)
  })

  it('show what customers asked for, who did what, and where the log tells of a case', async () => {
    const world = await shopInPostgres()
    const { shop, ask } = world
    const { rows } = await shop.views.history('customer-7')
    expect(await ask('SELECT case_id, outcome, refunded_minor, reasons FROM @histories ORDER BY case_id')).toEqual(
      rows.map(({ requestId, outcome, refunded, reasons }) => ({
        ...{ case_id: requestId, outcome, refunded_minor: String(refunded), reasons },
      })),
    )
    expect(rows).toHaveLength(2)
    expect(await ask(`SELECT stream, revision FROM @doings WHERE actor_id = 'agent-1'`)).toEqual([
      { stream: expect.stringMatching(/^aftersales_workitem-main/), revision: '0' },
    ])
    const streams = await ask(`SELECT stream FROM @case_streams WHERE case_id = 'R-1' ORDER BY stream`)
    expect(streams).toContainEqual({ stream: 'aftersales_request-main.R-1' })
    await stopped(world)
  })

  it('of another tenant stand beside them under its name, and neither shows the rows of the other', async () => {
    const one = await shopInPostgres()
    const other = await shopInPostgres('outlet', one.schema, ['O-1', 'O-2'])
    for (const name of Object.keys(READY_VIEWS)) {
      const lines = await one.ask(`SELECT * FROM @${name}`)
      expect(lines).not.toEqual([])
      const others = await one.ask(`SELECT * FROM @${name}_outlet`)
      expect(others).toHaveLength(lines.length)
      expect(others).not.toEqual(lines)
    }
    await stopped(one)
    await stopped(other)
  })

  it('find a customer by the index that the README proposes, and what waits by the list of the queues', async () => {
    const schema = freshSchema()
    await openRows({ schema, views: readyViews() })
    const admin = await session({ options: '-c enable_seqscan=off -c enable_bitmapscan=off' })
    const name = pg.escapeIdentifier(schema)
    await admin.query(
      `CREATE INDEX by_customer ON ${name}.rows ((value::json ->> 'customerId')) WHERE tbl = 'case-files@2@main'`,
    )
    const planOf = async (text: string) => JSON.stringify((await admin.query(`EXPLAIN ${text}`)).rows)
    expect(await planOf(`SELECT * FROM ${name}.case_pieces WHERE customer_id = 'customer-7'`)).toContain('by_customer')
    expect(await planOf(`SELECT * FROM ${name}.waiting`)).toMatch(/rows_in_order on rows l/)
    expect(await planOf(`SELECT * FROM ${name}.cases`)).toMatch(/rows_pkey on rows r.*key >= 'aftersales_request-main/)
  })
})
