/**
 * What a policy means for one request: the rules that matter, in the order's currency, fixed when the customer
 * submits. From here on decisions read the terms in the event, never a policy of today.
 */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole } from '../kernel/codec.js'
import { Role } from '../values/actor.js'
import { ReasonCode, RuleId } from '../values/codes.js'
import { Instant, plusDays } from '../values/instant.js'
import { Minor, type Money } from '../values/money.js'
import {
  AppealRule,
  BasisPoints,
  DutyRule,
  FeeKind,
  PolicyRef,
  Reasons,
  Remedies,
  RemedyV1,
  ReopenRule,
  RepairRule,
  ShippingRule,
  TenderStrategy,
  type PolicySet,
  type Remedy,
} from './policy-set.js'

/** A fee of the policy with its flat part in the order's currency. */
export const TermsFee = record('TermsFee', {
  ruleId: RuleId,
  kind: FeeKind,
  reasons: Reasons,
  basisPoints: BasisPoints,
  flat: Minor,
})
export type TermsFee = t.TypeOf<typeof TermsFee>

/** What the refund needs of the policy; copied into it, so that it stands by itself. */
const refundTerms = {
  approvalFreeUpTo: Minor,
  secondApprovalAbove: Minor,
  approverRoles: listOf(Role, 1, 20),
  shipping: ShippingRule,
  tenders: TenderStrategy,
  answerWithinSeconds: whole('Seconds', 1, 86_400),
}
/** As the first version of the events wrote it. */
export const RefundTermsV1 = record('RefundTerms', refundTerms)
export const RefundTerms = record('RefundTerms', refundTerms, { duty: DutyRule })
export type RefundTerms = t.TypeOf<typeof RefundTerms>

const TermsRule = record(
  'TermsRule',
  { ruleId: RuleId, verdict: oneOf('Verdict', ['approve', 'reject']) },
  { atMost: Minor, code: ReasonCode },
)

const terms = {
  policy: PolicyRef,
  window: record('TermsWindow', { ruleId: RuleId, closesAt: Instant }),
  automatic: listOf(TermsRule, 0, 200),
  reviewLimits: listOf(record('TermsReviewLimit', { role: Role, atMost: Minor }), 0, 20),
  fees: listOf(TermsFee, 0, 50),
  shipWithinDays: whole('ShipDays', 1, 365),
}
/** As the first version of the events wrote it. */
export const TermsV1 = record('Terms', { ...terms, remedies: listOf(RemedyV1, 1, 2), refund: RefundTermsV1 })
export const Terms = record(
  'Terms',
  { ...terms, remedies: Remedies, refund: RefundTerms },
  { appeals: AppealRule, reopening: ReopenRule, repairs: RepairRule },
)
export type Terms = t.TypeOf<typeof Terms>

const inCurrency = (amounts: ReadonlyArray<Money> | undefined, currency: string): number | undefined =>
  amounts?.find((m) => m.currency === currency)?.minor

export interface OrderForTerms {
  readonly currency: string
  readonly orderedAt: Instant
  readonly deliveredAt?: Instant
}

export interface RequestForTerms {
  readonly remedy: Remedy
  readonly reasons: ReadonlyArray<string>
}

/** Reads a policy for one request on one order. Pure: the same inputs give the same terms for ever. */
export const termsFor = (policy: PolicySet, ref: PolicyRef, order: OrderForTerms, request: RequestForTerms): Terms => {
  const { currency } = order
  const matches = (rule: { readonly reasons?: ReadonlyArray<string>; readonly remedies?: ReadonlyArray<Remedy> }) =>
    (rule.reasons === undefined || request.reasons.every((r) => rule.reasons!.includes(r))) &&
    (rule.remedies === undefined || rule.remedies.includes(request.remedy))
  return {
    policy: ref,
    window: {
      ruleId: policy.window.ruleId,
      closesAt: plusDays(order.deliveredAt ?? order.orderedAt, policy.window.days),
    },
    remedies: policy.remedies,
    automatic: policy.automatic.filter(matches).flatMap((rule) => {
      const atMost = inCurrency(rule.atMost, currency)
      // No limit in this currency: such a rule may still say no, but it may not give money away.
      if (rule.verdict === 'approve' && atMost === undefined) return []
      return [
        {
          ruleId: rule.ruleId,
          verdict: rule.verdict,
          ...(atMost === undefined ? {} : { atMost }),
          ...(rule.code === undefined ? {} : { code: rule.code }),
        },
      ]
    }),
    reviewLimits: policy.reviewLimits.map(({ role, atMost }) => ({ role, atMost: inCurrency(atMost, currency) ?? 0 })),
    fees: policy.refunds.fees.map(({ flat, ...fee }) => ({ ...fee, flat: inCurrency(flat, currency) ?? 0 })),
    refund: {
      approvalFreeUpTo: inCurrency(policy.refunds.approvalFreeUpTo, currency) ?? 0,
      secondApprovalAbove: inCurrency(policy.refunds.secondApprovalAbove, currency) ?? 0,
      approverRoles: policy.refunds.approverRoles,
      shipping: policy.refunds.shipping,
      tenders: policy.refunds.tenders,
      answerWithinSeconds: policy.refunds.answerWithinSeconds,
      ...(policy.refunds.duty === undefined ? {} : { duty: policy.refunds.duty }),
    },
    shipWithinDays: policy.returns.shipWithinDays,
    ...(policy.appeals === undefined ? {} : { appeals: policy.appeals }),
    ...(policy.reopening === undefined ? {} : { reopening: policy.reopening }),
    ...(policy.repairs === undefined ? {} : { repairs: policy.repairs }),
  }
}
