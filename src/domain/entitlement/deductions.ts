/**
 * What is kept back of a refund, taken off its cells. Inspection's deductions and the policy's fees take no more than the
 * goods give. Goods that went out instead are paid for last, by whatever the lines are still worth: tax and duty, too, but
 * never shipping. What exceeds that is not kept back.
 */
import { withinGoods, type Components, type Deduction } from '../values/breakdown.js'
import { share } from '../values/money.js'
import { sumOfCells, takeOff, type Cell } from './cells.js'
import type { RefundAsk } from './refund-ask.js'

/** Inspection's deductions first, then the policy's fees. */
const found = (
  ask: RefundAsk,
  worth: ReadonlyArray<Components>,
  others: ReadonlyArray<Deduction>,
): ReadonlyArray<Deduction> => {
  const fees = ask.fees.flatMap((fee): ReadonlyArray<Deduction> => {
    const base = ask.lines.reduce((sum, l, i) => (fee.reasons.includes(l.reason) ? sum + worth[i]!.goods : sum), 0)
    const minor = base === 0 ? 0 : share(base, fee.basisPoints, 10_000) + fee.flat
    return minor === 0 ? [] : [{ kind: fee.kind, minor, ruleId: fee.ruleId }]
  })
  return withinGoods([...others, ...fees], new Map(ask.lines.map((l, i) => [l.lineId, worth[i]!.goods])))
}

/** Takes everything off `net` that is kept back, and says what it is. */
export const deduct = (
  ask: RefundAsk,
  worth: ReadonlyArray<Components>,
  net: ReadonlyArray<Cell>,
): ReadonlyArray<Deduction> => {
  const lineAt = (d: Deduction): number => ask.lines.findIndex((l) => l.lineId === d.lineId)
  const isGoods = (cell: Cell): boolean => cell.component === 'goods'
  const kept = found(
    ask,
    worth,
    ask.deductions.filter((d) => d.kind !== 'replacement'),
  )
  for (const d of kept) {
    const line = lineAt(d)
    takeOff(net, d.minor, (cell) => cell.line === line && isGoods(cell))
  }
  const ofAll = kept.reduce((sum, d) => (d.lineId === undefined ? sum + d.minor : sum), 0)
  takeOff(net, ofAll, isGoods)
  const replaced = ask.deductions.flatMap((d) => {
    if (d.kind !== 'replacement') return []
    const line = lineAt(d)
    const mayGive = (cell: Cell): boolean => cell.line >= 0 && (d.lineId === undefined || cell.line === line)
    const minor = Math.min(d.minor, sumOfCells(net.filter(mayGive)))
    takeOff(net, minor, mayGive)
    return minor === 0 ? [] : [{ ...d, minor }]
  })
  return [...kept, ...replaced]
}
