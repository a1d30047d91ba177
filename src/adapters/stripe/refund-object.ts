/** A refund as Stripe describes it, checked like any other input, and what it means for the leg that asked for it. */
import type { ProviderAnswer } from '../../ports/payment-provider.js'
import { minorOf } from './amounts.js'

/** Under this name our key stands in the metadata of a refund: by it a refund is found and a webhook understood. */
export const KEY_IN_METADATA = 'after_sales_key'

export interface StripeRefund {
  readonly id: string
  readonly minor: number
  readonly currency: string
  readonly status: string
  /** Our key, where the refund was made by us. */
  readonly key: string | undefined
  readonly failureReason: string | undefined
  /** The money had left the shop's balance and was put back. */
  readonly cameBack: boolean
}

export const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const textOf = (u: unknown): string | undefined => (typeof u === 'string' && u !== '' ? u : undefined)

export const refundOf = (u: unknown): StripeRefund | undefined => {
  if (!isRecord(u) || u['object'] !== 'refund') return undefined
  const { id, amount, currency, status, metadata } = u
  if (typeof id !== 'string' || typeof currency !== 'string' || typeof status !== 'string') return undefined
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount <= 0) return undefined
  const ours = currency.toUpperCase()
  const minor = minorOf(amount, ours)
  if (minor === undefined) return undefined
  return {
    ...{ id, minor, currency: ours, status },
    key: isRecord(metadata) ? textOf(metadata[KEY_IN_METADATA]) : undefined,
    failureReason: textOf(u['failure_reason']),
    cameBack: u['failure_balance_transaction'] !== undefined && u['failure_balance_transaction'] !== null,
  }
}

/** Undefined for a status that Stripe did not have when this was written: then nothing is known. */
export const answerOf = (refund: StripeRefund): ProviderAnswer | undefined => {
  const { id, minor, currency } = refund
  switch (refund.status) {
    case 'succeeded':
      return { _tag: 'Succeeded', providerRef: id, minor, currency }
    // The customer must say where the money goes, or the shop's balance must be filled up: both may still happen.
    case 'requires_action':
    case 'pending':
      return { _tag: 'Processing', providerRef: id }
    case 'canceled':
      return { _tag: 'Declined', code: 'canceled' }
    case 'failed': {
      const code = refund.failureReason ?? 'failed'
      return refund.cameBack ? { _tag: 'Reversed', providerRef: id, minor, currency, code } : { _tag: 'Declined', code }
    }
    default:
      return undefined
  }
}
