/** Killer case 3: the provider does not answer in time, and has paid; or has not. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { simulatedPayments } from 'after-sales/testing'
import { customer, paidBy, refusalOf, finance, shopOn, stores, submitted, typesIn, wish, type Shop } from './shop.js'

const kept = { remedy: 'refund_only' } as const
const A_MINUTE = 60_000

describe.each(stores)('A refund of 179.98 that nobody answered for ($name)', ({ open }) => {
  const silent = async (how: 'lose_answer' | 'lose_request', payments = simulatedPayments()) => {
    const shop = shopOn(await open(), { payments })
    shop.payments.script({ _tag: how })
    await submitted(shop, 'R-1', 2, kept)
    return shop
  }
  const legOf = async (shop: Shop) => (await shop.getCase('R-1')).refunds[0]!.legs[0]!
  const moneyOf = async (shop: Shop) => (await shop.getOrder('#1001')).tenders[0]!
  const afterAMinute = async (shop: Shop) => {
    shop.clock.advance(A_MINUTE)
    return shop.resume('R-1')
  }

  it('has not failed: its money stays reserved, and the request stays open', async () => {
    const shop = await silent('lose_answer')
    expect((await shop.getCase('R-1')).request.status).toBe('in_progress')
    expect(await legOf(shop)).toMatchObject({ status: 'submitted', epoch: 1, attempt: 1 })
    expect(await moneyOf(shop)).toMatchObject({ reserved: 17_998, settled: 0 })
  })

  it('is unknown while the provider says nothing when it is asked either, and holds its money all the time', async () => {
    const mute = { _tag: 'ProviderSilent', reason: 'down' } as const
    const payments = { ...simulatedPayments(), lookup: () => () => Promise.resolve(E.left(mute)) }
    const shop = await silent('lose_answer', payments)
    const { key } = await legOf(shop)
    for (const minute of [1, 2, 3]) {
      await afterAMinute(shop)
      expect(await legOf(shop), `minute ${minute}`).toMatchObject({ status: 'unknown', epoch: 1, key })
      expect(await moneyOf(shop)).toMatchObject({ reserved: 17_998, settled: 0 })
    }
    expect(paidBy(shop)).toEqual({ card: 17_998 })
  })

  it('that was paid: is asked about, not paid again, and is over', async () => {
    const shop = await silent('lose_answer')
    const { key } = await legOf(shop)
    expect((await afterAMinute(shop)).request.status).toBe('resolved')
    expect(shop.payments.calls.map((call) => call.key)).toEqual([key])
    expect(paidBy(shop)).toEqual({ card: 17_998 })
    expect(await moneyOf(shop)).toMatchObject({ reserved: 0, settled: 17_998 })
  })

  it('that never arrived: goes out again under the same key, and is paid once', async () => {
    const shop = await silent('lose_request')
    const { key } = await legOf(shop)
    expect((await afterAMinute(shop)).request.status).toBe('resolved')
    expect(shop.payments.calls.map((call) => call.key)).toEqual([key, key])
    expect(shop.payments.payments).toHaveLength(1)
  })

  it('is not sent under a new key by anybody, nor given up, as long as nobody knows', async () => {
    const shop = await silent('lose_answer')
    const [refund] = (await shop.getCase('R-1')).refunds
    const refundId = refund!.refundId
    const retry = shop.refunds.retryLeg({ refundId, legId: 'card' }, finance)
    expect(await refusalOf(retry)).toMatchObject({ _tag: 'LegNotFailed', status: 'submitted' })
    const abandon = shop.refunds.abandon({ refundId, code: 'NO_ANSWER' }, finance)
    expect(await refusalOf(abandon)).toMatchObject({ _tag: 'RefundNotOpen', status: 'executing' })
    const cancel = shop.requests.cancel({ requestId: 'R-1', reason: 'no' }, customer)
    expect(await refusalOf(cancel)).toEqual({ _tag: 'RefundInFlight' })
  })

  it('leaves the rest of the order to others: they get what is left, and no more', async () => {
    const shop = await silent('lose_answer')
    await shop.requests.open(wish('R-2', 2), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toEqual({
      _tag: 'UnitsAlreadyClaimed',
      lineId: 'mug',
      asked: 2,
      free: 1,
    })
    await submitted(shop, 'R-3', 1, kept)
    expect(await moneyOf(shop)).toMatchObject({ reserved: 17_998, settled: 8_999 })
    await afterAMinute(shop)
    expect(await moneyOf(shop)).toMatchObject({ reserved: 0, settled: 26_997 })
    expect(shop.payments.paidTotal()).toBe(26_997)
  })

  it('tells its story in the log: sent, silent, found paid', async () => {
    const shop = await silent('lose_answer')
    await afterAMinute(shop)
    const story = (await typesIn(shop.store)).filter((type) => type.startsWith('RefundLeg'))
    expect(story).toEqual(['RefundLegSubmitted', 'RefundLegUnknown', 'RefundLegSucceeded'])
  })
})
