/** What is due is fired: late, after restarts, spread over sweeps, and again where it failed. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { dueWorld, HOUR, many, SWEEP_MS } from './due-world.js'

describe('A row', () => {
  it('is fired when it is due, not before, the oldest first', async () => {
    const { clock, fired, sweep } = await dueWorld({ third: 20_000, first: -1, second: 0 })
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toEqual(['first', 'second'])
    await clock.pass(30_000)
    expect(fired).toEqual(['first', 'second', 'third'])
    await sweeping.stop()
  })

  it('that fell due while nobody ran is fired after the start, however late', async () => {
    const { clock, fired, sweep } = await dueWorld({ missed: -400 * 24 * HOUR })
    const sweeping = sweep()
    await clock.pass(100)
    expect(fired).toEqual(['missed'])
    await sweeping.stop()
  })

  it('whose firing fails is fired again at the next sweep, and keeps no other from its turn', async () => {
    const { clock, fired, problems, sweep } = await dueWorld({ a: -2, b: -1 })
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
    const { clock, fired, sweep } = await dueWorld(many(250))
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
    const { clock, fired, sweep } = await dueWorld({ ...many(100), last: -1 })
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
    const { clock, fired, problems, sweep } = await dueWorld(many(50))
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
    const { clock, readModels, fired, problems, sweep } = await dueWorld({ a: -1 })
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
