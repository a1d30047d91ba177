/**
 * Who bears the cost, what is claimed from them, and what comes back; of what was given, never more than all of it. Where
 * more has come back in the end it is named and given back. What will not come two persons give up.
 */
import { allocate } from '../values/allocation.js'
import { totalOf } from '../values/loss.js'
import { hasAnyRole, hasRole, isStaff, type Actor } from '../values/actor.js'
import { claimableOf, openOf, withSurplus } from './costs.js'
import { accept, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { CompensationError } from './errors.js'
import { WHOLE_COST } from './recovery-events.js'
import { debtOf, referenceOf, type ProposedCompensation } from './state.js'

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
  if (known.some(({ claimed, surplus }) => claimed + surplus > 0)) return reject({ _tag: 'RecoveryStarted' })
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
  const open = claimableOf(s, debt)
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
  const open = openOf(s, debt)
  if (minor > open) return reject({ _tag: 'RecoveryTooHigh', asked: minor, open })
  const { compensationId } = s
  return party === 'customer'
    ? accept(...withSurplus(s, { type: 'ClawbackRecovered', data: { compensationId, minor, reference } }))
    : accept({ type: 'Recovered', data: { compensationId, party, minor, reference } })
}

/** The first of two persons. */
export const proposeWriteOff = (c: CommandNamed<'ProposeRecoveryWriteOff'>, s: ProposedCompensation): Decision => {
  const { party, reason } = c.data
  const { id: by } = c.actor
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  const debt = debtOf(s, party)
  if (debt === undefined) return reject({ _tag: 'PartyNotLiable', party })
  if (openOf(s, debt) === 0 || (debt.proposed?.by === by && debt.proposed.reason === reason)) return nothing
  return accept({
    type: 'RecoveryWriteOffProposed',
    data: { compensationId: s.compensationId, party, reason, by },
  })
}

/** Whoever keeps budgets decides about what they lose. */
const WRITE_OFF_KINDS = ['finance', 'merchant', 'platform']

/** What is given up is given: it needs who might grant as much. */
const whyNot = (actor: Actor, s: ProposedCompensation, minor: number): CompensationError | undefined => {
  const { limits, overCapRoles, legalRoles } = s.terms
  if (hasAnyRole(actor, [...WRITE_OFF_KINDS, ...overCapRoles, ...legalRoles])) return undefined
  const own = limits.filter(({ role }) => hasRole(actor, role)).map(({ atMost }) => atMost)
  if (own.length === 0) return { _tag: 'NotAnApproverOfCompensations' }
  const limit = Math.max(...own)
  return minor > limit ? { _tag: 'LimitExceeded', value: minor, limit, currency: s.currency } : undefined
}

/** The second of two persons, neither of them the one who wanted it given. */
export const confirmWriteOff = (c: CommandNamed<'ConfirmRecoveryWriteOff'>, s: ProposedCompensation): Decision => {
  const { party } = c.data
  const { id } = c.actor
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  const debt = debtOf(s, party)
  if (debt === undefined) return reject({ _tag: 'PartyNotLiable', party })
  if (debt.proposed === undefined) return reject({ _tag: 'NoRecoveryWriteOffProposed', party })
  const { by, reason } = debt.proposed
  if (id === by || id === s.proposedBy.id || id === s.customerId) return reject({ _tag: 'FourEyes' })
  const minor = openOf(s, debt)
  if (minor === 0) return nothing
  const refused = whyNot(c.actor, s, minor)
  return refused === undefined
    ? accept({ type: 'RecoveryWrittenOff', data: { compensationId: s.compensationId, party, minor, reason } })
    : reject(refused)
}

/** All that a party was owed is with them again. */
export const recordRepaid = (c: CommandNamed<'RecordSurplusRepaid'>, s: ProposedCompensation): Decision => {
  const { party, reference } = c.data
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.references.has(referenceOf('repayment', party, reference))) return nothing
  const minor = debtOf(s, party)?.surplus ?? 0
  if (minor === 0) return reject({ _tag: 'NothingToGiveBack', party })
  return accept({ type: 'RecoverySurplusRepaid', data: { compensationId: s.compensationId, party, minor, reference } })
}
