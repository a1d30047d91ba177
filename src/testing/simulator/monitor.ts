/**
 * Watches the shared log as it is written and says at once when a promise is broken. It folds every stream by itself
 * and knows what the provider really did, so it needs to trust nothing that the library believes.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AllowanceState } from '../../domain/allowance/index.js'
import type { CompensationState } from '../../domain/compensation/index.js'
import type { EntitlementState, RegisteredEntitlement } from '../../domain/entitlement/index.js'
import { paidFor } from '../../domain/entitlement/state.js'
import type { DomainEvent } from '../../domain/reactions/index.js'
import { COMPONENTS, sumOf, type Breakdown } from '../../domain/values/breakdown.js'
import type { StreamKind } from '../../domain/values/ids.js'
import type { ProposedRefund, RefundState } from '../../domain/refund/index.js'
import type { RepairState } from '../../domain/repair/index.js'
import type { ReplacementState } from '../../domain/replacement/index.js'
import type { RequestState } from '../../domain/request/index.js'
import type { ReturnState } from '../../domain/return/index.js'
import type { StoredEvent } from '../../ports/event-store.js'
import { aggregateOf } from '../../runtime/aggregates.js'
import { decodeLogged } from '../../runtime/read-log.js'
import type { SimulatedPayments } from '../simulated-payments.js'
import { streamParts } from './stream-parts.js'

/** A promise that was broken: which one, and how. */
export interface Violation {
  readonly promise: string
  readonly detail: string
}

export interface StreamStates {
  readonly entitlement: EntitlementState
  readonly request: RequestState
  readonly return: ReturnState
  readonly refund: RefundState
  readonly replacement: ReplacementState
  readonly repair: RepairState
  readonly compensation: CompensationState
  readonly allowance: AllowanceState
}

export interface Watched {
  readonly kind: StreamKind
  readonly id: string
  readonly state: unknown
}

export interface Monitor {
  /** In the order of the log. */
  readonly saw: (event: StoredEvent) => void
  /** The provider pays. */
  readonly paid: (key: string) => void
  readonly violation: () => Violation | undefined
  readonly state: <K extends keyof StreamStates>(kind: K, id: string) => StreamStates[K] | undefined
  readonly of: <K extends keyof StreamStates>(kind: K) => ReadonlyArray<StreamStates[K]>
  readonly events: () => number
  /** Which leg a key belongs to, once its intent stands in the log. */
  readonly legOf: (
    key: string,
  ) => { readonly refundId: string; readonly legId: string; readonly epoch: number } | undefined
  readonly broken: (promise: string, detail: string) => void
}

/** After these nothing may follow but facts from outside and answers to late questions. */
const AFTER_END: Readonly<Record<string, ReadonlySet<string>>> = {
  request: new Set(['RefundReopened', 'SurveyAnswered']),
  return: new Set([
    ...['ReceiptExceptionRecorded', 'ReturnCancellationRefused', 'LabelVoided', 'FirstScanRecorded', 'ParcelScanned'],
    ...['ParcelRefused', 'InspectionRevised', 'ItemsDisposed', 'ItemsRedisposed', 'RejectedGoodsSentBack'],
    ...['RejectedGoodsDelivered', 'GoodsAbandoned', 'SendBackDeadlineSet', 'SendBackDeadlineMet', 'HeldGoodsOverdue'],
  ]),
  refund: new Set(['RefundCancellationRefused', 'RefundLegReversed', 'RefundLegContradicted']),
}

export const monitor = (payments: Pick<SimulatedPayments, 'paid' | 'payments' | 'reversals'>): Monitor => {
  const revisions = new Map<string, number>()
  const states = new Map<StreamKind, Map<string, unknown>>()
  const statesOf = <K extends keyof StreamStates>(kind: K): Map<string, StreamStates[K]> => {
    const known = states.get(kind) ?? new Map<string, unknown>()
    states.set(kind, known)
    return known as Map<string, StreamStates[K]>
  }
  const ids = new Set<string>()
  const settled = new Set<string>()
  const legs = new Map<string, { refundId: string; legId: string; epoch: number }>()
  let found: Violation | undefined
  let events = 0

  const broken = (promise: string, detail: string): void => {
    found ??= { promise, detail }
  }

  const saw = (stored: StoredEvent): void => {
    events += 1
    const { stream, revision, id } = stored
    const { kind, id: streamId } = streamParts(stream)
    const known = statesOf(kind as 'refund') as Map<string, unknown>
    if (revision !== (revisions.get(stream) ?? -1) + 1) broken('I7 revisions have no gap', `${stream} ${revision}`)
    if (ids.has(id)) broken('I7 event ids are unique', `${stream} ${revision}`)
    ids.add(id)
    const logged = decodeLogged(stored)
    if (E.isLeft(logged)) return broken('I7 every event can be read', JSON.stringify(logged.left))
    const { event } = logged.right
    const { decider } = aggregateOf<unknown>(kind)
    const old = known.get(streamId) ?? decider.initial
    if (decider.isTerminal(old) && AFTER_END[kind]?.has(event.type) === false)
      broken('I6 nothing happens after the end', `${stream}: ${event.type}`)
    const state: unknown = decider.evolve(old, event)
    revisions.set(stream, revision)
    known.set(streamId, state)
    check(event, state, old)
  }

  const check = (event: DomainEvent, state: unknown, old: unknown): void => {
    switch (event.type) {
      case 'MoneyReserved':
        withinCaptured(state as RegisteredEntitlement)
        withinPaid(state as RegisteredEntitlement)
        return addsUp(event.data.breakdown)
      case 'MoneySettled': {
        const { refundId, legId, epoch } = event.data
        const payment = `${refundId} ${legId} ${epoch}`
        if (settled.has(payment)) broken('I2 a payment is settled once', payment)
        settled.add(payment)
        return withinCaptured(state as RegisteredEntitlement)
      }
      case 'MoneyReversed':
      case 'MoneyReleased':
        return withinCaptured(state as RegisteredEntitlement)
      case 'UnitsReserved':
        return withinOrdered(state as RegisteredEntitlement)
      case 'RefundReserved':
        return addsUp(event.data.breakdown)
      case 'RefundApprovalGiven':
        if ((old as ProposedRefund).involved.includes(event.data.approver))
          broken('I10 four eyes', `${event.data.approver} approved a case of their own`)
        return
      case 'RefundApproved': {
        const { approvalsNeeded, approvals, breakdown, terms } = state as ProposedRefund
        const given = new Set(approvals.map((one) => one.actorId)).size
        const needed =
          breakdown!.total <= terms.approvalFreeUpTo ? 0 : breakdown!.total > terms.secondApprovalAbove ? 2 : 1
        if (given < needed || approvalsNeeded !== needed) broken('I10 enough approvals', `${given} of ${needed}`)
        return
      }
      case 'RequestApproved': {
        const { by, value } = event.data
        if (by._tag === 'Person' && value > by.atMost) broken('I10 within the limit', `${value} of ${by.atMost}`)
        return
      }
      case 'RefundLegSubmitted': {
        const { key, refundId, legId, epoch, minor, tenderId } = event.data
        const known = legs.get(key)
        if (known !== undefined && (known.refundId !== refundId || known.legId !== legId || known.epoch !== epoch))
          broken('I5 a key belongs to one leg and epoch', key)
        legs.set(key, { refundId, legId, epoch })
        const leg = (old as ProposedRefund).legs.find((one) => one.legId === legId)
        if (leg?.minor !== minor || leg.tenderId !== tenderId)
          broken('I5 a leg keeps its amount', `${refundId} ${legId}`)
        return
      }
      case 'RefundLegSucceeded': {
        const { refundId, legId, epoch } = event.data
        const key = [...legs].find(([, l]) => l.refundId === refundId && l.legId === legId && l.epoch === epoch)?.[0]
        if (key === undefined || !payments.payments.some((payment) => payment.key === key))
          broken('I5 what the books call paid was paid', `${refundId} ${legId}`)
        return
      }
      case 'RefundLegReleased':
      case 'RefundLegPaidManually':
      case 'RefundLegRerouted':
        if (new Set(event.data.persons).size < 2) broken('I10 four eyes', `${event.type} by one person`)
        return
      default:
        return
    }
  }

  const withinCaptured = (s: RegisteredEntitlement): void => {
    for (const t of s.tenders) {
      const used = t.reserved + t.settled
      if (used > t.captured || t.reserved < 0 || t.settled < 0)
        broken('I1 never more than was captured', `${s.orderId} ${t.tenderId}: ${used} of ${t.captured}`)
    }
  }

  const withinPaid = (s: RegisteredEntitlement): void => {
    for (const { line, taken } of s.lines)
      for (const component of COMPONENTS)
        if (taken[component] < 0 || taken[component] > paidFor(line, component))
          broken('I3 no component is paid back beyond what was paid', `${s.orderId} ${line.lineId} ${component}`)
  }

  const withinOrdered = (s: RegisteredEntitlement): void => {
    for (const { line, held, returned, kept, external, canceled } of s.lines)
      if (held + returned + kept + external + canceled > line.quantity)
        broken('I1 never more units than were ordered', `${s.orderId} ${line.lineId}`)
  }

  const addsUp = (b: Breakdown): void => {
    const gross = b.lines.reduce((sum, line) => sum + sumOf(line.amounts), b.shipping + b.shippingTax)
    const kept = b.deductions.reduce((sum, d) => sum + d.minor, b.shortfall)
    const legsSum = b.tenders.reduce((sum, t) => sum + t.minor, 0)
    if (gross - kept !== b.total || legsSum !== b.total) broken('I4 every breakdown adds up', JSON.stringify(b))
  }

  /** At every instant: paid at most once for a leg, but for what came back. */
  const paid = (key: string): void => {
    const leg = legs.get(key)
    if (leg === undefined) return broken('I5 nothing is paid without its intent in the log', key)
    const count = (list: ReadonlyArray<{ readonly key: string }>): number =>
      list.filter((payment) => {
        const other = legs.get(payment.key)
        return other?.refundId === leg.refundId && other.legId === leg.legId
      }).length
    if (count(payments.payments) - count(payments.reversals) > 1)
      broken('I5 no leg is paid twice', `${leg.refundId} ${leg.legId}`)
  }

  return {
    saw,
    paid,
    broken,
    violation: () => found,
    events: () => events,
    legOf: (key) => legs.get(key),
    state: <K extends keyof StreamStates>(kind: K, id: string) => statesOf(kind).get(id),
    of: <K extends keyof StreamStates>(kind: K) => [...statesOf(kind).values()],
  }
}
