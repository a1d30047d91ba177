/**
 * Servers and clients for the tests of the double. With ESDB_CONNECTION_STRING set the statements about the server are
 * asked of a running EventStoreDB instead, which is how the double was checked; what only a double can do is left out.
 */
import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { afterEach, describe } from 'vitest'
import { startDouble, type DoubleOptions, type EventStoreDbDouble } from '../../../support/eventstoredb/index.js'

export const REAL_SERVER = process.env['ESDB_CONNECTION_STRING']

/** Faults, settings and inspection: a running server has none of them. */
export const describeDouble = describe.skipIf(REAL_SERVER !== undefined)

const cleanups: Array<() => Promise<unknown>> = []
/** Runs after the test, the latest first. */
export const afterTest = (cleanup: () => Promise<unknown>): void => {
  cleanups.push(cleanup)
}
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export const double = async (options: DoubleOptions = {}): Promise<EventStoreDbDouble> => {
  const started = await startDouble(options)
  afterTest(started.stop)
  return started
}

/** Where a statement about the server is asked. */
export const serverAddress = async (): Promise<string> => REAL_SERVER ?? (await double()).connectionString

export const clientOf = (connectionString: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(connectionString)
  afterTest(() => client.dispose())
  return client
}
export const anyClient = async (): Promise<EventStoreDBClient> => clientOf(await serverAddress())

let streams = 0
/** Names that no test before has used, also on a server that keeps its data. */
export const newStream = (name = 'order'): string => `${name}${Date.now().toString(36)}x${++streams}-1`

export const event = (type = 'Shipped', data: object = {}, id: string = randomUUID()) =>
  jsonEvent({ id, type, data: { ...data } })
export const events = (count: number, type?: string) => Array.from({ length: count }, (_, n) => event(type, { n }))

/** The client takes the classic call where credentials come with it; without TLS they go no further. */
export const CLASSIC = { credentials: { username: 'shop', password: 'secret' } }

/** The two ways to append, for statements that hold for both. */
export const PATHS: ReadonlyArray<readonly [string, object]> = [
  ['classic', CLASSIC],
  ['batch', {}],
]

/** What a promise is rejected with. */
export const failureOf = (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  promise.then(
    () => {
      throw new Error('It was expected to fail.')
    },
    (error: Error & Record<string, unknown>) => error,
  )

export const collect = async <A>(items: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const item of items) all.push(item)
  return all
}

/** Revisions that a reader of the stream sees. */
export const revisionsIn = async (client: EventStoreDBClient, stream: string): Promise<ReadonlyArray<bigint>> =>
  (await collect(client.readStream(stream))).map(({ event }) => event!.revision)
