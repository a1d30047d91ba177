/**
 * Loading a stream: its events folded into a state, and the commands that were handled on it, by id. Both are brought
 * up to date from where they stand, so a conflict costs reading the new tail only.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Event } from '../domain/kernel/decider.js'
import type { EventStore, Revision, StoredEvent, StoreError } from '../ports/event-store.js'
import type { AggregateWith } from './aggregates.js'
import type { RuntimeError } from './errors.js'
import { genesisLink } from './link.js'

/** What was done for a command: enough to answer it again. */
export interface Remembered {
  readonly digest: string
  /** By a reaction: a host can claim no such thing. */
  readonly byReaction: boolean
  readonly firstRevision: number
  count: number
}

/**
 * A stream in memory. It is replaced, never changed, except for `commands`, which only grows: an entry that is there
 * is true for every later state, too.
 */
export interface Loaded<S> {
  readonly revision: Revision
  readonly link: string
  readonly state: S
  readonly commands: Map<string, Remembered>
}

export const emptyStream = <S>(aggregate: AggregateWith<S>, tenant: string, stream: string): Loaded<S> => ({
  revision: 'no_stream',
  link: genesisLink(tenant, stream),
  state: aggregate.decider.initial,
  commands: new Map(),
})

export const decodeStored = (
  { events }: Pick<AggregateWith<unknown>, 'events'>,
  stored: StoredEvent,
): E.Either<RuntimeError, Event> => {
  const { stream, revision, type } = stored
  let data: unknown
  try {
    data = JSON.parse(stored.data)
  } catch {
    return E.left({ _tag: 'UndecodableEvent', stream, revision, type })
  }
  const version = Number(stored.metadata.schemaVersion)
  // Versions count from 1: anything else was never written by any release, and waiting for one would not help.
  if (!Number.isInteger(version) || version < 1) return E.left({ _tag: 'UndecodableEvent', stream, revision, type })
  const decoded = events.decode(type, version, data)
  if (E.isRight(decoded)) return decoded
  return decoded.left._tag === 'InvalidInput'
    ? E.left({ _tag: 'UndecodableEvent', stream, revision, type })
    : // A type or a version that this release does not know: a newer one wrote it.
      E.left({ _tag: 'WrittenByNewerRelease', stream, revision, type })
}

export const remember = (
  commands: Map<string, Remembered>,
  commandId: string,
  by: Pick<Remembered, 'digest' | 'byReaction'>,
  revision: number,
): void => {
  const known = commands.get(commandId)
  if (known === undefined) commands.set(commandId, { ...by, firstRevision: revision, count: 1 })
  else if (revision === known.firstRevision + known.count) known.count += 1
}

/** Reads what came after `from` and folds it in. */
export const catchUp = async <S>(
  store: EventStore,
  aggregate: AggregateWith<S>,
  stream: string,
  from: Loaded<S>,
): Promise<E.Either<RuntimeError, Loaded<S>>> => {
  let { revision, link, state } = from
  const { commands } = from
  for (;;) {
    const slice: E.Either<StoreError, { readonly events: ReadonlyArray<StoredEvent>; readonly head: Revision }> =
      await store.read(stream, revision === 'no_stream' ? 0 : revision + 1)()
    if (E.isLeft(slice)) return slice
    for (const stored of slice.right.events) {
      const event = decodeStored(aggregate, stored)
      if (E.isLeft(event)) return event
      state = aggregate.decider.evolve(state, event.right)
      revision = stored.revision
      link = stored.metadata.link
      const { commandId, commandDigest: digest, authority } = stored.metadata
      remember(commands, commandId, { digest, byReaction: authority === 'reaction' }, stored.revision)
    }
    if (slice.right.head === revision || slice.right.events.length === 0)
      return E.right({ revision, link, state, commands })
  }
}
