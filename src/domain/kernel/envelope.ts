/**
 * What is stored beside an event's data: flat strings with fixed keys in a fixed order.
 * WARNING: this is the stored format, final from the first event. The link of each event covers the exact text that
 * `metadataText` gives, so neither the keys nor their order may ever change.
 */
import type { Actor, Channel } from '../values/actor.js'

export interface Metadata {
  /** The case: the id of the request. EventStoreDB's own name, so that its projections find it. */
  readonly $correlationId: string
  /** The direct cause: the id of the event that a reaction answered, or of the command that a host called. */
  readonly $causationId: string
  readonly commandId: string
  /** SHA-256 over the caller's payload, actor and target: the same id with another digest is a mistake. */
  readonly commandDigest: string
  readonly actorKind: Actor['kind']
  readonly actorId: string
  /** By what right: a role, a rule, the law. */
  readonly authority: string
  readonly channel: Channel
  readonly tenant: string
  readonly schemaVersion: string
  /** Business time; the store adds its own. */
  readonly occurredAt: string
  readonly traceparent?: string
  /** Chains the stream: SHA-256 over the link before, this event's id, revision and type, its data and metadata. */
  readonly link: string
}

export type UnlinkedMetadata = Omit<Metadata, 'link'>

export const METADATA_KEYS = [
  '$correlationId',
  '$causationId',
  'commandId',
  'commandDigest',
  'actorKind',
  'actorId',
  'authority',
  'channel',
  'tenant',
  'schemaVersion',
  'occurredAt',
  'traceparent',
  'link',
] as const satisfies ReadonlyArray<keyof Metadata>

/** The metadata without its link, as the link covers it: JSON text with the keys in their order. */
export const metadataText = (m: UnlinkedMetadata): string =>
  JSON.stringify({
    $correlationId: m.$correlationId,
    $causationId: m.$causationId,
    commandId: m.commandId,
    commandDigest: m.commandDigest,
    actorKind: m.actorKind,
    actorId: m.actorId,
    authority: m.authority,
    channel: m.channel,
    tenant: m.tenant,
    schemaVersion: m.schemaVersion,
    occurredAt: m.occurredAt,
    traceparent: m.traceparent,
  })
