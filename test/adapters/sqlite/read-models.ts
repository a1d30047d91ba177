/** Opens a read-model store for a test, which closes it when it is over. */
import { onTestFinished } from 'vitest'
import { openSqliteReadModelStore, type SqliteReadModelStoreOptions } from '../../../src/adapters/sqlite/index.js'
import type { ReadModelStore } from '../../../src/ports/read-model-store.js'

export const openReadModels = async (
  file: string,
  options: Partial<SqliteReadModelStoreOptions> = {},
): Promise<ReadModelStore> => {
  const store = await openSqliteReadModelStore({ file, ...options })
  onTestFinished(() => store.close())
  return store
}
