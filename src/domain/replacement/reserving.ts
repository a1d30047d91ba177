/**
 * New goods at a locked price, and the payment of the difference. The net is what the new goods cost less what the old
 * ones are worth, whichever way it is owed, and never floored.
 */
import { canonicalJson } from '../kernel/canonical-json.js'
import { MAX_MINOR } from '../values/money.js'
import type { OrderLine } from '../values/order-facts.js'
import { isStaff, mayTellOfMoney } from '../values/actor.js'
import {
  accept,
  followed,
  idsOf,
  nothing,
  notNow,
  outOfRange,
  reject,
  voidOf,
  type CommandNamed,
  type Decision,
} from './decision.js'
import type { ReplacementError } from './errors.js'
import { MAX_DIFFERENCE_PAYMENTS } from './events.js'
import { securedOf, wasShipped, type PlannedReplacement, type ReplacementStatus } from './state.js'

/** A person is next: with the first goods, with others, or with the same once more. */
const RESERVABLE = new Set<ReplacementStatus>(['planned', 'out_of_stock', 'expired', 'undelivered'])

const priceOf = (items: ReadonlyArray<OrderLine>, shipping: number): number =>
  items.reduce(
    (sum, { goods, discount = 0, tax = 0, duty = 0, fee = 0 }) => sum + goods - discount + tax + duty + fee,
    shipping,
  )

type Reserve = CommandNamed<'ReserveReplacement'>

const wrongItems = (c: Reserve, s: PlannedReplacement): ReplacementError | undefined => {
  const { items, shipping = 0, shippingTax = 0 } = c.data
  if (wasShipped(s)) {
    const first = { items: s.offer!.items, shipping: s.offer!.shipping, shippingTax: s.offer!.shippingTax }
    return canonicalJson(first) === canonicalJson({ items, shipping, shippingTax })
      ? undefined
      : { _tag: 'ReplacementItemsFixed' }
  }
  const taken = new Set(c.facts.lineIds)
  for (const { lineId, goods, discount = 0 } of items) {
    if (taken.has(lineId)) return { _tag: 'ReplacementLineTaken', lineId }
    taken.add(lineId)
    if (discount > goods) return { _tag: 'ReplacementDiscountTooHigh', lineId }
  }
  return undefined
}

export const reserve = (c: Reserve, s: PlannedReplacement): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  if (!RESERVABLE.has(s.status)) return notNow(s)
  const wrong = wrongItems(c, s)
  if (wrong !== undefined) return reject(wrong)
  const { items, shipping = 0, shippingTax = 0, payBy } = c.data
  const price = priceOf(items, shipping + shippingTax)
  if (price > MAX_MINOR) return reject({ _tag: 'ReplacementTooExpensive', limit: MAX_MINOR })
  const { credit, attempt } = s
  const net = price - credit
  // Goods that were lost or forgotten are made good, whatever they cost today. At a lower price the customer would get less
  // than they paid should they send these back; at a higher one they would have to pay for them. A second parcel has the
  // same goods, whatever was said of the first.
  if (s.kind === 'reship' && net !== 0 && !wasShipped(s)) return reject({ _tag: 'ReshipOfOtherWorth', price, credit })
  const isOwed = net > securedOf(s)
  if (isOwed) {
    if (payBy === undefined) return reject({ _tag: 'PayByMissing', net })
    const range = outOfRange(payBy, c.at)
    if (range !== undefined) return reject(range)
  }
  return followed(s, {
    type: 'ReplacementReserved',
    data: {
      ...{ ...idsOf(s), attempt: attempt + 1, items, shipping, shippingTax, price, credit, net, reservedAt: c.at },
      ...(isOwed && payBy !== undefined ? { payBy } : {}),
    },
  })
}

/** Whether a payment of that name is new here and to the order, so that it can become a means of payment of the order. */
export const isTenderTaken = (
  tenderId: string,
  s: PlannedReplacement,
  { tenderIds }: CommandNamed<'SecureDifference'>['facts'],
): boolean =>
  tenderIds.includes(tenderId) ||
  s.advance?.security.tenderId === tenderId ||
  s.payments.some((payment) => payment.tenderId === tenderId)

type WithFacts = CommandNamed<'SecureDifference' | 'ReleaseInAdvance'>

/** As for every payment that is the provider's own. */
export const stepsOf = (given: { readonly granularity?: number }, { facts }: WithFacts) => {
  const granularity = given.granularity ?? facts.granularity
  return granularity === undefined ? {} : { granularity }
}

export const secure = (c: CommandNamed<'SecureDifference'>, s: PlannedReplacement): Decision => {
  if (!mayTellOfMoney(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { paymentId, tenderId, minor } = c.data
  if (s.payments.some((payment) => payment.paymentId === paymentId)) return nothing
  if (s.paymentIds.has(paymentId)) return reject({ _tag: 'PaymentVoided', paymentId })
  if (s.status !== 'awaiting_payment') return notNow(s)
  const { price, payBy } = s.offer!
  // What counts is the instant, not when the timer fires.
  if (c.at >= payBy!) return reject({ _tag: 'PaymentTooLate', payBy: payBy! })
  if (s.payments.length >= MAX_DIFFERENCE_PAYMENTS)
    return reject({ _tag: 'TooManyPayments', limit: MAX_DIFFERENCE_PAYMENTS })
  if (isTenderTaken(tenderId, s, c.facts)) return reject({ _tag: 'TenderTaken', tenderId })
  const open = Math.max(0, price - s.credit - securedOf(s) - minor)
  return followed(s, {
    type: 'DifferenceSecured',
    data: { ...c.data, ...(c.data.paymentRef === undefined ? {} : stepsOf(c.data, c)), open },
  })
}

const IN_STOCK = new Set<ReplacementStatus>(['awaiting_payment', 'reserved', 'released'])

export const reportOutOfStock = (c: CommandNamed<'ReportOutOfStock'>, s: PlannedReplacement): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  if (s.status === 'out_of_stock') return nothing
  if (!IN_STOCK.has(s.status)) return notNow(s)
  return accept({
    type: 'ReplacementOutOfStock',
    data: { ...idsOf(s), reason: c.data.reason, void: voidOf(s) },
  })
}

/** A timer says that the instant has passed; early, late and repeated ones do no harm. */
export const expire = (c: CommandNamed<'ExpireReplacement'>, s: PlannedReplacement): Decision =>
  s.status === 'awaiting_payment' && c.at >= s.offer!.payBy!
    ? accept({ type: 'ReplacementExpired', data: { ...idsOf(s), void: voidOf(s) } })
    : nothing
