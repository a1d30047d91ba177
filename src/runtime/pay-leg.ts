/**
 * The outside calls of this library: paying a leg, and asking what became of one. A leg is paid only by whoever's own
 * append wrote the intent, once; what the provider answers is recorded. No answer is not a no: what it means is decided
 * by the refund (`domain/refund/legs.ts`), and never another key.
 */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../domain/kernel/border.js'
import type { EventOfFamily } from '../domain/kernel/event-family.js'
import type { RefundCommand, RefundLegSubmitted } from '../domain/refund/index.js'
import { LegAnswer } from '../domain/values/leg-answer.js'
import type { Clock } from '../ports/clock.js'
import type { PaymentProvider, ProviderSilent, RefundInstruction } from '../ports/payment-provider.js'
import { inTime } from './in-time.js'
import { ownCopy } from './own-copy.js'

export type LegIntent = EventOfFamily<typeof RefundLegSubmitted>['data']

type Asked<C> = C extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Data }
  : never
export type RefundStep = Asked<RefundCommand>

/** What to record, and whether the provider's answer was nonsense, which somebody should hear of. */
export interface Heard {
  readonly step: RefundStep | undefined
  readonly wasInvalid: boolean
}

const checkAnswer = border('LegAnswer', LegAnswer)

const silent = (reason: string): ProviderSilent => ({ _tag: 'ProviderSilent', reason })

const answered = ({ refundId, legId, epoch }: LegIntent, answer: unknown): Heard => {
  const checked = checkAnswer(answer)
  return E.isLeft(checked)
    ? { step: undefined, wasInvalid: true }
    : {
        step: { type: 'RecordLegAnswer', data: { refundId, legId, epoch, answer: ownCopy(checked.right) } },
        wasInvalid: false,
      }
}

/** Pays. Nothing to record when the provider stays silent: when its answer is due, a timer says so. */
export const payLeg = async (
  provider: PaymentProvider,
  clock: Clock,
  seconds: number,
  intent: LegIntent,
  instruction: RefundInstruction,
): Promise<Heard> => {
  const answer = await inTime(clock, seconds, silent, (signal) => provider.submit(instruction, signal))
  return E.isLeft(answer) ? { step: undefined, wasInvalid: false } : answered(intent, answer.right)
}

/** Asks what became of a leg. Always something to record, if only that nothing was learned. */
export const askAboutLeg = async (
  provider: PaymentProvider,
  clock: Clock,
  seconds: number,
  intent: LegIntent,
  {
    isProcessing,
    checks,
    spread,
  }: { readonly isProcessing: boolean; readonly checks: number; readonly spread: number },
  instruction: RefundInstruction,
): Promise<Heard> => {
  const { lookup, keyWindowSeconds, minIntervalSeconds } = provider.capabilities
  const { refundId, legId, epoch } = intent
  const found = (what: 'silent' | 'never_seen' | 'not_askable', retryAfterSeconds?: number): RefundStep => ({
    type: 'RecordLegFinding',
    data: {
      refundId,
      legId,
      epoch,
      check: checks,
      found: what,
      spread,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      provider: {
        ...(keyWindowSeconds === undefined ? {} : { keyWindowSeconds }),
        ...(minIntervalSeconds === undefined ? {} : { minIntervalSeconds }),
        ...(lookup._tag === 'eventual' ? { lookupSettlesAfterSeconds: lookup.settlesAfterSeconds } : {}),
      },
    },
  })
  if (lookup._tag === 'none') return { step: found('not_askable'), wasInvalid: false }
  const answer = await inTime(clock, seconds, silent, (signal) => provider.lookup(instruction, signal))
  if (E.isLeft(answer)) return { step: found('silent', answer.left.retryAfterSeconds), wasInvalid: false }
  // It comes from outside: whatever the types say, it may be nothing at all.
  const tag = (answer.right as { readonly _tag: string } | undefined | null)?._tag
  if (tag === 'NeverSeen') return { step: found('never_seen'), wasInvalid: false }
  // Still processing, as we knew: it is asked again later.
  if (tag === 'Processing' && isProcessing) return { step: found('silent'), wasInvalid: false }
  const result = answered(intent, answer.right)
  return result.wasInvalid ? { step: found('silent'), wasInvalid: true } : result
}
