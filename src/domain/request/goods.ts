/**
 * What is heard of goods on their way back: inspected, judged anew, lost, waived, all of them there. Each report that
 * accepts goods makes its own money due, unless something else is done for them first.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { FoundDeduction } from '../values/breakdown.js'
import { returnIdOf } from '../values/ids.js'
import type { Instant } from '../values/instant.js'
import { basisKey, isSameBasis, type RefundBasis } from '../values/refund-basis.js'
import { without, type LineUnits, type UnitOutcome } from '../values/units.js'
import { accept, nothing, type CommandNamed, type Decision } from './decision.js'
import type { RequestEvent } from './events.js'
import { creditGone, creditOf, involvedIn, moneyWaits, refundDue, stillOpen } from './owed.js'
import { after, thenResolved } from './remedies.js'
import { revisionKey, type OpenedRequest, type RefundOfRequest } from './state.js'

/** Remedies run, whoever looks at the case meanwhile. */
export const isRunning = (s: OpenedRequest): boolean =>
  s.status === 'in_progress' ||
  s.status === 'canceling' ||
  s.status === 'switching' ||
  ((s.status === 'in_arbitration' || s.status === 'arbitrated') && s.platformCase?.before === 'in_progress')

interface Heard {
  readonly basis: RefundBasis
  readonly outcome: UnitOutcome
  readonly by: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly deductions: ReadonlyArray<FoundDeduction>
}

/** Goods are accepted, in whatever way: money is due for them, unless something else is done for them first. */
const acceptedGoods = (s: OpenedRequest, at: Instant, { lines: reported, ...heard }: Heard): Decision => {
  const lines = stillOpen(s, reported)
  const { replacement, repair } = s
  if (lines.length === 0) return thenResolved(s, at, withoutRefund(s, heard.basis))
  if (replacement === undefined && !moneyWaits(s))
    return accept(refundDue(s, { ...heard, lines, involved: involvedIn(s, heard.by) }))
  const accepted: RequestEvent = {
    type: 'GoodsAccepted',
    data: {
      requestId: s.requestId,
      ...heard,
      lines,
      credit: creditOf(s, lines, heard.deductions),
      ...(replacement === undefined ? {} : { replacementId: replacement.id }),
      ...(repair === undefined ? {} : { repairId: repair.id }),
    },
  }
  return thenResolved(s, at, accepted)
}

const withoutRefund = (s: OpenedRequest, basis: RefundBasis): RequestEvent =>
  basis._tag === 'Inspection'
    ? { type: 'InspectionWithoutRefund', data: { returnId: basis.returnId, inspectionId: basis.inspectionId } }
    : { type: 'GoodsWithoutRefund', data: { requestId: s.requestId, basis } }

/**
 * Where the policy has fees for the way back, it says who pays it: the customer for the reasons that they name, the shop
 * for all others. Then no label and no inspector says so a second time.
 */
const underPolicy = (s: OpenedRequest, found: ReadonlyArray<FoundDeduction>): ReadonlyArray<FoundDeduction> =>
  s.terms!.fees.some(({ kind }) => kind === 'return_label')
    ? found.filter(({ kind }) => kind !== 'return_label')
    : found

export const recordInspection = (c: CommandNamed<'RecordInspection'>, s: OpenedRequest): Decision => {
  const { returnId, inspectionId, inspector: by, lines, deductions } = c.data
  if (!isRunning(s) || s.returnId !== returnId || s.inspections.includes(inspectionId)) return nothing
  const basis: RefundBasis = { _tag: 'Inspection', returnId, inspectionId }
  return acceptedGoods(s, c.at, { basis, outcome: 'returned', by, lines, deductions: underPolicy(s, deductions) })
}

const isNews = (s: OpenedRequest, returnId: string, basis: RefundBasis): boolean =>
  s.returnId === returnId && !s.inspections.includes(basisKey(basis))

/** Gone on the way back. The risk is the shop's, unless the customer chose the way: then there is nothing to pay. */
export const recordGoodsLost = (c: CommandNamed<'RecordGoodsLost'>, s: OpenedRequest): Decision => {
  const { returnId, lossId, lines, atCustomersRisk, declaredBy: by } = c.data
  const basis: RefundBasis = { _tag: 'Lost', returnId, lossId }
  if (!isRunning(s) || !isNews(s, returnId, basis)) return nothing
  if (atCustomersRisk) return thenResolved(s, c.at, withoutRefund(s, basis))
  return acceptedGoods(s, c.at, { basis, outcome: 'kept', by, lines, deductions: [] })
}

/** They need not come back: as good as returned, for whatever was to follow from that. */
export const recordGoodsWaived = (c: CommandNamed<'RecordGoodsWaived'>, s: OpenedRequest): Decision => {
  const { returnId, waiverId, lines, waivedBy: by } = c.data
  const basis: RefundBasis = { _tag: 'Waived', returnId, waiverId }
  if (!isRunning(s) || !isNews(s, returnId, basis)) return nothing
  return acceptedGoods(s, c.at, { basis, outcome: 'kept', by, lines, deductions: [] })
}

/** Refunds of what was kept back from one of these at first. */
const waivedOf = (s: OpenedRequest, refundIds: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...s.refunds].flatMap(([id, { due, retried }]) =>
    !retried && due.basis._tag === 'DeductionWaived' && refundIds.includes(due.basis.refundId) ? [id] : [],
  )

/** This refund and those before it that had tried the same: what they could not pay, it asked for; what they paid, they did. */
const triesOf = (s: OpenedRequest, refundId: string): ReadonlyArray<string> => {
  const { due, run } = s.refunds.get(refundId)!
  return [...s.refunds].flatMap(([id, one]) => (one.run === run && isSameBasis(one.due.basis, due.basis) ? [id] : []))
}

/**
 * Which refunds paid for units that do not count any more: that of the inspection first, then those of what was accepted
 * later of the same return, each for as many as it still stands for.
 */
const paidFor = (
  s: OpenedRequest,
  judged: Extract<RefundBasis, { readonly _tag: 'Inspection' }>,
  units: ReadonlyArray<LineUnits>,
): ReadonlyArray<{ readonly refundId: string; readonly lines: ReadonlyArray<LineUnits> }> => {
  const ofBasis = (is: (basis: RefundBasis) => boolean) =>
    [...s.refunds].filter(([, { due, retried }]) => !retried && is(due.basis))
  const later = ofBasis((basis) => basis._tag === 'Revised' && basis.returnId === judged.returnId)
  let left = units
  return [...ofBasis((basis) => isSameBasis(basis, judged)), ...later].flatMap(([refundId, { due, withdrawn }]) => {
    const before = left
    left = without(left, without(due.lines, withdrawn))
    const lines = without(before, left)
    return lines.length === 0 ? [] : [{ refundId, lines }]
  })
}

/**
 * Of units accepted once more, those that still fall due. Where no money was due for them at first, none could be called
 * back, and the order keeps them as settled: they stand for what they stood for before.
 */
const dueAfterAll = (added: ReadonlyArray<LineUnits>, first: RefundOfRequest | undefined): ReadonlyArray<LineUnits> =>
  first?.end === 'not_due' ? without(added, without(first.due.lines, without(first.due.lines, first.withdrawn))) : added

const HEARD_AFTER_END: ReadonlySet<string> = new Set(['rejected', 'resolved', 'closed'])

/** Returns of the runs before this one: what was paid for them can lose its reason at any time. */
const isOfEarlierRun = (s: OpenedRequest, returnId: string): boolean =>
  Array.from({ length: Math.max(0, s.run - 1) }, (_, n) => returnIdOf(s.requestId, n + 1)).includes(returnId)

/**
 * An inspection was judged anew, at any time: what was accepted too much is called back, what was too little falls due. Where
 * the case is or was looked at again meanwhile, that look is about what was too little: whoever decides it grants it, or not.
 */
export const recordInspectionRevised = (c: CommandNamed<'RecordInspectionRevised'>, s: OpenedRequest): Decision => {
  const { returnId, inspectionId, revisionId, inspector: by, added, withdrawn, reason } = c.data
  const basis: RefundBasis = { _tag: 'Revised', returnId, revisionId }
  const isEarlier = isOfEarlierRun(s, returnId)
  if (isEarlier ? s.judgedAnew.includes(revisionKey(returnId, revisionId)) : !isNews(s, returnId, basis)) return nothing
  if (s.status === 'canceled' && !isEarlier) return nothing
  const { requestId, orderId } = s
  const judged: RefundBasis = { _tag: 'Inspection', returnId, inspectionId }
  const refund = [...s.refunds].find(([, { due, retried }]) => !retried && isSameBasis(due.basis, judged))
  const gone = (
    lines: ReadonlyArray<LineUnits>,
    of: { readonly credit: number } | { readonly refundId: string },
  ): RequestEvent => ({
    type: 'BasisWithdrawn',
    data: { ...{ requestId, orderId, returnId, inspectionId, revisionId, lines, reason }, ...of },
  })
  const called = paidFor(s, judged, withdrawn).flatMap(({ refundId, lines }) => {
    const tries = triesOf(s, refundId)
    return [...tries, ...waivedOf(s, tries)].map((id) => gone(lines, { refundId: id }))
  })
  const unpaid = refund === undefined && called.length === 0 && withdrawn.length > 0
  const first = unpaid ? [gone(withdrawn, { credit: creditGone(s, inspectionId, withdrawn) })] : called
  if (isEarlier) {
    // Without a refund nothing was paid that could be called back: the goods were repaired.
    const events = called.length === 0 || added.length > 0 ? [...called, withoutRefund(s, basis)] : called
    return isRunning(s) ? thenResolved(s, c.at, ...events) : accept(...events)
  }
  if (!isRunning(s) && !HEARD_AFTER_END.has(s.status))
    return accept(...first, ...(added.length === 0 ? [] : [withoutRefund(s, basis)]))
  const state = after(s, first)
  // Only the grade was corrected: it is heard all the same, because the return will name it.
  if (added.length === 0 && first.length === 0)
    return isRunning(s) ? thenResolved(s, c.at, withoutRefund(s, basis)) : nothing
  if (added.length === 0) return thenResolved(s, c.at, ...first)
  const more = acceptedGoods(state, c.at, {
    basis,
    outcome: 'returned',
    by,
    lines: dueAfterAll(added, refund?.[1]),
    deductions: [],
  })
  return E.map((events: ReadonlyArray<RequestEvent>) => [...first, ...events])(more)
}

export const recordReturnCompleted = (c: CommandNamed<'RecordReturnCompleted'>, s: OpenedRequest): Decision => {
  const { returnId, inspections, revisions = [], losses = [], waivers = [] } = c.data
  if (!isRunning(s) || s.returnId !== returnId || s.returned !== undefined) return nothing
  const others = {
    ...(revisions.length === 0 ? {} : { revisions }),
    ...(losses.length === 0 ? {} : { losses }),
    ...(waivers.length === 0 ? {} : { waivers }),
  }
  return thenResolved(s, c.at, { type: 'ReturnOutcomeRecorded', data: { returnId, inspections, ...others } })
}

/**
 * A timer says that goods, for which others went out in advance, are not back in time. The first time nobody is late who
 * still waits for the new ones; and while the remedy is switched, the next timer says it. Late and repeated ones do no harm.
 */
export const reportOverdue = (c: CommandNamed<'ReportGoodsOverdue'>, s: OpenedRequest): Decision => {
  const { replacementId, dueAt, isLast } = c.data
  const { requestId, returnId, replacement } = s
  if (c.at < dueAt || !isRunning(s) || s.status === 'switching') return nothing
  if (returnId === undefined || s.returned !== undefined) return nothing
  if (replacement?.id !== replacementId || replacement.now === 'canceled') return nothing
  if (replacement.overdue >= (isLast ? 2 : 1) || (!isLast && replacement.price === undefined)) return nothing
  return accept({ type: 'GoodsOverdue', data: { requestId, returnId, replacementId, isLast } })
}
