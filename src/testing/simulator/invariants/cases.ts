/** 5, 6 and 15: refunds live on a basis, budgets are never overdrawn, and what is closed has nothing open. */
import type { DomainEvent } from '../../../domain/reactions/index.js'
import type { OpenedRequest } from '../../../domain/request/index.js'
import { basisKey } from '../../../domain/values/refund-basis.js'
import { streamParts } from '../stream-parts.js'
import type { Invariant } from './seen.js'

/** What a basis is made of, as the log names it; undefined where the event is none. */
const basisOf = (event: DomainEvent, id: string): string | undefined => {
  switch (event.type) {
    case 'ItemsInspected':
      return event.data.lines.some((l) => l.accepted > 0) ? event.data.inspectionId : undefined
    case 'InspectionRevised':
      return basisKey({ _tag: 'Revised', returnId: id, revisionId: event.data.revisionId })
    case 'GoodsLost':
      return event.data.liable === 'customer'
        ? undefined
        : basisKey({ _tag: 'Lost', returnId: id, lossId: event.data.lossId })
    case 'GoodsWaived':
      return basisKey({ _tag: 'Waived', returnId: id, waiverId: event.data.waiverId })
    case 'ReplacementShipped':
      return basisKey({ _tag: 'Replaced', replacementId: id })
    case 'CaseDecided':
      return event.data.inFavorOf === 'shop' ? undefined : basisKey({ _tag: 'Ruling', rulingId: event.data.rulingId })
    case 'DeductionWaived':
      return basisKey({
        _tag: 'DeductionWaived',
        refundId: id,
        contestId: event.data.contestId,
        minor: event.data.minor,
      })
    case 'DutyRecovered':
      return basisKey({ _tag: 'DutyRecovered', reclaimId: event.data.reclaimId })
    default:
      return undefined
  }
}

export const refundHasABasis: Invariant = ({ broken }) => {
  const known = new Set<string>()
  const approved = new Set<string>()
  return ({ event, stored }) => {
    const { id } = streamParts(stored.stream)
    const key = basisOf(event, id)
    if (key !== undefined) known.add(key)
    if (event.type === 'RequestApproved') approved.add(id)
    if (event.type !== 'RefundProposed') return
    const { basis, requestId } = event.data
    const isThere = basis._tag === 'RefundOnly' ? approved.has(requestId) : known.has(basisKey(basis))
    if (!isThere) broken('I5 a refund lives on its basis', `${id} on ${JSON.stringify(basis)}`)
  }
}

/** A running total is what was reserved less what was returned, and stays within its limit. */
export const budgetsHold: Invariant = ({ broken }) => {
  const totals = new Map<string, number>()
  const limits = new Map<string, number>()
  return ({ event, stored }) => {
    const { stream } = stored
    if (event.type === 'AllowanceOpened' || event.type === 'AllowanceLimitChanged')
      if (event.data.limit !== undefined) limits.set(stream, event.data.limit)
    if (event.type === 'AllowanceReturned') totals.set(stream, (totals.get(stream) ?? 0) - event.data.minor)
    if (event.type !== 'AllowanceReserved') return
    const total = (totals.get(stream) ?? 0) + event.data.minor
    totals.set(stream, total)
    if (total > (limits.get(stream) ?? Infinity) || total !== event.data.total)
      broken('I6 no budget is overdrawn', `${stream}: ${total}`)
  }
}

const OVER: Readonly<Record<string, ReadonlySet<string>>> = {
  return: new Set(['completed', 'expired', 'canceled']),
  replacement: new Set(['delivered', 'canceled']),
  repair: new Set(['completed', 'canceled']),
}

export const closedHasNothingOpen: Invariant = ({ broken, state: stateOf }) => {
  const byHand = new Set<string>()
  return ({ event, state, stored }) => {
    const { id } = streamParts(stored.stream)
    if (event.type === 'RequestResolved' && event.data.reason !== undefined) byHand.add(id)
    if (event.type !== 'RequestClosed') return
    const { refunds, returnId, replacement, repair, status, platformCase } = state as OpenedRequest
    const children = [
      ['return', returnId],
      ['replacement', replacement?.id],
      ['repair', repair?.id],
    ] as const
    for (const [kind, childId] of children) {
      if (childId === undefined) continue
      // Who ends a case by hand leaves goods that were lost on their way to a claim of their own.
      if (kind === 'replacement' && byHand.has(id)) continue
      const child = stateOf(kind, childId)?.status ?? 'none'
      if (!OVER[kind]!.has(child)) broken('I15 what is closed has nothing open', `${id}: ${kind} ${child}`)
    }
    if (!byHand.has(id) && [...refunds.values()].some(({ end }) => end === undefined))
      broken('I15 what is closed has nothing open', `${id}: a refund`)
    if (platformCase !== undefined && status !== 'closed')
      broken('I15 what is closed has nothing open', `${id}: a case`)
  }
}
