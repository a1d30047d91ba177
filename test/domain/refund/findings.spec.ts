/** The provider was asked about a leg, and settled nothing. The leg went out at noon; its key is never replaced here. */
import { describe, expect, it } from 'vitest'
import { MAX_LEG_ATTEMPTS } from '../../../src/domain/refund/index.js'
import { MAX_SENDS_OF_KEY, pauseSeconds } from '../../../src/domain/refund/legs.js'
import { plusSeconds } from '../../../src/domain/values/instant.js'
import * as given from '../../../src/testing/builders/refund.js'
import {
  recordFinding,
  refundLegCheckScheduled,
  refundLegNeedsAttention,
} from '../../../src/testing/builders/refund.js'
import { refundLegSubmitted, sentAt } from '../../../src/testing/builders/refund.js'
import { alarmed, approved, executing, failed, succeeded, unknown } from './situations.js'

const MS = 0.001
const HOUR = 3_600
const DAY = 24 * HOUR
const after = (seconds: number) => ({ at: plusSeconds(sentAt, seconds) })
const processing = executing.given(given.refundLegProcessing())
type Data = NonNullable<Parameters<typeof recordFinding>[0]>
const neverSeen: Data = { found: 'never_seen' }
const notAskable: Data = { found: 'not_askable' }
const askedAgain = (seconds: number, why: 'silent' | 'not_yet_certain' | 'send_again_later', check = 1) =>
  refundLegCheckScheduled({ why, check, checkAt: plusSeconds(sentAt, seconds) })
/** The same key once more, at this moment. */
const sentAgain = (seconds: number, attempt = 2) =>
  refundLegSubmitted({
    attempt,
    submittedAt: plusSeconds(sentAt, seconds),
    answerDueAt: plusSeconds(sentAt, seconds + 60),
  })

describe('Silence', () => {
  it('is answered by asking again: unknown is not failed', () => {
    unknown.when(recordFinding({}, after(60))).then(askedAgain(90, 'silent'))
    expect(unknown.after(recordFinding({}, after(60))).state).toMatchObject({ status: 'executing' })
  })

  it.each([
    [0, 30, 60],
    [1, 60, 120],
    [2, 120, 240],
    [5, 960, 1_919],
    [6, 1_800, 3_598],
    [7, 1_800, 3_598],
    [99_999, 1_800, 3_598],
  ])('is asked about in pauses that double up to an hour, not by all at once: after %i, in %i to %i s', (n, min, max) =>
    expect([pauseSeconds(n, 0, 0), pauseSeconds(n, 999, 0)]).toEqual([min, max]),
  )

  it('lasts a longer pause with every question since the leg went out', () => {
    const once = unknown.after(recordFinding({}, after(60)))
    once.when(recordFinding({ check: 1 }, after(90))).then(askedAgain(150, 'silent', 2))
    const sentOnce = once.given(sentAgain(90), given.refundLegUnknown())
    sentOnce.when(recordFinding({ check: 1 }, after(150))).then(askedAgain(180, 'silent', 2))
  })

  it.each([
    ['the provider says', { retryAfterSeconds: 600 }],
    ['it declares', { provider: { minIntervalSeconds: 600 } }],
  ])('is not asked about sooner than %s', (_, data) =>
    unknown.when(recordFinding(data, after(60))).then(askedAgain(660, 'silent')),
  )

  it.each([
    ['unknown', 3, unknown],
    ['processing', 14, processing],
  ] as const)('ends with a person: while %s, after %i days', (_, days, there) => {
    const limit = days * DAY
    there.when(recordFinding({}, after(limit - MS))).thenTypes('RefundLegCheckScheduled')
    there.when(recordFinding({}, after(limit))).then(refundLegNeedsAttention({ why: 'no_answer' }))
    expect(there.after(recordFinding({}, after(limit))).state).toMatchObject({ status: 'needs_attention' })
  })

  it('while processing never sends anything again, whatever else is said', () => {
    processing.when(recordFinding(neverSeen, after(DAY))).thenTypes('RefundLegCheckScheduled')
    processing.when(recordFinding(notAskable, after(DAY))).thenTypes('RefundLegCheckScheduled')
    expect(processing.after(recordFinding({}, after(DAY))).state).toMatchObject({
      legs: [{ status: 'processing' }, {}],
    })
  })
})

describe('A key that the provider never saw', () => {
  const settles: Data = { ...neverSeen, provider: { lookupSettlesAfterSeconds: 600 } }

  it('is sent again at once, and stays the same key', () =>
    unknown.when(recordFinding(neverSeen, after(60))).then(sentAgain(60)))

  it('is believed to be unseen only when its look-up has settled', () => {
    unknown.when(recordFinding(settles, after(600 - MS))).then(askedAgain(630 - MS, 'not_yet_certain'))
    unknown.when(recordFinding(settles, after(600))).then(sentAgain(600))
  })

  it('is counted from the last time that it went out', () =>
    unknown
      .given(sentAgain(600), given.refundLegUnknown(), askedAgain(700, 'silent'))
      .when(recordFinding({ ...settles, check: 1 }, after(1_200 - MS)))
      .thenTypes('RefundLegCheckScheduled'))
})

describe('A provider without look-up', () => {
  const twice = unknown.given(sentAgain(60), given.refundLegUnknown())

  it('gets the same key again: that is how it is asked', () =>
    unknown.when(recordFinding(notAskable, after(60))).then(sentAgain(60)))

  it('after that only after a pause', () => {
    twice.when(recordFinding(notAskable, after(120))).then(askedAgain(150, 'send_again_later'))
    twice
      .after(recordFinding(notAskable, after(120)))
      .when(recordFinding({ ...notAskable, check: 1 }, after(150)))
      .then(sentAgain(150, 3))
  })

  it('and not sooner than it wants the next call', () => {
    const slow: Data = { ...notAskable, provider: { minIntervalSeconds: 90 } }
    unknown.when(recordFinding(slow, after(90 - MS))).then(askedAgain(180 - MS, 'send_again_later'))
    unknown.when(recordFinding(slow, after(90))).then(sentAgain(90))
  })
})

describe('A key is not sent again', () => {
  const within = (keyWindowSeconds: number): Data => ({ provider: { keyWindowSeconds } })

  // Six hours before the end of its life, or a quarter of it: after that the provider would pay it as a new one.
  it.each([
    [24 * HOUR, 18 * HOUR],
    [HOUR, 45 * 60],
  ])('near the end of its life: of %i s, after %i', (life, usable) => {
    unknown.when(recordFinding({ ...neverSeen, ...within(life) }, after(usable - MS))).thenTypes('RefundLegSubmitted')
    unknown
      .when(recordFinding({ ...neverSeen, ...within(life) }, after(usable)))
      .then(refundLegNeedsAttention({ why: 'never_seen' }))
    unknown
      .when(recordFinding({ ...notAskable, ...within(life) }, after(usable)))
      .then(refundLegNeedsAttention({ why: 'key_window_closed' }))
  })

  it('by whose clock it was sent in the future: an hour is an error, more says nothing about its age', () => {
    const early = { ...notAskable, ...within(DAY) }
    const waited = unknown.given(sentAgain(-2 * HOUR), given.refundLegUnknown(), askedAgain(0, 'silent'))
    waited.when(recordFinding({ ...early, check: 1 }, after(-HOUR))).thenTypes('RefundLegSubmitted')
    waited
      .when(recordFinding({ ...early, check: 1 }, after(-HOUR - MS)))
      .then(refundLegNeedsAttention({ why: 'key_window_closed' }))
  })

  it('its age counts from the first time, however often it went out', () =>
    unknown
      .given(sentAgain(17 * HOUR), given.refundLegUnknown(), askedAgain(17 * HOUR, 'silent'))
      .when(recordFinding({ ...neverSeen, ...within(DAY), check: 1 }, after(18 * HOUR)))
      .then(refundLegNeedsAttention({ why: 'never_seen' })))

  it('more than two hundred times', () => {
    const sent = (times: number) =>
      executing
        .given(...Array.from({ length: times - 1 }, (_, i) => sentAgain(60, i + 2)))
        .given(given.refundLegUnknown(), askedAgain(60, 'silent'))
    const next = recordFinding({ ...neverSeen, check: 1 }, after(HOUR))
    sent(MAX_SENDS_OF_KEY - 1)
      .when(next)
      .thenTypes('RefundLegSubmitted')
    sent(MAX_SENDS_OF_KEY)
      .when(next)
      .then(refundLegNeedsAttention({ why: 'no_answer' }))
  })

  it('when the log would stop reading the count', () =>
    executing
      .given(refundLegSubmitted({ attempt: MAX_LEG_ATTEMPTS, key: given.refundId }), given.refundLegUnknown())
      .when(recordFinding(neverSeen, after(60)))
      .thenRejected({ _tag: 'LegTriedTooOften', legId: 'card', limit: MAX_LEG_ATTEMPTS }))
})

describe('A finding that comes too late', () => {
  it.each([
    ['planned', approved],
    ['submitted', executing],
    ['needs_attention', alarmed],
    ['failed', failed],
    ['succeeded', succeeded],
  ] as const)('changes nothing: the leg is %s', (_, there) =>
    there.when(recordFinding(neverSeen, after(60))).thenNothing(),
  )

  it('changes nothing: another key, another leg, or another worker was faster', () => {
    unknown.when(recordFinding({ epoch: 2 }, after(60))).thenNothing()
    unknown.when(recordFinding({ legId: 'points' }, after(60))).thenNothing()
    unknown
      .after(recordFinding({}, after(60)))
      .when(recordFinding({}, after(61)))
      .thenNothing()
  })
})
