/**
 * Stores for the tests of this adapter: each on a server of its own, which is the test double, or, where
 * `ESDB_CONNECTION_STRING` names one, with names of its own on a real server that all tests share.
 */
import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Patience } from '../../../src/adapters/eventstoredb/patience.js'
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

/** For tests in which something goes wrong: nothing here is far away, so nothing is waited for long. */
export const hasty: Patience = {
  deadlineMs: 4_000,
  tryMs: 250,
  firstPauseMs: 5,
  longestPauseMs: 50,
  unknownPauseMs: 20,
  quietMs: 150,
}

/** A store that ends with the test. */
export const storeOn = async (
  connectionString: string,
  options: Partial<EventStoreDbOptions> = {},
): Promise<EventStore> => {
  const store = await openEventStoreDb({ connectionString, ...options })
  onTestFinished(() => store.close())
  return store
}

/** A server and a store on it, both hasty, for what goes wrong. */
export const opened = async (
  options: Partial<EventStoreDbOptions> = {},
): Promise<{ readonly double: EventStoreDbDouble; readonly store: EventStore }> => {
  const double = await doubleFor()
  return { double, store: await storeOn(double.connectionString, { patience: hasty, ...options }) }
}

/** An empty log: a server of its own, or names of its own. */
export const emptyStore = async (options: Partial<EventStoreDbOptions> = {}): Promise<EventStore> => {
  if (realServer === undefined) return storeOn((await doubleFor()).connectionString, options)
  return ownNames(await storeOn(realServer, options), `t${randomUUID().replaceAll('-', '').slice(0, 12)}`)
}
