/**
 * Makes read models from the log, from its beginning up to where the worker stands that will keep them up to date. It
 * works beside whatever serves people meanwhile, goes on where it was interrupted, and can cause nothing but rows.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Position, StoredEvent } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { ProjectedEvent } from '../../projections/projection.js'
import { EVENT_TYPES } from '../../projections/event-types.js'
import type { ReadModel } from '../../projections/read-model.js'
import { knowsType, streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { decodeLogged } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import { fractionOf, timeLeft, type BuildProgress } from './build-progress.js'
import { openBuilder, type Builder } from './builder.js'
import type { Share } from './share.js'

export interface BuildOptions {
  /** Up to and including this position; absent: to the end of the log as it is found. */
  readonly upTo?: Position
  /** Others make the rows of the other shares, and `joinShares` ends it. Default: all of it. */
  readonly share?: Share
  readonly signal?: AbortSignal
  /** Events in one commit: their rows are in memory, and what is interrupted repeats one of them. Default 10,000. */
  readonly batch?: number
  /** Called after a commit, at most four times a second. Must not throw. */
  readonly onProgress?: (progress: BuildProgress) => void
}

type Means = Pick<Runtime, 'store' | 'tenant' | 'clock'>

// A case goes on for some thousand events of a busy shop: each of its rows is then written a few times, not at each event.
const BATCH = 10_000
/** Folded at once: enough that rows are loaded with few questions, few enough that decoded events are soon forgotten. */
const TOGETHER = 500
const TELL_EVERY_MS = 250

/**
 * Reads the log once for all of them. Errors: those of the stores; `UndecodableEvent` and `WrittenByNewerRelease` at an
 * event that this release cannot read; `ProjectionFailed`, `ReadModelBroken`; `LogRegressed` where an interrupted build
 * is gone on with on another log; `Aborted`: what was committed stays, and the next call goes on from there.
 */
export const buildReadModels = async (
  { store, tenant, clock }: Means,
  readModels: ReadModelStore,
  models: ReadonlyArray<ReadModel>,
  { upTo, share, signal, batch: most = BATCH, onProgress }: BuildOptions = {},
): Promise<E.Either<AfterSalesError, void>> => {
  const isBeyond = (position: Position, other: Position | undefined): boolean =>
    other !== undefined && store.comparePositions(position, other) > 0
  const begun: Array<Begun> = []
  for (const model of models) {
    const opened = await openBuilder(store, readModels, model, tenant, share)
    if (E.isLeft(opened)) return opened
    begun.push({ builder: opened.right, from: opened.right.position(), news: [], isBehind: false })
  }
  const positions = begun.flatMap(({ from }) => from ?? [])
  const first = positions.length < begun.length ? undefined : positions.sort(store.comparePositions)[0]

  const startedAt = Date.parse(clock.now())
  let toldAt = startedAt
  let events = 0
  let uncommitted = 0
  let last: StoredEvent | undefined

  const fold = async (): Promise<E.Either<AfterSalesError, void>> => {
    for (const one of begun) {
      const folded = await one.builder.fold(one.news)
      if (E.isLeft(folded)) return folded
      one.news = []
    }
    return E.right(undefined)
  }

  const left = timeLeft()
  left(startedAt, fractionOf(first ?? '0', upTo))
  const tell = (position: Position): void => {
    const now = Date.parse(clock.now())
    if (onProgress === undefined || now - toldAt < TELL_EVERY_MS) return
    toldAt = now
    const leftMs = left(now, fractionOf(position, upTo))
    onProgress({
      ...{ events, perSecond: Math.round((events * 1_000) / (now - startedAt)), position },
      ...(upTo === undefined ? {} : { upTo }),
      ...(leftMs === undefined ? {} : { leftMs }),
    })
  }

  const commit = async (): Promise<E.Either<AfterSalesError, void>> => {
    if (last === undefined || uncommitted === 0) return E.right(undefined)
    const folded = await fold()
    if (E.isLeft(folded)) return folded
    for (const one of begun) {
      if (!one.isBehind) continue
      const committed = await one.builder.commit(last)
      if (E.isLeft(committed)) return committed
      one.isBehind = false
    }
    uncommitted = 0
    tell(last.position)
    return E.right(undefined)
  }

  /** Gives an event to those who have not seen it; one that nobody looks at is not decoded, if its type is known. */
  const take = (event: StoredEvent): E.Either<AfterSalesError, void> => {
    last = event
    events += 1
    uncommitted += 1
    const behind = begun.filter(({ from }) => from === undefined || isBeyond(event.position, from))
    for (const one of behind) one.isBehind = true
    const takers = behind.filter(({ builder }) => builder.handles(event.type))
    if (takers.length === 0 && knowsType(event.type)) return E.right(undefined)
    const logged = decodeLogged(event)
    if (E.isLeft(logged)) return logged
    const seen = seenBy(logged.right)
    for (const { builder, news } of takers) if (builder.takes(seen)) news.push(seen)
    return E.right(undefined)
  }

  const from = first === undefined ? {} : { after: first }
  const until = signal === undefined ? {} : { signal }
  // What nobody looks at need not be read; a type that this release has never heard of is.
  const unwanted = EVENT_TYPES.filter((type) => models.every(({ handles }) => !handles.has(type)))
  for await (const delivery of store.all({ prefixes: streamsOf(tenant), unwanted, ...from, ...until })) {
    if (delivery._tag === 'Failed') return E.left(delivery.error)
    if (delivery._tag !== 'Event') continue
    if (isBeyond(delivery.event.position, upTo)) break
    const taken = take(delivery.event)
    if (E.isLeft(taken)) return taken
    if (uncommitted % TOGETHER !== 0 && uncommitted < most) continue
    const kept = uncommitted < most ? await fold() : await commit()
    if (E.isLeft(kept)) return kept
  }
  return signal?.aborted === true ? E.left({ _tag: 'Aborted' }) : commit()
}

interface Begun {
  readonly builder: Builder
  /** Where its last build was interrupted. */
  readonly from: Position | undefined
  news: Array<ProjectedEvent>
  /** Something came that it had not seen, whether or not it looks at it. */
  isBehind: boolean
}
