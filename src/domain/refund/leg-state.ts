/** One leg of a refund, and what all of them together say of it. */
import type { Instant } from '../values/instant.js'
import type { AttentionReason, Leg, LegStep, PaidLeg, Via } from './leg-events.js'

export type LegStatus =
  | 'planned'
  | 'submitted'
  | 'processing'
  | 'unknown'
  | 'needs_attention'
  | 'succeeded'
  | 'failed'
  /** Another leg carries its amount. */
  | 'rerouted'
  /** Given up. */
  | 'abandoned'

export interface LegState {
  readonly legId: string
  readonly tenderId: string
  readonly minor: number
  readonly via: Via | undefined
  readonly status: LegStatus
  /** Rises only after a definite no, a release or a reversal, over all legs of a tender; the key follows it. */
  readonly epoch: number
  readonly attempt: number
  /** How often the leg went out under its present key. */
  readonly attemptsOfKey: number
  /** How often the provider was asked, and how often since the leg went out last. */
  readonly checks: number
  readonly checksOfAttempt: number
  readonly key: string | undefined
  /** When the present key went out for the first and for the last time. */
  readonly firstSubmittedAt: Instant | undefined
  readonly lastSubmittedAt: Instant | undefined
  readonly answerDueAt: Instant | undefined
  /** When the provider is asked about it next. */
  readonly checkAt: Instant | undefined
  readonly providerRef: string | undefined
  readonly failure: string | undefined
  readonly attention: AttentionReason | undefined
  readonly proposedStep: { readonly step: LegStep; readonly by: string } | undefined
  /** The person on whose word alone its payment came back, until it goes out again. */
  readonly reversedBy: string | undefined
  /** Epochs whose payment came back. */
  readonly reversed: ReadonlyArray<number>
  readonly contradictions: ReadonlyArray<{ readonly epoch: number; readonly said: 'paid' | 'came_back' }>
}

/** Its key is out and not settled. */
export const isInFlight = ({ status }: LegState): boolean =>
  status === 'submitted' || status === 'processing' || status === 'unknown' || status === 'needs_attention'

/** It still has to do with what the customer gets. */
export const isLive = ({ status }: LegState): boolean => status !== 'rerouted' && status !== 'abandoned'

/** Nothing is left to pay. `RefundSucceeded` or `RefundAbandoned` stands right behind the event that led here. */
export const allPaid = (legs: ReadonlyArray<LegState>): boolean =>
  legs.filter(isLive).every((leg) => leg.status === 'succeeded')

export const paidLegs = (legs: ReadonlyArray<LegState>): ReadonlyArray<PaidLeg> =>
  legs.flatMap(({ legId, tenderId, minor, epoch, status }) =>
    status === 'succeeded' ? [{ legId, tenderId, minor, epoch }] : [],
  )

export const paidTotal = (legs: ReadonlyArray<LegState>): number =>
  legs.reduce((sum, leg) => (leg.status === 'succeeded' ? sum + leg.minor : sum), 0)

/** A leg that has not gone out. */
export const planned = ({ legId, tenderId, minor }: Leg, epoch = 1, via?: Via): LegState => ({
  legId,
  tenderId,
  minor,
  via,
  status: 'planned',
  epoch,
  attempt: 0,
  attemptsOfKey: 0,
  checks: 0,
  checksOfAttempt: 0,
  key: undefined,
  firstSubmittedAt: undefined,
  lastSubmittedAt: undefined,
  answerDueAt: undefined,
  checkAt: undefined,
  providerRef: undefined,
  failure: undefined,
  attention: undefined,
  proposedStep: undefined,
  reversedBy: undefined,
  reversed: [],
  contradictions: [],
})
