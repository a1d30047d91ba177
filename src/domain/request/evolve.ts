/** What each event changes. Total: a stream of old events folds in any state. Next: `evolve-goods.ts`. */
import { NO_ENTRIES } from '../kernel/empty.js'
import type { RequestEvent } from './events.js'
import { evolveGoods } from './evolve-goods.js'
import { beyondRun, isUnpriced } from './owed.js'
import { hasEnded, type OpenedRequest, type PlatformCase, type RequestState, type RequestStatus } from './state.js'

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
  binding: undefined,
  ruledBy: undefined,
  ruledUnpriced: false,
  ruledRest: [],
  rulings: [],
  holdsUnits: false,
  run: 0,
  returnId: undefined,
  returned: undefined,
  inspections: [],
  judgedAnew: [],
  reinstating: [],
  accepted: NO_ENTRIES,
  refunds: NO_ENTRIES,
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
  duplicates: NO_ENTRIES,
})

const withDecider = (s: OpenedRequest, by: { readonly _tag: string; readonly actorId?: string }): OpenedRequest =>
  by.actorId === undefined || s.decidedBy.includes(by.actorId) ? s : { ...s, decidedBy: [...s.decidedBy, by.actorId] }

const inCase = (s: OpenedRequest, change: (known: PlatformCase) => PlatformCase): OpenedRequest =>
  s.platformCase === undefined ? s : { ...s, platformCase: change(s.platformCase) }

/** Nobody leaves a case alone that still owes money of an earlier run: it is in progress until that is settled. */
const ended = (s: OpenedRequest, status: RequestStatus): OpenedRequest => ({
  ...s,
  status: [...s.refunds.values()].every(hasEnded) ? status : 'in_progress',
  holdsUnits: false,
  secondLook: undefined,
  evidenceDueAt: undefined,
})

/** Refunds that were stopped because the customer took the request back are not tried again. */
const calledOff = (s: OpenedRequest): OpenedRequest => ({
  ...s,
  refunds: new Map([...s.refunds].map(([id, r]) => [id, r.end === 'canceled' ? { ...r, isByHand: true } : r])),
})

/** A second look that comes to nothing leaves what stood before. */
const standing = (s: OpenedRequest, otherwise: RequestStatus): OpenedRequest => {
  const before = s.secondLook?.standing ?? otherwise
  return { ...ended(s, before), ...(before === 'arbitrated' ? { status: before } : {}) }
}

/** Units are asked for once more; where nobody appealed or reopened, because a ruling wants it. */
const lookedAtAgain = ({ status, secondLook }: OpenedRequest): OpenedRequest['secondLook'] =>
  secondLook ?? (status === 'draft' ? undefined : { why: 'ruling', standing: 'arbitrated' })

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
      const { submission, submittedBy, terms, override, remedy } = event.data
      const overridden = override !== undefined
      const secondLook = lookedAtAgain(s)
      const asked = { remedy, submission, submittedBy, terms, overridden }
      return { ...s, ...asked, status: 'reserving', secondLook, refusal: undefined }
    }
    case 'SubmissionRefused':
      return { ...standing(s, 'draft'), refusal: event.data.refusal }
    case 'RequestSubmitted':
      return { ...s, status: 'submitted', holdsUnits: true, valued: event.data.lines, currency: event.data.currency }
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
      return ended(s, 'expired')
    case 'RequestApproved': {
      const { by, lines } = event.data
      return {
        ...withDecider(s, by),
        status: 'approved',
        approved: lines,
        approvedBy: by._tag === 'Person' ? by.actorId : undefined,
        ruledBy: by._tag === 'Ruling' ? by.rulingId : undefined,
        ruledRest: [],
        secondLook: undefined,
      }
    }
    case 'RequestRejected': {
      const { by, appealableUntil, reopenableUntil } = event.data
      return { ...withDecider(ended(s, 'rejected'), by), appealableUntil, reopenableUntil }
    }
    case 'AppealFiled':
      return {
        ...s,
        status: 'appealed',
        appeals: event.data.appeal,
        secondLook: { why: 'appeal', standing: s.status },
      }
    case 'RequestReopened':
      // Nobody goes on with what it was merged into: it is as it was before it was submitted.
      if (s.status === 'merged') return { ...s, status: 'draft', mergedInto: undefined, submission: s.submission + 1 }
      return { ...s, status: 'reopened', secondLook: { why: 'reopening', standing: s.status } }
    case 'AppealWithdrawn':
      return standing(s, 'rejected')
    case 'RequestMerged':
      return { ...ended(s, 'merged'), mergedInto: event.data.into }
    case 'DuplicateMerged': {
      const { from, evidence, submission = 0 } = event.data
      const all = new Set([...s.evidence, ...evidence])
      return { ...s, duplicates: new Map(s.duplicates).set(from, submission), evidence: [...all] }
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
          isApplied: false,
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
      const rulings = [...s.rulings, ruling.rulingId]
      return inCase({ ...s, status: 'arbitrated', rulings }, (known) => ({ ...known, ruling }))
    }
    case 'RulingApplied':
      return ruled(s, event.data.rulingId)
    case 'RequestCanceled':
      // Its return, its replacement and its repair are called off with it, and nobody waits for them.
      return {
        ...ended(calledOff(s), 'canceled'),
        returned: s.returned ?? [],
        ruledRest: [],
        replacement: undefined,
        repair: undefined,
      }
    case 'RequestClosed':
      return { ...s, status: 'closed' }
    case 'SurveyAnswered':
      return { ...s, isSurveyed: true }
    default:
      return evolveGoods(s, event)
  }
}

/**
 * The case goes on where it stood. Where remedies run, they follow the ruling from now on; otherwise the next events of
 * the same decision tell what follows.
 */
const ruled = (s: OpenedRequest, rulingId: string): OpenedRequest => {
  const { platformCase: known } = s
  const ruling = known?.ruling ?? s.binding
  const { inFavorOf, remedy = s.remedy, lines = [] } = ruling ?? {}
  const forCustomer = inFavorOf === 'customer'
  const runs = known?.before === 'in_progress' && s.holdsUnits
  const follows = runs && forCustomer
  const went = inCase(s, (before) => ({ ...before, isApplied: true }))
  return {
    ...went,
    status: known?.before ?? 'resolved',
    remedy: runs ? s.remedy : remedy,
    ruledBy: follows ? rulingId : s.ruledBy,
    ruledUnpriced: follows && isUnpriced(s),
    ruledRest: follows ? beyondRun(s, lines) : forCustomer ? s.ruledRest : [],
    binding: forCustomer ? ruling : s.binding,
    // Judged again, the customer may say again how satisfied they are; what they said before stays in the log.
    isSurveyed: false,
  }
}
