/**
 * Stripe's amounts, which differ from ISO 4217 in a few currencies (Stripe's page on currencies, "special cases"; the
 * same list in shared/reference/domain.md 5.3). Both directions are exact, or there is no amount.
 */

/** Two digits at Stripe, for compatibility, though the currency has none: 5 ISK are 500 there. */
const TWO_DIGITS_AT_STRIPE: ReadonlySet<string> = new Set(['ISK', 'UGX'])
/** No digits at Stripe, though ISO 4217 has two: an ariary is divided by five, and nobody does. */
const NO_DIGITS_AT_STRIPE: ReadonlySet<string> = new Set(['MGA'])

/** Smallest steps in our minor units. Three-decimal amounts must end in 0, because cards settle two digits. */
export const GRANULARITY: Readonly<Record<string, number>> = {
  BHD: 10,
  JOD: 10,
  KWD: 10,
  OMR: 10,
  TND: 10,
  MGA: 100,
}

/** What Stripe calls an amount; undefined where it cannot be paid to the last unit. */
export const stripeAmountOf = (minor: number, currency: string): number | undefined => {
  if (minor % (GRANULARITY[currency] ?? 1) !== 0) return undefined
  if (TWO_DIGITS_AT_STRIPE.has(currency)) return minor * 100
  return NO_DIGITS_AT_STRIPE.has(currency) ? minor / 100 : minor
}

/** Our minor units of what Stripe says; undefined where that is no whole number of them. */
export const minorOf = (amount: number, currency: string): number | undefined => {
  if (NO_DIGITS_AT_STRIPE.has(currency)) return amount * 100
  if (!TWO_DIGITS_AT_STRIPE.has(currency)) return amount
  return amount % 100 === 0 ? amount / 100 : undefined
}
