/** Webhooks (F29–F33, F35): news that comes often, early, late, never, or in any order. Forged ones: the next file. */
import { describe, expect, it } from 'vitest'
import type { RawWebhook } from 'after-sales'
import { adyenHabits, plainHabits, type ProviderHabits } from 'after-sales/testing'
import { finance, refusalOf, sentBack, submitted, type Shop } from '../acceptance/shop.js'
import {
  countOf,
  DAY,
  eventsOf,
  HOUR,
  isPaidOnce,
  kept,
  MINUTE,
  providerThat,
  refundOf,
  SECOND,
  statusOf,
  workersOf,
  worldOf,
} from './world.js'

const ALL = 26_997
/** It is settled when a test says so, not when it is asked. */
const slowHabits: ProviderHabits = { ...plainHabits, settlesAtLookup: false }

/** A refund that the provider has taken and not settled; workers run. */
const underWay = async (habits = slowHabits) => {
  const world = worldOf({ habits })
  const { clock, payments } = world
  const shop = world.instance()
  workersOf(shop)
  payments.script({ _tag: 'process' })
  await clock.during(submitted(shop, 'R-1', 3, kept))
  await clock.pass(SECOND)
  return { ...world, shop, key: payments.calls[0]!.key }
}

const outcomesOf = async (shop: Shop, webhook: RawWebhook): Promise<ReadonlyArray<string>> =>
  (await shop.webhooks.receive(webhook)).notices.map(({ outcome }) => outcome)

const answers = (key: string) => {
  const providerRef = `sim_${key.slice(0, 13)}`
  const money = { providerRef, minor: ALL, currency: 'EUR' }
  return {
    processing: { _tag: 'Processing', providerRef },
    succeeded: { _tag: 'Succeeded', ...money },
    declined: { _tag: 'Declined', code: 'account_closed' },
    reversed: { _tag: 'Reversed', ...money, code: 'account_closed' },
  } as const
}

const permutations = <A>(list: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  list.length < 2 ? [list] : list.flatMap((one, i) => permutations(list.toSpliced(i, 1)).map((rest) => [one, ...rest]))

describe('A webhook', () => {
  it('F29: that comes 100 times is taken every time, and changes the refund once', async () => {
    const { clock, payments, log, shop, key } = await underWay()
    payments.settle(key, 'succeed')
    const outcomes: Array<string> = []
    for (let n = 0; n < 100; n++) outcomes.push(...(await outcomesOf(shop, payments.webhookFor(key))))
    expect(outcomes).toEqual(['applied', ...Array.from({ length: 99 }, () => 'repeated')])
    await clock.pass(MINUTE)
    expect(await countOf(log, 'RefundLegSucceeded')).toBe(1)
    await isPaidOnce(shop, ALL)
  })

  it('F29: that says the same under another id is taken, and changes nothing more', async () => {
    const { payments, log, shop, key } = await underWay()
    payments.settle(key, 'succeed')
    await outcomesOf(shop, payments.webhookFor(key))
    const before = (await eventsOf(log)).length
    expect(await outcomesOf(shop, payments.webhookFor(key, { noticeId: 'another' }))).toEqual(['ignored'])
    expect(await eventsOf(log)).toHaveLength(before)
  })

  it('F30: that comes before the answer to the call settles the refund; the answer then is old news', async () => {
    const { clock, payments, log, instance } = worldOf()
    let outcomes: ReadonlyArray<string> = []
    const chatty = providerThat(payments, {
      submit: (instruction, signal) => async () => {
        const answer = await payments.submit(instruction, signal)()
        // The intent is in the index of keys by now: workers follow the log.
        await clock.pass(SECOND)
        outcomes = await outcomesOf(shop, payments.webhookFor(instruction.key))
        return answer
      },
    })
    const shop: Shop = instance({ payments: chatty })
    workersOf(shop)
    await clock.during(submitted(shop, 'R-1', 3, kept))
    await clock.pass(MINUTE)
    expect(outcomes).toEqual(['applied'])
    expect(await countOf(log, 'RefundLegSucceeded')).toBe(1)
    await isPaidOnce(shop, ALL)
  })

  it('F31: that comes before its refund is known here is kept, and used as soon as it is', async () => {
    const { clock, payments, log, instance } = worldOf({ habits: slowHabits })
    const shop = instance()
    payments.script({ _tag: 'process' })
    await clock.during(submitted(shop, 'R-1', 3, kept))
    const { key } = payments.calls[0]!
    payments.settle(key, 'succeed')
    // No worker has run yet, so nobody has an index of keys.
    expect(await outcomesOf(shop, payments.webhookFor(key))).toEqual(['quarantined'])
    expect(await statusOf(shop)).toBe('in_progress')
    workersOf(shop)
    await clock.pass(3 * MINUTE)
    await isPaidOnce(shop, ALL)
    expect([await countOf(log, 'NoticeMatched'), await shop.operations.notices()]).toEqual([1, []])
  })

  it('F31: about a refund that nobody knows stays in quarantine, and never makes one', async () => {
    const { clock, payments, log, shop } = await underWay()
    const answer = answers('0'.repeat(36)).succeeded
    const foreign = payments.signedWebhook(JSON.stringify({ id: 'x-1', refund: { reference: 're_1', answer } }))
    expect(await outcomesOf(shop, foreign)).toEqual(['quarantined'])
    await clock.pass(DAY)
    expect(await shop.operations.notices()).toMatchObject([{ noticeId: 'x-1', reference: 're_1' }])
    expect(await countOf(log, 'RefundProposed')).toBe(1)
  })

  it('F32: that never comes is not needed: the provider is asked within an hour', async () => {
    const { clock, payments, shop, key } = await underWay()
    await clock.pass(20 * MINUTE)
    payments.settle(key, 'succeed')
    await clock.pass(HOUR + MINUTE)
    await isPaidOnce(shop, ALL)
  })

  it.each([
    ['under way, paid, came back', ['processing', 'succeeded', 'reversed', 'processing', 'succeeded'], 'failed'],
    ['under way and refused', ['processing', 'declined', 'processing', 'declined', 'processing'], 'failed'],
    ['under way and paid', ['processing', 'succeeded', 'processing', 'succeeded', 'processing'], 'succeeded'],
  ] as const)(
    'F33: in any order says the same in the end (%s)',
    async (_what, words, status) => {
      // Alike words are told apart by their ids only, so all orders of five are tried.
      for (const sequence of permutations(words.map((word, n) => ({ word, n })))) {
        const { payments, shop, key } = await underWayQuietly()
        for (const { word, n } of sequence) {
          const notice = { id: `n-${n}`, refund: { reference: key, answer: answers(key)[word] } }
          await shop.webhooks.receive(payments.signedWebhook(JSON.stringify(notice)))
        }
        const refund = await refundOf(shop)
        expect(refund.legs, JSON.stringify(sequence)).toMatchObject([{ status, epoch: 1 }])
        expect(payments.calls).toHaveLength(1)
      }
    },
    60_000,
  )

  it('F33: that speaks of payment after a refusal is an alarm: a person looks before anybody pays again', async () => {
    const { payments, log, shop, key } = await underWay()
    const { declined, succeeded } = answers(key)
    for (const [id, answer] of [declined, succeeded, declined, succeeded].entries())
      await shop.webhooks.receive(
        payments.signedWebhook(JSON.stringify({ id: `n-${id}`, refund: { reference: key, answer } })),
      )
    expect((await refundOf(shop)).legs).toMatchObject([
      { status: 'needs_attention', attention: 'paid_after_refusal', epoch: 1 },
    ])
    expect(await countOf(log, 'RefundLegContradicted')).toBe(1)
    const { refundId } = await refundOf(shop)
    const retry = shop.refunds.retryLeg({ refundId, legId: 'card' }, finance)
    expect(await refusalOf(retry)).toMatchObject({ _tag: 'LegNotFailed' })
  })
})

/** As above, with the worker stopped: the index of keys is there, and nothing else happens meanwhile. */
const underWayQuietly = async () => {
  const { clock, payments, instance } = worldOf({ habits: slowHabits })
  const shop = instance()
  const workers = workersOf(shop)
  payments.script({ _tag: 'process' })
  await clock.during(submitted(shop, 'R-1', 3, kept))
  await clock.pass(SECOND)
  await workers.stop()
  return { payments, shop, key: payments.calls[0]!.key }
}

describe('Money that comes back after it was paid', () => {
  it('F35: is reserved again, the request is open again, and finance pays it under a new key', async () => {
    const { clock, payments, log, shop, key } = await underWay(adyenHabits)
    payments.settle(key, 'succeed')
    await outcomesOf(shop, payments.webhookFor(key))
    await clock.pass(MINUTE)
    await isPaidOnce(shop, ALL)
    await clock.pass(20 * DAY)
    payments.reverse(key, 'account_closed')
    expect(await outcomesOf(shop, payments.webhookFor(key))).toEqual(['applied'])
    await clock.pass(MINUTE)
    expect(await countOf(log, 'RefundLegReversed')).toBe(1)
    expect((await refundOf(shop)).legs).toMatchObject([{ status: 'failed', failure: 'account_closed' }])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: ALL, settled: 0 })
    expect(await statusOf(shop)).toBe('in_progress')

    const { refundId } = await refundOf(shop)
    await clock.during(shop.refunds.retryLeg({ refundId, legId: 'card' }, finance))
    const second = payments.calls.at(-1)!.key
    expect(second).not.toBe(key)
    payments.settle(second, 'succeed')
    await clock.pass(SECOND)
    await outcomesOf(shop, payments.webhookFor(second))
    await clock.pass(MINUTE)
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 0, settled: ALL })
    expect([payments.paidTotal(), await statusOf(shop)]).toEqual([ALL, 'resolved'])
  })

  it('F35: leaves the goods where they are', async () => {
    const { clock, payments, instance } = worldOf({ habits: slowHabits })
    const shop = instance()
    workersOf(shop)
    const { state } = await submitted(shop, 'R-1', 1)
    await clock.during(sentBack(shop, state.returnId!, 'all', { mug: 1 }))
    const { key } = payments.calls[0]!
    await clock.pass(SECOND)
    payments.reverse(key, 'account_closed')
    await outcomesOf(shop, payments.webhookFor(key))
    await clock.pass(MINUTE)
    expect((await shop.getOrder('#1001')).lines[0]).toMatchObject({ returned: 1, held: 0 })
    expect((await shop.getCase('R-1')).returns[0]!.status).toBe('completed')
  })
})
