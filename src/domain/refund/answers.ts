/**
 * What a provider says about a leg, from a call, a look-up or a webhook, once or often, in any order. The words have a
 * rank: processing, paid, then the definite no or the reversal, which are final for a key. An older word changes
 * nothing; a word that cannot be true is an alarm and waits for a person.
 */
import { hasAnyRole, isPerson } from '../values/actor.js'
import { plusSeconds } from '../values/instant.js'
import type { LegAnswer } from '../values/leg-answer.js'
import { accept, ended, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { AttentionReason, RefundEvent } from './events.js'
import { evolve } from './evolve.js'
import { allPaid, isInFlight, paidLegs, paidTotal, type LegState } from './leg-state.js'
import { legOf, type ProposedRefund } from './state.js'

type Answer<Tag extends LegAnswer['_tag']> = Extract<LegAnswer, { readonly _tag: Tag }>

/** A provider that took the refund is asked after a while, where it does not say so by itself. */
const PROCESSING_PAUSE_SECONDS = 3_600

/**
 * The provider, or whatever job of the host asked it. An approver sees on an account that money came back; that something
 * was paid or was not, a person settles by two, with a proof (`steering.ts`): a single word would open a second key.
 */
const mayAnswer = ({ actor, data }: CommandNamed<'RecordLegAnswer'>, s: ProposedRefund): boolean =>
  !isPerson(actor) || (data.answer._tag === 'Reversed' && hasAnyRole(actor, s.terms.approverRoles))

export const recordAnswer = (c: CommandNamed<'RecordLegAnswer'>, s: ProposedRefund): Decision => {
  if (!mayAnswer(c, s)) return reject({ _tag: 'NotTheProvider' })
  const { legId, epoch, answer } = c.data
  const by = isPerson(c.actor) ? c.actor.id : undefined
  const leg = legOf(s, legId)
  if (leg === undefined) return reject({ _tag: 'LegUnknown', legId })
  // About a key that never went out: no provider can have said that.
  if (leg.attempt === 0 || epoch > leg.epoch) return reject({ _tag: 'LegNotInFlight', legId, status: leg.status })
  if (epoch < leg.epoch || !isInFlight(leg) || isDisputed(leg)) return afterItsEnd(s, leg, epoch, answer, by)
  const data = { refundId: s.refundId, legId, epoch }
  switch (answer._tag) {
    case 'Processing':
      return leg.status === 'processing' || leg.attention === 'amount_mismatch' || leg.attention === 'key_misused'
        ? nothing
        : accept({
            type: 'RefundLegProcessing',
            data: { ...data, providerRef: answer.providerRef, checkAt: plusSeconds(c.at, PROCESSING_PAUSE_SECONDS) },
          })
    case 'Declined':
      return accept({ type: 'RefundLegFailed', data: { ...data, code: answer.code } })
    case 'Misused':
      return needsAttention(s, leg, 'key_misused', { code: answer.code })
    case 'Succeeded':
      return isAsAsked(s, leg, answer) ? accept(...thenFinished(s, paid(s, leg, answer))) : mismatch(s, leg, answer)
    case 'Reversed':
      return isAsAsked(s, leg, answer) ? accept(reversed(s, leg, answer, by)) : mismatch(s, leg, answer)
  }
}

/** Refused and paid, said the provider: whatever it repeats, a person looks first. */
const isDisputed = (leg: LegState): boolean => leg.attention === 'paid_after_refusal'

/** The leg has ended, or went out under a newer key. */
const afterItsEnd = (
  s: ProposedRefund,
  leg: LegState,
  epoch: number,
  answer: LegAnswer,
  by: string | undefined,
): Decision => {
  const isPresent = epoch === leg.epoch && leg.status === 'succeeded'
  switch (answer._tag) {
    case 'Processing':
    case 'Misused':
      return nothing
    case 'Reversed':
      if (!isPresent && !(epoch === leg.epoch && isDisputed(leg))) return nothing
      return isAsAsked(s, leg, answer)
        ? accept(reversed(s, leg, answer, by))
        : contradiction(s, leg, epoch, 'came_back', answer)
    // Its no is final, so what was paid under this key has come back.
    case 'Declined': {
      const { minor, providerRef } = leg
      const { currency } = s.breakdown!
      return isPresent
        ? accept(reversed(s, leg, { _tag: 'Reversed', providerRef: providerRef!, minor, currency, code: answer.code }))
        : nothing
    }
    case 'Succeeded':
      return isPresent || leg.reversed.includes(epoch) ? nothing : contradiction(s, leg, epoch, 'paid', answer)
  }
}

const isAsAsked = (s: ProposedRefund, leg: LegState, answer: Answer<'Succeeded' | 'Reversed'>): boolean =>
  answer.minor === leg.minor && answer.currency === s.breakdown!.currency

const needsAttention = (
  s: ProposedRefund,
  leg: LegState,
  why: AttentionReason,
  more: {
    readonly code?: string
    readonly answered?: { readonly providerRef: string; readonly minor: number; readonly currency: string }
  } = {},
): Decision => {
  const { legId, epoch } = leg
  // Said before: an alarm that rings at every repetition is heard by nobody.
  if (leg.attention === why) return nothing
  return accept({ type: 'RefundLegNeedsAttention', data: { refundId: s.refundId, legId, epoch, why, ...more } })
}

const mismatch = (s: ProposedRefund, leg: LegState, answer: Answer<'Succeeded' | 'Reversed'>): Decision => {
  const { providerRef, minor, currency } = answer
  return needsAttention(s, leg, 'amount_mismatch', { answered: { providerRef, minor, currency } })
}

const contradiction = (
  s: ProposedRefund,
  leg: LegState,
  epoch: number,
  said: 'paid' | 'came_back',
  { providerRef, minor, currency }: Answer<'Succeeded' | 'Reversed'>,
): Decision => {
  if (leg.contradictions.some((known) => known.epoch === epoch && known.said === said)) return nothing
  const { refundId } = s
  const { legId } = leg
  const alarm: RefundEvent = {
    type: 'RefundLegContradicted',
    data: { refundId, legId, epoch, said, providerRef, minor, currency },
  }
  // Nobody may pay it again before somebody has looked. What ended otherwise stays as it is; the alarm stands.
  if (leg.status !== 'failed' || epoch !== leg.epoch) return accept(alarm)
  const answered = { providerRef, minor, currency }
  return accept(alarm, {
    type: 'RefundLegNeedsAttention',
    data: { refundId, legId, epoch, why: 'paid_after_refusal', answered },
  })
}

const paid = (s: ProposedRefund, leg: LegState, { providerRef }: Answer<'Succeeded'>): RefundEvent => ({
  type: 'RefundLegSucceeded',
  data: {
    refundId: s.refundId,
    orderId: s.orderId,
    legId: leg.legId,
    tenderId: leg.tenderId,
    epoch: leg.epoch,
    minor: leg.minor,
    providerRef,
  },
})

const reversed = (s: ProposedRefund, leg: LegState, answer: Answer<'Reversed'>, by?: string): RefundEvent => ({
  type: 'RefundLegReversed',
  data: {
    ...ended(s),
    legId: leg.legId,
    tenderId: leg.tenderId,
    epoch: leg.epoch,
    minor: leg.minor,
    providerRef: answer.providerRef,
    code: answer.code,
    round: s.round,
    ...(by === undefined ? {} : { by }),
  },
})

/** The event, and the end of the refund where it was the last one missing. */
export const thenFinished = (s: ProposedRefund, event: RefundEvent): ReadonlyArray<RefundEvent> => {
  const { legs } = evolve(s, event) as ProposedRefund
  if (!allPaid(legs)) return [event]
  const { currency, total } = s.breakdown!
  const sum = paidTotal(legs)
  const result = { ...ended(s), paid: sum, legs: paidLegs(legs), round: s.round }
  return s.abandonedFor === undefined
    ? [event, { type: 'RefundSucceeded', data: { ...result, currency } }]
    : // What was given up before stays given up; what had come back is paid again.
      [event, { type: 'RefundAbandoned', data: { ...result, unpaid: total - sum, code: s.abandonedFor } }]
}
