/** From the first wish to its units: opening, editing, a price before submitting, submitting, and the order's answer. */
import { clear } from '../kernel/personal.js'
import type { Reason } from '../policy/policy-set.js'
import { isAfter, plusSeconds } from '../values/instant.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { RequestError } from './errors.js'
import { MAX_SUBMISSIONS, type RequestLine } from './events.js'
import type { OpenedRequest } from './state.js'

/** A day: what a refund is worth does not move, but other claims on the order do. */
const QUOTE_SECONDS = 86_400
const MAX_QUOTES = 1_000

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

export const open = (c: CommandNamed<'OpenRequest'>): Decision => {
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

export const edit = (c: CommandNamed<'EditRequest'>, s: OpenedRequest): Decision => {
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

/** What the customer would get, by the policy of the order, before they submit. */
export const quote = (c: CommandNamed<'QuoteRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'draft') return notNow(s)
  const { remedy, lines, breakdown, policy } = c.facts
  if (remedy !== s.remedy || !sameLines(lines, s.lines)) return reject({ _tag: 'DraftChanged' })
  const validUntil = plusSeconds(c.at, QUOTE_SECONDS)
  // Asked twice at the same moment.
  if (s.quote?.validUntil === validUntil) return nothing
  if (s.quotes >= MAX_QUOTES) return reject({ _tag: 'TriedTooOften', limit: MAX_QUOTES })
  return accept({
    type: 'RequestQuoted',
    data: {
      requestId: s.requestId,
      quote: s.quotes + 1,
      breakdown,
      policy,
      validUntil,
    },
  })
}

const wrongQuote = (c: CommandNamed<'SubmitRequest'>, s: OpenedRequest): RequestError | undefined => {
  if (c.data.quote === undefined) return undefined
  // Another price was shown since, or the draft was changed: the one that was agreed to does not hold.
  const isValid = s.quote?.quote === c.data.quote && !isAfter(c.at, s.quote.validUntil)
  return isValid ? undefined : { _tag: 'QuoteExpired', quote: c.data.quote }
}

export const submit = (c: CommandNamed<'SubmitRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'draft') return notNow(s)
  const { override, evenIfAlike = false } = c.data
  const { terms, remedy, lines, repairs = [] } = c.facts
  // Somebody edited the draft between reading the terms and submitting: the terms are for another wish.
  if (remedy !== s.remedy || !sameLines(lines, s.lines)) return reject({ _tag: 'DraftChanged' })
  const wrong = wrongQuote(c, s)
  if (wrong !== undefined) return reject(wrong)
  if (s.submission >= MAX_SUBMISSIONS) return reject({ _tag: 'TriedTooOften', limit: MAX_SUBMISSIONS })
  if (c.actor.kind === 'customer' && override !== undefined) return reject({ _tag: 'StaffOnly', field: 'override' })
  if (c.actor.kind === 'customer' && evenIfAlike) return reject({ _tag: 'StaffOnly', field: 'evenIfAlike' })
  if (!terms.remedies.includes(s.remedy)) return reject({ _tag: 'RemedyNotAllowed', remedy: s.remedy })
  if (isAfter(c.at, terms.window.closesAt) && override === undefined)
    return reject({ _tag: 'OutsideWindow', closedAt: terms.window.closesAt, ruleId: terms.window.ruleId })
  if (s.remedy === 'repair' && terms.repairs !== undefined) {
    const { most, mostDays } = terms.repairs
    // 三包: what was repaired in vain, or too long, is replaced or refunded.
    const worn = repairs.find(({ count, days }) => count >= most || days > mostDays)
    if (worn !== undefined)
      return reject({ _tag: 'RepairedTooOften', lineId: worn.lineId, count: worn.count, days: worn.days })
  }
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

export const recordReservation = (c: CommandNamed<'RecordReservation'>, s: OpenedRequest): Decision => {
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
