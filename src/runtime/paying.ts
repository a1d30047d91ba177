/**
 * Legs whose intent this process wrote: the provider is called, once, and what it answers is recorded. A step of the
 * library's own that sends a leg out again is handled here, too, so that whoever writes an intent also pays it.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { RegisteredEntitlement } from '../domain/entitlement/index.js'
import type { StreamKind } from '../domain/values/ids.js'
import { epochMsOf } from '../domain/values/instant.js'
import type { Clock } from '../ports/clock.js'
import type { Ids } from '../ports/ids.js'
import type { PaymentProvider } from '../ports/payment-provider.js'
import type { Telemetry } from '../ports/telemetry.js'
import type { AfterSalesError } from './errors.js'
import type { Follow, Order } from './follow-up.js'
import type { Committed, Handled } from './handle-command.js'
import { declaredLimit, instructionFor } from './instruction.js'
import type { Loaded } from './load.js'
import { isOutage } from './outage.js'
import { payLeg, type LegIntent, type RefundStep } from './pay-leg.js'

/** What it needs of the runtime. */
interface Means {
  readonly tenant: string
  readonly handle: (order: Order) => Promise<E.Either<AfterSalesError, Handled<unknown>>>
  readonly load: <S>(kind: StreamKind, id: string) => Promise<E.Either<AfterSalesError, Loaded<S>>>
  readonly follow: Follow
  readonly payments: PaymentProvider
  readonly clock: Clock
  readonly ids: Ids
  readonly telemetry: Telemetry
}

/** What came of paying; the first problem, if any, after all was tried. */
export interface Paid {
  readonly led: ReadonlyArray<Committed>
  readonly problem: AfterSalesError | undefined
}

const declined = ({ refundId, legId, epoch }: LegIntent, code: string): RefundStep => ({
  type: 'RecordLegAnswer',
  data: { refundId, legId, epoch, answer: { _tag: 'Declined', code } },
})

/** How long the answer to an intent is awaited. */
export const secondsFor = ({ submittedAt, answerDueAt }: LegIntent): number =>
  (epochMsOf(answerDueAt) - epochMsOf(submittedAt)) / 1_000

export const payingOf = ({ tenant, handle, load, follow, payments, clock, ids, telemetry }: Means) => {
  const instruction = async (intent: LegIntent) => {
    const order = await load<RegisteredEntitlement>('entitlement', intent.orderId)
    return E.isLeft(order)
      ? order
      : E.right({ order: order.right.state, instruction: instructionFor(tenant, intent, order.right.state) })
  }

  /** Pays a leg whose intent this process wrote. */
  const pay = async (intended: Committed): Promise<E.Either<AfterSalesError, ReadonlyArray<Committed>>> => {
    const intent = intended.event.data as LegIntent
    const asked = await instruction(intent)
    if (E.isLeft(asked)) return asked
    const { refundId, legId } = intent
    const limit = declaredLimit(payments.capabilities, asked.right.order, intent, clock.now())
    const { step, wasInvalid } =
      limit === undefined
        ? await payLeg(payments, clock, secondsFor(intent), intent, asked.right.instruction)
        : { step: declined(intent, limit), wasInvalid: false }
    const outcome = wasInvalid ? 'invalid' : step?.type === 'RecordLegAnswer' ? step.data.answer._tag : 'silent'
    telemetry.count('aftersales.provider.answers', 1, { call: 'submit', outcome })
    if (wasInvalid) return E.left({ _tag: 'ProviderAnswerInvalid', refundId, legId })
    if (step === undefined) return E.right([])
    const done = await follow(intended, 'pay-leg', 0, { kind: 'refund', id: refundId, ...step })
    return E.isLeft(done) ? done : E.right(done.right.events)
  }

  /** Pays the legs among events that this process has just appended. */
  const payOwn = async (events: ReadonlyArray<Committed>): Promise<Paid> => {
    const led: Array<Committed> = []
    let problem: AfterSalesError | undefined
    for (const event of events) {
      if (event.event.type !== 'RefundLegSubmitted') continue
      const paid = await pay(event)
      if (E.isRight(paid)) led.push(...paid.right)
      else if (isOutage(paid.left)) return { led, problem: paid.left }
      else problem ??= paid.left
    }
    return { led, problem }
  }

  /** Handles a step of the library's own for a refund, pays what it sent out, and answers all events. */
  const tellRefund = async (
    refundId: string,
    step: RefundStep,
    name: string,
  ): Promise<E.Either<AfterSalesError, ReadonlyArray<Committed>>> => {
    // A new id each time: the decider, not the id, tells news from what was heard before.
    const done = await handle({
      kind: 'refund',
      id: refundId,
      ...step,
      commandId: ids.uuid(),
      actor: { kind: 'system', id: name },
      channel: 'system',
      circumstances: { authority: 'reaction' },
    })
    if (E.isLeft(done)) return done
    if (!done.right.own) return E.right(done.right.events)
    const { led, problem } = await payOwn(done.right.events)
    return problem === undefined ? E.right([...done.right.events, ...led]) : E.left(problem)
  }

  return { instruction, payOwn, tellRefund }
}
