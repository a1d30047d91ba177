/** A desk at which statements are compared with books, one after the other, with the queue that they leave behind. */
import type { LedgerEntry } from '../../../src/projections/ledger/sums.js'
import type { LedgerKind } from '../../../src/projections/ledger/account.js'
import { book, type Books } from '../../../src/projections/reconciliation/books.js'
import { exceptionKey, type Exception } from '../../../src/projections/reconciliation/exceptions.js'
import { reconcile } from '../../../src/projections/reconciliation/reconcile.js'
import type { StatementKind } from '../../../src/projections/reconciliation/statement.js'
import type { Instant } from 'after-sales'

/** A line: its kind, reference, amount, and the day of the month; another currency where one is named. */
export type Line = readonly [kind: StatementKind, reference: string, minor: number, day: number, currency?: string]
export type Entered = readonly [
  kind: LedgerKind,
  reference: string,
  minor: number,
  /** `2026-03-05`, or the day of March. */
  day: number | string,
  more?: { readonly currency?: string; readonly means?: string },
]

export interface Month {
  readonly from: string
  readonly to: string
  readonly means?: ReadonlyArray<string>
}
const dated = (month: Month, day: number): string => `${month.from.slice(0, 8)}${String(day).padStart(2, '0')}`
export const MARCH: Month = { from: '2026-03-01', to: '2026-03-31' }
export const APRIL: Month = { from: '2026-04-01', to: '2026-04-30' }

export const openDesk = () => {
  const entered: Array<LedgerEntry> = []
  const queue = new Map<string, Exception>()
  const known = new Set<string>()

  return {
    enter: (...all: ReadonlyArray<Entered>): void => {
      for (const [kind, reference, minor, day, { currency = 'EUR', means = 'card' } = {}] of all) {
        const at = `${typeof day === 'string' ? day : dated(MARCH, day)}T12:00:00.000Z` as Instant
        entered.push({ kind, reference, minor, at, means, currency, orderId: '#1001' })
      }
    },
    /** What a reconciliation says, and how many rows it changed. */
    read: (statementId: string, month: Month, ...all: ReadonlyArray<Line>) => {
      const books: Books = new Map()
      for (const entry of entered) book(books, entry, month)
      const lines = all.map(([kind, reference, minor, day, currency = 'EUR'], n) => ({
        ...{ line: n + 2, kind, reference, minor, currency, day: dated(month, day) },
      }))
      const reading = { statementId, at: '2026-05-01T00:00:00.000Z', isRepeated: known.has(statementId) }
      known.add(statementId)
      const { result, changed } = reconcile({ ...reading, lines, books, rows: [...queue.values()] })
      for (const row of changed) queue.set(exceptionKey(row), row)
      return { ...result, changed: changed.length }
    },
    open: () =>
      [...queue.values()].flatMap(({ closed, what, kind, reference, here, there }) =>
        closed === undefined ? [[what, kind, reference, here, there]] : [],
      ),
    closed: () =>
      [...queue.values()].flatMap(({ closed, reference, kind }) =>
        closed === undefined ? [] : [[closed.why, kind, reference, closed.statementId]],
      ),
  }
}
