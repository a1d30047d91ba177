/**
 * Sending the legs of a refund. Each goes out under a key of its own, the same one however often it is repeated within
 * an epoch, so a provider pays it at most once. What its silence means is decided here: unknown is not failed. Next:
 * `answers.ts`, `steering.ts`.
 */
import { legKey } from '../values/ids.js'
import { plusSeconds, type Instant } from '../values/instant.js'
import { isDatedWrongly, isTooLong } from '../values/waiting.js'
import { accept, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_LEG_ATTEMPTS, type AttentionReason, type RefundEvent } from './events.js'
import type { LegFinding, RefundCommand } from './commands.js'
import type { LegState } from './leg-state.js'
import { legOf, type ProposedRefund } from './state.js'

/** A key goes out this often at most: enough for three days of a provider that is down every other hour. */
export const MAX_SENDS_OF_KEY = 200
/** After three days without a word nobody expects one any more; banks say that processing may take two weeks. */
export const GIVE_UP_AFTER_SECONDS = { unknown: 72 * 3_600, processing: 14 * 86_400 } as const
/** The pauses between questions double from a minute to an hour. */
const FIRST_PAUSE_SECONDS = 60
const LONGEST_PAUSE_SECONDS = 3_600
/** Clocks are wrong by hours at times, so a key is not sent in the last six hours (or the last quarter) of its life. */
const KEY_MARGIN_SECONDS = 6 * 3_600

export const submitted = (
  c: Pick<RefundCommand, 'tenant' | 'at'>,
  s: ProposedRefund,
  leg: LegState,
  epoch: number,
): Decision => {
  const { legId } = leg
  if (leg.attempt >= MAX_LEG_ATTEMPTS) return reject({ _tag: 'LegTriedTooOften', legId, limit: MAX_LEG_ATTEMPTS })
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
      submittedAt: c.at,
      answerDueAt: plusSeconds(c.at, s.terms.answerWithinSeconds),
      ...(leg.via === undefined ? {} : { via: leg.via }),
    },
  })
}

export const submit = (c: CommandNamed<'SubmitLeg'>, s: ProposedRefund): Decision => {
  const leg = legOf(s, c.data.legId)
  const mayGo = s.status === 'approved' || s.status === 'executing' || s.status === 'needs_attention'
  // Asked by a reaction: a leg that is out already, or a refund that was canceled meanwhile, is nothing to do.
  if (leg === undefined || leg.status !== 'planned' || !mayGo) return nothing
  return submitted(c, s, leg, leg.epoch)
}

/**
 * Nothing was heard in time: from now on anyone may ask the provider what became of the key. Said too early, because a
 * clock is wrong, it does no harm: the provider is asked early.
 */
export const reportSilent = (c: CommandNamed<'ReportLegSilent'>, s: ProposedRefund): Decision => {
  const leg = legOf(s, c.data.legId)
  if (leg === undefined || leg.status !== 'submitted') return nothing
  if (leg.epoch !== c.data.epoch || leg.attempt !== c.data.attempt) return nothing
  const { legId, epoch } = leg
  return accept({ type: 'RefundLegUnknown', data: { refundId: s.refundId, legId, epoch, checkAt: c.at } })
}

/** How long to wait before the next question: longer every time, and not everybody at once. */
export const pauseSeconds = (asked: number, spread: number, atLeast: number): number => {
  const whole = Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(asked, 10), LONGEST_PAUSE_SECONDS)
  return Math.max(atLeast, Math.round((whole * (500 + spread / 2)) / 1_000))
}

/** Whether the provider surely still knows the key, so that sending it again pays nothing twice. */
const isKeyAlive = (at: Instant, leg: LegState, windowSeconds: number | undefined): boolean => {
  if (windowSeconds === undefined) return true
  const margin = Math.min(KEY_MARGIN_SECONDS, Math.floor(windowSeconds / 4))
  return !isDatedWrongly(at, leg.firstSubmittedAt!) && at < plusSeconds(leg.firstSubmittedAt!, windowSeconds - margin)
}

/** Whether the provider really never saw the key, as far as its word can be believed yet. */
const isBelieved = (at: Instant, leg: LegState, { found, provider }: LegFinding): boolean =>
  found === 'never_seen' && at >= plusSeconds(leg.lastSubmittedAt!, provider.lookupSettlesAfterSeconds ?? 0)

/** A key that is sent again waits for its turn: the first time at once, afterwards only after a pause. */
const isItsTurn = (at: Instant, leg: LegState, minIntervalSeconds: number): boolean =>
  (leg.attemptsOfKey === 1 || leg.checksOfAttempt > 0) && at >= plusSeconds(leg.lastSubmittedAt!, minIntervalSeconds)

/**
 * The provider was asked and settled nothing. The same key goes out again where that is safe, the provider is asked
 * again later, or, when time or the life of the key is over, a person decides. Never a new key.
 */
export const recordFinding = (c: CommandNamed<'RecordLegFinding'>, s: ProposedRefund): Decision => {
  const { legId, epoch, found, provider, spread, retryAfterSeconds = 0 } = c.data
  const leg = legOf(s, legId)
  if (leg === undefined || leg.epoch !== epoch) return nothing
  if (leg.status !== 'unknown' && leg.status !== 'processing') return nothing
  // Another worker asked at the same time, and has said so.
  if (leg.checks !== c.data.check) return nothing
  const minInterval = provider.minIntervalSeconds ?? 0
  const attention = (why: AttentionReason): Decision =>
    accept({ type: 'RefundLegNeedsAttention', data: { refundId: s.refundId, legId, epoch, why } })
  const later = (why: 'silent' | 'not_yet_certain' | 'send_again_later'): Decision => {
    // A key that goes out again and again was a question each time: a provider that is down is not called every minute.
    const asked = Math.max(0, leg.attemptsOfKey - 2) + leg.checksOfAttempt
    const pause = pauseSeconds(asked, spread, Math.max(retryAfterSeconds, minInterval))
    return accept(check(c.at, s, leg, why, plusSeconds(c.at, pause)))
  }

  if (isTooLong(c.at, leg.firstSubmittedAt!, leg.checksOfAttempt, GIVE_UP_AFTER_SECONDS[leg.status]))
    return attention('no_answer')
  if (leg.status === 'unknown' && (found === 'not_askable' || isBelieved(c.at, leg, c.data))) {
    if (!isKeyAlive(c.at, leg, provider.keyWindowSeconds))
      return attention(found === 'never_seen' ? 'never_seen' : 'key_window_closed')
    if (leg.attemptsOfKey >= MAX_SENDS_OF_KEY) return attention('no_answer')
    return isItsTurn(c.at, leg, minInterval) ? submitted(c, s, leg, epoch) : later('send_again_later')
  }
  return later(found === 'never_seen' ? 'not_yet_certain' : 'silent')
}

export const check = (
  at: Instant,
  s: ProposedRefund,
  leg: LegState,
  why: 'silent' | 'not_yet_certain' | 'send_again_later' | 'asked_by_person',
  checkAt: Instant = at,
): RefundEvent => ({
  type: 'RefundLegCheckScheduled',
  data: { refundId: s.refundId, legId: leg.legId, epoch: leg.epoch, check: leg.checks + 1, why, checkAt },
})
