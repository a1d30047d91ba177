/** A store of its own on a server that many tests share: every stream gets a name that no other test uses. */
import * as E from 'fp-ts/lib/Either.js'
import { STREAM_PREFIX } from '../../../src/domain/values/ids.js'
import type { Delivery, EventStore, StoredEvent, StoreError } from '../../../src/ports/event-store.js'

/** `run` begins a stream name: lower-case letters and digits. */
export const ownNames = (store: EventStore, run: string): EventStore => {
  const ns = `${STREAM_PREFIX}${run}`
  const given = (stream: string): string => (stream.startsWith(ns) ? stream.slice(ns.length) : stream)
  const error = (e: StoreError): StoreError => ('stream' in e ? { ...e, stream: given(e.stream) } : e)
  const event = (e: StoredEvent): StoredEvent => ({ ...e, stream: given(e.stream) })
  const delivery = (d: Delivery): Delivery =>
    d._tag === 'Event' ? { ...d, event: event(d.event) } : d._tag === 'Failed' ? { ...d, error: error(d.error) } : d
  return {
    append: (stream, expected, events) => async () => {
      const answer = await store.append(ns + stream, expected, events)()
      return E.isLeft(answer) ? E.left(error(answer.left)) : answer
    },
    read: (stream, from, limit) => async () => {
      const answer = await store.read(ns + stream, from, limit)()
      return E.isLeft(answer)
        ? E.left(error(answer.left))
        : E.right({ ...answer.right, events: answer.right.events.map(event) })
    },
    all: async function* ({ prefixes = [STREAM_PREFIX], ...options } = {}) {
      for await (const one of store.all({ ...options, prefixes: prefixes.map((prefix) => ns + prefix) }))
        yield delivery(one)
    },
    comparePositions: store.comparePositions,
    close: store.close,
  }
}
