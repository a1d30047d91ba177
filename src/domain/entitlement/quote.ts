/**
 * Computes a refund from the stored, allocated amounts of the order: never from a rate, never from a price list.
 * Rules: shared/reference domain.md 5.2. Successive refunds telescope; a fee takes no more than the goods give;
 * what a tender cannot give is a named shortfall; what a tender cannot pay in its smallest step stays claimable.
 * Next: `deductions.ts`, `payout.ts`, `cells.ts`, `tenders.ts`.
 */
import { share, slice } from '../values/money.js'
import type { Breakdown, Component, Components } from '../values/breakdown.js'
import type { LineUnits } from '../values/units.js'
import { cellsOf, components } from './cells.js'
import { deduct } from './deductions.js'
import { fundedOf } from './funding.js'
import type { RefundAsk } from './refund-ask.js'
import { paidOut } from './payout.js'
import { lineOf, paidFor, type LineBalance, type RegisteredEntitlement, type RestOf } from './state.js'
import { restOf } from './taken.js'
import { waitingUnits } from './tries.js'

/**
 * The next `units` of a line, by component; behind `waiting` ones, which are paid for by themselves. So is the duty of
 * units that were refunded without it, since only the authority can give it: it is theirs, not that of the next units.
 */
export const worthOf = (b: LineBalance, units: number, waiting = 0): Components => {
  const { quantity } = b.line
  const before = b.settledUnits + waiting
  const of = (c: Component) => {
    const paid = paidFor(b.line, c)
    const taken =
      waiting === 0 && c !== 'duty'
        ? b.taken[c]
        : Math.max(b.taken[c], share(paid, Math.min(before, quantity), quantity))
    return slice(paid, quantity, before, units, taken)
  }
  return components(of('goods'), of('tax'), of('duty'), of('fee'))
}

/** Duty that only the authority can give goes back when it has: here, as far as nobody has had it yet. */
export const withDuty = (ask: Pick<RefundAsk, 'duty'>, b: LineBalance, worth: Components): Components =>
  ask.duty === 'when_recovered'
    ? components(
        worth.goods,
        worth.tax ?? 0,
        Math.min(worth.duty ?? 0, Math.max(0, b.dutyRecovered - b.taken.duty)),
        worth.fee ?? 0,
      )
    : worth

/** What an earlier refund left unpaid of units; as far as nobody has had it elsewhere meanwhile. */
const restOfUnits = (s: RegisteredEntitlement, { refundId, from }: RestOf): ((of: LineUnits) => Components) => {
  const left = restOf(s.holds.get(refundId)!)
  return ({ lineId, quantity }) => {
    const { line, taken } = lineOf(s, lineId)!
    const rest = left(lineId, from.get(lineId)!, quantity)
    const of = (c: Component): number => Math.min(rest[c] ?? 0, Math.max(0, paidFor(line, c) - taken[c]))
    return components(of('goods'), of('tax'), of('duty'), of('fee'))
  }
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
 * The refund in figures. A total of zero is an answer, too: no money is due. `rest`: it asks for what an earlier refund of
 * the same units left unpaid; anything else leaves that rest alone.
 */
export const quote = (s: RegisteredEntitlement, ask: RefundAsk, rest?: RestOf): Breakdown => {
  const waitingOf = (lineId: string): number => (rest === undefined ? waitingUnits(s, lineId) : 0)
  const anew = ({ lineId, quantity }: LineUnits): Components => worthOf(lineOf(s, lineId)!, quantity, waitingOf(lineId))
  const due = rest === undefined ? anew : restOfUnits(s, rest)
  const worth = ask.lines.map((units) => withDuty(ask, lineOf(s, units.lineId)!, due(units)))
  const goodsNow = worth.reduce((sum, w) => sum + w.goods, 0)
  const { shipping, shippingTax } = shippingDue(s, ask, goodsNow)
  const gross = cellsOf(worth, shipping, shippingTax)
  const net = gross.map((cell) => ({ ...cell }))
  const deductions = deduct(ask, worth, net)
  const breakdown = paidOut(s, ask.lines, gross, net, deductions, ask.tenders)
  const lines = breakdown.lines.map((line): Breakdown['lines'][number] => ({
    ...line,
    ...fundedOf(lineOf(s, line.lineId)!, line.quantity, waitingOf(line.lineId)),
  }))
  return { ...breakdown, lines }
}
