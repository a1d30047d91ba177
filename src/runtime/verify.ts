/**
 * Proves that the log is as it was written: revisions without a gap and every link fitting the one before. A chain
 * cannot show that its end was cut off; for that, keep the heads (`lastLinks`) or a signed checkpoint elsewhere.
 */
import * as E from 'fp-ts/lib/Either.js'
import { METADATA_KEYS } from '../domain/kernel/envelope.js'
import type { EventStore, StoreError } from '../ports/event-store.js'
import { genesisLink, linkAfter } from './link.js'

/** Where a chain does not fit: this event, or one before it, is not what was written. */
export interface BrokenLink {
  readonly _tag: 'BrokenLink'
  readonly stream: string
  readonly revision: number
}

export interface Verified {
  readonly events: number
  readonly streams: number
  readonly lastLinks: ReadonlyMap<string, { readonly revision: number; readonly link: string }>
}

const KEYS: ReadonlySet<string> = new Set(METADATA_KEYS)

export const verifyLog = async (
  store: EventStore,
  signal?: AbortSignal,
): Promise<E.Either<BrokenLink | StoreError, Verified>> => {
  const heads = new Map<string, { readonly revision: number; readonly link: string }>()
  let events = 0
  for await (const delivery of store.all(signal === undefined ? {} : { signal })) {
    if (delivery._tag === 'Failed') return E.left(delivery.error)
    if (delivery._tag !== 'Event') continue
    const { id, stream, revision, type, data, metadata } = delivery.event
    const head = heads.get(stream)
    const previous = head?.link ?? genesisLink(metadata.tenant, stream)
    const expected = (head?.revision ?? -1) + 1
    // The link covers the keys that we know, so there must be no others.
    const isOurs = Object.keys(metadata).every((key) => KEYS.has(key))
    if (!isOurs || revision !== expected || linkAfter(previous, id, revision, type, data, metadata) !== metadata.link)
      return E.left({ _tag: 'BrokenLink', stream, revision })
    heads.set(stream, { revision, link: metadata.link })
    events += 1
  }
  if (signal?.aborted === true) return E.left({ _tag: 'Aborted' })
  return E.right({ events, streams: heads.size, lastLinks: heads })
}
