/**
 * The same wish twice is one case: this request ends, and its evidence goes to the other, so nobody tells it again. The
 * other may have ended at the same moment, because each decides for itself: then the word goes on to where that one was
 * merged, or back to where it came from. Who hears their own word lives again, so that somebody goes on with every case.
 */
import type { LineUnits } from '../values/units.js'
import { accept, notNow, nothing, notOpen, reject, type CommandNamed, type Decision } from './decision.js'
import type { MergedRequest } from './told.js'
import { MAX_MERGED_EVIDENCE, MAX_SUBMISSIONS, type RequestEvent } from './events.js'
import { submittedAgain } from './second-look.js'
import type { OpenedRequest } from './state.js'

const MERGEABLE: ReadonlySet<string> = new Set(['draft', 'submitted', 'under_review', 'awaiting_evidence'])
/** Nobody goes on with these, or nobody has begun. */
const GONE: ReadonlySet<string> = new Set(['draft', 'canceled', 'expired', 'merged'])

export const merge = (c: CommandNamed<'MergeRequest'>, s: OpenedRequest): Decision => {
  const { into } = c.data
  if (s.status === 'merged' && s.mergedInto === into) return nothing
  if (!MERGEABLE.has(s.status) || s.secondLook !== undefined) return notNow(s)
  const other = c.facts
  if (into === s.requestId || other.orderId !== s.orderId || other.customerId !== s.customerId)
    return reject({ _tag: 'NotTheSameCase' })
  if (GONE.has(other.status)) return reject(notOpen(other))
  if (s.evidence.length > MAX_MERGED_EVIDENCE) return reject({ _tag: 'TooMuchEvidence', limit: MAX_MERGED_EVIDENCE })
  const { requestId, orderId, evidence, submission } = s
  return accept({
    type: 'RequestMerged',
    data: { requestId, orderId, into, mergedBy: c.actor.id, evidence, submission },
  })
}

/** Where the word of a merge is sent on, by a request that does not go on itself. */
const sentOn = ({ from }: MergedRequest, { status, mergedInto }: OpenedRequest) =>
  GONE.has(status) ? { into: mergedInto ?? from } : {}

export const recordDuplicate = (c: CommandNamed<'RecordDuplicate'>, s: OpenedRequest): Decision => {
  const { from, evidence, submission = 0 } = c.data
  const { requestId } = s
  if (from === requestId) return cameBack(c, s)
  // Of an earlier merge, or heard before.
  if (submission <= (s.duplicates.get(from) ?? -1)) return nothing
  return accept({ type: 'DuplicateMerged', data: { requestId, from, evidence, submission, ...sentOn(c.data, s) } })
}

/** It was a draft when it was merged: the customer had not submitted it, or the order had no units for it. */
const wasDraft = ({ terms, refusal }: OpenedRequest): boolean => terms === undefined || refusal !== undefined

const MERGE_UNDONE = 'merge_undone'

/**
 * Nobody goes on with what it was merged into: that was over, or was merged into this one. Of requests that were merged
 * in a circle, at least the last has its word back, because all the others were merged by then.
 */
const cameBack = (c: CommandNamed<'RecordDuplicate'>, s: OpenedRequest): Decision => {
  const { requestId } = s
  const { submission = s.submission } = c.data
  if (s.status !== 'merged' || submission !== s.submission) return nothing
  const lines = s.lines.map(({ lineId, quantity }): LineUnits => ({ lineId, quantity }))
  const reopened: RequestEvent = {
    type: 'RequestReopened',
    data: { requestId, reason: MERGE_UNDONE, reopenedBy: c.actor.id, lines },
  }
  return wasDraft(s) || s.submission >= MAX_SUBMISSIONS
    ? accept(reopened)
    : accept(reopened, submittedAgain(s, s.submittedBy!, lines, s.overridden ? { reason: MERGE_UNDONE } : undefined))
}
