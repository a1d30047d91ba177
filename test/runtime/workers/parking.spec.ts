/** What cannot be finished is put aside, in order, until a person says what becomes of it; nothing else waits. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { AfterSalesError } from 'after-sales'
import { consumerWorld, nameOf, NAME, ROLE, streamOf } from './consumer-world.js'

const NO: E.Either<AfterSalesError, never> = E.left({
  _tag: 'WrittenByNewerRelease',
  stream: 's',
  revision: 0,
  type: 'X',
})

/** A runner for which an event fails as long as `isBroken` says so. */
const broken = (name = 'a@1') => {
  const world = consumerWorld()
  const trouble = { isThere: true, tries: 0 }
  const run = () =>
    world.run((event) => {
      if (nameOf(event) !== name || !trouble.isThere) return Promise.resolve(undefined)
      trouble.tries += 1
      return Promise.resolve(NO)
    })
  return { world, trouble, run }
}

const parkedOne = async () => {
  const { world, trouble, run } = broken()
  for (const id of ['a', 'a', 'a', 'b']) await world.note(id)
  const first = run()
  await world.clock.pass(10_000)
  return { world, trouble, run, first }
}

describe('An event that cannot be finished', () => {
  it('is tried as often as the policy says, then it is put aside; its stream waits behind it, others go on', async () => {
    const { world, trouble, first } = await parkedOne()
    expect(trouble.tries).toBe(3)
    expect(first.handled).toEqual(['a@0', 'b@0'])
    await world.note('a')
    await world.note('b')
    await world.clock.pass(10_000)
    expect(first.handled).toEqual(['a@0', 'b@0', 'b@1'])
    expect(await world.parked()).toMatchObject([
      { role: ROLE, stream: streamOf('a'), revision: 1, attempts: 3, code: 'LOG.NEWER_RELEASE' },
    ])
    await first.stop()
  })

  it('does not keep the checkpoint: what is put aside is remembered in the same commit', async () => {
    const { world, first } = await parkedOne()
    const { checkpoint } = world.readModels.commits.at(-1)!
    expect(JSON.parse(checkpoint)).toMatchObject({ position: '4' })
    const pointer = world.readModels.commits.find(({ changes }) => JSON.stringify(changes).includes('parked@main'))
    expect(pointer).toMatchObject({ name: NAME })
    await first.stop()
  })

  it('stays put aside after a restart, with all that came behind it', async () => {
    const { world, run, first } = await parkedOne()
    await first.stop()
    await world.note('a')
    const second = run()
    await world.clock.pass(10_000)
    expect(second.handled).toEqual([])
    await second.stop()
  })
})

describe('Work that is retried', () => {
  it('is done from the event that failed on, in order, and goes on as usual from then on', async () => {
    const { world, trouble, first } = await parkedOne()
    await world.note('a')
    trouble.isThere = false
    await world.retry('a')
    await world.clock.pass(1_000)
    await world.note('a')
    await world.clock.pass(1_000)
    expect(first.handled.filter((name) => name.startsWith('a'))).toEqual(['a@0', 'a@1', 'a@2', 'a@3', 'a@4'])
    expect(await world.parked()).toEqual([])
    await first.stop()
  })

  it('stays put aside where it fails again', async () => {
    const { world, first } = await parkedOne()
    await world.clock.pass(60_000)
    await world.retry('a')
    await world.clock.pass(1_000)
    const [parked] = await world.parked()
    expect(parked).toMatchObject({ revision: 1, attempts: 4 })
    expect(parked!['firstAt']).not.toBe(parked!['lastAt'])
    await first.stop()
  })

  it('is done also when nobody ran while it was ordered', async () => {
    const { world, trouble, run, first } = await parkedOne()
    await first.stop()
    trouble.isThere = false
    await world.retry('a')
    const second = run()
    await world.clock.pass(1_000)
    expect(second.handled.filter((name) => name.startsWith('a'))).toEqual(['a@1', 'a@2'])
    await second.stop()
  })

  it('is ordered in vain for another role, and for a stream that is not put aside', async () => {
    const { world, first } = await parkedOne()
    await world.retry('b')
    await world.clock.pass(1_000)
    expect(await world.parked()).toHaveLength(1)
    expect(first.problems.filter(({ _tag }) => _tag !== 'WrittenByNewerRelease')).toEqual([])
    await first.stop()
  })
})

describe('Work that is discarded', () => {
  it('is skipped for good; later events of its stream are handled again', async () => {
    const { world, trouble, first } = await parkedOne()
    await world.discard('a')
    await world.clock.pass(1_000)
    await world.note('a')
    await world.clock.pass(1_000)
    expect(first.handled).toEqual(['a@0', 'b@0', `${ROLE}@0`, 'a@3'].filter((name) => !name.startsWith(ROLE)))
    expect([trouble.tries, await world.parked()]).toEqual([3, []])
    await first.stop()
  })
})

describe('The stream of the orders themselves', () => {
  it('may be put aside: orders are carried out all the same, also the one that concerns it', async () => {
    const { world, trouble, run } = broken(`${ROLE}@0`)
    await world.note(ROLE)
    const runner = run()
    await world.clock.pass(10_000)
    expect(await world.parked()).toMatchObject([{ stream: streamOf(ROLE) }])
    trouble.isThere = false
    await world.retry(ROLE)
    await world.clock.pass(10_000)
    expect(await world.parked()).toEqual([])
    expect(runner.handled[0]).toBe(`${ROLE}@0`)
    await runner.stop()
  })
})
