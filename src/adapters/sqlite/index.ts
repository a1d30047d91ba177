/** The entry `after-sales/adapters/sqlite`: the durable stores of one machine. Loads no driver before a file is opened. */
export type { Backup, BackupError } from './backup.js'
export type { SqliteDatabase, SqliteModule, SqliteStatement } from './driver.js'
export {
  openSqliteEventStore,
  sqliteEventStore,
  type SqliteEventStore,
  type SqliteEventStoreOptions,
} from './event-store.js'
export { openSqliteKeyRing, sqliteKeyRing, type SqliteKeyRing, type SqliteKeyRingOptions } from './key-ring.js'
export { describeSqliteOpenError, type SqliteOpenError, type SqliteOpenFailure } from './open-error.js'
export { openSqliteReadModelStore, sqliteReadModelStore, type SqliteReadModelStoreOptions } from './read-model-store.js'
