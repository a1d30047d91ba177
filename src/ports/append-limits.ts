/**
 * How much one append may weigh, measured as EventStoreDB does in the strictest of its versions: UTF-8 bytes of data
 * and metadata, and two bytes for each character of the type. Every adapter
 * asks here, because a batch that one store takes must pass in all others.
 */
import type { Metadata } from '../domain/kernel/envelope.js'
import { MAX_APPEND_BYTES, MAX_EVENT_BYTES } from './event-store.js'
import type { EventToAppend, StoreError } from './event-store.js'

/** Why this batch may not be appended, whatever the stream holds; undefined where it may. */
export const whyNotAppend = (stream: string, events: ReadonlyArray<EventToAppend>): StoreError | undefined => {
  if (events.length === 0) return { _tag: 'EmptyAppend', stream }
  let atMost = 0
  for (const event of events) atMost += mostBytes(event)
  // The usual append is far below the limits, and its exact weight is nobody's business.
  return atMost <= MAX_EVENT_BYTES ? undefined : weighed(stream, events)
}

const weighed = (stream: string, events: ReadonlyArray<EventToAppend>): StoreError | undefined => {
  let total = 0
  for (const event of events) {
    const bytes = bytesOf(event)
    if (bytes > MAX_EVENT_BYTES) return { _tag: 'EventTooLarge', stream, bytes, limit: MAX_EVENT_BYTES }
    total += bytes
  }
  return total > MAX_APPEND_BYTES
    ? { _tag: 'AppendTooLarge', stream, bytes: total, limit: MAX_APPEND_BYTES }
    : undefined
}

/** What one event weighs. */
export const bytesOf = ({ type, data, metadata }: EventToAppend): number =>
  Buffer.byteLength(data) + Buffer.byteLength(JSON.stringify(metadata)) + 2 * type.length

// One UTF-16 unit is at most 3 bytes of UTF-8, and at most 6 once JSON has escaped it; 400 covers the metadata's keys.
const mostBytes = ({ type, data, metadata }: EventToAppend): number =>
  400 + 2 * type.length + 3 * data.length + 6 * lengthOf(metadata)

// Spelled out: a loop over the keys costs more than all the rest of an append in memory.
const lengthOf = (m: Metadata): number =>
  m.$correlationId.length +
  m.$causationId.length +
  m.commandId.length +
  m.commandDigest.length +
  m.actorKind.length +
  m.actorId.length +
  m.authority.length +
  m.channel.length +
  m.tenant.length +
  m.schemaVersion.length +
  m.occurredAt.length +
  (m.traceparent?.length ?? 0) +
  m.link.length
