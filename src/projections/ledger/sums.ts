/** Adding up the books: exact, or not at all. */
import { dayOf, type Account, type Entry, type LedgerKind } from './account.js'

/** What was entered of one kind on one day (UTC), over all orders, in minor units. */
export interface LedgerSum {
  readonly day: string
  readonly currency: string
  readonly means: string
  readonly kind: LedgerKind
  readonly minor: number
  readonly entries: number
}

/** An entry with the account that it stands in. */
export interface LedgerEntry extends Entry {
  readonly currency: string
  readonly orderId: string
  readonly compensationId?: string
}

export const entriesOf = ({ orderId, compensationId, currency, entries }: Account): ReadonlyArray<LedgerEntry> =>
  entries.map((entry) => ({
    ...entry,
    ...{ currency, orderId },
    ...(compensationId === undefined ? {} : { compensationId }),
  }))

export const entriesOn = (day: string, account: Account): ReadonlyArray<LedgerEntry> =>
  entriesOf(account).filter(({ at }) => dayOf(at) === day)

/** Sums of one day, in the order of currency, means and kind. */
export const daySums = (
  day: string,
): { readonly add: (account: Account) => void; readonly sums: () => ReadonlyArray<LedgerSum> } => {
  const sums = new Map<string, LedgerSum>()
  return {
    add: ({ currency, entries }) => {
      for (const { at, means, kind, minor } of entries) {
        if (dayOf(at) !== day) continue
        const key = JSON.stringify([currency, means, kind])
        const before = sums.get(key) ?? { day, currency, means, kind, minor: 0, entries: 0 }
        sums.set(key, { ...before, minor: before.minor + minor, entries: before.entries + 1 })
      }
    },
    sums: () => [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum),
  }
}

/** Amounts are never negative, so a sum that has left the whole numbers never comes back to them. */
export const isExact = (minor: number): boolean => Number.isSafeInteger(minor)
