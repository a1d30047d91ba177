/**
 * From our events to the client's and back. The link of an event covers the exact text of its data, and the client
 * writes JSON anew: so text that JSON would not give back as it is travels as bytes, and everything that the library
 * itself writes as JSON, which the server's own tools can read. What comes back are bytes either way.
 */
import type { Metadata } from '../../domain/kernel/envelope.js'
import type { EventToAppend, Position, StoredEvent } from '../../ports/event-store.js'
import type { IncomingEvent, OutgoingEvent } from './driver.js'
import { positionText } from './position.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const dataOf = (text: string): OutgoingEvent['data'] => {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && JSON.stringify(json) === text) return { json }
  } catch {
    // No JSON: it goes as it is.
  }
  return { bytes: encoder.encode(text) }
}

export const outgoingEvent = ({ id, type, data, metadata }: EventToAppend): OutgoingEvent => ({
  id,
  type,
  data: dataOf(data),
  metadata: encoder.encode(JSON.stringify(metadata)),
})

const textOf = ({ data }: Pick<IncomingEvent, 'data'>): string => decoder.decode(data)

/** What an event of the server's own says; undefined where it is no JSON. */
export const jsonOf = (event: Pick<IncomingEvent, 'data'>): unknown => {
  try {
    return JSON.parse(textOf(event))
  } catch {
    return undefined
  }
}

/** Whoever wrote metadata of another kind into one of our streams is not us: whoever decodes it will say so. */
const NO_METADATA = {} as Metadata

const metadataOf = (u: unknown): Metadata => {
  if (typeof u !== 'object' || u === null || Array.isArray(u) || u instanceof Uint8Array) return NO_METADATA
  for (const value of Object.values(u)) if (typeof value !== 'string') return NO_METADATA
  return u as Metadata
}

const NOWHERE = '' as Position

export const storedEvent = (event: IncomingEvent): StoredEvent => ({
  id: event.id,
  type: event.type,
  data: textOf(event),
  metadata: metadataOf(event.metadata),
  stream: event.stream,
  revision: Number(event.revision),
  position: event.position === undefined ? NOWHERE : positionText(event.position),
  recordedAt: event.created.toISOString(),
})
