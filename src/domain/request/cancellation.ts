/**
 * Taking a request back. Before anything was started that is at once; afterwards the return or the refund is asked
 * first, and only what it answers decides: goods handed over and money submitted are not called back.
 */
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { isOut } from './owed.js'
import { thenResolved } from './remedies.js'
import { withdrawn } from './second-look.js'
import type { RequestEvent } from './events.js'
import type { GoodsElsewhere, OpenedRequest } from './state.js'

/** What goes out or is repaired is called off with it, unless that has stopped by itself. */
const running = (out: GoodsElsewhere | undefined): string | undefined => (out?.now === 'canceled' ? undefined : out?.id)

export const canceled = (s: OpenedRequest, reason: string): RequestEvent => {
  const { requestId, orderId, submission } = s
  const [replacementId, repairId] = [running(s.replacement), running(s.repair)]
  return {
    type: 'RequestCanceled',
    data: {
      ...{ requestId, orderId, reason },
      ...(replacementId === undefined ? {} : { replacementId }),
      ...(repairId === undefined ? {} : { repairId }),
      ...(submission === 0 ? {} : { submission }),
    },
  }
}

export const cancel = (c: CommandNamed<'CancelRequest'>, s: OpenedRequest): Decision => {
  const { reason } = c.data
  switch (s.status) {
    case 'submitted':
    case 'under_review':
    case 'awaiting_evidence':
      return accept(s.secondLook === undefined ? canceled(s, reason) : withdrawn(s, reason))
    case 'draft':
    case 'approved':
      return accept(canceled(s, reason))
    case 'in_progress': {
      const { requestId, orderId, returnId, replacement } = s
      // What was asked for has ended; only money of it is still on its way to the customer.
      if (!s.holdsUnits) return notNow(s)
      if (isOut(s)) return reject({ _tag: 'ReplacementShipped' })
      // Only one of them can still say yes: the return while nothing was handed over, without one the open refund.
      const refundIds =
        returnId === undefined
          ? [...s.refunds].flatMap(([id, { end, run }]) => (end === undefined && run === s.run ? [id] : []))
          : []
      // Nothing is left that could be called back: the goods are dealt with, or no money is on its way.
      const replacementId = returnId === undefined && replacement?.now !== 'canceled' ? replacement?.id : undefined
      const canAnswer = returnId !== undefined || replacementId !== undefined || refundIds.length > 0
      if (s.returned !== undefined || !canAnswer) return notNow(s)
      return accept({
        type: 'CancellationStarted',
        data: {
          ...{ requestId, orderId, reason, refundIds },
          ...(returnId === undefined ? {} : { returnId }),
          ...(replacementId === undefined ? {} : { replacementId }),
        },
      })
    }
    case 'canceled':
      return nothing
    default:
      return notNow(s)
  }
}

export const recordReturnCanceled = (s: OpenedRequest): Decision =>
  s.status === 'canceling' ? accept(canceled(s, s.cancelReason)) : nothing

export const recordCancellationRefused = (c: CommandNamed<'RecordCancellationRefused'>, s: OpenedRequest): Decision =>
  s.status === 'canceling' ? thenResolved(s, c.at, { type: 'CancellationRefused', data: { why: c.data.why } }) : nothing
