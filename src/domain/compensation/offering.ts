/** Where the customer is asked first: an offer with an end, and their answer, or that of staff who can prove it. */
import type { Instant } from '../values/instant.js'
import { isStaff } from '../values/actor.js'
import { accept, ended, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { CompensationError } from './errors.js'
import type { ProposedCompensation } from './state.js'

export const offer = (c: CommandNamed<'OfferCompensation'>, s: ProposedCompensation): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  const { expiresAt } = c.data
  if (s.status === 'offered' && s.expiresAt === expiresAt) return nothing
  // An offer that is out may be prolonged or shortened, never ended in the past.
  if (s.status !== 'offered' && !(s.status === 'approved' && s.terms.consent)) return notNow(s)
  return expiresAt > c.at
    ? accept({ type: 'CompensationOffered', data: { compensationId: s.compensationId, expiresAt } })
    : reject({ _tag: 'OfferAlreadyOver', expiresAt })
}

type Answer = CommandNamed<'AcceptCompensation' | 'DeclineCompensation'>

const whyNot = (c: Answer, s: ProposedCompensation): CompensationError | undefined => {
  if (c.actor.id === s.customerId) return undefined
  if (!isStaff(c.actor)) return { _tag: 'NotYourCompensation' }
  return c.data.consent === undefined ? { _tag: 'ConsentRequired' } : undefined
}

const proof = ({ data: { consent } }: Answer) => (consent === undefined ? {} : { consent })

export const accepted = (c: CommandNamed<'AcceptCompensation'>, s: ProposedCompensation): Decision => {
  const refused = whyNot(c, s)
  if (refused !== undefined) return reject(refused)
  if (s.status !== 'offered') return notNow(s)
  return isOver(c.at, s)
    ? reject({ _tag: 'OfferAlreadyOver', expiresAt: s.expiresAt! })
    : accept({ type: 'CompensationAccepted', data: { compensationId: s.compensationId, ...proof(c) } })
}

export const declined = (c: CommandNamed<'DeclineCompensation'>, s: ProposedCompensation): Decision => {
  const refused = whyNot(c, s)
  if (refused !== undefined) return reject(refused)
  return s.status === 'offered'
    ? accept({ type: 'CompensationDeclined', data: { ...ended(s), ...proof(c) } })
    : notNow(s)
}

const isOver = (at: Instant, s: ProposedCompensation): boolean => at >= s.expiresAt!

/** A timer says that the offer has ended; early, late and repeated ones do no harm. */
export const lapse = (c: CommandNamed<'LapseOffer'>, s: ProposedCompensation): Decision =>
  s.status === 'offered' && isOver(c.at, s) ? accept({ type: 'CompensationLapsed', data: ended(s) }) : nothing
