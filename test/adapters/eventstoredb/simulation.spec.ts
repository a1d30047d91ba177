/** The simulator's promises hold on EventStoreDB: two instances of the host, a bad network, real time. */
import { describe, expect, it } from 'vitest'
import { simulateOnServer } from './simulation.js'

const SEEDS = Number(process.env['ESDB_SEEDS'] ?? 4)

describe('A shop with two instances on EventStoreDB and a bad network', () => {
  it.each(Array.from({ length: SEEDS }, (_, n) => 1 + n))(
    'loses no refund, pays none twice and comes to its end (seed %i)',
    async (seed) => {
      const run = await simulateOnServer(seed)
      expect(run).toMatchObject({ violation: undefined, openCalls: 0 })
      expect(run.events).toBeGreaterThan(5)
    },
    120_000,
  )
})
