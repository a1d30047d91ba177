/**
 * The running total of an order knows each loss. What an earlier compensation gave for a loss is not given again, and
 * promise, goodwill and discretion together stay within 150 % of what was paid, line by line and over the order,
 * however many people give however little (reference domain.md, killer case 15; beyond 150 % people trust a shop less,
 * service-operations.md 8.1). Refunds do not count: they give the price back, this makes up for the loss.
 */
import type { AllowanceRefusal } from '../values/allowance.js'
import { countedOf, isCapped, slotOf, type LossShare } from '../values/loss.js'
import { MAX_MINOR } from '../values/money.js'
import type { LossesAsked } from './commands.js'
import type { OpenedAllowance } from './state.js'

/** 150 %, as a fraction. */
const CAP = { of: 3, in: 2 } as const
const capOf = (paid: number, round = Math.floor): number => Math.min(round((paid * CAP.of) / CAP.in), MAX_MINOR)

const given = (s: OpenedAllowance): ReadonlyArray<LossShare> => [...s.holds.values()].flatMap(({ shares }) => shares)

/** For a loss of which something was given on a ground that excludes this one. */
const stacked = (s: OpenedAllowance, { shares, exclusive }: LossesAsked): AllowanceRefusal | undefined => {
  const grounds = (of: ReadonlyArray<LossShare>): ReadonlyArray<LossShare> =>
    of.filter(({ head, layer }) => head !== 'punitive' && exclusive.includes(layer))
  const before = new Set(grounds(given(s)).map((share) => `${share.layer} ${slotOf(share)}`))
  const other = grounds(shares).find((share) =>
    exclusive.some((layer) => layer !== share.layer && before.has(`${layer} ${slotOf(share)}`)),
  )
  return other && { _tag: 'NotStackable', lineId: other.lineId, head: other.head }
}

/** What is left to give for each loss; why not, where that is nothing. */
export const netOf = (s: OpenedAllowance, asked: LossesAsked): ReadonlyArray<LossShare> | AllowanceRefusal => {
  const excluded = stacked(s, asked)
  if (excluded !== undefined) return excluded
  const { shares, isIndivisible } = asked
  const before = new Map<string, number>()
  for (const share of given(s)) before.set(slotOf(share), (before.get(slotOf(share)) ?? 0) + share.minor)
  const net = shares.flatMap((share) => {
    const minor = share.minor - (before.get(slotOf(share)) ?? 0)
    return minor > 0 ? [{ ...share, minor }] : []
  })
  const reduced = shares.find((share) => before.has(slotOf(share)))
  return reduced !== undefined && (net.length === 0 || isIndivisible)
    ? { _tag: 'DuplicateCompensation', lineId: reduced.lineId, head: reduced.head }
    : net
}

/** Why these would be too much; undefined where they are not. */
export const exceeding = (
  s: OpenedAllowance,
  { paid, orderPaid }: LossesAsked,
  net: ReadonlyArray<LossShare>,
): AllowanceRefusal | undefined => {
  const asked = countedOf(net)
  // What the law demands is not measured by what a shop may give of its own accord.
  if (asked === 0) return undefined
  const byLine = new Map<string, number>()
  for (const { lineId, layer, minor } of given(s))
    if (isCapped(layer)) byLine.set(lineId, (byLine.get(lineId) ?? 0) + minor)
  const before = (lineIds: Iterable<string>): number =>
    [...lineIds].reduce((sum, lineId) => sum + (byLine.get(lineId) ?? 0), 0)

  const over = (already: number, more: number, cap: number): AllowanceRefusal | undefined =>
    already + more > cap ? { _tag: 'ExceedsLoss', asked: more, free: Math.max(0, cap - already), cap } : undefined
  const named = paid.reduce((sum, line) => sum + line.paid, 0)
  const lineTooHigh = paid
    .map(({ lineId, paid: price }) => {
      const more = countedOf(net.filter((share) => share.lineId === lineId))
      // Half a unit of rounding belongs to the line: the sums over the lines are exact.
      return more === 0 ? undefined : over(before([lineId]), more, capOf(price, Math.ceil))
    })
    .find((refusal) => refusal !== undefined)
  return (
    over(before(byLine.keys()), asked, capOf(orderPaid)) ??
    over(before(paid.map(({ lineId }) => lineId)), asked, capOf(named)) ??
    lineTooHigh
  )
}
