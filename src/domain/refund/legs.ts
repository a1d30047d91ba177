/**
 * The legs of a refund. Each goes out under a key of its own, the same one however often it is repeated within an
 * epoch, so a provider pays it at most once. The epoch rises only after the provider's definite no.
 */
import { hasRole } from '../values/actor.js'
import { legKey } from '../values/ids.js'
import { plusSeconds } from '../values/instant.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_EPOCH, MAX_LEG_ATTEMPTS, type Leg, type RefundEvent } from './events.js'
import { isInFlight, legOf, paidTotal, type LegState, type ProposedRefund } from './state.js'

type LegCommand = CommandNamed<'SubmitLeg' | 'ResubmitLeg' | 'RetryLeg'>

const submitted = (c: LegCommand, s: ProposedRefund, leg: LegState, epoch: number): Decision => {
  const { legId } = leg
  if (leg.attempt >= MAX_LEG_ATTEMPTS) return reject({ _tag: 'LegTriedTooOften', legId, limit: MAX_LEG_ATTEMPTS })
  if (epoch > MAX_EPOCH) return reject({ _tag: 'LegTriedTooOften', legId, limit: MAX_EPOCH })
  return accept({
    type: 'RefundLegSubmitted',
    data: {
      refundId: s.refundId,
      orderId: s.orderId,
      legId: leg.legId,
      tenderId: leg.tenderId,
      minor: leg.minor,
      currency: s.breakdown!.currency,
      key: legKey(c.tenant, s.refundId, leg.legId, epoch),
      epoch,
      attempt: leg.attempt + 1,
      answerDueAt: plusSeconds(c.at, s.terms.answerWithinSeconds),
    },
  })
}

export const submit = (c: CommandNamed<'SubmitLeg'>, s: ProposedRefund): Decision => {
  const leg = legOf(s, c.data.legId)
  const mayGo =
    s.status === 'approved' || s.status === 'executing' || s.status === 'partially_succeeded' || s.status === 'failed'
  // Asked by a reaction: a leg that is out already, or a refund that was canceled meanwhile, is nothing to do.
  if (leg === undefined || !mayGo || leg.status !== 'planned') return nothing
  return submitted(c, s, leg, leg.epoch)
}

/** Nothing was heard in time: from now on anyone may ask the provider what became of the key. */
export const reportSilent = (c: CommandNamed<'ReportLegSilent'>, s: ProposedRefund): Decision => {
  const leg = legOf(s, c.data.legId)
  if (leg === undefined || leg.status !== 'submitted' || leg.epoch !== c.data.epoch) return nothing
  if (c.at < leg.answerDueAt!) return nothing
  return accept({ type: 'RefundLegUnknown', data: { legId: leg.legId, epoch: leg.epoch } })
}

/** The provider never saw the key: the same instruction under the same key once more. */
export const resubmit = (c: CommandNamed<'ResubmitLeg'>, s: ProposedRefund): Decision => {
  const leg = legOf(s, c.data.legId)
  if (leg === undefined || leg.status !== 'unknown' || leg.epoch !== c.data.epoch) return nothing
  return submitted(c, s, leg, leg.epoch)
}

export const recordAnswer = (c: CommandNamed<'RecordLegAnswer'>, s: ProposedRefund): Decision => {
  const { legId, epoch, answer } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  if (!isInFlight(leg) || leg.epoch !== epoch) {
    const heard =
      leg.epoch === epoch &&
      ((leg.status === 'succeeded' && answer._tag !== 'Declined') ||
        (leg.status === 'failed' && answer._tag === 'Declined'))
    return heard ? nothing : reject({ _tag: 'LegNotInFlight', legId, status: leg.status })
  }
  switch (answer._tag) {
    case 'Processing':
      return leg.status === 'processing'
        ? nothing
        : accept({ type: 'RefundLegProcessing', data: { legId, epoch, providerRef: answer.providerRef } })
    case 'Declined':
      return accept({ type: 'RefundLegFailed', data: { legId, epoch, code: answer.code } })
    case 'Succeeded': {
      const { currency } = s.breakdown!
      if (answer.minor !== leg.minor || answer.currency !== currency)
        return reject({ _tag: 'AmountMismatch', legId, asked: leg.minor, answered: answer.minor, currency })
      const succeeded: RefundEvent = {
        type: 'RefundLegSucceeded',
        data: {
          refundId: s.refundId,
          orderId: s.orderId,
          legId,
          tenderId: leg.tenderId,
          epoch,
          minor: leg.minor,
          providerRef: answer.providerRef,
        },
      }
      if (s.legs.some((other) => other.legId !== legId && other.status !== 'succeeded')) return accept(succeeded)
      const paid = paidTotal(s) + leg.minor
      return accept(succeeded, {
        type: 'RefundSucceeded',
        data: { ...ended(s), paid, currency, legs: s.legs.map(bare) },
      })
    }
  }
}

const bare = ({ legId, tenderId, minor }: LegState): Leg => ({ legId, tenderId, minor })

const maySteer = (c: CommandNamed<'RetryLeg' | 'AbandonRefund'>, s: ProposedRefund): boolean =>
  s.terms.approverRoles.some((role) => hasRole(c.actor, role))

export const retry = (c: CommandNamed<'RetryLeg'>, s: ProposedRefund): Decision => {
  const { legId } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  if (s.status === 'abandoned') return reject({ _tag: 'RefundNotOpen', status: s.status })
  if (leg.status !== 'failed') return reject({ _tag: 'LegNotFailed', legId, status: leg.status })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  return submitted(c, s, leg, leg.epoch + 1)
}

export const abandon = (c: CommandNamed<'AbandonRefund'>, s: ProposedRefund): Decision => {
  if (s.status !== 'failed' && s.status !== 'partially_succeeded')
    return reject({ _tag: 'RefundNotOpen', status: s.status })
  if (!maySteer(c, s)) return reject({ _tag: 'NotAnApprover' })
  const paid = paidTotal(s)
  const legs = s.legs.filter((leg) => leg.status === 'succeeded').map(bare)
  return accept({
    type: 'RefundAbandoned',
    data: { ...ended(s), paid, unpaid: s.breakdown!.total - paid, code: c.data.code, legs },
  })
}
