/**
 * Who moves the money. A call is made once, by the one whose own append of the intent succeeded; what it answers is
 * recorded. An answer that does not come is unknown, never failed.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** One leg of a refund: one tender, one amount. The same key always carries the same instruction. */
export interface RefundInstruction {
  readonly key: string
  readonly tenant: string
  readonly refundId: string
  readonly legId: string
  readonly orderId: string
  readonly tenderId: string
  readonly tenderKind: string
  /** The provider's own reference of the payment, where the order names one. */
  readonly paymentRef?: string
  readonly minor: number
  readonly currency: string
}

/** What a provider says about a key. Amount and currency are echoed, so that a difference is noticed. */
export type ProviderAnswer =
  | {
      readonly _tag: 'Succeeded'
      readonly providerRef: string
      readonly minor: number
      readonly currency: string
    }
  | { readonly _tag: 'Processing'; readonly providerRef: string }
  /** A definite no: the key will never pay. */
  | { readonly _tag: 'Declined'; readonly code: string }

/** No answer that settles anything: time-out, reset, server error. */
export interface ProviderSilent {
  readonly _tag: 'ProviderSilent'
  readonly reason: string
}

export interface PaymentProvider {
  readonly submit: (instruction: RefundInstruction) => TaskEither<ProviderSilent, ProviderAnswer>
  /** What became of a key; `NeverSeen` only where the provider is certain. */
  readonly lookup: (
    instruction: RefundInstruction,
  ) => TaskEither<ProviderSilent, ProviderAnswer | { readonly _tag: 'NeverSeen' }>
}
