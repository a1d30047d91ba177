/**
 * The embedded event store: one SQLite file, durable before it answers, shared by any number of processes of one
 * machine. This file opens it and joins the parts; `group-writer.ts` is where events become durable, `deliver.ts` where
 * they are read in order.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Instant } from '../../domain/values/instant.js'
import type { EventStore, StoreError } from '../../ports/event-store.js'
import { whyNotAppend } from '../../ports/append-limits.js'
import { backUp, type Backup, type BackupError } from './backup.js'
import { DEFAULT_BUSY_TIMEOUT_MS, isBusy, untilFree } from './busy.js'
import { commitQueue } from './commit-queue.js'
import { closeFile, openFile } from './database-file.js'
import { deliver, type Source } from './deliver.js'
import { findDriver, reasonOf, type SqliteDatabase, type SqliteModule } from './driver.js'
import { groupWriter } from './group-writer.js'
import { logReader, MOST_EVENTS } from './log-reader.js'
import { newsBoard } from './news.js'
import { openFailure, type SqliteOpenError } from './open-error.js'
import { EVENT_LOG } from './schema.js'

export interface SqliteEventStoreOptions {
  /** Made where it is not there; its folder must be there, on a local disk. */
  readonly file: string
  /** The store's own time. */
  readonly now: () => Instant
  /** Default: `node:sqlite` where Node has it, else `@photostructure/sqlite`. */
  readonly driver?: SqliteModule
  /** How long to ask again while another process holds the file. Default: 5,000. */
  readonly busyTimeoutMs?: number
  /** How often a following reader looks for events of other processes. Default: 50. */
  readonly pollMs?: number
}

export interface SqliteEventStore extends EventStore {
  /** Copies the log as it is now to a new file, while appends go on. */
  readonly backup: (to: string) => TaskEither<BackupError | StoreError, Backup>
}

const DEFAULT_POLL_MS = 50

/** Opens an event log. Errors: see `SqliteOpenError`; `describeSqliteOpenError` says what to do about each. */
export const sqliteEventStore =
  (options: SqliteEventStoreOptions): TaskEither<SqliteOpenError, SqliteEventStore> =>
  async () => {
    const { file, busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS } = options
    const driver = options.driver === undefined ? await findDriver() : E.right(options.driver)
    if (E.isLeft(driver)) return driver
    const database = await openFile(driver.right, file, EVENT_LOG, busyTimeoutMs)
    return E.isLeft(database) ? database : E.right(storeOn(options, driver.right, database.right, busyTimeoutMs))
  }

/**
 * The promise twin of `sqliteEventStore`: rejects with a `SqliteOpenFailure`.
 * @example
 * const eventStore = await openSqliteEventStore({ file: 'after-sales.db', now: clock.now })
 */
export const openSqliteEventStore = async (options: SqliteEventStoreOptions): Promise<SqliteEventStore> => {
  const opened = await sqliteEventStore(options)()
  if (E.isLeft(opened)) throw openFailure(opened.left)
  return opened.right
}

const CLOSED: StoreError = { _tag: 'StoreClosed' }
const answered = <A>(answer: E.Either<StoreError, A>): Promise<E.Either<StoreError, A>> => Promise.resolve(answer)

const storeOn = (
  { file, now, pollMs = DEFAULT_POLL_MS }: SqliteEventStoreOptions,
  driver: SqliteModule,
  database: SqliteDatabase,
  busyTimeoutMs: number,
): SqliteEventStore => {
  const news = newsBoard(pollMs)
  const reader = logReader(database)
  const queue = commitQueue(groupWriter(database, now), busyTimeoutMs, news.announce)
  let closing: Promise<void> | undefined

  const askAgain = async <A>(question: () => A): Promise<E.Either<StoreError, A>> => {
    const attempt = await untilFree(() => (closing === undefined ? E.right(question()) : E.left(CLOSED)), busyTimeoutMs)
    return E.isRight(attempt) ? attempt.right : E.left({ _tag: 'StoreUnavailable', reason: reasonOf(attempt.left) })
  }

  const ask: Source['ask'] = (question) => {
    if (closing !== undefined) return answered(E.left(CLOSED))
    try {
      return answered(E.right(question()))
    } catch (cause) {
      return isBusy(cause)
        ? askAgain(question)
        : answered(E.left({ _tag: 'StoreUnavailable', reason: reasonOf(cause) }))
    }
  }

  const close = async (): Promise<void> => {
    await queue.settled()
    closeFile(database)
    news.announce()
  }

  return {
    append: (stream, expected, events) => () => {
      if (closing !== undefined) return answered(E.left(CLOSED))
      const refused = whyNotAppend(stream, events)
      return refused === undefined ? queue.add({ stream, expected, events }) : answered(E.left(refused))
    },
    read:
      (stream, from = 0, limit = MOST_EVENTS) =>
      () =>
        ask(() => reader.slice(stream, from, limit)),
    all: (all = {}) => deliver({ reader, news, ask }, all),
    comparePositions: (a, b) => Number(a) - Number(b),
    backup: (to) => () =>
      closing === undefined ? backUp({ driver, file, busyTimeoutMs }, to) : answered(E.left(CLOSED)),
    close: () => (closing ??= close()),
  }
}
