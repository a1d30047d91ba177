/**
 * How soon a piece of work wants a person. It is told by the state alone, as whom the piece waits for is: what went wrong
 * for the customer, and who has the last word. Who the customer is, is not in it: classes of customers are a shop's policy.
 */
import type { CompensationStatus } from '../../domain/compensation/state.js'
import type { Sentence } from '../../domain/kernel/sentence.js'
import type { RefundStatus } from '../../domain/refund/state.js'
import type { PlannedRepair } from '../../domain/repair/state.js'
import type { ReplacementStatus } from '../../domain/replacement/state.js'
import { needsPerson, type OpenedRequest } from '../../domain/request/state.js'

/**
 * `urgent`: a platform decides about it or has ruled, or nobody knows whether money was paid. `high`: what was promised did
 * not come, or the customer had to come back. `normal`: everything else.
 */
export type Priority = 'urgent' | 'high' | 'normal'

/** As staff reads them: what is done first, first. */
export const PRIORITIES: Readonly<Record<Priority, Sentence>> = {
  urgent: { en: 'urgent', zh: '紧急' },
  high: { en: 'high', zh: '高' },
  normal: { en: 'normal', zh: '普通' },
}

type By<Status extends string> = Readonly<Partial<Record<Status, Priority>>>

const REFUND: By<RefundStatus> = { needs_attention: 'urgent', failed: 'high', partially_succeeded: 'high' }
const REPLACEMENT: By<ReplacementStatus> = { undelivered: 'high', out_of_stock: 'high', expired: 'high' }
const COMPENSATION: By<CompensationStatus> = { needs_attention: 'urgent', failed: 'high' }

const ofRequest = ({ platformCase, secondLook, refunds }: OpenedRequest): Priority => {
  if (platformCase?.isApplied === false) return 'urgent'
  return secondLook !== undefined || [...refunds.values()].some(needsPerson) ? 'high' : 'normal'
}

const BY_KIND = {
  request: ofRequest,
  return: (): Priority => 'normal',
  refund: ({ status }: { readonly status: RefundStatus }) => REFUND[status],
  replacement: ({ status }: { readonly status: ReplacementStatus }) => REPLACEMENT[status],
  repair: ({ isOverdue }: PlannedRepair): Priority => (isOverdue ? 'high' : 'normal'),
  compensation: ({ status }: { readonly status: CompensationStatus }) => COMPENSATION[status],
}

/** `state`: of an aggregate of that kind, as it was folded. */
export const priorityIn = (kind: keyof typeof BY_KIND, state: { readonly status: string }): Priority =>
  (state.status === 'none' ? undefined : (BY_KIND[kind] as (s: unknown) => Priority | undefined)(state)) ?? 'normal'
