/** What a provider is told about a leg, and what it declares that it cannot do anyway. */
import type { RegisteredEntitlement } from '../domain/entitlement/index.js'
import { plusDays, type Instant } from '../domain/values/instant.js'
import type { ProviderCapabilities, RefundInstruction } from '../ports/payment-provider.js'
import type { LegIntent } from './pay-leg.js'

export const instructionFor = (tenant: string, intent: LegIntent, order: RegisteredEntitlement): RefundInstruction => {
  const { key, refundId, legId, epoch, orderId, tenderId, minor, currency, via } = intent
  const tender = order.tenders.find((t) => t.tenderId === tenderId)
  return {
    key,
    tenant,
    refundId,
    legId,
    epoch,
    orderId,
    tenderId,
    tenderKind: tender?.kind ?? 'unknown',
    ...(tender?.paymentRef === undefined ? {} : { paymentRef: tender.paymentRef }),
    captured: tender?.captured ?? 0,
    minor,
    currency,
    ...(via === undefined ? {} : { via }),
  }
}

/** Other refunds of this order that moved, or may be moving, money of the tender. */
const refundsOn = (order: RegisteredEntitlement, tenderId: string, refundId: string): number => {
  let count = 0
  for (const [id, hold] of order.holds) {
    const share = hold.breakdown.tenders.some((t) => t.tenderId === tenderId)
    if (id !== refundId && share && (hold.wasPaid || (hold.open.get(tenderId) ?? 0) > 0)) count += 1
  }
  return count
}

/**
 * A definite no that needs no call: the provider declares that it cannot do this. Only for a key that never went out;
 * one that did may have been paid.
 */
export const declaredLimit = (
  capabilities: ProviderCapabilities,
  order: RegisteredEntitlement,
  { attempt, epoch, tenderId, refundId, minor, via }: LegIntent,
  now: Instant,
): string | undefined => {
  if (attempt > 1 || epoch > 1 || via !== undefined) return undefined
  const captured = order.tenders.find((t) => t.tenderId === tenderId)?.captured ?? 0
  const { partialRefunds, refundableForDays, maxRefundsPerPayment } = capabilities
  if (!partialRefunds && minor < captured) return 'PARTIAL_REFUND_NOT_SUPPORTED'
  if (refundableForDays !== undefined && now > plusDays(order.orderedAt, refundableForDays)) return 'REFUND_PERIOD_OVER'
  if (maxRefundsPerPayment !== undefined && refundsOn(order, tenderId, refundId) >= maxRefundsPerPayment)
    return 'TOO_MANY_REFUNDS'
  return undefined
}
