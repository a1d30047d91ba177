/**
 * Money for units that were refunded already: a deduction that did not hold, duty that the authority gave back. It falls
 * due whenever it is known, also after the case has ended.
 */
import type { RefundBasis } from '../values/refund-basis.js'
import { basisKey } from '../values/refund-basis.js'
import { refundIdOf } from '../values/ids.js'
import type { LineUnits } from '../values/units.js'
import { accept, nothing, type CommandNamed, type Decision } from './decision.js'
import { involvedIn, refundDue } from './owed.js'
import type { OpenedRequest } from './state.js'

/** Once for each basis, and for goods of this request that were refunded. */
const later = (
  s: OpenedRequest,
  basis: RefundBasis,
  lines: ReadonlyArray<LineUnits>,
  ...involved: ReadonlyArray<string>
): Decision => {
  const isDue = s.refunds.has(refundIdOf(s.requestId, basisKey(basis), 1))
  const isTheirs = lines.every(({ lineId }) => s.lines.some((l) => l.lineId === lineId))
  return isDue || !isTheirs || s.refunds.size === 0
    ? nothing
    : accept(refundDue(s, { basis, outcome: 'returned', lines, deductions: [], involved: involvedIn(s, ...involved) }))
}

/** Whoever waived it is one of those who made the money due, and approves nothing of it. */
export const recordDeductionWaived = (c: CommandNamed<'RecordDeductionWaived'>, s: OpenedRequest): Decision => {
  const { refundId, contestId, minor, lines, decidedBy } = c.data
  return s.refunds.has(refundId)
    ? later(s, { _tag: 'DeductionWaived', refundId, contestId, minor }, lines, decidedBy)
    : nothing
}

export const recordDutyRecovered = (c: CommandNamed<'RecordDutyRecovered'>, s: OpenedRequest): Decision =>
  later(s, { _tag: 'DutyRecovered', reclaimId: c.data.reclaimId }, c.data.lines)
