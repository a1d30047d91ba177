/**
 * Reads streams and the log. Every answer is one consistent state of the file, without a transaction: what lies before
 * an end that was read never changes, and a head is never said without the events that lead to it.
 */
import type { Position, Revision, StoredEvent, StreamSlice } from '../../ports/event-store.js'
import { rowsOf, valueOf, type SqliteDatabase } from './driver.js'
import { EVENT_COLUMNS, unpackEvent } from './rows.js'

export interface Page {
  readonly events: ReadonlyArray<StoredEvent>
  /** Everything up to here is in the page or did not match. */
  readonly upTo: number
}

export interface LogReader {
  readonly slice: (stream: string, from: number, limit: number) => StreamSlice
  /** The last position; 0 while the log is empty. */
  readonly end: () => number
  /** The number of a position, or undefined where this log never gave it. */
  readonly numberOf: (position: Position) => number | undefined
  /** Of the streams with one of the prefixes, or of all; without events of the unwanted types. */
  readonly pages: (
    prefixes: ReadonlyArray<string> | undefined,
    unwanted: ReadonlyArray<string> | undefined,
  ) => (after: number, end: number) => Page
}

/** Events of one slice or page: more gain nothing, and the event loop stands still meanwhile. */
export const MOST_EVENTS = 1_000

// Where few events match, a page looks further; this many rows take a millisecond or two.
const MOST_CONSIDERED = 10_000

const SLICE = `SELECT ${EVENT_COLUMNS}
  FROM streams s CROSS JOIN events e ON e.stream = s.id CROSS JOIN types t ON t.id = e.type
  WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`
const HEAD = 'SELECT max(revision) FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?)'
const PAGE = `SELECT ${EVENT_COLUMNS}
  FROM events e CROSS JOIN streams s ON s.id = e.stream CROSS JOIN types t ON t.id = e.type
  WHERE e.position > ? AND e.position <= ?`
// By number, before anything else of a row is looked at: passing over an event costs a tenth of reading it.
const WANTED = 'e.type NOT IN (SELECT id FROM types WHERE name IN (SELECT value FROM json_each(?)))'
const POSITION = /^[1-9]\d{0,14}$/

export const logReader = (database: SqliteDatabase): LogReader => {
  const findSlice = rowsOf(database, SLICE)
  const findHead = valueOf(database, HEAD)
  const findEnd = valueOf(database, 'SELECT max(position) FROM events')
  const findPosition = valueOf(database, 'SELECT position FROM events WHERE position = ?')

  const headOf = (stream: string): Revision => {
    const head = findHead(stream)
    return typeof head === 'number' ? head : 'no_stream'
  }

  const slice = (stream: string, from: number, limit: number): StreamSlice => {
    const most = Math.min(limit, MOST_EVENTS)
    const events = findSlice(stream, from, most).map(unpackEvent)
    const last = events[events.length - 1]
    // Where the slice reaches the head, it says itself where that is, and no second question can disagree.
    if (last !== undefined && events.length < most) return { events, head: last.revision }
    const head = headOf(stream)
    // Written by another process between the two questions: a head without its events would be taken for folded.
    const missed = last === undefined && most > 0 && head !== 'no_stream' && head >= from
    return missed ? slice(stream, from, limit) : { events, head }
  }

  return {
    slice,
    end: () => Number(findEnd() ?? 0),
    numberOf: (position) => {
      const found = POSITION.test(position) ? findPosition(Number(position)) : undefined
      return typeof found === 'number' ? found : undefined
    },
    pages: (prefixes, unwanted = []) => {
      const conditions = `${unwanted.length === 0 ? 'TRUE' : WANTED} AND ${matching(prefixes)}`
      const find = rowsOf(database, `${PAGE} AND ${conditions} ORDER BY e.position LIMIT ${MOST_EVENTS}`)
      const values = [...(unwanted.length === 0 ? [] : [JSON.stringify(unwanted)]), ...(prefixes ?? [])]
      return (after, end) => {
        const upTo = Math.min(after + MOST_CONSIDERED, end)
        const events = find(after, upTo, ...values).map(unpackEvent)
        const last = events[MOST_EVENTS - 1]
        return { events, upTo: last === undefined ? upTo : Number(last.position) }
      }
    },
  }
}

// `instr` compares exactly; LIKE has wildcards, and ranges of text need an upper end that no name can pass.
const matching = (prefixes: ReadonlyArray<string> | undefined): string => {
  if (prefixes === undefined) return 'TRUE'
  return prefixes.length === 0 ? 'FALSE' : `(${prefixes.map(() => 'instr(s.name, ?) = 1').join(' OR ')})`
}
