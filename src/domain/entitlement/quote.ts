/**
 * Computes a refund from the stored, allocated amounts of the order: never from a rate, never from a price list.
 * Rules: shared/reference domain.md 5.2. Successive refunds telescope; a fee takes no more than the goods give;
 * what a tender cannot give is a named shortfall; what a tender cannot pay in its smallest step stays claimable.
 * Next: `cells.ts`, `tenders.ts`.
 */
import type { TermsFee } from '../policy/terms.js'
import type { ShippingRule, TenderStrategy } from '../policy/policy-set.js'
import { share, slice } from '../values/money.js'
import { sumOf, type Breakdown, type Component, type Components, type Deduction } from '../values/breakdown.js'
import { byTender, cellsOf, components, lineOfCells, shippingOfCells, sumOfCells, takeOff, type Cell } from './cells.js'
import { lineOf, paidFor, refundable, type LineBalance, type RegisteredEntitlement } from './state.js'
import { overTenders, payable } from './tenders.js'

export interface RefundAsk {
  readonly lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number; readonly reason: string }>
  readonly deductions: ReadonlyArray<Deduction>
  readonly fees: ReadonlyArray<TermsFee>
  readonly shipping: ShippingRule
  readonly tenders: TenderStrategy
}

/** Units of a line that wait for the rest of a refund that was paid in part: their money is spoken for. */
const waitingUnits = (s: RegisteredEntitlement, lineId: string): number => {
  let units = 0
  for (const { lines } of s.claims.values())
    for (const line of lines) if (line.lineId === lineId) units += line.deducted
  return units
}

/** The next `units` of a line, by component; behind `waiting` ones, which are paid for by themselves. */
export const worthOf = (b: LineBalance, units: number, waiting = 0): Components => {
  const { quantity } = b.line
  const before = b.settledUnits + waiting
  const of = (c: Component) => {
    const paid = paidFor(b.line, c)
    const taken = waiting === 0 ? b.taken[c] : Math.max(b.taken[c], share(paid, Math.min(before, quantity), quantity))
    return slice(paid, quantity, before, units, taken)
  }
  return components(of('goods'), of('tax'), of('duty'), of('fee'))
}

const shippingDue = (
  s: RegisteredEntitlement,
  ask: RefundAsk,
  goodsNow: number,
): { readonly shipping: number; readonly shippingTax: number } => {
  const asked = new Map(ask.lines.map((l) => [l.lineId, l.quantity]))
  const complete = s.lines.every((b) => b.settledUnits + (asked.get(b.line.lineId) ?? 0) >= b.line.quantity)
  const rest = {
    shipping: Math.max(0, s.shipping - s.shippingTaken),
    shippingTax: Math.max(0, s.shippingTax - s.shippingTaxTaken),
  }
  switch (ask.shipping) {
    case 'none':
      return { shipping: 0, shippingTax: 0 }
    case 'when_all_returned':
      return complete ? rest : { shipping: 0, shippingTax: 0 }
    case 'proportional': {
      if (complete) return rest
      const goods = s.lines.reduce((sum, b) => sum + paidFor(b.line, 'goods'), 0)
      const goodsSoFar = s.lines.reduce((sum, b) => sum + b.taken.goods, goodsNow)
      const part = (total: number, taken: number) =>
        goods === 0 ? 0 : Math.max(0, share(total, Math.min(goodsSoFar, goods), goods) - taken)
      return { shipping: part(s.shipping, s.shippingTaken), shippingTax: part(s.shippingTax, s.shippingTaxTaken) }
    }
  }
}

/**
 * Inspection's deductions first, then the policy's fees, together never more than the goods give; one for a line never
 * more than the goods of that line. Goods that went out instead cost what these cost, tax included.
 */
const deductionsOf = (
  ask: RefundAsk,
  worth: ReadonlyArray<Components>,
  goodsNow: number,
  gross: number,
): ReadonlyArray<Deduction> => {
  const fees = ask.fees.flatMap((fee): ReadonlyArray<Deduction> => {
    const base = ask.lines.reduce((sum, l, i) => (fee.reasons.includes(l.reason) ? sum + worth[i]!.goods : sum), 0)
    const minor = base === 0 ? 0 : share(base, fee.basisPoints, 10_000) + fee.flat
    return minor === 0 ? [] : [{ kind: fee.kind, minor, ruleId: fee.ruleId }]
  })
  let left = goodsNow
  let rest = gross
  const leftOf = new Map(ask.lines.map((l, i) => [l.lineId, worth[i]!.goods]))
  return [...ask.deductions, ...fees].flatMap((d) => {
    const ofLine = d.lineId === undefined ? left : (leftOf.get(d.lineId) ?? 0)
    const minor = Math.min(d.minor, rest, ...(d.kind === 'replacement' ? [] : [left, ofLine]))
    rest -= minor
    left = Math.max(0, left - minor)
    if (d.lineId !== undefined) leftOf.set(d.lineId, ofLine - minor)
    return minor === 0 ? [] : [{ ...d, minor }]
  })
}

/**
 * The refund in figures. A total of zero is an answer, too: no money is due. `isRest`: it asks for what an earlier
 * refund of the same units left unpaid; anything else leaves that rest alone.
 */
export const quote = (s: RegisteredEntitlement, ask: RefundAsk, isRest: boolean): Breakdown => {
  const worth = ask.lines.map((l) => worthOf(lineOf(s, l.lineId)!, l.quantity, isRest ? 0 : waitingUnits(s, l.lineId)))
  const goodsNow = worth.reduce((sum, w) => sum + w.goods, 0)
  const { shipping, shippingTax } = shippingDue(s, ask, goodsNow)
  const gross = cellsOf(worth, shipping, shippingTax)
  const deductions = deductionsOf(ask, worth, goodsNow, sumOfCells(gross))
  const deducted = deductions.reduce((sum, d) => sum + d.minor, 0)
  const wanted = sumOfCells(gross) - deducted
  // What is missing because a step is too coarse is not a shortfall: it is still there, and stays claimable.
  const shortfall = Math.max(0, wanted - s.tenders.reduce((sum, t) => sum + refundable(t), 0))
  const available = s.tenders.reduce((sum, t) => sum + payable(t), 0)
  const tenders = overTenders(Math.min(wanted, available), s.tenders, ask.tenders)
  const total = tenders.reduce((sum, t) => sum + t.minor, 0)

  const net = gross.map((cell) => ({ ...cell }))
  const isGoods = (cell: Cell): boolean => cell.component === 'goods'
  for (const d of deductions) {
    const line = ask.lines.findIndex((l) => l.lineId === d.lineId)
    takeOff(net, d.minor, (cell) => cell.line === line && isGoods(cell))
  }
  takeOff(net, sumOfCells(net) - wanted, isGoods)
  takeOff(net, sumOfCells(net) - wanted, () => true)
  // What no tender can pay in its steps is not taken from the lines, goods before tax.
  const due = net.map((cell) => cell.minor)
  takeOff(net, wanted - shortfall - total, isGoods)
  takeOff(net, sumOfCells(net) - shortfall - total, () => true)
  const amounts = gross.map((cell, i) => cell.minor - (due[i]! - net[i]!.minor))
  takeOff(net, shortfall, () => true)

  const paid = byTender(net, tenders)
  return {
    currency: s.currency,
    lines: ask.lines.map(({ lineId, quantity }, i) => ({
      lineId,
      quantity,
      amounts: lineOfCells(amounts, i),
      paidBy: tenders.flatMap(({ tenderId }, k) => {
        const paidOfLine = lineOfCells(paid[k]!, i)
        return sumOf(paidOfLine) === 0 ? [] : [{ tenderId, amounts: paidOfLine }]
      }),
    })),
    ...shippingOfCells(amounts),
    shippingPaidBy: tenders.flatMap(({ tenderId }, k) => {
      const part = shippingOfCells(paid[k]!)
      return part.shipping + part.shippingTax === 0 ? [] : [{ tenderId, ...part }]
    }),
    deductions,
    shortfall,
    total,
    tenders,
  }
}
