/** What is due is fired: late, after restarts, spread, and never because a clock is wrong. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { instantOf, orThrow, type AfterSalesError, type Instant } from 'after-sales'
import { sweepDue, type DueOptions } from '../../src/runtime/due.js'
import { NOW, submitted, typesIn } from '../acceptance/shop.js'
import { backgroundShop, workersOf } from './background.js'
import { faultyReadModels } from './faulty-read-models.js'
import { heldClock } from './held-clock.js'
import { anotherInstance } from './world.js'

const TABLE = 'timers@main'
const SWEEP_MS = 5_000
const HOUR = 3_600_000

const later = (ms: number): Instant => instantOf(Date.parse(NOW) + ms)

/** A table of keys and when they are due; what is fired leaves it, unless the test says otherwise. */
const world = async (rows: Readonly<Record<string, number>>) => {
  const clock = heldClock()
  const readModels = faultyReadModels()
  let version = 0
  const change = async (changes: Parameters<typeof readModels.commit>[0]['changes']) => {
    orThrow(await readModels.commit({ name: 'test', expected: version++, checkpoint: '1', changes })())
  }
  const put = (all: Readonly<Record<string, number>>) =>
    change(
      Object.entries(all).map(([key, ms]) => ({
        _tag: 'Put',
        table: TABLE,
        row: { key, sort: later(ms), value: '{}' },
      })),
    )
  await put(rows)
  const fired: Array<string> = []
  const jumps: Array<readonly [from: string, to: Instant]> = []
  const problems: Array<AfterSalesError> = []
  let storeMs = (): number => Date.parse(clock.now())
  const sweep = (more: Partial<DueOptions> = {}) => {
    const abort = new AbortController()
    const running = sweepDue({
      ...{ readModels, clock, table: TABLE, sweepMs: SWEEP_MS, signal: abort.signal },
      fire: async ({ key }) => {
        fired.push(key)
        await change([{ _tag: 'Delete', table: TABLE, key }])
        return E.right(undefined)
      },
      onProblem: (problem) => problems.push(problem),
      storeTime: () => Promise.resolve(E.right(new Date(storeMs()).toISOString())),
      onJump: (from, to) => Promise.resolve(jumps.push([from, to])),
      ...more,
    })
    const stop = () => {
      abort.abort()
      return running
    }
    return { stop }
  }
  const storeTimeIs = (ms: () => number): void => {
    storeMs = ms
  }
  return { clock, readModels, put, fired, jumps, problems, sweep, storeTimeIs }
}

const many = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k-${String(from + n).padStart(4, '0')}`, -1_000]))

describe('A row', () => {
  it('is fired when it is due, not before, the oldest first', async () => {
    const { clock, fired, sweep } = await world({ third: 20_000, first: -1, second: 0 })
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toEqual(['first', 'second'])
    await clock.pass(30_000)
    expect(fired).toEqual(['first', 'second', 'third'])
    await sweeping.stop()
  })

  it('that fell due while nobody ran is fired after the start, however late', async () => {
    const { clock, fired, sweep } = await world({ missed: -400 * 24 * HOUR })
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toEqual(['missed'])
    await sweeping.stop()
  })

  it('whose firing fails is fired again at the next sweep, and keeps no other from its turn', async () => {
    const { clock, fired, problems, sweep } = await world({ a: -2, b: -1 })
    const sweeping = sweep({
      fire: ({ key }) => {
        fired.push(key)
        return Promise.resolve(key === 'a' ? E.left({ _tag: 'OrderUnknown', orderId: '1' }) : E.right(undefined))
      },
    })
    await clock.pass(SWEEP_MS + 100)
    expect(fired).toEqual(['a', 'b', 'a', 'b'])
    expect(problems).toHaveLength(2)
    await sweeping.stop()
  })
})

describe('A sweep', () => {
  it('fires 100 at most: a mass expiry is spread', async () => {
    const { clock, fired, sweep } = await world(many(250))
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toHaveLength(100)
    await clock.pass(SWEEP_MS)
    expect(fired).toHaveLength(200)
    await clock.pass(2 * SWEEP_MS)
    expect(new Set(fired).size).toBe(250)
    await sweeping.stop()
  })

  it('does not begin with the same hundred each time, where nothing can be done with those', async () => {
    const { clock, fired, sweep } = await world({ ...many(100), last: -1 })
    const sweeping = sweep({
      fire: ({ key }) => {
        fired.push(key)
        return Promise.resolve(E.right(undefined))
      },
    })
    await clock.pass(2 * SWEEP_MS)
    expect(fired).toContain('last')
    // And it comes back to them.
    await clock.pass(2 * SWEEP_MS)
    expect(fired.filter((key) => key === 'k-0000').length).toBeGreaterThan(1)
    await sweeping.stop()
  })

  it('ends with an outage of the store; the next one goes on', async () => {
    const { clock, fired, problems, sweep } = await world(many(50))
    let isOut = true
    let calls = 0
    const sweeping = sweep({
      fire: ({ key }) => {
        calls += 1
        if (isOut) return Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'down' }))
        fired.push(key)
        return Promise.resolve(E.right(undefined))
      },
    })
    await clock.pass(100)
    expect(calls).toBeLessThanOrEqual(8)
    expect(problems[0]).toMatchObject({ _tag: 'StoreUnavailable' })
    isOut = false
    await clock.pass(SWEEP_MS)
    expect(fired).toHaveLength(50)
    await sweeping.stop()
  })

  it('reports an outage of the read models, and goes on after it', async () => {
    const { clock, readModels, fired, problems, sweep } = await world({ a: -1 })
    readModels.goDown(true)
    const sweeping = sweep()
    await clock.pass(100)
    expect([fired, problems.map(({ _tag }) => _tag)]).toEqual([[], ['ReadModelUnavailable']])
    readModels.goDown(false)
    await clock.pass(SWEEP_MS)
    expect(fired).toEqual(['a'])
    await sweeping.stop()
  })
})

describe('A clock that is wrong', () => {
  it.each([
    ['ahead of', 2 * HOUR],
    ['behind', -2 * HOUR],
  ])('by two hours, %s the store, fires nothing, and is noted', async (_where, ms) => {
    const { clock, fired, jumps, sweep, storeTimeIs } = await world({ a: -3 * HOUR })
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
    const { clock, fired, sweep, storeTimeIs } = await world({ a: -1 })
    storeTimeIs(() => Date.parse(clock.now()) - HOUR + 1_000)
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toEqual(['a'])
    await sweeping.stop()
  })

  it('that jumps while it runs is compared again before anything more is fired', async () => {
    const { clock, put, fired, jumps, sweep, storeTimeIs } = await world({ a: -1 })
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
    const { clock, fired, problems, sweep } = await world({ a: -1 })
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
    expect((await shop.getCase('R-1')).return!.status).toBe('expired')
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
    expect((await shop.getCase('R-1')).return!.status).toBe('authorized')
    const types = await typesIn(shop.store)
    expect([types.includes('ClockJumped'), types.includes('ReturnExpired')]).toEqual([true, false])
  })
})
