/**
 * What finance does where the provider does not settle a leg: retry after a definite no, ask again, give up; and, by two
 * persons, confirm what is proven paid, release what is proven unpaid, pay by hand, or send the money another way.
 */
import { reroutedLegIdOf } from '../values/ids.js'
import { hasAnyRole } from '../values/actor.js'
import { thenFinished } from './answers.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_EPOCH, type LegStep } from './events.js'
import { check, submitted } from './legs.js'
import { neverPaid, paidBackOnFailed } from './receivables.js'
import { isInFlight, paidLegs, paidTotal, type LegState } from './leg-state.js'
import { legOf, type ProposedRefund } from './state.js'

type Steering = CommandNamed<'RetryLeg' | 'CheckLeg' | 'ProposeLegStep' | 'ConfirmLegStep' | 'AbandonRefund'>

const maySteer = (c: Steering, s: ProposedRefund): boolean => hasAnyRole(c.actor, s.terms.approverRoles)

export const retry = (c: CommandNamed<'RetryLeg'>, s: ProposedRefund): Decision => {
  const { legId } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  if (leg.status !== 'failed') return reject({ _tag: 'LegNotFailed', legId, status: leg.status })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  // Who saw the money come back, and nobody else did, does not send it again: that is two persons' word.
  if (leg.reversedBy === c.actor.id) return reject({ _tag: 'FourEyes' })
  if (leg.epoch >= MAX_EPOCH) return reject({ _tag: 'LegTriedTooOften', legId, limit: MAX_EPOCH })
  return submitted(c, s, leg, leg.epoch + 1)
}

export const checkLeg = (c: CommandNamed<'CheckLeg'>, s: ProposedRefund): Decision => {
  const { legId } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  if (!isInFlight(leg) || leg.status === 'submitted')
    return reject({ _tag: 'LegNotInFlight', legId, status: leg.status })
  return leg.checkAt !== undefined && leg.checkAt <= c.at ? nothing : accept(check(c.at, s, leg, 'asked_by_person'))
}

/** What a key has done is settled by proof; only what cannot be paid any more is paid another way. */
const isPossible = (leg: LegState, step: LegStep): boolean =>
  step._tag === 'Release' || step._tag === 'ConfirmPaid'
    ? leg.status === 'unknown' || leg.status === 'processing' || leg.status === 'needs_attention'
    : leg.status === 'failed'

const sameStep = (a: LegStep, b: LegStep): boolean => JSON.stringify(a) === JSON.stringify(b)

export const proposeStep = (c: CommandNamed<'ProposeLegStep'>, s: ProposedRefund): Decision => {
  const { legId, step } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  if (!isPossible(leg, step)) return reject({ _tag: 'LegStepNotPossible', legId, step: step._tag, status: leg.status })
  const { proposedStep } = leg
  if (proposedStep !== undefined && proposedStep.by === c.actor.id && sameStep(proposedStep.step, step)) return nothing
  return accept({
    type: 'RefundLegStepProposed',
    data: { refundId: s.refundId, legId, epoch: leg.epoch, step, by: c.actor.id },
  })
}

export const confirmStep = (c: CommandNamed<'ConfirmLegStep'>, s: ProposedRefund): Decision => {
  const { legId } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  if (leg.proposedStep === undefined) return reject({ _tag: 'NoStepProposed', legId })
  const { step, by } = leg.proposedStep
  if (by === c.actor.id || s.involved.includes(c.actor.id)) return reject({ _tag: 'FourEyes' })
  if (leg.reversedBy === c.actor.id) return reject({ _tag: 'FourEyes' })
  return confirmed(s, leg, step, [by, c.actor.id])
}

const confirmed = (s: ProposedRefund, leg: LegState, step: LegStep, persons: ReadonlyArray<string>): Decision => {
  const { refundId, orderId } = s
  const { legId, tenderId, minor, epoch } = leg
  switch (step._tag) {
    case 'Release':
      return accept({ type: 'RefundLegReleased', data: { refundId, legId, epoch, proof: step.proof, persons } })
    case 'ConfirmPaid':
      return accept(
        ...thenFinished(s, {
          type: 'RefundLegSucceeded',
          data: { refundId, orderId, legId, tenderId, epoch, minor, providerRef: step.proof, persons },
        }),
      )
    case 'PayManually':
      // An epoch of its own: what was paid under the last one may have been settled, and come back.
      return accept(
        ...thenFinished(s, {
          type: 'RefundLegPaidManually',
          data: { refundId, orderId, legId, tenderId, epoch: epoch + 1, minor, proof: step.proof, persons },
        }),
      )
    case 'Reroute': {
      const newLegId = reroutedLegIdOf(refundId, legId, epoch)
      const { via, consent } = step
      return accept({ type: 'RefundLegRerouted', data: { refundId, legId, newLegId, via, consent, persons } })
    }
  }
}

export const abandon = (c: CommandNamed<'AbandonRefund'>, s: ProposedRefund): Decision => {
  // Given up once, its money was released; what came back since is owed to the customer until it is paid.
  if ((s.status !== 'failed' && s.status !== 'partially_succeeded') || s.abandonedFor !== undefined)
    return reject({ _tag: 'RefundNotOpen', status: s.status })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  // Given up, it is asked for anew: that would be the payment that they may not send again.
  if (s.legs.some((leg) => leg.status === 'failed' && leg.reversedBy === c.actor.id))
    return reject({ _tag: 'FourEyes' })
  const paidBack = paidBackOnFailed(s)
  if (paidBack !== undefined) return reject({ _tag: 'PaidBackMeanwhile', tenderId: paidBack })
  const paid = paidTotal(s.legs)
  const unpaid = s.breakdown!.total - paid
  const tenderIds = s.legs.flatMap(({ status, tenderId }) => (status === 'failed' ? [tenderId] : []))
  return accept(
    {
      type: 'RefundAbandoned',
      data: { ...ended(s), paid, unpaid, code: c.data.code, legs: paidLegs(s.legs), round: s.round },
    },
    ...neverPaid(s, tenderIds),
  )
}
