/** The books as a statement is compared with them: what was entered under one reference, in one currency, added up. */
import { dayOf, type LedgerKind } from '../ledger/account.js'
import type { LedgerEntry } from '../ledger/sums.js'
import { isWithin, type Statement, type StatementKind } from './statement.js'

/** Under which line of a statement an entry belongs. Other kinds are no business of a provider's. */
const ON_STATEMENTS: Readonly<Partial<Record<LedgerKind, StatementKind>>> = {
  paid: 'refund',
  outside: 'refund',
  // It is not expected there, but where a provider or bank has paid by that reference, it is this one.
  paid_by_hand: 'refund',
  reversed: 'reversal',
}

/** What is compared: the same on a statement and in the books. */
export interface Compared {
  readonly kind: StatementKind
  readonly reference: string
  readonly currency: string
}

export interface Booked extends Compared {
  readonly minor: number
  /** Of the first entry. */
  readonly day: string
  readonly orderId: string
  readonly refundId?: string
  /** Whether an entry lies in the days, and on the means of payment, that the statement is over. */
  readonly isExpected: boolean
}

/** Kinds and currencies hold no blank. */
export const comparedKey = ({ kind, reference, currency }: Compared): string => `${kind} ${currency} ${reference}`

export type Books = Map<string, Booked>

/** Adds an entry to the others of its reference. */
export const book = (books: Books, entry: LedgerEntry, statement: Pick<Statement, 'from' | 'to' | 'means'>): void => {
  const kind = ON_STATEMENTS[entry.kind]
  if (kind === undefined) return
  const { reference, currency, orderId, refundId, means, minor } = entry
  const day = dayOf(entry.at)
  const isExpected =
    entry.kind !== 'paid_by_hand' &&
    isWithin(statement, day) &&
    (statement.means === undefined || statement.means.includes(means))
  const key = comparedKey({ kind, reference, currency })
  const before = books.get(key)
  books.set(
    key,
    before === undefined
      ? { kind, reference, currency, minor, day, orderId, ...(refundId === undefined ? {} : { refundId }), isExpected }
      : { ...before, minor: before.minor + minor, isExpected: before.isExpected || isExpected },
  )
}
