/**
 * The adapter of the payment provider. Three rules make it safe: the key goes with every call; whatever is not a clear
 * answer is `ProviderSilent`, never a no; and nothing is repeated here, for the library repeats under the rules of its key.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { PaymentProvider, ProviderAnswer, ProviderSilent, RefundInstruction } from 'after-sales'
import { simulatedPayments } from 'after-sales/testing'
import { HABITS, WEBHOOK_SECRET } from './payment-company.js'

const TIMEOUT_MS = 10_000

const silent = (reason: string): E.Either<ProviderSilent, never> => E.left({ _tag: 'ProviderSilent', reason })

const ask = async <A>(url: string, instruction: RefundInstruction, signal?: AbortSignal) => {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(instruction),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    // The library checks what comes back: an answer that it does not understand is unknown, too.
    return response.ok ? E.right((await response.json()) as A) : silent(`it answered ${response.status}`)
  } catch {
    return silent('it cannot be reached, or the answer was lost')
  }
}

export const paymentsAt = (url: string): PaymentProvider => ({
  name: HABITS.name,
  capabilities: HABITS.capabilities,
  submit: (instruction, signal) => () => ask<ProviderAnswer>(`${url}/refunds`, instruction, signal),
  lookup: (instruction, signal) => () =>
    ask<ProviderAnswer | { readonly _tag: 'NeverSeen' }>(`${url}/refunds/find`, instruction, signal),
  // Signed and checked as in docs/webhooks.md; Stripe's adapter brings its own.
  parseWebhook: simulatedPayments({ webhookSecret: WEBHOOK_SECRET }).parseWebhook,
})
