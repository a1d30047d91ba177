/**
 * What Stripe's errors mean for a refund. The question is always the same: will this key never pay? Only where Stripe
 * says so, it is a no. A wrong API key, a busy server or an error that is new to us leave the refund owed.
 * WARNING: no message of Stripe goes out from here: it may quote an API key or what was sent.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ProviderAnswer, ProviderSilent } from '../../ports/payment-provider.js'
import { isRecord } from './refund-object.js'

/** Codes of Stripe's list of error codes by which a payment cannot be refunded so, now or later, under this key. */
const DEFINITE: ReadonlySet<string> = new Set([
  ...['charge_already_refunded', 'charge_not_refundable', 'charge_disputed', 'refund_disputed_payment'],
  ...['amount_too_large', 'amount_too_small', 'invalid_charge_amount'],
  // Stripe keeps what it answered under the key, so the key stays refused when the balance is filled again.
  ...['balance_insufficient', 'insufficient_funds'],
])

/** The one refusal that comes without a code: more than is left of the payment. */
const EXCEEDS = /refund amount .*is greater than/i

export const silent = (reason: string, retryAfterSeconds?: number): E.Either<ProviderSilent, never> =>
  E.left({ _tag: 'ProviderSilent', reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) })

/** Codes are words of a fixed list; anything longer is something else. */
const wordOf = (u: unknown): string | undefined =>
  typeof u === 'string' && /^[a-z][a-z0-9_]{0,63}$/.test(u) ? u : undefined

const retryAfterOf = (headers: unknown): number | undefined => {
  const seconds = isRecord(headers) ? Number(headers['retry-after']) : NaN
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined
}

export const heard = (error: unknown): E.Either<ProviderSilent, ProviderAnswer> => {
  if (!isRecord(error)) return silent('Stripe could not be called')
  const { type, statusCode, param, message } = error
  const code = wordOf(error['code'])
  const wait = retryAfterOf(error['headers'])
  // Another call with this key is under way: whatever else it says, its outcome is not known yet.
  if (statusCode === 409) return silent('Stripe is busy with another call for the same key or payment', wait)
  switch (type) {
    case 'StripeIdempotencyError':
      return E.right({ _tag: 'Misused', code: code ?? 'idempotency_error' })
    case 'StripeRateLimitError':
      return silent(`too many calls to Stripe (${code ?? 'rate_limit'})`, wait)
    case 'StripeAuthenticationError':
      return silent('the configuration is wrong: Stripe does not accept the API key', wait)
    case 'StripePermissionError':
      return silent('the configuration is wrong: the API key may not do this', wait)
    case 'StripeConnectionError':
      return silent('no answer from Stripe: the connection failed or timed out', wait)
    case 'StripeInvalidRequestError':
    case 'StripeCardError':
      if (code !== undefined && DEFINITE.has(code)) return E.right({ _tag: 'Declined', code })
      if (code === undefined && param === 'amount' && typeof message === 'string' && EXCEEDS.test(message))
        return E.right({ _tag: 'Declined', code: 'amount_exceeds_refundable' })
      return code === 'resource_missing'
        ? silent('Stripe does not know this payment: perhaps the API key is of another account or of test mode', wait)
        : silent(`Stripe did not understand the request (${code ?? wordOf(param) ?? 'no code'})`, wait)
    default:
      return silent(
        typeof statusCode === 'number' ? `Stripe answered with status ${statusCode}` : 'Stripe answered nonsense',
        wait,
      )
  }
}
