/** What an agent must know of one request of a customer, and what becomes of it with each decision. */
import type { Remedy } from '../../domain/policy/policy-set.js'
import type { Channel } from '../../domain/values/actor.js'
import type { BenefitForm } from '../../domain/values/benefit.js'
import type { Instant } from '../../domain/values/instant.js'
import type { LineUnits } from '../../domain/values/units.js'

/** Of all looks at it together. `partly_approved`: of what was asked for, something was granted and something not. */
export type CaseOutcome = 'undecided' | 'approved' | 'partly_approved' | 'rejected' | 'canceled' | 'expired' | 'merged'

/** `dropped`: taken back, not answered in time, or the order had no units left: what was decided before stands. */
export interface AppealOfHistory {
  readonly filedAt: Instant
  readonly end: 'open' | 'granted' | 'partly_granted' | 'rejected' | 'dropped'
}

/** `given`: they have it. `expired` and `taken_back`: they have not, and used nothing of it. */
export interface GivenBenefit {
  readonly compensationId: string
  readonly form: BenefitForm
  readonly minor: number
  readonly currency: string
  readonly state: 'given' | 'used' | 'came_back' | 'expired' | 'taken_back'
}

export interface PlatformCaseOfHistory {
  readonly caseId: string
  readonly platform: string
  readonly openedAt: Instant
  readonly end: 'open' | 'for_customer' | 'for_shop' | 'withdrawn'
}

export interface CaseHistory {
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  /** Over which the customer came: that of the opening, whoever typed it, and each on which they said something. */
  readonly channels: ReadonlyArray<Channel>
  /** When the customer said or did something last. */
  readonly lastContactAt: Instant
  /** In the shop's own codes, each once. */
  readonly reasons: ReadonlyArray<string>
  /** What the customer asked for, and what was done, each once, in the order in which it was begun. */
  readonly remedy: Remedy
  readonly granted: ReadonlyArray<Remedy>
  readonly outcome: CaseOutcome
  /** Units that were asked for and not granted. */
  readonly declined: ReadonlyArray<LineUnits>
  readonly appeals: ReadonlyArray<AppealOfHistory>
  readonly platformCases: ReadonlyArray<PlatformCaseOfHistory>
  /** That of the order, once the request was submitted. */
  readonly currency?: string
  /** What was paid of each refund that has ended, in minor units, and all of it; what came back to the shop is none. */
  readonly refunds: ReadonlyArray<{ readonly refundId: string; readonly minor: number }>
  readonly refunded: number
  readonly benefits: ReadonlyArray<GivenBenefit>
  /** From 1 to 5; more than one where a ruling followed the first. */
  readonly surveys: ReadonlyArray<{ readonly at: Instant; readonly score: number }>
  readonly openedAt: Instant
  /** The last time that it was: a case that is looked at again is submitted, decided and resolved again. */
  readonly submittedAt?: Instant
  readonly decidedAt?: Instant
  readonly resolvedAt?: Instant
  readonly closedAt?: Instant
  /** Each time that it was looked at again: by staff, or because nobody went on with what it was merged into. */
  readonly reopenedAt: ReadonlyArray<Instant>
  /** The same wish, asked for twice: the other request has its history. */
  readonly mergedInto?: string
}

/** `underReview`: units that a decision will be about; not for people. */
export interface HistoryRow extends CaseHistory {
  readonly underReview?: ReadonlyArray<LineUnits>
}
