/** Money as finance reads it: what is not settled and for how long, the books by day, and accounts that are not at zero. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { record } from '../../domain/kernel/codec.js'
import { clearing, toCollect, toPay, type Clearing } from '../../projections/clearing/clearing.js'
import { ledger } from '../../projections/ledger/ledger.js'
import { daySums, entriesOn, isExact, type LedgerEntry, type LedgerSum } from '../../projections/ledger/sums.js'
import { payments, type Payment } from '../../projections/payments/payments.js'
import { checkPeriod, Day } from '../../projections/reconciliation/statement.js'
import type { Clock } from '../../ports/clock.js'
import type { AfterSalesError } from '../errors.js'
import { allPages, type Page, type PageOptions, type Reader } from './pages.js'

/** Days in UTC, such as `2026-03-20`, both of them included; at most 366. */
export interface LedgerDays {
  readonly from: string
  readonly to: string
}

/** Whole days since then, until now. */
interface Aged {
  readonly ageDays: number
}
export type UnsettledPayment = Payment & Aged

/** The account of a refund that is not at zero, in minor units of its currency. */
export interface OpenClearing extends Clearing, Aged {
  /** What the customer still gets, and what they still owe. */
  readonly toPay: number
  readonly toCollect: number
  readonly since: NonNullable<Clearing['since']>
}

export interface MoneyViews {
  /** Payments that nobody knows the end of, or that wait for a person: the oldest first, with their age. */
  readonly unsettledPayments: (page?: PageOptions) => TaskEither<AfterSalesError, Page<UnsettledPayment>>
  readonly paymentsOfOrder: (orderId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<Payment>>
  /** Under the provider's own name for it, or the proof of what was paid by hand. */
  readonly paymentsByReference: (reference: string) => TaskEither<AfterSalesError, ReadonlyArray<Payment>>
  /**
   * What left the shop and what came back, summed by day (UTC), currency, means and kind, in minor units and exactly. Each
   * kind is a column of its own; which way it went stands in `LEDGER_KINDS`. Errors: `InvalidInput` where the period is
   * none or longer than 366 days, `SumTooLarge` beyond 2^53.
   *
   * @example
   * const sums = await afterSales.promises.views.ledger({ from: '2026-03-01', to: '2026-03-31' })
   * // [{ day: '2026-03-20', currency: 'EUR', means: 'card', kind: 'paid', minor: 26997, entries: 2 }, …]
   */
  readonly ledger: (period: LedgerDays) => TaskEither<AfterSalesError, ReadonlyArray<LedgerSum>>
  /**
   * The entries behind the sums of a day. A page holds those of `limit` orders and compensations. Errors: `InvalidInput`
   * where the day is none.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.ledgerEntries('2026-03-20')
   */
  readonly ledgerEntries: (day: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<LedgerEntry>>
  /**
   * Refunds that are approved and neither paid nor given up, or of which the customer still owes something: what has been
   * open longest, first, in all currencies or in one. A refund that has ended and was kept is never among them.
   *
   * @example
   * const { rows } = await afterSales.promises.views.clearing({ currency: 'EUR', limit: 50 })
   */
  readonly clearing: (
    options?: PageOptions & { readonly currency?: string },
  ) => TaskEither<AfterSalesError, Page<OpenClearing>>
}

const checkDays = border('LedgerDays', record('LedgerDays', { from: Day, to: Day }))
const checkDay = border('LedgerDay', record('LedgerDay', { day: Day }))
const MS_PER_DAY = 86_400_000

export const moneyViews = ({ page }: Reader, clock: Pick<Clock, 'now'>): MoneyViews => {
  /** Clocks differ: nothing is younger than now. */
  const ageDays = (since: string): number =>
    Math.max(0, Math.floor((Date.parse(clock.now()) - Date.parse(since)) / MS_PER_DAY))

  return {
    unsettledPayments: (options) => async () => {
      const found = await page(payments, 'unsettled', {}, options)
      return E.map((all: Page<Payment>) => ({
        ...all,
        rows: all.rows.map((payment) => ({ ...payment, ageDays: ageDays(payment.since) })),
      }))(found)
    },
    paymentsOfOrder: (orderId, options) => () => page(payments, 'orders', { orderId }, options),
    paymentsByReference: (reference) => async () => {
      const found: Array<Payment> = []
      const read = await allPages(
        (options) => page(payments, 'references', { reference }, options),
        (rows) => found.push(...rows),
      )
      return E.isLeft(read) ? read : E.right(found)
    },
    ledger: (period) => async () => {
      const checked = checkDays(period)
      if (E.isLeft(checked)) return checked
      const days = checkPeriod(checked.right, 'LedgerDays')
      if (E.isLeft(days)) return days
      const sums: Array<LedgerSum> = []
      for (const day of days.right) {
        const ofDay = daySums(day)
        const read = await allPages(
          (options) => page(ledger, 'days', { day }, options),
          (rows) => rows.forEach(ofDay.add),
        )
        if (E.isLeft(read)) return read
        sums.push(...ofDay.sums())
      }
      const tooLarge = sums.find(({ minor }) => !isExact(minor))
      return tooLarge === undefined ? E.right(sums) : E.left({ _tag: 'SumTooLarge', currency: tooLarge.currency })
    },
    ledgerEntries: (day, options) => async () => {
      const checked = checkDay({ day })
      if (E.isLeft(checked)) return checked
      return E.map(({ rows, ...rest }: Page<Parameters<typeof entriesOn>[1]>) => ({
        ...rest,
        rows: rows.flatMap((account) => entriesOn(day, account)),
      }))(await page(ledger, 'days', { day }, options))
    },
    clearing: (options) => async () => {
      const { currency, ...paging } = { ...options }
      const found =
        currency === undefined
          ? await page(clearing, 'open', {}, paging)
          : await page(clearing, 'currencies', { currency }, paging)
      return E.map(({ rows, ...rest }: Page<Clearing>) => ({
        ...rest,
        // One that was settled between the two questions to the store is open no more.
        rows: rows.flatMap((account) =>
          account.since === undefined
            ? []
            : [
                {
                  ...account,
                  since: account.since,
                  toPay: toPay(account),
                  toCollect: toCollect(account),
                  ageDays: ageDays(account.since),
                },
              ],
        ),
      }))(found)
    },
  }
}
