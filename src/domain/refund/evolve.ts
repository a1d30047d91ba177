/** What each event of a refund changes. While legs are out, the status follows from theirs. */
import { NO_ENTRIES, NO_ITEMS } from '../kernel/empty.js'
import type { RefundTerms } from '../policy/terms.js'
import type { RefundEvent } from './events.js'
import { allPaid, isLive, planned, type LegState } from './leg-state.js'
import { reinstated, withdrawn, withReceivable, withVerdict } from './owed-state.js'
import { legOf, type ProposedRefund, type RefundState, type RefundStatus } from './state.js'

const executionStatus = (legs: ReadonlyArray<LegState>): RefundStatus => {
  const live = legs.filter(isLive)
  if (live.some((leg) => leg.status === 'needs_attention')) return 'needs_attention'
  if (allPaid(legs) || live.some((leg) => leg.status !== 'failed' && leg.status !== 'succeeded')) return 'executing'
  return live.some((leg) => leg.status === 'succeeded') ? 'partially_succeeded' : 'failed'
}

const withLeg = (s: ProposedRefund, legId: string, change: (leg: LegState) => LegState): ProposedRefund => {
  // What two persons agreed on was about the leg as it was.
  const legs = s.legs.map((leg) => (leg.legId === legId ? change({ ...leg, proposedStep: undefined }) : leg))
  return { ...s, legs, status: executionStatus(legs) }
}

type Proposal = Pick<ProposedRefund, 'refundId' | 'requestId' | 'orderId' | 'terms' | 'involved' | 'lines'>

const proposed = ({ refundId, requestId, orderId, terms, involved, lines }: Proposal): ProposedRefund => ({
  status: 'proposed',
  refundId,
  requestId,
  orderId,
  terms,
  involved,
  lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
  breakdown: undefined,
  approvalsNeeded: 0,
  approvals: [],
  legs: [],
  round: 1,
  abandonedFor: undefined,
  withdrawals: NO_ITEMS,
  withdrawn: NO_ENTRIES,
  reinstated: NO_ITEMS,
  receivables: NO_ENTRIES,
  contests: NO_ENTRIES,
})

const NO_TERMS: RefundTerms = {
  approvalFreeUpTo: 0,
  secondApprovalAbove: 0,
  approverRoles: [],
  shipping: 'none',
  tenders: 'original_ratio',
  answerWithinSeconds: 1,
}

/** The failure of a leg that two persons released. */
export const RELEASED = 'RELEASED'

const SETTLED = { checkAt: undefined, attention: undefined, failure: undefined, reversedBy: undefined }

export const evolve = (state: RefundState, event: RefundEvent): RefundState => {
  if (state.status === 'none') {
    if (event.type === 'RefundProposed') return proposed(event.data)
    // Canceled before it was proposed: nobody may approve anything of it.
    if (event.type === 'RefundCanceled')
      return { ...proposed({ ...event.data, terms: NO_TERMS, involved: [], lines: [] }), status: 'canceled' }
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
        legs: event.data.legs.map((leg) => planned(leg)),
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
      const { legId, epoch, attempt, key, submittedAt, answerDueAt } = event.data
      return withLeg(s, legId, (leg) => ({
        ...leg,
        status: 'submitted',
        epoch,
        attempt,
        attemptsOfKey: leg.key === key ? leg.attemptsOfKey + 1 : 1,
        checksOfAttempt: 0,
        key,
        firstSubmittedAt: leg.key === key ? leg.firstSubmittedAt : submittedAt,
        lastSubmittedAt: submittedAt,
        answerDueAt,
        checkAt: undefined,
        failure: undefined,
        attention: undefined,
        reversedBy: undefined,
      }))
    }
    case 'RefundLegProcessing': {
      const { legId, providerRef, checkAt } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, status: 'processing', providerRef, checkAt, attention: undefined }))
    }
    case 'RefundLegUnknown': {
      const { legId, checkAt } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, status: 'unknown', checkAt }))
    }
    case 'RefundLegCheckScheduled': {
      const { legId, check, checkAt } = event.data
      return withLeg(s, legId, (leg) => ({
        ...leg,
        status: leg.status === 'processing' ? 'processing' : 'unknown',
        checks: check,
        checksOfAttempt: leg.checksOfAttempt + 1,
        checkAt,
        attention: undefined,
      }))
    }
    case 'RefundLegNeedsAttention': {
      const { legId, why } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, status: 'needs_attention', checkAt: undefined, attention: why }))
    }
    case 'RefundLegSucceeded': {
      const { legId, providerRef } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, ...SETTLED, status: 'succeeded', providerRef }))
    }
    case 'RefundLegPaidManually': {
      const { legId, epoch, proof } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, ...SETTLED, status: 'succeeded', epoch, providerRef: proof }))
    }
    case 'RefundLegFailed': {
      const { legId, code } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, ...SETTLED, status: 'failed', failure: code }))
    }
    case 'RefundLegReleased':
      return withLeg(s, event.data.legId, (leg) => ({ ...leg, ...SETTLED, status: 'failed', failure: RELEASED }))
    case 'RefundLegReversed': {
      const { legId, epoch, code, round, by } = event.data
      const reversed = withLeg(s, legId, (leg) => ({
        ...leg,
        ...SETTLED,
        status: 'failed',
        failure: code,
        reversedBy: by,
        reversed: [...leg.reversed, epoch],
      }))
      return { ...reversed, round: round + 1 }
    }
    case 'RefundLegContradicted': {
      const { legId, epoch, said } = event.data
      return {
        ...s,
        legs: s.legs.map((leg) =>
          leg.legId === legId ? { ...leg, contradictions: [...leg.contradictions, { epoch, said }] } : leg,
        ),
      }
    }
    case 'RefundLegStepProposed': {
      const { legId, step, by } = event.data
      return withLeg(s, legId, (leg) => ({ ...leg, proposedStep: { step, by } }))
    }
    case 'RefundLegRerouted': {
      const { legId, newLegId, via } = event.data
      const old = legOf(s, legId)
      if (old === undefined) return s
      const { tenderId, minor, epoch } = old
      const legs = [...s.legs, planned({ legId: newLegId, tenderId, minor }, epoch + 1, via)]
      return withLeg({ ...s, legs }, legId, (leg) => ({ ...leg, status: 'rerouted' }))
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
    case 'RefundBasisWithdrawn':
      return withdrawn(s, event.data)
    case 'RefundBasisReinstated':
      return reinstated(s, event.data)
    case 'ReceivableDue':
    case 'ReceivablePaid':
    case 'ReceivableSettled':
    case 'ReceivableCanceled':
    case 'ReceivableWriteOffProposed':
    case 'ReceivableWrittenOff':
      return withReceivable(s, event)
    case 'DeductionContested': {
      const { contestId, index, deduction, by } = event.data
      const contest = { contestId, index, minor: deduction.minor, by, end: undefined }
      return { ...s, contests: new Map(s.contests).set(contestId, contest) }
    }
    case 'DeductionUpheld':
      return withVerdict(s, event.data.contestId, 'upheld')
    case 'DeductionWaived':
      return withVerdict(s, event.data.contestId, 'waived')
    case 'RefundAbandoned':
      return {
        ...s,
        status: 'abandoned',
        abandonedFor: event.data.code,
        legs: s.legs.map((leg) =>
          leg.status === 'failed' ? { ...leg, status: 'abandoned', proposedStep: undefined } : leg,
        ),
      }
  }
}
