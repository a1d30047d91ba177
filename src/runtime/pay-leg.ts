/**
 * The one outside call of this library: paying a leg. It is made only by whoever's own append wrote the intent, once;
 * what it answers is recorded. No answer is not a no: the leg stays as it is until its answer is due, and then the
 * provider is asked what became of the key (`settleLeg`), never paid again under another one.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../domain/kernel/border.js'
import type { EventOfFamily } from '../domain/kernel/event-family.js'
import { LegAnswer, type RefundCommand, type RefundLegSubmitted } from '../domain/refund/index.js'
import type { TenderBalance } from '../domain/entitlement/index.js'
import type { PaymentProvider, ProviderSilent, RefundInstruction } from '../ports/payment-provider.js'
import type { RuntimeError } from './errors.js'
import { ownCopy } from './own-copy.js'

export type LegIntent = EventOfFamily<typeof RefundLegSubmitted>['data']

type Asked<C> = C extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Data }
  : never
export type RefundStep = Asked<RefundCommand>

const checkAnswer = border('LegAnswer', LegAnswer)

export const instructionFor = (
  tenant: string,
  intent: LegIntent,
  tender: TenderBalance | undefined,
): RefundInstruction => ({
  key: intent.key,
  tenant,
  refundId: intent.refundId,
  legId: intent.legId,
  orderId: intent.orderId,
  tenderId: intent.tenderId,
  tenderKind: tender?.kind ?? 'unknown',
  ...(tender?.paymentRef === undefined ? {} : { paymentRef: tender.paymentRef }),
  minor: intent.minor,
  currency: intent.currency,
})

/** A provider that throws has said nothing, whatever it has done. */
const heard = async <A>(ask: () => TaskEither<ProviderSilent, A>): Promise<E.Either<ProviderSilent, A>> => {
  try {
    const answer = await ask()()
    return E.isLeft(answer) ? answer : E.right(answer.right)
  } catch {
    return E.left({ _tag: 'ProviderSilent', reason: 'it failed with an exception' })
  }
}

const recorded = (intent: LegIntent, answer: unknown): E.Either<RuntimeError, RefundStep> => {
  const { refundId, legId, epoch } = intent
  const checked = checkAnswer(answer)
  return E.isLeft(checked)
    ? E.left({ _tag: 'ProviderAnswerInvalid', refundId, legId })
    : E.right({ type: 'RecordLegAnswer', data: { refundId, legId, epoch, answer: ownCopy(checked.right) } })
}

/** Calls the provider. Nothing to record (`undefined`) when it stays silent. */
export const payLeg = async (
  provider: PaymentProvider,
  intent: LegIntent,
  instruction: RefundInstruction,
): Promise<E.Either<RuntimeError, RefundStep | undefined>> => {
  const answer = await heard(() => provider.submit(instruction))
  return E.isLeft(answer) ? E.right(undefined) : recorded(intent, answer.right)
}

/** Asks what became of a leg whose answer never came; where the provider never saw the key, it goes out again. */
export const settleLeg = async (
  provider: PaymentProvider,
  intent: LegIntent,
  instruction: RefundInstruction,
): Promise<E.Either<RuntimeError, RefundStep | undefined>> => {
  const answer = await heard(() => provider.lookup(instruction))
  if (E.isLeft(answer)) return E.right(undefined)
  const { refundId, legId, epoch } = intent
  // It comes from outside: whatever the types say, it may be nothing at all.
  return (answer.right as { _tag: string } | undefined | null)?._tag === 'NeverSeen'
    ? E.right({ type: 'ResubmitLeg', data: { refundId, legId, epoch } })
    : recorded(intent, answer.right)
}
