/**
 * Who may grant it. Whoever proposes within their own limit needs nobody; above it, above the cap, and where the law
 * punishes, others must agree, none of them the one who proposed it or the customer. Many small gifts to one order are
 * one large gift: limits look at the order's running total, too. What the law demands is never held back, but it is not
 * outside of anybody's authority: above the proposer's own, whoever decides about the law may agree to it as well.
 */
import { countedOf, grantedOf, isPunitiveByLaw, totalOf } from '../values/loss.js'
import { hasAnyRole, hasRole, isStaff, type Actor } from '../values/actor.js'
import { accept, ended, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { CompensationError } from './errors.js'
import type { ApprovalNeed, CompensationEvent } from './events.js'
import type { ProposedCompensation } from './state.js'
import type { GrantLimit } from './terms.js'

const covers =
  (s: ProposedCompensation) =>
  ({ atMost, perOrder }: GrantLimit): boolean =>
    grantedOf(s.shares) <= atMost && s.orderTotal <= perOrder

/** Nothing of it is given of the shop's own accord. */
export const isByLaw = (s: ProposedCompensation): boolean => countedOf(s.shares) === 0

type GrantedBy = Extract<CompensationEvent, { readonly type: 'CompensationApproved' }>['data']['by']

const approved = (s: ProposedCompensation, by: GrantedBy): CompensationEvent => ({
  type: 'CompensationApproved',
  data: {
    compensationId: s.compensationId,
    by,
    minor: totalOf(s.shares),
    currency: s.currency,
    consent: s.terms.consent,
  },
})

/**
 * After the last yes: granted by its own authority, waiting for others, or beyond everybody. `isUsedUp`: the proposer's
 * own allowance has said no, so that their limits are worth nothing here.
 */
export const decidedByAuthority = (s: ProposedCompensation, isUsedUp = false): ReadonlyArray<CompensationEvent> => {
  const { limits, overCapRoles, legalRoles } = s.terms
  const able = limits.filter(covers(s)).map(({ role }) => role)
  const own = isUsedUp ? undefined : able.find((role) => s.proposedBy.roles.includes(role))
  const others = [...able.filter((role) => !s.proposedBy.roles.includes(role)), ...(isByLaw(s) ? legalRoles : [])]
  const needs: ReadonlyArray<{ readonly why: ApprovalNeed['why']; readonly roles: ReadonlyArray<string> }> = [
    ...(grantedOf(s.shares) > 0 && own === undefined ? [{ why: 'amount' as const, roles: [...new Set(others)] }] : []),
    ...(s.exceedsCap ? [{ why: 'over_cap' as const, roles: overCapRoles }] : []),
    ...(s.shares.some(isPunitiveByLaw) ? [{ why: 'legal' as const, roles: legalRoles }] : []),
  ]
  if (needs.some(({ roles }) => roles.length === 0)) {
    const refusal = { _tag: 'BeyondAuthority', minor: totalOf(s.shares), currency: s.currency } as const
    return [{ type: 'CompensationRefused', data: { ...ended(s), refusal } }]
  }
  return needs.length > 0
    ? [{ type: 'CompensationApprovalRequested', data: { needs } }]
    : [approved(s, { _tag: 'Authority', actorId: s.proposedBy.id, role: own! })]
}

/** None of their roles is enough: which limit they would pass, where it is one of amount. */
const whyNot = (actor: Actor, s: ProposedCompensation): CompensationError => {
  const limit = s.terms.limits.find(({ role }) => hasRole(actor, role))
  if (limit === undefined || s.needs.every(({ why }) => why !== 'amount'))
    return { _tag: 'NotAnApproverOfCompensations' }
  const { currency } = s
  const amount = grantedOf(s.shares)
  return amount > limit.atMost
    ? { _tag: 'LimitExceeded', value: amount, limit: limit.atMost, currency }
    : { _tag: 'LimitExceeded', value: s.orderTotal, limit: limit.perOrder, currency }
}

export const approve = (c: CommandNamed<'ApproveCompensation'>, s: ProposedCompensation): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.status !== 'pending_approval') return notNow(s)
  const { id } = c.actor
  if (id === s.proposedBy.id || id === s.customerId || s.approvers.includes(id)) return reject({ _tag: 'FourEyes' })
  const meets = s.needs.filter(({ roles }) => hasAnyRole(c.actor, roles))
  if (meets.length === 0) return reject(whyNot(c.actor, s))
  const given: CompensationEvent = { type: 'CompensationApprovalGiven', data: { approver: id, meets } }
  return meets.length < s.needs.length
    ? accept(given)
    : accept(given, approved(s, { _tag: 'Persons', approvers: [...s.approvers, id] }))
}

export const refuse = (c: CommandNamed<'RejectCompensation'>, s: ProposedCompensation): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.status !== 'pending_approval') return notNow(s)
  const roles = s.needs.flatMap((need) => need.roles)
  return hasAnyRole(c.actor, roles)
    ? accept({ type: 'CompensationRejected', data: { ...ended(s), code: c.data.code } })
    : reject({ _tag: 'NotAnApproverOfCompensations' })
}

const CANCELABLE = new Set(['pending_approval', 'approved', 'offered'])

/** Possible until the issuer was called; from then on it is revoked, so that no late call issues it. */
export const cancel = (c: CommandNamed<'CancelCompensation'>, s: ProposedCompensation): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.status === 'canceled') return nothing
  return CANCELABLE.has(s.status)
    ? accept({ type: 'CompensationCanceled', data: { ...ended(s), reason: c.data.reason } })
    : notNow(s)
}
