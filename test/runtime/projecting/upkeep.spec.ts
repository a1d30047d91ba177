/** Looking after read models: proving them, making them anew, throwing away what nobody looks at any more. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'
import type { ReadModelStore, RowChange } from '../../../src/ports/read-model-store.js'
import { inOrder } from '../../../src/projections/in-order.js'
import { tableOfModel, type ReadModel } from '../../../src/projections/read-model.js'
import { lagOf } from '../../../src/runtime/lag.js'
import { upkeepOf } from '../../../src/runtime/projecting/upkeep.js'
import { streamOf } from '../workers/consumer-world.js'
import { journal, projectingWorld, type Journal } from './world.js'

const as = (model: ReadModel<Journal>): ReadModel => model as unknown as ReadModel
const table = tableOfModel(journal(), 'main')

const followed = async (...models: ReadonlyArray<ReadModel<Journal>>) => {
  const world = projectingWorld()
  const follower = world.follow(...models)
  for (const id of 'abacab') await world.note(id)
  await world.clock.pass(1_000)
  const upkeep = upkeepOf(world.runtime, world.readModels, models.map(as))
  const byHand = async (...changes: ReadonlyArray<RowChange>): Promise<void> =>
    void orThrow(await world.readModels.commit({ name: 'somebody', expected: 0, checkpoint: '', changes })())
  return { ...world, follower, upkeep, byHand }
}
const verified = async (world: Awaited<ReturnType<typeof followed>>) =>
  orThrow(await world.upkeep.verifyReadModels({ scratch: memoryReadModelStore() })())

describe('Read models are proven against the log', () => {
  it('and are right as long as nobody touches them', async () => {
    const world = await followed(journal(), journal('other'))
    expect(await verified(world)).toEqual([
      { readModel: 'journal@1', wrong: 0, differences: [] },
      { readModel: 'other@1', wrong: 0, differences: [] },
    ])
    await world.follower.stop()
  })

  it('every row that somebody changed, took or added is told, and every place in a list', async () => {
    const world = await followed(journal())
    const lengths = tableOfModel(journal(), 'main', 'lengths')
    await world.byHand(
      { _tag: 'Put', table, row: { key: 'a', sort: inOrder('a'), value: '{"id":"a","events":[]}' } },
      { _tag: 'Delete', table, key: 'b' },
      { _tag: 'Put', table, row: { key: 'z', sort: inOrder('z'), value: '{"id":"z","events":[]}' } },
      { _tag: 'Delete', table: lengths, key: inOrder('c', inOrder('0001')) },
    )
    const [found] = await verified(world)
    expect(found).toMatchObject({ readModel: 'journal@1', wrong: 4 })
    expect(found!.differences).toEqual([
      { key: 'a', what: 'differs' },
      { key: 'z', what: 'surplus' },
      { key: 'b', what: 'missing' },
      { list: 'lengths', key: inOrder('c', inOrder('0001')), what: 'missing' },
    ])
    await world.follower.stop()
  })

  it('what is added while they are proven is no difference', async () => {
    const world = await followed(journal())
    const scratch = memoryReadModelStore()
    const { list } = scratch
    let added = false
    const slow = {
      ...scratch,
      list:
        (...asked: Parameters<typeof list>) =>
        async () => {
          if (!added) {
            added = true
            await world.note('d')
            await world.clock.pass(1_000)
          }
          return list(...asked)()
        },
    }
    expect(orThrow(await world.upkeep.verifyReadModels({ scratch: slow })())).toMatchObject([{ wrong: 0 }])
    expect(added).toBe(true)
    await world.follower.stop()
  })

  it('not before they are built', async () => {
    const world = projectingWorld()
    const { verifyReadModels } = upkeepOf(world.runtime, world.readModels, [as(journal())])
    const answer = await verifyReadModels({ scratch: memoryReadModelStore() })()
    expect(answer).toEqual(E.left({ _tag: 'ReadModelNotBuilt', readModel: 'journal@1' }))
  })
})

it('Without an empty store to make the rows in, nothing is proven', async () => {
  const world = await followed(journal())
  await world.note('a')
  await world.clock.pass(1_000)
  const before = await world.rows(journal())
  for (const options of [{} as { readonly scratch: ReadModelStore }, { scratch: world.readModels }]) {
    const answer = await world.upkeep.verifyReadModels(options)()
    expect(answer).toMatchObject(E.left({ _tag: 'InvalidInput', problems: [{ field: 'scratch' }] }))
  }
  expect(await world.rows(journal())).toEqual(before)
  await world.follower.stop()
})

describe('A read model that is made anew', () => {
  it('is what the log says, and the others stay as they are, while its followers go on', async () => {
    const world = await followed(journal(), journal('other'))
    const right = await world.rows(journal())
    await world.byHand({ _tag: 'Delete', table, key: 'b' })
    orThrow(await world.upkeep.rebuildReadModel('journal')())
    await world.note('a')
    await world.clock.pass(120_000)
    await world.clock.pass(120_000)
    expect(await verified(world)).toMatchObject([{ wrong: 0 }, { wrong: 0 }])
    expect((await world.rows(journal()))['rows']).toContainEqual(['b', { id: 'b', events: ['b@0', 'b@1'] }])
    expect(await world.rows(journal('other'))).toEqual(await world.rows(journal()))
    expect(await world.rows(journal())).not.toEqual(right)
    await world.follower.stop()
  })

  it('is not read before it is whole again', async () => {
    const world = await followed(journal())
    await world.follower.stop()
    expect(orThrow(await world.upkeep.readModels()())).toEqual([{ readModel: 'journal@1', state: 'following' }])
    orThrow(await world.upkeep.rebuildReadModel('journal@1')())
    expect(orThrow(await world.upkeep.readModels()())).toEqual([{ readModel: 'journal@1', state: 'not_built' }])
    expect(await world.rows(journal())).toEqual({ rows: [], lengths: [] })
  })

  it('waits until nothing of it is put aside: what is retried later would count twice', async () => {
    const trouble = { isThere: true }
    const fragile = journal('journal', 1, (name) => {
      if (trouble.isThere && name === 'b@2') throw new Error('a defect')
    })
    const world = await followed(fragile)
    await world.note('b')
    await world.clock.pass(120_000)
    const parked = { _tag: 'ProjectionsParked', stream: streamOf('b') }
    expect(await world.upkeep.rebuildReadModel('journal')()).toEqual(E.left(parked))
    trouble.isThere = false
    await world.retry('b', 'projections')
    await world.clock.pass(120_000)
    expect(await world.upkeep.rebuildReadModel('journal')()).toEqual(E.right(undefined))
    await world.follower.stop()
  })

  it('has a name that this release knows', async () => {
    const world = await followed(journal())
    expect(await world.upkeep.rebuildReadModel('')()).toMatchObject(E.left({ problems: [{ field: 'readModel' }] }))
    expect(await world.upkeep.rebuildReadModel('orders')()).toEqual(
      E.left({ _tag: 'ReadModelUnknown', readModel: 'orders' }),
    )
    await world.follower.stop()
  })
})

describe('What no release looks at any more', () => {
  it('is thrown away when it is told to, and never what is followed', async () => {
    const world = await followed(journal(), journal('old'))
    await world.follower.stop()
    const later = world.follow(journal())
    await world.clock.pass(1_000)
    const upkeep = upkeepOf(world.runtime, world.readModels, [as(journal())])
    expect(orThrow(await upkeep.readModels()())).toEqual([
      { readModel: 'journal@1', state: 'following' },
      { readModel: 'old@1', state: 'left' },
    ])
    expect(orThrow(await upkeep.retireReadModels()())).toEqual(['old@1'])
    expect(await world.rows(journal('old'))).toEqual({ rows: [], lengths: [] })
    expect((await world.rows(journal()))['rows']).toHaveLength(4)
    expect(orThrow(await upkeep.retireReadModels()())).toEqual([])
    await later.stop()
  })

  it('is whole again when its release comes back', async () => {
    const world = await followed(journal(), journal('old'))
    await world.follower.stop()
    await world.follow(journal()).stop()
    orThrow(await upkeepOf(world.runtime, world.readModels, [as(journal())]).retireReadModels()())
    const back = world.follow(journal(), journal('old'))
    await world.clock.pass(1_000)
    await back.stop()
    expect(await world.rows(journal('old'))).toEqual(await world.rows(journal()))
  })
})

describe('How far the roles are behind', () => {
  it('is counted in events, since the first that was not committed, whoever works on them', async () => {
    const world = await followed(journal())
    await world.follower.stop()
    const before = world.clock.now()
    await world.note('a')
    await world.clock.pass(5_000)
    await world.note('b')
    const lag = orThrow(await lagOf(world.runtime, world.readModels))
    expect(lag).toContainEqual({ role: 'projections', events: 2, since: before })
    // It has never run.
    expect(lag.find(({ role }) => role === 'timers')).toMatchObject({ events: 8 })
  })

  it('is nothing where all was committed', async () => {
    const world = await followed(journal())
    const lag = orThrow(await lagOf(world.runtime, world.readModels))
    expect(lag).toContainEqual({ role: 'projections', events: 0 })
    await world.follower.stop()
  })
})
