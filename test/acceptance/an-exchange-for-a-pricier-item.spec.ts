/**
 * Exchanging goods. What comes back pays for what goes out; the difference is owed either way and never rounded to
 * nothing; nothing ships before it is secured; and what cannot be had turns into money with the customer's consent.
 */
import { describe, expect, it } from 'vitest'
import {
  agent,
  at,
  customer,
  lineOf,
  NOW,
  order,
  openHanded,
  paidBy,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  warehouse,
  wish,
} from './shop.js'
import { simulatedClock, simulatedOrders } from 'after-sales/testing'
import { retryThenPark } from 'after-sales'

/** A coat of 100.00, of which a coupon paid 10.00. */
const coat = order({
  lines: [lineOf('coat', 1, 10_000, { discount: 1_000 })],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 9_000 }],
})
const PAY_BY = at('2026-01-08T09:00:00.000Z')
const fromDay = (day: number) => at(`2026-01-${String(day).padStart(2, '0')}T09:00:00.000Z`)

const remedies = ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'] as const

describe.each(stores)('An exchange, on $name', ({ open }) => {
  const begun = async () => {
    const clock = simulatedClock(NOW)
    const store = await open(clock.now)
    const shop = shopOn(store, { clock, orders: simulatedOrders(coat), policy: openHanded('EUR', { remedies }) })
    await shop.requests.open(
      wish('R-1', 1, { remedy: 'exchange', lines: [{ lineId: 'coat', quantity: 1, reason: 'CM_CHANGED_MIND' }] }),
      customer,
    )
    const { state } = await shop.requests.submit({ requestId: 'R-1' }, customer)
    const { replacements, returns } = await shop.getCase('R-1')
    expect(state.status).toBe('in_progress')
    return { shop, replacementId: replacements[0]!.replacementId, returnId: returns[0]!.returnId }
  }
  const pricier = { lineId: 'coat-long', sku: 'COAT-LONG', quantity: 1, goods: 25_000 }

  it('for a pricier item is owed 160.00: 250.00 less the 90.00 that were paid', async () => {
    const { shop, replacementId } = await begun()
    const reserved = await shop.replacements.reserve({ replacementId, items: [pricier], payBy: PAY_BY }, agent)
    expect(reserved.state).toMatchObject({ status: 'awaiting_payment', credit: 9_000 })
    expect(reserved.events[0]!.data).toMatchObject({ price: 25_000, net: 16_000 })
  })

  it('ships when the coat is back and the difference is held, and money stays where it is', async () => {
    const { shop, replacementId, returnId } = await begun()
    await shop.replacements.reserve({ replacementId, items: [pricier], payBy: PAY_BY }, agent)
    await sentBack(shop, returnId, 'p-1', { coat: 1 })
    expect(await refusalOf(shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse))).toBeDefined()
    await shop.replacements.secureDifference(
      { replacementId, paymentId: 'hold-1', tenderId: 'card-2', kind: 'card', minor: 16_000, paymentRef: 'pi_2' },
      agent,
    )
    await shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse)
    await shop.replacements.recordDelivered(
      { replacementId, deliveredAt: NOW },
      { actor: { kind: 'carrier', id: 'dhl' } },
    )
    const { request, refunds } = await shop.getCase('R-1')
    expect(request.status).toBe('resolved')
    expect(refunds.map(({ status }) => status)).toEqual(['not_due'])
    expect(paidBy(shop)).toEqual({})
    // The new coat is a line of the order, with everything that was paid for it: it may come back like any other.
    const entitlement = await shop.getOrder('#1001')
    expect(entitlement.lines.map(({ line, returned }) => [line.lineId, line.goods, returned])).toEqual([
      ['coat', 10_000, 1],
      ['coat-long', 25_000, 0],
    ])
    expect(entitlement.tenders.map(({ tenderId, captured, settled }) => [tenderId, captured, settled])).toEqual([
      ['card', 9_000, 0],
      ['card-2', 16_000, 0],
    ])
    await shop.requests.open(
      wish('R-2', 1, { lines: [{ lineId: 'coat-long', quantity: 1, reason: 'CM_CHANGED_MIND' }] }),
      customer,
    )
    const again = await shop.requests.submit({ requestId: 'R-2' }, customer)
    await sentBack(shop, again.state.returnId!, 'p-2', { 'coat-long': 1 })
    expect(paidBy(shop)).toEqual({ card: 9_000, 'card-2': 16_000 })
  })

  it('for a cheaper item pays the rest, once the new one is on its way', async () => {
    const { shop, replacementId, returnId } = await begun()
    const cheaper = { lineId: 'scarf', sku: 'SCARF', quantity: 1, goods: 2_500 }
    const { events } = await shop.replacements.reserve({ replacementId, items: [cheaper] }, agent)
    expect(events[0]!.data).toMatchObject({ net: -6_500 })
    await sentBack(shop, returnId, 'p-1', { coat: 1 })
    expect(paidBy(shop)).toEqual({})
    await shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse)
    expect(paidBy(shop)).toEqual({ card: 6_500 })
    const { breakdown } = (await shop.getCase('R-1')).refunds[0]!
    expect(breakdown?.deductions).toEqual([{ kind: 'replacement', minor: 2_500 }])
  })

  it('that nobody pays for in time gives the stock back, and turns into 90.00 with consent', async () => {
    const { shop, replacementId, returnId } = await begun()
    await shop.replacements.reserve({ replacementId, items: [pricier], payBy: PAY_BY }, agent)
    await sentBack(shop, returnId, 'p-1', { coat: 1 })
    shop.clock.set(fromDay(9))
    const ended = new AbortController()
    const working = shop.afterSales.start({
      roles: ['timers', 'reactions'],
      signal: ended.signal,
      onFailure: retryThenPark(1),
    })()
    await expect.poll(async () => (await shop.getCase('R-1')).replacements[0]!.status).toBe('expired')
    ended.abort()
    await working
    // The stock is free, nothing goes out any more, and nobody was paid nothing for their coat.
    const late = shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse)
    expect(await refusalOf(late)).toMatchObject({ _tag: 'ReplacementNotOpen', status: 'expired' })
    expect((await shop.getCase('R-1')).refunds).toEqual([])
    expect(await refusalOf(shop.requests.switchRemedy({ requestId: 'R-1', to: 'return_refund' }, agent))).toMatchObject(
      {
        _tag: 'ConsentMissing',
      },
    )
    await shop.requests.switchRemedy({ requestId: 'R-1', to: 'return_refund' }, customer)
    const { request, replacements } = await shop.getCase('R-1')
    expect(replacements[0]!.status).toBe('canceled')
    expect(request.status).toBe('resolved')
    expect(paidBy(shop)).toEqual({ card: 9_000 })
  })
})
