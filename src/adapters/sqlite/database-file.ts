/**
 * Opens a database file of ours, or makes one. It changes nothing in a file before it knows that the file is ours, and
 * trusts no setting that it has not read back: a commit that does not reach the disk is a lost refund.
 */
import * as E from 'fp-ts/lib/Either.js'
import { isNotADatabase, untilFree } from './busy.js'
import { reasonOf, valueOf, type SqliteDatabase, type SqliteModule } from './driver.js'
import type { SqliteOpenError } from './open-error.js'
import { transactionOn } from './transaction.js'

/** What a file is for. `marker` is its `application_id`, `schema` its `user_version`. */
export interface FileKind {
  readonly marker: number
  readonly schema: number
  readonly tables: string
  /**
   * When a commit is flushed to the disk. Absent: FULL, before it is answered. With NORMAL a power failure may undo the
   * last commits, each as a whole and the latest first; only for a file whose content can be made again.
   */
  readonly synchronous?: keyof typeof SYNCHRONOUS
}

// As SQLite numbers them.
const SYNCHRONOUS = { NORMAL: 1, FULL: 2 } as const

// 8 MiB keep the hot part of an index of a million events in memory: with four times as many, streams are read and rows
// are made no faster. `fullfsync` matters on macOS only, where a plain flush stops at the disk's own cache.
const SETTINGS = `
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA cache_size = -8192;`

export const openFile = async (
  driver: SqliteModule,
  file: string,
  kind: FileKind,
  busyTimeoutMs: number,
): Promise<E.Either<SqliteOpenError, SqliteDatabase>> => {
  const opened: { database?: SqliteDatabase } = {}
  const attempt = await untilFree(() => {
    opened.database ??= connect(driver, file)
    return prepareFile(opened.database, file, kind)
  }, busyTimeoutMs)
  const problem = E.isRight(attempt) ? attempt.right : unreadable(file, attempt.left)
  if (problem === undefined && opened.database !== undefined) return E.right(opened.database)
  opened.database?.close()
  return E.left(problem ?? { _tag: 'FileUnavailable', file, reason: 'not opened' })
}

export const connect = (driver: SqliteModule, file: string): SqliteDatabase => {
  const database = new driver.DatabaseSync(file)
  database.exec('PRAGMA busy_timeout = 0')
  return database
}

/** Leaves the whole content in the one file: a driver may keep a connection, and with it the WAL, until it is collected. */
export const closeFile = (database: SqliteDatabase): void => {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // Busy with another process, which will do it. The content is safe in the WAL.
  }
  database.close()
}

const unreadable = (file: string, cause: unknown): SqliteOpenError =>
  isNotADatabase(cause) ? { _tag: 'ForeignFile', file } : { _tag: 'FileUnavailable', file, reason: reasonOf(cause) }

// May run several times, where the file is busy half-way: each step is one that does no harm when repeated.
const prepareFile = (database: SqliteDatabase, file: string, kind: FileKind): SqliteOpenError | undefined => {
  const found = inspectAtOnce(database, file, kind)
  if (typeof found === 'object') return found
  const journal = valueOf(database, 'PRAGMA journal_mode = WAL')()
  if (journal !== 'wal') return notTaken(file, 'journal_mode', 'wal', journal)
  const { synchronous = 'FULL' } = kind
  database.exec(`PRAGMA synchronous = ${synchronous}; ${SETTINGS}`)
  const taken = valueOf(database, 'PRAGMA synchronous')()
  if (taken !== SYNCHRONOUS[synchronous]) return notTaken(file, 'synchronous', SYNCHRONOUS[synchronous], taken)
  return found === 'new' ? create(database, file, kind) : undefined
}

const notTaken = (file: string, setting: string, wanted: string | number, actual: unknown): SqliteOpenError => ({
  _tag: 'SettingNotTaken',
  file,
  setting,
  wanted: String(wanted),
  actual: String(actual),
})

/** All of one moment: another process may be making the file just now. */
const inspectAtOnce: typeof inspect = (database, file, kind) => {
  const transaction = transactionOn(database)
  database.exec('BEGIN')
  try {
    return inspect(database, file, kind)
  } finally {
    transaction.rollBack()
  }
}

const inspect = (database: SqliteDatabase, file: string, kind: FileKind): 'ours' | 'new' | SqliteOpenError => {
  const marker = valueOf(database, 'PRAGMA application_id')()
  const schema = Number(valueOf(database, 'PRAGMA user_version')())
  const tables = valueOf(database, 'SELECT count(*) FROM sqlite_master')()
  if (marker === 0 && schema === 0 && tables === 0) return 'new'
  if (marker !== kind.marker) return { _tag: 'ForeignFile', file }
  return schema > kind.schema ? { _tag: 'NewerSchema', file, schema, known: kind.schema } : 'ours'
}

const create = (database: SqliteDatabase, file: string, kind: FileKind): SqliteOpenError | undefined => {
  const transaction = transactionOn(database)
  transaction.begin()
  try {
    // Another process may have been faster.
    const found = inspect(database, file, kind)
    if (found === 'new') {
      database.exec(`${kind.tables}; PRAGMA application_id = ${kind.marker}; PRAGMA user_version = ${kind.schema}`)
      transaction.commit()
    }
    return typeof found === 'object' ? found : undefined
  } finally {
    transaction.rollBack()
  }
}
