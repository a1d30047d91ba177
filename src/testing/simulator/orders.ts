/** Orders whose prices divide badly, paid by whatever means, in steps that do not fit: every rounding shows. */
import { paidForLine } from '../../domain/entitlement/index.js'
import { instantOf } from '../../domain/values/instant.js'
import type { OrderFacts, Tender } from '../../domain/values/order-facts.js'
import { sum } from '../../domain/values/sum.js'
import type { Chance } from './chance.js'

export const EPOCH_MS = Date.UTC(2026, 0, 5, 9)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Networks pay dinars in steps of ten; points and the like have steps of their own. */
const DINAR_STEP = 10

/** A third of it on something that is no cash, now and then, and now and then some of it is not captured yet. */
const tendersOf = (chance: Chance, nth: number, currency: string, total: number): ReadonlyArray<Tender> => {
  const other = chance.happens(0.4, 'not all in cash', nth)
    ? chance.pick(['gift_card', 'gift_card', 'points', 'store_credit'] as const, 'other means', nth)
    : undefined
  const otherStep = other === 'points' ? chance.pick([1, 10], 'step of points', nth) : 1
  const third = Math.floor(total / 3)
  const onOther = other === undefined ? 0 : third - (third % otherStep)
  const isPartly = chance.happens(0.1, 'partly captured', nth)
  const captured = isPartly ? Math.floor((total - onOther) / 2) : total - onOther
  const isCoarse = currency === 'KWD' && chance.happens(0.5, 'steps of the card', nth)
  return [
    {
      ...{ tenderId: 'card', kind: 'card', captured, paymentRef: `pay_${nth + 1}` },
      ...(isCoarse ? { granularity: DINAR_STEP } : {}),
    },
    ...(other === undefined || onOther === 0
      ? []
      : [
          {
            ...{ tenderId: other === 'gift_card' ? 'gift-card' : other, kind: other, captured: onOther },
            ...(otherStep === 1 ? {} : { granularity: otherStep }),
          },
        ]),
  ]
}

export const orderOf = (chance: Chance, nth: number, currency: string): OrderFacts => {
  const paysDuty = chance.happens(0.4, 'pays duty', nth)
  const isReduced = chance.happens(0.3, 'reduced', nth)
  const paysFee = chance.happens(0.2, 'pays a fee', nth)
  const lines = Array.from({ length: chance.whole(1, 2, 'lines', nth) }, (_, i) => ({
    lineId: `line-${i + 1}`,
    sku: `SKU-${i + 1}`,
    quantity: chance.whole(1, 3, `quantity ${i}`, nth),
    goods: chance.whole(100, 9_999, `goods ${i}`, nth),
    tax: chance.whole(0, 500, `tax ${i}`, nth),
    ...(paysDuty ? { duty: chance.whole(0, 333, `duty ${i}`, nth) } : {}),
    ...(isReduced ? { discount: chance.whole(0, 99, `discount ${i}`, nth) } : {}),
    ...(paysFee ? { fee: chance.whole(0, 77, `fee ${i}`, nth) } : {}),
  }))
  // A coupon takes no more than is left to pay of the goods.
  const goodsLeft = sum(lines, ({ goods, discount: reduced = 0 }) => goods - reduced)
  const discount = chance.happens(0.3, 'coupon', nth) ? Math.min(goodsLeft, chance.whole(1, 55, 'coupon of', nth)) : 0
  // What a platform pays of it goes back to the platform, and changes no figure of the customer's.
  const isFunded = chance.happens(0.5, 'who funds the coupon', nth)
  const fee = chance.happens(0.15, 'gift wrap', nth) ? chance.whole(1, 99, 'gift wrap of', nth) : 0
  const shipping = chance.pick([0, 499], 'shipping', nth)
  const shippingTax = shipping > 0 && chance.happens(0.3, 'shipping is taxed', nth) ? 95 : 0
  const total = sum(lines, paidForLine) + shipping + shippingTax + fee - discount
  // Many hosts know of a delivery only when a carrier says so.
  const isDelivered = chance.happens(0.3, 'delivered', nth)
  return {
    orderId: `#${1_001 + nth}`,
    customerId: `customer-${nth + 1}`,
    currency,
    orderedAt: instantOf(EPOCH_MS - 3 * DAY_MS),
    ...(isDelivered
      ? { deliveredAt: instantOf(EPOCH_MS - chance.whole(1, 48, 'delivered before', nth) * HOUR_MS) }
      : {}),
    lines,
    shipping,
    ...(shippingTax === 0 ? {} : { shippingTax }),
    ...(discount === 0 ? {} : { discounts: [{ minor: discount, ...(isFunded ? { fundedBy: 'platform' } : {}) }] }),
    ...(fee === 0 ? {} : { fees: [{ minor: fee }] }),
    tenders: tendersOf(chance, nth, currency, total),
  }
}
