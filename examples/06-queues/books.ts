/** The books of these months, and the provider's statements beside them, month by month. */
import type { AfterSales, Instant, Reconciled } from 'after-sales'
import { simulatedReference, statementText, type StatementEntry } from 'after-sales/testing'
import type { BookedPayment } from '../02-online-retail/provider-book.js'
import { dayOf } from './words.js'

export interface Month {
  /** Both included. */
  readonly from: string
  readonly to: string
}

const MONTH_LENGTH = 7

export const monthsOf = (first: Instant, last: Instant): ReadonlyArray<Month> => {
  const months: Array<Month> = []
  let [year, month] = first.split('-').map(Number) as [number, number]
  for (;;) {
    const from = dayOf(new Date(Date.UTC(year, month - 1, 1)).toISOString())
    if (from > last) return months
    months.push({ from, to: dayOf(new Date(Date.UTC(year, month, 0)).toISOString()) })
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  }
}

export interface BookSum {
  readonly currency: string
  readonly kind: string
  readonly minor: number
  readonly entries: number
}

/** All months of the ledger, by currency and kind. */
export const ledgerSums = async (
  { promises: { views } }: AfterSales,
  months: ReadonlyArray<Month>,
): Promise<ReadonlyArray<BookSum>> => {
  const sums = new Map<string, BookSum>()
  for (const month of months)
    for (const { currency, kind, minor, entries } of await views.ledger(month)) {
      const key = `${currency} ${kind}`
      const before = sums.get(key) ?? { currency, kind, minor: 0, entries: 0 }
      sums.set(key, { ...before, minor: before.minor + minor, entries: before.entries + entries })
    }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}

/** What the provider has in its own book of that month, as it would send it. */
export const statementLines = (book: Iterable<BookedPayment>, { from }: Month): Array<StatementEntry> => {
  const lines: Array<StatementEntry> = []
  for (const { key, minor, currency, date } of book)
    if (date.slice(0, MONTH_LENGTH) === from.slice(0, MONTH_LENGTH))
      lines.push({ reference: simulatedReference(key), kind: 'refund', minor, currency, date })
  return lines
}

/** Two faults, as a clerk or a broken export makes them: the first line is gone, the second says a pound too much. */
export const withFaults = ([, second, ...others]: ReadonlyArray<StatementEntry>): ReadonlyArray<StatementEntry> =>
  second === undefined ? [] : [{ ...second, minor: second.minor + 100 }, ...others]

export const reconcileMonth = (
  { promises: { operations } }: AfterSales,
  month: Month,
  lines: Iterable<StatementEntry>,
): Promise<Reconciled> => operations.reconcile({ ...month, text: statementText(lines), means: ['card'] })
