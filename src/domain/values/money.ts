/**
 * Money: a whole number of minor units and its currency. Never a float; intermediate products are `bigint`; rounding
 * is half-up everywhere. Amounts of one breakdown share one currency, so inside it they are plain minor units.
 * Next: `allocation.ts`.
 */
import type * as t from 'io-ts'
import { record, shaped, whole } from '../kernel/codec.js'

/** Fifteen digits: every such integer is exact as a JSON number in every language that may read the log. */
export const MAX_MINOR = 999_999_999_999_999

export const Minor = whole('Minor', 0, MAX_MINOR)
export const PositiveMinor = whole('PositiveMinor', 1, MAX_MINOR)
/** What is owed one way or the other: positive by the customer, negative by the shop. */
export const Net = whole('Net', -MAX_MINOR, MAX_MINOR)

export const Currency = shaped('Currency', 3, /^[A-Z]{3}$/, 'an ISO 4217 code such as EUR')

export const Money = record('Money', { minor: Minor, currency: Currency })
export type Money = t.TypeOf<typeof Money>

/**
 * `total × part / whole`, rounded half-up; exact for any operands of 15 digits. `whole` must be positive.
 *
 * @example share(10000, 1, 3) // 3333
 */
export const share = (total: number, part: number, whole: number): number => {
  const product = total * part
  // Exact in floating point as long as everything, doubled, stays a safe integer: the usual case.
  if (product <= Number.MAX_SAFE_INTEGER / 4 && whole <= Number.MAX_SAFE_INTEGER / 4)
    return Math.floor((2 * product + whole) / (2 * whole))
  return Number((2n * BigInt(total) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)))
}

/**
 * What `more` further units of a line are worth, when `before` of its `units` were settled for `taken` so far.
 * Successive slices telescope: whatever their order and size, they add up to exactly `total` and never exceed it
 * (shared/reference domain.md 5.2, rule 3). `taken` is what was really paid, so a slice given back comes back whole.
 *
 * @example slice(10000, 3, 0, 1, 0) // 3333; then slice(10000, 3, 1, 1, 3333) // 3334
 */
export const slice = (total: number, units: number, before: number, more: number, taken: number): number => {
  if (units === 0) return 0
  const due = before + more >= units ? total : share(total, before + more, units)
  return Math.max(due - taken, 0)
}

// ISO 4217 minor units that are not 2. Payment providers publish lists of their own, which differ: never use those.
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
} // prettier-ignore

/** Digits after the decimal point of a currency (ISO 4217). */
export const exponentOf = (currency: string): number => EXPONENTS[currency] ?? 2

/** @example formatMoney({ minor: 17998, currency: 'GBP' }) // "179.98 GBP" */
export const formatMoney = ({ minor, currency }: Money): string => {
  const exponent = exponentOf(currency)
  const digits = String(minor).padStart(exponent + 1, '0')
  const split = digits.length - exponent
  return exponent === 0 ? `${digits} ${currency}` : `${digits.slice(0, split)}.${digits.slice(split)} ${currency}`
}
