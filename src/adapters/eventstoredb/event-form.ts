/**
 * From our events to the client's and back. The link of an event covers the exact text of its data, and the client
 * parses and writes JSON anew: so text that JSON would not give back as it is travels as bytes, and everything that the
 * library itself writes as JSON, which the server's own tools can read.
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

const textOf = ({ data, isJson }: IncomingEvent): string => {
  if (isJson) return typeof data === 'string' ? data : JSON.stringify(data)
  return data instanceof Uint8Array ? decoder.decode(data) : ''
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
