/**
 * Legs whose answer did not come, or takes time: the provider is asked what became of each key. What it says is
 * recorded, also when that is nothing. One leg that cannot be settled does not hold up the others.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { RegisteredEntitlement } from '../domain/entitlement/index.js'
import type { LegState, ProposedRefund, RefundState } from '../domain/refund/index.js'
import type { StreamKind } from '../domain/values/ids.js'
import type { Clock } from '../ports/clock.js'
import type { Ids } from '../ports/ids.js'
import type { PaymentProvider, RefundInstruction } from '../ports/payment-provider.js'
import type { Telemetry } from '../ports/telemetry.js'
import type { AfterSalesError } from './errors.js'
import type { Committed } from './handle-command.js'
import type { Loaded } from './load.js'
import { isOutage } from './outage.js'
import { secondsFor } from './paying.js'
import { askAboutLeg, type LegIntent, type RefundStep } from './pay-leg.js'

/** What it needs of the runtime. */
interface Means {
  readonly load: <S>(kind: StreamKind, id: string) => Promise<E.Either<AfterSalesError, Loaded<S>>>
  readonly tellRefund: (
    refundId: string,
    step: RefundStep,
    name: string,
  ) => Promise<E.Either<AfterSalesError, ReadonlyArray<Committed>>>
  readonly instruction: (
    intent: LegIntent,
  ) => Promise<
    E.Either<AfterSalesError, { readonly order: RegisteredEntitlement; readonly instruction: RefundInstruction }>
  >
  readonly payments: PaymentProvider
  readonly clock: Clock
  readonly ids: Ids
  readonly telemetry: Telemetry
}

/** The events that came of it. */
type Settled = Promise<E.Either<AfterSalesError, ReadonlyArray<Committed>>>

const NAME = 'ask-about-leg'

const intentOf = (refund: ProposedRefund, leg: LegState): LegIntent => ({
  refundId: refund.refundId,
  orderId: refund.orderId,
  legId: leg.legId,
  tenderId: leg.tenderId,
  minor: leg.minor,
  currency: refund.breakdown!.currency,
  key: leg.key!,
  epoch: leg.epoch,
  attempt: leg.attempt,
  submittedAt: leg.lastSubmittedAt!,
  answerDueAt: leg.answerDueAt!,
  ...(leg.via === undefined ? {} : { via: leg.via }),
})

export const askingAbout = (means: Means) => {
  const { load, tellRefund, instruction, payments, clock, ids, telemetry } = means

  const askAboutOne = async (refund: ProposedRefund, leg: LegState): Settled => {
    const { refundId } = refund
    if (leg.checkAt === undefined) return E.right([])
    const intent = intentOf(refund, leg)
    const asked = await instruction(intent)
    if (E.isLeft(asked)) return asked
    const spread = Math.floor((ids.randomBytes(1)[0]! * 1_000) / 256)
    const about = { isProcessing: leg.status === 'processing', checks: leg.checks, spread }
    const seconds = secondsFor(intent)
    const answer = await askAboutLeg(payments, clock, seconds, intent, about, asked.right.instruction)
    const outcome = answer.wasInvalid
      ? 'invalid'
      : answer.step?.type === 'RecordLegAnswer'
        ? answer.step.data.answer._tag
        : 'unsettled'
    telemetry.count('aftersales.provider.answers', 1, { call: 'lookup', outcome })
    const told = await tellRefund(refundId, answer.step!, NAME)
    return answer.wasInvalid && E.isRight(told)
      ? E.left({ _tag: 'ProviderAnswerInvalid', refundId, legId: leg.legId })
      : told
  }

  /**
   * Asks about the open legs of a refund, or about one of them; answers with the first thing that went wrong. Whether it
   * is time is for the caller to know.
   */
  const askAboutRefund = async (refundId: string, legId?: string): Settled => {
    const loaded = await load<RefundState>('refund', refundId)
    if (E.isLeft(loaded)) return loaded
    const refund = loaded.right.state
    if (refund.status === 'none') return E.right([])
    const events: Array<Committed> = []
    let problem: AfterSalesError | undefined
    for (const leg of refund.legs) {
      if (legId !== undefined && leg.legId !== legId) continue
      const settled = await askAboutOne(refund, leg)
      if (E.isRight(settled)) events.push(...settled.right)
      else if (isOutage(settled.left)) return settled
      else problem ??= settled.left
    }
    return problem === undefined ? E.right(events) : E.left(problem)
  }

  /** Without waiting for a timer: legs whose answer is overdue count as unknown, and all open ones are asked about. */
  const settleOverdue = async (refundId: string): Settled => {
    const loaded = await load<RefundState>('refund', refundId)
    if (E.isLeft(loaded)) return loaded
    const refund = loaded.right.state
    if (refund.status === 'none') return E.right([])
    const events: Array<Committed> = []
    for (const { legId, epoch, attempt, status, answerDueAt } of refund.legs) {
      if (status !== 'submitted' || answerDueAt! > clock.now()) continue
      const told = await tellRefund(
        refundId,
        { type: 'ReportLegSilent', data: { refundId, legId, epoch, attempt } },
        NAME,
      )
      if (E.isLeft(told)) return told
      events.push(...told.right)
    }
    const asked = await askAboutRefund(refundId)
    return E.isLeft(asked) ? asked : E.right([...events, ...asked.right])
  }

  return { askAboutRefund, settleOverdue }
}
