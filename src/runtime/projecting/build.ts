/**
 * Makes read models from the log, from its beginning up to where the worker stands that will keep them up to date. It
 * works beside whatever serves people meanwhile, goes on where it was interrupted, and can cause nothing but rows.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Delivery, Position, StoredEvent } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { ProjectedEvent } from '../../projections/projection.js'
import type { ReadModel } from '../../projections/read-model.js'
import { knowsType, streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { decodeLogged } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import { openBuilder, type Builder } from './builder.js'

export interface BuildProgress {
  /** Events read in this run. */
  readonly events: number
  readonly perSecond: number
  readonly position: Position
}

export interface BuildOptions {
  /** Up to and including this position; absent: to the end of the log as it is found. */
  readonly upTo?: Position
  readonly signal?: AbortSignal
  /** Events in one commit: their rows are in memory, and what is interrupted repeats one of them. Default 10,000. */
  readonly batch?: number
  /** Called after a commit, at most four times a second. Must not throw. */
  readonly onProgress?: (progress: BuildProgress) => void
}

type Means = Pick<Runtime, 'store' | 'tenant' | 'clock'>

// A case goes on for some thousand events of a busy shop: each of its rows is then written a few times, not at each event.
const BATCH = 10_000
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
  { upTo, signal, batch: most = BATCH, onProgress }: BuildOptions = {},
): Promise<E.Either<AfterSalesError, void>> => {
  const builders: Array<Builder> = []
  for (const model of models) {
    const opened = await openBuilder(store, readModels, model, tenant)
    if (E.isLeft(opened)) return opened
    builders.push(opened.right)
  }
  const isBeyond = (position: Position, other: Position | undefined): boolean =>
    other !== undefined && store.comparePositions(position, other) > 0
  const waiting = builders.filter((builder) => builder.position() === undefined)
  const positions = builders.flatMap((builder) => builder.position() ?? [])
  const first = waiting.length > 0 ? undefined : positions.sort(store.comparePositions)[0]

  const startedAt = Date.parse(clock.now())
  let toldAt = startedAt
  let batch: Array<readonly [StoredEvent, ProjectedEvent | undefined]> = []
  let events = 0

  const commit = async (): Promise<E.Either<AfterSalesError, void>> => {
    for (const builder of builders) {
      const from = builder.position()
      const news = from === undefined ? batch : batch.filter(([{ position }]) => isBeyond(position, from))
      const last = news[news.length - 1]?.[0]
      if (last === undefined) continue
      const folded = await builder.take(
        news.flatMap(([, seen]) => seen ?? []),
        last,
      )
      if (E.isLeft(folded)) return folded
    }
    const position = batch[batch.length - 1]?.[0].position
    batch = []
    const now = Date.parse(clock.now())
    if (onProgress === undefined || position === undefined || now - toldAt < TELL_EVERY_MS) return E.right(undefined)
    toldAt = now
    onProgress({ events, perSecond: Math.round((events * 1_000) / (now - startedAt)), position })
    return E.right(undefined)
  }

  const take = (delivery: Delivery): E.Either<AfterSalesError, 'goes on' | 'is over'> => {
    if (delivery._tag === 'Failed') return E.left(delivery.error)
    if (delivery._tag !== 'Event') return E.right('goes on')
    const { event } = delivery
    if (isBeyond(event.position, upTo)) return E.right('is over')
    events += 1
    // What none of them looks at is not decoded, but for a type that nobody knows: it might matter.
    if (knowsType(event.type) && !builders.some((builder) => builder.handles(event.type))) {
      batch.push([event, undefined])
      return E.right('goes on')
    }
    const logged = decodeLogged(event)
    if (E.isLeft(logged)) return logged
    batch.push([event, seenBy(logged.right)])
    return E.right('goes on')
  }

  const from = first === undefined ? {} : { after: first }
  const until = signal === undefined ? {} : { signal }
  for await (const delivery of store.all({ prefixes: streamsOf(tenant), ...from, ...until })) {
    const taken = take(delivery)
    if (E.isLeft(taken)) return taken
    if (taken.right === 'is over') break
    if (batch.length < most) continue
    const committed = await commit()
    if (E.isLeft(committed)) return committed
  }
  return signal?.aborted === true ? E.left({ _tag: 'Aborted' }) : commit()
}
