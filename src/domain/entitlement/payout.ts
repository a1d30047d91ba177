/**
 * Pays what is wanted for some lines, as far as the tenders give: who pays how much of each cell, what is missing, and
 * what of the lines' money is taken for it.
 */
import type { TenderStrategy } from '../policy/policy-set.js'
import { sumOf, type Breakdown, type Deduction } from '../values/breakdown.js'
import type { LineUnits } from '../values/units.js'
import { byTender, lineOfCells, shippingOfCells, sumOfCells, takeOff, type Cell } from './cells.js'
import { refundable, type RegisteredEntitlement } from './state.js'
import { overTenders, payable } from './tenders.js'

/** `gross` with what is deducted; `net` is what is left of it to be paid. Both have a cell for the same things. */
export const paidOut = (
  s: RegisteredEntitlement,
  lines: ReadonlyArray<LineUnits>,
  gross: ReadonlyArray<Cell>,
  net: ReadonlyArray<Cell>,
  deductions: ReadonlyArray<Deduction>,
  strategy: TenderStrategy,
): Breakdown => {
  const wanted = sumOfCells(net)
  // What is missing because a step is too coarse is not a shortfall: it is still there, and stays claimable.
  const shortfall = Math.max(0, wanted - s.tenders.reduce((sum, t) => sum + refundable(t), 0))
  const available = s.tenders.reduce((sum, t) => sum + payable(t), 0)
  const tenders = overTenders(Math.min(wanted, available), s.tenders, strategy)
  const total = tenders.reduce((sum, t) => sum + t.minor, 0)

  const paying = net.map((cell) => ({ ...cell }))
  // What no tender can pay in its steps is not taken from the lines, goods before tax.
  takeOff(paying, wanted - shortfall - total, (cell) => cell.component === 'goods')
  takeOff(paying, sumOfCells(paying) - shortfall - total, () => true)
  const amounts = gross.map((cell, i) => cell.minor - (net[i]!.minor - paying[i]!.minor))
  takeOff(paying, shortfall, () => true)

  const paid = byTender(paying, tenders)
  return {
    currency: s.currency,
    lines: lines.map(({ lineId, quantity }, i) => ({
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
