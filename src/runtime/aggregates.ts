/** The kinds of stream with what the runtime needs of each: its decider, its events, and the case it belongs to. */
import { allowanceEvents } from '../domain/allowance/index.js'
import { compensationEvents } from '../domain/compensation/index.js'
import { deciders } from '../domain/deciders.js'
import { entitlementEvents } from '../domain/entitlement/index.js'
import type { Command, Decider, Event } from '../domain/kernel/decider.js'
import type { EventCatalog } from '../domain/kernel/event-family.js'
import { noticeEvents } from '../domain/notice/index.js'
import { refundEvents } from '../domain/refund/index.js'
import { repairEvents } from '../domain/repair/index.js'
import { replacementEvents } from '../domain/replacement/index.js'
import { requestEvents } from '../domain/request/index.js'
import { returnEvents } from '../domain/return/index.js'
import { STREAM_PREFIX, type StreamKind } from '../domain/values/ids.js'
import { workEvents } from '../domain/work/index.js'
import { workerEvents } from '../domain/worker/index.js'
import { EVENT_TYPES } from '../projections/event-types.js'

/** A command of whatever aggregate. */
export type AnyCommand = Command<string, unknown, unknown>

export interface Aggregate<C extends AnyCommand, S, Ev extends Event, Err> {
  readonly kind: StreamKind
  readonly decider: Decider<C, S, Ev, Err>
  readonly events: EventCatalog<Ev>
  /**
   * The id of the request to which this belongs, for the metadata. `undefined` where it belongs to none, or where that is
   * not known yet: then it is the case of whatever led to it, or else the stream's own id.
   */
  readonly caseOf: (command: C, state: S, id: string) => string | undefined
}

/**
 * An aggregate of which only the state is known: where all kinds meet, commands, events and errors pass through
 * without being looked at.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a decider takes cannot be widened in any other way
export type AggregateWith<S> = Aggregate<any, S, any, any>

const none = (): undefined => undefined

export const aggregates = {
  entitlement: { kind: 'entitlement', decider: deciders.entitlement, events: entitlementEvents, caseOf: none },
  request: { kind: 'request', decider: deciders.request, events: requestEvents, caseOf: (_, __, id) => id },
  return: {
    kind: 'return',
    decider: deciders.return,
    events: returnEvents,
    caseOf: (_, state) => (state.status === 'none' ? undefined : state.requestId),
  },
  refund: {
    kind: 'refund',
    decider: deciders.refund,
    events: refundEvents,
    caseOf: (_, state) => (state.status === 'none' ? undefined : state.requestId),
  },
  replacement: {
    kind: 'replacement',
    decider: deciders.replacement,
    events: replacementEvents,
    caseOf: (_, state) => (state.status === 'none' ? undefined : state.requestId),
  },
  repair: {
    kind: 'repair',
    decider: deciders.repair,
    events: repairEvents,
    caseOf: (_, state) => (state.status === 'none' ? undefined : state.requestId),
  },
  compensation: {
    kind: 'compensation',
    decider: deciders.compensation,
    events: compensationEvents,
    caseOf: (command, state) =>
      state.status !== 'none'
        ? state.requestId
        : command.type === 'ProposeCompensation'
          ? command.data.requestId
          : undefined,
  },
  allowance: { kind: 'allowance', decider: deciders.allowance, events: allowanceEvents, caseOf: none },
  notice: { kind: 'notice', decider: deciders.notice, events: noticeEvents, caseOf: none },
  worker: { kind: 'worker', decider: deciders.worker, events: workerEvents, caseOf: none },
  workitem: {
    kind: 'workitem',
    decider: deciders.workitem,
    events: workEvents,
    caseOf: (command, state) =>
      state.status !== 'none' ? state.caseId : command.type === 'TakeWork' ? command.facts.caseId : undefined,
  },
} as const satisfies { readonly [Kind in StreamKind]: AggregateOf<(typeof deciders)[Kind]> }

type AggregateOf<D> =
  D extends Decider<infer C extends AnyCommand, infer S, infer Ev extends Event, infer Err>
    ? Aggregate<C, S, Ev, Err>
    : never

export const aggregateOf = <S>(kind: StreamKind): AggregateWith<S> => aggregates[kind] as unknown as AggregateWith<S>

const kinds = Object.keys(aggregates) as ReadonlyArray<StreamKind>

/** What the names of a tenant's streams begin with. */
export const streamsOf = (tenant: string): ReadonlyArray<string> =>
  kinds.map((kind) => `${STREAM_PREFIX}${kind}-${tenant}.`)

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES)
/** Whether this release has ever heard of such events. */
export const knowsType = (type: string): boolean => TYPES.has(type)
