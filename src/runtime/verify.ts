/**
 * Proves that the log is as it was written: revisions without a gap and every link fitting the one before. A chain
 * cannot show that its end was cut off; for that, keep the heads (`lastLinks`) or a signed checkpoint elsewhere.
 */
import * as E from 'fp-ts/lib/Either.js'
import { METADATA_KEYS } from '../domain/kernel/envelope.js'
import type { EventStore, StoredEvent, StoreError } from '../ports/event-store.js'
import { genesisLink, linkAfter } from './link.js'

/** Where a chain does not fit: this event, or one before it, is not what was written. */
export interface BrokenLink {
  readonly _tag: 'BrokenLink'
  readonly stream: string
  readonly revision: number
}

/** Up to where a stream was looked at. */
export interface Head {
  readonly revision: number
  readonly link: string
}

export interface Verified {
  readonly events: number
  readonly streams: number
  readonly lastLinks: ReadonlyMap<string, Head>
}

const KEYS: ReadonlySet<string> = new Set(METADATA_KEYS)

/** Whether this is the event that was written after the one before it; `undefined`: after none. */
export const linkFits = (
  tenant: string,
  before: Head | undefined,
  { id, stream, revision, type, data, metadata }: StoredEvent,
): boolean => {
  const { revision: last, link } = before ?? { revision: -1, link: genesisLink(tenant, stream) }
  // The link covers the keys that we know, so there must be no others.
  const isOurs = Object.keys(metadata).every((key) => KEYS.has(key))
  return isOurs && revision === last + 1 && linkAfter(link, id, revision, type, data, metadata) === metadata.link
}

export const verifyLog = async (
  store: EventStore,
  signal?: AbortSignal,
): Promise<E.Either<BrokenLink | StoreError, Verified>> => {
  const heads = new Map<string, Head>()
  let events = 0
  for await (const delivery of store.all(signal === undefined ? {} : { signal })) {
    if (delivery._tag === 'Failed') return E.left(delivery.error)
    if (delivery._tag !== 'Event') continue
    const { stream, revision, metadata } = delivery.event
    if (!linkFits(metadata.tenant, heads.get(stream), delivery.event))
      return E.left({ _tag: 'BrokenLink', stream, revision })
    heads.set(stream, { revision, link: metadata.link })
    events += 1
  }
  if (signal?.aborted === true) return E.left({ _tag: 'Aborted' })
  return E.right({ events, streams: heads.size, lastLinks: heads })
}
