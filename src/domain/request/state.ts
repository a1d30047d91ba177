/** The customer's case as its events tell it (`evolve.ts`). `lifecycle.ts` lists which status follows which. */
import type { EventOfFamily } from '../kernel/event-family.js'
import type { Remedy } from '../policy/policy-set.js'
import type { Terms } from '../policy/terms.js'
import type { Instant } from '../values/instant.js'
import type { RefundEnd } from '../values/refund-basis.js'
import type { Refusal } from '../values/refusal.js'
import { without, type LineUnits, type ValuedUnits } from '../values/units.js'
import type {
  CaseDecided,
  Consent,
  BasisReinstated,
  GoodsAccepted,
  OutEnd,
  Party,
  RefundDue,
  RequestLine,
} from './events.js'

export type RequestStatus =
  | 'draft'
  | 'reserving'
  | 'submitted'
  | 'under_review'
  | 'awaiting_evidence'
  | 'approved'
  | 'rejected'
  | 'in_progress'
  | 'switching'
  | 'canceling'
  | 'canceled'
  | 'expired'
  | 'merged'
  | 'resolved'
  | 'closed'
  | 'appealed'
  | 'reopened'
  | 'in_arbitration'
  | 'arbitrated'

export type Due = EventOfFamily<typeof RefundDue>['data']
export type Accepted = EventOfFamily<typeof GoodsAccepted>['data']
export type Ruling = EventOfFamily<typeof CaseDecided>['data']

export type CalledBack = EventOfFamily<typeof BasisReinstated>['data']['refunds'][number]['withdrawals'][number]

/** Units that were accepted after all, while refunds are asked whether they stand for them again. */
export interface Reinstating {
  readonly returnId: string
  readonly revisionId: string
  readonly inspector: string
  /** What falls due of them, as it looks now. */
  readonly lines: ReadonlyArray<LineUnits>
  readonly asked: ReadonlyArray<string>
}

export interface RefundOfRequest {
  readonly due: Due
  readonly end: RefundEnd | undefined
  /** Why the order said no to it. */
  readonly refusal: Refusal | undefined
  readonly paid: number
  /** One at first, one more each time that paid money came back. */
  readonly round: number
  /** Asked again under a new id. */
  readonly retried: boolean
  /** Units that it is not due for after all; and what has taken them from it, one by one. */
  readonly withdrawn: ReadonlyArray<LineUnits>
  readonly calledBack: ReadonlyArray<CalledBack>
  /** Somebody ended the case although it was not paid: nobody here tries again, until its money comes back. */
  readonly isByHand: boolean
  /** In which run of the remedies it fell due. */
  readonly run: number
}

/** A second look at a case that had ended: why, and what stands if nothing comes of it. */
export interface SecondLook {
  readonly why: 'appeal' | 'reopening' | 'ruling'
  readonly standing: RequestStatus
}

export interface PlatformCase {
  readonly caseId: string
  readonly before: RequestStatus
  /** Counts from 1; 0 while none was opened. */
  readonly round: number
  readonly dueAt: Instant | undefined
  /** Who was heard in which round. */
  readonly filed: ReadonlyArray<{ readonly round: number; readonly party: Party }>
  readonly evidence: ReadonlyArray<string>
  readonly ruling: Ruling | undefined
  /** It was done, or tried: what the order has no units for is not. */
  readonly isApplied: boolean
}

/** A part of what was recovered. It has no id where it was noted before parts had names: then it was the first. */
export interface RecoveredPart {
  readonly recoveryId: string | undefined
  readonly minor: number
}

/** Goods that go out instead, or are in the workshop. */
export interface GoodsElsewhere {
  readonly id: string
  readonly now: OutEnd | 'running'
  /** What the old goods are to pay for those that went out; undefined while none did. */
  readonly price: number | undefined
  /** Sent in advance: how often it was said that the old goods are not back in time. */
  readonly overdue: 0 | 1 | 2
  /** What was taken of the security, in place of old goods: in all, and each part. */
  readonly recovered: number
  readonly recoveries: ReadonlyArray<RecoveredPart>
}

export interface OpenedRequest {
  readonly status: RequestStatus
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly openedBy: string
  readonly remedy: Remedy
  readonly lines: ReadonlyArray<RequestLine>
  readonly hasNote: boolean
  readonly submission: number
  readonly submittedBy: string | undefined
  readonly terms: Terms | undefined
  readonly overridden: boolean
  /** Why the last submission went back to draft. */
  readonly refusal: Refusal | undefined
  /** The last price shown, until the draft changes. */
  readonly quote: { readonly quote: number; readonly validUntil: Instant } | undefined
  readonly quotes: number
  readonly valued: ReadonlyArray<ValuedUnits>
  readonly currency: string
  readonly approved: ReadonlyArray<LineUnits>
  readonly approvedBy: string | undefined
  /** Every person who decided about it so far: an appeal wants another one. */
  readonly decidedBy: ReadonlyArray<string>
  readonly secondLook: SecondLook | undefined
  readonly appeals: number
  readonly appealableUntil: Instant | undefined
  readonly reopenableUntil: Instant | undefined
  readonly platformCase: PlatformCase | undefined
  /** The last ruling for the customer; it binds, also when another case comes before a platform meanwhile. */
  readonly binding: Ruling | undefined
  /** The ruling that this run of the remedies follows: it binds, so what follows is not approved here again. */
  readonly ruledBy: string | undefined
  /** The ruling's money waits to hear what the goods cost that have arrived meanwhile. */
  readonly ruledUnpriced: boolean
  /** What was ruled while a run was under way, and goes beyond it. */
  readonly ruledRest: ReadonlyArray<LineUnits>
  /** Every ruling heard so far. */
  readonly rulings: ReadonlyArray<string>
  /** The order keeps units for this case. */
  readonly holdsUnits: boolean
  /** How often remedies were started. */
  readonly run: number
  readonly returnId: string | undefined
  /** Inspections that the finished return names; undefined while it is under way. */
  readonly returned: ReadonlyArray<string> | undefined
  /** What was heard of the goods: inspections, losses and waivers, by their keys. */
  readonly inspections: ReadonlyArray<string>
  /** Of returns of earlier runs: revisions that were heard, by return and key. */
  readonly judgedAnew: ReadonlyArray<string>
  readonly reinstating: ReadonlyArray<Reinstating>
  /** Accepted goods for which no money has fallen due, by the same keys. */
  readonly accepted: ReadonlyMap<string, Accepted>
  readonly refunds: ReadonlyMap<string, RefundOfRequest>
  /** What the goods accepted in this run are worth. */
  readonly credit: number
  /** The goods of this run have all come, and what goes out or is repaired knows it. */
  readonly isComplete: boolean
  readonly replacement: GoodsElsewhere | undefined
  readonly repair: GoodsElsewhere | undefined
  readonly switchTo: { readonly to: Remedy; readonly consent: Consent } | undefined
  /** How often the remedy was switched: each time goods go out under another id. */
  readonly switches: number
  /** Why the last cancellation did not happen. */
  readonly notCanceled: 'goods_in_transit' | 'refund_in_flight' | 'replacement_shipped' | undefined
  readonly cancelReason: string
  /** Until when asked-for evidence is due; undefined where none is. */
  readonly evidenceDueAt: Instant | undefined
  readonly evidence: ReadonlyArray<string>
  readonly isSurveyed: boolean
  readonly mergedInto: string | undefined
  /** Requests that turned out to be this one, and which submission of theirs was the last to be merged. */
  readonly duplicates: ReadonlyMap<string, number>
}

export type RequestState = { readonly status: 'none' } | OpenedRequest

export const revisionKey = (returnId: string, revisionId: string): string => `${returnId}\n${revisionId}`

export const initialRequest: RequestState = { status: 'none' }

const END_WELL: ReadonlySet<RefundEnd> = new Set(['succeeded', 'not_due', 'declined'])

/** Money fell due, and ended in a way that needs nobody: also what lost its reason meanwhile. */
export const hasEnded = ({ due, end, retried, isByHand, withdrawn }: RefundOfRequest): boolean =>
  end !== undefined && (retried || isByHand || END_WELL.has(end) || without(due.lines, withdrawn).length === 0)

/** It ended unpaid by itself: a person tries again, or ends the case by hand. */
export const needsPerson = (refund: RefundOfRequest): boolean => refund.end !== undefined && !hasEnded(refund)

/** What was really paid over all refunds of the request. */
export const refundedTotal = (s: OpenedRequest): number => {
  let total = 0
  for (const { paid } of s.refunds.values()) total += paid
  return total
}
