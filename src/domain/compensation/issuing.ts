/**
 * Giving the benefit, and taking it back. Each call is written down first and carries the one key of the compensation,
 * so it is given at most once however often it is sent. Silence is unknown, never failed: the issuer is asked what
 * became of the key, and told again under the same one. Next: `answers.ts`.
 */
import { benefitKey } from '../values/ids.js'
import { plusSeconds, type Instant } from '../values/instant.js'
import { totalOf } from '../values/loss.js'
import { isTooLong } from '../values/waiting.js'
import { isStaff } from '../values/actor.js'
import { MAX_BENEFIT_ATTEMPTS } from './benefit-events.js'
import type { CompensationCommand } from './commands.js'
import { accept, idsOf, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { CompensationEvent } from './events.js'
import { debtOf, type BenefitCall, type ProposedCompensation } from './state.js'

/** After three days without a word nobody expects one any more. */
export const GIVE_UP_AFTER_SECONDS = 72 * 3_600
/** The pauses between questions double from a minute to an hour. */
const FIRST_PAUSE_SECONDS = 60
const LONGEST_PAUSE_SECONDS = 3_600

const attemptsOf = (s: ProposedCompensation): number => s.call?.attempt ?? 0

const orderOf = (c: Pick<CompensationCommand, 'tenant' | 'at'>, s: ProposedCompensation) => ({
  ...idsOf(s),
  customerId: s.customerId,
  key: benefitKey(c.tenant, s.compensationId),
  benefit: s.benefit,
  minor: totalOf(s.shares),
  currency: s.currency,
  attempt: attemptsOf(s) + 1,
  submittedAt: c.at,
  answerDueAt: plusSeconds(c.at, s.terms.answerWithinSeconds),
})

type Caller = Pick<CompensationCommand, 'tenant' | 'at'>

const hasTriedTooOften = (s: ProposedCompensation): boolean => attemptsOf(s) >= MAX_BENEFIT_ATTEMPTS

const issuing = (c: Caller, s: ProposedCompensation): CompensationEvent => ({
  type: 'BenefitSubmitted',
  data: orderOf(c, s),
})
const revoking = (
  c: Caller,
  s: ProposedCompensation,
  revocation: { readonly reason: string; readonly clawBack: boolean },
): CompensationEvent => ({ type: 'RevocationSubmitted', data: { ...orderOf(c, s), ...revocation } })

const again = (c: Caller, s: ProposedCompensation, { action }: BenefitCall): CompensationEvent =>
  action === 'issue' ? issuing(c, s) : revoking(c, s, s.revocation!)

/** Asked by a reaction, once it is granted and, where that was wanted, accepted. */
export const submit = (c: CommandNamed<'SubmitBenefit'>, s: ProposedCompensation): Decision =>
  s.status === 'accepted' || (s.status === 'approved' && !s.terms.consent) ? accept(issuing(c, s)) : nothing

export const retry = (c: CommandNamed<'RetryBenefit'>, s: ProposedCompensation): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.call === undefined || (s.status !== 'failed' && s.status !== 'needs_attention')) return notNow(s)
  // Who saw the cash come back, and nobody else did, does not send it again: that is two persons' word.
  if (s.returnedBy === c.actor.id) return reject({ _tag: 'FourEyes' })
  return hasTriedTooOften(s)
    ? reject({ _tag: 'BenefitTriedTooOften', limit: MAX_BENEFIT_ATTEMPTS })
    : accept(again(c, s, s.call))
}

const REVOCABLE = new Set(['issued', 'failed', 'needs_attention'])

/**
 * What is unused is taken back; what was not issued never will be, also by a call that is late; what was used the
 * customer owes, where that is wanted.
 */
export const revoke = (c: CommandNamed<'RevokeCompensation'>, s: ProposedCompensation): Decision => {
  const { reason, clawBack = false } = c.data
  if (!isStaff(c.actor)) return reject({ _tag: 'CompensationForStaffOnly' })
  if (s.status === 'redeemed') {
    if (!clawBack) return reject({ _tag: 'BenefitAlreadyUsed' })
    return (debtOf(s, 'customer')?.share ?? 0) > 0 ? nothing : accept(clawbackDue(s, reason))
  }
  if (!REVOCABLE.has(s.status)) return notNow(s)
  // What it took of the allowances would be free for the same person to give once more.
  if (s.returnedBy === c.actor.id) return reject({ _tag: 'FourEyes' })
  return hasTriedTooOften(s)
    ? reject({ _tag: 'BenefitTriedTooOften', limit: MAX_BENEFIT_ATTEMPTS })
    : accept(revoking(c, s, { reason, clawBack }))
}

export const clawbackDue = (s: ProposedCompensation, reason: string): CompensationEvent => ({
  type: 'ClawbackDue',
  data: { compensationId: s.compensationId, minor: totalOf(s.shares), currency: s.currency, reason },
})

/** Nothing was heard in time: from now on anyone may ask what became of the key. */
export const reportSilent = (c: CommandNamed<'ReportBenefitSilent'>, s: ProposedCompensation): Decision => {
  const { call, compensationId } = s
  const { attempt } = c.data
  return call?.phase === 'submitted' && call.attempt === attempt
    ? accept({ type: 'BenefitUnknown', data: { compensationId, attempt, checkAt: c.at } })
    : nothing
}

export const attention = (
  s: ProposedCompensation,
  attempt: number,
  why: NonNullable<BenefitCall['attention']>,
): CompensationEvent => ({
  type: 'BenefitNeedsAttention',
  data: { compensationId: s.compensationId, attempt, why },
})

const pauseSeconds = (checks: number): number =>
  Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(checks, 10), LONGEST_PAUSE_SECONDS)

export const nextCheckAt = (at: Instant, checks: number): Instant => plusSeconds(at, pauseSeconds(checks))

/** The issuer was asked and settled nothing: it is told again under the same key, asked later, or a person looks. */
export const recordFinding = (c: CommandNamed<'RecordBenefitFinding'>, s: ProposedCompensation): Decision => {
  const { call, compensationId } = s
  const { attempt, check, found } = c.data
  if (call === undefined || call.attempt !== attempt || call.checks !== check) return nothing
  if (call.phase !== 'unknown' && call.phase !== 'processing') return nothing
  if (isTooLong(c.at, call.since, call.checks, GIVE_UP_AFTER_SECONDS) || hasTriedTooOften(s))
    return accept(attention(s, attempt, 'no_answer'))
  if (found === 'not_done' && call.phase === 'unknown') return accept(again(c, s, call))
  return accept({
    type: 'BenefitCheckScheduled',
    data: { compensationId, attempt, check: check + 1, checkAt: nextCheckAt(c.at, check) },
  })
}
