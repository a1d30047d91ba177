/**
 * Who moves the money. A call is made once, by whoever's own append of the intent succeeded; what it answers is recorded.
 * An answer that does not come is unknown, never failed. Every adapter passes one contract suite
 * (`testing/payment-provider-contract.ts`).
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Instant } from '../domain/values/instant.js'
import type { LegAnswer } from '../domain/values/leg-answer.js'

/** One leg of a refund: one tender, one amount. The same key always carries the same instruction. */
export interface RefundInstruction {
  readonly key: string
  readonly tenant: string
  readonly refundId: string
  readonly legId: string
  readonly epoch: number
  readonly orderId: string
  readonly tenderId: string
  readonly tenderKind: string
  /** The provider's own reference of the payment, where the order names one. */
  readonly paymentRef?: string
  /** What the order captured on this tender, in minor units. */
  readonly captured: number
  readonly minor: number
  readonly currency: string
  /** Another way than back to the tender, agreed with the customer: a bank account, store credit. */
  readonly via?: { readonly kind: string; readonly ref: string }
}

/** What a provider can do. It is declared, because nothing of it can be found out without moving money. */
export interface ProviderCapabilities {
  /**
   * How long a key is remembered, in seconds; absent: for ever, as where the key is the provider's own refund number.
   * Afterwards the same key could pay again, so it is never sent again.
   */
  readonly keyWindowSeconds?: number
  /**
   * Whether a refund can be found by its key. `certain`: what is not found was never seen. `eventual`: only after
   * `settlesAfterSeconds`. `none`: the provider cannot be asked; the same key is sent again while it is remembered.
   */
  readonly lookup:
    | { readonly _tag: 'certain' }
    | { readonly _tag: 'eventual'; readonly settlesAfterSeconds: number }
    | { readonly _tag: 'none' }
  /** Whether less than the captured amount can be paid back. */
  readonly partialRefunds: boolean
  /** How many refunds one payment can have; absent: any number. */
  readonly maxRefundsPerPayment?: number
  /** How long after the order a payment can be refunded, in days; absent: for ever. */
  readonly refundableForDays?: number
  /** The least time between two calls for one leg, in seconds. */
  readonly minIntervalSeconds?: number
  /** The smallest step in minor units by currency, where it is not 1. */
  readonly granularity?: Readonly<Record<string, number>>
  /** Whether an accepted refund may still fail or succeed later. */
  readonly asynchronousOutcome: boolean
  /** Whether a refund that succeeded may come back, for instance from a closed account. */
  readonly reversal: boolean
}

/** What a provider says about a key. Amount and currency are echoed, so that a difference is noticed. */
export type ProviderAnswer = LegAnswer

/** No answer that settles anything: time-out, reset, server error, too many requests. */
export interface ProviderSilent {
  readonly _tag: 'ProviderSilent'
  /** For people who operate the shop; without personal data and without secrets. */
  readonly reason: string
  /** Not before then, says the provider. */
  readonly retryAfterSeconds?: number
}

/** A webhook as it came, byte for byte: the signature covers the raw body. Header names are lower-case. */
export interface RawWebhook {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
}

/** One thing that a webhook says about one refund. */
export interface ProviderNotice {
  /** The provider's own id of the message: the same notice again changes nothing. */
  readonly noticeId: string
  /** The key of the leg, as it was sent; the provider's own reference where the refund was not made by us. */
  readonly reference: string
  readonly answer: ProviderAnswer
}

export type WebhookRefused =
  /** The signature does not fit: it was not the provider, or the wrong secret is configured. */
  | { readonly _tag: 'WebhookForged' }
  /** Signed, but so long ago that somebody may be repeating what they once overheard. */
  | { readonly _tag: 'WebhookTooOld'; readonly signedAt: string; readonly toleranceSeconds: number }
  /** Signed by the provider and not understood. */
  | { readonly _tag: 'WebhookInvalid'; readonly reason: string }

export interface PaymentProvider {
  /** Names it in records and notices, such as `stripe`. */
  readonly name: string
  readonly capabilities: ProviderCapabilities
  readonly submit: (instruction: RefundInstruction, signal?: AbortSignal) => TaskEither<ProviderSilent, ProviderAnswer>
  /** What became of a key; `NeverSeen` as far as `capabilities.lookup` can be believed. */
  readonly lookup: (
    instruction: RefundInstruction,
    signal?: AbortSignal,
  ) => TaskEither<ProviderSilent, ProviderAnswer | { readonly _tag: 'NeverSeen' }>
  /** Verifies a webhook and reads it. Messages that are about no refund give no notices. */
  readonly parseWebhook?: (
    webhook: RawWebhook,
    now: Instant,
  ) => TaskEither<WebhookRefused, ReadonlyArray<ProviderNotice>>
}
