/**
 * What the simulated provider does with a call: it repeats itself for a key that it remembers, and else does what is
 * scripted or what its habits say. A key that it has forgotten is a new one, and pays again.
 */
import * as E from 'fp-ts/lib/Either.js'
import type {
  PaymentProvider,
  ProviderAnswer,
  ProviderSilent,
  RefundInstruction,
} from '../../ports/payment-provider.js'
import { paymentOf, type Behavior, type Payment } from './behavior.js'
import { answerOf, type Entry, type PaymentBook } from './book.js'
import type { ProviderHabits } from './habits.js'

type Said = E.Either<ProviderSilent, ProviderAnswer>

/** What the provider keeps under a key, until it forgets it. */
interface Remembered {
  readonly sinceMs: number
  readonly entry: Entry | undefined
  readonly saved: Said
}

export interface Submitting {
  readonly submit: PaymentProvider['submit']
  readonly script: (...behaviors: ReadonlyArray<Behavior>) => void
  /** Payments of an earlier process of the same provider. */
  readonly recall: (payment: Payment) => void
  readonly calls: ReadonlyArray<RefundInstruction>
}

const PAY: Behavior = { _tag: 'pay' }
export const silent = (reason: string, more: Partial<ProviderSilent> = {}): E.Either<ProviderSilent, never> =>
  E.left({ _tag: 'ProviderSilent', reason, ...more })
export const GIVEN_UP = silent('the caller gave up')
const misused: Said = E.right({ _tag: 'Misused', code: 'key_of_another_refund' })

/** Payments are counted by the provider's own reference, or by what identifies the tender to us. */
const paymentRefOf = (i: RefundInstruction): string => i.paymentRef ?? `${i.orderId} ${i.tenderId}`

export const submitting = (habits: ProviderHabits, book: PaymentBook, nowMs: () => number): Submitting => {
  const { keyWindowSeconds, minIntervalSeconds, maxRefundsPerPayment, granularity, partialRefunds } =
    habits.capabilities
  const memory = new Map<string, Remembered>()
  const lastCallMs = new Map<string, number>()
  const refundsOf = new Map<string, number>()
  const calls: Array<RefundInstruction> = []
  const scripted: Array<Behavior> = []

  const remember = (entry: Entry): Said => {
    const saved = E.right(answerOf(entry))
    memory.set(entry.payment.key, { sinceMs: entry.takenAtMs, entry, saved })
    return saved
  }

  /** Rules of the provider that no script can break. How old a payment is, it cannot know here. */
  const objection = (i: RefundInstruction): string | undefined => {
    if (!partialRefunds && i.minor !== i.captured) return 'partial_refund'
    if (i.minor % (granularity?.[i.currency] ?? 1) !== 0) return 'amount_step'
    if (maxRefundsPerPayment === undefined) return undefined
    return (refundsOf.get(paymentRefOf(i)) ?? 0) >= maxRefundsPerPayment ? 'too_many_refunds' : undefined
  }
  const decline = (i: RefundInstruction, now: number, code: string): Said =>
    remember(book.take(paymentOf(i), 'declined', now, code))
  const take = (i: RefundInstruction, now: number, status: 'paid' | 'processing'): Said => {
    const code = objection(i)
    if (code !== undefined) return decline(i, now, code)
    if (maxRefundsPerPayment !== undefined) refundsOf.set(paymentRefOf(i), (refundsOf.get(paymentRefOf(i)) ?? 0) + 1)
    return remember(book.take(paymentOf(i), status, now))
  }
  const execute = (i: RefundInstruction, now: number): Said =>
    take(i, now, habits.outcome === 'at_once' ? 'paid' : 'processing')

  const repeated = ({ entry, saved }: Remembered, i: RefundInstruction): Said => {
    if (entry !== undefined && (entry.payment.minor !== i.minor || entry.payment.currency !== i.currency))
      return misused
    return habits.repeats === 'saved_answer' || entry === undefined ? saved : E.right(answerOf(entry))
  }

  const perform = (behavior: Behavior, i: RefundInstruction, now: number, signal?: AbortSignal): Promise<Said> => {
    if ('executes' in behavior && behavior.executes === true) execute(i, now)
    switch (behavior._tag) {
      case 'pay':
        return Promise.resolve(execute(i, now))
      case 'decline':
        return Promise.resolve(decline(i, now, behavior.code))
      case 'process':
        return Promise.resolve(take(i, now, 'processing'))
      case 'lose_request':
        return Promise.resolve(silent('the request was lost'))
      case 'lose_answer':
        execute(i, now)
        return Promise.resolve(silent('the answer was lost'))
      case 'misuse':
        return Promise.resolve(misused)
      case 'garble':
        return Promise.resolve(E.right({ _tag: 'Done' } as unknown as ProviderAnswer))
      case 'refuse_for_now':
        return Promise.resolve(silent('too many calls', { retryAfterSeconds: behavior.retryAfterSeconds }))
      case 'break': {
        const saved = silent('server error 500')
        if (habits.savesServerErrors) memory.set(i.key, { sinceMs: now, entry: memory.get(i.key)?.entry, saved })
        return Promise.resolve(saved)
      }
      case 'hang':
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(GIVEN_UP), { once: true }))
    }
  }

  /** Seconds that the caller should still have waited. */
  const tooSoonBy = (key: string, now: number): number => {
    if (minIntervalSeconds === undefined) return 0
    const left = minIntervalSeconds - (now - (lastCallMs.get(key) ?? -Infinity)) / 1_000
    if (left <= 0) lastCallMs.set(key, now)
    return left
  }

  return {
    calls,
    script: (...behaviors) => {
      scripted.push(...behaviors)
    },
    recall: (payment) => {
      remember(book.take(payment, 'paid', nowMs()))
    },
    submit: (i, signal) => () => {
      calls.push(i)
      if (signal?.aborted === true) return Promise.resolve(GIVEN_UP)
      const now = nowMs()
      const retryAfterSeconds = tooSoonBy(i.key, now)
      if (retryAfterSeconds > 0) return Promise.resolve(silent('too soon after the last call', { retryAfterSeconds }))
      const before = memory.get(i.key)
      const isRemembered = before !== undefined && now - before.sinceMs < (keyWindowSeconds ?? Infinity) * 1_000
      return isRemembered ? Promise.resolve(repeated(before, i)) : perform(scripted.shift() ?? PAY, i, now, signal)
    },
  }
}
