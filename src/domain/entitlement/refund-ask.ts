/** What a refund is computed from: units with their reasons, and the rules of the policy that apply to them. */
import type { DutyRule, ShippingRule, TenderStrategy } from '../policy/policy-set.js'
import type { TermsFee } from '../policy/terms.js'
import type { Deduction } from '../values/breakdown.js'

export interface RefundAsk {
  readonly lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number; readonly reason: string }>
  readonly deductions: ReadonlyArray<Deduction>
  readonly fees: ReadonlyArray<TermsFee>
  readonly shipping: ShippingRule
  readonly tenders: TenderStrategy
  readonly duty?: DutyRule | undefined
}
