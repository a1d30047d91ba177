/** What a provider declares that it cannot do is not asked of it; a key that went out is a matter of its own. */
import { describe, expect, it } from 'vitest'
import { instantOf, type ProviderCapabilities } from 'after-sales'
import { plainHabits, simulatedOrders, simulatedPayments } from 'after-sales/testing'
import { agent, finance, NOW, order, submitted, wish, type Shop } from '../acceptance/shop.js'
import { backgroundShop } from './workers/background.js'

const kept = { remedy: 'refund_only' } as const

const shopWhoseProvider = (declares: Partial<ProviderCapabilities>, daysAgo = 1) => {
  const capabilities = { ...plainHabits.capabilities, ...declares }
  return backgroundShop({
    payments: simulatedPayments({ habits: { ...plainHabits, capabilities } }),
    orders: simulatedOrders(order({ orderedAt: instantOf(Date.parse(NOW) - daysAgo * 86_400_000) })),
  })
}
const legsOf = async (shop: Shop, requestId: string) =>
  (await shop.getCase(requestId)).refunds.flatMap(({ legs }) => legs.map(({ status, failure }) => [status, failure]))

describe('A provider that cannot pay back a part', () => {
  it('is not asked to: the leg is refused at once, and nothing is sent', async () => {
    const shop = shopWhoseProvider({ partialRefunds: false })
    await submitted(shop, 'R-1', 1, kept)
    expect(await legsOf(shop, 'R-1')).toEqual([['failed', 'PARTIAL_REFUND_NOT_SUPPORTED']])
    expect(shop.payments.calls).toEqual([])
  })

  it('pays back the whole', async () => {
    const shop = shopWhoseProvider({ partialRefunds: false })
    await submitted(shop, 'R-1', 3, kept)
    expect(shop.payments.paidTotal()).toBe(26_997)
  })
})

describe('A provider that knows so many refunds of a payment', () => {
  it('is not asked for one more', async () => {
    const shop = shopWhoseProvider({ maxRefundsPerPayment: 2 })
    for (const requestId of ['R-1', 'R-2', 'R-3']) await submitted(shop, requestId, 1, kept)
    expect(await legsOf(shop, 'R-3')).toEqual([['failed', 'TOO_MANY_REFUNDS']])
    expect(shop.payments.calls).toHaveLength(2)
  })

  it('counts those that were paid or may have been, and none that was refused', async () => {
    const shop = shopWhoseProvider({ maxRefundsPerPayment: 2 })
    shop.payments.script({ _tag: 'decline', code: 'no' }, { _tag: 'lose_request' })
    await submitted(shop, 'R-1', 1, kept)
    const [refused] = (await shop.getCase('R-1')).refunds
    await shop.refunds.abandon({ refundId: refused!.refundId, code: 'CLOSED' }, finance)
    for (const requestId of ['R-2', 'R-3']) {
      await shop.requests.open(wish(requestId, 1, kept), agent)
      await shop.requests.submit({ requestId, evenIfAlike: true }, agent)
    }
    expect(await legsOf(shop, 'R-2')).toMatchObject([['submitted', undefined]])
    // Its own refund, the one that may have been paid: two, and no third.
    expect(await legsOf(shop, 'R-3')).toMatchObject([['succeeded', undefined]])
    expect(shop.payments.calls).toHaveLength(3)
  })
})

describe('A payment that is too old', () => {
  it.each([
    [20, 'succeeded', 1],
    [21, 'failed', 0],
  ])('after %i days of 20: %s', async (days, status, calls) => {
    const shop = shopWhoseProvider({ refundableForDays: 20 }, days)
    await submitted(shop, 'R-1', 3, kept)
    const [leg] = await legsOf(shop, 'R-1')
    expect([leg![0], shop.payments.calls.length]).toEqual([status, calls])
    if (status === 'failed') expect(leg![1]).toBe('REFUND_PERIOD_OVER')
  })
})

describe('A key that went out already', () => {
  it('is never refused by a declared limit: it may have been paid, so the provider has the word', async () => {
    const shop = shopWhoseProvider({ refundableForDays: 20 }, 20)
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 3, kept)
    shop.clock.advance(2 * 86_400_000)
    await shop.resume('R-1')
    expect(shop.payments.calls).toHaveLength(2)
    expect(await legsOf(shop, 'R-1')).toMatchObject([['succeeded', undefined]])
  })

  it('nor is a leg that finance sends out again under a new one', async () => {
    const shop = shopWhoseProvider({ partialRefunds: false })
    await submitted(shop, 'R-1', 1, kept)
    const [refund] = (await shop.getCase('R-1')).refunds
    await shop.refunds.retryLeg({ refundId: refund!.refundId, legId: 'card' }, finance)
    expect(shop.payments.calls).toHaveLength(1)
    expect(await legsOf(shop, 'R-1')).toEqual([['failed', 'partial_refund']])
  })
})
