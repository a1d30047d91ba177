/**
 * The run of example 02 on EventStoreDB: `npm run example:04`, with the server in ESDB_CONNECTION_STRING; without it, on a
 * double in memory. Everything about the shop is shared with example 02; here is only what differs: where the log is.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { STREAM_PREFIX, type EventStore } from 'after-sales'
import { openEventStoreDb } from 'after-sales/adapters/eventstoredb'
import { providerBook } from '../02-online-retail/provider-book.js'
import { findSources, number, runAndProve } from '../02-online-retail/run.js'
import { startDoubleProcess } from './double.js'

/** The streams that this run writes; kinds without a stream cost nothing. */
const KINDS = ['entitlement', 'request', 'return', 'refund', 'notice', 'worker']

/**
 * The log of one tenant: a server keeps the logs of all earlier runs, and this run must not add up what those have paid.
 * The server filters, so that nothing of them is sent.
 */
const logOf = (store: EventStore, tenant: string): EventStore => {
  const prefixes = KINDS.map((kind) => `${STREAM_PREFIX}${kind}-${tenant}.`)
  return { ...store, all: (options) => store.all({ prefixes, ...options }) }
}

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { generated: { type: 'boolean', default: false }, batch: { type: 'boolean', default: false } },
  })
  const given = process.env['ESDB_CONNECTION_STRING'] ?? ''
  const double = given === '' ? await startDoubleProcess() : undefined
  const connectionString = double?.connectionString ?? given
  const appends = values.batch ? 'batch' : 'single'
  const tenant = `shop${Date.now().toString(36)}${randomBytes(3).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'after-sales-eventstoredb-'))

  try {
    const probe = await openEventStoreDb({ connectionString })
    await probe.close()
    console.log(
      double === undefined
        ? `On the server of ESDB_CONNECTION_STRING, version ${probe.serverVersion ?? 'unknown'}, as tenant ${tenant}.`
        : 'ESDB_CONNECTION_STRING is not set: on a double of EventStoreDB, in memory. Its speed says nothing about a server.',
    )
    const { exitCode, events, importMs } = await runAndProve({
      sources: await findSources(positionals, values.generated),
      openStore: async () => logOf(await openEventStoreDb({ connectionString, appends }), tenant),
      book: providerBook(join(folder, 'payments.jsonl')),
      tenant,
      afterInterruption: 'What was done stays in the log of its tenant; the next run begins anew, as another one.',
      afterMismatch: ', under its tenant.',
    })
    if (events > 0)
      console.log(
        `${number.format(events)} events appended (${appends}): ${number.format(Math.round((events * 1_000) / importMs))} ` +
          'a second, orders, decisions and refunds included.',
      )
    return exitCode
  } finally {
    double?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
