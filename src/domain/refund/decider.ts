/**
 * Money going back. It is reserved before it is approved, approved before it is submitted, and submitted in the log
 * before any provider is called. Unknown is not failed; only a definite no lets a leg go out under a new key.
 * Next: `legs.ts` (sending), `answers.ts` (what the provider says), `steering.ts` (what finance does); then `withdrawal.ts`,
 * `receivables.ts` and `contests.ts`: what may still be said of money that went out.
 */
import type { Decider } from '../kernel/decider.js'
import { hasRole, maySay, type FromOthers } from '../values/actor.js'
import type { RefundCommand } from './commands.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { RefundError } from './errors.js'
import type { ApprovedBy, Leg, RefundEvent } from './events.js'
import { recordAnswer } from './answers.js'
import { recordFinding, reportSilent, submit } from './legs.js'
import { abandon, checkLeg, confirmStep, proposeStep, retry } from './steering.js'
import { contest, decideContest } from './contests.js'
import { evolve } from './evolve.js'
import { clearOverpayment, confirmWriteOff, proposeWriteOff, recordOverpayment, recordPaid } from './receivables.js'
import { reinstateBasis } from './reinstatement.js'
import { withdrawBasis, withdrawFirst } from './withdrawal.js'
import { initialRefund, type ProposedRefund, type RefundState } from './state.js'

/** Names the limit of the policy under which small refunds need no person. */
const FREE_LIMIT = 'refunds.approvalFreeUpTo'

const approvedEvent = (s: ProposedRefund, legs: ReadonlyArray<Leg>, by: ApprovedBy): RefundEvent => ({
  type: 'RefundApproved',
  data: { refundId: s.refundId, by, legs },
})

const recordMoney = (c: CommandNamed<'RecordMoneyAnswer'>, s: ProposedRefund): Decision => {
  if (s.status !== 'proposed') return nothing
  if (c.data._tag === 'Refused')
    return accept({ type: 'RefundRefused', data: { ...ended(s), refusal: c.data.refusal } })
  const { breakdown } = c.data
  // One leg per means of payment, named after it; a leg that is rerouted later will bring a name of its own.
  const legs = breakdown.tenders.map(({ tenderId, minor }) => ({ legId: tenderId, tenderId, minor }))
  const reserved: RefundEvent = { type: 'RefundReserved', data: { breakdown, legs } }
  // Its basis fell away before the order answered.
  if (s.withdrawals.size > 0) return accept(reserved, { type: 'RefundCanceled', data: ended(s) })
  const { total } = breakdown
  const { approvalFreeUpTo, secondApprovalAbove, approverRoles } = s.terms
  if (total === 0) return accept(reserved, { type: 'RefundNotDue', data: ended(s) })
  if (total <= approvalFreeUpTo)
    return accept(reserved, approvedEvent(s, legs, { _tag: 'Rule', ruleId: FREE_LIMIT, atMost: approvalFreeUpTo }))
  return accept(reserved, {
    type: 'RefundApprovalRequested',
    data: { approvals: total > secondApprovalAbove ? 2 : 1, roles: approverRoles },
  })
}

const approve = (c: CommandNamed<'ApproveRefund'>, s: ProposedRefund): Decision => {
  if (s.status !== 'pending_approval') return reject({ _tag: 'RefundNotOpen', status: s.status })
  const role = s.terms.approverRoles.find((r) => hasRole(c.actor, r))
  if (role === undefined) return reject({ _tag: 'NotAnApprover' })
  if (s.involved.includes(c.actor.id) || s.approvals.some((a) => a.actorId === c.actor.id))
    return reject({ _tag: 'FourEyes' })
  const given: RefundEvent = { type: 'RefundApprovalGiven', data: { approver: c.actor.id, role } }
  const approvers = [...s.approvals, { actorId: c.actor.id, role }]
  if (approvers.length < s.approvalsNeeded) return accept(given)
  const legs = s.legs.map(({ legId, tenderId, minor }) => ({ legId, tenderId, minor }))
  return accept(given, approvedEvent(s, legs, { _tag: 'Persons', approvers }))
}

const decline = (c: CommandNamed<'DeclineRefund'>, s: ProposedRefund): Decision => {
  if (s.status !== 'pending_approval') return reject({ _tag: 'RefundNotOpen', status: s.status })
  if (!s.terms.approverRoles.some((r) => hasRole(c.actor, r))) return reject({ _tag: 'NotAnApprover' })
  return accept({ type: 'RefundDeclined', data: { ...ended(s), code: c.data.code } })
}

/** Possible until the first leg is out. Asked by the request, so the answer is always an event. */
const cancel = (s: ProposedRefund): Decision => {
  if (s.status === 'canceled') return nothing
  const waits = s.status === 'pending_approval' || s.status === 'approved'
  return waits
    ? accept({ type: 'RefundCanceled', data: ended(s) })
    : accept({ type: 'RefundCancellationRefused', data: { refundId: s.refundId, requestId: s.requestId } })
}

const first = (c: RefundCommand): Decision => {
  switch (c.type) {
    case 'ProposeRefund':
      return accept({ type: 'RefundProposed', data: c.data })
    // The cancellation overtook the proposal, which then finds nothing to do.
    case 'CancelRefund':
      return accept({ type: 'RefundCanceled', data: c.data })
    case 'WithdrawBasis':
      return accept(...withdrawFirst(c.data))
    case 'ReinstateBasis':
      return reinstateBasis(c, initialRefund)
    default:
      return reject({ _tag: 'RefundNotFound' })
  }
}

/** What others than the shop may say of a refund: the customer of what was kept back, the provider of a leg. */
const FROM_OTHERS: FromOthers<RefundCommand['type']> = {
  ContestDeduction: ['customer'],
  RecordLegAnswer: ['provider'],
}

const decide =
  (c: RefundCommand) =>
  (s: RefundState): Decision => {
    if (!maySay(c, FROM_OTHERS)) return reject({ _tag: 'RefundForStaffOnly' })
    if (s.status === 'none') return first(c)
    switch (c.type) {
      case 'ProposeRefund':
        return nothing
      case 'RecordMoneyAnswer':
        return recordMoney(c, s)
      case 'ApproveRefund':
        return approve(c, s)
      case 'DeclineRefund':
        return decline(c, s)
      case 'CancelRefund':
        return cancel(s)
      case 'SubmitLeg':
        return submit(c, s)
      case 'RecordLegAnswer':
        return recordAnswer(c, s)
      case 'ReportLegSilent':
        return reportSilent(c, s)
      case 'RecordLegFinding':
        return recordFinding(c, s)
      case 'RetryLeg':
        return retry(c, s)
      case 'CheckLeg':
        return checkLeg(c, s)
      case 'ProposeLegStep':
        return proposeStep(c, s)
      case 'ConfirmLegStep':
        return confirmStep(c, s)
      case 'AbandonRefund':
        return abandon(c, s)
      case 'WithdrawBasis':
        return withdrawBasis(c, s)
      case 'ReinstateBasis':
        return reinstateBasis(c, s)
      case 'ContestDeduction':
        return contest(c, s)
      case 'DecideContest':
        return decideContest(c, s)
      case 'RecordReceivablePaid':
        return recordPaid(c, s)
      case 'ProposeWriteOff':
        return proposeWriteOff(c, s)
      case 'ConfirmWriteOff':
        return confirmWriteOff(c, s)
      case 'RecordOverpayment':
        return recordOverpayment(c, s)
      case 'ClearOverpayment':
        return clearOverpayment(c, s)
    }
  }

const TERMINAL = new Set(['succeeded', 'not_due', 'refused', 'declined', 'canceled', 'abandoned'])

export const Refund: Decider<RefundCommand, RefundState, RefundEvent, RefundError> = {
  name: 'refund',
  initial: initialRefund,
  decide,
  evolve,
  isTerminal: (s) => TERMINAL.has(s.status),
}
