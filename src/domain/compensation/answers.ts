/**
 * What the issuer says about the key, from a call or a look-up, once or often, in any order. What it says about an older
 * attempt counts only where it is final. What cannot be true is an alarm and waits for a person.
 */
import type { BenefitAnswer } from '../values/benefit.js'
import { totalOf } from '../values/loss.js'
import { isStaff, isPerson, mayTellOfMoney } from '../values/actor.js'
import { accept, ended, idsOf, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import { withSurplus } from './costs.js'
import type { CompensationEvent } from './events.js'
import { attention, clawbackDue, nextCheckAt } from './issuing.js'
import { referenceOf, type BenefitCall, type ProposedCompensation } from './state.js'

type Answer<Tag extends BenefitAnswer['_tag']> = Extract<BenefitAnswer, { readonly _tag: Tag }>
type Given = Answer<'Issued' | 'Used'>

const isAsAsked = (s: ProposedCompensation, { minor, currency }: Given): boolean =>
  minor === totalOf(s.shares) && currency === s.currency

const issued = (s: ProposedCompensation, { ref }: Given): CompensationEvent => ({
  type: 'CompensationIssued',
  data: {
    ...idsOf(s),
    benefit: s.benefit,
    minor: totalOf(s.shares),
    currency: s.currency,
    externalRef: ref,
    allowances: s.held,
  },
})
const redeemed = (s: ProposedCompensation): CompensationEvent => ({ type: 'BenefitRedeemed', data: idsOf(s) })

/** Said before: an alarm that rings at every repetition is heard by nobody. */
const alarm = (s: ProposedCompensation, call: BenefitCall, why: NonNullable<BenefitCall['attention']>): Decision =>
  call.attention === why ? nothing : accept(attention(s, call.attempt, why))

const taken = (c: CommandNamed<'RecordBenefitAnswer'>, s: ProposedCompensation, call: BenefitCall): Decision =>
  call.phase === 'processing'
    ? nothing
    : accept({
        type: 'BenefitProcessing',
        data: { compensationId: s.compensationId, attempt: call.attempt, checkAt: nextCheckAt(c.at, call.checks) },
      })

const whileIssuing = (c: CommandNamed<'RecordBenefitAnswer'>, s: ProposedCompensation, call: BenefitCall): Decision => {
  const { answer, attempt } = c.data
  const isCurrent = attempt === call.attempt && s.status !== 'failed'
  switch (answer._tag) {
    case 'Issued':
    case 'Used': {
      if (!isAsAsked(s, answer)) return alarm(s, call, 'amount_mismatch')
      // Money that was paid out is used.
      const isUsed = answer._tag === 'Used' || s.benefit.form === 'cash'
      return accept(issued(s, answer), ...(isUsed ? [redeemed(s)] : []))
    }
    case 'Processing':
      return isCurrent ? taken(c, s, call) : nothing
    case 'Declined':
      return isCurrent
        ? accept({
            type: 'CompensationIssueFailed',
            data: { compensationId: s.compensationId, attempt, code: answer.code },
          })
        : nothing
    case 'Revoked':
      return alarm(s, call, 'unexpected_answer')
  }
}

const whileRevoking = (
  c: CommandNamed<'RecordBenefitAnswer'>,
  s: ProposedCompensation,
  call: BenefitCall,
): Decision => {
  const { answer, attempt } = c.data
  const { reason, clawBack } = s.revocation!
  const isCurrent = attempt === call.attempt && s.status !== 'failed'
  switch (answer._tag) {
    case 'Revoked':
      return accept(...withSurplus(s, { type: 'CompensationRevoked', data: { ...ended(s), reason } }))
    case 'Used':
      return accept(
        // Nobody knew that it had been issued.
        ...(s.externalRef === undefined ? [issued(s, answer)] : []),
        redeemed(s),
        ...(clawBack ? [clawbackDue(s, reason)] : []),
      )
    case 'Declined':
      return isCurrent
        ? accept({ type: 'RevocationFailed', data: { compensationId: s.compensationId, attempt, code: answer.code } })
        : nothing
    case 'Processing':
      return isCurrent ? taken(c, s, call) : nothing
    // It is still there: news only where nobody knew that it was.
    case 'Issued':
      return s.status === 'failed' ? whileIssuing(c, s, call) : nothing
  }
}

export const recordAnswer = (c: CommandNamed<'RecordBenefitAnswer'>, s: ProposedCompensation): Decision => {
  const { call } = s
  if (call === undefined || c.data.attempt > call.attempt || c.data.attempt <= s.returnedAfter) return nothing
  switch (s.status) {
    case 'issuing':
    case 'revoking':
    case 'failed':
    case 'needs_attention':
      return call.action === 'issue' ? whileIssuing(c, s, call) : whileRevoking(c, s, call)
    default:
      return nothing
  }
}

/** What the host hears of a benefit that is out. */
export const recordRedeemed = (c: CommandNamed<'RecordRedeemed'>, s: ProposedCompensation): Decision => {
  if (!mayTellOfMoney(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.status === 'redeemed') return nothing
  return s.status === 'issued' ? accept(redeemed(s)) : notNow(s)
}

export const recordExpired = (c: CommandNamed<'RecordExpired'>, s: ProposedCompensation): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.status === 'expired') return nothing
  return s.status === 'issued' ? accept(...withSurplus(s, { type: 'BenefitExpired', data: ended(s) })) : notNow(s)
}

/** Only cash comes back once it is used; it is owed again, under the same key, until a person gives it up. */
export const recordReturned = (c: CommandNamed<'RecordPayoutReturned'>, s: ProposedCompensation): Decision => {
  const { code, reference } = c.data
  if (!mayTellOfMoney(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.references.has(referenceOf('return', 'customer', reference))) return nothing
  if (s.status !== 'redeemed' || s.benefit.form !== 'cash') return notNow(s)
  const { currency, call } = s
  const by = isPerson(c.actor) ? { by: c.actor.id } : {}
  const data = { ...idsOf(s), attempt: call!.attempt, minor: totalOf(s.shares), currency, code, reference, ...by }
  return accept(...withSurplus(s, { type: 'BenefitReturned', data }))
}
