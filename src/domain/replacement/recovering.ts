/**
 * Old goods that did not come back after a release in advance: their worth is taken from the security, in one part or
 * several, and the rest of it given up by a second person, or not at all.
 */
import { isStaff, mayTellOfMoney } from '../values/actor.js'
import { accept, idsOf, nothing, reject, securityBack, type CommandNamed, type Decision } from './decision.js'
import { evolve } from './evolve.js'
import type { ReplacementEvent } from './events.js'
import { isSettled, wasShipped, type PlannedReplacement } from './state.js'

/** What is not taken goes back only when nothing is due any more. */
const thenBack = (s: PlannedReplacement, event: ReplacementEvent): Decision => {
  const after = evolve(s, event) as PlannedReplacement
  return accept(event, ...(isSettled(after) ? securityBack(after) : []))
}

export const recordRecovery = (c: CommandNamed<'RecordRecovery'>, s: PlannedReplacement): Decision => {
  if (!mayTellOfMoney(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { recoveryId, minor } = c.data
  const { advance } = s
  if (advance?.recoveryIds.has(recoveryId) === true) return nothing
  // Nothing is taken for goods that were not sent.
  if (advance?.phase !== 'due' || !wasShipped(s)) return reject({ _tag: 'NoRecoveryDue' })
  if (minor > advance.due) return reject({ _tag: 'RecoveryAboveDue', asked: minor, due: advance.due })
  const { kind: _kind, minor: _held, ...of } = advance.security
  return thenBack(s, { type: 'RecoveryCollected', data: { ...idsOf(s), recoveryId, minor, ...of } })
}

/** Given up by somebody who had no part in it, because it is money given away. */
export const waive = (c: CommandNamed<'WaiveRecovery'>, s: PlannedReplacement): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { advance } = s
  if (advance?.phase !== 'due') return reject({ _tag: 'NoRecoveryDue' })
  const { id } = c.actor
  if (id === s.customerId || id === advance.releasedBy || s.involved.includes(id)) return reject({ _tag: 'FourEyes' })
  return thenBack(s, {
    type: 'RecoveryWaived',
    data: { ...idsOf(s), minor: advance.due, reason: c.data.reason, waivedBy: id },
  })
}
