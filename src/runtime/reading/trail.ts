/**
 * The audit trail, read from the log itself: complete, checked by its links, and never a second truth. Read models only say
 * where to look: which streams hold events of a case, and which events somebody decided.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Actor } from '../../domain/values/actor.js'
import { identityOf } from '../../projections/read-model.js'
import { doings, type Doing } from '../../projections/trail/doings.js'
import type { TrailEntry } from '../../projections/trail/entry.js'
import { trailTreeOf, type TrailStep } from '../../projections/trail/tree.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'
import { noSuchPage } from './cursor.js'
import { DEFAULT_ROWS, type Page, type Reader } from './pages.js'
import { checkPeriod, type Period } from './period.js'
import { entryOf, mergedStories, storyOf, type Wanted } from './stories.js'
import { checkTrailOptions, checkTrailWanted, type TrailOptions, type TrailWanted } from './trail-input.js'
import { tooLarge, trailStreamsOf } from './trail-streams.js'

export interface TrailViews {
  /**
   * Every event of a case in the order of the log: who did it, by what right, why, what caused it and what it changed. Of an
   * order: of all its cases, and what happened to the order itself; of a customer: of all their cases. Events are as new as
   * the log, streams and cases as the workers: `upToDate` waits for them. Errors: `TrailTooLarge` over 1,000 streams;
   * those of reading the log.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.trail({ caseId: 'R-1' }, { limit: 50 })
   */
  readonly trail: (wanted: TrailWanted, options?: TrailOptions) => TaskEither<AfterSalesError, Page<TrailEntry>>
  /**
   * The same as a tree: at the roots what people, timers and providers wanted, below each event what the library did
   * because of it. The period is that of the store's clock. Errors: as `trail`; `TrailTooLarge` over 10,000 events.
   *
   * @example
   * const [opened] = await afterSales.promises.views.trailTree({ caseId: 'R-1' })
   */
  readonly trailTree: (wanted: TrailWanted, period?: Period) => TaskEither<AfterSalesError, ReadonlyArray<TrailStep>>
  /**
   * What one person, or one program of the host, decided in all cases, in the order of time; not what the library did
   * because of it.
   *
   * @example
   * const { rows } = await afterSales.promises.views.trailOf({ kind: 'agent', id: 'agent-1' }, { from: monday, to: friday })
   */
  readonly trailOf: (
    actor: Pick<Actor, 'kind' | 'id'>,
    options?: TrailOptions,
  ) => TaskEither<AfterSalesError, Page<TrailEntry>>
}

/** A tree is in memory at once. */
const MOST_EVENTS = 10_000

type Answer<A> = Promise<E.Either<AfterSalesError, A>>
interface Entries {
  readonly rows: ReadonlyArray<TrailEntry>
  readonly hasMore: boolean
}

export const trailViewsOf = (
  runtime: Pick<Runtime, 'store' | 'tenant' | 'streamOf'>,
  page: Reader['page'],
): TrailViews => {
  const streamsOf = trailStreamsOf(runtime, page)

  /** The entries after that one, at most so many. */
  const entriesAfter = async (
    streams: ReadonlyArray<Wanted>,
    after: string | undefined,
    limit: number,
  ): Answer<Entries> => {
    const rows: Array<TrailEntry> = []
    let isAfter = after === undefined
    for await (const told of mergedStories(runtime, streams)) {
      if (E.isLeft(told)) return told
      if (rows.length === limit) return E.right({ rows, hasMore: true })
      if (isAfter) rows.push(entryOf(told.right))
      isAfter ||= told.right.logged.id === after
    }
    return isAfter ? E.right({ rows, hasMore: false }) : noSuchPage
  }

  const entriesOf = async (
    asked: unknown,
    checked: E.Either<AfterSalesError, TrailOptions>,
    most: number,
  ): Answer<Entries> => {
    const wanted = checkTrailWanted(asked)
    if (E.isLeft(wanted)) return wanted
    if (E.isLeft(checked)) return checked
    const { after, limit = most, ...period } = checked.right
    const streams = await streamsOf(wanted.right, period)
    if (E.isLeft(streams)) return streams
    return entriesAfter(streams.right, after, limit)
  }

  /** The events that these rows point at. */
  const entriesAt = async (rows: ReadonlyArray<Doing>): Answer<ReadonlyArray<TrailEntry>> => {
    const revisions = new Map<string, Set<number>>()
    for (const { stream, revision } of rows) revisions.set(stream, (revisions.get(stream) ?? new Set()).add(revision))
    const entries = new Map<string, TrailEntry>()
    for (const [stream, wanted] of revisions) {
      const story = storyOf(runtime, {
        stream,
        isWanted: ({ revision, metadata: { tenant } }) => tenant === runtime.tenant && wanted.has(revision),
        last: Math.max(...wanted),
      })
      for await (const told of story) {
        if (E.isLeft(told)) return told
        entries.set(`${stream} ${told.right.logged.revision}`, entryOf(told.right))
      }
    }
    const found: Array<TrailEntry> = []
    for (const { stream, revision, actorKind, actorId } of rows) {
      const key = `${stream} ${revision}`
      const entry = entries.get(key)
      // The log has the last word on who did it.
      if (entry?.actorKind !== actorKind || entry.actorId !== actorId)
        return E.left({ _tag: 'ReadModelBroken', readModel: identityOf(doings), key })
      found.push(entry)
    }
    return E.right(found)
  }

  return {
    trail: (wanted, options) => async () => {
      const found = await entriesOf(wanted, checkTrailOptions(options), DEFAULT_ROWS)
      if (E.isLeft(found)) return found
      const { rows, hasMore } = found.right
      return E.right({ rows, ...(hasMore ? { next: rows[rows.length - 1]!.eventId } : {}) })
    },
    trailTree: (wanted, period) => async () => {
      const found = await entriesOf(wanted, checkPeriod(period), MOST_EVENTS)
      if (E.isLeft(found)) return found
      return found.right.hasMore ? tooLarge('events', MOST_EVENTS) : E.right(trailTreeOf(found.right.rows))
    },
    trailOf: (actor, options) => async () => {
      const checked = checkTrailOptions(options)
      if (E.isLeft(checked)) return checked
      const { from, to, ...paging } = checked.right
      const { kind, id } = { ...actor } as Readonly<Record<string, unknown>>
      const rows = await page(doings, 'actors', { kind, id }, paging, { stretch: { first: from, beyond: to } })
      if (E.isLeft(rows)) return rows
      const entries = await entriesAt(rows.right.rows)
      return E.isLeft(entries) ? entries : E.right({ ...rows.right, rows: entries.right })
    },
  }
}
