/** A small, complete policy to start from in tests and examples; give what a test is about, the rest is usual. */
import type { PolicySet } from '../domain/policy/policy-set.js'
import type { Instant } from '../domain/values/instant.js'

/** Amounts are in the given currency: up to 50.00 automatic, 200.00 for an agent, a second approval above 1,000.00. */
export const simplePolicy = (currency: string, changes: Partial<PolicySet> = {}): PolicySet => {
  const money = (minor: number) => [{ minor, currency }]
  return {
    policyId: 'simple',
    version: 1,
    effectiveFrom: '2000-01-01T00:00:00.000Z' as Instant,
    window: { ruleId: 'WINDOW-30', days: 30 },
    reasons: [
      { code: 'CM_CHANGED_MIND', en: 'changed mind', zh: '不想要了' },
      { code: 'QL_DEFECTIVE', en: 'defective', zh: '质量问题' },
      { code: 'FF_WRONG_ITEM', en: 'wrong item sent', zh: '发错货' },
      { code: 'OT_OTHER', en: 'other (note required)', zh: '其他(必填说明)', noteRequired: true },
    ],
    remedies: ['return_refund', 'refund_only'],
    automatic: [{ ruleId: 'AUTO-SMALL-RETURN', verdict: 'approve', remedies: ['return_refund'], atMost: money(5_000) }],
    reviewLimits: [
      { role: 'agent', atMost: money(20_000) },
      { role: 'lead', atMost: money(1_000_000) },
    ],
    refunds: {
      approvalFreeUpTo: money(20_000),
      secondApprovalAbove: money(100_000),
      approverRoles: ['finance'],
      shipping: 'when_all_returned',
      tenders: 'original_ratio',
      fees: [],
      answerWithinSeconds: 60,
    },
    returns: { shipWithinDays: 14 },
    appeals: { withinDays: 15, most: 2 },
    reopening: { withinDays: 90 },
    ...changes,
  }
}
