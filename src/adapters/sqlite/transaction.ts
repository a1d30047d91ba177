/** Transactions by hand: the drivers' own wrappers differ, and group commit needs each step's failure on its own. */
import type { SqliteDatabase } from './driver.js'

export interface Transaction {
  /** Takes the write lock at once, so that what is read inside cannot change any more. */
  readonly begin: () => void
  readonly commit: () => void
  /** Never throws: SQLite has often rolled back by itself where something went wrong. */
  readonly rollBack: () => void
}

export const transactionOn = (database: SqliteDatabase): Transaction => {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollBack = database.prepare('ROLLBACK')
  return {
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    rollBack: () => {
      try {
        rollBack.run()
      } catch {
        // Nothing was open.
      }
    },
  }
}
