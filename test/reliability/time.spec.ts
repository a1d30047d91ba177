/** Clocks that are wrong (F48, F49): order comes from revisions, due dates from the store; a jump fires nothing. */
import { describe, expect, it } from 'vitest'
import { plainHabits, simplePolicy, stripeHabits, type Behavior } from 'after-sales/testing'
import { at, customer, finance, lead, openHanded, refusalOf, submitted, wish } from '../acceptance/shop.js'
import {
  countOf,
  DAY,
  eventsOf,
  HOUR,
  isPaidOnce,
  kept,
  keysOf,
  MINUTE,
  ordersNamed,
  refundOf,
  skewed,
  statusOf,
  workersOf,
  worldOf,
} from './world.js'

const YEAR = 365 * DAY
const ALL = 26_997

describe('Two instances whose clocks differ by two hours', () => {
  it.each([
    ['the one that is behind', -HOUR, HOUR],
    ['the one that is ahead', HOUR, -HOUR],
  ])('F48: pay a lost refund once, in good time, whoever sent it first (%s)', async (_who, mine, theirs) => {
    const { clock, payments, instance } = worldOf({ habits: plainHabits })
    const here = instance({ clock: skewed(clock, () => mine) })
    const there = instance({ clock: skewed(clock, () => theirs) })
    payments.script({ _tag: 'lose_request' })
    await clock.during(submitted(here, 'R-1', 3, kept))
    workersOf(here)
    workersOf(there)
    await clock.pass(2 * HOUR + 10 * MINUTE)
    await isPaidOnce(here, ALL)
    expect(keysOf(payments).size).toBe(1)
  })

  it('F48: never send a key near its end, as the clock of either tells it', async () => {
    const lost = Array.from({ length: 300 }, (): Behavior => ({ _tag: 'lose_request' }))
    const { clock, payments, instance } = worldOf({ habits: stripeHabits })
    const here = instance({ clock: skewed(clock, () => HOUR) })
    const there = instance({ clock: skewed(clock, () => -HOUR) })
    payments.script(...lost)
    await clock.during(submitted(here, 'R-1', 3, kept))
    workersOf(here)
    workersOf(there)
    let sentAt = 0
    for (let hour = 0, calls = 1; hour < 80; hour++) {
      await clock.pass(HOUR)
      if (payments.calls.length > calls) sentAt = hour + 1
      calls = payments.calls.length
    }
    // The key lives for 24 hours; the margin of six is more than both clocks are wrong by.
    expect(sentAt).toBeLessThan(24 - 2)
    expect([keysOf(payments).size, payments.payments.length]).toEqual([1, 0])
    expect((await refundOf(here)).legs).toMatchObject([{ status: 'needs_attention', epoch: 1 }])
  })

  it('F48: whose clock is set back between two commands: the order is that of the revisions', async () => {
    const { clock, log, instance } = worldOf()
    let skew = HOUR
    const shop = instance({ clock: skewed(clock, () => skew) })
    await shop.requests.open(wish('R-1', 3, kept), customer)
    skew = -HOUR
    await clock.during(shop.requests.submit({ requestId: 'R-1' }, customer))
    expect(await statusOf(shop)).toBe('resolved')
    const times = (await eventsOf(log)).map(({ metadata }) => metadata.occurredAt)
    expect(times).not.toEqual(times.toSorted())
  })

  it('F48: who approved is told from the log, not from the time: four eyes stay four', async () => {
    const { clock, instance } = worldOf({ policy: simplePolicy('EUR') })
    const early = instance({ clock: skewed(clock, () => -HOUR) })
    const late = instance({ clock: skewed(clock, () => HOUR) })
    await submitted(late, 'R-1', 3, kept)
    await late.requests.approve({ requestId: 'R-1' }, lead)
    const { refundId } = await refundOf(early)
    const own = { actor: { kind: 'finance', id: 'lead-1' } } as const
    expect(await refusalOf(early.refunds.approve({ refundId }, own))).toEqual({ _tag: 'FourEyes' })
    await clock.during(early.refunds.approve({ refundId }, finance))
    expect(await statusOf(late)).toBe('resolved')
  })
})

describe('A clock that jumps by a year', () => {
  const NAMES = Array.from({ length: 130 }, (_, n) => `#${n}`)

  /** 130 returns that customers have two weeks to send. */
  const awaiting = async () => {
    const world = worldOf({ orders: ordersNamed(...NAMES) })
    const shop = world.instance()
    for (const orderId of NAMES) await submitted(shop, `R-${orderId}`, 1, { orderId })
    return { ...world, shop }
  }

  it('F49: in one instance: no return expires, the jump is on record, and it goes on when the clock is right', async () => {
    const { clock, log, instance } = await awaiting()
    let skew = 0
    const shop = instance({ clock: skewed(clock, () => skew) })
    workersOf(shop)
    await clock.pass(5 * MINUTE)
    skew = YEAR
    await clock.pass(2 * HOUR)
    expect(await countOf(log, 'ReturnExpired')).toBe(0)
    expect(await countOf(log, 'ClockJumped')).toBeGreaterThan(0)
    skew = 0
    await clock.pass(HOUR)
    expect(await countOf(log, 'ReturnExpired')).toBe(0)
  }, 30_000)

  it('F49: of an instance that starts with the wrong year: no return expires either', async () => {
    const { clock, log, instance } = await awaiting()
    workersOf(instance({ clock: skewed(clock, () => YEAR) }))
    await clock.pass(2 * HOUR)
    expect(await countOf(log, 'ReturnExpired')).toBe(0)
    expect(await countOf(log, 'ClockJumped')).toBeGreaterThan(0)
  }, 30_000)

  it('F49: of the store, too, as after a year without workers: a sweep expires a hundred at most', async () => {
    const { clock, log, shop } = await awaiting()
    clock.set(at(new Date(Date.parse(clock.now()) + YEAR).toISOString()))
    workersOf(shop, { sweepMs: HOUR })
    await clock.pass(MINUTE)
    expect(await countOf(log, 'ReturnExpired')).toBe(100)
    await clock.pass(HOUR)
    expect(await countOf(log, 'ReturnExpired')).toBe(130)
  }, 30_000)

  it.each([30, 365])('R07: %i days are waited for, not cut off by a timer of 32 bits', async (days) => {
    const { clock, log, instance } = worldOf({ policy: openHanded('EUR', { returns: { shipWithinDays: days } }) })
    const shop = instance()
    workersOf(shop, { sweepMs: 12 * HOUR })
    await submitted(shop, 'R-1', 1)
    await clock.pass((days - 1) * DAY)
    expect(await countOf(log, 'ReturnExpired')).toBe(0)
    await clock.pass(2 * DAY)
    expect(await countOf(log, 'ReturnExpired')).toBe(1)
  })
})
