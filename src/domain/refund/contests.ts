/**
 * A deduction is a decision like any other: the customer may contest it once, and a person decides who had no part in the
 * case and did not inspect. What is given back is a refund of its own, so that this one stays as it was decided.
 */
import type { FoundDeduction } from '../values/breakdown.js'
import { clear } from '../kernel/personal.js'
import { hasAnyRole } from '../values/actor.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { paidTotal } from './leg-state.js'
import type { ProposedRefund } from './state.js'

/** There is money to compare it with: some was paid, or the deductions took it all. */
const isContestable = (s: ProposedRefund): boolean => s.status === 'not_due' || paidTotal(s.legs) > 0

export const contest = (c: CommandNamed<'ContestDeduction'>, s: ProposedRefund): Decision => {
  const { contestId, index, note } = c.data
  const { actor } = c
  if (actor.kind === 'customer' && !s.involved.includes(actor.id)) return reject({ _tag: 'NotTheirRefund' })
  const known = s.contests.get(contestId)
  if (known !== undefined && known.index === index) return nothing
  if (!isContestable(s)) return reject({ _tag: 'RefundNotOpen', status: s.status })
  const deduction = s.breakdown!.deductions[index]
  if (deduction === undefined) return reject({ _tag: 'DeductionUnknown', index })
  const { kind } = deduction
  // The customer chose the goods that went out instead.
  if (kind === 'replacement') return reject({ _tag: 'DeductionNotContestable', index })
  const before = known ?? [...s.contests.values()].find((other) => other.index === index)
  if (before !== undefined) return reject({ _tag: 'DeductionAlreadyContested', contestId: before.contestId })
  // Whose words they are: the customer's, who is the first of those involved.
  const subject = actor.kind === 'customer' ? actor.id : (s.involved[0] ?? actor.id)
  const found: FoundDeduction = { ...deduction, kind }
  return accept({
    type: 'DeductionContested',
    data: {
      ...ended(s),
      ...{ contestId, index, deduction: found, by: actor.id },
      ...(note === undefined ? {} : { note: clear(subject, { note }) }),
    },
  })
}

export const decideContest = (c: CommandNamed<'DecideContest'>, s: ProposedRefund): Decision => {
  const { contestId, verdict, minor } = c.data
  const known = s.contests.get(contestId)
  if (known === undefined) return reject({ _tag: 'ContestUnknown', contestId })
  if (!hasAnyRole(c.actor, s.terms.approverRoles)) return reject({ _tag: 'NotAnApprover' })
  if (s.involved.includes(c.actor.id) || known.by === c.actor.id) return reject({ _tag: 'FourEyes' })
  if (known.end !== undefined) return reject({ _tag: 'ContestDecided', contestId })
  const decided = { ...ended(s), contestId, decidedBy: c.actor.id }
  if (verdict === 'upheld') return accept({ type: 'DeductionUpheld', data: decided })
  // Reduced by nothing it is upheld, by all of it waived: each has its own word.
  if (verdict === 'reduced' && (minor === undefined || minor >= known.minor))
    return reject({ _tag: 'ReductionOutOfRange', below: known.minor })
  const back = verdict === 'reduced' ? minor! : known.minor
  return accept({ type: 'DeductionWaived', data: { ...decided, minor: back, lines: s.lines } })
}
