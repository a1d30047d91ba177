/** One instance works and others stand by; a lease that is wrong costs work, never money. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { whileLeased } from '../../../src/runtime/workers/lease.js'
import { submitted } from '../../acceptance/shop.js'
import { backgroundShop, workersOf } from './background.js'
import { faultyReadModels } from './faulty-read-models.js'
import { heldClock, settled } from './held-clock.js'
import { anotherInstance } from '../world.js'

const LEASE = 'lease timers@main'

const world = () => {
  const clock = heldClock()
  const readModels = faultyReadModels()
  const instance = (owner: string, seconds = 15) => {
    const abort = new AbortController()
    const seen = { begun: 0, ended: 0, standby: 0, isWorking: false }
    const running = whileLeased(
      { readModels, clock, name: 'timers@main', owner, seconds, signal: abort.signal },
      () => void (seen.standby += 1),
      async (signal) => {
        seen.begun += 1
        seen.isWorking = true
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        seen.isWorking = false
        seen.ended += 1
        return 'done'
      },
    )
    /** As a process that is gone: it renews nothing. */
    const stop = () => {
      abort.abort()
      return running
    }
    return { seen, stop }
  }
  const write = async (value: string): Promise<void> => {
    orThrow(await readModels.commit({ name: LEASE, expected: 0, checkpoint: value, changes: [] })())
  }
  return { clock, readModels, instance, write }
}

describe('A lease', () => {
  it('lets one work, however long, and the others stand by', async () => {
    const { clock, instance } = world()
    const all = [instance('a'), instance('b'), instance('c')]
    await clock.pass(600_000)
    expect(all.map(({ seen }) => seen.isWorking)).toEqual([true, false, false])
    expect(all.map(({ seen }) => seen.begun)).toEqual([1, 0, 0])
    expect(all[1]!.seen.standby).toBeGreaterThan(10)
    for (const one of all) await one.stop()
  })

  it('goes to another when it is over, and not before', async () => {
    const { clock, instance } = world()
    const first = instance('a')
    await settled()
    const second = instance('b')
    await settled()
    expect(await first.stop()).toBe('done')
    await clock.pass(14_000)
    expect(second.seen.isWorking).toBe(false)
    await clock.pass(6_000)
    expect(second.seen.isWorking).toBe(true)
    await second.stop()
  })

  it('that is lost ends the work, which is taken up again when it is free', async () => {
    const { clock, readModels, instance } = world()
    const one = instance('a')
    await clock.pass(1_000)
    readModels.goDown(true)
    await clock.pass(6_000)
    // One renewal may be lost; the lease is still ours.
    expect(one.seen).toMatchObject({ isWorking: true, ended: 0 })
    await clock.pass(6_000)
    expect(one.seen).toMatchObject({ isWorking: false, ended: 1 })
    readModels.goDown(false)
    await clock.pass(6_000)
    expect(one.seen).toMatchObject({ isWorking: true, begun: 2 })
    await one.stop()
  })

  it.each([
    [
      'until 2099, by a process whose clock was wrong',
      JSON.stringify({ owner: 'x', until: '2099-12-31T00:00:00.000Z' }),
    ],
    ['by something that is no lease', '{"owner":17}'],
    ['by something that is no JSON', 'x'],
  ])('that was taken %s holds up nobody', async (_what, value) => {
    const { clock, instance, write } = world()
    await write(value)
    const one = instance('a')
    await clock.pass(100)
    expect(one.seen.isWorking).toBe(true)
    await one.stop()
  })

  it('of another that is in force is respected', async () => {
    const { clock, instance, write } = world()
    await write(JSON.stringify({ owner: 'x', until: '2026-01-05T09:00:10.000Z' }))
    const one = instance('a')
    await clock.pass(9_000)
    expect(one.seen.isWorking).toBe(false)
    await clock.pass(6_000)
    expect(one.seen.isWorking).toBe(true)
    await one.stop()
  })

  it('of 0 seconds is none: all work at once, and nothing is stored', async () => {
    const { clock, readModels, instance } = world()
    const all = [instance('a', 0), instance('b', 0)]
    await clock.pass(60_000)
    expect(all.map(({ seen }) => seen.isWorking)).toEqual([true, true])
    expect(readModels.commits).toEqual([])
    for (const one of all) await one.stop()
  })

  it('is not renewed for work that threw', async () => {
    const { clock, readModels, instance } = world()
    const boom = () => Promise.reject(new Error('boom'))
    const options = { readModels, clock, name: 'timers@main', owner: 'x', seconds: 15 }
    const signal = new AbortController().signal
    await expect(whileLeased({ ...options, signal }, () => undefined, boom)).rejects.toThrow('boom')
    const one = instance('a')
    await clock.pass(20_000)
    expect(one.seen.isWorking).toBe(true)
    await one.stop()
  })
})

describe('Two instances of a shop', () => {
  it('say who works and who stands by, and do everything once', async () => {
    const shop = backgroundShop()
    const other = anotherInstance(shop)
    const first = workersOf(shop, { leaseSeconds: 15 })
    await settled()
    const second = workersOf(other, { leaseSeconds: 15 })
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    await shop.clock.pass(120_000)
    const states = (of: typeof other) => Object.values(of.afterSales.operations.workers()).map(({ state }) => state)
    expect([states(shop), states(other)]).toEqual([Array(4).fill('live'), Array(4).fill('standby')])
    expect([shop.payments.paidTotal(), shop.payments.calls.length]).toEqual([8_999, 2])
    await first.stop()
    await shop.clock.pass(60_000)
    expect(states(other)).toEqual(Array(4).fill('live'))
    expect(await second.stop()).toEqual(E.right(undefined))
  })
})
