/**
 * Webhooks of Stripe. The header `stripe-signature` is `t=<seconds>,v1=<hex>`, with several `v1` while a secret is
 * being replaced; the signature is an HMAC-SHA256 over `<t>.<raw body>` (Stripe's page on verifying signatures). It is
 * checked here and not by the package, which tells a forged message from an old one only in an English sentence.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf, instantOf, type Instant } from '../../domain/values/instant.js'
import type { ProviderNotice, RawWebhook, WebhookRefused } from '../../ports/payment-provider.js'
import { answerOf, isRecord, refundOf } from './refund-object.js'

/** The default of Stripe's own libraries, and what the failure model allows (reliability.md 3.4). */
const TOLERANCE_SECONDS = 300

const REFUND_EVENTS: ReadonlySet<unknown> = new Set([
  ...['refund.created', 'refund.updated', 'refund.failed'],
  // Older endpoints get this one, and only for some payment methods.
  'charge.refund.updated',
])

const invalid = (reason: string): E.Either<WebhookRefused, never> => E.left({ _tag: 'WebhookInvalid', reason })

export const readWebhook = (
  { body, headers }: RawWebhook,
  secrets: ReadonlyArray<string>,
  now: Instant,
): E.Either<WebhookRefused, ReadonlyArray<ProviderNotice>> => {
  const { timestamp, signatures } = signedWith(headers['stripe-signature'])
  if (timestamp === undefined) return E.left({ _tag: 'WebhookForged' })
  const isGenuine = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
    return signatures.some((given) => given.length === expected.length && timingSafeEqual(given, expected))
  })
  if (!isGenuine) return E.left({ _tag: 'WebhookForged' })
  const signedAtMs = Number(timestamp) * 1_000
  return epochMsOf(now) - signedAtMs > TOLERANCE_SECONDS * 1_000
    ? E.left({ _tag: 'WebhookTooOld', signedAt: instantOf(signedAtMs), toleranceSeconds: TOLERANCE_SECONDS })
    : noticesIn(body)
}

/** A proxy may have split or joined the header; anything but one text is none of Stripe's. */
const signedWith = (header: unknown) => {
  const parts = typeof header === 'string' ? header.split(',').map((part) => part.trim()) : []
  const of = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1))
  return {
    timestamp: of('t').find((text) => /^\d{1,11}$/.test(text)),
    signatures: of('v1').map((hex) => Buffer.from(hex, 'hex')),
  }
}

const noticesIn = (body: Uint8Array): E.Either<WebhookRefused, ReadonlyArray<ProviderNotice>> => {
  const event = parsed(body)
  if (!isRecord(event) || typeof event['type'] !== 'string') return invalid('it is no event')
  if (!REFUND_EVENTS.has(event['type'])) return E.right([])
  const { id, data } = event
  const refund = refundOf(isRecord(data) ? data['object'] : undefined)
  if (typeof id !== 'string' || refund === undefined) return invalid('the event has no refund that can be read')
  const answer = answerOf({ ...refund, cameBack: cameBack(refund.cameBack, data) })
  if (answer === undefined) return invalid('the refund has a status that is not known here')
  return E.right([{ noticeId: id, reference: refund.key ?? refund.id, answer }])
}

/** Where the event tells what changed, it knows better than the refund: what was only pending never was paid. */
const cameBack = (shown: boolean, data: unknown): boolean => {
  const previous = isRecord(data) ? data['previous_attributes'] : undefined
  const status = isRecord(previous) ? previous['status'] : undefined
  return typeof status === 'string' ? status === 'succeeded' : shown
}

const parsed = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
