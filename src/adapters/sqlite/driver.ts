/**
 * The one thing we need from outside: a module with `DatabaseSync`, as `node:sqlite` has it. It is looked for when a
 * file is opened and never at import, so that importing this adapter costs nothing and fails nowhere.
 */
import * as E from 'fp-ts/lib/Either.js'

export type SqlValue = string | number | bigint | Uint8Array | null

export interface SqliteStatement {
  run(...values: ReadonlyArray<SqlValue>): { readonly lastInsertRowid: number | bigint }
  get(...values: ReadonlyArray<SqlValue>): unknown
  all(...values: ReadonlyArray<SqlValue>): ReadonlyArray<unknown>
  /** Rows as arrays: twice as fast, but not in every version of a driver. */
  setReturnArrays?(on: boolean): void
}

export interface SqliteDatabase {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

/** What the module `node:sqlite` exports, or another of the same shape. */
export interface SqliteModule {
  readonly DatabaseSync: new (file: string) => SqliteDatabase
  /** Copies page by page on another thread; where it is missing, a backup blocks while it runs. */
  backup?(source: SqliteDatabase, to: string): Promise<unknown>
}

export interface DriverMissing {
  readonly _tag: 'DriverMissing'
  readonly reason: string
}

/** Node's own driver (22.13 and later), else the package that has the same API. */
export const findDriver = async (): Promise<E.Either<DriverMissing, SqliteModule>> => {
  const builtIn = process.getBuiltinModule('node:sqlite') as SqliteModule | undefined
  if (builtIn !== undefined) return E.right(builtIn)
  try {
    return E.right(await import('@photostructure/sqlite'))
  } catch (cause) {
    return E.left({ _tag: 'DriverMissing', reason: reasonOf(cause) })
  }
}

export type Row = ReadonlyArray<SqlValue>

/** A query that answers arrays in the order of its columns, whose names must differ. */
export const rowsOf = (database: SqliteDatabase, sql: string): ((...values: ReadonlyArray<SqlValue>) => Row[]) => {
  const statement = database.prepare(sql)
  if (statement.setReturnArrays === undefined)
    return (...values) => statement.all(...values).map((row) => Object.values(row as Record<string, SqlValue>))
  statement.setReturnArrays(true)
  return (...values) => statement.all(...values) as Row[]
}

/** The first value of the first row; undefined where there is no row. */
export const valueOf = (database: SqliteDatabase, sql: string): ((...values: ReadonlyArray<SqlValue>) => unknown) => {
  const statement = database.prepare(sql)
  statement.setReturnArrays?.(true)
  return (...values) => Object.values((statement.get(...values) ?? []) as Row)[0]
}

export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
