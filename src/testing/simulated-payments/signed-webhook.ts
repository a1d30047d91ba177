/**
 * Webhooks of the simulated provider, signed as real ones are: an HMAC over the time of signing and the raw body, so
 * that neither can be changed and an old message cannot be sent again.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import { LegAnswer } from '../../domain/values/leg-answer.js'
import { epochMsOf, instantOf, type Instant } from '../../domain/values/instant.js'
import type { ProviderNotice, RawWebhook, WebhookRefused } from '../../ports/payment-provider.js'

/** Five minutes, as Stripe's own libraries have it by default (reliability.md 3.4). */
export const WEBHOOK_TOLERANCE_SECONDS = 300

const SIGNATURE = 'x-simulated-signature'
const TIMESTAMP = 'x-simulated-timestamp'

const signatureOf = (secret: string, timestamp: string, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()

export const signWebhook = (text: string, at: Instant, secret: string): RawWebhook => {
  const body = new TextEncoder().encode(text)
  const timestamp = String(Math.floor(epochMsOf(at) / 1_000))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      [TIMESTAMP]: timestamp,
      [SIGNATURE]: signatureOf(secret, timestamp, body).toString('hex'),
    },
  }
}

export const verifyWebhook = (
  { body, headers }: RawWebhook,
  now: Instant,
  secret: string,
): E.Either<WebhookRefused, ReadonlyArray<ProviderNotice>> => {
  const timestamp = headers[TIMESTAMP]
  const signature = headers[SIGNATURE]
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return E.left({ _tag: 'WebhookForged' })
  const given = Buffer.from(signature, 'hex')
  const expected = signatureOf(secret, timestamp, body)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return E.left({ _tag: 'WebhookForged' })
  const signedAtMs = Number(timestamp) * 1_000
  if (epochMsOf(now) - signedAtMs > WEBHOOK_TOLERANCE_SECONDS * 1_000)
    return E.left({
      _tag: 'WebhookTooOld',
      signedAt: instantOf(signedAtMs),
      toleranceSeconds: WEBHOOK_TOLERANCE_SECONDS,
    })
  return read(body)
}

interface Message {
  readonly id?: unknown
  /** Absent in a message that is about no refund. */
  readonly refund?: { readonly reference?: unknown; readonly answer?: unknown }
}

const read = (body: Uint8Array): E.Either<WebhookRefused, ReadonlyArray<ProviderNotice>> => {
  const message = parsed(body)
  if (message === undefined) return E.left({ _tag: 'WebhookInvalid', reason: 'it is no JSON object' })
  const { id, refund } = message
  if (refund === undefined) return E.right([])
  return typeof id === 'string' && typeof refund?.reference === 'string' && LegAnswer.is(refund.answer)
    ? E.right([{ noticeId: id, reference: refund.reference, answer: refund.answer }])
    : E.left({ _tag: 'WebhookInvalid', reason: 'it is about a refund, in words that are not known' })
}

const parsed = (body: Uint8Array): Message | undefined => {
  try {
    const message: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof message === 'object' && message !== null && !Array.isArray(message) ? message : undefined
  } catch {
    return undefined
  }
}
