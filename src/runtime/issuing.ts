/**
 * Benefits whose intent this process wrote: the issuer is called, once, and what it answers is recorded; and what became
 * of a key when nobody answered. The twin of `paying.ts` and `ask-about-refund.ts`, for one key instead of many legs.
 */
import * as E from 'fp-ts/lib/Either.js'
import type {
  BenefitCall,
  BenefitSubmitted,
  CompensationCommand,
  CompensationState,
  ProposedCompensation,
} from '../domain/compensation/index.js'
import { border } from '../domain/kernel/border.js'
import type { EventOfFamily } from '../domain/kernel/event-family.js'
import { BenefitAnswer } from '../domain/values/benefit.js'
import { epochMsOf } from '../domain/values/instant.js'
import { totalOf } from '../domain/values/loss.js'
import type { StreamKind } from '../domain/values/ids.js'
import type { BenefitInstruction, BenefitIssuer, IssuerSilent } from '../ports/benefit-issuer.js'
import type { Clock } from '../ports/clock.js'
import type { Ids } from '../ports/ids.js'
import type { Telemetry } from '../ports/telemetry.js'
import type { AfterSalesError } from './errors.js'
import type { Follow, Order } from './follow-up.js'
import type { Committed, Handled } from './handle-command.js'
import { inTime } from './in-time.js'
import type { Loaded } from './load.js'
import { isOutage } from './outage.js'
import { ownCopy } from './own-copy.js'
import type { Paid } from './paying.js'

/** What it needs of the runtime. */
interface Means {
  readonly tenant: string
  readonly handle: (order: Order) => Promise<E.Either<AfterSalesError, Handled<unknown>>>
  readonly load: <S>(kind: StreamKind, id: string) => Promise<E.Either<AfterSalesError, Loaded<S>>>
  readonly follow: Follow
  readonly benefits: BenefitIssuer
  readonly clock: Clock
  readonly ids: Ids
  readonly telemetry: Telemetry
}

type Intent = EventOfFamily<typeof BenefitSubmitted>['data']
type Step = Extract<
  CompensationCommand,
  { readonly type: 'RecordBenefitAnswer' | 'RecordBenefitFinding' | 'ReportBenefitSilent' }
>
type Asked = Pick<Step, 'type' | 'data'>
/** The events that came of it. */
type Settled = Promise<E.Either<AfterSalesError, ReadonlyArray<Committed>>>

const ACTIONS: Readonly<Record<string, BenefitCall['action']>> = {
  BenefitSubmitted: 'issue',
  RevocationSubmitted: 'revoke',
}
const NAME = 'ask-about-benefit'

const checkAnswer = border('BenefitAnswer', BenefitAnswer)
const silent = (reason: string): IssuerSilent => ({ _tag: 'IssuerSilent', reason })

const secondsFor = ({ submittedAt, answerDueAt }: Pick<Intent, 'submittedAt' | 'answerDueAt'>): number =>
  (epochMsOf(answerDueAt) - epochMsOf(submittedAt)) / 1_000

export const issuingOf = ({ tenant, handle, load, follow, benefits, clock, ids, telemetry }: Means) => {
  const instructionFor = (
    of: Pick<
      Intent,
      'key' | 'compensationId' | 'requestId' | 'orderId' | 'customerId' | 'benefit' | 'minor' | 'currency'
    >,
  ): BenefitInstruction => {
    const { key, compensationId, requestId, orderId, customerId, benefit, minor, currency } = of
    return { ...{ key, tenant, compensationId, requestId, orderId, customerId, minor, currency }, ...benefit }
  }

  const count = (call: string, outcome: string): void =>
    telemetry.count('aftersales.issuer.answers', 1, { call, outcome })

  const invalid = (compensationId: string): E.Either<AfterSalesError, never> =>
    E.left({ _tag: 'IssuerAnswerInvalid', compensationId })

  /** Calls because of an intent that this process wrote. */
  const call = async (intended: Committed): Settled => {
    const action = ACTIONS[intended.event.type]!
    const intent = intended.event.data as Intent
    const { compensationId, attempt } = intent
    const answer = await inTime(clock, secondsFor(intent), silent, (signal) =>
      benefits[action](instructionFor(intent), signal),
    )
    if (E.isLeft(answer)) {
      count(action, 'silent')
      return E.right([])
    }
    const checked = checkAnswer(answer.right)
    count(action, E.isLeft(checked) ? 'invalid' : checked.right._tag)
    if (E.isLeft(checked)) return invalid(compensationId)
    const data = { compensationId, attempt, answer: ownCopy(checked.right) }
    const done = await follow(intended, 'issue-benefit', 0, {
      ...{ kind: 'compensation', id: compensationId, type: 'RecordBenefitAnswer', data },
    } as const)
    return E.isLeft(done) ? done : E.right(done.right.events)
  }

  /** Calls the issuer for the intents among events that this process has just appended. */
  const issueOwn = async (events: ReadonlyArray<Committed>): Promise<Paid> => {
    const led: Array<Committed> = []
    let problem: AfterSalesError | undefined
    for (const event of events) {
      if (ACTIONS[event.event.type] === undefined) continue
      const called = await call(event)
      if (E.isRight(called)) led.push(...called.right)
      else if (isOutage(called.left)) return { led, problem: called.left }
      else problem ??= called.left
    }
    return { led, problem }
  }

  /** Handles a step of the library's own, calls for what it sent out, and answers all events. */
  const tell = async (id: string, step: Asked): Settled => {
    // A new id each time: the decider, not the id, tells news from what was heard before.
    const done = await handle({
      ...{ kind: 'compensation', id, type: step.type, data: step.data, channel: 'system' },
      commandId: ids.uuid(),
      actor: { kind: 'system', id: NAME },
      circumstances: { authority: 'reaction' },
    } as const)
    if (E.isLeft(done)) return done
    if (!done.right.own) return E.right(done.right.events)
    const { led, problem } = await issueOwn(done.right.events)
    return problem === undefined ? E.right([...done.right.events, ...led]) : E.left(problem)
  }

  const ask = async (s: ProposedCompensation, asked: BenefitCall): Settled => {
    const { compensationId } = s
    const { attempt, checks, action, phase } = asked
    const answer = await inTime(clock, secondsFor(asked), silent, (signal) =>
      benefits.lookup(instructionFor({ ...s, key: asked.key, minor: totalOf(s.shares) }), signal),
    )
    const found = (what: 'silent' | 'not_done') =>
      tell(compensationId, {
        type: 'RecordBenefitFinding',
        data: { compensationId, attempt, check: checks, found: what },
      })
    if (E.isLeft(answer)) {
      count('lookup', 'silent')
      return found('silent')
    }
    // It comes from outside: whatever the types say, it may be nothing at all.
    const tag = (answer.right as { readonly _tag: string } | undefined | null)?._tag
    const isNotDone = tag === 'NeverSeen' || (action === 'revoke' && tag === 'Issued')
    const isStillProcessing = tag === 'Processing' && phase === 'processing'
    if (isNotDone || isStillProcessing) {
      count('lookup', 'unsettled')
      return found(isNotDone ? 'not_done' : 'silent')
    }
    const checked = checkAnswer(answer.right)
    count('lookup', E.isLeft(checked) ? 'invalid' : checked.right._tag)
    if (E.isRight(checked))
      return tell(compensationId, {
        type: 'RecordBenefitAnswer',
        data: { compensationId, attempt, answer: ownCopy(checked.right) },
      })
    const told = await found('silent')
    return E.isLeft(told) ? told : invalid(compensationId)
  }

  /** Asks what became of a key, where that is open. Whether it is time is for the caller to know. */
  const askAboutBenefit = async (compensationId: string): Settled => {
    const loaded = await load<CompensationState>('compensation', compensationId)
    if (E.isLeft(loaded)) return loaded
    const { state } = loaded.right
    return state.status === 'none' || state.call?.checkAt === undefined ? E.right([]) : ask(state, state.call)
  }

  /** Without waiting for a timer: an answer that is overdue counts as unknown, and the issuer is asked. */
  const settleOverdueBenefit = async (compensationId: string): Settled => {
    const loaded = await load<CompensationState>('compensation', compensationId)
    if (E.isLeft(loaded)) return loaded
    const { state } = loaded.right
    if (state.status === 'none' || state.call === undefined) return E.right([])
    const { phase, attempt, answerDueAt } = state.call
    const isOverdue = phase === 'submitted' && answerDueAt <= clock.now()
    const told = isOverdue
      ? await tell(compensationId, { type: 'ReportBenefitSilent', data: { compensationId, attempt } })
      : E.right([])
    if (E.isLeft(told)) return told
    const asked = await askAboutBenefit(compensationId)
    return E.isLeft(asked) ? asked : E.right([...told.right, ...asked.right])
  }

  return { issueOwn, askAboutBenefit, settleOverdueBenefit }
}
