/**
 * Whatever is done to them, the PostgreSQL read-model store and the one in memory give the same answers and hold the same
 * rows. A failing run prints its seed and the shortest list of operations that shows the difference.
 */
import fc from 'fast-check'
import pg from 'pg'
import { describe, it } from 'vitest'
import { expectSameAsMemory, someOperations } from '../../support/read-model-operations.js'
import { freshSchema, openRows, poolTo, session } from './database.js'

describe('The PostgreSQL read-model store and the one in memory', () => {
  it('give the same answers and hold the same rows, whatever is done to them', async () => {
    const schema = freshSchema()
    const admin = await session()
    const name = pg.escapeIdentifier(schema)
    // One connection: what is asked at once is answered in its order, as in memory.
    const postgres = await openRows({ schema, pool: poolTo({ max: 1 }) })
    await fc.assert(
      fc.asyncProperty(someOperations, async (steps) => {
        await admin.query(`TRUNCATE ${name}.rows, ${name}.checkpoints`)
        await expectSameAsMemory(postgres, steps)
      }),
      { numRuns: 150, seed: 20_260_302 },
    )
  }, 60_000)
})
