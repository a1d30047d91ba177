/**
 * Streams of the log told event by event, each with the state before and after it and whether its link fits; and several
 * of them as one story, in the order of the log. Memory holds a slice and the state of each stream, never all events.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { StoredEvent } from '../../ports/event-store.js'
import { trailEntry, type TrailEntry } from '../../projections/trail/entry.js'
import { aggregateOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { decodeLogged, type LoggedEvent } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import { linkFits, type Head } from '../verify.js'

/** Not yet an entry: what nobody looks at is not compared field by field. */
export interface Told {
  readonly logged: LoggedEvent
  readonly before: unknown
  readonly after: unknown
  readonly isIntact: boolean
}
export type Story = AsyncGenerator<E.Either<AfterSalesError, Told>, void, void>

export interface Wanted {
  readonly stream: string
  readonly isWanted: (stored: StoredEvent) => boolean
  /** Nothing after this revision is. */
  readonly last?: number
}

const MOST_IN_SLICE = 1_000

export const entryOf = ({ logged, before, after, isIntact }: Told): TrailEntry =>
  trailEntry(seenBy(logged), before, after, isIntact)

/** Reads from its beginning, because only there the state and the chain of links begin. Ends after the first `Left`. */
export async function* storyOf(
  { store, tenant }: Pick<Runtime, 'store' | 'tenant'>,
  { stream, isWanted, last = Number.MAX_SAFE_INTEGER }: Wanted,
  slice = MOST_IN_SLICE,
): Story {
  let head: Head | undefined
  let state: unknown
  for (let from = 0; from <= last;) {
    const read = await store.read(stream, from, Math.min(slice, last - from + 1))()
    if (E.isLeft(read)) return yield read
    for (const stored of read.right.events) {
      const logged = decodeLogged(stored)
      if (E.isLeft(logged)) return yield logged
      const { decider } = aggregateOf<unknown>(logged.right.kind)
      const before = from === 0 ? decider.initial : state
      state = decider.evolve(before, logged.right.event)
      const last = head
      head = { revision: stored.revision, link: stored.metadata.link }
      from = stored.revision + 1
      if (isWanted(stored))
        yield E.right({ logged: logged.right, before, after: state, isIntact: linkFits(tenant, last, stored) })
    }
    if (read.right.events.length === 0 || read.right.head === from - 1) return
  }
}

/** Together; one stream has 10 to 1,000 of them. */
const EVENTS_AHEAD = 10_000
const FEWEST_IN_SLICE = 10

/** Several streams as one, in the order of the log. */
export async function* mergedStories(runtime: Pick<Runtime, 'store' | 'tenant'>, wanted: ReadonlyArray<Wanted>): Story {
  const share = Math.floor(EVENTS_AHEAD / Math.max(1, wanted.length))
  const slice = Math.min(MOST_IN_SLICE, Math.max(FEWEST_IN_SLICE, share))
  const begun = wanted.map((of) => storyOf(runtime, of, slice))
  const firsts = await Promise.all(begun.map((story) => story.next()))
  const open = begun.map((story, n) => ({ story, next: firsts[n]! })).filter(({ next }) => next.done !== true)
  while (open.length > 0) {
    let first = open[0]!
    for (const other of open) if (isBefore(runtime, other.next.value!, first.next.value!)) first = other
    const told = first.next.value!
    yield told
    if (E.isLeft(told)) return
    first.next = await first.story.next()
    if (first.next.done === true) open.splice(open.indexOf(first), 1)
  }
}

/** What went wrong comes first. */
const isBefore = (
  { store }: Pick<Runtime, 'store'>,
  one: E.Either<AfterSalesError, Told>,
  other: E.Either<AfterSalesError, Told>,
): boolean =>
  E.isRight(other) &&
  (E.isLeft(one) || store.comparePositions(one.right.logged.position, other.right.logged.position) < 0)
