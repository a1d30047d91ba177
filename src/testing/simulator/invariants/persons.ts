/** 7: four eyes. Persons are taken from who sent the commands, not from what aggregates noted about them. */
import type { ProposedCompensation } from '../../../domain/compensation/index.js'
import type { ProposedRefund } from '../../../domain/refund/index.js'
import type { PlannedReplacement } from '../../../domain/replacement/index.js'
import { streamParts } from '../stream-parts.js'
import type { Invariant, Seen } from './seen.js'

const EYES = 'I7 four eyes'

const whoOf = ({ stored }: Seen): string => stored.metadata.actorId
const humanOf = (seen: Seen): ReadonlyArray<string> =>
  seen.stored.metadata.actorKind === 'system' ? [] : [whoOf(seen)]

/** Whoever let the money of a refund fall due approves nothing of it, and sees to nothing about it alone. */
export const whoTookPartDecidesNothing: Invariant = ({ broken }) => {
  const opened = new Map<string, ReadonlyArray<string>>()
  const submitted = new Map<string, string>()
  const decided = new Map<string, ReadonlyArray<string>>()
  const inspected = new Map<string, string>()
  const involved = new Map<string, ReadonlySet<string>>()
  const proposed = new Map<string, string>()
  const by = (refundId: string, seen: Seen): void => {
    if (involved.get(refundId)?.has(whoOf(seen)) === true)
      broken(EYES, `${seen.event.type} of ${refundId} by ${whoOf(seen)}, who took part`)
  }
  return (seen) => {
    const { event, state, stored } = seen
    const { id } = streamParts(stored.stream)
    switch (event.type) {
      case 'RequestOpened':
        return void opened.set(id, [event.data.customerId, ...humanOf(seen)])
      case 'SubmissionStarted':
        return void submitted.set(id, event.data.submittedBy)
      case 'RequestApproved':
        return void decided.set(id, humanOf(seen))
      case 'ItemsInspected':
        return void inspected.set(`${event.data.returnId} ${event.data.inspectionId}`, whoOf(seen))
      case 'RefundDue': {
        const { refundId, basis } = event.data
        const inspector =
          basis._tag === 'Inspection' ? inspected.get(`${basis.returnId} ${basis.inspectionId}`) : undefined
        const people = [
          ...(opened.get(id) ?? []),
          submitted.get(id),
          ...(decided.get(id) ?? []),
          inspector,
          ...humanOf(seen),
        ]
        involved.set(refundId, new Set(people.filter((one) => one !== undefined)))
        return
      }
      case 'RefundApprovalGiven':
        if ((state as ProposedRefund).approvals.filter((one) => one.actorId === whoOf(seen)).length > 1)
          broken(EYES, `${whoOf(seen)} approved ${id} twice`)
        return by(id, seen)
      case 'RefundLegStepProposed':
        return void proposed.set(`${id} ${event.data.legId}`, whoOf(seen))
      case 'RefundLegReleased':
      case 'RefundLegPaidManually':
      case 'RefundLegRerouted':
        if (proposed.get(`${id} ${event.data.legId}`) === whoOf(seen)) broken(EYES, `${event.type} by one person`)
        return by(id, seen)
      case 'DeductionContested':
        return void proposed.set(`${id} ${event.data.contestId}`, whoOf(seen))
      case 'DeductionUpheld':
      case 'DeductionWaived':
        if (proposed.get(`${id} ${event.data.contestId}`) === whoOf(seen)) broken(EYES, `${event.type} by one person`)
        return by(id, seen)
      case 'ReceivableWriteOffProposed':
        return void proposed.set(`${id} ${event.data.receivableId}`, whoOf(seen))
      case 'ReceivableWrittenOff':
        if (proposed.get(`${id} ${event.data.receivableId}`) === whoOf(seen))
          broken(EYES, `${event.type} by one person`)
        return by(id, seen)
      default:
        return
    }
  }
}

/** An appeal is for another pair of eyes, and nobody decides above their limit. */
export const anotherReviewer: Invariant = ({ broken }) => {
  const decided = new Map<string, Set<string>>()
  const filed = new Map<string, string>()
  return (seen) => {
    const { event, stored } = seen
    const { id } = streamParts(stored.stream)
    if (event.type === 'AppealFiled') filed.set(id, whoOf(seen))
    if (event.type === 'AppealWithdrawn' || event.type === 'SubmissionRefused' || event.type === 'RequestReopened')
      filed.delete(id)
    if (event.type !== 'RequestApproved' && event.type !== 'RequestRejected') return
    const { by } = event.data
    if (event.type === 'RequestApproved' && by._tag === 'Person' && event.data.value > by.atMost)
      broken('I7 nobody decides above their limit', `${event.data.value} of ${by.atMost}`)
    const before = decided.get(id) ?? new Set<string>()
    if (by._tag === 'Person' && filed.has(id) && (before.has(whoOf(seen)) || filed.get(id) === whoOf(seen)))
      broken(EYES, `${whoOf(seen)} looked twice at ${id}`)
    if (by._tag === 'Person') decided.set(id, before.add(whoOf(seen)))
    filed.delete(id)
  }
}

/** As many approvals as the amount asks for. */
export const enoughApprovals: Invariant =
  ({ broken }) =>
  ({ event, state }) => {
    if (event.type !== 'RefundApproved') return
    const { approvalsNeeded, approvals, breakdown, terms } = state as ProposedRefund
    const given = new Set(approvals.map((one) => one.actorId)).size
    const needed = breakdown!.total <= terms.approvalFreeUpTo ? 0 : breakdown!.total > terms.secondApprovalAbove ? 2 : 1
    if (given < needed || approvalsNeeded !== needed) broken('I7 enough approvals', `${given} of ${needed}`)
  }

export const nobodyGivesToThemselves: Invariant =
  ({ broken }) =>
  (seen) => {
    const { event, state, old } = seen
    const me = whoOf(seen)
    if (event.type === 'CompensationApprovalGiven') {
      const { proposedBy, customerId, approvers } = state as ProposedCompensation
      if (me === proposedBy.id || me === customerId || approvers.filter((one) => one === me).length > 1)
        broken(EYES, `${me} approved a compensation of their own`)
    }
    if (event.type === 'RecoveryWaived') {
      const { customerId, advance } = old as PlannedReplacement
      if (me === customerId || me === advance?.releasedBy) broken(EYES, `${me} waived what they had released`)
    }
  }

/** Two have counted; a third settles it. */
export const aThirdCounts: Invariant = ({ broken }) => {
  const counters = new Map<string, Set<string>>()
  return (seen) => {
    const { event, stored } = seen
    if (event.type !== 'ParcelReceived' && event.type !== 'CountDisputed' && event.type !== 'CountSettled') return
    const receiptId = event.type === 'CountSettled' ? event.data.corrects.receiptId : event.data.receiptId
    const key = `${stored.stream} ${receiptId}`
    const known = counters.get(key) ?? new Set<string>()
    if (event.type === 'CountSettled' && known.has(whoOf(seen))) broken(EYES, `${whoOf(seen)} settled their own count`)
    counters.set(key, known.add(whoOf(seen)))
  }
}
