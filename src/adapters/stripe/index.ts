/** The entry `after-sales/adapters/stripe`: refunds through Stripe. Loads the package `stripe` at the first call. */
export type { StripeAddress, StripeCallOptions, StripeClient, StripeListParams, StripeRefundParams } from './client.js'
export { stripeCapabilities, stripePayments, type StripePaymentsOptions } from './payments.js'
