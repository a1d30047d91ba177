/**
 * When money falls due, and for which units. Each unit earns one refund at most, on one basis; goods that are replaced
 * pay for what went out first, and only the rest is money.
 */
import type { Terms } from '../policy/terms.js'
import { withinGoods, type Deduction, type FoundDeduction } from '../values/breakdown.js'
import { refundIdOf } from '../values/ids.js'
import { MAX_MINOR, share, slice } from '../values/money.js'
import { isSameBasis, refundKey, type RefundBasis } from '../values/refund-basis.js'
import { unitsOf, without, type LineUnits, type UnitOutcome, type ValuedUnits } from '../values/units.js'
import type { RequestEvent } from './events.js'
import type { Accepted, OpenedRequest, RefundOfRequest } from './state.js'

/** Money of units that were refunded before. */
const LATER: ReadonlySet<string> = new Set(['DeductionWaived', 'DutyRecovered'])

const isFirstFor =
  (run?: number) =>
  ({ due, run: of }: RefundOfRequest): boolean =>
    due.attempt === 1 && !LATER.has(due.basis._tag) && (run === undefined || of === run)

const unitsDueIn = (s: OpenedRequest, lineId: string, run?: number): number =>
  [...s.refunds.values()]
    .filter(isFirstFor(run))
    .reduce((sum, { due, withdrawn }) => sum + unitsOf(without(due.lines, withdrawn), lineId), 0)

/** An approver said no to the money, and nothing of it was paid. */
const wasDeclined = (s: OpenedRequest, of: RefundOfRequest): boolean => {
  const tries = [...s.refunds.values()].filter(({ due, run }) => run === of.run && isSameBasis(due.basis, of.due.basis))
  return tries.some(({ end }) => end === 'declined') && tries.every(({ paid, end }) => end !== undefined && paid === 0)
}

/** Units of a line for which money fell due and was not declined, in whatever run. */
export const unitsGranted = (s: OpenedRequest, lineId: string): number =>
  [...s.refunds.values()]
    .filter((refund) => isFirstFor()(refund) && !wasDeclined(s, refund))
    .reduce((sum, { due }) => sum + unitsOf(due.lines, lineId), 0)

/** Units of a line in this run that are accounted for: money is due, or they were accepted for something else. */
const unitsHeard = (s: OpenedRequest, lineId: string): number =>
  [...s.accepted.values()].reduce((sum, a) => sum + unitsOf(a.lines, lineId), unitsDueIn(s, lineId, s.run))

/** Accepted in this run, by line: for money or for something else. */
export const acceptedLines = (s: OpenedRequest): ReadonlyArray<LineUnits> =>
  s.approved.flatMap(({ lineId }) => {
    const quantity = unitsHeard(s, lineId)
    return quantity > 0 ? [{ lineId, quantity }] : []
  })

/** Of these units, those that were approved in this run and for which nothing was done yet. */
export const stillOpen = (s: OpenedRequest, lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> =>
  lines.flatMap(({ lineId, quantity }) => {
    const units = Math.min(quantity, unitsOf(s.approved, lineId) - unitsHeard(s, lineId))
    return units > 0 ? [{ lineId, quantity: units }] : []
  })

/** Of these units, those that the order keeps neither for this run nor for what is paid: they are asked for after it. */
export const beyondRun = (s: OpenedRequest, lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> =>
  lines.flatMap(({ lineId, quantity }) => {
    const inRun = unitsOf(stillOpen(s, [{ lineId, quantity }]), lineId)
    const before = unitsDueIn(s, lineId) - unitsDueIn(s, lineId, s.run)
    const units = Math.min(quantity - inRun, unitsOf(s.lines, lineId) - before - unitsOf(s.approved, lineId))
    return units > 0 ? [{ lineId, quantity: units }] : []
  })

/** What units are worth that were asked for, as the order said when it reserved them. */
export const worthOf = (s: OpenedRequest, lines: ReadonlyArray<LineUnits>): number =>
  s.valued.reduce((sum, { lineId, quantity, value }) => sum + share(value, unitsOf(lines, lineId), quantity), 0)

/** The share of units that come next in what a line is worth; slices add up to the whole. */
const nextOf = (s: OpenedRequest, { lineId, quantity }: LineUnits, worth: (of: ValuedUnits) => number): number => {
  const of = s.valued.find((l) => l.lineId === lineId)!
  const before = unitsHeard(s, lineId)
  return slice(worth(of), of.quantity, before, quantity, slice(worth(of), of.quantity, 0, before, 0))
}

/**
 * What units are worth that come next, as the order said when it reserved them, less what is deducted: as much as the
 * order will keep back of a refund.
 */
export const creditOf = (
  s: OpenedRequest,
  lines: ReadonlyArray<LineUnits>,
  deductions: ReadonlyArray<FoundDeduction> = [],
): number => {
  const goods = new Map(lines.map((l) => [l.lineId, nextOf(s, l, (of) => of.goods ?? of.value)]))
  const worth = lines.reduce((sum, l) => sum + nextOf(s, l, (of) => of.value), 0)
  return withinGoods(deductions, goods).reduce((left, d) => left - d.minor, worth)
}

/**
 * What accepted goods are worth less without these units. What was deducted from all of them is deducted from the rest:
 * one that does not count any more takes no wear with it.
 */
export const creditGone = (s: OpenedRequest, inspectionId: string, withdrawn: ReadonlyArray<LineUnits>): number => {
  const held = s.accepted.get(inspectionId)
  if (held === undefined) return 0
  const accepted = new Map(s.accepted)
  accepted.delete(inspectionId)
  const rest = creditOf({ ...s, accepted }, without(held.lines, withdrawn), held.deductions)
  return Math.max(0, held.credit - rest)
}

export interface Owed {
  readonly basis: RefundBasis
  readonly outcome: UnitOutcome
  readonly lines: ReadonlyArray<LineUnits>
  readonly deductions: ReadonlyArray<Deduction>
  readonly involved: ReadonlyArray<string>
}

/** Fees of the policy are for goods that are sent back for money, or kept for it: not for what we got wrong. */
const feesApply = (s: OpenedRequest, { _tag }: RefundBasis): boolean =>
  (_tag === 'Inspection' || _tag === 'RefundOnly') && s.replacement === undefined && s.ruledBy === undefined

/**
 * The customer paid for the way once, and gets what they paid for in the end. Duty counted for what went out, so that it
 * is theirs no more when customs pay it back.
 */
const likeForLike = ({ duty: _counted, ...terms }: Terms['refund']): Terms['refund'] => ({ ...terms, shipping: 'none' })

export const refundDue = (s: OpenedRequest, owed: Owed): RequestEvent => {
  const terms = s.terms!
  const { basis, outcome, deductions, involved } = owed
  const lines = owed.lines.map(({ lineId, quantity }) => ({
    lineId,
    quantity,
    reason: s.lines.find((l) => l.lineId === lineId)!.reason,
  }))
  return {
    type: 'RefundDue',
    data: {
      refundId: refundIdOf(s.requestId, refundKey(basis, s.run), 1),
      requestId: s.requestId,
      orderId: s.orderId,
      basis,
      attempt: 1,
      outcome,
      lines,
      deductions,
      fees: feesApply(s, basis) ? terms.fees.filter((fee) => lines.some((l) => fee.reasons.includes(l.reason))) : [],
      terms: {
        ...(s.replacement === undefined ? terms.refund : likeForLike(terms.refund)),
        // A ruling binds: nobody here approves again what it orders.
        ...(s.ruledBy !== undefined ? { approvalFreeUpTo: MAX_MINOR, secondApprovalAbove: MAX_MINOR } : {}),
      },
      policy: terms.policy,
      involved,
    },
  }
}

/** Whoever asked for the money or let it fall due: the first pair of eyes. */
export const involvedIn = (s: OpenedRequest, ...more: ReadonlyArray<string>): ReadonlyArray<string> => {
  const people = [s.customerId, s.openedBy, s.submittedBy, s.approvedBy, ...more]
  return [...new Set(people.filter((id) => id !== undefined))]
}

/** What the goods that went out still cost after those that came back before, and after what was taken of the security. */
const priceLeft = (s: OpenedRequest): number =>
  [...s.refunds.values()]
    .filter(isFirstFor(s.run))
    .reduce(
      (left, { due }) => due.deductions.reduce((rest, d) => (d.kind === 'replacement' ? rest - d.minor : rest), left),
      s.replacement!.price! - s.replacement!.recovered,
    )

/** They went out once, whatever became of them: the old ones pay for them. */
export const isOut = (s: OpenedRequest): boolean => s.replacement?.price !== undefined

/** They have arrived, and the news of what they cost is slower than that. */
export const isUnpriced = ({ replacement }: OpenedRequest): boolean =>
  replacement?.now === 'done' && replacement.price === undefined

/** Whether accepted goods wait: for what goes out instead, for the workshop, or for a platform's word. */
export const moneyWaits = (s: OpenedRequest): boolean =>
  s.status === 'in_arbitration' ||
  s.status === 'arbitrated' ||
  s.status === 'switching' ||
  (s.replacement !== undefined && !isOut(s)) ||
  s.repair !== undefined

const withReplacement = (
  s: OpenedRequest,
  deductions: ReadonlyArray<FoundDeduction>,
  credit: number,
): ReadonlyArray<Deduction> => {
  const minor = isOut(s) ? Math.min(credit, priceLeft(s)) : 0
  return minor > 0 ? [...deductions, { kind: 'replacement', minor }] : deductions
}

export const owedFor = (s: OpenedRequest, { basis, outcome, by, lines, deductions, credit }: Accepted): Owed => ({
  basis,
  outcome,
  lines,
  deductions: withReplacement(s, deductions, credit),
  involved: involvedIn(s, by),
})

/** Money for what a ruling orders and nothing was done for yet; goods that went out before count for it. */
export const ruledDue = (s: OpenedRequest): ReadonlyArray<RequestEvent> => {
  const { rulingId, lines: ruled, recordedBy } = s.binding!
  const lines = stillOpen(s, ruled)
  if (lines.length === 0) return []
  const basis: RefundBasis = { _tag: 'Ruling', rulingId }
  const { requestId } = s
  const credit = creditOf(s, lines)
  const ruledGoods: Accepted = { requestId, basis, outcome: 'kept', by: recordedBy.id, lines, deductions: [], credit }
  const due = refundDue(s, owedFor(s, ruledGoods))
  // They pay for what went out, which has heard that no more goods come: it hears that these count all the same.
  return s.isComplete && s.replacement !== undefined && isOut(s)
    ? [{ type: 'GoodsAccepted', data: { ...ruledGoods, replacementId: s.replacement.id } }, due]
    : [due]
}
