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

const isDue = (s: OpenedRequest, basis: RefundBasis): boolean =>
  s.refunds.has(refundIdOf(s.requestId, basisKey(basis), 1))

const later = (
  s: OpenedRequest,
  basis: RefundBasis,
  lines: ReadonlyArray<LineUnits>,
  ...involved: ReadonlyArray<string>
): Decision =>
  accept(refundDue(s, { basis, outcome: 'returned', lines, deductions: [], involved: involvedIn(s, ...involved) }))

/** Whoever waived it is one of those who made the money due, and approves nothing of it. */
export const recordDeductionWaived = (c: CommandNamed<'RecordDeductionWaived'>, s: OpenedRequest): Decision => {
  const { refundId, contestId, minor, lines, decidedBy } = c.data
  const basis: RefundBasis = { _tag: 'DeductionWaived', refundId, contestId, minor }
  return isDue(s, basis) || !s.refunds.has(refundId) ? nothing : later(s, basis, lines, decidedBy)
}

export const recordDutyRecovered = (c: CommandNamed<'RecordDutyRecovered'>, s: OpenedRequest): Decision => {
  const { reclaimId, lines } = c.data
  const basis: RefundBasis = { _tag: 'DutyRecovered', reclaimId }
  return isDue(s, basis) ? nothing : later(s, basis, lines)
}
