/** A refund and its legs. While legs are out, the status follows from theirs; `lifecycle.ts` lists the steps. */
import type { RefundTerms } from '../policy/terms.js'
import type { Breakdown } from '../values/breakdown.js'
import type { RefundEvent } from './events.js'

export type LegStatus = 'planned' | 'submitted' | 'processing' | 'unknown' | 'succeeded' | 'failed'

export interface LegState {
  readonly legId: string
  readonly tenderId: string
  readonly minor: number
  readonly status: LegStatus
  /** Rises only after a definite no; the key follows it. */
  readonly epoch: number
  readonly attempt: number
  readonly key: string | undefined
  readonly answerDueAt: string | undefined
  readonly providerRef: string | undefined
  readonly failure: string | undefined
}

export type RefundStatus =
  | 'proposed'
  | 'reserved'
  | 'pending_approval'
  | 'approved'
  | 'executing'
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
  readonly breakdown: Breakdown | undefined
  readonly approvalsNeeded: number
  readonly approvals: ReadonlyArray<{ readonly actorId: string; readonly role: string }>
  readonly legs: ReadonlyArray<LegState>
}

export type RefundState = { readonly status: 'none' } | ProposedRefund

export const initialRefund: RefundState = { status: 'none' }

export const isInFlight = (leg: LegState): boolean =>
  leg.status === 'submitted' || leg.status === 'processing' || leg.status === 'unknown'

const executionStatus = (legs: ReadonlyArray<LegState>): RefundStatus => {
  // When the last leg has succeeded, `RefundSucceeded` stands right behind it.
  if (legs.some((leg) => leg.status !== 'failed' && leg.status !== 'succeeded')) return 'executing'
  if (legs.every((leg) => leg.status === 'succeeded')) return 'executing'
  return legs.some((leg) => leg.status === 'succeeded') ? 'partially_succeeded' : 'failed'
}

const withLeg = (s: ProposedRefund, legId: string, change: (leg: LegState) => LegState): ProposedRefund => {
  const legs = s.legs.map((leg) => (leg.legId === legId ? change(leg) : leg))
  return { ...s, legs, status: executionStatus(legs) }
}

export const legOf = (s: ProposedRefund, legId: string): LegState | undefined => s.legs.find((l) => l.legId === legId)

export const paidTotal = (s: ProposedRefund): number =>
  s.legs.reduce((sum, leg) => (leg.status === 'succeeded' ? sum + leg.minor : sum), 0)

type Proposal = Pick<ProposedRefund, 'refundId' | 'requestId' | 'orderId' | 'terms' | 'involved'>

const proposed = ({ refundId, requestId, orderId, terms, involved }: Proposal): ProposedRefund => ({
  status: 'proposed',
  refundId,
  requestId,
  orderId,
  terms,
  involved,
  breakdown: undefined,
  approvalsNeeded: 0,
  approvals: [],
  legs: [],
})

const NO_TERMS: RefundTerms = {
  approvalFreeUpTo: 0,
  secondApprovalAbove: 0,
  approverRoles: [],
  shipping: 'none',
  tenders: 'original_ratio',
  answerWithinSeconds: 1,
}

export const evolve = (state: RefundState, event: RefundEvent): RefundState => {
  if (state.status === 'none') {
    if (event.type === 'RefundProposed') return proposed(event.data)
    // Canceled before it was proposed: nobody may approve anything of it.
    if (event.type === 'RefundCanceled')
      return { ...proposed({ ...event.data, terms: NO_TERMS, involved: [] }), status: 'canceled' }
    return state
  }
  const s = state
  switch (event.type) {
    case 'RefundProposed':
    case 'RefundCancellationRefused':
      return s
    case 'RefundReserved':
      return {
        ...s,
        status: 'reserved',
        breakdown: event.data.breakdown,
        legs: event.data.legs.map(({ legId, tenderId, minor }) => ({
          legId,
          tenderId,
          minor,
          status: 'planned',
          epoch: 1,
          attempt: 0,
          key: undefined,
          answerDueAt: undefined,
          providerRef: undefined,
          failure: undefined,
        })),
      }
    case 'RefundApprovalRequested':
      return { ...s, status: 'pending_approval', approvalsNeeded: event.data.approvals }
    case 'RefundApprovalGiven': {
      const { approver, role } = event.data
      return { ...s, approvals: [...s.approvals, { actorId: approver, role }] }
    }
    case 'RefundApproved':
      return { ...s, status: 'approved' }
    case 'RefundLegSubmitted': {
      const { legId, epoch, attempt, key, answerDueAt } = event.data
      return withLeg(s, legId, (leg) => ({
        ...leg,
        status: 'submitted',
        epoch,
        attempt,
        key,
        answerDueAt,
        failure: undefined,
      }))
    }
    case 'RefundLegProcessing': {
      const { legId, providerRef } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, status: 'processing', providerRef }))
    }
    case 'RefundLegUnknown':
      return withLeg(s, event.data.legId, (leg) => ({ ...leg, status: 'unknown' }))
    case 'RefundLegSucceeded': {
      const { legId, providerRef } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, status: 'succeeded', providerRef }))
    }
    case 'RefundLegFailed': {
      const { legId, code } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, status: 'failed', failure: code }))
    }
    case 'RefundSucceeded':
      return { ...s, status: 'succeeded' }
    case 'RefundNotDue':
      return { ...s, status: 'not_due' }
    case 'RefundRefused':
      return { ...s, status: 'refused' }
    case 'RefundDeclined':
      return { ...s, status: 'declined' }
    case 'RefundCanceled':
      return { ...s, status: 'canceled' }
    case 'RefundAbandoned':
      return { ...s, status: 'abandoned' }
  }
}
