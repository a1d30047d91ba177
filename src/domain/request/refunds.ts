/** How refunds of a case end, come back, and are tried again; and how a case ends with them. */
import * as E from 'fp-ts/lib/Either.js'
import { refundIdOf } from '../values/ids.js'
import { refundKey, type RefundEnd } from '../values/refund-basis.js'
import { without } from '../values/units.js'
import { canceled } from './cancellation.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_REFUND_ATTEMPTS, type RequestEvent } from './events.js'
import { evolve } from './evolve.js'
import { goodsDone, resolved, thenResolved } from './remedies.js'
import { hasEnded, needsPerson, type GoodsElsewhere, type OpenedRequest, type RefundOfRequest } from './state.js'

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
  if (refund.end !== undefined) return nothing
  const ended: RequestEvent = {
    type: 'RefundOutcomeRecorded',
    data: { refundId, end, paid, ...(refusal === undefined ? {} : { refusal }) },
  }
  // Without a return the refund was asked, and this is its answer; with one it lost its reason, and the return answers.
  if (end === 'canceled' && s.status === 'canceling' && s.returnId === undefined) {
    const owed = [...s.refunds].some(([id, other]) => id !== refundId && other.end === undefined)
    // Money of an earlier attempt has come back, and goes out again: that is not called back.
    if (owed) return accept(ended, { type: 'CancellationRefused', data: { why: 'refund_in_flight' } })
    return accept(ended, canceled(s, s.cancelReason))
  }
  return thenResolved(s, c.at, ended, ...dueAnew(s, refund, end))
}

/** Units of a refund that have not lost their reason. */
const stillDue = ({ due, withdrawn }: RefundOfRequest): RefundOfRequest['due']['lines'] =>
  due.lines.flatMap((line) => without([line], withdrawn).map(({ quantity }) => ({ ...line, quantity })))

/** A part of it had lost its reason, so that the whole was called back: what still has one falls due again, once. */
const dueAnew = (s: OpenedRequest, refund: RefundOfRequest, end: RefundEnd): ReadonlyArray<RequestEvent> => {
  const { due, withdrawn, run, retried } = refund
  const isCalledBack = withdrawn.length > 0 && (end === 'canceled' || end === 'abandoned')
  const lines = stillDue(refund)
  if (!isCalledBack || retried || lines.length === 0 || due.attempt >= MAX_REFUND_ATTEMPTS) return []
  const attempt = due.attempt + 1
  const refundId = refundIdOf(s.requestId, refundKey(due.basis, run), attempt)
  return [{ type: 'RefundDue', data: { ...due, refundId, attempt, lines } }]
}

/** Paid money came back, at any time: a request that had ended is open again until the customer has it. */
export const recordRefundReversed = (c: CommandNamed<'RecordRefundReversed'>, s: OpenedRequest): Decision => {
  const { refundId, round } = c.data
  const refund = s.refunds.get(refundId)
  if (refund === undefined || round < refund.round) return nothing
  return accept(reopened(s, refundId, round))
}

export const retryRefund = (c: CommandNamed<'RetryRefund'>, s: OpenedRequest): Decision => {
  if (s.status !== 'in_progress') return notNow(s)
  const refund = s.refunds.get(c.data.refundId)
  if (refund === undefined) return reject({ _tag: 'RefundUnknown' })
  if (!needsPerson(refund)) return reject({ _tag: 'RefundNotRetryable' })
  const { due } = refund
  if (due.attempt >= MAX_REFUND_ATTEMPTS) return reject({ _tag: 'TriedTooOften', limit: MAX_REFUND_ATTEMPTS })
  const attempt = due.attempt + 1
  return accept({
    type: 'RefundDue',
    data: {
      ...due,
      refundId: refundIdOf(s.requestId, refundKey(due.basis, refund.run), attempt),
      attempt,
      lines: stillDue(refund),
      involved: [...new Set([...due.involved, c.actor.id])],
    },
  })
}

/** What was ruled was tried, and the order has no units for it: somebody makes it good in another way. */
const cannotBeClaimed = (s: OpenedRequest): boolean => s.status === 'arbitrated' && s.platformCase?.isApplied !== false

/** Done, stopped, or lost on its way: what was lost is goods of the order, and claimed as such. */
const isOver = ({ now, price }: GoodsElsewhere, isRepair: boolean): boolean =>
  now === 'canceled' || (now === 'done' && isRepair) || (now !== 'shipped' && price !== undefined)

export const resolve = (c: CommandNamed<'ResolveRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'in_progress' && !cannotBeClaimed(s)) return notNow(s)
  if (!goodsDone(s)) return reject({ _tag: 'GoodsInTransit' })
  if (![...s.refunds.values()].every((r) => hasEnded(r) || needsPerson(r))) return reject({ _tag: 'RefundInFlight' })
  const out = [s.replacement, s.repair].find((one) => one !== undefined && !isOver(one, one === s.repair))
  // Accepted goods that nothing was done for: the customer gets something for them, or is asked what.
  if (out !== undefined || (s.accepted.size > 0 && s.repair?.now !== 'done')) return reject({ _tag: 'RemedyOpen' })
  return accept(resolved(s, c.at, c.data.reason))
}

export const close = (s: OpenedRequest): Decision => {
  if (s.status === 'closed') return nothing
  if (s.status !== 'resolved' && s.status !== 'rejected') return notNow(s)
  return accept({ type: 'RequestClosed', data: { requestId: s.requestId } })
}
