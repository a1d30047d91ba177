/** The adapter with a real client of the package `stripe`, against the server in test/support. */
import Stripe from 'stripe'
import { stripePayments, type StripePaymentsOptions } from 'after-sales/adapters/stripe'
import { simulatedClock, type ProviderHarness, type Trouble } from 'after-sales/testing'
import { errorOf, signatureHeader, stripeServer, type Next, type StripeServer } from '../../support/stripe-server.js'

export const API_KEY = 'sk_test_51_secret_of_the_shop'
export const WEBHOOK_SECRET = 'whsec_secret_of_the_endpoint'

export const clientFor = (port: number): Stripe =>
  new Stripe(API_KEY, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })

/** Long enough for a busy machine, short enough for the cases in which no answer comes. */
export const paymentsOn = ({ port }: StripeServer, more: Partial<StripePaymentsOptions> = {}) =>
  stripePayments({ stripe: clientFor(port), webhookSecret: WEBHOOK_SECRET, timeoutMs: 750, ...more })

const TROUBLES: Readonly<Record<Trouble, ReadonlyArray<Next>>> = {
  request_lost: [{ _tag: 'cut' }],
  answer_lost: [{ _tag: 'cut', executes: true }],
  timed_out: [{ _tag: 'hang' }],
  server_error: [{ _tag: 'error', status: 502, error: errorOf('api_error') }],
  too_many_requests: [
    { _tag: 'error', status: 429, error: errorOf('invalid_request_error'), headers: { 'retry-after': '3' } },
  ],
  key_in_use: [{ _tag: 'error', status: 409, error: errorOf('idempotency_error', { code: 'idempotency_key_in_use' }) }],
  nonsense: [{ _tag: 'text', status: 200, text: '<html>Bad gateway</html>' }],
  unauthorized: [
    { _tag: 'error', status: 401, error: errorOf('invalid_request_error', { message: `Invalid API Key: ${API_KEY}` }) },
  ],
}

/** Stripe's units, written down again from its page on currencies. */
const UNITS: Readonly<Record<string, (minor: number) => number>> = {
  ISK: (minor) => minor * 100,
  UGX: (minor) => minor * 100,
  MGA: (minor) => minor / 100,
}

export interface StripeHarness extends ProviderHarness {
  readonly server: StripeServer
}

export const stripeHarness = async (): Promise<StripeHarness> => {
  const server = await stripeServer()
  const clock = simulatedClock()
  const provider = paymentsOn(server)
  const status = (key: string, to: string, more: object = {}) => {
    Object.assign(server.find(key)!, { status: to, ...more })
  }
  const signed: ProviderHarness['backend']['signed'] = (text, at) => {
    const body = new TextEncoder().encode(text)
    const header = signatureHeader(body, Math.floor(Date.parse(at) / 1_000), [WEBHOOK_SECRET])
    return { body, headers: { 'stripe-signature': header } }
  }
  return {
    server,
    provider: {
      ...provider,
      // Payments at Stripe have a currency of their own; the server is told it before a refund is asked for.
      submit: (i, signal) => () => {
        if (!server.find(i.key)) server.currency = i.currency.toLowerCase()
        return provider.submit(i, signal)()
      },
    },
    paymentRef: 'pi_1',
    secrets: [API_KEY, WEBHOOK_SECRET, 'sk_test_quoted_key', '#1001'],
    backend: {
      executed: () =>
        server.refunds.map(({ metadata, amount, currency }) => ({
          key: metadata['after_sales_key'] ?? '',
          minor: amount,
          currency: currency.toUpperCase(),
        })),
      troubles: Object.keys(TROUBLES) as ReadonlyArray<Trouble>,
      failNext: (trouble) => TROUBLES[trouble].forEach(server.next),
      failsLookups: true,
      declineNext: (code) =>
        server.next({ _tag: 'error', status: 400, error: errorOf('invalid_request_error', { code }) }),
      hangNext: () => server.next({ _tag: 'hang' }),
      processNext: () => server.next({ _tag: 'pending' }),
      settle: (key, how) =>
        status(key, how === 'succeed' ? 'succeeded' : 'failed', how === 'succeed' ? {} : { failure_reason: 'unknown' }),
      reverse: (key) =>
        status(key, 'failed', { failure_reason: 'lost_or_stolen_card', failure_balance_transaction: 'txn_back' }),
      pass: (seconds) => clock.advance(seconds * 1_000),
      now: clock.now,
      unitsOf: (minor, currency) => UNITS[currency]?.(minor) ?? minor,
      signed,
      webhookFor: (key, at) => {
        const object = server.find(key)
        const type = object?.status === 'failed' ? 'refund.failed' : 'refund.updated'
        return signed(JSON.stringify({ id: `evt_${object?.id}`, object: 'event', type, data: { object } }), at)
      },
      messageAboutSomethingElse: '{"id":"evt_1","object":"event","type":"payout.paid","data":{"object":{}}}',
    },
  }
}
