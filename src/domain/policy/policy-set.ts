/**
 * The shop's rules as data: one published version, decoded at one border, named with its hash by every decision.
 * The version in force when an order was placed is frozen on that order.
 *
 * Amounts are listed per currency; a currency that is not listed has no automatic approval and no free limit, so a
 * forgotten one costs work, never money. Next: `terms.ts`.
 */
import type * as t from 'io-ts'
import { listOf, oneOf, record, text, whole, yesOrNo } from '../kernel/codec.js'
import { Role } from '../values/actor.js'
import { ReasonCode, RuleId } from '../values/codes.js'
import { Instant } from '../values/instant.js'
import { Money } from '../values/money.js'

const FIRST_REMEDIES = ['return_refund', 'refund_only'] as const
/** As the first version of the events wrote it. */
export const RemedyV1 = oneOf('Remedy', FIRST_REMEDIES)
export const Remedy = oneOf('Remedy', [...FIRST_REMEDIES, 'exchange', 'reship', 'repair'])
export type Remedy = t.TypeOf<typeof Remedy>
export const Remedies = listOf(Remedy, 1, 5)

/** One entry of the problem taxonomy: what a customer may say is wrong. */
export const Reason = record(
  'Reason',
  { code: ReasonCode, en: text('Label', 1, 200), zh: text('Label', 1, 200) },
  /** The code alone does not tell enough; the customer must write a note. */
  { noteRequired: yesOrNo },
)
export type Reason = t.TypeOf<typeof Reason>

const PerCurrency = listOf(Money, 0, 50)
export const Reasons = listOf(ReasonCode, 1, 200)

/** Approves or rejects without a person when the request matches; the first matching rule decides. */
export const AutomaticRule = record(
  'AutomaticRule',
  { ruleId: RuleId, verdict: oneOf('Verdict', ['approve', 'reject']) },
  {
    reasons: Reasons,
    remedies: Remedies,
    /** Only up to this value of the goods claimed. An approving rule without it approves nothing. */
    atMost: PerCurrency,
    /** Why, for a rejecting rule. */
    code: ReasonCode,
  },
)
export type AutomaticRule = t.TypeOf<typeof AutomaticRule>

export const FeeKind = oneOf('FeeKind', ['restocking', 'return_label'])
export const BasisPoints = whole('BasisPoints', 0, 10_000)

export const Fee = record(
  'Fee',
  {
    ruleId: RuleId,
    kind: FeeKind,
    reasons: Reasons,
    /** Of the goods refunded, in hundredths of a percent. */
    basisPoints: BasisPoints,
  },
  /** A flat amount per refund, on top. */
  { flat: PerCurrency },
)
export type Fee = t.TypeOf<typeof Fee>

export const TenderStrategy = oneOf('TenderStrategy', [
  'original_ratio',
  'first_first',
  'last_first',
  'cash_first',
  'non_cash_first',
])
export type TenderStrategy = t.TypeOf<typeof TenderStrategy>

export const ShippingRule = oneOf('ShippingRule', ['none', 'proportional', 'when_all_returned'])
export type ShippingRule = t.TypeOf<typeof ShippingRule>

/** When duty goes back to the customer: with the goods, or once customs have paid it back to the shop. */
export const DutyRule = oneOf('DutyRule', ['with_goods', 'when_recovered'])
export type DutyRule = t.TypeOf<typeof DutyRule>

const Days = whole('Days', 0, 3_650)
/** How long after a decision a customer may ask for another pair of eyes, and how often in one case. */
export const AppealRule = record('AppealRule', { withinDays: Days, most: whole('Appeals', 1, 20) })
/** How long after its end staff may open a case again. */
export const ReopenRule = record('ReopenRule', { withinDays: Days })
/** After this many repairs that did not last, or this many days in the workshop, repair alone is not offered any more. */
export const RepairRule = record('RepairRule', { most: whole('Repairs', 1, 20), mostDays: Days })

export const PolicySet = record(
  'PolicySet',
  {
    policyId: text('PolicyId', 1, 64),
    version: whole('PolicyVersion', 1, 1_000_000),
    effectiveFrom: Instant,
    /** How long a customer may ask. Counted from delivery, or from the order while no delivery is known. */
    window: record('Window', { ruleId: RuleId, days: whole('WindowDays', 0, 3_650) }),
    reasons: listOf(Reason, 1, 500),
    remedies: Remedies,
    automatic: listOf(AutomaticRule, 0, 200),
    /** How much a reviewer may approve, by role. */
    reviewLimits: listOf(record('ReviewLimit', { role: Role, atMost: PerCurrency }), 0, 20),
    refunds: record(
      'RefundRules',
      {
        /** Paid without further approval up to this. */
        approvalFreeUpTo: PerCurrency,
        /** Above this a second person must approve, too. */
        secondApprovalAbove: PerCurrency,
        approverRoles: listOf(Role, 1, 20),
        shipping: ShippingRule,
        tenders: TenderStrategy,
        fees: listOf(Fee, 0, 50),
        /** How long a provider may be silent before the outcome of a call counts as unknown. */
        answerWithinSeconds: whole('Seconds', 1, 86_400),
      },
      /** Without it duty goes back with the goods. */
      { duty: DutyRule },
    ),
    returns: record('ReturnRules', { shipWithinDays: whole('ShipDays', 1, 365) }),
  },
  /** What is left out is not offered: no appeal, no reopening; and repairs without end. */
  { appeals: AppealRule, reopening: ReopenRule, repairs: RepairRule },
)
export type PolicySet = t.TypeOf<typeof PolicySet>

/** Which policy decided: its name, version and SHA-256 over its canonical JSON. */
export const PolicyRef = record('PolicyRef', {
  policyId: text('PolicyId', 1, 64),
  version: whole('PolicyVersion', 1, 1_000_000),
  hash: text('PolicyHash', 43, 43),
})
export type PolicyRef = t.TypeOf<typeof PolicyRef>
