/**
 * The one thing we need from outside: a Stripe client, the host's own or one that is made from an API key. The package
 * is loaded at the first call and never at import, so that importing this adapter costs nothing and fails nowhere; and
 * the shape below stands here, so that our types can be read where the package is not installed.
 */
import type Stripe from 'stripe'

/** The two calls that refunds need. A `Stripe` of the package `stripe` has this shape. */
export interface StripeClient {
  readonly refunds: {
    create(params: StripeRefundParams, options: StripeCallOptions): Promise<unknown>
    list(params: StripeListParams, options: StripeCallOptions): PromiseLike<unknown>
  }
}

export interface StripeRefundParams {
  readonly amount: number
  readonly payment_intent?: string
  readonly charge?: string
  readonly metadata: { [name: string]: string }
}

export interface StripeListParams {
  readonly payment_intent?: string
  readonly charge?: string
  readonly limit: number
  readonly starting_after?: string
}

export interface StripeCallOptions {
  readonly idempotencyKey?: string
  readonly maxNetworkRetries: number
  readonly timeout: number
  readonly stripeAccount?: string
}

/** The package's own types must accept what we send: a new version that does not fails to compile here. */
const clientOf = (stripe: Stripe): StripeClient => stripe

/** Another address than Stripe's own, for a proxy or a test. */
export interface StripeAddress {
  readonly host: string
  readonly port: number
  readonly protocol: 'http' | 'https'
}

export const connect = async (apiKey: string, address: StripeAddress | undefined): Promise<StripeClient> => {
  const { default: StripeSdk } = await import('stripe')
  // The library repeats itself, under the rules of its key; latencies of a shop are nobody's business.
  return clientOf(new StripeSdk(apiKey, { maxNetworkRetries: 0, telemetry: false, ...address }))
}
