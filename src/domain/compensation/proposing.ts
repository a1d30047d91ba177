/**
 * From the proposal to the last yes of an allowance. The order is asked first, because it alone knows what earlier
 * compensations gave; then each budget, one after the other, for what is left to give. A no anywhere ends it; but what the
 * law demands needs somebody else then, where it was the proposer's own allowance that said no.
 */
import type { AllowanceRef } from '../values/allowance.js'
import { countedOf, grantedOf } from '../values/loss.js'
import { hasRole, isStaff } from '../values/actor.js'
import { decidedByAuthority, isByLaw } from './approving.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { evolve } from './evolve.js'
import type { AllowanceAsk, CompensationEvent } from './events.js'
import { sharesOf, wrongLosses } from './losses.js'
import type { ProposedCompensation } from './state.js'
import type { AllowanceTerm } from './terms.js'

type Whose = Pick<ProposedCompensation, 'customerId' | 'proposedBy'>

const refOf = (term: AllowanceTerm, { customerId, proposedBy }: Whose): AllowanceRef => {
  const { period } = term
  switch (term._tag) {
    case 'Department':
      return { scope: 'department', key: term.department, period }
    case 'Agent':
      return { scope: 'agent', key: proposedBy.id, period }
    case 'Customer':
      return { scope: 'customer', key: customerId, period }
  }
}

const sameRef = (a: AllowanceRef, b: AllowanceRef): boolean =>
  a.scope === b.scope && a.key === b.key && a.period === b.period

const isRepeated = (terms: ReadonlyArray<AllowanceTerm>, whose: Whose): boolean => {
  const refs = terms.map((term) => refOf(term, whose))
  return refs.some((ref, i) => refs.slice(0, i).some((other) => sameRef(ref, other)))
}

export const propose = (c: CommandNamed<'ProposeCompensation'>): Decision => {
  const { compensationId, requestId, currency, losses, benefit, terms, demanded = false, apology, overCap } = c.data
  const { orderId, customerId, lines, paid: orderPaid } = c.facts
  const { kind, id } = c.actor
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (id === customerId) return reject({ _tag: 'SelfApproval' })
  if (currency !== c.facts.currency) return reject({ _tag: 'CompensationCurrency', currency: c.facts.currency })
  const wrong = wrongLosses(losses, lines, terms, demanded)
  if (wrong !== undefined) return reject(wrong)
  const roles = terms.limits.map(({ role }) => role).filter((role) => hasRole(c.actor, role))
  const proposedBy = { kind, id, roles: [...new Set(roles)] }
  if (isRepeated(terms.allowances, { customerId, proposedBy })) return reject({ _tag: 'AllowanceRepeated' })
  const shares = sharesOf(losses, lines)
  const named = new Set(shares.map(({ lineId }) => lineId))
  return accept({
    type: 'CompensationProposed',
    data: {
      ...{
        compensationId,
        requestId,
        orderId,
        customerId,
        currency,
        proposedBy,
        losses,
        shares,
        benefit,
        terms,
        demanded,
      },
      paid: lines.filter(({ lineId }) => named.has(lineId)),
      orderPaid,
      ...(apology === undefined ? {} : { apology }),
      ...(overCap === undefined ? {} : { overCap }),
    },
  })
}

/**
 * What each budget is asked for. That of an agent is their authority, whatever the ground; the others are for what the shop
 * gives of its own accord: what the law demands needs no budget.
 */
const asksOf = (s: ProposedCompensation): ReadonlyArray<AllowanceAsk> =>
  s.terms.allowances
    .map((term) => ({
      allowance: refOf(term, s),
      minor: term._tag === 'Agent' ? grantedOf(s.shares) : countedOf(s.shares),
      limit: term.limit,
    }))
    .filter(({ minor }) => minor > 0)

/** The order itself is the first of those that said yes. */
const nextAsk = (s: ProposedCompensation): AllowanceAsk | undefined => asksOf(s)[s.held.length - 1]

/** Asked by reactions, so an answer that comes late or again is nothing to do. */
export const recordAllowance = (c: CommandNamed<'RecordAllowanceAnswer'>, s: ProposedCompensation): Decision => {
  const { allowance, answer } = c.data
  if (s.status !== 'reserving' || s.held.some((ref) => sameRef(ref, allowance))) return nothing
  if (answer._tag === 'Refused')
    return allowance.scope === 'agent' && isByLaw(s)
      ? accept(...decidedByAuthority(s, true))
      : accept({ type: 'CompensationRefused', data: { ...ended(s), refusal: answer.refusal } })
  const { compensationId, currency } = s
  const { minor, total, shares, exceedsCap } = answer
  const held: CompensationEvent = {
    type: 'CompensationAllowanceHeld',
    data: {
      ...{ compensationId, currency, allowance, minor, total },
      ...(shares === undefined ? {} : { shares }),
      ...(exceedsCap === undefined ? {} : { exceedsCap }),
    },
  }
  const after = evolve(s, held) as ProposedCompensation
  const next = nextAsk(after)
  return next === undefined
    ? accept(held, ...decidedByAuthority(after))
    : accept({ ...held, data: { ...held.data, next } })
}
