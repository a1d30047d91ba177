/**
 * What is heard of goods on their way back: inspected, lost, waived, all of them there. Each report that accepts goods makes
 * its own money due, unless something else is done for them first. Next: `judged-anew.ts`.
 */
import type { FoundDeduction } from '../values/breakdown.js'
import type { Instant } from '../values/instant.js'
import { basisKey, type RefundBasis } from '../values/refund-basis.js'
import type { LineUnits, UnitOutcome } from '../values/units.js'
import { accept, nothing, type CommandNamed, type Decision } from './decision.js'
import type { RequestEvent } from './events.js'
import { creditOf, involvedIn, moneyWaits, refundDue, stillOpen } from './owed.js'
import { thenResolved } from './remedies.js'
import type { OpenedRequest } from './state.js'

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
export const acceptedGoods = (s: OpenedRequest, at: Instant, { lines: reported, ...heard }: Heard): Decision => {
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

export const withoutRefund = (s: OpenedRequest, basis: RefundBasis): RequestEvent =>
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

export const isNews = (s: OpenedRequest, returnId: string, basis: RefundBasis): boolean =>
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
