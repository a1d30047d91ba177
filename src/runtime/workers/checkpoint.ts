/**
 * Where a worker stands: a position of the log, and the last event before it with its link. Before a worker goes on, it
 * looks whether the log still holds that event: a log that was restored from an older backup does not, and a server
 * would accept a position beyond its end in silence.
 */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../../domain/kernel/border.js'
import { record, text, whole } from '../../domain/kernel/codec.js'
import type { EventStore, Position, StoredEvent } from '../../ports/event-store.js'
import type { RuntimeError } from '../errors.js'

const LastEvent = record('LastEvent', {
  stream: text('StreamName', 1, 300),
  revision: whole('Revision', 0, Number.MAX_SAFE_INTEGER),
  id: text('EventId', 1, 64),
  link: text('Link', 1, 64),
})

const Checkpoint = record('Checkpoint', {}, { position: text('Position', 1, 200), last: LastEvent })

export interface Checkpoint {
  readonly position?: Position
  readonly last?: { readonly stream: string; readonly revision: number; readonly id: string; readonly link: string }
}

export const START: Checkpoint = {}

const decode = border('Checkpoint', Checkpoint)

export const checkpointText = (checkpoint: Checkpoint): string => JSON.stringify(checkpoint)

export const after = (event: StoredEvent): Checkpoint => ({
  position: event.position,
  last: { stream: event.stream, revision: event.revision, id: event.id, link: event.metadata.link },
})

/** A stretch of the log in which nothing concerned us. */
export const movedTo = (checkpoint: Checkpoint, position: Position): Checkpoint => ({ ...checkpoint, position })

export const readCheckpoint = (name: string, stored: string): E.Either<RuntimeError, Checkpoint> => {
  const broken: RuntimeError = { _tag: 'CheckpointBroken', name }
  let value: unknown
  try {
    value = JSON.parse(stored)
  } catch {
    return E.left(broken)
  }
  const decoded = decode(value)
  return E.isLeft(decoded) ? E.left(broken) : E.right(decoded.right as Checkpoint)
}

/** Whether the log is the one in which the worker stood there. */
export const isSameLog = async (
  store: EventStore,
  name: string,
  { last }: Checkpoint,
): Promise<E.Either<RuntimeError, void>> => {
  if (last === undefined) return E.right(undefined)
  const slice = await store.read(last.stream, last.revision, 1)()
  if (E.isLeft(slice)) return slice
  const found = slice.right.events[0]
  const isSame = found !== undefined && found.id === last.id && found.metadata.link === last.link
  return isSame
    ? E.right(undefined)
    : E.left({ _tag: 'LogRegressed', name, stream: last.stream, revision: last.revision })
}
