/**
 * A whole case without a store: the deciders, wired by the reactions, in memory. Nothing travels by itself: the
 * caller delivers what an event leads to, one reply at a time, in any order, late or again, as crashed and competing
 * workers do. What holds for every order of delivery needs no ordered queue. A target remembers the ids of the commands
 * that it answered with events, as the runtime does.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AllowanceCommand, AllowanceError } from '../domain/allowance/index.js'
import type { CompensationCommand, CompensationError } from '../domain/compensation/index.js'
import { deciders, type StreamStates } from '../domain/deciders.js'
import type { EntitlementCommand, EntitlementError } from '../domain/entitlement/index.js'
import { fold, type Command, type Decider } from '../domain/kernel/decider.js'
import { reactions, type AnyReply, type DomainEvent } from '../domain/reactions/index.js'
import type { RefundCommand, RefundError } from '../domain/refund/index.js'
import type { RepairCommand, RepairError } from '../domain/repair/index.js'
import type { ReplacementCommand, ReplacementError } from '../domain/replacement/index.js'
import type { RequestCommand, RequestError } from '../domain/request/index.js'
import type { ReturnCommand, ReturnError } from '../domain/return/index.js'
import type { Actor } from '../domain/values/actor.js'
import { eventId, reactionCommandId } from '../domain/values/ids.js'
import type { Instant } from '../domain/values/instant.js'

export interface CaseCommands {
  readonly entitlement: EntitlementCommand
  readonly request: RequestCommand
  readonly return: ReturnCommand
  readonly refund: RefundCommand
  readonly replacement: ReplacementCommand
  readonly repair: RepairCommand
  readonly compensation: CompensationCommand
  readonly allowance: AllowanceCommand
}
export type CaseKind = keyof CaseCommands
export type CaseStates = Pick<StreamStates, CaseKind>
export type CaseError =
  | EntitlementError
  | RequestError
  | ReturnError
  | RefundError
  | ReplacementError
  | RepairError
  | CompensationError
  | AllowanceError

/** An event with who caused it, when, and where it is. */
export interface CaseEvent {
  readonly kind: CaseKind
  readonly id: string
  readonly eventId: string
  readonly event: DomainEvent
  readonly actor: Actor
  readonly at: Instant
}

/** The answer to a command that a reaction made: never an error, or the case is stuck. */
export interface Delivered {
  readonly reaction: string
  readonly reply: AnyReply
  readonly answer: E.Either<CaseError, ReadonlyArray<DomainEvent>>
}

export interface CaseHarness {
  readonly log: ReadonlyArray<CaseEvent>
  readonly handle: <K extends CaseKind>(
    kind: K,
    id: string,
    command: CaseCommands[K],
  ) => E.Either<CaseError, ReadonlyArray<DomainEvent>>
  readonly state: <K extends CaseKind>(kind: K, id: string) => CaseStates[K]
  /** Ids of the streams of a kind, oldest first. */
  readonly idsOf: (kind: CaseKind) => ReadonlyArray<string>
  /** Events whose replies are not all delivered. */
  readonly pending: () => number
  /** Delivers the next reply of one pending event: any number will do, it is taken modulo. */
  readonly deliver: (which: number) => Delivered | undefined
  /** Takes an event that had replies and makes all of them pending once more. */
  readonly repeat: (which: number) => void
}

type AnyDecider = Decider<Command<string, unknown, unknown>, unknown, DomainEvent, CaseError>

interface Stream {
  readonly state: unknown
  readonly answered: ReadonlySet<string>
}
/** An event on its way through its reaction: replies go out in their order, the next only after the one before. */
interface News {
  readonly source: CaseEvent
  readonly reaction: string
  readonly replies: ReadonlyArray<AnyReply>
  next: number
}

/** A case that nothing has happened to yet. */
export const caseHarness = (tenant = 'main'): CaseHarness => {
  const streams = new Map<string, Stream>()
  const log: Array<CaseEvent> = []
  const published: Array<News> = []
  const pending: Array<News> = []

  const streamOf = (kind: CaseKind, id: string): Stream =>
    streams.get(`${kind} ${id}`) ?? { state: (deciders[kind] as AnyDecider).initial, answered: new Set() }

  const publish = (source: CaseEvent): void => {
    log.push(source)
    for (const { on, name, react } of reactions) {
      if (on !== source.event.type) continue
      const replies = react(source.event)
      if (replies.length === 0) continue
      published.push({ source, reaction: name, replies, next: 0 })
      pending.push({ source, reaction: name, replies, next: 0 })
    }
  }

  const handleAny = (kind: CaseKind, id: string, command: Command<string, unknown, unknown>) => {
    const decider = deciders[kind] as AnyDecider
    const { state, answered } = streamOf(kind, id)
    const { commandId, actor, at } = command
    if (answered.has(commandId)) return E.right([])
    const decided = decider.decide(command)(state)
    if (E.isLeft(decided) || decided.right.length === 0) return decided
    const events = decided.right
    streams.set(`${kind} ${id}`, { state: fold(decider, events, state), answered: new Set(answered).add(commandId) })
    for (const [index, event] of events.entries())
      publish({ kind, id, eventId: eventId(tenant, `${kind} ${id}`, commandId, index), event, actor, at })
    return decided
  }

  return {
    log,
    handle: handleAny,
    state: <K extends CaseKind>(kind: K, id: string) => streamOf(kind, id).state as CaseStates[K],
    idsOf: (kind) =>
      [...streams.keys()].filter((key) => key.startsWith(`${kind} `)).map((key) => key.slice(kind.length + 1)),
    pending: () => pending.length,
    deliver: (which) => {
      const news = pending[which % pending.length]
      if (news === undefined) return undefined
      const { source, reaction, replies } = news
      const reply = replies[news.next]!
      const { type, data } = reply.command
      const answer = handleAny(reply.to, reply.id, {
        type,
        data,
        facts: undefined,
        tenant,
        commandId: reactionCommandId(source.eventId, reaction, news.next),
        actor: { kind: 'system', id: reaction },
        channel: 'system',
        at: source.at,
      })
      news.next += 1
      if (news.next === replies.length) pending.splice(pending.indexOf(news), 1)
      return { reaction, reply, answer }
    },
    repeat: (which) => {
      const news = published[which % published.length]
      if (news !== undefined) pending.push({ ...news, next: 0 })
    },
  }
}
