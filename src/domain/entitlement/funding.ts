/**
 * Who else paid for units, and gets it back with them. It telescopes like the components of a line, by what was taken
 * before: refunds, cancellations and refunds outside, in whatever pieces, come to exactly the whole share. What was paid
 * in part and waits for its rest has taken the whole share of its units already.
 */
import { asFunded, fundedBy, sumFunded, type FundedShare, type WithFunded } from '../values/funding.js'
import { share, slice } from '../values/money.js'
import type { LineBalance } from './state.js'

/** What others paid for the next `units` of a line; behind `waiting` ones, which have their share. */
export const fundedOf = (
  { line, settledUnits, fundedTaken }: Pick<LineBalance, 'line' | 'settledUnits' | 'fundedTaken'>,
  units: number,
  waiting = 0,
): WithFunded => {
  if (line.funded === undefined) return {}
  const { quantity } = line
  const before = settledUnits + waiting
  const of = ({ by, minor }: FundedShare): number => {
    const taken = fundedBy(fundedTaken, by)
    const spoken = waiting === 0 ? taken : Math.max(taken, share(minor, Math.min(before, quantity), quantity))
    return slice(minor, quantity, before, units, spoken)
  }
  return asFunded(line.funded.map((one) => ({ by: one.by, minor: of(one) })))
}

/** Of a refund's share for `quantity` units, that of those between two counts of them. */
export const fundedBetween = (
  { quantity, funded = [] }: WithFunded & { readonly quantity: number },
  before: number,
  until: number,
): WithFunded =>
  asFunded(
    funded.map(({ by, minor }) => ({ by, minor: share(minor, until, quantity) - share(minor, before, quantity) })),
  )

export const withTaken = (
  taken: ReadonlyArray<FundedShare>,
  more: ReadonlyArray<FundedShare>,
  sign: 1 | -1,
): ReadonlyArray<FundedShare> =>
  more.length === 0 ? taken : sumFunded([...taken, ...more.map(({ by, minor }) => ({ by, minor: sign * minor }))])
