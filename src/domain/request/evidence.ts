/**
 * Evidence: asked for by whoever may decide, with an instant by which it is due; supplied by the customer or by staff for
 * them; and when nothing comes, the request ends and its units are free again. A request in time is never refused for a
 * clock that runs late: what counts is the instant, not when the timer fires.
 */
import { clear } from '../kernel/personal.js'
import { plusDays, plusSeconds } from '../values/instant.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_EVIDENCE } from './evidence-events.js'
import { isReviewer } from './review.js'
import { withdrawn } from './second-look.js'
import type { OpenedRequest } from './state.js'

/** Nobody takes a photo within minutes; and after two months the case is cold. */
const LEAST_SECONDS = 3_600
const MOST_DAYS = 60

export const askForEvidence = (c: CommandNamed<'AskForEvidence'>, s: OpenedRequest): Decision => {
  if (s.status !== 'under_review') return notNow(s)
  if (!isReviewer(s, c.actor)) return reject({ _tag: 'NotAReviewer' })
  const { asked, dueAt, note } = c.data
  const [earliest, latest] = [plusSeconds(c.at, LEAST_SECONDS), plusDays(c.at, MOST_DAYS)]
  if (dueAt < earliest || dueAt > latest) return reject({ _tag: 'DueOutOfRange', dueAt, earliest, latest })
  return accept({
    type: 'EvidenceRequested',
    data: {
      requestId: s.requestId,
      asked,
      dueAt,
      askedBy: c.actor.id,
      ...(note === undefined ? {} : { note: clear(s.customerId, { note }) }),
    },
  })
}

export const supplyEvidence = (c: CommandNamed<'SupplyEvidence'>, s: OpenedRequest): Decision => {
  if (s.status !== 'under_review' && s.status !== 'awaiting_evidence') return notNow(s)
  if (s.evidenceDueAt !== undefined && c.at > s.evidenceDueAt)
    return reject({ _tag: 'EvidenceTooLate', dueAt: s.evidenceDueAt })
  const known = new Set(s.evidence)
  const items = c.data.items.filter(({ evidenceId }) => {
    if (known.has(evidenceId)) return false
    known.add(evidenceId)
    return true
  })
  if (known.size > MAX_EVIDENCE) return reject({ _tag: 'TooMuchEvidence', limit: MAX_EVIDENCE })
  if (items.length === 0) return nothing
  const suppliedBy = { kind: c.actor.kind, id: c.actor.id }
  return accept({ type: 'EvidenceSupplied', data: { requestId: s.requestId, items, suppliedBy } })
}

/** A timer says that the instant has passed; late and repeated ones do no harm. */
export const expireEvidence = (c: CommandNamed<'ExpireEvidence'>, s: OpenedRequest): Decision => {
  if (s.status !== 'awaiting_evidence' || c.at < s.evidenceDueAt!) return nothing
  if (s.secondLook !== undefined) return accept(withdrawn(s, 'evidence_missing'))
  return accept({
    type: 'RequestExpired',
    data: { requestId: s.requestId, orderId: s.orderId, dueAt: s.evidenceDueAt!, submission: s.submission },
  })
}

/** How satisfied the customer is with how it went: asked once, and never changed. */
export const answerSurvey = (c: CommandNamed<'AnswerSurvey'>, s: OpenedRequest): Decision => {
  if (s.status !== 'resolved' && s.status !== 'rejected' && s.status !== 'closed') return notNow(s)
  if (c.actor.kind !== 'customer') return reject({ _tag: 'CustomerOnly' })
  if (s.isSurveyed) return reject({ _tag: 'SurveyTwice' })
  const { score, note } = c.data
  return accept({
    type: 'SurveyAnswered',
    data: {
      requestId: s.requestId,
      score,
      ...(note === undefined ? {} : { note: clear(s.customerId, { note }) }),
    },
  })
}
