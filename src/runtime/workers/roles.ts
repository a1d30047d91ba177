/**
 * What the kinds of background work do. `reactions`: what follows in other streams. `effects`: intents and calls to the
 * payment provider, questions about open legs, notices that wait for their refund. `timers`: what expires. `projections`:
 * what people read. `feed`: what other systems hear (`feed.ts`).
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { attention } from '../../projections/attention.js'
import { legKeys, type KeyedLeg } from '../../projections/leg-keys.js'
import { notices, type QuarantinedNotice } from '../../projections/notices.js'
import { openLegs, type OpenBenefit, type OpenLeg } from '../../projections/open-legs.js'

import { rowChanges, tableOf, type Projection } from '../../projections/projection.js'
import type { ReadModel } from '../../projections/read-model.js'
import { timers, type TimerCommand } from '../../projections/timers.js'
import { noticeCommandId, noticeIdOf } from '../../domain/values/ids.js'
import type { WorkerRole } from '../../domain/worker/index.js'
import type { ReadModelStore, Row } from '../../ports/read-model-store.js'
import type { AfterSalesError } from '../errors.js'
import type { Committed } from '../handle-command.js'
import type { LoggedEvent } from '../read-log.js'
import { seenBy } from '../seen-by.js'
import type { Consumer } from './consumer.js'
import { feedOf, type OnEvent } from './feed.js'
import type { Finished } from './progress.js'
import type { Building } from './worker-status.js'
import { followingOf } from '../projecting/following.js'
import type { ReactionKind } from '../reacting.js'
import type { Runtime } from '../runtime.js'

export interface RoleMeans {
  readonly runtime: Runtime
  readonly readModels: ReadModelStore
  readonly models: ReadonlyArray<ReadModel>
  readonly onEvent: OnEvent
  readonly onProblem: (problem: AfterSalesError) => void
  readonly onBuilding: (building?: Building) => void
  readonly signal: AbortSignal
}

export interface Role {
  readonly handle: (event: LoggedEvent) => Promise<Finished>
  readonly order?: Consumer['order'] & {}
  readonly prepare?: Consumer['prepare'] & {}
  /** What is swept, and what a due row means. */
  readonly due?: {
    readonly table: string
    readonly fire: (row: Row) => Promise<E.Either<AfterSalesError, unknown>>
    readonly after?: () => Promise<unknown>
  }
}

const committedOf = ({ id, stream, revision, metadata, event }: LoggedEvent): Committed => ({
  id,
  stream,
  revision,
  correlationId: metadata.$correlationId,
  event,
})

const rowsOf = (projections: ReadonlyArray<Projection>, tenant: string, logged: LoggedEvent) =>
  rowChanges(projections, tenant, seenBy(logged))

/** Somebody outside answered what nobody understands: it is asked again later, and somebody should hear of it. */
const isNonsense = (problem: AfterSalesError | undefined): problem is AfterSalesError =>
  problem?._tag === 'ProviderAnswerInvalid' || problem?._tag === 'IssuerAnswerInvalid'

/** Runs the reactions to one event; what they lead to comes through the log in its turn. */
const reacting =
  (
    runtime: Runtime,
    kind: ReactionKind,
    projections: ReadonlyArray<Projection>,
    onProblem: (problem: AfterSalesError) => void,
  ) =>
  async (logged: LoggedEvent): Promise<Finished> => {
    const { led, problem } = await runtime.react(committedOf(logged), new Set([kind]), true)
    if (problem !== undefined) return E.left(problem)
    if (kind === 'effects') {
      const paid = await runtime.payOwn(led.filter(({ own }) => own).map(({ event }) => event))
      // A leg that was not answered is asked about later; only trouble on our side is ours to repeat.
      if (isNonsense(paid.problem)) onProblem(paid.problem)
      else if (paid.problem !== undefined) return E.left(paid.problem)
    }
    return E.right(rowsOf(projections, runtime.tenant, logged))
  }

export const roleOf = (
  role: WorkerRole,
  { runtime, readModels, models, onEvent, onProblem, onBuilding, signal }: RoleMeans,
): Role => {
  const { tenant } = runtime
  const effectRows = [openLegs, legKeys, notices, attention]

  const fireTimer = (row: Row) => {
    const { to, id, command } = JSON.parse(row.value) as TimerCommand
    return runtime.handle({
      kind: to,
      id,
      ...command,
      // A new id each time: the decider looks at the instant, and a timer that fires again finds nothing to do.
      commandId: runtime.ids.uuid(),
      actor: { kind: 'system', id: 'timer' },
      channel: 'system',
      circumstances: { authority: 'timer' },
    })
  }

  const askAbout = (row: Row) => {
    const open = JSON.parse(row.value) as OpenLeg | OpenBenefit
    return 'legId' in open
      ? runtime.askAboutRefund(open.refundId, open.legId)
      : runtime.askAboutBenefit(open.compensationId)
  }

  switch (role) {
    case 'reactions':
      return { handle: reacting(runtime, 'reactions', [], onProblem) }
    case 'effects':
      return {
        handle: reacting(runtime, 'effects', effectRows, onProblem),
        due: {
          table: tableOf(openLegs, tenant),
          fire: askAbout,
          after: matchingNotices(runtime, readModels, onProblem),
        },
      }
    case 'timers':
      return {
        handle: (logged) => Promise.resolve(E.right(rowsOf([timers], tenant, logged))),
        due: { table: tableOf(timers, tenant), fire: fireTimer },
      }
    case 'projections':
      return { order: 'log', ...followingOf(runtime, readModels, models, signal, onBuilding) }
    case 'feed':
      return { handle: feedOf(runtime, onEvent) }
  }
}

const NOTICES_PER_SWEEP = 100

/** Notices that came before their leg was known, or before its row was: a few at each sweep, around and around. */
const matchingNotices = (
  runtime: Runtime,
  readModels: ReadModelStore,
  onProblem: (problem: AfterSalesError) => void,
): (() => Promise<void>) => {
  let after: Row | undefined
  return async () => {
    const options = { limit: NOTICES_PER_SWEEP, ...(after === undefined ? {} : { after }) }
    const page = await readModels.list(tableOf(notices, runtime.tenant), options)()
    if (E.isLeft(page)) return onProblem(page.left)
    after = page.right[NOTICES_PER_SWEEP - 1]
    for (const row of page.right) {
      const matched = await matchNotice(runtime, readModels, JSON.parse(row.value) as QuarantinedNotice)
      if (E.isLeft(matched)) onProblem(matched.left)
    }
  }
}

/** The leg that a reference belongs to, as far as the index knows. */
export const legOfReference = async (
  { tenant }: Runtime,
  readModels: ReadModelStore,
  reference: string,
): Promise<E.Either<AfterSalesError, KeyedLeg | undefined>> => {
  const row = await readModels.get(tableOf(legKeys, tenant), reference)()
  if (E.isLeft(row)) return row
  return E.right(O.isNone(row.right) ? undefined : (JSON.parse(row.right.value.value) as KeyedLeg))
}

const matchNotice = async (
  runtime: Runtime,
  readModels: ReadModelStore,
  { provider, noticeId, reference, answer }: QuarantinedNotice,
): Promise<E.Either<AfterSalesError, unknown>> => {
  const leg = await legOfReference(runtime, readModels, reference)
  if (E.isLeft(leg) || leg.right === undefined) return leg
  const { refundId, legId, epoch } = leg.right
  const from = { actor: { kind: 'provider', id: provider }, channel: 'api' } as const
  const told = await runtime.handle({
    kind: 'refund',
    id: refundId,
    type: 'RecordLegAnswer',
    data: { refundId, legId, epoch, answer },
    commandId: noticeCommandId(provider, noticeId),
    ...from,
  })
  if (E.isLeft(told)) return told
  return runtime.handle({
    kind: 'notice',
    id: noticeIdOf(provider, noticeId),
    type: 'MatchNotice',
    data: { provider, noticeId, refundId, legId, epoch },
    commandId: runtime.ids.uuid(),
    ...from,
  })
}
