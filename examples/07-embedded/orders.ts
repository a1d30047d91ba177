/**
 * The shop's own orders, in the shop's own words. They stay where they are: the library asks for the facts of an order once,
 * when the first request touches it, and `factsOf` says what they are.
 */
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { instantOf, type OrderDirectory, type OrderFacts } from 'after-sales'

interface ShopOrder {
  readonly number: string
  readonly buyer: string
  readonly placed: Date
  readonly items: ReadonlyArray<{ readonly sku: string; readonly pieces: number; readonly cents: number }>
  readonly paidWith: string
}

const DAY_MS = 86_400_000
const lately = new Date(Date.now() - 2 * DAY_MS)

const ORDERS: ReadonlyArray<ShopOrder> = [
  {
    ...{ number: '#2001', buyer: 'customer-7', placed: lately, paidWith: 'pi_2001' },
    items: [
      { sku: 'LAMP-OAK', pieces: 1, cents: 8_900 },
      { sku: 'BULB-E27', pieces: 4, cents: 1_996 },
    ],
  },
  {
    ...{ number: '#2002', buyer: 'customer-8', placed: lately, paidWith: 'pi_2002' },
    items: [{ sku: 'CHAIR-ASH', pieces: 2, cents: 17_800 }],
  },
]

const factsOf = ({ number, buyer, placed, items, paidWith }: ShopOrder): OrderFacts => ({
  orderId: number,
  customerId: buyer,
  currency: 'EUR',
  orderedAt: instantOf(placed.getTime()),
  lines: items.map(({ sku, pieces, cents }) => ({ lineId: sku, sku, quantity: pieces, goods: cents })),
  tenders: [
    {
      tenderId: 'card',
      kind: 'card',
      captured: items.reduce((sum, { cents }) => sum + cents, 0),
      paymentRef: paidWith,
    },
  ],
})

/** A real one asks its database, and answers `OrderDirectoryUnavailable` where that cannot be reached. */
export const orders: OrderDirectory = {
  order: (orderId) => {
    const found = ORDERS.find(({ number }) => number === orderId)
    return TE.right(found === undefined ? O.none : O.some(factsOf(found)))
  },
}
