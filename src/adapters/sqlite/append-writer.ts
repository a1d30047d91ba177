/**
 * One append inside an open write transaction, by EventStoreDB's rules: at the head a batch is always written; below
 * it, it counts as written where the events that follow begin with its ids; all else is a conflict.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Appended, EventToAppend, Position, Revision, StoreError } from '../../ports/event-store.js'
import { rowsOf, type SqliteDatabase } from './driver.js'
import { ID, packId, packMetadata, unpackId } from './rows.js'
import type { StreamHead, WriterMemory } from './writer-memory.js'

export interface Append {
  readonly stream: string
  readonly expected: Revision
  readonly events: ReadonlyArray<EventToAppend>
}

export type Answer = E.Either<StoreError, Appended>

export type AppendWriter = (append: Append, recordedAt: number) => Answer

const INSERT = `INSERT INTO events (stream, revision, type, id, recorded_at, metadata, data)
  VALUES (?, ?, ?, ?, ?, ?, ?)`
const ORIGINALS = `SELECT ${ID} AS id, e.position FROM events e
  WHERE e.stream = ? AND e.revision > ? ORDER BY e.revision LIMIT ?`

export const appendWriter = (database: SqliteDatabase, memory: WriterMemory): AppendWriter => {
  const insert = database.prepare(INSERT)
  const originals = rowsOf(database, ORIGINALS)

  const write = (head: StreamHead, events: ReadonlyArray<EventToAppend>, recordedAt: number): Appended => {
    let position: number | bigint = 0
    for (const { id, type, data, metadata } of events) {
      head.revision += 1
      position = insert.run(
        head.id,
        head.revision,
        memory.typeId(type),
        packId(id),
        recordedAt,
        packMetadata(metadata),
        data,
      ).lastInsertRowid
    }
    return { revision: head.revision, position: String(position) as Position, write: 'fresh' }
  }

  /** The answer that these very events got when they were written; undefined where others stand in their place. */
  const replay = (head: StreamHead, before: number, events: ReadonlyArray<EventToAppend>): Appended | undefined => {
    if (before + events.length > head.revision) return undefined
    const rows = originals(head.id, before, events.length)
    const last = rows[events.length - 1]
    return last !== undefined && events.every(({ id }, index) => unpackId(String(rows[index]?.[0])) === id)
      ? { revision: before + events.length, position: String(last[1]) as Position, write: 'replayed' }
      : undefined
  }

  return ({ stream, expected, events }, recordedAt) => {
    const head = memory.head(stream)
    const actual = head?.revision ?? -1
    // What is no revision at all is equal to nothing and below nothing.
    const before = expected === 'no_stream' ? -1 : Number.isInteger(expected) && expected >= 0 ? expected : NaN
    if (before === actual) return E.right(write(head ?? memory.newStream(stream), events, recordedAt))
    const replayed = head !== undefined && before < actual ? replay(head, before, events) : undefined
    return replayed !== undefined
      ? E.right(replayed)
      : E.left({ _tag: 'WrongExpectedRevision', stream, expected, actual: actual < 0 ? 'no_stream' : actual })
  }
}
