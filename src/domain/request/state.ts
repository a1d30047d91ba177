/** The customer's case as its events tell it. `lifecycle.ts` lists which status follows which. */
import type { Remedy } from '../policy/policy-set.js'
import type { Terms } from '../policy/terms.js'
import type { Instant } from '../values/instant.js'
import type { RefundEnd } from '../values/refund-basis.js'
import type { Refusal } from '../values/refusal.js'
import type { LineUnits, ValuedUnits } from '../values/units.js'
import type { RefundDue, RequestEvent, RequestLine } from './events.js'
import type { EventOfFamily } from '../kernel/event-family.js'

export type RequestStatus =
  | 'draft'
  | 'reserving'
  | 'submitted'
  | 'under_review'
  | 'awaiting_evidence'
  | 'approved'
  | 'rejected'
  | 'in_progress'
  | 'canceling'
  | 'canceled'
  | 'expired'
  | 'resolved'
  | 'closed'

type Due = EventOfFamily<typeof RefundDue>['data']

export interface RefundOfRequest {
  readonly due: Due
  readonly end: RefundEnd | undefined
  readonly paid: number
  /** One at first, one more each time that paid money came back. */
  readonly round: number
  /** Asked again under a new id. */
  readonly retried: boolean
}

export interface OpenedRequest {
  readonly status: RequestStatus
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly openedBy: string
  readonly remedy: Remedy
  readonly lines: ReadonlyArray<RequestLine>
  readonly hasNote: boolean
  readonly submission: number
  readonly submittedBy: string | undefined
  readonly terms: Terms | undefined
  readonly overridden: boolean
  /** Why the last submission went back to draft. */
  readonly refusal: Refusal | undefined
  readonly valued: ReadonlyArray<ValuedUnits>
  readonly currency: string
  readonly approved: ReadonlyArray<LineUnits>
  readonly approvedBy: string | undefined
  readonly returnId: string | undefined
  /** Inspections that the finished return names; undefined while it is under way. */
  readonly returned: ReadonlyArray<string> | undefined
  readonly inspections: ReadonlyArray<string>
  readonly refunds: ReadonlyMap<string, RefundOfRequest>
  /** Why the last cancellation did not happen. */
  readonly notCanceled: 'goods_in_transit' | 'refund_in_flight' | undefined
  readonly cancelReason: string
  /** Until when asked-for evidence is due; undefined where none is. */
  readonly evidenceDueAt: Instant | undefined
  readonly evidence: ReadonlyArray<string>
  readonly isSurveyed: boolean
}

export type RequestState = { readonly status: 'none' } | OpenedRequest

export const initialRequest: RequestState = { status: 'none' }

export const evolve = (state: RequestState, event: RequestEvent): RequestState => {
  if (state.status === 'none') {
    if (event.type !== 'RequestOpened') return state
    const { requestId, orderId, customerId, openedBy, remedy, lines } = event.data
    return {
      status: 'draft',
      requestId,
      orderId,
      customerId,
      openedBy: openedBy.id,
      remedy,
      lines,
      hasNote: event.data.note !== undefined,
      submission: 0,
      submittedBy: undefined,
      terms: undefined,
      overridden: false,
      refusal: undefined,
      valued: [],
      currency: '',
      approved: [],
      approvedBy: undefined,
      returnId: undefined,
      returned: undefined,
      inspections: [],
      refunds: new Map(),
      notCanceled: undefined,
      cancelReason: '',
      evidenceDueAt: undefined,
      evidence: [],
      isSurveyed: false,
    }
  }
  const s = state
  switch (event.type) {
    case 'RequestOpened':
      return s
    case 'RequestEdited':
      return {
        ...s,
        remedy: event.data.remedy,
        lines: event.data.lines,
        hasNote: s.hasNote || event.data.note !== undefined,
      }
    case 'SubmissionStarted': {
      const { submission, submittedBy, terms, override } = event.data
      return {
        ...s,
        status: 'reserving',
        submission,
        submittedBy,
        terms,
        overridden: override !== undefined,
        refusal: undefined,
      }
    }
    case 'SubmissionRefused':
      return { ...s, status: 'draft', refusal: event.data.refusal }
    case 'RequestSubmitted':
      return { ...s, status: 'submitted', valued: event.data.lines, currency: event.data.currency }
    case 'RequestAssessed':
      return { ...s, status: 'under_review' }
    case 'RequestApproved': {
      const { by, lines } = event.data
      return { ...s, status: 'approved', approved: lines, approvedBy: by._tag === 'Person' ? by.actorId : undefined }
    }
    case 'RequestRejected':
      return { ...s, status: 'rejected' }
    case 'RemediesStarted':
      return { ...s, status: 'in_progress', returnId: event.data.goods?.returnId }
    case 'RefundDue': {
      const due = event.data
      const refunds = new Map(s.refunds)
      for (const [id, refund] of refunds)
        if (refund.due.attempt < due.attempt && sameBasis(refund.due.basis, due.basis))
          refunds.set(id, { ...refund, retried: true })
      refunds.set(due.refundId, { due, end: undefined, paid: 0, round: 1, retried: false })
      const { basis } = due
      const inspections =
        basis._tag === 'Inspection' && !s.inspections.includes(basis.inspectionId)
          ? [...s.inspections, basis.inspectionId]
          : s.inspections
      return { ...s, refunds, inspections }
    }
    case 'InspectionWithoutRefund':
      return { ...s, inspections: [...s.inspections, event.data.inspectionId] }
    case 'ReturnOutcomeRecorded':
      return { ...s, returned: event.data.inspections }
    case 'RefundOutcomeRecorded': {
      const { refundId, end, paid } = event.data
      const refund = s.refunds.get(refundId)
      return refund === undefined ? s : { ...s, refunds: new Map(s.refunds).set(refundId, { ...refund, end, paid }) }
    }
    case 'RefundReopened': {
      const { refundId, round } = event.data
      const refund = s.refunds.get(refundId)
      if (refund === undefined) return s
      const reopened = { ...refund, end: undefined, paid: 0, round: round + 1 }
      const hadEnded = s.status === 'resolved' || s.status === 'closed' || s.status === 'canceled'
      const status = hadEnded ? 'in_progress' : s.status
      return { ...s, status, refunds: new Map(s.refunds).set(refundId, reopened) }
    }
    case 'CancellationStarted':
      return { ...s, status: 'canceling', notCanceled: undefined, cancelReason: event.data.reason }
    case 'CancellationRefused':
      return { ...s, status: 'in_progress', notCanceled: event.data.why }
    case 'RequestCanceled':
      return { ...s, status: 'canceled' }
    case 'RequestResolved':
      return { ...s, status: 'resolved' }
    case 'RequestClosed':
      return { ...s, status: 'closed' }
    case 'EvidenceRequested':
      return { ...s, status: 'awaiting_evidence', evidenceDueAt: event.data.dueAt }
    case 'EvidenceSupplied': {
      const evidence = [...s.evidence, ...event.data.items.map(({ evidenceId }) => evidenceId)]
      const status = s.status === 'awaiting_evidence' ? 'under_review' : s.status
      return { ...s, status, evidence, evidenceDueAt: undefined }
    }
    case 'RequestExpired':
      return { ...s, status: 'expired', evidenceDueAt: undefined }
    case 'SurveyAnswered':
      return { ...s, isSurveyed: true }
  }
}

const sameBasis = (a: Due['basis'], b: Due['basis']): boolean =>
  a._tag === 'Inspection' && b._tag === 'Inspection' ? a.inspectionId === b.inspectionId : a._tag === b._tag

/** What was really paid over all refunds of the request. */
export const refundedTotal = (s: OpenedRequest): number => {
  let total = 0
  for (const { paid } of s.refunds.values()) total += paid
  return total
}
