/** A new version of a read model stands beside the old one, and what it makes of the log is compared with it, row by row. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import type { ReadModel } from '../../../src/projections/read-model.js'
import { comparingOf } from '../../../src/runtime/projecting/versions.js'
import { upkeepOf } from '../../../src/runtime/projecting/upkeep.js'
import { journal, projectingWorld, type Journal } from './world.js'

const as = (model: ReadModel<Journal>): ReadModel => model as unknown as ReadModel
const ASKED = { name: 'journal', versions: [1, 2] } as const

/** The second version writes the events of `b` in another form, has no row of `c`, one of `c2`, and sorts rows otherwise. */
const second = (): ReadModel<Journal> => {
  const first = journal('journal', 2)
  return {
    ...first,
    order: { name: 'ids', place: ({ id }) => `z${id}` },
    touches: (seen) =>
      first.touches(seen).map(({ key, change }) => ({
        key: key === 'c' ? 'c2' : key,
        change: (row) => {
          const { id, events } = change(row)!
          return { events: key === 'b' ? events.map((name) => name.toUpperCase()) : events, id }
        },
      })),
  }
}

const bothVersions = async () => {
  const world = projectingWorld()
  for (const id of 'abacab') await world.note(id)
  const follower = world.follow(journal(), second())
  await world.clock.pass(1_000)
  await follower.stop()
  const { compareReadModels } = comparingOf(world.runtime, world.readModels, [as(second())])
  return { ...world, compared: async (asked: unknown = ASKED) => compareReadModels(asked as typeof ASKED)() }
}

describe('Two versions of a read model', () => {
  it('are compared by key: what differs with both rows, and what one of them alone has', async () => {
    const { compared } = await bothVersions()
    expect(orThrow(await compared())).toEqual({
      ...{ readModels: ['journal@1', 'journal@2'], rows: [4, 4], different: 3, later: 0 },
      differences: [
        {
          ...{ key: 'b', fields: ['events'] },
          first: { id: 'b', events: ['b@0', 'b@1'] },
          second: { id: 'b', events: ['B@0', 'B@1'] },
        },
        { key: 'c', fields: [], first: { id: 'c', events: ['c@0'] } },
        { key: 'c2', fields: [], second: { id: 'c', events: ['c@0'] } },
      ],
    })
  })

  it('of which one was left behind differ by no row that only had news since', async () => {
    const { compared, note, follow, clock } = await bothVersions()
    const later = follow(second())
    await note('a')
    await note('d')
    await clock.pass(1_000)
    // `all`, `a` and `d` are newer; of `b` and `c` nothing has been heard.
    expect(orThrow(await compared())).toMatchObject({ rows: [4, 5], different: 3, later: 3 })
    await later.stop()
    expect(orThrow(await compared({ name: 'journal', versions: [2, 1] }))).toMatchObject({ rows: [5, 4], different: 3 })
  })

  it('that are the same have no difference, and more than a hundred are counted and not shown', async () => {
    const world = projectingWorld()
    for (let n = 0; n < 120; n++) await world.note(`n${n}`)
    const shouting = { ...second(), version: 3 }
    const loud: ReadModel<Journal> = {
      ...shouting,
      touches: (seen) =>
        journal('journal', 3)
          .touches(seen)
          .map(({ key, change }) => ({
            key,
            change: (row) => ({ ...change(row)!, events: [] }),
          })),
    }
    const follower = world.follow(journal(), journal('journal', 2), loud)
    await world.clock.pass(1_000)
    await follower.stop()
    const { compareReadModels } = comparingOf(world.runtime, world.readModels, [as(journal('journal', 2))])
    expect(orThrow(await compareReadModels(ASKED)())).toMatchObject({ rows: [121, 121], different: 0, differences: [] })
    const all = orThrow(await compareReadModels({ name: 'journal', versions: [1, 3] })())
    expect([all.different, all.differences.length]).toEqual([121, 100])
  })

  it('do not show what a row is folded on from, and say that it differs', async () => {
    const world = await bothVersions()
    const value = (state: number) => JSON.stringify({ id: 'x', state })
    const put = (table: string, state: number) =>
      ({ _tag: 'Put', table, row: { key: 'x', sort: 'x', value: value(state) } }) as const
    const changes = [put('journal@1@main', 1), put('journal@2@main', 2)]
    orThrow(await world.readModels.commit({ name: 'somebody', expected: 0, checkpoint: '', changes })())
    const { differences } = orThrow(await world.compared())
    expect(differences.at(-1)).toEqual({ key: 'x', fields: ['state'], first: { id: 'x' }, second: { id: 'x' } })
  })

  it('must both be there, and be named as what they are', async () => {
    const { compared, readModels, runtime } = await bothVersions()
    expect(await compared({ name: 'journal', versions: [1, 7] })).toEqual(
      E.left({ _tag: 'ReadModelNotBuilt', readModel: 'journal@7' }),
    )
    for (const [asked, field] of [
      [{ name: '', versions: [1, 2] }, 'name'],
      [{ name: 'journal', versions: [1] }, 'versions'],
      [{ name: 'journal', versions: [1, 0] }, 'versions.1'],
    ] as const)
      expect(await compared(asked)).toMatchObject(E.left({ _tag: 'InvalidInput', problems: [{ field }] }))
    expect(await compared(null)).toMatchObject(E.left({ _tag: 'InvalidInput' }))
    orThrow(
      await readModels.commit({
        ...{ name: 'somebody', expected: 0, checkpoint: '' },
        changes: [{ _tag: 'Put', table: 'journal@2@main', row: { key: 'b', sort: 'zb', value: 'no JSON' } }],
      })(),
    )
    expect(await compared()).toEqual(E.left({ _tag: 'ReadModelBroken', readModel: 'journal', key: 'b' }))
    const nowhere = comparingOf(runtime, undefined, [])
    expect(await nowhere.compareReadModels(ASKED)()).toEqual(E.left({ _tag: 'ReadModelsMissing' }))
  })

  it('of which the older was retired cannot be compared any more', async () => {
    const { compared, readModels, runtime, follow, clock } = await bothVersions()
    const later = follow(second())
    await clock.pass(1_000)
    await later.stop()
    orThrow(await upkeepOf(runtime, readModels, [as(second())]).retireReadModels()())
    expect(await compared()).toEqual(E.left({ _tag: 'ReadModelNotBuilt', readModel: 'journal@1' }))
  })
})
