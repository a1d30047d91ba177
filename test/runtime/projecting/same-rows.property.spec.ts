/** Whatever happens on the way, the rows are the fold of the log: those that followers made and those of a build. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import type { ReadModel } from '../../../src/projections/read-model.js'
import { buildReadModels } from '../../../src/runtime/projecting/build.js'
import { joinShares } from '../../../src/runtime/projecting/join-shares.js'
import { journal, projectingWorld, type Journal } from './world.js'

/** One row for each stream: streams can be shared out. */
const byStream = (name: string): ReadModel => {
  const { touches, ...model } = journal(name)
  return as({ ...model, partOf: ({ stream }) => stream, touches: (seen) => touches(seen).slice(1) })
}
const as = (model: ReadModel<Journal>): ReadModel => model as unknown as ReadModel
const notes = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
const fault = fc.constantFrom('down', 'lost_request', 'lost_answer')
/** Notes that are written, what the store does with the next commits, and whether the follower is another one then. */
const stretches = fc.array(
  fc.record({ notes, faults: fc.array(fault, { maxLength: 3 }), isReplaced: fc.boolean(), isContested: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 5,
  },
)

it('The rows of a read model are the fold of the log, however it was followed, interrupted and built', async () => {
  await fc.assert(
    fc.asyncProperty(stretches, fc.integer({ min: 1, max: 9 }), async (run, batch) => {
      const world = projectingWorld()
      const [followed, late, built] = [journal(), journal('late'), journal('built')]
      const folded = new Map<string, Array<string>>()
      const add = (key: string, name: string) => folded.set(key, [...(folded.get(key) ?? []), name])
      const revisions = new Map<string, number>()
      let follower = world.follow(followed)
      for (const [n, stretch] of run.entries()) {
        for (const id of stretch.notes) {
          await world.note(id)
          const revision = revisions.get(id) ?? 0
          revisions.set(id, revision + 1)
          for (const key of ['all', id]) add(key, `${id}@${revision}`)
        }
        world.readModels.script(...stretch.faults)
        // For a while there may be two, as when a lease runs out under a slow one.
        const rival = stretch.isContested ? world.follow(followed) : undefined
        await world.clock.pass(120_000)
        await rival?.stop()
        if (!stretch.isReplaced) continue
        await follower.stop()
        // Another read model joins in the middle, where there is a middle.
        follower = n % 2 === 0 ? world.follow(followed) : world.follow(followed, late)
        await world.clock.pass(120_000)
      }
      await follower.stop()
      const last = world.follow(followed, late)
      await world.clock.pass(240_000)
      await last.stop()
      // What it meets, it says, and goes on where it was when it is called again.
      const build = () => buildReadModels(world.runtime, world.readModels, [as(built)], { batch })
      for (let n = 0; n < 20 && E.isLeft(await build()); n++);
      const expected = [...folded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, events]) => [id, { id, events }])
      for (const model of [followed, late, built])
        expect([model.name, (await world.rows(model))['rows']]).toEqual([model.name, expected])
    }),
    { numRuns: 40, seed: 20_261_126 },
  )
}, 60_000)

it('The rows of a build that several share are those of one that nobody shares', async () => {
  await fc.assert(
    fc.asyncProperty(notes, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), async (ids, of, batch) => {
      const world = projectingWorld()
      for (const id of ids) await world.note(id)
      const [alone, shared] = [byStream('alone'), byStream('shared')]
      const models = [shared, as(journal())]
      for (let n = 1; n <= of; n++)
        orThrow(await buildReadModels(world.runtime, world.readModels, models, { share: { n, of }, batch }))
      orThrow(await joinShares(world.store, world.readModels, models, 'main', of))
      orThrow(await buildReadModels(world.runtime, world.readModels, [alone, as(journal('whole'))], { batch }))
      const rows = (model: ReadModel) => world.rows(model as unknown as ReadModel<Journal>)
      expect(await rows(shared)).toEqual(await rows(alone))
      expect(await rows(as(journal()))).toEqual(await rows(as(journal('whole'))))
      // Whoever builds on from there finds nothing missing and repeats nothing.
      await world.note('a')
      for (const model of [alone, shared]) orThrow(await buildReadModels(world.runtime, world.readModels, [model]))
      expect(await rows(shared)).toEqual(await rows(alone))
    }),
    { numRuns: 40, seed: 20_261_127 },
  )
}, 60_000)

it('Shares that stand apart are no whole', async () => {
  const world = projectingWorld()
  for (const id of 'ab') await world.note(id)
  const model = byStream('shared')
  orThrow(await buildReadModels(world.runtime, world.readModels, [model], { share: { n: 1, of: 2 } }))
  const apart = await joinShares(world.store, world.readModels, [model], 'main', 2)
  expect(apart).toEqual(E.left({ _tag: 'SharesApart', readModel: 'shared@1' }))
})
