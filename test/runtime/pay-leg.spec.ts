/** Money goes out once: the intent stands in the log before anybody calls the provider, and silence is not a no. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { EventStore, PaymentProvider, ProviderAnswer } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simulatedOrders, simulatedPayments, type Behavior } from 'after-sales/testing'
import { finance, lineOf, order, refusalOf, shopOn, stores, submitted, typesIn, type Shop } from '../acceptance/shop.js'
import { anotherInstance } from './world.js'

const MINUTE = 60_000
const kept = { remedy: 'refund_only' } as const

const scripted = async (shop: Shop, ...behaviors: ReadonlyArray<Behavior>) => {
  shop.payments.script(...behaviors)
  await submitted(shop, 'R-1', 3, kept)
  const [refund] = (await shop.getCase('R-1')).refunds
  return refund!
}
const keysOf = (shop: Shop) => new Set(shop.payments.calls.map((call) => call.key)).size
const statusOf = async (shop: Shop) => (await shop.getCase('R-1')).request.status

/** A provider of which a test writes the answers. */
const providerThat = (answers: Partial<PaymentProvider>): ReturnType<typeof simulatedPayments> => ({
  ...simulatedPayments(),
  ...answers,
})

describe.each(stores)('The intent to pay ($name)', ({ open }) => {
  it('stands in the log before the provider is called, with the key that the provider gets', async () => {
    const store = await open()
    const seen: Array<readonly [type: string, key: unknown]> = []
    const simulated = simulatedPayments()
    const payments = providerThat({
      submit: (instruction) => async () => {
        for await (const delivery of store.all())
          if (delivery._tag === 'Event' && delivery.event.type === 'RefundLegSubmitted')
            seen.push([delivery.event.type, (JSON.parse(delivery.event.data) as { key: string }).key])
        expect(seen).toEqual([['RefundLegSubmitted', instruction.key]])
        return simulated.submit(instruction)()
      },
    })
    const shop = shopOn(store, { payments })
    await submitted(shop, 'R-1', 3, kept)
    expect(seen).toHaveLength(1)
    expect(await statusOf(shop)).toBe('resolved')
  })
})

describe('A provider that is silent', () => {
  it('because the request was lost: nothing is known until the answer is due, then the same key goes out again', async () => {
    const shop = shopOn(memoryEventStore())
    const refund = await scripted(shop, { _tag: 'lose_request' })
    expect(refund.legs).toMatchObject([{ status: 'submitted', attempt: 1 }])
    await shop.resume('R-1')
    expect(shop.payments.calls).toHaveLength(1)
    shop.clock.advance(MINUTE)
    await shop.resume('R-1')
    expect(shop.payments.calls).toHaveLength(2)
    expect(keysOf(shop)).toBe(1)
    expect(shop.payments.paidTotal()).toBe(26_997)
    expect(await statusOf(shop)).toBe('resolved')
  })

  it('because its answer was lost: it is asked, and not told to pay again', async () => {
    const shop = shopOn(memoryEventStore())
    await scripted(shop, { _tag: 'lose_answer' })
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 26_997, settled: 0 })
    shop.clock.advance(MINUTE)
    await shop.resume('R-1')
    expect(shop.payments.calls).toHaveLength(1)
    expect(await statusOf(shop)).toBe('resolved')
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 0, settled: 26_997 })
    expect(await typesIn(shop.store)).toContain('RefundLegUnknown')
  })

  it('for long: the money stays reserved and the key stays the same, however often it is asked', async () => {
    const shop = shopOn(memoryEventStore(), {
      payments: providerThat({
        submit: () => () => Promise.resolve(E.left({ _tag: 'ProviderSilent', reason: 'down' })),
        lookup: () => () => Promise.resolve(E.left({ _tag: 'ProviderSilent', reason: 'down' })),
      }),
    })
    await submitted(shop, 'R-1', 3, kept)
    for (let n = 0; n < 5; n++) {
      shop.clock.advance(MINUTE)
      await shop.resume('R-1')
    }
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.legs).toMatchObject([{ status: 'unknown', epoch: 1, attempt: 1 }])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 26_997 })
    expect((await typesIn(shop.store)).filter((type) => type === 'RefundLegUnknown')).toHaveLength(1)
    expect(
      await refusalOf(shop.refunds.retryLeg({ refundId: refund!.refundId, legId: 'card' }, finance)),
    ).toMatchObject({
      _tag: 'LegNotFailed',
      status: 'unknown',
    })
  })

  it('because it threw an exception: that is no answer either, and the call goes on', async () => {
    const simulated = simulatedPayments()
    const shop = shopOn(memoryEventStore(), {
      payments: {
        ...simulated,
        submit: (instruction) => async () => {
          await simulated.submit(instruction)()
          throw new Error('socket hang up')
        },
      },
    })
    const { state, interrupted } = await submitted(shop, 'R-1', 3, kept)
    expect([state.status, interrupted]).toEqual(['in_progress', undefined])
    shop.clock.advance(MINUTE)
    await shop.resume('R-1')
    expect(await statusOf(shop)).toBe('resolved')
    expect(simulated.paidTotal()).toBe(26_997)
  })
})

describe('A provider that takes its time', () => {
  it('has the leg under way; its word at the look-up settles it', async () => {
    const shop = shopOn(memoryEventStore())
    const refund = await scripted(shop, { _tag: 'process' })
    expect(refund.legs).toMatchObject([{ status: 'processing' }])
    await shop.resume('R-1')
    expect(await statusOf(shop)).toBe('resolved')
    expect(shop.payments.calls).toHaveLength(1)
  })
})

describe('A provider that says no', () => {
  it('is asked again under a new key, when a person says so', async () => {
    const shop = shopOn(memoryEventStore())
    const refund = await scripted(shop, { _tag: 'decline', code: 'account_closed' })
    expect(refund).toMatchObject({ status: 'failed', legs: [{ status: 'failed', failure: 'account_closed' }] })
    await shop.resume('R-1')
    expect(shop.payments.calls).toHaveLength(1)
    await shop.refunds.retryLeg({ refundId: refund.refundId, legId: 'card' }, finance)
    expect(keysOf(shop)).toBe(2)
    expect(shop.payments.paidTotal()).toBe(26_997)
    expect(await statusOf(shop)).toBe('resolved')
  })
})

describe('A provider that answers nonsense', () => {
  const succeeded = { _tag: 'Succeeded', providerRef: 'x', minor: 26_997, currency: 'EUR' } as const
  const answering = (said: unknown) => {
    const answer = () => () => Promise.resolve(E.right(said as ProviderAnswer))
    return shopOn(memoryEventStore(), { payments: providerThat({ submit: answer, lookup: answer }) })
  }
  const legsOf = async (shop: Shop) => (await shop.getCase('R-1')).refunds[0]!.legs

  const nonsense: ReadonlyArray<readonly [what: string, answer: unknown]> = [
    ['nothing', undefined],
    ['null', null],
    ['another word', { _tag: 'Done' }],
    ['an unknown field', { ...succeeded, fee: 1 }],
    ['a fraction', { ...succeeded, minor: 269.97 }],
    ['a text for the amount', { ...succeeded, minor: '26997' }],
    ['a currency in small letters', { ...succeeded, currency: 'eur' }],
    ['a reference of 10,000 characters', { ...succeeded, providerRef: 'x'.repeat(10_000) }],
  ]

  it.each(nonsense)('(%s) is an alarm; the outcome stays unknown and the money reserved', async (_what, said) => {
    const shop = answering(said)
    const done = await submitted(shop, 'R-1', 3, kept)
    expect(done.interrupted).toMatchObject({ _tag: 'ProviderAnswerInvalid' })
    shop.clock.advance(MINUTE)
    expect(await refusalOf(shop.resume('R-1'))).toMatchObject({ _tag: 'ProviderAnswerInvalid' })
    expect(await legsOf(shop)).toMatchObject([{ status: 'unknown' }])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 26_997, settled: 0 })
  })

  it.each([
    ['another amount', { ...succeeded, minor: 26_998 }],
    ['another currency', { ...succeeded, currency: 'USD' }],
  ])('(%s) waits for a person: nothing is settled, and it is said once', async (_what, said) => {
    const shop = answering(said)
    await submitted(shop, 'R-1', 3, kept)
    shop.clock.advance(MINUTE)
    await shop.resume('R-1')
    expect(await legsOf(shop)).toMatchObject([{ status: 'needs_attention', attention: 'amount_mismatch', epoch: 1 }])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 26_997, settled: 0 })
    expect((await typesIn(shop.store)).filter((type) => type === 'RefundLegNeedsAttention')).toHaveLength(1)
  })

  it('about one leg keeps no other from being paid', async () => {
    const simulated = simulatedPayments()
    const payments: ReturnType<typeof simulatedPayments> = {
      ...simulated,
      submit: (instruction) =>
        instruction.tenderId === 'gift'
          ? () => Promise.resolve(E.right({ _tag: 'Done' } as unknown as ProviderAnswer))
          : simulated.submit(instruction),
    }
    const orders = simulatedOrders(
      order({
        lines: [lineOf('mug', 3, 26_997)],
        tenders: [
          { tenderId: 'gift', kind: 'gift_card', captured: 6_997 },
          { tenderId: 'card', kind: 'card', captured: 20_000 },
        ],
      }),
    )
    const shop = shopOn(memoryEventStore(), { payments, orders })
    const done = await submitted(shop, 'R-1', 3, kept)
    expect(done.interrupted).toMatchObject({ _tag: 'ProviderAnswerInvalid', legId: 'gift' })
    expect(simulated.calls.map((call) => call.tenderId)).toEqual(['card'])
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.legs.map((leg) => leg.status)).toEqual(['submitted', 'succeeded'])
  })
})

describe('A leg whose intent this process may not have written', () => {
  it('is paid at once where the store cannot say who wrote, and the log holds the very bytes that we sent', async () => {
    const store = faultStore(memoryEventStore())
    store.always({ _tag: 'forgetful' })
    const shop = shopOn(store)
    await submitted(shop, 'R-1', 3, kept)
    expect(shop.payments.calls).toHaveLength(1)
    expect(await statusOf(shop)).toBe('resolved')
  })

  it('is paid by the one of two processes whose bytes the log holds, where the store cannot say who wrote', async () => {
    const log = memoryEventStore()
    const silentAboutIt: EventStore = {
      ...log,
      append: (stream, expected, events) => async () => {
        const written = await log.append(stream, expected, events)()
        return E.isLeft(written) ? written : E.right({ ...written.right, write: 'unknown' })
      },
    }
    let isFirst = true
    const slower: EventStore = {
      ...silentAboutIt,
      append: (stream, expected, events) => async () => {
        if (isFirst && events.some(({ type }) => type === 'RefundLegSubmitted')) {
          isFirst = false
          shop.clock.advance(1_000)
          await anotherInstance(shop, {}, silentAboutIt).resume('R-1')
        }
        return silentAboutIt.append(stream, expected, events)()
      },
    }
    const shop: Shop = shopOn(slower)
    await submitted(shop, 'R-1', 3, kept)
    expect(isFirst).toBe(false)
    expect(shop.payments.calls).toHaveLength(1)
    expect(shop.payments.paidTotal()).toBe(26_997)
    expect((await typesIn(log)).filter((type) => type === 'RefundLegSubmitted')).toHaveLength(1)
    expect(await statusOf(shop)).toBe('resolved')
  })

  it('is resubmitted by one of many that find it overdue', async () => {
    const shop = shopOn(memoryEventStore())
    await scripted(shop, { _tag: 'lose_request' })
    shop.clock.advance(MINUTE)
    const others = [anotherInstance(shop), anotherInstance(shop), anotherInstance(shop)]
    await Promise.all(others.map((other) => other.resume('R-1')))
    expect(shop.payments.calls).toHaveLength(2)
    expect((await typesIn(shop.store)).filter((type) => type === 'RefundLegSubmitted')).toHaveLength(2)
  })
})
