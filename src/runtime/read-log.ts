/** The log as the domain sees it: every event decoded and validated, in order. For audits, exports and replays. */
import * as E from 'fp-ts/lib/Either.js'
import type { Event } from '../domain/kernel/decider.js'
import type { Metadata } from '../domain/kernel/envelope.js'
import type { DomainEvent } from '../domain/reactions/index.js'
import { STREAM_PREFIX, type StreamKind } from '../domain/values/ids.js'
import type { AllOptions, EventStore, Position, StoredEvent } from '../ports/event-store.js'
import { aggregateOf, aggregates } from './aggregates.js'
import type { RuntimeError } from './errors.js'
import { decodeStored } from './load.js'

export interface LoggedEvent {
  readonly id: string
  readonly stream: string
  readonly kind: StreamKind
  readonly revision: number
  readonly position: Position
  readonly recordedAt: string
  readonly metadata: Metadata
  readonly event: DomainEvent
}

const kindOf = (stream: string): StreamKind | undefined => {
  const kind = stream.slice(STREAM_PREFIX.length, stream.indexOf('-'))
  return kind in aggregates ? (kind as StreamKind) : undefined
}

export const decodeLogged = (stored: StoredEvent): E.Either<RuntimeError, LoggedEvent> => {
  const { id, stream, revision, position, recordedAt, metadata, type } = stored
  const kind = kindOf(stream)
  if (kind === undefined) return E.left({ _tag: 'WrittenByNewerRelease', stream, revision, type })
  const event: E.Either<RuntimeError, Event> = decodeStored(aggregateOf(kind), stored)
  return E.isLeft(event)
    ? event
    : E.right({ id, stream, kind, revision, position, recordedAt, metadata, event: event.right as DomainEvent })
}

/** Ends after the first `Left`: what cannot be read is not skipped. */
export async function* readLog(
  store: EventStore,
  options: AllOptions = {},
): AsyncGenerator<E.Either<RuntimeError, LoggedEvent>, void, void> {
  for await (const delivery of store.all(options)) {
    if (delivery._tag === 'Failed') {
      yield E.left(delivery.error)
      return
    }
    if (delivery._tag !== 'Event') continue
    const logged = decodeLogged(delivery.event)
    yield logged
    if (E.isLeft(logged)) return
  }
}
