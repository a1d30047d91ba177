/** An order under test: refunds asked for one after another, each with its own claim, and what each of them gave. */
import assert from 'node:assert/strict'
import { Entitlement, type RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import type { ReserveMoney } from '../../../src/domain/entitlement/commands.js'
import { COMPONENTS, sumOf, type Breakdown } from '../../../src/domain/values/breakdown.js'
import type { OrderFacts } from '../../../src/domain/values/order-facts.js'
import { registerOrder, reserveMoney, reserveUnits, type Units } from '../../../src/testing/builders/entitlement.js'
import { spec } from '../../../src/testing/spec.js'

export const order = (given: Partial<OrderFacts> = {}) => spec(Entitlement).after(registerOrder(given))
export type Order = ReturnType<typeof order>

export const registered = ({ state }: Pick<Order, 'state'>): RegisteredEntitlement => {
  assert.equal(state.status, 'registered')
  return state
}

export type RefundTerms = Partial<Pick<ReserveMoney, 'deductions' | 'fees' | 'shipping' | 'tenders' | 'outcome'>> & {
  readonly reason?: string
}

export interface Refunded {
  readonly order: Order
  readonly refund: Breakdown
}

/** Claims the units and reserves their money, under ids that are new to the order. */
export const refund = (from: Order, units: Units, terms: RefundTerms = {}): Refunded => {
  const n = registered(from).claims.size + 1
  const ids = { refundId: `refund-${n}`, claimId: `claim-${n}` }
  const after = from
    .after(reserveUnits(units, { claimId: ids.claimId, evenIfAlike: true }))
    .after(reserveMoney(units, { ...ids, ...terms }))
  return { order: after, refund: registered(after).holds.get(ids.refundId)!.breakdown }
}

/** Refunds one after another; what each gave. */
export const refunds = (from: Order, asks: ReadonlyArray<Units>, terms: RefundTerms = {}): ReadonlyArray<Breakdown> => {
  const given: Array<Breakdown> = []
  let now = from
  for (const units of asks) {
    const next = refund(now, units, terms)
    given.push(next.refund)
    now = next.order
  }
  return given
}

export const totals = (breakdowns: ReadonlyArray<Breakdown>): ReadonlyArray<number> => breakdowns.map((b) => b.total)

/** `{ card: 25_800, points: 600 }` */
export const byTender = (b: Breakdown): Readonly<Record<string, number>> =>
  Object.fromEntries(b.tenders.map((t) => [t.tenderId, t.minor]))

export const lineAmounts = (b: Breakdown, lineId: string) => b.lines.find((l) => l.lineId === lineId)?.amounts

/** Rule 12: lines and shipping, less deductions and shortfall, are the total; so are the tenders; so is the matrix. */
export const assertAddsUp = (b: Breakdown): void => {
  const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, n) => a + n, 0)
  const gross = sum(b.lines.map((l) => sumOf(l.amounts))) + b.shipping + b.shippingTax
  const kept = sum(b.deductions.map((d) => d.minor)) + b.shortfall
  assert.equal(gross - kept, b.total, 'lines and shipping, less what is kept back, are the total')
  assert.equal(sum(b.tenders.map((t) => t.minor)), b.total, 'the tenders are the total')
  for (const { tenderId, minor } of b.tenders) {
    const ofLines = b.lines.flatMap((l) => l.paidBy.filter((p) => p.tenderId === tenderId).map((p) => sumOf(p.amounts)))
    const ofShipping = b.shippingPaidBy.filter((p) => p.tenderId === tenderId).map((p) => p.shipping + p.shippingTax)
    assert.equal(sum(ofLines) + sum(ofShipping), minor, `what ${tenderId} pays of each line is what it pays`)
  }
  const rows: ReadonlyArray<readonly [due: number, paid: number]> = [
    ...b.lines.flatMap(({ amounts, paidBy }) =>
      COMPONENTS.map((c) => [amounts[c] ?? 0, sum(paidBy.map((p) => p.amounts[c] ?? 0))] as const),
    ),
    [b.shipping, sum(b.shippingPaidBy.map((p) => p.shipping))],
    [b.shippingTax, sum(b.shippingPaidBy.map((p) => p.shippingTax))],
  ]
  for (const [due, paid] of rows) assert.ok(paid <= due, 'no line is paid more than it is due')
  if (kept === 0) for (const [due, paid] of rows) assert.equal(paid, due, 'with nothing kept back each line is paid')
  const goods = sum(b.lines.map((l) => l.amounts.goods))
  const replaced = sum(b.deductions.map((d) => (d.kind === 'replacement' ? d.minor : 0)))
  assert.ok(kept - b.shortfall - replaced <= goods, 'deductions take no more than the goods give')
  for (const { lineId, amounts } of b.lines)
    assert.ok(
      sum(b.deductions.filter((d) => d.lineId === lineId).map((d) => d.minor)) <= amounts.goods,
      'a deduction for a line takes no more than the goods of that line',
    )
}
