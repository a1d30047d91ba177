/**
 * What the host knows about an order, as line totals in minor units of the order's currency. `goods` is the list
 * value without the tax that stands in `tax`; whether the shop shows prices with tax or without does not matter here.
 * Order-level discounts and fees are divided over the lines once, when the order is registered.
 */
import type * as t from 'io-ts'
import { listOf, record } from '../kernel/codec.js'
import { Code } from './codes.js'
import { MAX_DISCOUNTS } from './funding.js'
import { HostId, StreamId } from './ids.js'
import { Instant } from './instant.js'
import { Currency, Minor, PositiveMinor } from './money.js'
import { Quantity } from './quantity.js'

export const MAX_ORDER_LINES = 2_000

export const OrderLine = record(
  'OrderLine',
  { lineId: HostId, sku: HostId, quantity: Quantity, goods: Minor },
  {
    /** Taken off `goods` by the shop: it was not paid, so it never becomes cash. */
    discount: Minor,
    tax: Minor,
    duty: Minor,
    fee: Minor,
  },
)
export type OrderLine = t.TypeOf<typeof OrderLine>

/** A fee on the whole order, or on the named lines only. */
export const OrderLevelAmount = record(
  'OrderLevelAmount',
  { minor: Minor },
  { lineIds: listOf(HostId, 1, MAX_ORDER_LINES) },
)
export type OrderLevelAmount = t.TypeOf<typeof OrderLevelAmount>

/** A discount on the whole order, or on the named lines only. */
export const OrderLevelDiscount = record(
  'OrderLevelDiscount',
  { minor: Minor },
  {
    lineIds: listOf(HostId, 1, MAX_ORDER_LINES),
    /** Who pays for it in place of the shop, in the host's own codes: `platform`, `brand-x`. Absent: the shop itself. */
    fundedBy: Code,
  },
)
export type OrderLevelDiscount = t.TypeOf<typeof OrderLevelDiscount>

/** One means of payment and what was captured on it so far. */
export const Tender = record(
  'Tender',
  {
    tenderId: HostId,
    /** `card`, `gift_card`, `points`, `store_credit`, …: the provider understands it, the library only orders by it. */
    kind: Code,
    captured: Minor,
  },
  {
    paymentRef: Code,
    /** The smallest step the provider pays in, in minor units: 10 for Kuwaiti dinars on most card networks. */
    granularity: PositiveMinor,
  },
)
export type Tender = t.TypeOf<typeof Tender>

export const OrderFacts = record(
  'OrderFacts',
  {
    orderId: StreamId,
    /** A pseudonym of the host's; never a name, a mail address or a phone number. */
    customerId: HostId,
    currency: Currency,
    orderedAt: Instant,
    lines: listOf(OrderLine, 1, MAX_ORDER_LINES),
    tenders: listOf(Tender, 1, 20),
  },
  {
    deliveredAt: Instant,
    discounts: listOf(OrderLevelDiscount, 0, MAX_DISCOUNTS),
    fees: listOf(OrderLevelAmount, 0, 50),
    shipping: Minor,
    shippingTax: Minor,
  },
)
export type OrderFacts = t.TypeOf<typeof OrderFacts>
