/**
 * The stores that a verb works on, by their addresses: opened when they are needed, closed on every way out. A log or rows
 * that are not there are an error: none is ever made by a typo. What an address says is never repeated, but for a file.
 */
import { statSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describeEventStoreDbOpenError, eventStoreDb } from '../adapters/eventstoredb/index.js'
import { memoryEventStore } from '../adapters/memory/index.js'
import { describePostgresOpenError, postgresReadModelStore } from '../adapters/postgres/index.js'
import { describeSqliteOpenError, sqliteEventStore, sqliteReadModelStore } from '../adapters/sqlite/index.js'
import type { Sentence } from '../domain/kernel/sentence.js'
import type { Clock } from '../ports/clock.js'
import type { EventStore } from '../ports/event-store.js'
import type { ReadModelStore } from '../ports/read-model-store.js'

export interface Addresses {
  readonly log?: string | undefined
  readonly rows?: string | undefined
  /** Of PostgreSQL. */
  readonly schema?: string | undefined
}

export interface Needs {
  readonly log: boolean
  /** `make`: they may be new. */
  readonly rows: 'read' | 'make'
}

export interface Stores {
  /** Where no log is needed, an empty one that nobody asks. */
  readonly store: EventStore
  readonly rows: ReadModelStore
  readonly close: () => Promise<void>
}

/** Why they could not be opened; `isUsage`: because the call was wrong. */
export interface StoresProblem extends Sentence {
  readonly code: string
  readonly retryable: boolean
  readonly isUsage: boolean
}

type Opened<A> = E.Either<StoresProblem, A>

const usage = (code: string, en: string, zh: string): E.Either<StoresProblem, never> =>
  E.left({ code: `CLI.${code}`, en, zh, retryable: false, isUsage: true })

const SQLITE = /^sqlite:(.+)$/s
const EVENTSTOREDB = /^(esdb|kurrentdb)(\+discover)?:\/\//
const POSTGRES = /^postgres(ql)?:\/\//

/** Opening a file that is not there makes it, and one that is empty is as good as none. */
const isThere = (file: string): boolean => {
  const found = statSync(file, { throwIfNoEntry: false })
  return found !== undefined && found.isFile() && found.size > 0
}

const openLog = async (address: string | undefined, clock: Clock): Promise<Opened<EventStore>> => {
  if (address === undefined)
    return usage(
      'NO_LOG',
      'no log: set AFTER_SALES_LOG, or give --log',
      '未指定日志:请设置 AFTER_SALES_LOG 或使用 --log',
    )
  const file = SQLITE.exec(address)?.[1]
  if (file !== undefined) {
    if (!isThere(file)) return usage('FILE_MISSING', `there is no log in ${file}`, `${file} 中没有日志`)
    return E.mapLeft(asProblem(describeSqliteOpenError))(await sqliteEventStore({ file, now: clock.now })())
  }
  if (EVENTSTOREDB.test(address)) {
    return E.mapLeft(asProblem(describeEventStoreDbOpenError))(await eventStoreDb({ connectionString: address })())
  }
  return usage(
    'LOG_UNKNOWN',
    'the address of a log begins with sqlite:, esdb:// or kurrentdb://',
    '日志地址必须以 sqlite:、esdb:// 或 kurrentdb:// 开头',
  )
}

const openRows = async ({ rows, schema }: Addresses, { rows: mode }: Needs): Promise<Opened<ReadModelStore>> => {
  if (rows === undefined)
    return usage(
      'NO_ROWS',
      'no rows: set AFTER_SALES_ROWS, or give --rows',
      '未指定读模型:请设置 AFTER_SALES_ROWS 或使用 --rows',
    )
  const file = SQLITE.exec(rows)?.[1]
  if (file !== undefined) {
    if (mode === 'read' && !isThere(file))
      return usage('FILE_MISSING', `there are no rows in ${file}`, `${file} 中没有读模型`)
    return E.mapLeft(asProblem(describeSqliteOpenError))(await sqliteReadModelStore({ file })())
  }
  if (POSTGRES.test(rows)) return openPostgres(rows, schema, mode)
  return usage(
    'ROWS_UNKNOWN',
    'the address of rows begins with sqlite: or postgres://',
    '读模型地址必须以 sqlite: 或 postgres:// 开头',
  )
}

const CONNECT_MS = 10_000
const MOST_CONNECTIONS = 4
const DEFAULT_SCHEMA = 'after_sales'

const openPostgres = async (
  connectionString: string,
  schema = DEFAULT_SCHEMA,
  mode: Needs['rows'] = 'read',
): Promise<Opened<ReadModelStore>> => {
  const driver = await import('pg').catch(() => undefined)
  if (driver === undefined)
    return usage(
      'DRIVER_MISSING',
      'the package pg is not installed: npm install pg@8',
      '未安装 pg:请执行 npm install pg@8',
    )
  // What is wrong with it cannot be said without repeating it.
  const pool = E.tryCatch(
    () =>
      new driver.default.Pool({
        ...{ connectionString, max: MOST_CONNECTIONS, connectionTimeoutMillis: CONNECT_MS },
        application_name: 'after-sales',
      }),
    () => 'unreadable',
  )
  if (E.isLeft(pool)) return usage('ROWS_UNKNOWN', 'the address of the rows cannot be read', '无法识别读模型地址')
  // A pool says `error` when an idle connection is lost, and ends the process where nobody listens.
  pool.right.on('error', () => undefined)
  const isMade = async (): Promise<boolean> => {
    const found = await pool.right
      .query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
      .catch(() => undefined)
    // Who cannot ask hears why when the store is opened.
    return found === undefined || found.rows.length > 0
  }
  const opened =
    mode === 'make' || (await isMade())
      ? E.mapLeft(asProblem(describePostgresOpenError))(await postgresReadModelStore({ pool: pool.right, schema })())
      : usage('SCHEMA_MISSING', `there are no rows in the schema "${schema}"`, `模式 "${schema}" 中没有读模型`)
  if (E.isLeft(opened)) {
    await pool.right.end()
    return opened
  }
  const close = async (): Promise<void> => {
    await opened.right.close()
    await pool.right.end()
  }
  return E.right({ ...opened.right, close })
}

const asProblem =
  <Err>(described: (error: Err) => Omit<StoresProblem, 'isUsage'>) =>
  (error: Err): StoresProblem => ({ ...described(error), isUsage: false })

export const openStores = async (addresses: Addresses, needs: Needs, clock: Clock): Promise<Opened<Stores>> => {
  const store = needs.log ? await openLog(addresses.log, clock) : E.right(memoryEventStore())
  if (E.isLeft(store)) return store
  const rows = await openRows(addresses, needs)
  if (E.isLeft(rows)) {
    await store.right.close()
    return rows
  }
  const close = async (): Promise<void> => {
    await Promise.allSettled([store.right.close(), rows.right.close()])
  }
  return E.right({ store: store.right, rows: rows.right, close })
}
