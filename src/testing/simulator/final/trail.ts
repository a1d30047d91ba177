/** The audit trail is the log: all that carries a case's name, in its order, and all that anybody decided. */
import * as E from 'fp-ts/lib/Either.js'
import { streamName, type StreamKind } from '../../../domain/values/ids.js'
import type { StoredEvent } from '../../../ports/event-store.js'
import { isDecided } from '../../../projections/trail/doings.js'
import type { TrailEntry } from '../../../projections/trail/entry.js'
import { trailTreeRows } from '../../../projections/trail/tree.js'
import { readerOf, type Page, type PageOptions } from '../../../runtime/reading/pages.js'
import { trailViewsOf } from '../../../runtime/reading/trail.js'
import type { FinalMeans } from './log.js'

const TENANT = 'main'
const placeOf = ({ stream, revision }: Pick<StoredEvent, 'stream' | 'revision'>): string => `${stream}@${revision}`

export const trailIsTheLog = async ({ store, rows, log, watch }: FinalMeans): Promise<void> => {
  const streamOf = (kind: StreamKind, id: string) => streamName(kind, TENANT, id)
  const views = trailViewsOf({ store, tenant: TENANT, streamOf }, readerOf(rows, TENANT).page)

  const pages = async (
    ask: (options: PageOptions) => Promise<E.Either<unknown, Page<TrailEntry>>>,
  ): Promise<ReadonlyArray<TrailEntry>> => {
    const all: Array<TrailEntry> = []
    for (let after: string | undefined; ;) {
      const page = await ask({ limit: 7, ...(after === undefined ? {} : { after }) })
      if (E.isLeft(page)) watch.broken('the trail can be read', JSON.stringify(page.left))
      if (E.isLeft(page)) return all
      all.push(...page.right.rows)
      after = page.right.next
      if (after === undefined) return all
    }
  }
  const compare = (whose: string, told: ReadonlyArray<TrailEntry>, events: ReadonlyArray<StoredEvent>): void => {
    const [found, wanted] = [told.map(placeOf), events.map(placeOf)]
    if (found.join() !== wanted.join())
      watch.broken('the trail is the log', `${whose}: ${found.join(' ')} for ${wanted.join(' ')}`)
    if (told.some(({ isBroken }) => isBroken)) watch.broken('the trail is what was written', whose)
  }

  for (const caseId of new Set(log.map(({ metadata }) => metadata.$correlationId))) {
    const wanted = log.filter(({ metadata }) => metadata.$correlationId === caseId)
    compare(caseId, await pages((options) => views.trail({ caseId }, options)()), wanted)
    const tree = await views.trailTree({ caseId })()
    const told = E.isLeft(tree) ? [] : trailTreeRows(tree.right).map(({ entry }) => entry)
    if (told.map(placeOf).sort().join() !== wanted.map(placeOf).sort().join())
      watch.broken('the tree of the trail holds every event once', caseId)
  }
  const decided = log.filter(({ metadata }) => isDecided(metadata))
  const actors = new Map(decided.map(({ metadata }) => [`${metadata.actorKind} ${metadata.actorId}`, metadata]))
  for (const [whose, { actorKind: kind, actorId: id }] of actors) {
    const wanted = decided.filter(({ metadata }) => metadata.actorKind === kind && metadata.actorId === id)
    compare(whose, await pages((options) => views.trailOf({ kind, id }, options)()), inTime(wanted))
  }
}

/** By when they were recorded; of one moment, as in the log. */
const inTime = (events: ReadonlyArray<StoredEvent>): ReadonlyArray<StoredEvent> =>
  [...events].sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
