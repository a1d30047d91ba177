/**
 * What goes back to those who paid for a discount in place of the shop. It is due while anything of the refund is paid,
 * or nothing was to be paid for units that came back; where all of it came back, or the customer paid for units to keep
 * them, it is not. Whatever order news travels in, what is entered comes to what is due.
 */
import type { Instant } from '../../domain/values/instant.js'
import { fundedBy, sumFunded, type FundedShare, type WithFunded } from '../../domain/values/funding.js'
import { entered, type Account, type Entry, type LedgerKind } from './account.js'

const PAYS: Readonly<Partial<Record<LedgerKind, 1 | -1>>> = { paid: 1, paid_by_hand: 1, reversed: -1 }
const FUNDS: Readonly<Partial<Record<LedgerKind, 1 | -1>>> = { to_funder: 1, from_funder: -1 }

const balance = (entries: ReadonlyArray<Entry>, signs: Readonly<Partial<Record<LedgerKind, 1 | -1>>>): number =>
  entries.reduce((sum, { kind, minor }) => sum + (signs[kind] ?? 0) * minor, 0)

const sharesIn = (lines: ReadonlyArray<WithFunded>): ReadonlyArray<FundedShare> =>
  sumFunded(lines.flatMap(({ funded = [] }) => funded))

/** Enters what the last entry of a refund changed for its funders. */
export const withFunders = (account: Account, refundId: string, at: Instant): Account => {
  const refund = account.funded.find((one) => one.refundId === refundId)
  if (refund === undefined) return account
  const ofRefund = account.entries.filter((entry) => entry.refundId === refundId)
  const isDue = refund.isFree || balance(ofRefund, PAYS) > 0
  return refund.shares.reduce((now, { by, minor }) => {
    const before = balance(
      ofRefund.filter(({ means }) => means === by),
      FUNDS,
    )
    const more = (isDue ? minor : 0) - before
    if (more === 0) return now
    const kind = more > 0 ? 'to_funder' : 'from_funder'
    return entered(now, { kind, at, means: by, minor: Math.abs(more), reference: refundId, refundId })
  }, account)
}

/** Where no money is due for the units, there is no payment to wait for. */
export const refundReserved = (
  account: Account,
  refundId: string,
  { lines, total }: { readonly lines: ReadonlyArray<WithFunded>; readonly total: number },
  at: Instant,
): Account => {
  const shares = sharesIn(lines)
  if (shares.length === 0) return account
  const funded = [...account.funded, { refundId, shares, isFree: total === 0 }]
  return withFunders({ ...account, funded }, refundId, at)
}

/** The customer paid for units that were refunded: whoever funded their discount did so for good. */
export const unitsPaidBack = (
  account: Account,
  refundId: string,
  lines: ReadonlyArray<WithFunded>,
  at: Instant,
): Account => {
  const back = sharesIn(lines)
  const less = ({ by, minor }: FundedShare): FundedShare => ({ by, minor: minor - fundedBy(back, by) })
  const funded = account.funded.map((one) =>
    one.refundId === refundId ? { ...one, shares: one.shares.map(less) } : one,
  )
  return withFunders({ ...account, funded }, refundId, at)
}

/** Units that left the order without a refund of ours. */
export const unitsGone = (
  account: Account,
  lines: ReadonlyArray<WithFunded>,
  reference: string,
  at: Instant,
): Account =>
  sharesIn(lines).reduce(
    (now, { by, minor }) => entered(now, { kind: 'to_funder', at, means: by, minor, reference }),
    account,
  )
