/**
 * *Retry*: the identical batch at the identical revision, until the store answers. Whether it was this very call that
 * wrote, the store may not know; the log does.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Clock } from '../ports/clock.js'
import type { Appended, EventStore, EventToAppend, Revision, StoreError } from '../ports/event-store.js'
import type { Ids } from '../ports/ids.js'

export interface Waiting {
  readonly store: EventStore
  readonly clock: Clock
  readonly ids: Ids
}

const MAX_TRIES = 5
const FIRST_PAUSE_MS = 20

/** Pauses double and are spread over half their length, so that those who collided do not meet again. */
export const pause = async ({ clock, ids }: Waiting, n: number): Promise<void> => {
  const spread = ids.randomBytes(1)[0]! / 255
  await clock.sleep(FIRST_PAUSE_MS * 2 ** (n - 1) * (0.75 + spread / 2))
}

export interface Written extends Appended {
  /** The first try was answered, so a batch that was there already is not ours. */
  readonly atOnce: boolean
}

/** Retry: the identical batch at the identical revision, so that the store itself tells a repetition from a conflict. */
export const appendWithRetry = async (
  handling: Waiting,
  stream: string,
  expected: Revision,
  batch: ReadonlyArray<EventToAppend>,
): Promise<E.Either<StoreError, Written>> => {
  let unknown: StoreError | undefined
  for (let tries = 1; ; tries++) {
    const result = await handling.store.append(stream, expected, batch)()
    if (E.isRight(result)) {
      const { revision, position, write } = result.right
      return E.right({ revision, position, write, atOnce: tries === 1 })
    }
    if (result.left._tag === 'OutcomeUnknown') unknown = result.left
    const mayPass = result.left._tag === 'StoreUnavailable' || result.left._tag === 'OutcomeUnknown'
    // A conflict is certain whatever came before; any other no leaves open what an earlier try has done.
    if (result.left._tag === 'WrongExpectedRevision') return result
    if (!mayPass || tries === MAX_TRIES) return unknown === undefined ? result : E.left(unknown)
    await pause(handling, tries)
  }
}

/**
 * Whether the log holds this very batch, and not one of another caller with the same command id. A store that cannot
 * tell a fresh write from a repeated one is asked for what it holds: the links cover every byte, so equal links are an
 * equal batch.
 */
export const isOurOwn = async (
  store: EventStore,
  stream: string,
  { write, atOnce, revision }: Written,
  batch: ReadonlyArray<EventToAppend>,
): Promise<E.Either<StoreError, boolean>> => {
  if (write === 'replayed' || !atOnce) return E.right(false)
  const slice = await store.read(stream, revision - batch.length + 1, batch.length)()
  if (E.isLeft(slice)) return slice
  const { events } = slice.right
  const isSame = events.length === batch.length && events.every((e, i) => e.metadata.link === batch[i]!.metadata.link)
  return E.right(isSame)
}
