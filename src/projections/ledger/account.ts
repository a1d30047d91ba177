/**
 * What the books are made of: entries, and the accounts that hold them. An entry is never changed, only followed by
 * another, so the sums of a day that is over stay what they are. Days are UTC. Next: `ledger.ts`, which makes them.
 */
import type { FundedShare } from '../../domain/values/funding.js'
import type { Instant } from '../../domain/values/instant.js'

/**
 * What an entry says, and which way the money went. `noted`: nothing moved, what was given before was used or
 * ended, or the shop settles it with others by itself.
 */
export const LEDGER_KINDS = {
  /** By the provider, or proven to be, by two persons. */
  paid: 'out',
  paid_by_hand: 'out',
  /** Paid, and it came back. */
  reversed: 'in',
  /** Refunded outside of this library, for instance in the provider's dashboard. */
  outside: 'out',
  /** The bank took it for the customer; and gave it back. */
  chargeback: 'out',
  chargeback_won: 'in',
  /** The customer owed it, of a refund or a compensation, and paid. */
  collected: 'in',
  /** A compensation, by what it is worth. Cash is redeemed as it is issued. */
  benefit_issued: 'out',
  benefit_redeemed: 'noted',
  benefit_revoked: 'in',
  /** Cash that came back; paid again, it is issued again. */
  benefit_returned: 'in',
  benefit_expired: 'noted',
  /** What was given as a compensation, from whoever was liable. */
  recovered: 'in',
  /** More had come back than was given in the end, and was given back. */
  given_back: 'out',
  /** Owed to whoever funded a discount of units that were refunded or canceled; and not after all. Nobody's cash. */
  to_funder: 'noted',
  from_funder: 'noted',
} as const satisfies Readonly<Record<string, 'out' | 'in' | 'noted'>>

export type LedgerKind = keyof typeof LEDGER_KINDS

export interface Entry {
  readonly kind: LedgerKind
  readonly at: Instant
  /**
   * The kind of the means of payment (`card`, `gift_card`); of a leg that was rerouted the way that was agreed; the form
   * of a benefit; or whom it came from (`customer`, `carrier`); or the funder it belongs to, by the host's code.
   */
  readonly means: string
  readonly minor: number
  /** The provider's own name for it; by hand, the proof; outside, the id under which it was recorded. */
  readonly reference: string
  readonly refundId?: string
}

/** The money of an order on its means of payment, or a compensation that was issued. */
export interface Account {
  readonly orderId: string
  readonly compensationId?: string
  readonly currency: string
  readonly tenders: ReadonlyArray<Named>
  /** Legs that go another way than back to their means of payment. */
  readonly reroutes: ReadonlyArray<{ readonly refundId: string; readonly legId: string; readonly kind: string }>
  /** Refunds of units that others had paid for, too, and what is theirs of them. */
  readonly funded: ReadonlyArray<{
    readonly refundId: string
    readonly shares: ReadonlyArray<FundedShare>
    readonly isFree: boolean
  }>
  readonly entries: ReadonlyArray<Entry>
}

/** A means of payment of the order, and what it is. */
export interface Named {
  readonly tenderId: string
  readonly kind: string
}

/** The day of an instant in UTC, such as `2026-03-20`. */
export const dayOf = (at: Instant): string => at.slice(0, 10)

export const entered = (account: Account, entry: Entry): Account => ({
  ...account,
  entries: [...account.entries, entry],
})

export const kindOf = ({ tenders }: Account, tenderId: string): string =>
  tenders.find((t) => t.tenderId === tenderId)?.kind ?? tenderId
