/** A schema of its own for each test on the one server, and pools, stores and sessions that end with the test. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { openPostgresReadModelStore, type PostgresReadModelStoreOptions } from '../../../src/adapters/postgres/index.js'
import type { ReadModelStore } from '../../../src/ports/read-model-store.js'

export const connectionString = (): string => inject('postgres')

/** A connection string would win over a host or user beside it. */
const toServer = (options: pg.ClientConfig): pg.ClientConfig =>
  options.host === undefined ? { connectionString: connectionString(), ...options } : options

export const poolTo = (options: pg.PoolConfig = {}): pg.Pool => {
  const pool = new pg.Pool({ max: 10, ...toServer(options) })
  onTestFinished(() => pool.end())
  return pool
}

/** One connection as an administrator has it. */
export const session = async (options: pg.ClientConfig = {}): Promise<pg.Client> => {
  const client = new pg.Client(toServer(options))
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** A name with everything in it that careless quoting would trip over. */
export const freshSchema = (): string => {
  const schema = `rows "of" ${randomUUID().slice(0, 8)}; -- É`
  onTestFinished(async () => {
    const client = new pg.Client({ connectionString: connectionString() })
    await client.connect()
    await client.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`)
    await client.end()
  })
  return schema
}

export const openRows = async (
  options: Partial<PostgresReadModelStoreOptions> & { readonly schema: string },
): Promise<ReadModelStore> => {
  const store = await openPostgresReadModelStore({ pool: options.pool ?? poolTo(), ...options })
  onTestFinished(() => store.close())
  return store
}

/** A role that may log in and nothing else, and how to connect as it. */
export const freshRole = async (): Promise<{ readonly user: string; readonly connect: pg.PoolConfig }> => {
  const [user, password] = [`Role "x" ${randomUUID().slice(0, 8)}`, randomUUID()]
  const admin = await session()
  await admin.query(`CREATE ROLE ${pg.escapeIdentifier(user)} LOGIN PASSWORD '${password}'`)
  onTestFinished(async () => {
    const client = new pg.Client({ connectionString: connectionString() })
    await client.connect()
    const name = pg.escapeIdentifier(user)
    await client.query(`DROP OWNED BY ${name} CASCADE`)
    await client.query(`DROP ROLE ${name}`)
    await client.end()
  })
  const { hostname, port, pathname } = new URL(connectionString())
  const connect = { host: hostname, port: Number(port), database: pathname.slice(1), user, password }
  return { user, connect }
}
