/** The driver itself, for tests that look into a file behind the store's back or let the driver fail. */
import * as E from 'fp-ts/lib/Either.js'
import { findDriver } from '../../../src/adapters/sqlite/driver.js'
import type { SqliteDatabase, SqliteModule, SqliteStatement } from '../../../src/adapters/sqlite/index.js'

const found = await findDriver()
if (E.isLeft(found)) throw new Error(found.left.reason)
const module = found.right

export const driver = (): Promise<SqliteModule> => Promise.resolve(module)

export const database = (file: string): SqliteDatabase => new module.DatabaseSync(file)

/** A driver that answers some statements by itself, or throws in their place. */
export const withAnswers = (
  real: SqliteModule,
  answer: (sql: string) => ReadonlyArray<string | number> | undefined,
): SqliteModule => ({
  DatabaseSync: function open(file: string): SqliteDatabase {
    const opened = new real.DatabaseSync(file)
    return {
      exec: (sql) => opened.exec(sql),
      close: () => opened.close(),
      prepare: (sql) => answering(opened.prepare(sql), () => answer(sql)),
    }
  } as unknown as SqliteModule['DatabaseSync'],
})

const answering = (
  statement: SqliteStatement,
  answer: () => ReadonlyArray<string | number> | undefined,
): SqliteStatement => ({
  run: (...values) => (answer() === undefined ? statement.run(...values) : { lastInsertRowid: 0 }),
  get: (...values) => answer() ?? statement.get(...values),
  all: (...values) => {
    const instead = answer()
    return instead === undefined ? statement.all(...values) : [instead]
  },
  setReturnArrays: (on) => statement.setReturnArrays?.(on),
})

/** The driver, and each database that is opened with it. */
export const spyingDriver = (): { readonly spying: SqliteModule; readonly seen: ReadonlyArray<SqliteDatabase> } => {
  const seen: Array<SqliteDatabase> = []
  const spying: SqliteModule = {
    DatabaseSync: class extends module.DatabaseSync {
      constructor(file: string) {
        super(file)
        seen.push(this)
      }
    },
  }
  return { spying, seen }
}

/** A driver of the first versions of `node:sqlite`: rows are objects, and nothing copies page by page. */
export const oldDriver = (): SqliteModule => ({
  DatabaseSync: function open(file: string): SqliteDatabase {
    const opened = new module.DatabaseSync(file)
    return {
      exec: (sql) => opened.exec(sql),
      close: () => opened.close(),
      prepare: (sql) => {
        const statement = opened.prepare(sql)
        return {
          run: (...values) => statement.run(...values),
          get: (...values) => statement.get(...values),
          all: (...values) => statement.all(...values),
        }
      },
    }
  } as unknown as SqliteModule['DatabaseSync'],
})
