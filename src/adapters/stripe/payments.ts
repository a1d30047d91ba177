/**
 * Refunds through Stripe. One call makes one refund under the key of the leg, which is Stripe's idempotency key too
 * and is noted on the refund; the client repeats nothing by itself, because when to repeat is the library's decision.
 * Next: `errors.ts` (what is a no), `look-up.ts`, `webhook.ts`, `amounts.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import type {
  PaymentProvider,
  ProviderAnswer,
  ProviderCapabilities,
  ProviderSilent,
  RefundInstruction,
} from '../../ports/payment-provider.js'
import { GRANULARITY, stripeAmountOf } from './amounts.js'
import { connect, type StripeAddress, type StripeCallOptions, type StripeClient } from './client.js'
import { heard, silent } from './errors.js'
import { lookUp } from './look-up.js'
import { within } from './patience.js'
import { answerOf, KEY_IN_METADATA, refundOf } from './refund-object.js'
import { readWebhook } from './webhook.js'

export interface StripePaymentsOptions {
  /** The host's own client. Its own retries are switched off for our calls. */
  readonly stripe?: StripeClient
  /** Or the key to make one with; a restricted key needs to write and read refunds, no more. */
  readonly apiKey?: string
  /** Only with `apiKey`: another address than Stripe's own. */
  readonly address?: StripeAddress
  /** `whsec_…` of the endpoint; several while one is being replaced. Without one, webhooks are not read. */
  readonly webhookSecret?: string | ReadonlyArray<string>
  /** A connected account on whose behalf the calls are made. */
  readonly stripeAccount?: string
  /** How long an answer may take; then it is unknown. */
  readonly timeoutMs?: number
}

/** Longer than refunds take at Stripe, shorter than a worker's patience; its own client would wait 80 seconds. */
const TIMEOUT_MS = 20_000

/** Stripe's page on idempotent requests: a key may be forgotten once it is 24 hours old. */
const KEY_WINDOW_SECONDS = 86_400

export const stripeCapabilities: ProviderCapabilities = {
  keyWindowSeconds: KEY_WINDOW_SECONDS,
  lookup: { _tag: 'certain' },
  partialRefunds: true,
  granularity: GRANULARITY,
  asynchronousOutcome: true,
  reversal: true,
}

/** @example stripePayments({ apiKey, webhookSecret }) */
export const stripePayments = (options: StripePaymentsOptions): PaymentProvider => {
  const { timeoutMs = TIMEOUT_MS, webhookSecret, stripeAccount, apiKey, address } = options
  // An empty secret would make every signature easy to compute: it counts as none, and then nothing is genuine.
  const secrets = [webhookSecret ?? []].flat().filter((secret) => secret.trim() !== '')
  const callOptions: StripeCallOptions = {
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    ...(stripeAccount === undefined ? {} : { stripeAccount }),
  }
  let connected: Promise<StripeClient> | undefined
  const client = async (): Promise<E.Either<ProviderSilent, StripeClient>> => {
    if (options.stripe !== undefined) return E.right(options.stripe)
    if (apiKey === undefined || apiKey === '') return silent('the configuration is wrong: no client and no API key')
    try {
      connected ??= connect(apiKey, address)
      return E.right(await connected)
    } catch {
      connected = undefined
      return silent('the package stripe cannot be loaded: npm install stripe')
    }
  }

  return {
    name: 'stripe',
    capabilities: stripeCapabilities,
    submit: (i, signal) => () =>
      within(timeoutMs, signal, async () => {
        if (i.via !== undefined) return E.right({ _tag: 'Declined', code: 'only_to_the_original_tender' })
        const amount = stripeAmountOf(i.minor, i.currency)
        if (amount === undefined) return E.right({ _tag: 'Declined', code: 'amount_too_fine' })
        const payment = paymentOf(i)
        const stripe = await client()
        if (E.isLeft(payment)) return payment
        return E.isLeft(stripe) ? stripe : create(stripe.right, payment.right, amount, i, callOptions)
      }),
    lookup: (i, signal) => () =>
      within(timeoutMs, signal, async () => {
        const payment = paymentOf(i)
        const stripe = await client()
        if (E.isLeft(payment)) return payment
        return E.isLeft(stripe) ? stripe : lookUp(stripe.right, payment.right, i.key, callOptions)
      }),
    ...(webhookSecret === undefined
      ? {}
      : { parseWebhook: (webhook, now) => () => Promise.resolve(readWebhook(webhook, secrets, now)) }),
  }
}

type PaymentParam = { readonly payment_intent: string } | { readonly charge: string }

/** `pi_` is a payment intent, `ch_` and `py_` are charges. Of anything else Stripe can refund nothing. */
const paymentOf = ({ paymentRef }: RefundInstruction): E.Either<ProviderSilent, PaymentParam> => {
  if (paymentRef === undefined) return silent('the order names no payment of Stripe for this tender')
  if (/^pi_\w+$/.test(paymentRef)) return E.right({ payment_intent: paymentRef })
  return /^(ch|py)_\w+$/.test(paymentRef)
    ? E.right({ charge: paymentRef })
    : silent('the payment reference of the order is none of Stripe: it begins with pi_, ch_ or py_')
}

const create = async (
  client: StripeClient,
  payment: PaymentParam,
  amount: number,
  i: RefundInstruction,
  options: StripeCallOptions,
): Promise<E.Either<ProviderSilent, ProviderAnswer>> => {
  try {
    // The same key must always come with the same words, so everything here is a fact of the instruction. The currency
    // is that of the payment, whatever we say; noted here, a key with another currency is refused as another request.
    const metadata = {
      [KEY_IN_METADATA]: i.key,
      tenant: i.tenant,
      refund_id: i.refundId,
      leg_id: i.legId,
      epoch: String(i.epoch),
      order_id: i.orderId,
      currency: i.currency,
    }
    const made = await client.refunds.create({ ...payment, amount, metadata }, { ...options, idempotencyKey: i.key })
    const refund = refundOf(made)
    const answer = refund && answerOf(refund)
    return answer === undefined ? silent('Stripe answered nonsense') : E.right(answer)
  } catch (error) {
    return heard(error)
  }
}
