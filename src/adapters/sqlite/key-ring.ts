/**
 * The keys of personal data in a file of their own, which belongs on another disk than the log and into no backup that
 * outlives an erasure. Every answer is read from the file: a key that another process has destroyed is not used for a
 * moment longer than that.
 * WARNING: destroying is final, and the sealed data of that person is noise from then on.
 */
import { createSecretKey, randomBytes as strongRandomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { KeyRing, KeyRingError, SubjectKey } from '../../ports/key-ring.js'
import { DEFAULT_BUSY_TIMEOUT_MS, untilFree } from './busy.js'
import { closeFile, openFile } from './database-file.js'
import { findDriver, reasonOf, type SqliteDatabase, type SqliteModule } from './driver.js'
import { KEY_RING, keyTable, type StoredKey } from './key-table.js'
import { openFailure, type SqliteOpenError } from './open-error.js'

export interface SqliteKeyRingOptions {
  /** Made where it is not there, readable by its owner only. */
  readonly file: string
  /** Default: `node:sqlite` where Node has it, else `@photostructure/sqlite`. */
  readonly driver?: SqliteModule
  /** How long to ask again while another process holds the file. Default: 5,000. */
  readonly busyTimeoutMs?: number
  /** Default: the operating system's. */
  readonly randomBytes?: (length: number) => Uint8Array
}

export interface SqliteKeyRing extends KeyRing {
  readonly close: () => Promise<void>
}

const KEY_BYTES = 32
const KEY_ID_BYTES = 16
const OWNER_ONLY = 0o600

/** Opens a key ring. Errors: see `SqliteOpenError`; `describeSqliteOpenError` says what to do about each. */
export const sqliteKeyRing =
  (options: SqliteKeyRingOptions): TaskEither<SqliteOpenError, SqliteKeyRing> =>
  async () => {
    const { file, busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS, randomBytes = strongRandomBytes } = options
    const driver = options.driver === undefined ? await findDriver() : E.right(options.driver)
    if (E.isLeft(driver)) return driver
    await makePrivate(file)
    const database = await openFile(driver.right, file, KEY_RING, busyTimeoutMs)
    return E.isLeft(database) ? database : E.right(keyRingOn(database.right, busyTimeoutMs, randomBytes))
  }

/** The promise twin of `sqliteKeyRing`: rejects with a `SqliteOpenFailure`. */
export const openSqliteKeyRing = async (options: SqliteKeyRingOptions): Promise<SqliteKeyRing> => {
  const opened = await sqliteKeyRing(options)()
  if (E.isLeft(opened)) throw openFailure(opened.left)
  return opened.right
}

// SQLite gives its side files the rights of the main one. A file that cannot be made is reported when it is opened.
const makePrivate = async (file: string): Promise<void> => {
  const handle = await open(file, 'a', OWNER_ONLY).catch(() => undefined)
  await handle?.close()
}

const keyRingOn = (
  database: SqliteDatabase,
  busyTimeoutMs: number,
  randomBytes: (length: number) => Uint8Array,
): SqliteKeyRing => {
  const table = keyTable(database)
  let closed = false

  const ask = async <A>(question: () => A): Promise<E.Either<KeyRingError, A>> => {
    const attempt = await untilFree(() => (closed ? CLOSED : E.right(question())), busyTimeoutMs)
    return E.isRight(attempt) ? attempt.right : unavailable(reasonOf(attempt.left))
  }

  const newKey = (): StoredKey => ({
    id: Buffer.from(randomBytes(KEY_ID_BYTES)).toString('hex'),
    bytes: randomBytes(KEY_BYTES),
  })

  return {
    current: (tenant, subject) => async () => {
      const key = await ask(() => table.current(tenant, subject, newKey))
      return E.isLeft(key) ? key : E.map(keyOf)(key.right)
    },
    find: (tenant, subject, keyId) => async () => {
      const key = await ask(() => table.find(tenant, subject, keyId))
      return E.isLeft(key) ? key : E.right(O.isNone(key.right) ? O.none : O.some(createSecretKey(key.right.value)))
    },
    destroy: (tenant, subject) => async () => {
      const keys = await ask(() => table.destroy(tenant, subject))
      if (E.isLeft(keys)) return keys
      const scrubbed = await ask(table.scrub)
      return E.isRight(scrubbed) && scrubbed.right ? E.right({ keys: keys.right }) : NOT_SCRUBBED
    },
    close: () => {
      if (!closed) closeFile(database)
      closed = true
      return Promise.resolve()
    },
  }
}

const unavailable = (reason: string): E.Either<KeyRingError, never> => E.left({ _tag: 'KeyRingUnavailable', reason })
const CLOSED = unavailable('the key ring is closed')
// Not "destroyed": a copy in the file's own log would outlive this answer. Repeating cleans up, and destroys nothing.
const NOT_SCRUBBED = unavailable('the keys are deleted, but another process is reading the file: destroy again')

const keyOf = ({ id, bytes }: StoredKey): SubjectKey => ({ id, key: createSecretKey(bytes) })
