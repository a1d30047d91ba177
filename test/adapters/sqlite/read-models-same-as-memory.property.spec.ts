/**
 * Whatever is done to them, the SQLite read-model store and the one in memory give the same answers and hold the same
 * rows. A failing run prints its seed and the shortest list of operations that shows the difference.
 */
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectSameAsMemory, someOperations } from '../../support/read-model-operations.js'
import { openReadModels } from './read-models.js'
import { temporaryFile } from './temporary.js'

describe('The SQLite read-model store and the one in memory', () => {
  it('give the same answers and hold the same rows, whatever is done to them', async () => {
    await fc.assert(
      fc.asyncProperty(someOperations, async (steps) => {
        const sqlite = await openReadModels(temporaryFile())
        try {
          await expectSameAsMemory(sqlite, steps)
        } finally {
          await sqlite.close()
        }
      }),
      { numRuns: 150, seed: 20_260_302 },
    )
  }, 30_000)
})
