/** What a test can script for the next calls. A call with a key that the provider remembers is no new call. */
import type { RefundInstruction } from '../../ports/payment-provider.js'

/**
 * `pay`: does what its habits say. `decline`: a definite no. `process`: takes it and settles later.
 * `lose_request`: never sees it. `lose_answer`: executes, and the answer is lost.
 * `misuse`: says that the key stands for something else. `garble`: answers nonsense, as a broken adapter would.
 * `refuse_for_now`: too many calls. `break`: a server error, kept under the key where that is a habit.
 * `hang`: no answer until the caller gives up.
 * Where the outcome is open, `executes` says whether it was paid nevertheless.
 */
export type Behavior =
  | { readonly _tag: 'pay' }
  | { readonly _tag: 'decline'; readonly code: string }
  | { readonly _tag: 'process' }
  | { readonly _tag: 'lose_request' }
  | { readonly _tag: 'lose_answer' }
  | { readonly _tag: 'misuse' }
  | { readonly _tag: 'garble'; readonly executes?: boolean }
  | { readonly _tag: 'refuse_for_now'; readonly retryAfterSeconds: number }
  | { readonly _tag: 'break'; readonly executes?: boolean }
  | { readonly _tag: 'hang'; readonly executes?: boolean }

export interface Payment {
  readonly key: string
  readonly tenderId: string
  readonly orderId: string
  readonly minor: number
  readonly currency: string
}

export const paymentOf = ({ key, tenderId, orderId, minor, currency }: RefundInstruction): Payment => ({
  key,
  tenderId,
  orderId,
  minor,
  currency,
})
