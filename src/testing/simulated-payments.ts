/**
 * A payment provider in memory that keeps books: a test scripts what becomes of the next calls, its habits are those
 * of a provider of our choice, and what it really paid is what a case is reconciled against. Next:
 * `simulated-payments/habits.ts`, then `submitting.ts`, `book.ts` and `signed-webhook.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf, type Instant } from '../domain/values/instant.js'
import type { Clock } from '../ports/clock.js'
import type { PaymentProvider, RawWebhook } from '../ports/payment-provider.js'
import type { Payment } from './simulated-payments/behavior.js'
import { answerOf, paymentBook, type PaymentBook } from './simulated-payments/book.js'
import { plainHabits, type ProviderHabits } from './simulated-payments/habits.js'
import { signWebhook, verifyWebhook } from './simulated-payments/signed-webhook.js'
import { GIVEN_UP, silent, submitting, type Submitting } from './simulated-payments/submitting.js'
import { simulatedClock } from './simulated-time.js'

export type { Behavior, Payment } from './simulated-payments/behavior.js'
export * from './simulated-payments/habits.js'

export interface SimulatedPaymentsOptions {
  /** Payments that were made before, by an earlier process of the same provider. */
  readonly remembering?: Iterable<Payment>
  readonly habits?: ProviderHabits
  /** By it keys grow old. Without one, no time passes. */
  readonly clock?: Pick<Clock, 'now'>
  /** What webhooks are signed with. */
  readonly webhookSecret?: string
}

export interface WebhookOptions {
  readonly noticeId?: string
  /** When it was signed; now, where nothing is said. */
  readonly at?: Instant
}

type Books = 'paid' | 'payments' | 'reversals' | 'paidTotal' | 'processing' | 'settle' | 'reverse'

export interface SimulatedPayments
  extends PaymentProvider, Pick<PaymentBook, Books>, Pick<Submitting, 'calls' | 'script'> {
  /** What the provider would send about a refund, as it stands now. The same words have the same notice id. */
  readonly webhookFor: (key: string, options?: WebhookOptions) => RawWebhook
  /** Anything at all, well signed. */
  readonly signedWebhook: (text: string, at?: Instant) => RawWebhook
  readonly parseWebhook: NonNullable<PaymentProvider['parseWebhook']>
}

export const simulatedPayments = (options: SimulatedPaymentsOptions = {}): SimulatedPayments => {
  const {
    remembering = [],
    habits = plainHabits,
    clock = simulatedClock(),
    webhookSecret = 'whsec_simulated',
  } = options
  const { name, capabilities } = habits
  const { lookup, keyWindowSeconds, minIntervalSeconds } = capabilities
  // A clock is asked only where something depends on it: simulations make hundreds of thousands of calls.
  const isTimed = keyWindowSeconds !== undefined || minIntervalSeconds !== undefined || lookup._tag === 'eventual'
  const nowMs = (): number => (isTimed ? epochMsOf(clock.now()) : 0)

  const book = paymentBook()
  const { submit, script, recall, calls } = submitting(habits, book, nowMs)
  for (const payment of remembering) recall(payment)

  const find: PaymentProvider['lookup'] =
    ({ key }, signal) =>
    () => {
      if (signal?.aborted === true) return Promise.resolve(GIVEN_UP)
      if (lookup._tag === 'none') return Promise.resolve(silent('this provider cannot be asked'))
      const entry = book.find(key)
      if (entry === undefined) return Promise.resolve(E.right({ _tag: 'NeverSeen' }))
      // The worst case of "eventual": nothing is found before the time is over.
      if (lookup._tag === 'eventual' && nowMs() - entry.takenAtMs < lookup.settlesAfterSeconds * 1_000)
        return Promise.resolve(E.right({ _tag: 'NeverSeen' }))
      if (habits.settlesAtLookup && entry.status === 'processing') book.settle(key, 'succeed')
      return Promise.resolve(E.right(answerOf(entry)))
    }

  const signedWebhook = (text: string, at: Instant = clock.now()): RawWebhook => signWebhook(text, at, webhookSecret)

  const { paid, payments, reversals, paidTotal, processing, settle, reverse } = book
  return {
    ...{ name, capabilities, submit, script, calls, signedWebhook },
    ...{ paid, payments, reversals, paidTotal, processing, settle, reverse },
    lookup: find,
    webhookFor: (key, { noticeId, at } = {}) => {
      const entry = book.find(key)
      const answer = entry && answerOf(entry)
      const id = noticeId ?? `notice-${key}-${answer?._tag ?? 'unknown'}`
      return signedWebhook(JSON.stringify({ id, refund: { reference: key, answer } }), at)
    },
    parseWebhook: (webhook, now) => () => Promise.resolve(verifyWebhook(webhook, now, webhookSecret)),
  }
}
