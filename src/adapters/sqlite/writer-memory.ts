/**
 * What the writer remembers between transactions: ids of streams and types, and heads of streams.
 * It is only ever used inside a write transaction, after `noticeOtherWriters`; so it can never be behind the file.
 */
import { valueOf, type SqliteDatabase } from './driver.js'

export interface StreamHead {
  readonly id: number
  /** Of the last event; -1 where there is none. */
  revision: number
}

export interface WriterMemory {
  /** Undefined where the stream has never been written. */
  readonly head: (stream: string) => StreamHead | undefined
  readonly newStream: (stream: string) => StreamHead
  readonly typeId: (type: string) => number
  readonly noticeOtherWriters: () => void
  readonly forget: () => void
}

// About 15 MB of streams; whoever works on more at once reads a head again now and then.
const MOST_STREAMS = 100_000

export const writerMemory = (database: SqliteDatabase): WriterMemory => {
  const heads = new Map<string, StreamHead>()
  const types = new Map<string, number>()
  const dataVersion = valueOf(database, 'PRAGMA data_version')
  const findStream = valueOf(database, 'SELECT id FROM streams WHERE name = ?')
  const findRevision = valueOf(database, 'SELECT max(revision) FROM events WHERE stream = ?')
  const findType = valueOf(database, 'SELECT id FROM types WHERE name = ?')
  const insertStream = database.prepare('INSERT INTO streams (name) VALUES (?)')
  const insertType = database.prepare('INSERT INTO types (name) VALUES (?)')
  let seen = dataVersion()

  const remember = (stream: string, head: StreamHead): StreamHead => {
    if (heads.size >= MOST_STREAMS) heads.clear()
    heads.set(stream, head)
    return head
  }

  return {
    head: (stream) => {
      const known = heads.get(stream)
      if (known !== undefined) return known
      const id = findStream(stream)
      return typeof id === 'number' ? remember(stream, { id, revision: Number(findRevision(id) ?? -1) }) : undefined
    },
    newStream: (stream) => remember(stream, { id: Number(insertStream.run(stream).lastInsertRowid), revision: -1 }),
    typeId: (type) => {
      const known = types.get(type) ?? findType(type)
      const id = typeof known === 'number' ? known : Number(insertType.run(type).lastInsertRowid)
      types.set(type, id)
      return id
    },
    noticeOtherWriters: () => {
      const current = dataVersion()
      if (current === seen) return
      seen = current
      heads.clear()
    },
    forget: () => {
      heads.clear()
      types.clear()
    },
  }
}
