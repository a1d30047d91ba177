/** What each event of a compensation changes. */
import { NO_ITEMS } from '../kernel/empty.js'
import type { Debtor } from './recovery-events.js'
import type { CompensationEvent } from './events.js'
import {
  referenceOf,
  type BenefitCall,
  type CompensationState,
  type CompensationStatus,
  type Debt,
  type ProposedCompensation,
} from './state.js'

type Proposed = Extract<CompensationEvent, { readonly type: 'CompensationProposed' }>['data']
type Submitted = Extract<CompensationEvent, { readonly type: 'BenefitSubmitted' }>['data']

const proposed = (data: Proposed): ProposedCompensation => {
  const { compensationId, requestId, orderId, customerId, currency, proposedBy, benefit, terms, shares } = data
  return {
    ...{ compensationId, requestId, orderId, customerId, currency, proposedBy, benefit, terms, shares },
    status: 'reserving',
    held: [],
    orderTotal: 0,
    exceedsCap: false,
    refusal: undefined,
    needs: [],
    approvers: [],
    expiresAt: undefined,
    call: undefined,
    externalRef: undefined,
    returnedAfter: 0,
    returnedBy: undefined,
    failure: undefined,
    revocation: undefined,
    debts: [],
    references: NO_ITEMS,
  }
}

const submitted = (s: ProposedCompensation, action: BenefitCall['action'], data: Submitted): BenefitCall => {
  const { key, attempt, submittedAt, answerDueAt } = data
  const { call } = s
  // Told again because nobody answered: it is still the same wish.
  const isRepeated = call?.phase === 'unknown'
  return {
    ...{ action, key, attempt, submittedAt, answerDueAt },
    phase: 'submitted',
    checks: 0,
    checkAt: undefined,
    since: isRepeated ? call.since : submittedAt,
    attention: undefined,
  }
}

const withCall = (
  s: ProposedCompensation,
  change: Partial<BenefitCall>,
  status: CompensationStatus = s.call?.action === 'revoke' ? 'revoking' : 'issuing',
): ProposedCompensation => (s.call === undefined ? s : { ...s, status, call: { ...s.call, ...change } })

const SETTLED = { phase: 'settled', checkAt: undefined, attention: undefined } as const

const NEW_DEBT = { share: 0, basisPoints: 0, claimed: 0, recovered: 0, writtenOff: 0, proposed: undefined, surplus: 0 }

/** The party's debt changed; a party that is new has one from now on. */
const withDebt = (
  s: ProposedCompensation,
  party: Debtor,
  change: (debt: Debt) => Partial<Debt>,
): ProposedCompensation => {
  const debt = s.debts.find((one) => one.party === party) ?? { party, ...NEW_DEBT }
  return { ...s, debts: [...s.debts.filter((one) => one.party !== party), { ...debt, ...change(debt) }] }
}

const withReference = (s: ProposedCompensation, reference: string): ProposedCompensation => ({
  ...s,
  references: new Set(s.references).add(reference),
})

export const evolve = (state: CompensationState, event: CompensationEvent): CompensationState => {
  if (state.status === 'none') return event.type === 'CompensationProposed' ? proposed(event.data) : state
  const s = state
  switch (event.type) {
    case 'CompensationProposed':
      return s
    case 'CompensationAllowanceHeld': {
      const { allowance, total, shares, exceedsCap = s.exceedsCap } = event.data
      const held = [...s.held, allowance]
      return allowance.scope === 'order'
        ? { ...s, held, exceedsCap, orderTotal: total, shares: shares ?? s.shares }
        : { ...s, held }
    }
    case 'CompensationRefused':
      return { ...s, status: 'refused', refusal: event.data.refusal }
    case 'CompensationApprovalRequested':
      return { ...s, status: 'pending_approval', needs: event.data.needs }
    case 'CompensationApprovalGiven': {
      const { approver, meets } = event.data
      const met = new Set(meets.map(({ why }) => why))
      return { ...s, approvers: [...s.approvers, approver], needs: s.needs.filter(({ why }) => !met.has(why)) }
    }
    case 'CompensationApproved':
      return { ...s, status: 'approved' }
    case 'CompensationRejected':
      return { ...s, status: 'rejected' }
    case 'CompensationCanceled':
      return { ...s, status: 'canceled' }
    case 'CompensationOffered':
      return { ...s, status: 'offered', expiresAt: event.data.expiresAt }
    case 'CompensationAccepted':
      return { ...s, status: 'accepted' }
    case 'CompensationDeclined':
      return { ...s, status: 'declined' }
    case 'CompensationLapsed':
      return { ...s, status: 'lapsed' }
    case 'BenefitSubmitted':
      return {
        ...s,
        status: 'issuing',
        failure: undefined,
        returnedBy: undefined,
        call: submitted(s, 'issue', event.data),
      }
    case 'RevocationSubmitted': {
      const { reason, clawBack } = event.data
      const call = submitted(s, 'revoke', event.data)
      return { ...s, status: 'revoking', failure: undefined, revocation: { reason, clawBack }, call }
    }
    case 'BenefitProcessing':
      return withCall(s, { phase: 'processing', checkAt: event.data.checkAt, attention: undefined })
    case 'BenefitUnknown':
      return withCall(s, { phase: 'unknown', checkAt: event.data.checkAt })
    case 'BenefitCheckScheduled':
      return withCall(s, { checks: event.data.check, checkAt: event.data.checkAt })
    case 'BenefitNeedsAttention':
      return withCall(s, { phase: 'attention', checkAt: undefined, attention: event.data.why }, 'needs_attention')
    case 'CompensationIssued':
      return { ...withCall(s, SETTLED), status: 'issued', failure: undefined, externalRef: event.data.externalRef }
    case 'CompensationIssueFailed':
      return { ...withCall(s, SETTLED), status: 'failed', failure: event.data.code }
    case 'RevocationFailed':
      // Back to where it stood: nothing is there that could not be taken back, or it is still there.
      return {
        ...withCall(s, SETTLED),
        status: s.externalRef === undefined ? 'failed' : 'issued',
        failure: event.data.code,
      }
    case 'CompensationRevoked':
      return { ...withCall(s, SETTLED), status: 'revoked' }
    case 'BenefitRedeemed':
      return { ...withCall(s, SETTLED), status: 'redeemed' }
    case 'BenefitReturned': {
      const { attempt, code, reference, by } = event.data
      const back = {
        ...{ ...s, status: 'failed' as const, failure: code, externalRef: undefined },
        ...{ returnedAfter: attempt, returnedBy: by },
        // Whatever was asked last: it is paid again now, or taken back.
        call: s.call === undefined ? undefined : { ...s.call, action: 'issue' as const },
      }
      // Whoever has nothing owes nothing.
      const debts = s.debts.map((debt) =>
        debt.party === 'customer' ? { ...debt, share: 0, claimed: debt.recovered + debt.writtenOff } : debt,
      )
      return withReference({ ...back, debts }, referenceOf('return', 'customer', reference))
    }
    case 'BenefitExpired':
      return { ...s, status: 'expired' }
    case 'ClawbackDue': {
      const { minor } = event.data
      return withDebt(s, 'customer', (debt) => ({ share: minor, claimed: debt.claimed + minor }))
    }
    case 'CostAllocated': {
      const debts = event.data.shares.map(({ party, basisPoints, minor }) => ({
        ...{ ...NEW_DEBT, party, basisPoints },
        share: minor,
      }))
      return { ...s, debts: [...s.debts.filter(({ party }) => party === 'customer'), ...debts] }
    }
    case 'RecoveryClaimed': {
      const { party, minor, reference } = event.data
      const claimed = withDebt(s, party, (debt) => ({ claimed: debt.claimed + minor }))
      return withReference(claimed, referenceOf('claim', party, reference))
    }
    case 'Recovered': {
      const { party, minor, reference } = event.data
      const recovered = withDebt(s, party, (debt) => ({ recovered: debt.recovered + minor }))
      return withReference(recovered, referenceOf('payment', party, reference))
    }
    case 'ClawbackRecovered': {
      const { minor, reference } = event.data
      const recovered = withDebt(s, 'customer', (debt) => ({ recovered: debt.recovered + minor }))
      return withReference(recovered, referenceOf('payment', 'customer', reference))
    }
    case 'RecoveryWriteOffProposed': {
      const { party, reason, by } = event.data
      return withDebt(s, party, () => ({ proposed: { reason, by } }))
    }
    case 'RecoveryWrittenOff': {
      const { party, minor } = event.data
      return withDebt(s, party, (debt) => ({ writtenOff: debt.writtenOff + minor, proposed: undefined }))
    }
    case 'RecoverySurplusFound': {
      const { party, minor } = event.data
      // It may be claimed again, should the customer get it after all.
      return withDebt(s, party, (debt) => ({
        claimed: debt.claimed - minor,
        recovered: debt.recovered - minor,
        surplus: debt.surplus + minor,
      }))
    }
    case 'RecoverySurplusRepaid': {
      const { party, minor, reference } = event.data
      const repaid = withDebt(s, party, (debt) => ({ surplus: debt.surplus - minor }))
      return withReference(repaid, referenceOf('repayment', party, reference))
    }
  }
}
