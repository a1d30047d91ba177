/**
 * The tables of rows and checkpoints, and their four questions. A commit knows where its consumer stands only inside the
 * write transaction; so of two processes only one moves a checkpoint, and its rows come with it or not at all.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Commit, ListOptions, ReadModelError, Row, StoredCheckpoint } from '../../ports/read-model-store.js'
import { rowsAsked } from '../../ports/row-limits.js'
import { isBusy } from './busy.js'
import type { FileKind } from './database-file.js'
import { rowsOf, valueOf, type SqliteDatabase } from './driver.js'
import { transactionOn } from './transaction.js'

/** WARNING: stored format. `schema` names it; a change is a new schema, and such a file may be emptied and made again. */
export const READ_MODEL: FileKind = {
  // "as_r" in ASCII.
  marker: 0x61735f72,
  schema: 1,
  // All of it is made from the log. In WAL mode a power failure takes whole commits off the end, so that rows and
  // checkpoint still fit together, and a consumer that has fallen back makes the same rows once more. Nobody is left who
  // knew the newer version: whoever had the file open was on the machine that failed.
  synchronous: 'NORMAL',
  // Rows stay in a table with row ids: values inside the index of the keys (WITHOUT ROWID) make a list take twice as
  // long where they have 200 bytes, and four times as long where they have 2,000.
  tables: `
    CREATE TABLE checkpoints (
      name TEXT NOT NULL PRIMARY KEY,
      version INTEGER NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE rows (
      tbl TEXT NOT NULL,
      key TEXT NOT NULL,
      sort TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (tbl, key)
    ) STRICT;
    CREATE INDEX rows_in_order ON rows (tbl, sort, key)`,
}

/** Each question throws where the file is busy or fails; nothing was written then. */
export interface RowTable {
  readonly checkpoint: (name: string) => O.Option<StoredCheckpoint>
  readonly commit: (commit: Commit) => E.Either<ReadModelError, number>
  readonly get: (table: string, key: string) => O.Option<Row>
  readonly load: (table: string, keys: ReadonlyArray<string>) => ReadonlyArray<Row>
  readonly list: (table: string, options: ListOptions) => ReadonlyArray<Row>
}

const PUT_CHECKPOINT = `INSERT INTO checkpoints (name, version, value) VALUES (?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET version = excluded.version, value = excluded.value`
const PUT_ROW = `INSERT INTO rows (tbl, key, sort, value) VALUES (?, ?, ?, ?)
  ON CONFLICT (tbl, key) DO UPDATE SET sort = excluded.sort, value = excluded.value`
const AFTER = 'AND (sort, key) > (?, ?)'
const UP_TO = 'AND sort <= ?'

export const rowTable = (database: SqliteDatabase): RowTable => {
  const transaction = transactionOn(database)
  const findCheckpoint = rowsOf(database, 'SELECT version, value FROM checkpoints WHERE name = ?')
  const findVersion = valueOf(database, 'SELECT version FROM checkpoints WHERE name = ?')
  const findRow = rowsOf(database, 'SELECT sort, value FROM rows WHERE tbl = ? AND key = ?')
  const putCheckpoint = database.prepare(PUT_CHECKPOINT)
  const putRow = database.prepare(PUT_ROW)
  const deleteRow = database.prepare('DELETE FROM rows WHERE tbl = ? AND key = ?')
  const clearTable = database.prepare('DELETE FROM rows WHERE tbl = ?')
  // One question however many keys: the list travels as JSON.
  const loadRows = rowsOf(
    database,
    `SELECT key, sort, value FROM rows WHERE tbl = ? AND key IN (SELECT value FROM json_each(?))`,
  )

  const listing = (conditions: string) =>
    rowsOf(database, `SELECT key, sort, value FROM rows WHERE tbl = ? ${conditions} ORDER BY sort, key LIMIT ?`)
  const listAll = listing('')
  const listAfter = listing(AFTER)
  const listUpTo = listing(UP_TO)
  const listBetween = listing(`${AFTER} ${UP_TO}`)

  const begin = (): void => {
    try {
      transaction.begin()
    } catch (cause) {
      // Where an earlier rollback has failed, too, the next attempt must not find its transaction still open.
      transaction.rollBack()
      throw cause
    }
  }

  /** The new version, or where the checkpoint really is; then nothing is written. */
  const write = ({ name, expected, checkpoint, changes }: Commit): E.Either<ReadModelError, number> => {
    const actual = Number(findVersion(name) ?? 0)
    if (actual !== expected) return E.left({ _tag: 'CheckpointMoved', name, expected, actual })
    for (const change of changes) {
      if (change._tag === 'Put') putRow.run(change.table, change.row.key, change.row.sort, change.row.value)
      else if (change._tag === 'Delete') deleteRow.run(change.table, change.key)
      else clearTable.run(change.table)
    }
    putCheckpoint.run(name, actual + 1, checkpoint)
    return E.right(actual + 1)
  }

  const writeOrUndo = (commit: Commit): E.Either<ReadModelError, number> => {
    try {
      const written = write(commit)
      if (E.isLeft(written)) transaction.rollBack()
      return written
    } catch (cause) {
      transaction.rollBack()
      throw cause
    }
  }

  return {
    checkpoint: (name) => {
      const [found] = findCheckpoint(name)
      return found === undefined ? O.none : O.some({ version: Number(found[0]), value: String(found[1]) })
    },
    commit: (commit) => {
      begin()
      const written = writeOrUndo(commit)
      if (E.isLeft(written)) return written
      try {
        transaction.commit()
        return written
      } catch (cause) {
        transaction.rollBack()
        // A busy file says so before it writes; after any other failure the commit may or may not be in the file.
        if (isBusy(cause)) throw cause
        return E.left({ _tag: 'CommitUnknown', name: commit.name })
      }
    },
    get: (table, key) => {
      const [found] = findRow(table, key)
      return found === undefined ? O.none : O.some({ key, sort: String(found[0]), value: String(found[1]) })
    },
    load: (table, keys) => loadRows(table, JSON.stringify(keys)).map(unpackRow),
    list: (table, { after, upTo, limit }) => {
      const most = rowsAsked(limit)
      const from = after === undefined ? [] : [after.sort, after.key]
      const to = upTo === undefined ? [] : [upTo]
      const bounded = upTo === undefined ? listAfter : listBetween
      const unbounded = upTo === undefined ? listAll : listUpTo
      const find = after === undefined ? unbounded : bounded
      return find(table, ...from, ...to, most).map(unpackRow)
    },
  }
}

const unpackRow = ([key, sort, value]: ReadonlyArray<unknown>): Row => ({
  key: String(key),
  sort: String(sort),
  value: String(value),
})
