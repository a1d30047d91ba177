/** The EventStoreDB adapter keeps the contract of all stores, over the wire and with the unmodified client. */
import { describe, it } from 'vitest'
import { eventStoreContract } from '../../../src/testing/event-store-contract.js'
import { emptyStore, realServer } from './stores.js'

/** What needs a log in which nobody else ever wrote. */
const ALONE = new Set([
  'is caught up at once while the log is empty',
  'refuses a position beyond its end, also to a reader who would wait',
])

describe.each(['single', 'batch'] as const)('The EventStoreDB store, as every event store (appends: %s)', (appends) => {
  for (const { name, run } of eventStoreContract) {
    it.skipIf(realServer !== undefined && ALONE.has(name))(name, () => {
      let opened = 0
      // One store of a process appends in batches.
      return run(() => emptyStore({ appends: opened++ === 0 ? appends : 'single' }))
    })
  }
})
