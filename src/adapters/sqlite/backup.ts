/**
 * A copy of the log as it stands at the call, while appends go on. It is taken over a connection of its own that holds
 * one state of the file, and appears under its name only when it is complete, checked and on the disk.
 */
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Position } from '../../ports/event-store.js'
import { untilFree } from './busy.js'
import { connect } from './database-file.js'
import { reasonOf, valueOf, type SqliteDatabase, type SqliteModule } from './driver.js'
import { EVENT_LOG } from './schema.js'

export type BackupError =
  /** An earlier backup is never overwritten. */
  { readonly _tag: 'BackupExists'; readonly file: string } | { readonly _tag: 'BackupFailed'; readonly reason: string }

export interface Backup {
  readonly file: string
  /** The last event in it; none where the log was empty. */
  readonly last: O.Option<Position>
}

export interface BackupSource {
  readonly driver: SqliteModule
  readonly file: string
  readonly busyTimeoutMs: number
}

export const backUp = async (source: BackupSource, to: string): Promise<E.Either<BackupError, Backup>> => {
  const partial = `${to}.partial`
  try {
    if (await exists(to)) return E.left({ _tag: 'BackupExists', file: to })
    await rm(partial, { force: true })
    await copy(source, partial)
    const last = lastPositionOf(source.driver, partial)
    await flush(partial)
    await rename(partial, to)
    await flush(dirname(to))
    return E.right({ file: to, last })
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined)
    return E.left({ _tag: 'BackupFailed', reason: reasonOf(cause) })
  }
}

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )

const copy = async ({ driver, file, busyTimeoutMs }: BackupSource, partial: string): Promise<void> => {
  const connection = connect(driver, file)
  try {
    if (driver.backup === undefined) return void connection.prepare('VACUUM INTO ?').run(partial)
    const held = await untilFree(() => hold(connection), busyTimeoutMs)
    if (E.isLeft(held)) throw held.left
    await driver.backup(connection, partial)
  } finally {
    connection.close()
  }
}

// Without an open read the copy would start again from the beginning after every append.
const hold = (connection: SqliteDatabase): void => {
  connection.exec('BEGIN')
  valueOf(connection, 'SELECT max(position) FROM events')()
}

// Out of WAL mode first, so that the copy is one file without others beside it.
const lastPositionOf = (driver: SqliteModule, file: string): O.Option<Position> => {
  const copied = connect(driver, file)
  try {
    copied.exec('PRAGMA journal_mode = DELETE')
    if (valueOf(copied, 'PRAGMA application_id')() !== EVENT_LOG.marker) throw new Error('the copy is not an event log')
    const last = valueOf(copied, 'SELECT max(position) FROM events')()
    return typeof last === 'number' ? O.some(String(last) as Position) : O.none
  } finally {
    copied.close()
  }
}

// A folder is flushed, too, or its entry may be gone after a power failure; Windows neither can nor needs to.
const flush = async (path: string): Promise<void> => {
  const handle = await open(path, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
