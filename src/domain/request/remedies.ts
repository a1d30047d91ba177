/**
 * What follows from an approval: goods come back, money falls due, and when all of it has ended the request is
 * resolved. Each inspection that accepts goods makes one refund due, so nobody waits for the last parcel.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Deduction } from '../values/breakdown.js'
import { plusDays } from '../values/instant.js'
import { refundIdOf, returnIdOf } from '../values/ids.js'
import type { RefundBasis } from '../values/refund-basis.js'
import type { LineUnits, UnitOutcome } from '../values/units.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_REFUND_ATTEMPTS, type RequestEvent } from './events.js'
import { evolve, refundedTotal, type OpenedRequest, type RefundOfRequest } from './state.js'

const refundDue = (
  s: OpenedRequest,
  basis: RefundBasis,
  outcome: UnitOutcome,
  units: ReadonlyArray<LineUnits>,
  deductions: ReadonlyArray<Deduction>,
  involved: ReadonlyArray<string>,
): RequestEvent => {
  const terms = s.terms!
  const lines = units.map(({ lineId, quantity }) => ({
    lineId,
    quantity,
    reason: s.lines.find((l) => l.lineId === lineId)!.reason,
  }))
  return {
    type: 'RefundDue',
    data: {
      refundId: refundIdOf(s.requestId, basis._tag === 'Inspection' ? basis.inspectionId : basis._tag, 1),
      requestId: s.requestId,
      orderId: s.orderId,
      basis,
      attempt: 1,
      outcome,
      lines,
      deductions,
      fees: terms.fees.filter((fee) => lines.some((l) => fee.reasons.includes(l.reason))),
      terms: terms.refund,
      policy: terms.policy,
      involved,
    },
  }
}

/** Whoever asked for the money or let it fall due: the first pair of eyes. */
const involvedIn = (s: OpenedRequest, ...more: ReadonlyArray<string>): ReadonlyArray<string> => {
  const people = [s.customerId, s.openedBy, s.submittedBy, s.approvedBy, ...more]
  return [...new Set(people.filter((id) => id !== undefined))]
}

export const startRemedies = (c: CommandNamed<'StartRemedies'>, s: OpenedRequest): Decision => {
  if (s.status !== 'approved') return nothing
  const { requestId, orderId, remedy, approved: lines } = s
  const started = { requestId, orderId, remedy, lines }
  if (remedy === 'return_refund')
    return accept({
      type: 'RemediesStarted',
      data: {
        ...started,
        goods: { returnId: returnIdOf(requestId), shipBy: plusDays(c.at, s.terms!.shipWithinDays) },
      },
    })
  return accept(
    { type: 'RemediesStarted', data: started },
    refundDue(s, { _tag: 'RefundOnly' }, 'kept', lines, [], involvedIn(s)),
  )
}

const hasEnded = ({ end, retried }: RefundOfRequest): boolean =>
  end !== undefined && (retried || end === 'succeeded' || end === 'not_due' || end === 'declined')

/** The goods are dealt with, and every inspection is heard: answers may overtake each other. */
const goodsDone = (s: OpenedRequest): boolean =>
  s.returnId === undefined || (s.returned !== undefined && s.returned.every((id) => s.inspections.includes(id)))

/** Everything that was started has ended. */
const isComplete = (s: OpenedRequest): boolean =>
  s.status === 'in_progress' && goodsDone(s) && [...s.refunds.values()].every(hasEnded)

const resolved = (s: OpenedRequest, reason?: string): RequestEvent => ({
  type: 'RequestResolved',
  data: {
    requestId: s.requestId,
    orderId: s.orderId,
    refunded: refundedTotal(s),
    currency: s.currency,
    ...(reason === undefined ? {} : { reason }),
  },
})

/** The event, and the resolution where it was the last one missing. */
export const thenResolved = (s: OpenedRequest, ...events: ReadonlyArray<RequestEvent>): Decision => {
  const after = events.reduce<OpenedRequest>((state, event) => evolve(state, event) as OpenedRequest, s)
  return accept(...events, ...(isComplete(after) ? [resolved(after)] : []))
}

const isRunning = (s: OpenedRequest): boolean => s.status === 'in_progress' || s.status === 'canceling'

export const recordInspection = (c: CommandNamed<'RecordInspection'>, s: OpenedRequest): Decision => {
  const { returnId, inspectionId, inspector, lines, deductions } = c.data
  if (!isRunning(s) || s.returnId !== returnId || s.inspections.includes(inspectionId)) return nothing
  if (lines.length === 0) return thenResolved(s, { type: 'InspectionWithoutRefund', data: { returnId, inspectionId } })
  const basis: RefundBasis = { _tag: 'Inspection', returnId, inspectionId }
  return accept(refundDue(s, basis, 'returned', lines, deductions, involvedIn(s, inspector)))
}

export const recordReturnCompleted = (c: CommandNamed<'RecordReturnCompleted'>, s: OpenedRequest): Decision => {
  const { returnId, inspections } = c.data
  if (!isRunning(s) || s.returnId !== returnId || s.returned !== undefined) return nothing
  return thenResolved(s, { type: 'ReturnOutcomeRecorded', data: { returnId, inspections } })
}

const reopened = (s: OpenedRequest, refundId: string, round: number): RequestEvent => ({
  type: 'RefundReopened',
  data: { requestId: s.requestId, refundId, round },
})

export const recordRefundEnd = (c: CommandNamed<'RecordRefundEnd'>, s: OpenedRequest): Decision => {
  const { refundId, end, paid, round, refusal } = c.data
  const refund = s.refunds.get(refundId)
  // Of an earlier round: the money has come back since.
  if (refund === undefined || round < refund.round) return nothing
  // Of a later one: the news that the money came back is slower than that it was paid again.
  if (round > refund.round) {
    const late = reopened(s, refundId, round - 1)
    return E.map((events: ReadonlyArray<RequestEvent>) => [late, ...events])(
      recordRefundEnd(c, evolve(s, late) as OpenedRequest),
    )
  }
  if (!isRunning(s) || refund.end !== undefined) return nothing
  const ended: RequestEvent = {
    type: 'RefundOutcomeRecorded',
    data: { refundId, end, paid, ...(refusal === undefined ? {} : { refusal }) },
  }
  if (end === 'canceled' && s.status === 'canceling') {
    const owed = [...s.refunds].some(([id, other]) => id !== refundId && other.end === undefined)
    // Money of an earlier attempt has come back, and goes out again: that is not called back.
    if (owed) return accept(ended, { type: 'CancellationRefused', data: { why: 'refund_in_flight' } })
    return accept(ended, {
      type: 'RequestCanceled',
      data: { requestId: s.requestId, orderId: s.orderId, reason: s.cancelReason },
    })
  }
  return thenResolved(s, ended)
}

/** Paid money came back, at any time: a request that had ended is open again until the customer has it. */
export const recordRefundReversed = (c: CommandNamed<'RecordRefundReversed'>, s: OpenedRequest): Decision => {
  const { refundId, round } = c.data
  const refund = s.refunds.get(refundId)
  if (refund === undefined || round < refund.round) return nothing
  return accept(reopened(s, refundId, round))
}

const needsPerson = (refund: RefundOfRequest): boolean =>
  !refund.retried && (refund.end === 'refused' || refund.end === 'abandoned' || refund.end === 'canceled')

export const retryRefund = (c: CommandNamed<'RetryRefund'>, s: OpenedRequest): Decision => {
  if (s.status !== 'in_progress') return notNow(s)
  const refund = s.refunds.get(c.data.refundId)
  if (refund === undefined) return reject({ _tag: 'RefundUnknown' })
  if (c.actor.kind === 'customer' || !needsPerson(refund)) return reject({ _tag: 'RefundNotRetryable' })
  const { due } = refund
  if (due.attempt >= MAX_REFUND_ATTEMPTS) return reject({ _tag: 'TriedTooOften', limit: MAX_REFUND_ATTEMPTS })
  const attempt = due.attempt + 1
  const basis = due.basis._tag === 'Inspection' ? due.basis.inspectionId : due.basis._tag
  return accept({
    type: 'RefundDue',
    data: {
      ...due,
      refundId: refundIdOf(s.requestId, basis, attempt),
      attempt,
      involved: [...new Set([...due.involved, c.actor.id])],
    },
  })
}

export const resolve = (c: CommandNamed<'ResolveRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'in_progress') return notNow(s)
  if (c.actor.kind === 'customer') return reject({ _tag: 'StaffOnly', field: 'reason' })
  if (!goodsDone(s)) return reject({ _tag: 'GoodsInTransit' })
  if (![...s.refunds.values()].every((r) => hasEnded(r) || needsPerson(r))) return reject({ _tag: 'RefundInFlight' })
  return accept(resolved(s, c.data.reason))
}

export const close = (s: OpenedRequest): Decision => {
  if (s.status === 'closed') return nothing
  return s.status === 'resolved' || s.status === 'rejected'
    ? accept({ type: 'RequestClosed', data: { requestId: s.requestId } })
    : notNow(s)
}
