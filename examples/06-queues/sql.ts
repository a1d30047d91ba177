/** The books once more, as finance asks in SQL: a view of the read models in PostgreSQL, and no code of ours. */
import type { PostgresRows } from '../lib/postgres.js'
import type { BookSum } from './books.js'
import { money } from './words.js'

const question = (schema: string): string =>
  `SELECT currency, kind, sum(minor) AS minor, count(*) AS entries FROM ${schema}.ledger_entries GROUP BY currency, kind`

/** PostgreSQL gives sums and counts as texts, because they may be larger than a number. */
export const sumsInSql = async (sql: PostgresRows['sql'], schema: string): Promise<ReadonlyArray<BookSum>> =>
  (await sql(`${question(schema)} ORDER BY currency, kind`)).map(({ currency, kind, minor, entries }) => ({
    ...{ currency: String(currency), kind: String(kind), minor: Number(minor), entries: Number(entries) },
  }))

export const sqlText = (schema: string, sums: ReadonlyArray<BookSum>): string =>
  [
    'The same books, asked in SQL',
    `  ${question(schema)};`,
    ...sums.map(({ currency, kind, minor, entries }) => `  ${kind}: ${money(minor, currency)}, ${entries} entries`),
  ].join('\n')
