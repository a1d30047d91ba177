/** The memory store keeps the contract of all stores, and is the same in every run. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from '../../../src/adapters/memory/index.js'
import { eventStoreContract } from '../../../src/testing/event-store-contract.js'
import { append, eventsOf, log, range, streamOf } from '../../../src/testing/event-store-contract/sample.js'

describe('The memory store, as every event store', () => {
  for (const { name, run } of eventStoreContract) it(name, () => run(() => Promise.resolve(memoryEventStore())))
})

describe('The memory store', () => {
  it('knows a fresh write from a replayed one', async () => {
    const store = memoryEventStore()
    expect((await append(store, streamOf(1), 'no_stream', eventsOf(1))).write).toBe('fresh')
    expect((await append(store, streamOf(1), 'no_stream', eventsOf(1))).write).toBe('replayed')
  })

  it('has a time of its own that is the same in every run', async () => {
    const times = async (): Promise<ReadonlyArray<string>> => {
      const store = memoryEventStore()
      for (const n of range(0, 1_002)) await append(store, streamOf(n), 'no_stream', eventsOf(n))
      return (await log(store)).map(({ recordedAt }) => recordedAt)
    }
    const [first, second] = [await times(), await times()]
    expect(first).toEqual(second)
    expect(first[0]).toBe('2026-01-01T00:00:00.000Z')
    expect(first[1_001]).toBe('2026-01-01T00:00:01.001Z')
  })

  it('is not changed by a batch that its caller changes afterwards', async () => {
    const store = memoryEventStore()
    const batch = [...eventsOf(1, 2)]
    await append(store, streamOf(1), 'no_stream', batch)
    batch.pop()
    expect(await log(store)).toHaveLength(2)
  })
})
