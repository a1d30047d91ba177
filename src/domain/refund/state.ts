/** A refund and its legs. While legs are out, the status follows from theirs; `lifecycle.ts` lists the steps. */
import type { RefundTerms } from '../policy/terms.js'
import type { Breakdown } from '../values/breakdown.js'
import type { LineUnits } from '../values/units.js'
import type { LegState } from './leg-state.js'
import type { Contest, Receivable } from './owed.js'

export type RefundStatus =
  | 'proposed'
  | 'reserved'
  | 'pending_approval'
  | 'approved'
  | 'executing'
  | 'needs_attention'
  | 'partially_succeeded'
  | 'failed'
  | 'succeeded'
  | 'not_due'
  | 'refused'
  | 'declined'
  | 'canceled'
  | 'abandoned'

export interface ProposedRefund {
  readonly status: RefundStatus
  readonly refundId: string
  readonly requestId: string
  readonly orderId: string
  readonly terms: RefundTerms
  readonly involved: ReadonlyArray<string>
  readonly lines: ReadonlyArray<LineUnits>
  readonly breakdown: Breakdown | undefined
  readonly approvalsNeeded: number
  readonly approvals: ReadonlyArray<{ readonly actorId: string; readonly role: string }>
  readonly legs: ReadonlyArray<LegState>
  /** One at first, one more each time that paid money came back. */
  readonly round: number
  /** Why finance gave up what was unpaid. */
  readonly abandonedFor: string | undefined
  /** Withdrawals of its basis that were heard, and the units that lost it, by line. */
  readonly withdrawals: ReadonlySet<string>
  readonly withdrawn: ReadonlyMap<string, number>
  /** Revisions after which units counted again. */
  readonly reinstated: ReadonlySet<string>
  readonly receivables: ReadonlyMap<string, Receivable>
  readonly contests: ReadonlyMap<string, Contest>
}

export type RefundState = { readonly status: 'none' } | ProposedRefund

export const initialRefund: RefundState = { status: 'none' }

export const legOf = (s: ProposedRefund, legId: string): LegState | undefined => s.legs.find((l) => l.legId === legId)
