/** Faults of a payment provider (F19–F28), with workers and virtual time: paid once, never under a second key. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  adyenHabits,
  alipayHabits,
  plainHabits,
  stripeHabits,
  wechatHabits,
  type Behavior,
  type ProviderHabits,
} from 'after-sales/testing'
import { finance, lineOf, openHanded, order, refusalOf, submitted } from '../acceptance/shop.js'
import {
  DAY,
  HOUR,
  isPaidOnce,
  kept,
  keysOf,
  MINUTE,
  providerThat,
  refundOf,
  statusOf,
  workersOf,
  worldOf,
} from './world.js'

const ALL = 26_997

/** A refund of 269.97 whose first call meets this; workers run, and note when the provider was called. */
const refunding = async (habits: ProviderHabits, ...behaviors: ReadonlyArray<Behavior>) => {
  const world = worldOf({ habits })
  const { clock, payments } = world
  const sentAt: Array<number> = []
  const askedAt: Array<number> = []
  const noting = providerThat(payments, {
    submit: (instruction, signal) => {
      sentAt.push(clock.msSinceStart())
      return payments.submit(instruction, signal)
    },
    lookup: (instruction, signal) => {
      askedAt.push(clock.msSinceStart())
      return payments.lookup(instruction, signal)
    },
  })
  const shop = world.instance({ payments: noting })
  const workers = workersOf(shop)
  payments.script(...behaviors)
  await clock.during(submitted(shop, 'R-1', 3, kept))
  const leg = async () => (await refundOf(shop)).legs[0]!
  return { ...world, shop, workers, sentAt, askedAt, leg }
}

const silence = () => Promise.resolve(E.left({ _tag: 'ProviderSilent', reason: 'down' } as const))

describe('A provider that does not answer', () => {
  it('F19: it has paid: the leg stays open, the provider is asked, and nothing is sent again', async () => {
    const { clock, payments, shop, leg } = await refunding(plainHabits, { _tag: 'lose_answer' })
    expect((await leg()).status).toBe('submitted')
    await clock.pass(3 * MINUTE)
    expect(payments.calls).toHaveLength(1)
    await isPaidOnce(shop, ALL)
  })

  it('F20: the request was lost: the same key goes out again', async () => {
    const { clock, payments, shop } = await refunding(plainHabits, { _tag: 'lose_request' })
    await clock.pass(3 * MINUTE)
    expect([payments.calls.length, keysOf(payments).size]).toEqual([2, 1])
    await isPaidOnce(shop, ALL)
  })

  it('F21: it pays after we gave up and sent the same key again: one payment', async () => {
    const { clock, payments, instance } = worldOf()
    let late: (() => Promise<unknown>) | undefined
    const slow = providerThat(payments, {
      submit: (instruction, signal) => {
        if (late !== undefined) return payments.submit(instruction, signal)
        late = payments.submit(instruction)
        return () => new Promise(() => undefined)
      },
    })
    const shop = instance({ payments: slow })
    workersOf(shop)
    await clock.during(submitted(shop, 'R-1', 3, kept))
    await clock.pass(3 * MINUTE)
    await isPaidOnce(shop, ALL)
    await late!()
    expect([payments.calls.length, keysOf(payments).size]).toEqual([2, 1])
    await isPaidOnce(shop, ALL)
  })

  it('F22: it saved an error 500 for a payment that it made: a look-up finds it', async () => {
    const { clock, payments, shop } = await refunding(stripeHabits, { _tag: 'break', executes: true })
    await clock.pass(3 * MINUTE)
    expect(payments.calls).toHaveLength(1)
    await isPaidOnce(shop, ALL)
  })

  it('F22: it saved an error 500 and paid nothing: the same key while it lives, then a person, never a new key', async () => {
    const { clock, payments, shop, sentAt, leg } = await refunding(stripeHabits, { _tag: 'break' })
    await clock.pass(4 * DAY)
    expect(await leg()).toMatchObject({ status: 'needs_attention', attention: 'never_seen', epoch: 1 })
    expect(keysOf(payments).size).toBe(1)
    expect(sentAt.length).toBeGreaterThan(10)
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: ALL, settled: 0 })
    expect(payments.payments).toEqual([])
  })

  it.each([
    ['stripe', stripeHabits, 'no_answer'],
    ['adyen', adyenHabits, 'key_window_closed'],
  ] as const)('F23: nothing is sent in the last six hours of a key (%s)', async (_name, habits, why) => {
    const { clock, payments, instance } = worldOf({ habits })
    const sentAt: Array<number> = []
    let asked = 0
    const down = providerThat(payments, {
      submit: () => {
        sentAt.push(clock.msSinceStart())
        return silence
      },
      lookup: () => {
        asked += 1
        return silence
      },
    })
    const shop = instance({ payments: down })
    workersOf(shop)
    await clock.during(submitted(shop, 'R-1', 3, kept))
    await clock.pass(4 * DAY)
    expect(Math.max(...sentAt)).toBeLessThan(18 * HOUR)
    // One that can be asked is asked instead of paid; one that cannot hears the same key again and again.
    if (habits === stripeHabits) expect([sentAt.length, asked > 50]).toEqual([1, true])
    else expect(sentAt.length).toBeGreaterThan(10)
    expect((await refundOf(shop)).legs[0]).toMatchObject({ status: 'needs_attention', attention: why, epoch: 1 })
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: ALL, settled: 0 })
  })

  it('F24: it does not find yet what it has paid: that is not believed before its hour is over', async () => {
    const { clock, payments, shop, askedAt, leg } = await refunding(alipayHabits, { _tag: 'lose_answer' })
    await clock.pass(55 * MINUTE)
    expect(askedAt.length).toBeGreaterThan(2)
    expect((await leg()).status).toBe('unknown')
    await clock.pass(90 * MINUTE)
    expect(payments.calls).toHaveLength(1)
    await isPaidOnce(shop, ALL)
  })
})

describe('A provider that answers', () => {
  it('F25: a definite no ends the key; the money stays reserved until finance sends it under a new one', async () => {
    const { clock, payments, shop, leg } = await refunding(plainHabits, { _tag: 'decline', code: 'account_closed' })
    await clock.pass(2 * DAY)
    expect(await leg()).toMatchObject({ status: 'failed', failure: 'account_closed' })
    expect(payments.calls).toHaveLength(1)
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: ALL })
    const { refundId } = await refundOf(shop)
    await clock.during(shop.refunds.retryLeg({ refundId, legId: 'card' }, finance))
    await clock.pass(MINUTE)
    expect(keysOf(payments).size).toBe(2)
    await isPaidOnce(shop, ALL)
  })

  it('F26: the key stands for something else, it says: an alarm, nothing more is sent, the money stays reserved', async () => {
    const { clock, payments, shop, leg } = await refunding(plainHabits, { _tag: 'misuse' })
    await clock.pass(4 * DAY)
    expect(await leg()).toMatchObject({ status: 'needs_attention', attention: 'key_misused', epoch: 1 })
    expect(payments.calls).toHaveLength(1)
    const { refundId } = await refundOf(shop)
    const retry = shop.refunds.retryLeg({ refundId, legId: 'card' }, finance)
    expect(await refusalOf(retry)).toMatchObject({ _tag: 'LegNotFailed', status: 'needs_attention' })
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: ALL, settled: 0 })
    expect(await shop.operations.attention()).toMatchObject([{ _tag: 'Leg', why: 'key_misused' }])
  })

  it('F27: too many calls, it says: the same key again', async () => {
    const behavior = { _tag: 'refuse_for_now', retryAfterSeconds: 7_200 } as const
    const { clock, payments, shop } = await refunding(plainHabits, behavior)
    await clock.pass(5 * MINUTE)
    expect([payments.calls.length, keysOf(payments).size]).toEqual([2, 1])
    await isPaidOnce(shop, ALL)
  })

  it('F27: not before an hour, it says to a question: it is asked again after an hour', async () => {
    const { clock, payments, instance } = worldOf()
    const askedAt: Array<number> = []
    const busy = providerThat(payments, {
      submit: () => silence,
      lookup: (instruction, signal) => {
        askedAt.push(clock.msSinceStart())
        const refused = { _tag: 'ProviderSilent', reason: '429', retryAfterSeconds: 3_600 } as const
        return askedAt.length > 1 ? payments.lookup(instruction, signal) : () => Promise.resolve(E.left(refused))
      },
    })
    const shop = instance({ payments: busy })
    workersOf(shop)
    await clock.during(submitted(shop, 'R-1', 3, kept))
    await clock.pass(3 * HOUR)
    expect(askedAt[1]! - askedAt[0]!).toBeGreaterThanOrEqual(HOUR)
  })

  it('F27: ten minutes between two calls for one refund, where the provider wants that', async () => {
    const slow = { ...wechatHabits, capabilities: { ...wechatHabits.capabilities, minIntervalSeconds: 600 } }
    const lost = Array.from({ length: 4 }, (): Behavior => ({ _tag: 'lose_request' }))
    const { clock, payments, sentAt } = await refunding(slow, ...lost)
    await clock.pass(DAY)
    expect(sentAt).toHaveLength(5)
    for (const [n, at] of sentAt.slice(1).entries()) expect(at - sentAt[n]!).toBeGreaterThanOrEqual(10 * MINUTE)
    expect([keysOf(payments).size, payments.processing().length]).toEqual([1, 1])
  })
})

describe('What a provider declares that it cannot do', () => {
  it.each([
    [365 * DAY, 'resolved', 1],
    [365 * DAY + 1, 'in_progress', 0],
  ])('F28: a payment that is %i ms old: the request is %s, calls: %i', async (age, status, calls) => {
    const habits = { ...plainHabits, capabilities: { ...plainHabits.capabilities, refundableForDays: 365 } }
    const { clock, payments, instance } = worldOf({
      habits,
      policy: openHanded('EUR', { window: { ruleId: 'LONG', days: 1_000 } }),
    })
    const shop = instance()
    await shop.requests.open({ requestId: 'R-1', orderId: '#1001', ...kept, lines: mugs(3) }, finance)
    clock.set(new Date(Date.parse(order().orderedAt) + age).toISOString() as never)
    await clock.during(shop.requests.submit({ requestId: 'R-1' }, finance))
    expect(await statusOf(shop)).toBe(status)
    expect(payments.calls).toHaveLength(calls)
    if (calls === 0) expect((await refundOf(shop)).legs).toMatchObject([{ failure: 'REFUND_PERIOD_OVER' }])
  })

  it('F28: the 51st refund of a payment is refused without a call, where 50 are possible', async () => {
    const capabilities = { ...plainHabits.capabilities, maxRefundsPerPayment: 50 }
    const facts = order({ lines: [lineOf('mug', 51, 51_000)], tenders: [card(51_000)] })
    const { payments, instance } = worldOf({ habits: { ...plainHabits, capabilities }, orders: [facts] })
    const shop = instance()
    for (let n = 1; n <= 51; n++) await submitted(shop, `R-${n}`, 1, kept)
    expect(payments.calls).toHaveLength(50)
    expect((await refundOf(shop, 'R-50')).status).toBe('succeeded')
    expect((await refundOf(shop, 'R-51')).legs).toMatchObject([{ status: 'failed', failure: 'TOO_MANY_REFUNDS' }])
  })
})

const mugs = (quantity: number) => [{ lineId: 'mug', quantity, reason: 'CM_CHANGED_MIND' }]
const card = (captured: number) => ({ tenderId: 'card', kind: 'card', captured })
