/**
 * A payment provider in memory that keeps books: it pays a key at most once, whatever it answers, and a test can script
 * what becomes of the next calls. What it really paid is what a case is reconciled against.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { PaymentProvider, ProviderAnswer, ProviderSilent, RefundInstruction } from '../ports/payment-provider.js'

/**
 * `pay`: executes and says so. `decline`: a definite no. `process`: takes it and settles later, at the look-up.
 * `lose_request`: never sees it. `lose_answer`: executes, and the answer is lost.
 */
export type Behavior =
  | { readonly _tag: 'pay' }
  | { readonly _tag: 'decline'; readonly code: string }
  | { readonly _tag: 'process' }
  | { readonly _tag: 'lose_request' }
  | { readonly _tag: 'lose_answer' }

export interface Payment {
  readonly key: string
  readonly tenderId: string
  readonly orderId: string
  readonly minor: number
  readonly currency: string
}

export interface SimulatedPayments extends PaymentProvider {
  /** What was really paid out, once per key. */
  readonly paid: ReadonlyMap<string, Payment>
  readonly paidTotal: () => number
  /** Calls of `submit`, in order. */
  readonly calls: ReadonlyArray<RefundInstruction>
  /** Behavior of the next calls, one after another; then it pays again. */
  readonly script: (...behaviors: ReadonlyArray<Behavior>) => void
}

/** `remembering`: keys that were paid before, by an earlier process of the same provider. */
export const simulatedPayments = (remembering: Iterable<Payment> = []): SimulatedPayments => {
  const paid = new Map<string, Payment>()
  for (const payment of remembering) paid.set(payment.key, payment)
  const declined = new Map<string, string>()
  const processing = new Set<string>()
  const calls: Array<RefundInstruction> = []
  const scripted: Array<Behavior> = []

  const pay = (i: RefundInstruction): ProviderAnswer => {
    const { key, tenderId, orderId, minor, currency } = i
    const before = paid.get(key)
    if (before === undefined) paid.set(key, { key, tenderId, orderId, minor, currency })
    // A key that was paid answers with what was paid, not with what is asked now.
    const { minor: executed, currency: executedIn } = before ?? i
    return { _tag: 'Succeeded', providerRef: `sim_${key.slice(0, 13)}`, minor: executed, currency: executedIn }
  }
  const silent = (reason: string): E.Either<ProviderSilent, never> => E.left({ _tag: 'ProviderSilent', reason })

  return {
    paid,
    paidTotal: () => [...paid.values()].reduce((sum, p) => sum + p.minor, 0),
    calls,
    script: (...behaviors) => {
      scripted.push(...behaviors)
    },
    submit: (instruction) => () => {
      calls.push(instruction)
      const { key } = instruction
      if (paid.has(key)) return Promise.resolve(E.right(pay(instruction)))
      const behavior = scripted.shift() ?? { _tag: 'pay' }
      switch (behavior._tag) {
        case 'pay':
          return Promise.resolve(E.right(pay(instruction)))
        case 'decline':
          declined.set(key, behavior.code)
          return Promise.resolve(E.right({ _tag: 'Declined', code: behavior.code }))
        case 'process':
          processing.add(key)
          return Promise.resolve(E.right({ _tag: 'Processing', providerRef: `sim_${key.slice(0, 13)}` }))
        case 'lose_request':
          return Promise.resolve(silent('the request was lost'))
        case 'lose_answer':
          pay(instruction)
          return Promise.resolve(silent('the answer was lost'))
      }
    },
    lookup: (instruction) => () => {
      const { key } = instruction
      const code = declined.get(key)
      if (code !== undefined) return Promise.resolve(E.right({ _tag: 'Declined', code }))
      if (!paid.has(key) && !processing.has(key)) return Promise.resolve(E.right({ _tag: 'NeverSeen' }))
      processing.delete(key)
      return Promise.resolve(E.right(pay(instruction)))
    },
  }
}
