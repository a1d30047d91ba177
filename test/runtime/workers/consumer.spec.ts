/** The runner: every event once into the rows, in the order of its stream, whatever fails or comes in between. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { AfterSalesError } from 'after-sales'
import { consumerWorld, gate, nameOf, NAME, streamOf } from './consumer-world.js'
import { settled } from './held-clock.js'

const OUT: E.Either<AfterSalesError, never> = E.left({ _tag: 'StoreUnavailable', reason: 'no answer' })

describe('Rows and checkpoint', () => {
  it('are committed together, so that an event that was committed is never handled again', async () => {
    const world = consumerWorld()
    for (const id of ['a', 'b', 'a']) await world.note(id)
    const first = world.run()
    await settled()
    await first.stop()
    for (const { name, checkpoint, changes } of world.readModels.commits)
      expect([name, changes.length > 0 || checkpoint.includes('position')]).toEqual([NAME, true])
    await world.note('b')
    const second = world.run()
    await settled()
    await second.stop()
    expect([first.handled, second.handled]).toEqual([['a@0', 'b@0', 'a@1'], ['b@1']])
    expect(world.rowsWritten()).toEqual(['a@0', 'b@0', 'a@1', 'b@1'])
  })

  it('wait for an event that is unfinished, and for nothing else', async () => {
    const world = consumerWorld()
    for (const id of ['slow', 'b', 'c']) await world.note(id)
    const slow = gate()
    const run = world.run(async (event) => {
      if (nameOf(event) === 'slow@0') await slow.opened
      return undefined
    })
    await settled()
    expect(run.handled).toEqual(['b@0', 'c@0'])
    expect(world.rowsWritten()).toEqual([])
    slow.open()
    await settled()
    expect(world.rowsWritten()).toEqual(['slow@0', 'b@0', 'c@0'])
    await run.stop()
  })
})

describe('The order', () => {
  it('of a stream is kept while streams run at once', async () => {
    const world = consumerWorld()
    for (const id of ['a', 'a', 'b', 'a', 'b']) await world.note(id)
    let atOnce = 0
    let most = 0
    const run = world.run(async (event) => {
      most = Math.max(most, ++atOnce)
      for (let turns = event.revision === 0 ? 5 : 1; turns > 0; turns--) await settled()
      atOnce -= 1
      return undefined
    })
    for (let n = 0; n < 20; n++) await settled()
    await run.stop()
    expect(run.handled.filter((name) => name.startsWith('a'))).toEqual(['a@0', 'a@1', 'a@2'])
    expect(run.handled.filter((name) => name.startsWith('b'))).toEqual(['b@0', 'b@1'])
    expect(most).toBe(2)
  })

  it('leaves 64 events in flight at most', async () => {
    const world = consumerWorld()
    for (let n = 0; n < 100; n++) await world.note(`s-${n}`)
    const slow = gate()
    let begun = 0
    const run = world.run(async () => {
      begun += 1
      await slow.opened
      return undefined
    })
    await settled()
    expect(begun).toBe(64)
    slow.open()
    await settled()
    expect(begun).toBe(100)
    await run.stop()
  })

  it('lets 1,000 events at most wait for an older one', async () => {
    const world = consumerWorld()
    for (let n = 0; n < 1_100; n++) await world.note(`s-${n}`)
    const slow = gate()
    const run = world.run(async (event) => {
      if (nameOf(event) === 's-0@0') await slow.opened
      return undefined
    })
    for (let n = 0; n < 5; n++) await settled()
    expect(run.handled).toHaveLength(999)
    slow.open()
    for (let n = 0; n < 5; n++) await settled()
    expect(run.handled).toHaveLength(1_100)
    await run.stop()
  })
})

describe('An outage', () => {
  it('is waited out where it happens: one lost call sends nobody back', async () => {
    const world = consumerWorld()
    for (const id of ['a', 'b']) await world.note(id)
    let failures = 2
    const run = world.run((event) => Promise.resolve(nameOf(event) === 'a@0' && failures-- > 0 ? OUT : undefined))
    await world.clock.pass(5_000)
    await run.stop()
    expect(run.handled).toEqual(['b@0', 'a@0'])
    expect(run.problems).toEqual([])
  })

  it('is waited out by all events in flight at once, and Node suspects no leak', async () => {
    const warnings: Array<string> = []
    const note = ({ name }: Error) => void warnings.push(name)
    process.on('warning', note)
    const world = consumerWorld()
    for (let n = 0; n < 100; n++) await world.note(`s-${n}`)
    let begun = 0
    const run = world.run(() => {
      begun += 1
      return Promise.resolve(OUT)
    })
    await settled()
    expect(begun).toBe(64)
    await run.stop()
    process.off('warning', note)
    expect(warnings).toEqual([])
  })

  it('that lasts is reported, and after it everything goes on from the checkpoint', async () => {
    const world = consumerWorld()
    await world.note('a')
    let isOut = false
    const run = world.run(() => Promise.resolve(isOut ? OUT : undefined))
    await settled()
    isOut = true
    for (const id of ['b', 'c']) await world.note(id)
    await world.clock.pass(30_000)
    expect(run.problems[0]).toEqual({ _tag: 'StoreUnavailable', reason: 'no answer' })
    isOut = false
    await world.clock.pass(60_000)
    expect(await run.stop()).toEqual(E.right(undefined))
    expect(world.rowsWritten()).toEqual(['a@0', 'b@0', 'c@0'])
    expect(await world.parked()).toEqual([])
  })

  it('of the read models loses nothing either', async () => {
    const world = consumerWorld()
    await world.note('a')
    world.readModels.script('down', 'down')
    const run = world.run()
    await world.clock.pass(10_000)
    await run.stop()
    expect(world.rowsWritten()).toEqual(['a@0'])
    expect(run.problems.map(({ _tag }) => _tag)).toEqual(['ReadModelUnavailable', 'ReadModelUnavailable'])
  })
})

describe('A commit of which nobody knows whether it was written', () => {
  it('is settled by reading: what was written is not written again', async () => {
    const world = consumerWorld()
    await world.note('a')
    world.readModels.script('lost_answer')
    const run = world.run()
    await world.clock.pass(1_000)
    await run.stop()
    expect([run.handled, world.rowsWritten()]).toEqual([['a@0'], ['a@0']])
    expect(run.problems).toEqual([{ _tag: 'CommitUnknown', name: NAME }])
  })

  it('is never taken for written because another instance wrote the same checkpoint: what it put aside is not lost', async () => {
    const world = consumerWorld()
    const { opened, open } = gate()
    const broken: AfterSalesError = { _tag: 'ProjectionFailed', readModel: 'x@1', stream: streamOf('a'), revision: 0 }
    await world.note('a')
    const slow = world.run(async ({ revision }) => {
      if (revision > 0) return undefined
      await opened
      return E.left(broken)
    })
    await world.clock.pass(1_000)
    const fast = world.run()
    await world.clock.pass(1_000)
    await fast.stop()
    // It puts the stream aside where the other has already gone on, and is not told that this was not written.
    world.readModels.script('lost_answer')
    open()
    await world.clock.pass(60_000)
    expect(await world.parked()).toEqual([])
    await world.note('a')
    await world.clock.pass(60_000)
    await slow.stop()
    expect(world.rowsWritten()).toEqual(['a@0', 'a@1'])
  })

  it('and was not, is made up for from the checkpoint', async () => {
    const world = consumerWorld()
    await world.note('a')
    world.readModels.script('lost_request')
    const run = world.run()
    await world.clock.pass(1_000)
    await run.stop()
    expect(world.rowsWritten()).toEqual(['a@0'])
    expect(run.problems).toEqual([{ _tag: 'CommitUnknown', name: NAME }])
  })
})

describe('Two runners of one role', () => {
  it('write the rows of each event once, whoever is faster', async () => {
    const world = consumerWorld()
    const turn = async () => {
      await settled()
      return undefined
    }
    const runs = [world.run(turn), world.run(turn)]
    for (let n = 0; n < 30; n++) {
      await world.note(`s-${n % 3}`)
      if (n % 7 === 0) await world.clock.pass(500)
    }
    for (let n = 0; n < 10; n++) {
      await world.clock.pass(6_000)
      for (let turns = 0; turns < 20; turns++) await settled()
    }
    for (const run of runs) expect(await run.stop()).toEqual(E.right(undefined))
    const written = world.rowsWritten()
    expect(new Set(written).size).toBe(30)
    expect(written).toHaveLength(30)
    expect(runs.flatMap((run) => run.problems)).toEqual([])
  })
})
