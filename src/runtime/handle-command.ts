/**
 * One command on one stream: load, decide, append at the exact revision. Two operations with two names: *retry* repeats
 * the identical batch when the store did not answer; *re-decide* loads what others wrote and decides anew. Mixing them
 * is how duplicates are born.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Event } from '../domain/kernel/decider.js'
import type { Clock } from '../ports/clock.js'
import type { EventStore, EventToAppend, Revision, StoreError } from '../ports/event-store.js'
import type { AggregateWith, AnyCommand } from './aggregates.js'
import { appendWithRetry, isOurOwn, pause } from './append-with-retry.js'
import { commandDigest } from './digest.js'
import type { DomainError, RuntimeError } from './errors.js'
import { catchUp, decodeStored, emptyStream, remember, type Loaded, type Remembered } from './load.js'
import type { Sequence } from './sequence.js'
import type { StateCache } from './state-cache.js'
import { sealed, toStoredForm, type Writing } from './stored-form.js'

/** An event that stands in the log. */
export interface Committed {
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly correlationId: string
  readonly event: Event
}

/**
 * `appended`: this call wrote the events. `alreadyHandled`: they were there, from an earlier call with the same command
 * id. `noChange`: there was nothing to do.
 */
export interface Handled<S> {
  readonly outcome: 'appended' | 'alreadyHandled' | 'noChange'
  /** False where the store cannot say that it was this very call that wrote: then it makes no outside call. */
  readonly own: boolean
  readonly events: ReadonlyArray<Committed>
  readonly revision: Revision
  readonly state: S
}

export interface Handling extends Writing {
  readonly store: EventStore
  readonly cache: StateCache
  readonly clock: Clock
  readonly sequence: Sequence
}

/** What a command carries besides itself. Absent causes are the command's own id and the case of the stream. */
export interface Circumstances {
  readonly correlationId?: string
  readonly causationId?: string
  readonly authority?: string
  readonly traceparent?: string
  /** What the digest covers where that is not the whole payload. */
  readonly digestible?: unknown
  /**
   * The id names the event and the reaction that it comes from, so that it is the same command whatever today's code makes
   * of it: a reaction that runs again after an upgrade may give another payload for what was done before.
   */
  readonly isReaction?: boolean
  /** Whoever asks needs no events of a command that was handled before: it need not be looked up. */
  readonly isOnlyToBeDone?: boolean
}

// Four deciders at once are rare on one order; after that somebody holds the stream, and the caller should know.
const MAX_DECISIONS = 5

const committed = (
  stream: string,
  correlationId: string,
  batch: ReadonlyArray<EventToAppend>,
  events: ReadonlyArray<Event>,
  first: number,
): ReadonlyArray<Committed> =>
  events.map((event, i) => ({ id: batch[i]!.id, stream, revision: first + i, correlationId, event }))

/** The same answer as the first time, from the log. */
const answerAgain = async <S>(
  { store }: Handling,
  aggregate: AggregateWith<S>,
  stream: string,
  loaded: Loaded<S>,
  { firstRevision, count }: Remembered,
): Promise<E.Either<RuntimeError, Handled<S>>> => {
  const slice = await store.read(stream, firstRevision, count)()
  if (E.isLeft(slice)) return slice
  const events: Array<Committed> = []
  for (const stored of slice.right.events) {
    const event = decodeStored(aggregate, stored)
    if (E.isLeft(event)) return event
    const { id, revision, metadata } = stored
    events.push({ id, stream, revision, correlationId: metadata.$correlationId, event: event.right })
  }
  return E.right({
    outcome: 'alreadyHandled',
    own: false,
    events,
    revision: firstRevision + count - 1,
    state: loaded.state,
  })
}

export const handleCommand = <S>(
  handling: Handling,
  aggregate: AggregateWith<S>,
  stream: string,
  id: string,
  command: AnyCommand,
  circumstances: Circumstances = {},
): Promise<E.Either<DomainError | RuntimeError, Handled<S>>> =>
  handling.sequence(stream, () => decideAndAppend(handling, aggregate, stream, id, command, circumstances))

const decideAndAppend = async <S>(
  handling: Handling,
  aggregate: AggregateWith<S>,
  stream: string,
  id: string,
  command: AnyCommand,
  circumstances: Circumstances,
): Promise<E.Either<DomainError | RuntimeError, Handled<S>>> => {
  const { store, cache } = handling
  const { decider } = aggregate
  const digest = commandDigest(stream, command.type, command.actor, circumstances.digestible ?? command.data)
  const { isReaction = false } = circumstances
  const isSame = (known: Remembered): boolean => known.digest === digest || (isReaction && known.byReaction)
  let loaded: Loaded<S> | undefined = cache.get(stream)
  let fresh = false

  for (let decisions = 1; ; decisions++) {
    if (loaded === undefined || decisions > 1) {
      const caughtUp: E.Either<RuntimeError, Loaded<S>> = await catchUp(
        store,
        aggregate,
        stream,
        loaded ?? emptyStream(aggregate, command.tenant, stream),
      )
      if (E.isLeft(caughtUp)) return caughtUp
      loaded = caughtUp.right
      fresh = true
      cache.set(stream, loaded)
    }

    const known = loaded.commands.get(command.commandId)
    if (known !== undefined)
      return isSame(known) && circumstances.isOnlyToBeDone === true
        ? E.right({
            outcome: 'alreadyHandled',
            own: false,
            events: [],
            revision: known.firstRevision + known.count - 1,
            state: loaded.state,
          })
        : isSame(known)
          ? answerAgain(handling, aggregate, stream, loaded, known)
          : E.left({ _tag: 'CommandIdReused', commandId: command.commandId })

    const decided = decider.decide(command)(loaded.state)
    if (E.isLeft(decided) || decided.right.length === 0) {
      // A no, and a nothing, must not rest on a state that others have left behind.
      if (!fresh) continue
      return E.isLeft(decided)
        ? decided
        : E.right({ outcome: 'noChange', own: false, events: [], revision: loaded.revision, state: loaded.state })
    }

    // What led to it may belong to another case, such as one that is merged into this one, or to the order alone.
    const correlationId = aggregate.caseOf(command, loaded.state, id) ?? circumstances.correlationId ?? id
    const sealing = sealed(handling, aggregate.events, stream, command, decided.right)
    const contents = sealing instanceof Promise ? await sealing : E.right(sealing)
    if (E.isLeft(contents)) return contents
    const { causationId = command.commandId, authority = command.actor.kind, traceparent } = circumstances
    const origin = { correlationId, causationId, authority, digest, traceparent }
    const batch = toStoredForm(aggregate.events, stream, loaded, command, origin, contents.right)
    if (E.isLeft(batch)) return batch

    const result = await appendWithRetry(handling, stream, loaded.revision, batch.right)
    if (E.isRight(result)) {
      const isOurs: E.Either<StoreError, boolean> =
        result.right.write === 'fresh' ? E.right(true) : await isOurOwn(store, stream, result.right, batch.right)
      if (E.isLeft(isOurs)) return isOurs
      if (!isOurs.right) {
        // The same ids were there: perhaps ours, perhaps of another who used the same command id. The log knows.
        const caughtUp = await catchUp(store, aggregate, stream, loaded)
        if (E.isLeft(caughtUp)) return caughtUp
        cache.set(stream, caughtUp.right)
        const written = caughtUp.right.commands.get(command.commandId)
        if (written === undefined || !isSame(written))
          return E.left({ _tag: 'CommandIdReused', commandId: command.commandId })
        const answer = await answerAgain(handling, aggregate, stream, caughtUp.right, written)
        return E.isLeft(answer) || result.right.atOnce ? answer : E.right({ ...answer.right, outcome: 'appended' })
      }
      const first: number = loaded.revision === 'no_stream' ? 0 : loaded.revision + 1
      const events = committed(stream, correlationId, batch.right, decided.right, first)
      let { state } = loaded
      for (const event of decided.right) state = decider.evolve(state, event)
      const by = { digest, byReaction: authority === 'reaction' }
      for (const { revision } of events) remember(loaded.commands, command.commandId, by, revision)
      const { revision } = result.right
      cache.set(stream, {
        revision,
        link: batch.right[batch.right.length - 1]!.metadata.link,
        state,
        commands: loaded.commands,
      })
      return E.right({ outcome: 'appended', own: true, events, revision, state })
    }

    if (result.left._tag !== 'WrongExpectedRevision') {
      // It may have been written after all: whoever comes next reads what is really there.
      cache.drop(stream)
      return result
    }
    if (decisions >= MAX_DECISIONS) return E.left({ _tag: 'ConflictUnresolved', stream, attempts: decisions })
    if (decisions > 1) await pause(handling, decisions)
  }
}
