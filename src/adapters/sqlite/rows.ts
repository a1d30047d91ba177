/**
 * Between an event and its row. What goes in comes out as the same text, byte for byte, because the link of the event
 * covers it: an id that is no plain uuid is kept as it is, and an absent `traceparent` stays absent.
 */
import { METADATA_KEYS, type Metadata } from '../../domain/kernel/envelope.js'
import { instantOf, type Instant } from '../../domain/values/instant.js'
import type { Position, StoredEvent } from '../../ports/event-store.js'
import type { Row } from './driver.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const packId = (id: string): string | Uint8Array =>
  UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id

/** As text, because drivers make a buffer per blob, and that costs more than the rest of the row. */
export const ID = "iif(typeof(e.id) = 'blob', hex(e.id), '=' || e.id)"

/** An id that `ID` has selected. */
export const unpackId = (selected: string): string => {
  if (selected.startsWith('=')) return selected.slice(1)
  const hex = selected.toLowerCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const packMetadata = (metadata: Metadata): string => JSON.stringify(METADATA_KEYS.map((key) => metadata[key]))

/** In the order of `METADATA_KEYS`; spelled out, because copying by key costs as much as reading the row. */
type Packed = readonly [
  correlationId: string,
  causationId: string,
  commandId: string,
  commandDigest: string,
  actorKind: Metadata['actorKind'],
  actorId: string,
  authority: string,
  channel: Metadata['channel'],
  tenant: string,
  schemaVersion: string,
  occurredAt: string,
  traceparent: string | null,
  link: string,
]

const unpackMetadata = (text: string): Metadata => {
  const m = JSON.parse(text) as Packed
  const metadata: { -readonly [Key in keyof Metadata]: Metadata[Key] } = {
    $correlationId: m[0],
    $causationId: m[1],
    commandId: m[2],
    commandDigest: m[3],
    actorKind: m[4],
    actorId: m[5],
    authority: m[6],
    channel: m[7],
    tenant: m[8],
    schemaVersion: m[9],
    occurredAt: m[10],
    link: m[12],
  }
  if (m[11] !== null) metadata.traceparent = m[11]
  return metadata
}

// The events of one commit were recorded at the same moment, and formatting a date costs as much as half a row.
let lastMoment = { ms: 0, text: instantOf(0) }
const recordedText = (ms: number): Instant => {
  if (lastMoment.ms !== ms) lastMoment = { ms, text: instantOf(ms) }
  return lastMoment.text
}

/** What every query of events selects, as `unpackEvent` reads it; `events`, `streams` and `types` are e, s and t. */
export const EVENT_COLUMNS = `e.position, s.name AS stream, e.revision, t.name AS type, ${ID} AS id,
  e.recorded_at, e.metadata, e.data`

type Selected = readonly [
  position: number,
  stream: string,
  revision: number,
  type: string,
  id: string,
  recordedAt: number,
  metadata: string,
  data: string,
]

export const unpackEvent = (row: Row): StoredEvent => {
  const [position, stream, revision, type, id, recordedAt, metadata, data] = row as unknown as Selected
  return {
    id: unpackId(id),
    type,
    data,
    metadata: unpackMetadata(metadata),
    stream,
    revision,
    position: String(position) as Position,
    recordedAt: recordedText(recordedAt),
  }
}
