/** What happens to the coupon of `compensation.ts`: every event there is. */
import * as compensation from '../../domain/compensation/index.js'
import { delay } from './allowance.js'
import { agent, at, customer, eventBuilder, noon, supervisor } from './build.js'
import {
  budgetExhausted,
  compensationId,
  compensationTerms,
  coupon,
  expiresAt,
  ids,
  key,
  lossLine,
  ofOrder,
  paid,
} from './compensation.js'

const ended = { ...ids, allowances: [ofOrder] }
export const compensationProposed = eventBuilder(compensation.CompensationProposed, {
  ...{ ...ids, customerId: customer.id, currency: 'GBP', orderPaid: 10_000, demanded: false },
  proposedBy: { kind: agent.kind, id: agent.id, roles: ['agent'] },
  losses: [lossLine()],
  shares: [delay(3_000)],
  paid: paid.slice(0, 1),
  benefit: coupon,
  terms: compensationTerms(),
})
export const allowanceHeld = eventBuilder(compensation.CompensationAllowanceHeld, {
  ...{ compensationId, currency: 'GBP', allowance: ofOrder, minor: 3_000, total: 3_000 },
  shares: [delay(3_000)],
})
export const compensationRefused = eventBuilder(compensation.CompensationRefused, {
  ...ended,
  refusal: budgetExhausted,
})
export const byAmount = { why: 'amount', roles: ['supervisor'] } as const
export const compensationApprovalRequested = eventBuilder(compensation.CompensationApprovalRequested, {
  needs: [byAmount],
})
export const compensationApprovalGiven = eventBuilder(compensation.CompensationApprovalGiven, {
  approver: supervisor.id,
  meets: [byAmount],
})
export const compensationApproved = eventBuilder(compensation.CompensationApproved, {
  compensationId,
  by: { _tag: 'Authority', actorId: agent.id, role: 'agent' },
  minor: 3_000,
  currency: 'GBP',
  consent: false,
})
export const compensationRejected = eventBuilder(compensation.CompensationRejected, { ...ended, code: 'NOT_OUR_FAULT' })
export const compensationCanceled = eventBuilder(compensation.CompensationCanceled, { ...ended, reason: 'mistake' })
export const compensationOffered = eventBuilder(compensation.CompensationOffered, { compensationId, expiresAt })
export const compensationAccepted = eventBuilder(compensation.CompensationAccepted, { compensationId })
export const compensationDeclined = eventBuilder(compensation.CompensationDeclined, ended)
export const compensationLapsed = eventBuilder(compensation.CompensationLapsed, ended)

const order = {
  ...{ ...ids, customerId: customer.id, key, benefit: coupon, minor: 3_000, currency: 'GBP', attempt: 1 },
  submittedAt: noon,
  answerDueAt: at('2026-03-02T12:01:00.000Z'),
}
const ofAttempt = { compensationId, attempt: 1 }
export const benefitSubmitted = eventBuilder(compensation.BenefitSubmitted, order)
export const benefitProcessing = eventBuilder(compensation.BenefitProcessing, {
  ...ofAttempt,
  checkAt: at('2026-03-02T12:01:00.000Z'),
})
export const benefitUnknown = eventBuilder(compensation.BenefitUnknown, { ...ofAttempt, checkAt: noon })
export const benefitCheckScheduled = eventBuilder(compensation.BenefitCheckScheduled, {
  ...{ ...ofAttempt, check: 1 },
  checkAt: at('2026-03-02T12:01:00.000Z'),
})
export const benefitNeedsAttention = eventBuilder(compensation.BenefitNeedsAttention, {
  ...ofAttempt,
  why: 'no_answer',
})
export const compensationIssued = eventBuilder(compensation.CompensationIssued, {
  ...ended,
  benefit: coupon,
  minor: 3_000,
  currency: 'GBP',
  externalRef: 'cp-1',
})
export const compensationIssueFailed = eventBuilder(compensation.CompensationIssueFailed, {
  ...ofAttempt,
  code: 'out_of_coupons',
})
export const benefitRedeemed = eventBuilder(compensation.BenefitRedeemed, ids)
export const benefitExpired = eventBuilder(compensation.BenefitExpired, ended)
export const revocationSubmitted = eventBuilder(compensation.RevocationSubmitted, {
  ...{ ...order, attempt: 2 },
  reason: 'sent_twice',
  clawBack: false,
})
export const revocationFailed = eventBuilder(compensation.RevocationFailed, {
  compensationId,
  attempt: 2,
  code: 'not_revocable',
})
export const compensationRevoked = eventBuilder(compensation.CompensationRevoked, { ...ended, reason: 'sent_twice' })
export const clawbackDue = eventBuilder(compensation.ClawbackDue, {
  compensationId,
  minor: 3_000,
  currency: 'GBP',
  reason: 'sent_twice',
})
export const clawbackRecovered = eventBuilder(compensation.ClawbackRecovered, {
  compensationId,
  minor: 1_000,
  reference: 'cash-3',
})
export const costAllocated = eventBuilder(compensation.CostAllocated, {
  compensationId,
  currency: 'GBP',
  shares: [
    { party: 'carrier', basisPoints: 7_000, minor: 2_100 },
    { party: 'merchant', basisPoints: 3_000, minor: 900 },
  ],
})
export const recoveryClaimed = eventBuilder(compensation.RecoveryClaimed, {
  compensationId,
  party: 'carrier',
  minor: 2_100,
  reference: 'claim-7',
})
export const recovered = eventBuilder(compensation.Recovered, {
  compensationId,
  party: 'carrier',
  minor: 2_000,
  reference: 'transfer-9',
})
export const recoveryWrittenOff = eventBuilder(compensation.RecoveryWrittenOff, {
  compensationId,
  party: 'carrier',
  minor: 100,
  reason: 'too_old',
})
export const benefitReturned = eventBuilder(compensation.BenefitReturned, {
  ...{ ...ids, attempt: 1, minor: 3_000, currency: 'GBP' },
  code: 'account_closed',
  reference: 'return-1',
})
export const recoveryWriteOffProposed = eventBuilder(compensation.RecoveryWriteOffProposed, {
  ...{ compensationId, party: 'carrier', reason: 'too_old' },
  by: agent.id,
})
export const recoverySurplusFound = eventBuilder(compensation.RecoverySurplusFound, {
  ...{ compensationId, party: 'carrier', minor: 2_000, currency: 'GBP' },
  total: 2_000,
})
export const recoverySurplusRepaid = eventBuilder(compensation.RecoverySurplusRepaid, {
  ...{ compensationId, party: 'carrier', minor: 2_000 },
  reference: 'back-5',
})
