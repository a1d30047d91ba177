/** From decided events to what is stored: sealed, written as JSON, given its id and metadata, linked to the chain. */
import * as E from 'fp-ts/lib/Either.js'
import type { Event } from '../domain/kernel/decider.js'
import type { EventCatalog } from '../domain/kernel/event-family.js'
import { METADATA_KEYS, type Metadata } from '../domain/kernel/envelope.js'
import type { EventToAppend, Revision } from '../ports/event-store.js'
import type { Ids } from '../ports/ids.js'
import type { KeyRing } from '../ports/key-ring.js'
import type { AnyCommand } from './aggregates.js'
import type { RuntimeError } from './errors.js'
import { eventIdOf } from './derived-id.js'
import { linkAfter } from './link.js'
import { sealPersonal } from './seal.js'

export interface Origin {
  readonly correlationId: string
  readonly causationId: string
  readonly authority: string
  readonly digest: string
  readonly traceparent: string | undefined
}

export interface Writing {
  readonly keyRing: KeyRing
  readonly ids: Ids
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Data = Readonly<Record<string, unknown>>

/** What may leave for a store. A promise only where there is something to seal: most events have nothing. */
export const sealed = (
  writing: Writing,
  catalog: EventCatalog<Event>,
  stream: string,
  command: AnyCommand,
  events: ReadonlyArray<Event>,
): ReadonlyArray<Event> | Promise<E.Either<RuntimeError, ReadonlyArray<Event>>> =>
  events.some(({ type }) => catalog.family(type)!.personalFields.length > 0)
    ? sealEach(writing, catalog, stream, command, events)
    : events

const sealEach = async (
  { keyRing, ids }: Writing,
  catalog: EventCatalog<Event>,
  stream: string,
  { tenant, commandId }: AnyCommand,
  events: ReadonlyArray<Event>,
): Promise<E.Either<RuntimeError, ReadonlyArray<Event>>> => {
  const closed: Array<Event> = []
  for (const [index, { type, data }] of events.entries()) {
    const place = { tenant, stream, eventId: eventIdOf(tenant, stream, commandId, index), type }
    const content = await sealPersonal(keyRing, ids, catalog.family(type)!, place, data as Data)
    if (E.isLeft(content)) return content
    closed.push({ type, data: content.right })
  }
  return E.right(closed)
}

const inOrder = (metadata: Metadata): Metadata =>
  Object.fromEntries(METADATA_KEYS.map((key) => [key, metadata[key]])) as unknown as Metadata

/** `events` have gone through `sealed`. */
export const toStoredForm = (
  catalog: EventCatalog<Event>,
  stream: string,
  head: { readonly revision: Revision; readonly link: string },
  command: AnyCommand,
  origin: Origin,
  events: ReadonlyArray<Event>,
): E.Either<RuntimeError, ReadonlyArray<EventToAppend>> => {
  const { tenant, commandId, actor, channel, at } = command
  const { correlationId, causationId, authority, digest, traceparent } = origin
  const batch: Array<EventToAppend> = []
  let { link } = head
  let revision = head.revision === 'no_stream' ? -1 : head.revision
  for (const { type, data } of events) {
    revision += 1
    const family = catalog.family(type)!
    // What could not be read again would be lost with all that comes after it: rather nothing is written.
    if (E.isLeft(family.decode(family.version, data)))
      return E.left({ _tag: 'UndecodableEvent', stream, revision, type })
    const id = eventIdOf(tenant, stream, commandId, batch.length)
    const text = JSON.stringify(data)
    // Written out in one piece: an object made by spreading is slow to make, and slow for everybody who reads it.
    const usual: Metadata = {
      $correlationId: correlationId,
      $causationId: causationId,
      commandId,
      commandDigest: digest,
      actorKind: actor.kind,
      actorId: actor.id,
      authority,
      channel,
      tenant,
      schemaVersion: String(family.version),
      occurredAt: at,
      link: '',
    }
    const metadata: Mutable<Metadata> = traceparent === undefined ? usual : inOrder({ ...usual, traceparent })
    link = linkAfter(link, id, revision, type, text, metadata)
    metadata.link = link
    batch.push({ id, type, data: text, metadata })
  }
  return E.right(batch)
}
