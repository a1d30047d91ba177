/**
 * What an inspection accepted is judged anew, at any time. What was accepted too much is called back of the refunds that
 * paid for it; what was too little falls due. Units that were called back and are accepted after all count for their
 * refunds again, unless they were paid back: the refunds know, and are asked; what none of them stands for falls due anew.
 */
import * as E from 'fp-ts/lib/Either.js'
import { returnIdOf } from '../values/ids.js'
import { isSameBasis, type RefundBasis, type RefundEnd } from '../values/refund-basis.js'
import { unitsOf, without, type LineUnits } from '../values/units.js'
import { accept, nothing, type CommandNamed, type Decision } from './decision.js'
import type { BasisReinstated, RequestEvent } from './events.js'
import type { EventOfFamily } from '../kernel/event-family.js'
import { acceptedGoods, isNews, isRunning, withoutRefund } from './goods.js'
import { creditGone } from './owed.js'
import { after, thenResolved } from './remedies.js'
import { revisionKey, type OpenedRequest, type RefundOfRequest, type Reinstating } from './state.js'
import { dueBeside } from './evolve-judged-anew.js'

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

type Judged = Extract<RefundBasis, { readonly _tag: 'Inspection' }>

/** The refund of an inspection, and those of what was accepted later of the same return. */
const refundsOf = (s: OpenedRequest, judged: Judged): ReadonlyArray<readonly [string, RefundOfRequest]> => {
  const ofBasis = (is: (basis: RefundBasis) => boolean) =>
    [...s.refunds].filter(([, { due, retried }]) => !retried && is(due.basis))
  const later = ofBasis((basis) => basis._tag === 'Revised' && basis.returnId === judged.returnId)
  return [...ofBasis((basis) => isSameBasis(basis, judged)), ...later]
}

/**
 * Which refunds paid for units that do not count any more: that of the inspection first, then those of what was accepted
 * later of the same return, each for as many as it still stands for.
 */
const paidFor = (
  s: OpenedRequest,
  judged: Judged,
  units: ReadonlyArray<LineUnits>,
): ReadonlyArray<{ readonly refundId: string; readonly lines: ReadonlyArray<LineUnits> }> => {
  let left = units
  return refundsOf(s, judged).flatMap(([refundId, { due, withdrawn }]) => {
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

/** Nothing of it was paid, nor will be: what it lost falls due anew by itself. */
const NEVER_PAID: ReadonlySet<RefundEnd> = new Set(['canceled', 'declined', 'refused', 'not_due'])

type Again = EventOfFamily<typeof BasisReinstated>['data']['refunds'][number]

/** These units as those of a refund, as far as it was called back for them; and of what was kept back from it at first. */
const askedOf = (
  s: OpenedRequest,
  refundId: string,
  units: ReadonlyArray<LineUnits>,
): { readonly lines: ReadonlyArray<LineUnits>; readonly asked: ReadonlyArray<Again> } => {
  const { end, withdrawn, calledBack } = s.refunds.get(refundId)!
  const asked = end !== undefined && NEVER_PAID.has(end) ? [] : units
  const lines = asked.flatMap(({ lineId, quantity }) => {
    const again = Math.min(quantity, unitsOf(withdrawn, lineId))
    return again > 0 ? [{ lineId, quantity: again }] : []
  })
  const withdrawals = calledBack.filter((w) => lines.some(({ lineId }) => unitsOf(w.lines, lineId) > 0))
  return { lines, asked: lines.length === 0 ? [] : [{ refundId, lines, withdrawals }] }
}

/** Two refunds pay the same units: one may have been paid back, and none of them knows of the other. */
const isShared = (s: OpenedRequest, refundId: string): boolean =>
  triesOf(s, refundId).some((id) => id !== refundId && s.refunds.get(id)!.paid > 0)

/** Which refunds may stand again for units that are accepted after all: that of the inspection first. */
const standingFor = (s: OpenedRequest, judged: Judged, units: ReadonlyArray<LineUnits>): ReadonlyArray<Again> => {
  const found: Array<Again> = []
  let left = units
  for (const [refundId] of refundsOf(s, judged)) {
    if (isShared(s, refundId)) continue
    const { lines, asked } = askedOf(s, refundId, left)
    left = without(left, lines)
    found.push(...asked, ...waivedOf(s, [refundId]).flatMap((id) => askedOf(s, id, lines).asked))
  }
  return found
}

/**
 * What was accepted too much is called back, what was too little falls due, or counts for its refund again. Where the case is
 * or was looked at again meanwhile, that look is about what was too little: whoever decides it grants it, or not.
 */
export const recordInspectionRevised = (c: CommandNamed<'RecordInspectionRevised'>, s: OpenedRequest): Decision => {
  const { returnId, inspectionId, revisionId, inspector: by, added, withdrawn, reason } = c.data
  const basis: RefundBasis = { _tag: 'Revised', returnId, revisionId }
  const isEarlier = isOfEarlierRun(s, returnId)
  if (isEarlier ? s.judgedAnew.includes(revisionKey(returnId, revisionId)) : !isNews(s, returnId, basis)) return nothing
  if (s.status === 'canceled' && !isEarlier) return nothing
  const { requestId, orderId } = s
  const judged: Judged = { _tag: 'Inspection', returnId, inspectionId }
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
  const refunds = standingFor(s, judged, added)
  const asked = (lines: ReadonlyArray<LineUnits>): RequestEvent => ({
    type: 'BasisReinstated',
    data: { requestId, orderId, returnId, inspectionId, revisionId, inspector: by, lines, refunds },
  })
  if (isEarlier) {
    // Without a refund nothing was paid that could be called back: the goods were repaired.
    const isHeard = called.length > 0 && added.length === 0
    const events = [...called, ...(refunds.length > 0 ? [asked([])] : isHeard ? [] : [withoutRefund(s, basis)])]
    return isRunning(s) ? thenResolved(s, c.at, ...events) : accept(...events)
  }
  const lines = dueAfterAll(added, refund?.[1])
  if (refunds.length > 0)
    return isRunning(s) ? thenResolved(s, c.at, ...first, asked(lines)) : accept(...first, asked(lines))
  if (!isRunning(s) && !HEARD_AFTER_END.has(s.status))
    return accept(...first, ...(added.length === 0 ? [] : [withoutRefund(s, basis)]))
  // Only the grade was corrected: it is heard all the same, because the return will name it.
  if (added.length === 0 && first.length === 0)
    return isRunning(s) ? thenResolved(s, c.at, withoutRefund(s, basis)) : nothing
  if (added.length === 0) return thenResolved(s, c.at, ...first)
  const more = acceptedGoods(after(s, first), c.at, {
    ...{ basis, outcome: 'returned', by, lines, deductions: [] },
  })
  return E.map((events: ReadonlyArray<RequestEvent>) => [...first, ...events])(more)
}

/** A refund has said for how many units it stands again. Once all have, the others fall due. */
export const recordReinstatement = (c: CommandNamed<'RecordReinstatement'>, s: OpenedRequest): Decision => {
  const { refundId, revisionId, lines } = c.data
  const isIt = (one: Reinstating): boolean => one.revisionId === revisionId && one.asked.includes(refundId)
  const known = s.reinstating.find(isIt)
  if (known === undefined) return nothing
  const noted: RequestEvent = {
    type: 'ReinstatementNoted',
    data: { requestId: s.requestId, refundId, revisionId, lines },
  }
  const state = after(s, [noted])
  const { returnId, inspector: by } = known
  const due = dueBeside(s, known, c.data)
  const isHeard = known.asked.length === 1 && returnId === s.returnId && due.length > 0
  // Looked at again meanwhile: that look is about these units, too.
  if (!isHeard || !(isRunning(s) || HEARD_AFTER_END.has(s.status)))
    return isRunning(s) ? thenResolved(s, c.at, noted) : accept(noted)
  const basis: RefundBasis = { _tag: 'Revised', returnId, revisionId }
  const more = acceptedGoods(state, c.at, { basis, outcome: 'returned', by, lines: due, deductions: [] })
  return E.map((events: ReadonlyArray<RequestEvent>) => [noted, ...events])(more)
}
