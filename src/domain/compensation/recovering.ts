/** Who bears the cost, what is claimed from them, and what comes back; of what was given, never more than all of it. */
import { allocate } from '../values/allocation.js'
import { totalOf } from '../values/loss.js'
import { isStaff } from '../values/actor.js'
import { accept, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import { WHOLE_COST } from './recovery-events.js'
import { debtOf, openOf, referenceOf, type ProposedCompensation } from './state.js'

/** There is a cost as soon as the customer has something. */
const COSTS = new Set(['issued', 'revoking', 'redeemed'])

export const assignCost = (c: CommandNamed<'AssignCost'>, s: ProposedCompensation): Decision => {
  const { shares } = c.data
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (!COSTS.has(s.status)) return notNow(s)
  const basisPoints = shares.reduce((sum, share) => sum + share.basisPoints, 0)
  if (basisPoints !== WHOLE_COST || new Set(shares.map(({ party }) => party)).size < shares.length)
    return reject({ _tag: 'SharesNotWhole', basisPoints })
  const known = s.debts.filter(({ party }) => party !== 'customer')
  if (known.length === shares.length && shares.every((one) => debtOf(s, one.party)?.basisPoints === one.basisPoints))
    return nothing
  if (known.some(({ claimed }) => claimed > 0)) return reject({ _tag: 'RecoveryStarted' })
  const parts = allocate(
    totalOf(s.shares),
    shares.map((share) => share.basisPoints),
  )
  const { compensationId, currency } = s
  return accept({
    type: 'CostAllocated',
    data: { compensationId, currency, shares: shares.map((share, i) => ({ ...share, minor: parts[i]! })) },
  })
}

export const claimRecovery = (c: CommandNamed<'ClaimRecovery'>, s: ProposedCompensation): Decision => {
  const { party, minor, reference } = c.data
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  const debt = debtOf(s, party)
  if (debt === undefined) return reject({ _tag: 'PartyNotLiable', party })
  if (s.references.has(referenceOf('claim', party, reference))) return nothing
  const open = debt.share - debt.claimed
  return minor > open
    ? reject({ _tag: 'RecoveryTooHigh', asked: minor, open })
    : accept({ type: 'RecoveryClaimed', data: { compensationId: s.compensationId, party, minor, reference } })
}

export const recordRecovered = (c: CommandNamed<'RecordRecovered'>, s: ProposedCompensation): Decision => {
  const { party, minor, reference } = c.data
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  const debt = debtOf(s, party)
  if (debt === undefined) return reject({ _tag: 'PartyNotLiable', party })
  if (s.references.has(referenceOf('payment', party, reference))) return nothing
  if (minor > openOf(debt)) return reject({ _tag: 'RecoveryTooHigh', asked: minor, open: openOf(debt) })
  const { compensationId } = s
  return party === 'customer'
    ? accept({ type: 'ClawbackRecovered', data: { compensationId, minor, reference } })
    : accept({ type: 'Recovered', data: { compensationId, party, minor, reference } })
}

export const writeOff = (c: CommandNamed<'WriteOffRecovery'>, s: ProposedCompensation): Decision => {
  const { party, reason } = c.data
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  const debt = debtOf(s, party)
  if (debt === undefined) return reject({ _tag: 'PartyNotLiable', party })
  const minor = openOf(debt)
  return minor === 0
    ? nothing
    : accept({ type: 'RecoveryWrittenOff', data: { compensationId: s.compensationId, party, minor, reason } })
}
