/**
 * Old goods that did not come back after a release in advance: their worth is taken from the security, in one part or
 * several, and the rest of it given up by a second person, or not at all.
 */
import { isStaff, mayTellOfMoney } from '../values/actor.js'
import { accept, idsOf, nothing, reject, securityBack, type CommandNamed, type Decision } from './decision.js'
import { evolve } from './evolve.js'
import type { ReplacementEvent } from './events.js'
import { isSettled, RULED, UNNAMED, unpaidOf, wasShipped, type Advance, type PlannedReplacement } from './state.js'

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
  // It falls due when the new goods arrive; it did so earlier once, and is taken no earlier all the same.
  if (advance?.phase !== 'due' || s.status !== 'delivered') return reject({ _tag: 'NoRecoveryDue' })
  if (minor > advance.due) return reject({ _tag: 'RecoveryAboveDue', asked: minor, due: advance.due })
  const { kind: _kind, minor: _held, ...of } = advance.security
  return thenBack(s, { type: 'RecoveryCollected', data: { ...idsOf(s), recoveryId, minor, ...of } })
}

/** What is due; or would be, if goods that were sent and have not arrived were not given up as well. */
const givenUp = (s: PlannedReplacement, { phase, due }: Advance): number => {
  if (phase === 'due') return due
  return phase === 'held' && s.isGoodsBack && wasShipped(s) ? toTake(s) : 0
}

/** What the security is to pay yet of what is missing. */
const toTake = (s: PlannedReplacement): number => {
  const { security, taken } = s.advance!
  return Math.max(0, Math.min(security.minor, unpaidOf(s)) - taken)
}

/**
 * Old goods count for the new ones by a ruling: what they pay for is not recovered, or no more. Each ruling does so once, in
 * whatever order the news comes.
 */
export const recordRuled = (c: CommandNamed<'RecordGoodsRuled'>, s: PlannedReplacement): Decision => {
  const { rulingId, credit, recordedBy } = c.data
  if (credit === 0 || s.rulings.has(rulingId) || s.rulings.has(UNNAMED)) return nothing
  if (s.advance === undefined || !wasShipped(s) || isSettled(s)) return nothing
  const before = s.advance.phase === 'due' ? s.advance.due : toTake(s)
  const after = toTake({ ...s, forgiven: s.forgiven + credit })
  return thenBack(s, {
    type: 'RecoveryWaived',
    data: {
      ...{ ...idsOf(s), minor: Math.max(0, before - after), reason: RULED, waivedBy: recordedBy },
      ruling: { rulingId, credit },
    },
  })
}

/** Given up by somebody who had no part in it, because it is money given away. */
export const waive = (c: CommandNamed<'WaiveRecovery'>, s: PlannedReplacement): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { advance } = s
  const minor = advance === undefined ? 0 : givenUp(s, advance)
  if (advance === undefined || minor === 0) return reject({ _tag: 'NoRecoveryDue' })
  const { id } = c.actor
  if (id === s.customerId || id === advance.releasedBy || s.involved.includes(id)) return reject({ _tag: 'FourEyes' })
  return thenBack(s, {
    type: 'RecoveryWaived',
    data: { ...idsOf(s), minor, reason: c.data.reason, waivedBy: id },
  })
}
