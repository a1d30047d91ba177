/**
 * Looking again at a case that had ended: an appeal of the customer, by another reviewer than before; a reopening by
 * staff. The units were given back when the case ended, so they are asked for anew, and when they are gone, what was
 * decided before stands.
 */
import { clear } from '../kernel/personal.js'
import { isAfter } from '../values/instant.js'
import type { LineUnits } from '../values/units.js'
import { accept, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { RequestError } from './errors.js'
import { MAX_SUBMISSIONS, type RequestEvent } from './events.js'
import { unitsGranted } from './owed.js'
import type { OpenedRequest } from './state.js'

/** Of what was asked for, what no money fell due for, or what an approver declined. */
export const notGranted = (s: OpenedRequest): ReadonlyArray<LineUnits> =>
  s.lines.flatMap(({ lineId, quantity }) => {
    const rest = quantity - unitsGranted(s, lineId)
    return rest > 0 ? [{ lineId, quantity: rest }] : []
  })

/** The lines wanted, or why not; without a wish everything that was not granted. */
export const linesWithin = (
  open: ReadonlyArray<LineUnits>,
  wanted: ReadonlyArray<LineUnits> | undefined,
): ReadonlyArray<LineUnits> | RequestError => {
  if (open.length === 0) return { _tag: 'NothingLeftToReview' }
  const seen = new Set<string>()
  for (const { lineId, quantity } of wanted ?? []) {
    const requested = seen.has(lineId) ? 0 : (open.find((l) => l.lineId === lineId)?.quantity ?? 0)
    seen.add(lineId)
    if (quantity > requested) return { _tag: 'ExceedsRequested', lineId, requested, approved: quantity }
  }
  return wanted ?? open
}

/** The order is asked for the units once more, under the terms of the first time. */
export const submittedAgain = (
  s: OpenedRequest,
  by: string,
  lines: ReadonlyArray<LineUnits>,
  override?: { readonly reason: string },
): RequestEvent => ({
  type: 'SubmissionStarted',
  data: {
    requestId: s.requestId,
    orderId: s.orderId,
    submission: s.submission + 1,
    submittedBy: by,
    remedy: s.remedy,
    lines,
    terms: s.terms!,
    evenIfAlike: true,
    ...(override === undefined ? {} : { override }),
  },
})

const isOver = (s: OpenedRequest): boolean =>
  s.status === 'rejected' || s.status === 'resolved' || s.status === 'closed'

export const appeal = (c: CommandNamed<'AppealRequest'>, s: OpenedRequest): Decision => {
  if (!isOver(s)) return notNow(s)
  const rule = s.terms!.appeals
  const until = s.appealableUntil
  if (rule === undefined || until === undefined) return reject({ _tag: 'AppealNotOffered' })
  if (isAfter(c.at, until)) return reject({ _tag: 'AppealWindowClosed', closedAt: until })
  if (s.appeals >= rule.most) return reject({ _tag: 'AppealLimit', limit: rule.most })
  if (s.submission >= MAX_SUBMISSIONS) return reject({ _tag: 'TriedTooOften', limit: MAX_SUBMISSIONS })
  const lines = linesWithin(notGranted(s), c.data.lines)
  if ('_tag' in lines) return reject(lines)
  const { note } = c.data
  return accept(
    {
      type: 'AppealFiled',
      data: {
        requestId: s.requestId,
        appeal: s.appeals + 1,
        filedBy: { kind: c.actor.kind, id: c.actor.id },
        lines,
        ...(note === undefined ? {} : { note: clear(s.customerId, { note }) }),
      },
    },
    submittedAgain(s, c.actor.id, lines),
  )
}

export const reopen = (c: CommandNamed<'ReopenRequest'>, s: OpenedRequest): Decision => {
  if (!isOver(s)) return notNow(s)
  const until = s.reopenableUntil
  if (until === undefined) return reject({ _tag: 'ReopenNotOffered' })
  if (isAfter(c.at, until)) return reject({ _tag: 'ReopenWindowClosed', closedAt: until })
  if (s.submission >= MAX_SUBMISSIONS) return reject({ _tag: 'TriedTooOften', limit: MAX_SUBMISSIONS })
  const lines = linesWithin(notGranted(s), c.data.lines)
  if ('_tag' in lines) return reject(lines)
  const { reason } = c.data
  return accept(
    { type: 'RequestReopened', data: { requestId: s.requestId, reason, reopenedBy: c.actor.id, lines } },
    submittedAgain(s, c.actor.id, lines),
  )
}

/** What was decided before stands, and the units go back. */
export const withdrawn = (s: OpenedRequest, reason: string): RequestEvent => ({
  type: 'AppealWithdrawn',
  data: { requestId: s.requestId, orderId: s.orderId, submission: s.submission, reason },
})
