/**
 * Appending to the log in memory: one synchronous step, so that a batch is there as a whole or not at all.
 * The rules are EventStoreDB's, line for line: at the head a batch is always written; below it, it counts as written
 * where the events that follow begin with its ids; all else is a conflict.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Appended, EventToAppend, Revision, StoredEvent, StoreError } from '../../ports/event-store.js'
import { whyNotAppend } from '../../ports/append-limits.js'
import { positionOf, type MemoryLog } from './log.js'

const NO_EVENTS: ReadonlyArray<StoredEvent> = []

export const append = (
  log: MemoryLog,
  now: () => Instant,
  stream: string,
  expected: Revision,
  events: ReadonlyArray<EventToAppend>,
): E.Either<StoreError, Appended> => {
  if (log.closed) return E.left({ _tag: 'StoreClosed' })
  const refused = whyNotAppend(stream, events)
  if (refused !== undefined) return E.left(refused)
  const stored = log.streams.get(stream)
  const next = expected === 'no_stream' ? 0 : expected >= 0 ? expected + 1 : NaN
  return next === (stored?.length ?? 0)
    ? E.right(write(log, now(), stream, stored, events))
    : replay(stream, expected, stored ?? NO_EVENTS, next, events)
}

const write = (
  log: MemoryLog,
  recordedAt: string,
  stream: string,
  before: Array<StoredEvent> | undefined,
  events: ReadonlyArray<EventToAppend>,
): Appended => {
  const stored = before ?? []
  if (before === undefined) log.streams.set(stream, stored)
  for (const { id, type, data, metadata } of events) {
    const position = positionOf(log.events.length + 1)
    const event: StoredEvent = { id, type, data, metadata, stream, revision: stored.length, position, recordedAt }
    stored.push(event)
    log.events.push(event)
  }
  log.news.announce()
  return { revision: stored.length - 1, position: positionOf(log.events.length), write: 'fresh' }
}

const replay = (
  stream: string,
  expected: Revision,
  stored: ReadonlyArray<StoredEvent>,
  next: number,
  events: ReadonlyArray<EventToAppend>,
): E.Either<StoreError, Appended> => {
  const last = stored[next + events.length - 1]
  return last !== undefined && events.every(({ id }, index) => stored[next + index]?.id === id)
    ? E.right({ revision: last.revision, position: last.position, write: 'replayed' })
    : E.left({
        _tag: 'WrongExpectedRevision',
        stream,
        expected,
        actual: stored.length === 0 ? 'no_stream' : stored.length - 1,
      })
}
