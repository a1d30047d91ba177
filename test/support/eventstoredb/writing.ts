/**
 * Decides whether a write is taken, refused, or was made before, and makes it. Retries must find what they wrote: with
 * an exact revision the log itself is asked, with "any" only a memory that a restart forgets.
 * Next: `append-calls.ts` and `batch-calls.ts`, which say the outcome in the words of their calls.
 */
import { LONG_MAX, TOMBSTONE_TYPE, type EventLog, type EventRecord, type ProposedEvent } from './event-log.js'
import { parseObject, writeObject, type JsonObject } from './stream-metadata.js'
import { isMetastream, metastreamOf, originalOf, type Streams } from './streams.js'

/** What a writer expects: a revision, or one of these, in the numbers by which a server speaks of them in errors. */
export const NO_STREAM = -1n
export const ANY = -2n
export const STREAM_EXISTS = -4n

export type Written =
  /** `revision` is absent where nothing was given to write; `position` where a retry finds its events deleted. */
  | { readonly _tag: 'written'; readonly revision?: bigint; readonly position?: bigint }
  | { readonly _tag: 'conflict'; readonly expected: bigint; readonly actual: bigint }
  | { readonly _tag: 'stream_deleted' }

export interface Writing {
  readonly append: (stream: string, expected: bigint, events: ReadonlyArray<ProposedEvent>) => Written
  /** Deletes so that the stream can be begun again. */
  readonly remove: (stream: string, expected: bigint) => Written
  /** Deletes for ever. */
  readonly tombstone: (stream: string, expected: bigint) => Written
}

type Decision = { readonly _tag: 'write' } | { readonly _tag: 'repeated'; readonly last: EventRecord } | Written

/** About as many as the eight megabytes of a server hold. */
const REMEMBERED_IDS = 60_000

const jsonEvent = (id: string, type: string, json: string): ProposedEvent => ({
  id,
  type,
  contentType: 'application/json',
  data: Buffer.from(json),
  metadata: Buffer.alloc(0),
})

export const writingTo = (log: EventLog, streams: Streams, now: () => number, newId: () => string): Writing => {
  const recent = new Map<string, EventRecord>()

  const remember = (written: ReadonlyArray<EventRecord>): void => {
    for (const record of written) recent.set(record.id, record)
    for (const id of recent.keys()) {
      if (recent.size <= REMEMBERED_IDS) return
      recent.delete(id)
    }
  }
  const conflict = (stream: string, expected: bigint): Written => ({
    _tag: 'conflict',
    expected,
    actual: streams.lastOf(stream),
  })

  /** Any revision will do: known ids of this stream mean a retry, in whatever order; some but not all, a conflict. */
  const byMemory = (stream: string, expected: bigint, events: ReadonlyArray<ProposedEvent>): Decision => {
    const known = events
      .map(({ id }) => recent.get(id))
      .map((record) => (record?.stream === stream ? record : undefined))
    if (known[0] === undefined) return { _tag: 'write' }
    const last = known.at(-1)
    return last === undefined || known.includes(undefined) ? conflict(stream, expected) : { _tag: 'repeated', last }
  }

  /** An earlier revision than the last: it is a retry if the events that follow it are these. */
  const byLog = (stream: string, expected: bigint, events: ReadonlyArray<ProposedEvent>): Decision => {
    const from = Number(expected) + 1
    const there = log.eventsOf(stream).slice(from, from + events.length)
    const last = there.at(-1)
    const isSame = events.length === there.length && events.every(({ id }, i) => there[i]?.id === id)
    if (isSame && last !== undefined) return { _tag: 'repeated', last }
    const isNewFromTheFirst = there[0] === undefined || there[0].id !== events[0]?.id
    const mayBeginAgain = expected === NO_STREAM && isNewFromTheFirst && streams.isDeleted(stream)
    return mayBeginAgain && events.length > 0 ? { _tag: 'write' } : conflict(stream, expected)
  }

  const decide = (stream: string, expected: bigint, events: ReadonlyArray<ProposedEvent>): Decision => {
    if (streams.isTombstoned(stream)) return { _tag: 'stream_deleted' }
    const last = streams.lastOf(stream)
    if (expected === STREAM_EXISTS) {
      if (streams.isDeleted(stream)) return { _tag: 'stream_deleted' }
      if (last < 0n && streams.lastOf(metastreamOf(stream)) < 0n) return conflict(stream, expected)
    }
    if (expected === STREAM_EXISTS || expected === ANY) return byMemory(stream, expected, events)
    if (expected > last) return conflict(stream, expected)
    return expected === last ? { _tag: 'write' } : byLog(stream, expected, events)
  }

  const write = (stream: string, events: ReadonlyArray<ProposedEvent>): ReadonlyArray<EventRecord> => {
    const written = log.write(stream, events, now())
    remember(written)
    return written
  }
  const writeMetadata = (stream: string, json: JsonObject): void => {
    write(metastreamOf(stream), [jsonEvent(newId(), '$metadata', writeObject(json))])
  }
  /** A deleted stream comes back with its numbers going on; what it held before stays hidden. */
  const beginAgain = (stream: string, from: bigint): void => {
    const newest = log.eventsOf(metastreamOf(stream)).at(-1)
    const json = newest === undefined ? {} : parseObject(newest.data.toString('utf8'))
    // Metadata that cannot be read hide nothing any more.
    if (json !== undefined) writeMetadata(stream, { ...json, $tb: from })
  }

  return {
    append: (stream, expected, events) => {
      const decision = decide(stream, expected, events)
      if (decision._tag === 'repeated') {
        const { last } = decision
        const isThere = streams.isReadable(last) && !streams.isDeleted(stream)
        return { _tag: 'written', revision: last.revision, ...(isThere ? { position: last.position } : {}) }
      }
      if (decision._tag !== 'write') return decision
      if (events.length === 0)
        return { _tag: 'written', ...(expected >= 0n ? { revision: expected } : {}), position: log.writeNothing() }
      const before = streams.lastOf(stream)
      const wasDeleted = streams.isDeleted(stream)
      const original = originalOf(stream)
      const wasOriginalDeleted = isMetastream(stream) && streams.isDeleted(original)
      const last = write(stream, events).at(-1)
      if (wasDeleted) beginAgain(stream, before + 1n)
      if (wasOriginalDeleted) beginAgain(original, streams.lastOf(original) + 1n)
      return { _tag: 'written', ...(last === undefined ? {} : { revision: last.revision, position: last.position }) }
    },
    remove: (stream, expected) => {
      const decision = decide(stream, expected, [])
      if (decision._tag !== 'write' && decision._tag !== 'repeated') return decision
      if (streams.lastOf(stream) < 0n) return { _tag: 'conflict', expected, actual: NO_STREAM }
      writeMetadata(stream, { $tb: LONG_MAX })
      return { _tag: 'written', position: log.records.at(-1)!.position }
    },
    tombstone: (stream, expected) => {
      const decision = decide(stream, expected, [])
      if (decision._tag !== 'write' && decision._tag !== 'repeated') return decision
      const record = log.writeTombstone(stream, jsonEvent(newId(), TOMBSTONE_TYPE, ''), now())
      return { _tag: 'written', position: record.position }
    },
  }
}
