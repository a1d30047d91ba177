/**
 * Who pays for a discount in place of the shop: a platform, a brand. The host names them by codes of its own. What they
 * pay for units belongs to them again when the units are refunded; it was never the customer's, so it is never cash.
 */
import type * as t from 'io-ts'
import { listOf, record } from '../kernel/codec.js'
import { Code } from './codes.js'
import { PositiveMinor } from './money.js'

/** An order has no more discounts than that, so a line has no more funders. */
export const MAX_DISCOUNTS = 50

export const FundedShare = record('FundedShare', { by: Code, minor: PositiveMinor })
export type FundedShare = t.TypeOf<typeof FundedShare>
export const Funded = listOf(FundedShare, 1, MAX_DISCOUNTS)

/** Absent where the shop pays for its discounts itself, which is the usual case. */
export interface WithFunded {
  readonly funded?: ReadonlyArray<FundedShare>
}

/** As a field, when there is anything to tell. */
export const asFunded = (shares: ReadonlyArray<FundedShare>): WithFunded => {
  const funded = shares.filter(({ minor }) => minor > 0)
  return funded.length === 0 ? {} : { funded }
}

export const fundedBy = (shares: ReadonlyArray<FundedShare>, by: string): number =>
  shares.reduce((sum, share) => (share.by === by ? sum + share.minor : sum), 0)

/** Each funder's own, in the order in which they are first named. */
export const sumFunded = (shares: ReadonlyArray<FundedShare>): ReadonlyArray<FundedShare> =>
  [...new Set(shares.map(({ by }) => by))].map((by) => ({ by, minor: fundedBy(shares, by) }))
