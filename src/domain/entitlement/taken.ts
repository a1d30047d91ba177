/**
 * What the refunds of the same units take from the order: what they promised or paid, as far as the units are not free
 * again, and what they kept back with it. Whatever happens to one of them changes the order by the difference.
 */
import { allocateWithin } from '../values/allocation.js'
import { COMPONENTS, type Components } from '../values/breakdown.js'
import { asFunded, sumFunded, type WithFunded } from '../values/funding.js'
import { share } from '../values/money.js'
import { sum } from '../values/sum.js'
import { cellsPaidBy, components, keptBack, lineOfCells, shippingOfCells, sumByCell } from './cells.js'
import { fundedBetween } from './funding.js'
import type { MoneyHold, RegisteredEntitlement } from './state.js'
import { goesOn, pays, stretchesOf, triesOf, type Try } from './tries.js'

/** Of one line; `funded`: of what others than the shop had paid. */
interface OfLine extends WithFunded {
  readonly lineId: string
  readonly amounts: Components
}
interface Taken {
  readonly lines: ReadonlyArray<OfLine>
  readonly shipping: number
  readonly shippingTax: number
}

/** What a tender was to pay and does not, cell by cell: it was given up, and did not arrive all the same. */
const givenUpOn = (
  { breakdown, open, payments }: MoneyHold,
  { tenderId, minor }: { readonly tenderId: string; readonly minor: number },
): ReadonlyArray<number> => {
  const cells = cellsPaidBy(breakdown, tenderId)
  if (open.has(tenderId)) return cells.map(() => 0)
  const arrived = [...payments.values()].filter((p) => p.tenderId === tenderId && p.end === 'settled')
  const left = arrived.reduce((rest, p) => rest - p.minor, minor)
  return allocateWithin(Math.max(0, left), cells, cells)
}

const keptOn = (hold: MoneyHold, tender: { readonly tenderId: string; readonly minor: number }) => {
  const gone = givenUpOn(hold, tender)
  return cellsPaidBy(hold.breakdown, tender.tenderId).map((minor, i) => minor - gone[i]!)
}

interface Range {
  readonly from: number
  readonly to: number
}

/** Of what all units of a line get, that of some; whatever the sizes, they add up to all of it. */
const between = (minor: number, { from, to }: Range, quantity: number): number =>
  share(minor, to, quantity) - share(minor, from, quantity)

/** What a refund left unpaid, for some of the units of a line: as much as it would have paid of each. */
export const restOf = (hold: MoneyHold): ((lineId: string, from: number, units: number) => Components) => {
  const { lines, tenders } = hold.breakdown
  const left = tenders.map((tender) => givenUpOn(hold, tender)).reduce(sumByCell)
  const indexOf = new Map(lines.map(({ lineId }, i) => [lineId, i]))
  return (lineId, from, units) => {
    const at = indexOf.get(lineId)!
    const { goods, tax = 0, duty = 0, fee = 0 } = lineOfCells(left, at)
    const of = (minor: number): number => between(minor, { from, to: from + units }, lines[at]!.quantity)
    return components(of(goods), of(tax), of(duty), of(fee))
  }
}

/** The units of a try that it pays still, or one that asked for its rest. */
const takenUnits = (tries: ReadonlyArray<Try>, one: Try, lineId: string): ReadonlyArray<Range> => {
  const { start, end } = one.spans.get(lineId)!
  return stretchesOf(tries, lineId).flatMap(({ from, to, paying }) =>
    start <= from && to <= end && paying.some((other) => goesOn(other, one))
      ? [{ from: from - start, to: to - start }]
      : [],
  )
}

const takenBy = (tries: ReadonlyArray<Try>, one: Try): Taken => {
  const { breakdown, gaveWay } = one.hold
  if (!pays(one.hold)) return { lines: [], shipping: 0, shippingTax: 0 }
  const ranges = breakdown.lines.map(({ lineId }) => takenUnits(tries, one, lineId))
  const isAny = ranges.some((of) => of.length > 0)
  // With the last unit goes what was kept back, unless some of that was given after all, or goods went out for it.
  const isForGood = gaveWay || breakdown.deductions.some(({ kind }) => kind === 'replacement')
  const paid = breakdown.tenders.map((tender) => keptOn(one.hold, tender))
  const cells = keptBack(breakdown).map((kept, k) => {
    const at = Math.floor(k / COMPONENTS.length)
    const ofUnits = (pay: number): number =>
      ranges[at]!.reduce((sum, range) => sum + between(pay, range, breakdown.lines[at]!.quantity), 0)
    const ofShipping = (pay: number): number => (isAny ? pay : 0)
    const of = at < breakdown.lines.length ? ofUnits : ofShipping
    return paid.reduce((sum, pay) => sum + of(pay[k]!), isAny || isForGood ? kept : 0)
  })
  const lines = breakdown.lines.map((line, i) => ({
    lineId: line.lineId,
    amounts: lineOfCells(cells, i),
    ...asFunded(sumFunded(ranges[i]!.flatMap(({ from, to }) => fundedBetween(line, from, to).funded ?? []))),
  }))
  return { lines, ...shippingOfCells(cells) }
}

const takenByAll = (s: RegisteredEntitlement, refundId: string): ReadonlyArray<Taken> => {
  const tries = triesOf(s, refundId)
  return tries.map((one) => takenBy(tries, one))
}

/** What a change of a refund gives back to its order: what its units took before, and do not afterwards. */
export const givenBack = (before: RegisteredEntitlement, after: RegisteredEntitlement, refundId: string): Taken => {
  const all = [
    ...takenByAll(before, refundId).map((taken) => ({ taken, sign: 1 })),
    ...takenByAll(after, refundId).map((taken) => ({ taken, sign: -1 })),
  ]
  const byLine = new Map<string, Array<{ readonly of: OfLine; readonly sign: number }>>()
  for (const { taken, sign } of all)
    for (const of of taken.lines) byLine.set(of.lineId, [...(byLine.get(of.lineId) ?? []), { of, sign }])
  return {
    lines: [...byLine].map(([lineId, parts]) => {
      const [goods, tax, duty, fee] = COMPONENTS.map((c) => sum(parts, ({ of, sign }) => sign * (of.amounts[c] ?? 0)))
      const funded = parts.flatMap(({ of, sign }) =>
        (of.funded ?? []).map(({ by, minor }) => ({ by, minor: sign * minor })),
      )
      return { lineId, amounts: components(goods!, tax!, duty!, fee!), ...asFunded(sumFunded(funded)) }
    }),
    shipping: sum(all, ({ taken, sign }) => sign * taken.shipping),
    shippingTax: sum(all, ({ taken, sign }) => sign * taken.shippingTax),
  }
}

/** What one refund takes of a line now. */
export const takenOf = (s: RegisteredEntitlement, refundId: string, lineId: string): Components => {
  const tries = triesOf(s, refundId)
  const { lines } = takenBy(
    tries,
    tries.find((one) => one.refundId === refundId)!,
  )
  return lines.find((l) => l.lineId === lineId)?.amounts ?? { goods: 0 }
}
