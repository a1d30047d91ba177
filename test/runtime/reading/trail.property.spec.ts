/** Whatever was done in whatever order: the trail is the log, and its pages add up. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantOf, orThrow, type StoredEvent, type TrailEntry } from 'after-sales'
import { isDecided } from '../../../src/projections/trail/doings.js'
import { trailTreeRows } from '../../../src/projections/trail/tree.js'
import { READ_MODELS } from '../../../src/projections/index.js'
import { buildReadModels } from '../../../src/runtime/projecting/build.js'
import { marked, markOf } from '../../../src/runtime/projecting/marks.js'
import { readerOf, type Page, type PageOptions } from '../../../src/runtime/reading/pages.js'
import { trailViewsOf } from '../../../src/runtime/reading/trail.js'
import { NOW } from '../../acceptance/shop.js'
import { consumerWorld } from '../workers/consumer-world.js'

const few = fc.integer({ min: 0, max: 3 })
/** Events of a few streams for a few cases by a few people, some of one moment; names that sort and look strangely. */
const event = fc.record({
  stream: few,
  ofCase: few,
  actor: few,
  isOwn: fc.boolean(),
  ms: fc.integer({ min: 0, max: 2 }),
})
const NAMES = ['a', 'a.b', '#1~', 'ä/😀'] as const
const ACTORS = NAMES.map((id, n) => ({ kind: n % 2 === 0 ? ('agent' as const) : ('system' as const), id }))
const after = (ms: number) => instantOf(Date.parse(NOW) + ms)

it('The trail of a case, and of a person, is what the log says, in its order, page by page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })),
      async (events, limit, [from, to]) => {
        const { runtime, readModels, clock, store } = consumerWorld()
        for (const { stream, ofCase, actor, isOwn, ms } of events) {
          clock.advance(ms)
          const done = await runtime.handle({
            ...{ kind: 'worker', id: NAMES[stream]!, type: 'NoteClockJump' },
            ...{ data: { role: 'timers', from: NOW, to: NOW }, commandId: runtime.ids.uuid() },
            ...{ actor: ACTORS[actor]!, channel: 'api' },
            circumstances: { correlationId: NAMES[ofCase]!, ...(isOwn ? { authority: 'reaction' } : {}) },
          })
          orThrow(done)
        }
        orThrow(await buildReadModels(runtime, readModels, READ_MODELS, { batch: limit }))
        const marks = READ_MODELS.map((model) => marked(markOf(model, 1), 'main'))
        orThrow(await readModels.commit({ name: 'marks', expected: 0, checkpoint: '', changes: marks })())

        const views = trailViewsOf(runtime, readerOf(readModels, 'main').page)
        const pages = async (ask: (options: PageOptions) => () => Promise<unknown>) => {
          const found: Array<string> = []
          for (let end: string | undefined; ;) {
            const answer = (await ask({ limit, ...(end === undefined ? {} : { after: end }) })()) as never
            const { rows, next } = orThrow<Page<TrailEntry>>(answer)
            expect(rows.length).toBeLessThanOrEqual(limit)
            expect(rows.some(({ isBroken }) => isBroken)).toBe(false)
            found.push(...rows.map(({ eventId }) => eventId))
            end = next
            if (end === undefined) return found
          }
        }
        const log: Array<StoredEvent> = []
        for await (const delivery of store.all()) if (delivery._tag === 'Event') log.push(delivery.event)
        const idsOf = (is: (event: StoredEvent) => boolean) => log.filter(is).map(({ id }) => id)
        const period = { from: after(from), to: after(to) }
        const isInPeriod = ({ recordedAt }: StoredEvent) => recordedAt >= period.from && recordedAt < period.to

        for (const caseId of NAMES) {
          const isIts = ({ metadata }: StoredEvent) => metadata.$correlationId === caseId
          expect(await pages((options) => views.trail({ caseId }, options))).toEqual(idsOf(isIts))
          expect(await pages((options) => views.trail({ caseId }, { ...options, ...period }))).toEqual(
            idsOf((stored) => isIts(stored) && isInPeriod(stored)),
          )
          const tree = trailTreeRows(orThrow(await views.trailTree({ caseId })()))
          expect(tree.map(({ entry }) => entry.eventId).sort()).toEqual(idsOf(isIts).sort())
        }
        for (const actor of ACTORS) {
          const isTheirs = ({ metadata }: StoredEvent) =>
            metadata.actorKind === actor.kind && metadata.actorId === actor.id && isDecided(metadata)
          expect(await pages((options) => views.trailOf(actor, options))).toEqual(idsOf(isTheirs))
          expect(await pages((options) => views.trailOf(actor, { ...options, ...period }))).toEqual(
            idsOf((stored) => isTheirs(stored) && isInPeriod(stored)),
          )
        }
      },
    ),
    { numRuns: 60, seed: 20_261_126 },
  )
}, 60_000)
