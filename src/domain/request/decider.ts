/**
 * The customer's case. It coordinates what happens in the other aggregates: it asks, is answered by events, and is
 * resolved when everything that it started has ended. Decisions read the terms fixed at submission, never a policy of
 * today. Next: `review.ts` (decisions), `remedies.ts` (what follows from them).
 */
import type { Decider } from '../kernel/decider.js'
import { clear } from '../kernel/personal.js'
import type { Reason } from '../policy/policy-set.js'
import { isAfter } from '../values/instant.js'
import type { RequestCommand } from './commands.js'
import type { RequestError } from './errors.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_SUBMISSIONS, type RequestEvent, type RequestLine } from './events.js'
import { answerSurvey, askForEvidence, expireEvidence, supplyEvidence } from './evidence.js'
import { cancel, recordCancellationRefused, recordReturnCanceled } from './cancellation.js'
import {
  close,
  recordInspection,
  recordRefundEnd,
  recordRefundReversed,
  recordReturnCompleted,
  resolve,
  retryRefund,
  startRemedies,
} from './remedies.js'
import { approve, assess, rejectRequest } from './review.js'
import { evolve, initialRequest, type OpenedRequest, type RequestState } from './state.js'

const wrongLines = (
  lines: ReadonlyArray<RequestLine>,
  reasons: ReadonlyArray<Reason>,
  hasNote: boolean,
): RequestError | undefined => {
  const seen = new Set<string>()
  for (const { lineId, reason } of lines) {
    if (seen.has(lineId)) return { _tag: 'LinesRepeated', lineId }
    seen.add(lineId)
    const known = reasons.find((r) => r.code === reason)
    if (known === undefined) return { _tag: 'ReasonUnknown', reason }
    if (known.noteRequired === true && !hasNote) return { _tag: 'ReasonRequiresNote', reason }
  }
  return undefined
}

const open = (c: CommandNamed<'OpenRequest'>): Decision => {
  const { requestId, orderId, remedy, lines, note } = c.data
  const { customerId, reasons } = c.facts
  if (c.actor.kind === 'customer' && c.actor.id !== customerId) return reject({ _tag: 'NotOwner' })
  const wrong = wrongLines(lines, reasons, note !== undefined)
  if (wrong !== undefined) return reject(wrong)
  return accept({
    type: 'RequestOpened',
    data: {
      requestId,
      orderId,
      customerId,
      openedBy: { kind: c.actor.kind, id: c.actor.id },
      remedy,
      lines,
      ...(note === undefined ? {} : { note: clear(customerId, { note }) }),
    },
  })
}

const sameLines = (a: ReadonlyArray<RequestLine>, b: ReadonlyArray<RequestLine>): boolean =>
  a.length === b.length &&
  a.every((l, i) => l.lineId === b[i]!.lineId && l.quantity === b[i]!.quantity && l.reason === b[i]!.reason)

const edit = (c: CommandNamed<'EditRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'draft') return notNow(s)
  const { remedy = s.remedy, lines = s.lines, note } = c.data
  // A note that was written once stays with the request, so a reason that needs one has it.
  const wrong = wrongLines(lines, c.facts.reasons, note !== undefined || s.hasNote)
  if (wrong !== undefined) return reject(wrong)
  if (note === undefined && remedy === s.remedy && sameLines(lines, s.lines)) return nothing
  return accept({
    type: 'RequestEdited',
    data: { remedy, lines, ...(note === undefined ? {} : { note: clear(s.customerId, { note }) }) },
  })
}

const submit = (c: CommandNamed<'SubmitRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'draft') return notNow(s)
  const { override, evenIfAlike = false } = c.data
  const { terms, remedy, lines } = c.facts
  // Somebody edited the draft between reading the terms and submitting: the terms are for another wish.
  if (remedy !== s.remedy || !sameLines(lines, s.lines)) return reject({ _tag: 'DraftChanged' })
  if (s.submission >= MAX_SUBMISSIONS) return reject({ _tag: 'TriedTooOften', limit: MAX_SUBMISSIONS })
  if (c.actor.kind === 'customer' && override !== undefined) return reject({ _tag: 'StaffOnly', field: 'override' })
  if (c.actor.kind === 'customer' && evenIfAlike) return reject({ _tag: 'StaffOnly', field: 'evenIfAlike' })
  if (!terms.remedies.includes(s.remedy)) return reject({ _tag: 'RemedyNotAllowed', remedy: s.remedy })
  if (isAfter(c.at, terms.window.closesAt) && override === undefined)
    return reject({ _tag: 'OutsideWindow', closedAt: terms.window.closesAt, ruleId: terms.window.ruleId })
  return accept({
    type: 'SubmissionStarted',
    data: {
      requestId: s.requestId,
      orderId: s.orderId,
      submission: s.submission + 1,
      submittedBy: c.actor.id,
      remedy: s.remedy,
      lines: s.lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
      terms,
      evenIfAlike,
      ...(override === undefined ? {} : { override }),
    },
  })
}

const recordReservation = (c: CommandNamed<'RecordReservation'>, s: OpenedRequest): Decision => {
  // An answer to an earlier submission, or one that was heard already.
  if (s.status !== 'reserving' || c.data.submission !== s.submission) return nothing
  const { submission } = c.data
  return c.data._tag === 'Refused'
    ? accept({ type: 'SubmissionRefused', data: { submission, refusal: c.data.refusal } })
    : accept({
        type: 'RequestSubmitted',
        data: { requestId: s.requestId, submission, lines: c.data.lines, currency: c.data.currency },
      })
}

const decide =
  (c: RequestCommand) =>
  (s: RequestState): Decision => {
    if (s.status === 'none') return c.type === 'OpenRequest' ? open(c) : reject({ _tag: 'RequestUnknown' })
    if (c.actor.kind === 'customer' && c.actor.id !== s.customerId) return reject({ _tag: 'NotOwner' })
    switch (c.type) {
      case 'OpenRequest':
        return reject({ _tag: 'RequestIdTaken' })
      case 'EditRequest':
        return edit(c, s)
      case 'SubmitRequest':
        return submit(c, s)
      case 'RecordReservation':
        return recordReservation(c, s)
      case 'AssessRequest':
        return assess(s)
      case 'ApproveRequest':
        return approve(c, s)
      case 'RejectRequest':
        return rejectRequest(c, s)
      case 'CancelRequest':
        return cancel(c, s)
      case 'StartRemedies':
        return startRemedies(c, s)
      case 'RecordInspection':
        return recordInspection(c, s)
      case 'RecordReturnCompleted':
        return recordReturnCompleted(c, s)
      case 'RecordReturnCanceled':
        return recordReturnCanceled(s)
      case 'RecordRefundEnd':
        return recordRefundEnd(c, s)
      case 'RecordRefundReversed':
        return recordRefundReversed(c, s)
      case 'RecordCancellationRefused':
        return recordCancellationRefused(c, s)
      case 'RetryRefund':
        return retryRefund(c, s)
      case 'ResolveRequest':
        return resolve(c, s)
      case 'CloseRequest':
        return close(s)
      case 'AskForEvidence':
        return askForEvidence(c, s)
      case 'SupplyEvidence':
        return supplyEvidence(c, s)
      case 'ExpireEvidence':
        return expireEvidence(c, s)
      case 'AnswerSurvey':
        return answerSurvey(c, s)
    }
  }

export const Request: Decider<RequestCommand, RequestState, RequestEvent, RequestError> = {
  name: 'request',
  initial: initialRequest,
  decide,
  evolve,
  isTerminal: (s) => s.status === 'closed' || s.status === 'canceled' || s.status === 'expired',
}
