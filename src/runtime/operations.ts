/**
 * What whoever operates the library asks and orders: how the workers are doing, which money waits for a person, which
 * notices nobody could place, which work was put aside. Orders are events, so they survive a crash and stay on record.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { border } from '../domain/kernel/border.js'
import { record } from '../domain/kernel/codec.js'
import { DiscardNotice } from '../domain/notice/index.js'
import { Actor, Channel, isStaff } from '../domain/values/actor.js'
import { CommandId, noticeIdOf, type StreamKind } from '../domain/values/ids.js'
import { DiscardParked, RetryParked } from '../domain/worker/index.js'
import type { ReadModelStore } from '../ports/read-model-store.js'
import { READ_MODELS } from '../projections/index.js'
import { attention, type AttentionItem } from '../projections/attention.js'
import { notices, type QuarantinedNotice } from '../projections/notices.js'
import { tableOf, type Projection } from '../projections/projection.js'
import { checkingEntitlements, type CheckEntitlements } from './check-entitlements.js'
import type { AfterSalesError } from './errors.js'
import { lagOf, type RoleLag } from './lag.js'
import { upkeepOf, type Upkeep } from './projecting/upkeep.js'
import { comparingOf, type Comparing } from './projecting/versions.js'
import { ownCopy } from './own-copy.js'
import { reconcilerOf, type Reconcile } from './reconciling.js'
import { withdrawerOf, type WithdrawStatement } from './withdrawing.js'
import { listParked, type Parked } from './workers/parking.js'
import type { Runtime } from './runtime.js'
import type { WorkersHealth } from './workers/workers.js'

export interface Health {
  readonly workers: WorkersHealth
  /** Legs and contradictions that wait for a person; the first thousand. */
  readonly attention: number
  readonly quarantinedNotices: number
  readonly parked: number
  /** False when money should be looked at before anything else: a worker stopped at a log that is not its own. */
  readonly moneyReady: boolean
}

const Operator = record('Caller', { actor: Actor }, { channel: Channel, commandId: CommandId })
type Operator = t.TypeOf<typeof Operator>

type Order<D> = (data: D, caller: Operator) => TaskEither<AfterSalesError, void>

export interface Operations extends Upkeep, Comparing {
  /** How this instance's own workers are doing; asks nobody. */
  readonly workers: () => WorkersHealth
  readonly health: () => TaskEither<AfterSalesError, Health>
  /** Oldest first, the first thousand; ways out stand in docs/operations.md. */
  readonly attention: () => TaskEither<AfterSalesError, ReadonlyArray<AttentionItem>>
  /** What providers said of money that nobody knows here: it is matched by itself once its leg is known. */
  readonly notices: () => TaskEither<AfterSalesError, ReadonlyArray<QuarantinedNotice>>
  /**
   * It is looked into, and no leg of ours: nobody tries to place it any more. Refused: `NoticeNotQuarantined`.
   *
   * @example
   * await operations.discardNotice({ provider: 'stripe', noticeId: 'evt_1', reason: 'not ours' }, { actor: operator })
   */
  readonly discardNotice: Order<t.TypeOf<typeof DiscardNotice>>
  /** Work that a role could not finish, with the code of what was wrong. */
  readonly parked: () => TaskEither<AfterSalesError, ReadonlyArray<Parked>>
  /**
   * The worker of that role tries again from the event that failed, in order. Refused: `NotParked`.
   *
   * @example
   * await operations.retryParked({ role: 'effects', stream: 'aftersales_refund-main.1' }, { actor: operator })
   */
  readonly retryParked: Order<t.TypeOf<typeof RetryParked>>
  /**
   * How far each role is behind the log, whichever instance works on it. What is parked counts as seen. Errors: the stores';
   * `LogRegressed` where a role has seen another log.
   */
  readonly lag: () => TaskEither<AfterSalesError, ReadonlyArray<RoleLag>>
  /**
   * What should have followed from the parked events is skipped for good; new events are handled again. Refused: `NotParked`.
   *
   * @example
   * await operations.discardParked(
   *   { role: 'feed', stream: 'aftersales_refund-main.1', reason: 'not needed' },
   *   { actor: operator },
   * )
   */
  readonly discardParked: Order<t.TypeOf<typeof DiscardParked>>
  readonly checkEntitlements: CheckEntitlements
  /**
   * Compares the statement of a provider with the ledger, and keeps what does not agree as exceptions (`views.exceptions`)
   * until a later statement or entry explains it. The same statement again changes nothing. Waits for the read models
   * first, as `views.upToDate` does. Amounts of the file are decimal; those of the answer are minor units. The format
   * stands in docs/operations.md. Errors, with nothing kept: `InvalidInput` names line and column; `StatementDoesNotFit`;
   * `ReadModelsBehind`; `ReadModelNotBuilt` while the ledger is made anew; `ProjectionsParked` names the stream that the
   * books lack; `LogRegressed` where they are of another log; `CheckpointMoved` when somebody else reconciles at the same time: try again.
   *
   * @example
   * const { sums, differences } = await afterSales.promises.operations.reconcile({
   *   text: await readFile('march.csv', 'utf8'), // reference,kind,amount,currency,date
   *   from: '2026-03-01',
   *   to: '2026-03-31',
   *   means: ['card'],
   * })
   */
  readonly reconcile: Reconcile
  /**
   * Takes a statement back that was the wrong file: exceptions that it alone has brought are gone, and what only it
   * explained is open again. Then reconcile the right file. Errors, with nothing changed: `StatementUnknown`;
   * `CheckpointMoved` when somebody reconciles at the same time: try again.
   *
   * @example
   * const { reopened, removed } = await afterSales.promises.operations.withdrawStatement({ statementId })
   */
  readonly withdrawStatement: WithdrawStatement
}

const checkOperator = border('Caller', Operator)

export const operationsOf = (
  runtime: Runtime,
  readModels: ReadModelStore | undefined,
  workers: () => WorkersHealth,
  upToDate: () => TaskEither<AfterSalesError, void>,
): Operations => {
  const { tenant } = runtime

  const rowsOf = async <A>(projection: Projection): Promise<E.Either<AfterSalesError, ReadonlyArray<A>>> => {
    if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
    const rows = await readModels.list(tableOf(projection, tenant))()
    return E.isLeft(rows) ? rows : E.right(rows.right.map((row) => JSON.parse(row.value) as A))
  }

  const parkedWork = async (): Promise<E.Either<AfterSalesError, ReadonlyArray<Parked>>> =>
    readModels === undefined ? E.left({ _tag: 'ReadModelsMissing' }) : listParked(readModels, tenant)

  /** A command of an operator: checked at the border, then handled like any other. */
  const order =
    <D>(
      kind: StreamKind,
      type: string,
      codec: t.Type<D, D, unknown>,
      idOf: (data: D) => string,
      whyNot: (data: D) => Promise<AfterSalesError | undefined> = () => Promise.resolve(undefined),
    ): Order<D> =>
    (input, by) =>
    async () => {
      const checked = border(type, codec)(input)
      if (E.isLeft(checked)) return checked
      const caller = checkOperator(by)
      if (E.isLeft(caller)) return caller
      const data = ownCopy(checked.right)
      // Who may not order it, hears no more than that.
      const refused = isStaff(caller.right.actor) ? await whyNot(data) : undefined
      if (refused !== undefined) return E.left(refused)
      const { actor, channel = 'api', commandId = runtime.ids.uuid() } = ownCopy(caller.right)
      const done = await runtime.handle({ kind, id: idOf(data), type, data, commandId, actor, channel })
      return E.isLeft(done) ? done : E.right(undefined)
    }

  const isNotParked = async ({
    role,
    stream,
  }: Pick<Parked, 'role' | 'stream'>): Promise<AfterSalesError | undefined> => {
    const parked = await parkedWork()
    if (E.isLeft(parked)) return parked.left
    const found = parked.right.some((one) => one.role === role && one.stream === stream)
    return found ? undefined : { _tag: 'NotParked', role, stream }
  }

  return {
    workers,
    attention: () => () => rowsOf<AttentionItem>(attention),
    notices: () => () => rowsOf<QuarantinedNotice>(notices),
    parked: () => parkedWork,
    health: () => async () => {
      const [waiting, quarantined, parked] = await Promise.all([rowsOf(attention), rowsOf(notices), parkedWork()])
      if (E.isLeft(waiting)) return waiting
      if (E.isLeft(quarantined)) return quarantined
      if (E.isLeft(parked)) return parked
      const states = Object.values(workers())
      return E.right({
        workers: workers(),
        attention: waiting.right.length,
        quarantinedNotices: quarantined.right.length,
        parked: parked.right.length,
        moneyReady: states.every((status) => status.lastProblem !== LOG_REGRESSED),
      })
    },
    lag: () => () =>
      readModels === undefined ? Promise.resolve(E.left({ _tag: 'ReadModelsMissing' })) : lagOf(runtime, readModels),
    ...upkeepOf(runtime, readModels, READ_MODELS),
    ...comparingOf(runtime, readModels, READ_MODELS),
    discardNotice: order('notice', 'DiscardNotice', DiscardNotice, (d) => noticeIdOf(d.provider, d.noticeId)),
    retryParked: order('worker', 'RetryParked', RetryParked, (d) => d.role, isNotParked),
    discardParked: order('worker', 'DiscardParked', DiscardParked, (d) => d.role, isNotParked),
    checkEntitlements: checkingEntitlements(runtime, readModels),
    reconcile: reconcilerOf(runtime, readModels, upToDate),
    withdrawStatement: withdrawerOf(runtime, readModels),
  }
}

const LOG_REGRESSED = 'WORKER.LOG_REGRESSED'
