/**
 * The matching rule of the data's README: a cancellation does not name its invoice, so it takes units from the customer's
 * earlier purchases of the same goods at the same price, newest first; the rest is unmatched. Every line of the data
 * takes exactly one path through here.
 */
import { MAX_REQUEST_LINES, type Instant } from 'after-sales'
import type { CsvLine } from './csv-lines.js'
import { londonToUtc } from './london-time.js'
import type { Order, Piece, Shop } from './shop.js'

/** Why a line is neither a sale nor a cancellation of goods. */
export const LEFT_OUT = [
  ...(['not goods', 'no customer', 'price not positive or not in whole pence', 'no units'] as const),
  ...(['stock correction', 'cancellation with positive units'] as const),
] as const
export type LeftOut = (typeof LEFT_OUT)[number]

/** What somebody at the counter finds who looks for the sale of the unmatched units. */
export type Claim =
  /** The purchase is there, but its units came back before: the order will refuse. */
  | { readonly _tag: 'NoUnitsLeft'; readonly order: Order; readonly lineId: string }
  /** Bought at other prices only: a person says no. */
  | { readonly _tag: 'OtherPrice'; readonly order: Order; readonly lineId: string }
  /** The customer is known, the goods are on none of their orders: the newest will refuse the line. */
  | { readonly _tag: 'NotBought'; readonly order: Order; readonly lineId: string }
  /** Nothing was ever sold to them: there is no order to open a request for. */
  | { readonly _tag: 'NoOrder' }

export interface Cancellation {
  readonly _tag: 'Cancellation'
  /** The invoice and the line's number among its lines: the same whenever the files are read again. */
  readonly id: string
  readonly at: Instant
  readonly customer: string
  readonly quantity: number
  readonly pence: number
  /** One group for each order that it touches. */
  readonly matched: ReadonlyArray<ReadonlyArray<Piece>>
  readonly rest: number
  readonly claim: Claim | undefined
}

export interface Sale {
  readonly _tag: 'Sale'
  readonly quantity: number
  readonly pence: number
  readonly late:
    { readonly order: Order; readonly lineId: string; readonly sku: string; readonly at: Instant } | undefined
}

export type Path = Sale | Cancellation | { readonly _tag: 'LeftOut'; readonly why: LeftOut }

const GOODS = /^\d{5}[A-Za-z]*$/

const leftOut = (why: LeftOut): Path => ({ _tag: 'LeftOut', why })

const byOrder = (pieces: ReadonlyArray<Piece>): ReadonlyArray<ReadonlyArray<Piece>> => {
  const groups: Array<Array<Piece>> = []
  for (const piece of pieces) {
    const group = groups.find((g) => g[0]!.order === piece.order && g.length < MAX_REQUEST_LINES)
    if (group === undefined) groups.push([piece])
    else group.push(piece)
  }
  return groups
}

export const matcher = (shop: Shop) => {
  const linesOfInvoice = new Map<string, number>()
  let local = ''
  let utc = '' as Instant
  const instantOfLine = (at: string): Instant => {
    if (at !== local) {
      utc = londonToUtc(at)!
      local = at
    }
    return utc
  }

  const claimFor = (customer: string, stockCode: string, pence: number): Claim => {
    const found = shop.lookFor(customer, stockCode, pence)
    if (found !== undefined)
      return { _tag: found.samePrice ? 'NoUnitsLeft' : 'OtherPrice', order: found.order, lineId: found.lineId }
    const order = shop.newestOrderOf(customer)
    return order === undefined ? { _tag: 'NoOrder' } : { _tag: 'NotBought', order, lineId: stockCode }
  }

  return (line: CsvLine): Path => {
    const { invoice, stockCode, customer, pence } = line
    if (!GOODS.test(stockCode)) return leftOut('not goods')
    const isCancellation = invoice.startsWith('C')
    if (!isCancellation && line.quantity < 0) return leftOut('stock correction')
    if (customer === undefined) return leftOut('no customer')
    if (pence === undefined || pence <= 0) return leftOut('price not positive or not in whole pence')
    if (line.quantity === 0) return leftOut('no units')
    const at = instantOfLine(line.at)
    if (!isCancellation) {
      const { order, lineId, isLate } = shop.sell(invoice, customer, at, stockCode, line.quantity, pence)
      const late = isLate ? { order, lineId, sku: stockCode, at } : undefined
      return { _tag: 'Sale', quantity: line.quantity, pence, late }
    }
    if (line.quantity > 0) return leftOut('cancellation with positive units')
    const quantity = -line.quantity
    const number = (linesOfInvoice.get(invoice) ?? 0) + 1
    linesOfInvoice.set(invoice, number)
    const pieces = shop.take(customer, stockCode, quantity, pence)
    const rest = pieces.reduce((missing, piece) => missing - piece.quantity, quantity)
    return {
      _tag: 'Cancellation',
      id: `${invoice}-${number}`,
      at,
      customer,
      quantity,
      pence,
      matched: byOrder(pieces),
      rest,
      claim: rest === 0 ? undefined : claimFor(customer, stockCode, pence),
    }
  }
}
