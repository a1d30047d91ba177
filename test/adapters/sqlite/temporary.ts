/** Files for tests: a folder of its own per test, gone after it, with the stores on it closed before. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { instantOf, type Instant } from '../../../src/domain/values/instant.js'
import { openSqliteEventStore, openSqliteKeyRing } from '../../../src/adapters/sqlite/index.js'
import type {
  SqliteEventStore,
  SqliteEventStoreOptions,
  SqliteKeyRing,
  SqliteKeyRingOptions,
} from '../../../src/adapters/sqlite/index.js'

export const START = Date.UTC(2026, 0, 1)
export const fixedNow = (): Instant => instantOf(START)

/** A path in a new folder. */
export const temporaryFile = (name = 'log.db'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'after-sales-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}

export const openLog = async (
  file: string,
  options: Partial<SqliteEventStoreOptions> = {},
): Promise<SqliteEventStore> => {
  const store = await openSqliteEventStore({ file, now: fixedNow, pollMs: 10, ...options })
  onTestFinished(() => store.close())
  return store
}

export const openRing = async (file: string, options: Partial<SqliteKeyRingOptions> = {}): Promise<SqliteKeyRing> => {
  const ring = await openSqliteKeyRing({ file, ...options })
  onTestFinished(() => ring.close())
  return ring
}
