/**
 * Where things are kept: the log and the keys in SQLite files, which are the truth and want a backup; the rows in PostgreSQL
 * where one is at hand, else in a third file, and they can be made again from the log.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventStore, KeyRing, ReadModelStore } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import { openSqliteEventStore, openSqliteKeyRing, openSqliteReadModelStore } from 'after-sales/adapters/sqlite'
import { openPostgresRows, startPostgres, type OpenedRows } from '../lib/postgres.js'
import { openOutbox, type Outbox } from './outbox.js'

export interface Stores {
  readonly store: EventStore
  readonly keyRing: KeyRing
  readonly readModels: ReadModelStore
  readonly outbox: Outbox
  /** For people. */
  readonly where: string
  readonly close: () => Promise<void>
}

/** Rows belong to one log, so each log has a schema of its own, and its folder remembers the name. */
const schemaOf = (folder: string): string => {
  const file = join(folder, 'schema')
  if (!existsSync(file)) writeFileSync(file, `after_sales_example_07_${randomBytes(4).toString('hex')}`)
  return readFileSync(file, 'utf8')
}

const sqliteRows = async (folder: string): Promise<OpenedRows> => {
  const rows = await openSqliteReadModelStore({ file: join(folder, 'rows.sqlite') })
  return { rows, close: () => rows.close() }
}

export const openStores = async (folder: string, onlySqlite: boolean): Promise<Stores> => {
  // What was opened last is closed first; also where something cannot be opened.
  const opened: Array<() => Promise<void>> = []
  const close = async (): Promise<void> => {
    for (let one = opened.pop(); one !== undefined; one = opened.pop()) await one()
  }
  try {
    mkdirSync(folder, { recursive: true })
    const store = await openSqliteEventStore({ file: join(folder, 'log.sqlite'), now: systemClock.now })
    opened.push(() => store.close())
    const keyRing = await openSqliteKeyRing({ file: join(folder, 'keys.sqlite') })
    opened.push(() => keyRing.close())
    const outbox = await openOutbox(join(folder, 'outbox.jsonl'))
    opened.push(outbox.close)
    const server = onlySqlite ? undefined : await startPostgres()
    if (server !== undefined) opened.push(server.stop)
    const { rows, close: closeRows } =
      server === undefined ? await sqliteRows(folder) : await openPostgresRows(server, schemaOf(folder))
    opened.push(closeRows)
    const where = `the log in SQLite, the read models in ${server === undefined ? 'SQLite' : 'PostgreSQL'}`
    return { store, keyRing, readModels: rows, outbox, where, close }
  } catch (error) {
    await close()
    throw error
  }
}
