/**
 * Whom a piece of a case waits for, until when, how soon it wants somebody, and how much it is about. It is told by the state alone, so that a queue is
 * never in doubt. `nobody`: it is over, or others of the case are next. `library`: what follows comes by itself.
 */
import type { CompensationStatus, ProposedCompensation } from '../../domain/compensation/state.js'
import type { ProposedRefund, RefundStatus } from '../../domain/refund/state.js'
import type { PlannedRepair, RepairStatus } from '../../domain/repair/state.js'
import type { PlannedReplacement, ReplacementStatus } from '../../domain/replacement/state.js'
import { needsPerson, type OpenedRequest, type RequestStatus } from '../../domain/request/state.js'
import type { AuthorizedReturn, ReturnStatus } from '../../domain/return/state.js'
import type { Sentence } from '../../domain/kernel/sentence.js'
import type { Department } from '../../domain/values/department.js'
import { priorityIn, type Priority } from './priority.js'

export type WaitingFor = Department | 'customer' | 'carrier' | 'provider' | 'platform' | 'library' | 'nobody'

/** As staff reads them. */
export const DEPARTMENTS: Readonly<Record<Department, Sentence>> = {
  customer_service: { en: 'Customer service', zh: '客服' },
  warehouse: { en: 'Warehouse', zh: '仓库' },
  workshop: { en: 'Workshop', zh: '维修' },
  finance: { en: 'Finance', zh: '财务' },
}

export interface Waiting {
  readonly waitingFor: WaitingFor
  readonly priority: Priority
  readonly dueAt?: string
  readonly amount?: { readonly minor: number; readonly currency: string }
}

type Awaited = Omit<Waiting, 'priority'>

const waiting = (
  waitingFor: WaitingFor,
  { dueAt, minor, currency }: { dueAt?: string | undefined; minor?: number | undefined; currency?: string } = {},
): Awaited => ({
  waitingFor,
  ...(dueAt === undefined ? {} : { dueAt }),
  ...(minor === undefined || currency === undefined || currency === '' ? {} : { amount: { minor, currency } }),
})

const REQUEST: Readonly<Record<RequestStatus, WaitingFor>> = {
  ...{ draft: 'customer', reserving: 'library', submitted: 'library', under_review: 'customer_service' },
  ...{ awaiting_evidence: 'customer', approved: 'library', appealed: 'library', reopened: 'library' },
  // The return, the refund and the others of the case say whom they wait for.
  ...{ in_progress: 'nobody', switching: 'library', canceling: 'library' },
  // A ruling that could not be done stays with a person.
  ...{ in_arbitration: 'platform', arbitrated: 'customer_service' },
  ...{
    rejected: 'nobody',
    canceled: 'nobody',
    expired: 'nobody',
    merged: 'nobody',
    resolved: 'nobody',
    closed: 'nobody',
  },
}
const ofRequest = (s: OpenedRequest): Awaited => {
  const waitsForRetry = s.status === 'in_progress' && [...s.refunds.values()].some(needsPerson)
  return waiting(waitsForRetry ? 'customer_service' : REQUEST[s.status], {
    dueAt: s.evidenceDueAt,
    minor: s.valued.reduce((sum, { value }) => sum + value, 0),
    currency: s.currency,
  })
}

const RETURN: Readonly<Record<ReturnStatus, WaitingFor>> = {
  ...{ authorized: 'customer', in_transit: 'carrier', partially_received: 'warehouse', received: 'warehouse' },
  ...{ inspected: 'warehouse', completed: 'nobody', expired: 'nobody', canceled: 'nobody' },
}
const ofReturn = (s: AuthorizedReturn): Awaited =>
  waiting(RETURN[s.status], { dueAt: s.status === 'authorized' ? s.shipBy : s.sendBackBy })

const REFUND: Readonly<Record<RefundStatus, WaitingFor>> = {
  ...{ proposed: 'library', reserved: 'library', pending_approval: 'finance', approved: 'library' },
  ...{ executing: 'provider', needs_attention: 'finance', partially_succeeded: 'finance', failed: 'finance' },
  ...{ succeeded: 'nobody', not_due: 'nobody', refused: 'nobody', declined: 'nobody' },
  ...{ canceled: 'nobody', abandoned: 'nobody' },
}
const ofRefund = (s: ProposedRefund): Awaited => {
  // What a customer owes or contests is finance's, whatever became of the refund.
  const isOpen =
    [...s.receivables.values()].some(({ status }) => status === 'open') ||
    [...s.contests.values()].some(({ end }) => end === undefined)
  const { total, currency } = s.breakdown ?? {}
  return waiting(isOpen ? 'finance' : REFUND[s.status], {
    minor: total,
    ...(currency === undefined ? {} : { currency }),
  })
}

const REPLACEMENT: Readonly<Record<ReplacementStatus, WaitingFor>> = {
  ...{ planned: 'customer_service', awaiting_payment: 'customer', reserved: 'customer', released: 'warehouse' },
  ...{ shipped: 'carrier', undelivered: 'customer_service', out_of_stock: 'customer_service' },
  ...{ expired: 'customer_service', delivered: 'nobody', canceled: 'nobody' },
}
const ofReplacement = (s: PlannedReplacement): Awaited =>
  waiting(s.advance?.phase === 'due' ? 'customer_service' : REPLACEMENT[s.status], {
    dueAt:
      s.status === 'awaiting_payment' ? s.offer?.payBy : s.advance?.phase === 'held' ? s.advance.returnBy : undefined,
    minor: s.advance?.phase === 'due' ? s.advance.due : s.offer?.price,
    currency: s.currency,
  })

const REPAIR: Readonly<Record<RepairStatus, WaitingFor>> = {
  ...{ planned: 'customer', diagnosing: 'workshop', quoted: 'customer', repairing: 'workshop' },
  ...{ repaired: 'workshop', unrepaired: 'workshop', shipped_back: 'carrier', completed: 'nobody', canceled: 'nobody' },
}
const ofRepair = (s: PlannedRepair): Awaited =>
  waiting(REPAIR[s.status], { dueAt: s.status === 'quoted' ? s.quote?.validUntil : s.finishBy })

const COMPENSATION: Readonly<Record<CompensationStatus, WaitingFor>> = {
  ...{ reserving: 'library', refused: 'nobody', pending_approval: 'customer_service', approved: 'library' },
  ...{ rejected: 'nobody', offered: 'customer', accepted: 'library', declined: 'nobody', lapsed: 'nobody' },
  ...{ issuing: 'provider', failed: 'customer_service', needs_attention: 'customer_service', issued: 'nobody' },
  ...{ revoking: 'provider', revoked: 'nobody', redeemed: 'nobody', expired: 'nobody', canceled: 'nobody' },
}
const ofCompensation = (s: ProposedCompensation): Awaited =>
  // What came back beyond what was given is given back by finance, whatever becomes of the benefit.
  waiting(s.debts.some(({ surplus }) => surplus > 0) ? 'finance' : COMPENSATION[s.status], {
    dueAt: s.status === 'offered' ? s.expiresAt : undefined,
    minor: s.shares.reduce((sum, { minor }) => sum + minor, 0),
    currency: s.currency,
  })

const BY_KIND = {
  ...{ request: ofRequest, return: ofReturn, refund: ofRefund },
  ...{ replacement: ofReplacement, repair: ofRepair, compensation: ofCompensation },
}

/** `state`: of an aggregate of that kind, as it was folded. */
export const waitingIn = (kind: keyof typeof BY_KIND, state: { readonly status: string }): Waiting => ({
  ...(state.status === 'none' ? waiting('nobody') : (BY_KIND[kind] as (s: unknown) => Awaited)(state)),
  priority: priorityIn(kind, state),
})
