/** What each event changes. Total: a stream of old events folds in any state. Next: `evolve-goods.ts`. */
import type { RequestEvent } from './events.js'
import { evolveGoods } from './evolve-goods.js'
import type { OpenedRequest, PlatformCase, RequestState, RequestStatus } from './state.js'

type Opened = Extract<RequestEvent, { readonly type: 'RequestOpened' }>['data']

const opened = ({ requestId, orderId, customerId, openedBy, remedy, lines, note }: Opened): OpenedRequest => ({
  status: 'draft',
  requestId,
  orderId,
  customerId,
  openedBy: openedBy.id,
  remedy,
  lines,
  hasNote: note !== undefined,
  submission: 0,
  submittedBy: undefined,
  terms: undefined,
  overridden: false,
  refusal: undefined,
  quote: undefined,
  quotes: 0,
  valued: [],
  currency: '',
  approved: [],
  approvedBy: undefined,
  decidedBy: [],
  secondLook: undefined,
  appeals: 0,
  appealableUntil: undefined,
  reopenableUntil: undefined,
  platformCase: undefined,
  isRuled: false,
  run: 0,
  returnId: undefined,
  returned: undefined,
  inspections: [],
  accepted: new Map(),
  refunds: new Map(),
  credit: 0,
  isComplete: false,
  replacement: undefined,
  repair: undefined,
  switchTo: undefined,
  switches: 0,
  notCanceled: undefined,
  cancelReason: '',
  evidenceDueAt: undefined,
  evidence: [],
  isSurveyed: false,
  mergedInto: undefined,
  duplicates: [],
})

const withDecider = (s: OpenedRequest, by: { readonly _tag: string; readonly actorId?: string }): OpenedRequest =>
  by.actorId === undefined || s.decidedBy.includes(by.actorId) ? s : { ...s, decidedBy: [...s.decidedBy, by.actorId] }

const inCase = (s: OpenedRequest, change: (known: PlatformCase) => PlatformCase): OpenedRequest =>
  s.platformCase === undefined ? s : { ...s, platformCase: change(s.platformCase) }

/** A second look that comes to nothing leaves what stood before. */
const standing = (s: OpenedRequest, otherwise: RequestStatus): OpenedRequest => ({
  ...s,
  status: s.secondLook?.standing ?? otherwise,
  secondLook: undefined,
  evidenceDueAt: undefined,
})

export const evolve = (state: RequestState, event: RequestEvent): RequestState => {
  if (state.status === 'none') return event.type === 'RequestOpened' ? opened(event.data) : state
  const s = state
  switch (event.type) {
    case 'RequestOpened':
      return s
    case 'RequestEdited': {
      const { remedy, lines, note } = event.data
      return { ...s, remedy, lines, hasNote: s.hasNote || note !== undefined, quote: undefined }
    }
    case 'RequestQuoted': {
      const { quote, validUntil } = event.data
      return { ...s, quote: { quote, validUntil }, quotes: quote }
    }
    case 'SubmissionStarted': {
      const { submission, submittedBy, terms, override } = event.data
      const overridden = override !== undefined
      return { ...s, status: 'reserving', submission, submittedBy, terms, overridden, refusal: undefined }
    }
    case 'SubmissionRefused':
      return { ...standing(s, 'draft'), refusal: event.data.refusal }
    case 'RequestSubmitted':
      return { ...s, status: 'submitted', valued: event.data.lines, currency: event.data.currency }
    case 'RequestAssessed':
      return { ...s, status: 'under_review' }
    case 'EvidenceRequested':
      return { ...s, status: 'awaiting_evidence', evidenceDueAt: event.data.dueAt }
    case 'EvidenceSupplied': {
      const evidence = [...s.evidence, ...event.data.items.map(({ evidenceId }) => evidenceId)]
      const status = s.status === 'awaiting_evidence' ? 'under_review' : s.status
      return { ...s, status, evidence, evidenceDueAt: undefined }
    }
    case 'RequestExpired':
      return { ...s, status: 'expired', evidenceDueAt: undefined }
    case 'RequestApproved': {
      const { by, lines } = event.data
      const approvedBy = by._tag === 'Person' ? by.actorId : undefined
      return { ...withDecider(s, by), status: 'approved', approved: lines, approvedBy, secondLook: undefined }
    }
    case 'RequestRejected': {
      const { by, appealableUntil, reopenableUntil } = event.data
      return { ...withDecider(s, by), status: 'rejected', appealableUntil, reopenableUntil, secondLook: undefined }
    }
    case 'AppealFiled':
      return {
        ...s,
        status: 'appealed',
        appeals: event.data.appeal,
        secondLook: { why: 'appeal', standing: s.status },
      }
    case 'RequestReopened':
      return { ...s, status: 'reopened', secondLook: { why: 'reopening', standing: s.status } }
    case 'AppealWithdrawn':
      return standing(s, 'rejected')
    case 'RequestMerged':
      return { ...s, status: 'merged', mergedInto: event.data.into, evidenceDueAt: undefined }
    case 'DuplicateMerged': {
      const { from, evidence } = event.data
      const all = new Set([...s.evidence, ...evidence])
      return { ...s, duplicates: [...s.duplicates, from], evidence: [...all] }
    }
    case 'PlatformCaseOpened':
      return {
        ...s,
        status: 'in_arbitration',
        evidenceDueAt: undefined,
        platformCase: {
          caseId: event.data.caseId,
          before: s.status === 'awaiting_evidence' ? 'under_review' : s.status,
          round: 0,
          dueAt: undefined,
          filed: [],
          evidence: [],
          ruling: undefined,
        },
      }
    case 'CaseRoundOpened': {
      const { round, dueAt } = event.data
      return inCase(s, (known) => ({ ...known, round, dueAt }))
    }
    case 'CaseEvidenceFiled': {
      const { round, party, items } = event.data
      return inCase(s, (known) => ({
        ...known,
        filed: [...known.filed, { round, party }],
        evidence: [...known.evidence, ...items.map(({ evidenceId }) => evidenceId)],
      }))
    }
    case 'PlatformCaseWithdrawn':
      return { ...s, status: s.platformCase?.before ?? s.status, platformCase: undefined }
    case 'CaseDecided': {
      const ruling = event.data
      return inCase({ ...s, status: 'arbitrated' }, (known) => ({ ...known, ruling }))
    }
    case 'RulingApplied':
      return ruled(s)
    case 'RequestCanceled':
      return { ...s, status: 'canceled', evidenceDueAt: undefined }
    case 'RequestClosed':
      return { ...s, status: 'closed' }
    case 'SurveyAnswered':
      return { ...s, isSurveyed: true }
    default:
      return evolveGoods(s, event)
  }
}

/**
 * The case goes on where it stood. Where it had ended, or was not decided yet, and the customer was right, what follows
 * is decided by the next events of the same decision.
 */
const ruled = (s: OpenedRequest): OpenedRequest => {
  const before = s.platformCase?.before ?? s.status
  const forCustomer = s.platformCase?.ruling?.inFavorOf === 'customer'
  const isOver = before !== 'in_progress' && before !== 'under_review'
  const remedy = before === 'in_progress' ? undefined : s.platformCase?.ruling?.remedy
  return {
    ...s,
    status: before,
    remedy: remedy ?? s.remedy,
    isRuled: s.isRuled || forCustomer,
    secondLook: forCustomer && isOver ? { why: 'ruling', standing: 'arbitrated' } : undefined,
    // Judged again, the customer may say again how satisfied they are; what they said before stays in the log.
    isSurveyed: false,
  }
}
