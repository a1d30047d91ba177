/**
 * Another process holds the file: we ask again, later and asynchronously. The driver's own waiting is switched off
 * (`busy_timeout = 0`), because it would stand still with the whole event loop.
 */
import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'

export const DEFAULT_BUSY_TIMEOUT_MS = 5_000

// A writer holds the file for about one flush of the disk, so we first look again soon, and then as a disk would take.
const FIRST_PAUSE_MS = 1
const LONGEST_PAUSE_MS = 25

interface Trouble {
  /** The low byte of `errcode`, whose other bytes say more about it. */
  readonly kind: number
  readonly code: string
  readonly message: string
}

const BUSY: Trouble = { kind: 5, code: 'SQLITE_BUSY', message: 'database is locked' }
const NOT_A_DATABASE: Trouble = { kind: 26, code: 'SQLITE_NOTADB', message: 'file is not a database' }

// `node:sqlite` gives a number and better-sqlite3 a name; @photostructure/sqlite 1.2.1 gives only SQLite's own text
// where `all` fails.
const is = ({ kind, code, message }: Trouble, cause: unknown): boolean => {
  if (!(cause instanceof Error)) return false
  const given = cause as { readonly errcode?: unknown; readonly code?: unknown }
  if (typeof given.errcode === 'number') return (given.errcode & 0xff) === kind
  return (typeof given.code === 'string' && given.code.startsWith(code)) || cause.message === message
}

export const isBusy = (cause: unknown): boolean => is(BUSY, cause)
export const isNotADatabase = (cause: unknown): boolean => is(NOT_A_DATABASE, cause)

/** Tries until the file is free; the last exception where it was not in time, or where it is another kind of trouble. */
export const untilFree = async <A>(attempt: () => A, busyTimeoutMs: number): Promise<E.Either<unknown, A>> => {
  for (let waited = 0, next = FIRST_PAUSE_MS; ; next = Math.min(2 * next, LONGEST_PAUSE_MS)) {
    try {
      return E.right(attempt())
    } catch (cause) {
      if (!isBusy(cause) || waited >= busyTimeoutMs) return E.left(cause)
    }
    await pause(next)
    waited += next
  }
}
