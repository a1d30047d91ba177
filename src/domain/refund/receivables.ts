/**
 * What a customer owes of a refund until it is paid, written off by two persons, or turns out not to be owed: because the
 * chargeback was won, or because the refund gave up what it never paid.
 */
import { fillInOrder } from '../values/allocation.js'
import { receivableIdOf } from '../values/ids.js'
import { hasAnyRole } from '../values/actor.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { RefundEvent } from './events.js'
import { openOf, partsTotal, type Receivable } from './owed.js'
import type { TenderPart } from './receivable-events.js'
import type { RefundCommand } from './commands.js'
import type { ProposedRefund } from './state.js'

const mayDecide = (c: RefundCommand, s: ProposedRefund): boolean => hasAnyRole(c.actor, s.terms.approverRoles)

/**
 * What the customer has got of it so far, by tender. What is still on its way to them may never arrive: whoever pays that
 * back would be owed it again, and nobody knows yet whether it is the refund or the receivable that ends.
 */
export const owedSoFar = (s: ProposedRefund, { reason, tenders }: Receivable): ReadonlyArray<TenderPart> =>
  reason?._tag !== 'BasisWithdrawn'
    ? tenders
    : tenders.filter((part) => s.legs.some((leg) => leg.tenderId === part.tenderId && leg.status === 'succeeded'))

export const recordPaid = (c: CommandNamed<'RecordReceivablePaid'>, s: ProposedRefund): Decision => {
  const { receivableId, paymentId, minor } = c.data
  const { refundId, requestId, orderId } = s
  const known = s.receivables.get(receivableId)
  if (known === undefined) return reject({ _tag: 'ReceivableUnknown', receivableId })
  // Bank statements come from an import, too.
  if (c.actor.kind !== 'system' && !mayDecide(c, s)) return reject({ _tag: 'NotAnApprover' })
  if (known.payments.has(paymentId)) return nothing
  const { status, reason } = known
  if (status !== 'open') return reject({ _tag: 'ReceivableNotOpen', receivableId, status })
  const open = openOf(known)
  if (minor > open) return reject({ _tag: 'MoreThanReceivable', asked: minor, open })
  const owed = owedSoFar(s, known)
  const soFar = partsTotal(owed)
  if (minor > soFar) return reject({ _tag: 'NotYetOwed', asked: minor, soFar })
  const parts = fillInOrder(
    minor,
    owed.map((t) => t.minor),
  )
  const tenders = owed.flatMap(({ tenderId }, i) => (parts[i]! > 0 ? [{ tenderId, minor: parts[i]! }] : []))
  const isLast = minor === open
  const paid: RefundEvent = {
    type: 'ReceivablePaid',
    data: {
      ...{ refundId, receivableId, orderId, paymentId, minor, tenders },
      lines: isLast ? known.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) : [],
      ...(reason?._tag === 'Chargeback' ? { chargebackId: reason.chargebackId } : {}),
    },
  }
  if (!isLast) return accept(paid)
  const { currency } = s.breakdown!
  const all = known.paid + minor
  return accept(paid, { type: 'ReceivableSettled', data: { refundId, receivableId, requestId, paid: all, currency } })
}

export const proposeWriteOff = (c: CommandNamed<'ProposeWriteOff'>, s: ProposedRefund): Decision => {
  const { receivableId, reason } = c.data
  const known = s.receivables.get(receivableId)
  if (known === undefined) return reject({ _tag: 'ReceivableUnknown', receivableId })
  if (!mayDecide(c, s)) return reject({ _tag: 'NotAnApprover' })
  const { status, proposed } = known
  if (status !== 'open') return reject({ _tag: 'ReceivableNotOpen', receivableId, status })
  if (proposed?.by === c.actor.id && proposed.reason === reason) return nothing
  const { refundId } = s
  return accept({ type: 'ReceivableWriteOffProposed', data: { refundId, receivableId, reason, by: c.actor.id } })
}

export const confirmWriteOff = (c: CommandNamed<'ConfirmWriteOff'>, s: ProposedRefund): Decision => {
  const { receivableId } = c.data
  const known = s.receivables.get(receivableId)
  if (known === undefined) return reject({ _tag: 'ReceivableUnknown', receivableId })
  if (!mayDecide(c, s)) return reject({ _tag: 'NotAnApprover' })
  if (known.status !== 'open') return reject({ _tag: 'ReceivableNotOpen', receivableId, status: known.status })
  if (known.proposed === undefined) return reject({ _tag: 'NoWriteOffProposed', receivableId })
  const { by, reason } = known.proposed
  if (by === c.actor.id || s.involved.includes(c.actor.id)) return reject({ _tag: 'FourEyes' })
  const { refundId } = s
  const persons = [by, c.actor.id]
  return accept({
    type: 'ReceivableWrittenOff',
    data: { refundId, receivableId, minor: openOf(known), reason, persons },
  })
}

/** Only what went out can have been one payment too many. */
export const wentOut = (s: ProposedRefund): boolean => s.legs.some((leg) => leg.attempt > 0)

/** A bank gave the customer what this refund paid. */
export const recordOverpayment = (c: CommandNamed<'RecordOverpayment'>, s: ProposedRefund): Decision => {
  const { chargebackId, tenderId, epoch, minor } = c.data
  const receivableId = receivableIdOf(s.refundId, `chargeback ${epoch}`, chargebackId)
  if (s.receivables.has(receivableId) || !wentOut(s)) return nothing
  return accept({
    type: 'ReceivableDue',
    data: {
      ...ended(s),
      receivableId,
      minor,
      currency: s.breakdown!.currency,
      reason: { _tag: 'Chargeback', chargebackId },
      lines: [],
      tenders: [{ tenderId, minor }],
    },
  })
}

export const canceled = (
  s: ProposedRefund,
  receivableId: string,
  tenders: Receivable['tenders'],
): Extract<RefundEvent, { readonly type: 'ReceivableCanceled' }> => ({
  type: 'ReceivableCanceled',
  data: { refundId: s.refundId, receivableId, minor: partsTotal(tenders), tenders },
})

/** They did not get it twice. Heard before the overpayment itself, it is remembered. */
export const clearOverpayment = (c: CommandNamed<'ClearOverpayment'>, s: ProposedRefund): Decision => {
  const { chargebackId, epoch } = c.data
  const receivableId = receivableIdOf(s.refundId, `chargeback ${epoch}`, chargebackId)
  const known = s.receivables.get(receivableId)
  if (known === undefined) return wentOut(s) ? accept(canceled(s, receivableId, [])) : nothing
  return known.status === 'open' ? accept(canceled(s, receivableId, known.tenders)) : nothing
}

/**
 * The tender of a leg that failed, of which the customer paid something back when it had paid: giving it up would keep
 * both from them, the payment that came back and theirs.
 */
export const paidBackOnFailed = (s: ProposedRefund): string | undefined =>
  [...s.receivables.values()]
    .flatMap(({ paidBack }) => paidBack)
    .find(({ tenderId }) => s.legs.some((leg) => leg.tenderId === tenderId && leg.status === 'failed'))?.tenderId

/** Of what was withdrawn, the part that the refund gives up now was never paid. With it, what was owed may all be paid. */
export const neverPaid = (s: ProposedRefund, tenderIds: ReadonlyArray<string>): ReadonlyArray<RefundEvent> =>
  [...s.receivables.values()].flatMap((known): ReadonlyArray<RefundEvent> => {
    const { receivableId, status, reason, tenders, paid } = known
    const unpaid = tenders.filter((t) => tenderIds.includes(t.tenderId))
    if (status !== 'open' || reason?._tag !== 'BasisWithdrawn' || unpaid.length === 0) return []
    const end = canceled(s, receivableId, unpaid)
    if (unpaid.length < tenders.length || paid === 0) return [end]
    const lines = known.lines.map(({ lineId, quantity }) => ({ lineId, quantity }))
    const { refundId, requestId, orderId } = s
    return [
      { type: 'ReceivableCanceled', data: { ...end.data, orderId, lines } },
      { type: 'ReceivableSettled', data: { refundId, receivableId, requestId, paid, currency: s.breakdown!.currency } },
    ]
  })
