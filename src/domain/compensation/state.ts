/** A compensation as its events tell it. `lifecycle.ts` lists which status follows which. */
import type { AllowanceRef } from '../values/allowance.js'
import type { Benefit } from '../values/benefit.js'
import type { Instant } from '../values/instant.js'
import type { LossShare } from '../values/loss.js'
import type { BenefitAttention } from './benefit-events.js'
import type { ApprovalNeed, CompensationRefusal } from './events.js'
import type { Debtor } from './recovery-events.js'
import type { CompensationTerms } from './terms.js'

export type CompensationStatus =
  | 'reserving'
  | 'refused'
  | 'pending_approval'
  | 'approved'
  | 'rejected'
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'lapsed'
  | 'issuing'
  | 'failed'
  | 'needs_attention'
  | 'issued'
  | 'revoking'
  | 'revoked'
  | 'redeemed'
  | 'expired'
  | 'canceled'

/** What the issuer was asked last, and how that stands. */
export interface BenefitCall {
  readonly action: 'issue' | 'revoke'
  readonly key: string
  readonly attempt: number
  readonly phase: 'submitted' | 'processing' | 'unknown' | 'attention' | 'settled'
  /** How often the issuer was asked about this attempt. */
  readonly checks: number
  readonly checkAt: Instant | undefined
  /** When a person, or the approval, wanted it: repeating does not change that. */
  readonly since: Instant
  readonly submittedAt: Instant
  readonly answerDueAt: Instant
  readonly attention: BenefitAttention | undefined
}

export interface Debt {
  readonly party: Debtor
  /** What the party bears, of which no more is claimed. */
  readonly share: number
  readonly basisPoints: number
  readonly claimed: number
  readonly recovered: number
  readonly writtenOff: number
  /** Who says that what is open will not come; another has to agree. */
  readonly proposed: { readonly reason: string; readonly by: string } | undefined
  /** Came back beyond what was given in the end, and is to be given back to them. */
  readonly surplus: number
}

export interface ProposedCompensation {
  readonly status: CompensationStatus
  readonly compensationId: string
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly currency: string
  readonly proposedBy: { readonly id: string; readonly roles: ReadonlyArray<string> }
  readonly benefit: Benefit
  readonly terms: CompensationTerms
  /** Allowances that said yes. */
  readonly held: ReadonlyArray<AllowanceRef>
  /** What is given for each loss; before the order has answered, what was asked for. */
  readonly shares: ReadonlyArray<LossShare>
  /** What promise, goodwill and discretion gave on the order, this included. */
  readonly orderTotal: number
  readonly exceedsCap: boolean
  readonly refusal: CompensationRefusal | undefined
  readonly needs: ReadonlyArray<ApprovalNeed>
  readonly approvers: ReadonlyArray<string>
  readonly expiresAt: Instant | undefined
  readonly call: BenefitCall | undefined
  readonly externalRef: string | undefined
  /** The attempt after which cash came back; what is said of it, or of older ones, is old. */
  readonly returnedAfter: number
  /** The person on whose word alone it came back, until it goes out again. */
  readonly returnedBy: string | undefined
  readonly failure: string | undefined
  readonly revocation: { readonly reason: string; readonly clawBack: boolean } | undefined
  readonly debts: ReadonlyArray<Debt>
  /** References of claims and payments: the same one again changes nothing. */
  readonly references: ReadonlySet<string>
}

export type CompensationState = { readonly status: 'none' } | ProposedCompensation

export const initialCompensation: CompensationState = { status: 'none' }

export const debtOf = (s: ProposedCompensation, party: Debtor): Debt | undefined =>
  s.debts.find((debt) => debt.party === party)

/** As the same reference may stand for a claim and for its payment. */
export const referenceOf = (
  type: 'claim' | 'payment' | 'return' | 'repayment',
  party: Debtor,
  reference: string,
): string => `${type} ${party} ${reference}`
