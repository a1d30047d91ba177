/**
 * What the shop sold, kept as small as it can be: it is the only memory that grows with the files, by about 50 bytes for
 * each sale line, because any of them may be canceled later. Orders are the sale invoices with the lines that the matching
 * rule uses; postage, vouchers and the like are left out of them, for nothing of theirs is refunded here.
 */
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { MAX_ORDER_LINES, type Instant, type OrderDirectory, type OrderFacts } from 'after-sales'
import { column, numbering } from './columns.js'

export interface Order {
  readonly index: number
  readonly id: string
  readonly customer: number
  readonly orderedAt: Instant
  readonly first: number
  last: number
  count: number
  /** Lines it had when a request first touched it: what the directory serves. Later ones come as an edit. */
  served: number
}

/** Units of one order line. */
export interface Piece {
  readonly order: Order
  readonly lineId: string
  readonly quantity: number
}

export interface Sold {
  readonly order: Order
  readonly lineId: string
  /** The order was registered already, so the line has to be added to it. */
  readonly isLate: boolean
}

const NONE = -1
// More stock codes than any shop has, and still exact when multiplied with the number of a customer.
const MAX_STOCK_CODES = 2 ** 24
const CURRENCY = 'GBP'
export const TENDER = 'card'

export type Shop = ReturnType<typeof createShop>

export const createShop = () => {
  const orders = new Map<string, Order>()
  const byIndex: Array<Order> = []
  const customers = numbering()
  const stockCodes = numbering()
  /** The newest purchase of these goods by this customer; `previous` leads on to older ones. */
  const newest = new Map<number, number>()
  const newestOrder = new Map<number, Order>()

  const orderOf = column()
  const position = column()
  const stockCodeOf = column()
  const quantity = column()
  const pence = column()
  const left = column()
  const previous = column()
  const nextInOrder = column()
  let purchases = 0

  const goodsKey = (customer: number, stockCode: number) => customer * MAX_STOCK_CODES + stockCode
  const lineIdOf = (purchase: number) => `${stockCodes.name(stockCodeOf.get(purchase))}-${position.get(purchase)}`

  /** The order of an invoice. One of two customers, or longer than an order may be, becomes several. */
  const orderFor = (invoice: string, customer: number, at: Instant): Order => {
    let id = invoice
    for (let part = 2; ; part++) {
      const known = orders.get(id)
      if (known === undefined) break
      if (known.customer === customer && known.count < MAX_ORDER_LINES) return known
      id = `${invoice}/${part}`
    }
    const order = {
      index: byIndex.length,
      id,
      customer,
      orderedAt: at,
      first: purchases,
      last: NONE,
      count: 0,
      served: 0,
    }
    orders.set(id, order)
    byIndex.push(order)
    return order
  }

  const touch = (order: Order): Order => {
    if (order.served === 0) order.served = order.count
    return order
  }

  const factsOf = (order: Order): OrderFacts => {
    const lines: Array<OrderFacts['lines'][number]> = []
    for (let p = order.first; lines.length < order.served; p = nextInOrder.get(p))
      lines.push({
        lineId: lineIdOf(p),
        sku: stockCodes.name(stockCodeOf.get(p)),
        quantity: quantity.get(p),
        goods: quantity.get(p) * pence.get(p),
      })
    const captured = lines.reduce((sum, line) => sum + line.goods, 0)
    return {
      orderId: order.id,
      customerId: customers.name(order.customer),
      currency: CURRENCY,
      orderedAt: order.orderedAt,
      lines,
      tenders: [{ tenderId: TENDER, kind: 'card', captured }],
    }
  }

  const directory: OrderDirectory = {
    order: (orderId) => {
      const order = orders.get(orderId)
      return TE.right(order === undefined || order.served === 0 ? O.none : O.some(factsOf(order)))
    },
  }

  return {
    directory,

    sell: (invoice: string, who: string, at: Instant, goods: string, units: number, price: number): Sold => {
      const customer = customers.number(who)
      const stockCode = stockCodes.number(goods)
      const order = orderFor(invoice, customer, at)
      const purchase = purchases++
      const key = goodsKey(customer, stockCode)
      if (order.last !== NONE) nextInOrder.set(order.last, purchase)
      order.last = purchase
      order.count += 1
      orderOf.set(purchase, order.index)
      position.set(purchase, order.count)
      stockCodeOf.set(purchase, stockCode)
      quantity.set(purchase, units)
      pence.set(purchase, price)
      left.set(purchase, units)
      previous.set(purchase, newest.get(key) ?? NONE)
      newest.set(key, purchase)
      newestOrder.set(customer, order)
      return { order, lineId: lineIdOf(purchase), isLate: order.served > 0 }
    },

    /** Takes units from the customer's earlier purchases of the goods at the price, newest first, as far as they go. */
    take: (who: string, goods: string, units: number, price: number): ReadonlyArray<Piece> => {
      const pieces: Array<Piece> = []
      let missing = units
      const key = goodsKey(customers.number(who), stockCodes.number(goods))
      for (let p = newest.get(key) ?? NONE; p !== NONE && missing > 0; p = previous.get(p)) {
        const taken = Math.min(missing, left.get(p))
        if (taken === 0 || pence.get(p) !== price) continue
        left.set(p, left.get(p) - taken)
        missing -= taken
        pieces.push({ order: touch(byIndex[orderOf.get(p)]!), lineId: lineIdOf(p), quantity: taken })
      }
      return pieces
    },

    /** The newest line that somebody who looks for the purchase would find: the same goods, at this price if there is. */
    lookFor: (who: string, goods: string, price: number): (Sold & { readonly samePrice: boolean }) | undefined => {
      const head = newest.get(goodsKey(customers.number(who), stockCodes.number(goods))) ?? NONE
      let found = head
      while (found !== NONE && pence.get(found) !== price) found = previous.get(found)
      const samePrice = found !== NONE
      const line = samePrice ? found : head
      if (line === NONE) return undefined
      return { order: touch(byIndex[orderOf.get(line)]!), lineId: lineIdOf(line), isLate: false, samePrice }
    },

    newestOrderOf: (who: string): Order | undefined => {
      const order = newestOrder.get(customers.number(who))
      return order === undefined ? undefined : touch(order)
    },
  }
}
