/**
 * Stores for the tests of this adapter: each on a server of its own, which is the test double, or, where
 * `ESDB_CONNECTION_STRING` names one, with names of its own on a real server that all tests share.
 */
import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { openEventStoreDb, type EventStoreDbOptions } from '../../../src/adapters/eventstoredb/index.js'
import type { EventStore } from '../../../src/ports/event-store.js'
import { startDouble, type DoubleOptions, type EventStoreDbDouble } from '../../support/eventstoredb/index.js'
import { ownNames } from './own-names.js'

/** The real server, where there is one. */
export const realServer = process.env['ESDB_CONNECTION_STRING']

/** A server that ends with the test. */
export const doubleFor = async (options: DoubleOptions = {}): Promise<EventStoreDbDouble> => {
  const double = await startDouble(options)
  onTestFinished(() => double.stop())
  return double
}

/** A store that ends with the test; short waits, because nothing here is far away. */
export const storeOn = async (
  connectionString: string,
  options: Partial<EventStoreDbOptions> = {},
): Promise<EventStore> => {
  const store = await openEventStoreDb({ connectionString, ...options })
  onTestFinished(() => store.close())
  return store
}

/** An empty log: a server of its own, or names of its own. */
export const emptyStore = async (options: Partial<EventStoreDbOptions> = {}): Promise<EventStore> => {
  if (realServer === undefined) return storeOn((await doubleFor()).connectionString, options)
  return ownNames(await storeOn(realServer, options), `t${randomUUID().replaceAll('-', '').slice(0, 12)}`)
}
