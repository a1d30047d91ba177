/**
 * Rows and checkpoints in a file of their own, shared by any number of processes of one machine. This file opens it and
 * asks; `row-table.ts` is where rows and checkpoint change together.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadModelError, ReadModelStore } from '../../ports/read-model-store.js'
import { whyNotCommit, whyNotFind, whyNotList, whyNotLoad } from '../../ports/row-limits.js'
import { DEFAULT_BUSY_TIMEOUT_MS, untilFree } from './busy.js'
import { closeFile, openFile } from './database-file.js'
import { findDriver, reasonOf, type SqliteDatabase, type SqliteModule } from './driver.js'
import { openFailure, type SqliteOpenError } from './open-error.js'
import { READ_MODEL, rowTable } from './row-table.js'

export interface SqliteReadModelStoreOptions {
  /** Made where it is not there; its folder must be there, on a local disk. */
  readonly file: string
  /** Default: `node:sqlite` where Node has it, else `@photostructure/sqlite`. */
  readonly driver?: SqliteModule
  /** How long to ask again while another process holds the file. Default: 5,000. */
  readonly busyTimeoutMs?: number
}

/** Opens a read-model store. Errors: see `SqliteOpenError`; `describeSqliteOpenError` says what to do about each. */
export const sqliteReadModelStore =
  (options: SqliteReadModelStoreOptions): TaskEither<SqliteOpenError, ReadModelStore> =>
  async () => {
    const { file, busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS } = options
    const driver = options.driver === undefined ? await findDriver() : E.right(options.driver)
    if (E.isLeft(driver)) return driver
    const database = await openFile(driver.right, file, READ_MODEL, busyTimeoutMs)
    return E.isLeft(database) ? database : E.right(storeOn(database.right, busyTimeoutMs))
  }

/**
 * The promise twin of `sqliteReadModelStore`: rejects with a `SqliteOpenFailure`.
 * @example
 * const readModels = await openSqliteReadModelStore({ file: 'after-sales-rows.db' })
 */
export const openSqliteReadModelStore = async (options: SqliteReadModelStoreOptions): Promise<ReadModelStore> => {
  const opened = await sqliteReadModelStore(options)()
  if (E.isLeft(opened)) throw openFailure(opened.left)
  return opened.right
}

const storeOn = (database: SqliteDatabase, busyTimeoutMs: number): ReadModelStore => {
  const table = rowTable(database)
  let closed = false

  const ask = async <A>(
    refused: ReadModelError | undefined,
    question: () => E.Either<ReadModelError, A>,
  ): Promise<E.Either<ReadModelError, A>> => {
    if (refused !== undefined && !closed) return E.left(refused)
    const attempt = await untilFree(() => (closed ? CLOSED : question()), busyTimeoutMs)
    return E.isRight(attempt) ? attempt.right : E.left({ _tag: 'ReadModelUnavailable', reason: reasonOf(attempt.left) })
  }

  return {
    checkpoint: (name) => () => ask(whyNotFind('', name), () => E.right(table.checkpoint(name))),
    commit: (commit) => () => ask(whyNotCommit(commit), () => table.commit(commit)),
    get: (name, key) => () => ask(whyNotFind(name, key), () => E.right(table.get(name, key))),
    load: (name, keys) => () => ask(whyNotLoad(name, keys), () => E.right(table.load(name, keys))),
    list:
      (name, options = {}) =>
      () =>
        ask(whyNotList(name, options), () => E.right(table.list(name, options))),
    close: () => {
      if (!closed) closeFile(database)
      closed = true
      return Promise.resolve()
    },
  }
}

const CLOSED: E.Either<ReadModelError, never> = E.left({ _tag: 'ReadModelClosed' })
