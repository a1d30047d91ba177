/** A stream read whole and folded, event by event, for views of a case. */
import * as E from 'fp-ts/lib/Either.js'
import { fold, type Event } from '../domain/kernel/decider.js'
import type { StreamKind } from '../domain/values/ids.js'
import type { StoredEvent } from '../ports/event-store.js'
import { aggregateOf } from './aggregates.js'
import type { AfterSalesError } from './errors.js'
import type { Committed } from './handle-command.js'
import { decodeStored } from './load.js'
import type { Runtime } from './runtime.js'

export interface Read {
  readonly stored: StoredEvent
  readonly event: Event
}

export const readStream = async (
  { store, streamOf }: Runtime,
  kind: StreamKind,
  id: string,
): Promise<E.Either<AfterSalesError, ReadonlyArray<Read>>> => {
  const stream = streamOf(kind, id)
  if (E.isLeft(stream)) return stream
  const events: Array<Read> = []
  for (let from = 0; ;) {
    const slice = await store.read(stream.right, from)()
    if (E.isLeft(slice)) return slice
    for (const stored of slice.right.events) {
      const event = decodeStored(aggregateOf(kind), stored)
      if (E.isLeft(event)) return event
      events.push({ stored, event: event.right })
      from = stored.revision + 1
    }
    if (slice.right.events.length === 0 || slice.right.head === from - 1) return E.right(events)
  }
}

export const foldRead = (kind: StreamKind, events: ReadonlyArray<Read>): unknown =>
  fold(
    aggregateOf<unknown>(kind).decider,
    events.map(({ event }) => event),
  )

export const asCommitted = ({ stored, event }: Read): Committed => ({
  id: stored.id,
  stream: stored.stream,
  revision: stored.revision,
  correlationId: stored.metadata.$correlationId,
  event,
})
