/**
 * Legs whose answer did not come in time: the provider is asked what became of each key. What it says is recorded;
 * what it never saw goes out again under the same key. One leg that cannot be settled does not hold up the others.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { LegState, ProposedRefund } from '../domain/refund/index.js'
import type { Clock } from '../ports/clock.js'
import type { PaymentProvider, RefundInstruction } from '../ports/payment-provider.js'
import type { AfterSalesError } from './errors.js'
import type { Committed, Handled } from './handle-command.js'
import type { Loaded } from './load.js'
import { isOutage } from './outage.js'
import { settleLeg, type LegIntent } from './pay-leg.js'

/** What it needs of the runtime. */
interface Steps {
  readonly refund: (refundId: string) => Promise<E.Either<AfterSalesError, Loaded<ProposedRefund>>>
  /** A command of the library's own for the refund, under a new id each time. */
  readonly tell: (refundId: string, type: string, data: unknown) => Promise<E.Either<AfterSalesError, Handled<unknown>>>
  readonly drain: (events: ReadonlyArray<Committed>, paying: boolean) => Promise<E.Either<AfterSalesError, void>>
  readonly instruction: (intent: LegIntent) => Promise<E.Either<AfterSalesError, RefundInstruction>>
  readonly payments: PaymentProvider
  readonly clock: Clock
}
type Settled = Promise<E.Either<AfterSalesError, void>>

const DONE = E.right(undefined)

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
  answerDueAt: leg.answerDueAt as LegIntent['answerDueAt'],
})

/** Asks about every leg of a refund that is overdue; answers with the first thing that went wrong. */
export const settleOverdue = async (steps: Steps, refundId: string): Settled => {
  const refund = await steps.refund(refundId)
  if (E.isLeft(refund)) return refund
  const { state } = refund.right
  let problem: AfterSalesError | undefined
  for (const leg of state.legs ?? []) {
    const settled = await settle(steps, state, leg)
    if (E.isRight(settled)) continue
    if (isOutage(settled.left)) return settled
    problem ??= settled.left
  }
  return problem === undefined ? DONE : E.left(problem)
}

const settle = async (steps: Steps, refund: ProposedRefund, leg: LegState): Settled => {
  const { refundId } = refund
  const { legId, epoch, status, answerDueAt } = leg
  const overdue = status === 'submitted' && answerDueAt !== undefined && answerDueAt <= steps.clock.now()
  if (!overdue && status !== 'unknown' && status !== 'processing') return DONE
  if (overdue) {
    const silent = await steps.tell(refundId, 'ReportLegSilent', { refundId, legId, epoch })
    if (E.isLeft(silent)) return silent
  }
  const intent = intentOf(refund, leg)
  const asked = await steps.instruction(intent)
  if (E.isLeft(asked)) return asked
  const answer = await settleLeg(steps.payments, intent, asked.right)
  if (E.isLeft(answer)) return answer
  if (answer.right === undefined) return DONE
  const done = await steps.tell(refundId, answer.right.type, answer.right.data)
  if (E.isLeft(done)) return done
  return steps.drain(done.right.events, done.right.own)
}
