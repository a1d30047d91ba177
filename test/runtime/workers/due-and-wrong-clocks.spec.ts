/** A clock that is wrong fires nothing: what time it is, the store has a say in. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { instantOf } from 'after-sales'
import { submitted, typesIn } from '../../acceptance/shop.js'
import { backgroundShop, workersOf } from './background.js'
import { dueWorld, HOUR, SWEEP_MS } from './due-world.js'
import { anotherInstance } from '../world.js'

describe('A clock that is wrong', () => {
  it.each([
    ['ahead of', 2 * HOUR],
    ['behind', -2 * HOUR],
  ])('by two hours, %s the store, fires nothing, and is noted', async (_where, ms) => {
    const { clock, fired, jumps, sweep, storeTimeIs } = await dueWorld({ a: -3 * HOUR })
    storeTimeIs(() => Date.parse(clock.now()) - ms)
    const sweeping = sweep()
    await clock.pass(2 * SWEEP_MS)
    expect(fired).toEqual([])
    expect(jumps.length).toBeGreaterThan(0)
    storeTimeIs(() => Date.parse(clock.now()))
    await clock.pass(SWEEP_MS)
    expect(fired).toEqual(['a'])
    await sweeping.stop()
  })

  it('by less than an hour is good enough', async () => {
    const { clock, fired, sweep, storeTimeIs } = await dueWorld({ a: -1 })
    storeTimeIs(() => Date.parse(clock.now()) - HOUR + 1_000)
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toEqual(['a'])
    await sweeping.stop()
  })

  it('that jumps while it runs is compared again before anything more is fired', async () => {
    const { clock, put, fired, jumps, sweep, storeTimeIs } = await dueWorld({ a: -1 })
    let skew = 0
    storeTimeIs(() => Date.parse(clock.now()) - skew)
    const sweeping = sweep()
    await clock.pass(100)
    skew = 365 * 24 * HOUR
    clock.advance(skew)
    await put({ nextMonth: 30 * 24 * HOUR })
    await clock.pass(SWEEP_MS)
    expect(fired).toEqual(['a'])
    expect(jumps[0]![1] > jumps[0]![0]).toBe(true)
    clock.advance(-skew)
    skew = 0
    await clock.pass(2 * SWEEP_MS)
    expect(fired).toEqual(['a'])
    await sweeping.stop()
  })

  it('and a store that cannot tell its time: nothing is fired', async () => {
    const { clock, fired, problems, sweep } = await dueWorld({ a: -1 })
    const sweeping = sweep({
      storeTime: () => Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'down' })),
    })
    await clock.pass(100)
    expect([fired, problems]).toEqual([[], [{ _tag: 'StoreUnavailable', reason: 'down' }]])
    await sweeping.stop()
  })
})

describe('Returns that nobody sent', () => {
  const expirable = async () => {
    const shop = backgroundShop()
    const { state } = await submitted(shop, 'R-1', 2)
    return { shop, returnId: state.returnId! }
  }
  const DAYS_31 = 31 * 24 * HOUR

  it('expire in time, also where two fire at once, and the request is told', async () => {
    const { shop } = await expirable()
    const both = [workersOf(shop), workersOf(anotherInstance(shop))]
    await shop.clock.pass(10_000)
    shop.clock.advance(DAYS_31)
    await shop.clock.pass(20_000)
    for (const workers of both) expect(await workers.stop()).toEqual(E.right(undefined))
    expect((await shop.getCase('R-1')).returns[0]!.status).toBe('expired')
    expect((await typesIn(shop.store)).filter((type) => type === 'ReturnExpired')).toHaveLength(1)
    expect((await shop.getOrder('#1001')).lines[0]).toMatchObject({ held: 0 })
  })

  it('do not expire because this machine woke up in another year; that is noted as an event', async () => {
    const { shop } = await expirable()
    const right = shop.clock.now
    const wrong = { ...shop.clock, now: () => instantOf(Date.parse(right()) + 365 * 24 * HOUR) }
    const workers = workersOf(anotherInstance(shop, { clock: wrong }))
    await shop.clock.pass(20_000)
    await workers.stop()
    expect((await shop.getCase('R-1')).returns[0]!.status).toBe('authorized')
    const types = await typesIn(shop.store)
    expect([types.includes('ClockJumped'), types.includes('ReturnExpired')]).toEqual([true, false])
  })
})
