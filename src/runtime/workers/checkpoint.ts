/**
 * Where a worker stands: a position of the log, and the last event before it with its link. Before a worker goes on, it
 * looks whether the log still holds that event: a log that was restored from an older backup does not, and a server
 * would accept a position beyond its end in silence.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { border } from '../../domain/kernel/border.js'
import { record, text, whole } from '../../domain/kernel/codec.js'
import type { EventStore, Position, StoredEvent } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { AfterSalesError, RuntimeError } from '../errors.js'

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

/** With the version that the next commit under that name has to expect. */
export interface Standing {
  readonly at: Checkpoint
  readonly version: number
}

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

/** At the beginning, where nothing was committed under that name. */
export const storedStanding = async (
  readModels: Pick<ReadModelStore, 'checkpoint'>,
  name: string,
): Promise<E.Either<AfterSalesError, Standing>> => {
  const stored = await readModels.checkpoint(name)()
  if (E.isLeft(stored)) return stored
  if (O.isNone(stored.right)) return E.right({ at: START, version: 0 })
  const { value, version } = stored.right.value
  return E.map((at: Checkpoint) => ({ at, version }))(readCheckpoint(name, value))
}

/** Where to go on, or to look. Errors: as those of the two stores; `CheckpointBroken`; `LogRegressed` where it is another log. */
export const standingInLog = async (
  store: EventStore,
  readModels: Pick<ReadModelStore, 'checkpoint'>,
  name: string,
): Promise<E.Either<AfterSalesError, Standing>> => {
  const standing = await storedStanding(readModels, name)
  if (E.isLeft(standing)) return standing
  const known = await isSameLog(store, name, standing.right.at)
  return E.isLeft(known) ? known : standing
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

/** Of one who has seen an event, a position that the log does not know is one of another log. */
export const ofAnotherLog = (error: AfterSalesError, name: string, { last }: Checkpoint): AfterSalesError =>
  error._tag === 'UnknownPosition' && last !== undefined
    ? { _tag: 'LogRegressed', name, stream: last.stream, revision: last.revision }
    : error
