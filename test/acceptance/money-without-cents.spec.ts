/** Killer case 21: currencies without minor units, with three decimals, and providers that pay in coarse steps. */
import { describe, expect, it } from 'vitest'
import { formatMoney } from 'after-sales'
import { simulatedOrders } from 'after-sales/testing'
import {
  lineOf,
  openHanded,
  order,
  paidBy,
  refusalOf,
  shopOn,
  stores,
  submitted,
  system,
  wish,
  customer,
} from './shop.js'

const EACH = [1, 2, 3]

describe.each(stores)('An order in yen, which have no cents ($name)', ({ open }) => {
  const yen = async (changes: Parameters<typeof order>[0]) => {
    const orders = simulatedOrders(order({ currency: 'JPY', ...changes }))
    return shopOn(await open(), { orders, policy: openHanded('JPY') })
  }

  it('divides a discount of 1000 over three equal lines as 334, 333 and 333', async () => {
    const shop = await yen({
      lines: EACH.map((n) => lineOf(`l${n}`, 1, 5_000)),
      discounts: [{ minor: 1_000 }],
      tenders: [{ tenderId: 'card', kind: 'card', captured: 14_000 }],
    })
    await submitted(shop, 'R-1', 1, { lines: [{ lineId: 'l1', quantity: 1, reason: 'CM_CHANGED_MIND' }] })
    const { lines } = await shop.getOrder('#1001')
    expect(lines.map((l) => l.line.discount)).toEqual([334, 333, 333])
  })

  it('refunds 1000 for three pieces one by one as 333, 334 and 333, whole yen that add up', async () => {
    const shop = await yen({
      lines: [lineOf('mug', 3, 1_000)],
      tenders: [{ tenderId: 'card', kind: 'card', captured: 1_000 }],
    })
    for (const n of EACH) await submitted(shop, `R-${n}`, 1, { remedy: 'refund_only' })
    expect([...shop.payments.paid.values()].map((p) => p.minor)).toEqual([333, 334, 333])
    expect(formatMoney({ minor: 334, currency: 'JPY' })).toContain('334')
  })

  it.each([
    ['JPY', 0.5],
    ['KRW', 11_833.2],
    ['VND', 100.25],
  ])('accepts no fraction of %s (%d)', async (currency, minor) => {
    const orders = simulatedOrders(order({ currency, tenders: [{ tenderId: 'card', kind: 'card', captured: minor }] }))
    const shop = shopOn(await open(), { orders, policy: openHanded(currency) })
    const refused = await refusalOf(shop.requests.open(wish('R-1', 1), customer))
    expect(refused).toMatchObject({ _tag: 'InvalidInput', problems: [{ field: 'tenders.0.captured' }] })
  })
})

describe.each(stores)(
  'An order in Kuwaiti dinars, paid by a card that pays in steps of ten fils ($name)',
  ({ open }) => {
    const dinars = async (tenders: Parameters<typeof order>[0] = {}) => {
      const facts = { currency: 'KWD', lines: [lineOf('mug', 3, 10_000)], ...tenders }
      return shopOn(await open(), { orders: simulatedOrders(order(facts)), policy: openHanded('KWD') })
    }
    const card = { tenderId: 'card', kind: 'card', captured: 10_000, granularity: 10 }

    it('pays legs whose last digit is 0, and all of it in the end', async () => {
      const shop = await dinars({ tenders: [card] })
      for (const n of EACH) await submitted(shop, `R-${n}`, 1, { remedy: 'refund_only' })
      const legs = [...shop.payments.paid.values()].map((p) => p.minor)
      expect(legs.filter((minor) => minor % 10 !== 0)).toEqual([])
      expect(legs.reduce((a, b) => a + b, 0)).toBe(10_000)
    })

    it('lets a finer tender pay the last digit, so that the legs are the total', async () => {
      const shop = await dinars({
        tenders: [
          { ...card, captured: 8_000 },
          { tenderId: 'credit', kind: 'store_credit', captured: 2_000 },
        ],
      })
      await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
      const [refund] = (await shop.getCase('R-1')).refunds
      const paid = paidBy(shop)
      expect(paid['card']! % 10).toBe(0)
      expect(paid['card']! + paid['credit']!).toBe(3_333)
      expect(refund!.breakdown!.total).toBe(3_333)
    })

    it('compares what is left in whole fils: not one more than was captured', async () => {
      const shop = await dinars({ tenders: [card] })
      const outside = { orderId: '#1001', externalId: 'dash-1', tenderId: 'card', minor: 9_999 }
      await shop.facts.recordExternalRefund(outside, system)
      await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
      const [refund] = (await shop.getCase('R-1')).refunds
      // One fils is left, and no step of ten fits into it: it stays claimable, the rest is a named shortfall.
      expect(refund!.breakdown).toMatchObject({ total: 0, shortfall: 9_999 })
      expect(shop.payments.paidTotal()).toBe(0)
    })
  },
)
