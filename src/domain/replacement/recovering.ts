/** Old goods that did not come back after a release in advance: their worth is taken from the security, or waived. */
import { isStaff } from '../values/actor.js'
import {
  accept,
  idsOf,
  mayTellOfMoney,
  nothing,
  reject,
  securityBack,
  type CommandNamed,
  type Decision,
} from './decision.js'
import type { PlannedReplacement } from './state.js'

export const recordRecovery = (c: CommandNamed<'RecordRecovery'>, s: PlannedReplacement): Decision => {
  if (!mayTellOfMoney(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { recoveryId, minor } = c.data
  const { advance } = s
  if (advance?.recoveryId === recoveryId) return nothing
  if (advance?.phase !== 'due') return reject({ _tag: 'NoRecoveryDue' })
  if (minor > advance.due) return reject({ _tag: 'RecoveryAboveDue', asked: minor, due: advance.due })
  const { kind: _kind, minor: _held, ...of } = advance.security
  return accept(
    { type: 'RecoveryCollected', data: { ...idsOf(s), recoveryId, minor, ...of } },
    ...securityBack(s, minor),
  )
}

/** Given up by somebody who had no part in it, because it is money given away. */
export const waive = (c: CommandNamed<'WaiveRecovery'>, s: PlannedReplacement): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { advance } = s
  if (advance?.phase !== 'due') return reject({ _tag: 'NoRecoveryDue' })
  const { id } = c.actor
  if (id === s.customerId || id === advance.releasedBy || s.involved.includes(id)) return reject({ _tag: 'FourEyes' })
  return accept(
    { type: 'RecoveryWaived', data: { ...idsOf(s), minor: advance.due, reason: c.data.reason, waivedBy: id } },
    ...securityBack(s),
  )
}
