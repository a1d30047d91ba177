/**
 * The first event of an entitlement: the order's facts with every order-level amount divided over the lines, once.
 * Later refunds read these stored amounts and nothing else.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { PolicyRef } from '../policy/policy-set.js'
import { allocate, allocateWithin } from '../values/allocation.js'
import { COMPONENTS } from '../values/breakdown.js'
import { asFunded, sumFunded, type FundedShare } from '../values/funding.js'
import { MAX_MINOR } from '../values/money.js'
import type { OrderFacts, OrderLevelDiscount, OrderLine } from '../values/order-facts.js'
import type { EntitlementError, FactRule } from './errors.js'
import type { EntitlementEvent, OwnLine, RegisteredLine } from './events.js'
import { paidFor } from './state.js'

/**
 * An event holds 256 KiB at most, of which the lines may fill three quarters: ids of the host's own spelling make a
 * line anything from 60 to 1,500 bytes. A UTF-16 unit takes three bytes at most.
 */
const MAX_BYTES_OF_LINES = 192 * 1024
const MAX_BYTES_PER_UNIT = 3

export const inconsistent = (rule: FactRule): E.Either<EntitlementError, never> =>
  E.left({ _tag: 'OrderFactsInconsistent', rule })

export const isUnique = (ids: ReadonlyArray<string>): boolean => new Set(ids).size === ids.length

/** What lines and shipping cost together. */
export const totalOf = (lines: ReadonlyArray<RegisteredLine>, shipping: number): number =>
  lines.reduce((sum, line) => COMPONENTS.reduce((of, component) => of + paidFor(line, component), sum), shipping)

/** The lines in order, as many to an event as surely fit. */
const inEvents = (lines: ReadonlyArray<RegisteredLine>): ReadonlyArray<ReadonlyArray<RegisteredLine>> => {
  const events: Array<Array<RegisteredLine>> = [[]]
  let bytes = 0
  for (const line of lines) {
    const size = JSON.stringify(line).length * MAX_BYTES_PER_UNIT
    if (bytes + size > MAX_BYTES_OF_LINES) {
      events.push([])
      bytes = 0
    }
    events[events.length - 1]!.push(line)
    bytes += size
  }
  return events
}

export const lineToRegister = (line: OrderLine, discount = line.discount ?? 0, fee = line.fee ?? 0): OwnLine => ({
  lineId: line.lineId,
  sku: line.sku,
  quantity: line.quantity,
  goods: line.goods,
  ...(discount === 0 ? {} : { discount }),
  ...(line.tax === undefined || line.tax === 0 ? {} : { tax: line.tax }),
  ...(line.duty === undefined || line.duty === 0 ? {} : { duty: line.duty }),
  ...(fee === 0 ? {} : { fee }),
})

export const registerOrder = (
  orderId: string,
  order: OrderFacts,
  policy: PolicyRef,
): E.Either<EntitlementError, ReadonlyArray<EntitlementEvent>> => {
  const { lines, tenders, shipping = 0, shippingTax = 0 } = order
  if (order.orderId !== orderId) return inconsistent('other_order')
  if (!isUnique(lines.map((l) => l.lineId))) return inconsistent('line_ids_unique')
  if (!isUnique(tenders.map((t) => t.tenderId))) return inconsistent('tender_ids_unique')

  const indexOf = new Map(lines.map((l, i) => [l.lineId, i]))
  const discounts = lines.map((l) => l.discount ?? 0)
  const fees = lines.map((l) => l.fee ?? 0)
  const funded = lines.map((): Array<FundedShare> => [])
  if (lines.some((l, i) => discounts[i]! > l.goods)) return inconsistent('discount_within_goods')

  for (const [amounts, into, capped] of [
    [order.discounts ?? [], discounts, true],
    [order.fees ?? [], fees, false],
  ] as const) {
    for (const amount of amounts as ReadonlyArray<OrderLevelDiscount>) {
      const chosen = amount.lineIds?.map((id) => indexOf.get(id)) ?? lines.map((_, i) => i)
      if (chosen.some((i) => i === undefined)) return inconsistent('lines_known')
      const known = [...new Set(chosen as ReadonlyArray<number>)]
      // By what the lines still cost: a discount never takes more off a line than is left of it.
      const weights = known.map((i) => lines[i]!.goods - discounts[i]!)
      const parts = capped ? allocateWithin(amount.minor, weights, weights) : allocate(amount.minor, weights)
      if (parts.reduce((a, b) => a + b, 0) !== amount.minor) return inconsistent('discount_within_goods')
      for (const [k, i] of known.entries()) {
        into[i]! += parts[k]!
        if (amount.fundedBy !== undefined) funded[i]!.push({ by: amount.fundedBy, minor: parts[k]! })
      }
    }
  }

  const registered = lines.map((line, i): RegisteredLine => ({
    ...lineToRegister(line, discounts[i], fees[i]),
    ...asFunded(sumFunded(funded[i]!)),
  }))
  const total = totalOf(registered, shipping + shippingTax)
  if (total > MAX_MINOR) return inconsistent('order_total_within_limit')
  const captured = tenders.reduce((sum, t) => sum + t.captured, 0)
  if (captured > total) return inconsistent('captured_within_order_total')

  const [first, ...others] = inEvents(registered)
  return E.right([
    {
      type: 'OrderRegistered',
      data: {
        orderId,
        customerId: order.customerId,
        currency: order.currency,
        orderedAt: order.orderedAt,
        ...(order.deliveredAt === undefined ? {} : { deliveredAt: order.deliveredAt }),
        policy,
        shipping,
        shippingTax,
        tenders,
        lines: first!,
      },
    },
    ...others.map((lines): EntitlementEvent => ({ type: 'OrderLinesRegistered', data: { lines } })),
  ])
}
