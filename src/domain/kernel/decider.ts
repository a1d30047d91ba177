/**
 * The shape of every aggregate: what it knows, what it may decide, what an event changes.
 * `decide` is pure: every fact that it needs comes with the command. Next: any `domain/<aggregate>/decider.ts`.
 */
import type * as E from 'fp-ts/lib/Either.js'
import type { Actor, Channel } from '../values/actor.js'
import type { Instant } from '../values/instant.js'

/** An event as the domain sees it: its stable name and its data. */
export interface Event<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
}

/**
 * A command. `data` is what the caller asks for, and the command's digest covers it; `facts` are what the library
 * looked up for the decision (order, policy), which a repeated command need not bring again unchanged.
 */
export interface Command<Type extends string = string, Data = unknown, Facts = undefined> {
  readonly type: Type
  readonly data: Data
  readonly facts: Facts
  readonly tenant: string
  readonly commandId: string
  readonly actor: Actor
  readonly channel: Channel
  readonly at: Instant
}

/**
 * `decide` answers with events, or with the reason why not; an empty list means that there is nothing to do, as when
 * a command comes again. `evolve` is total: it never fails and never checks.
 */
export interface Decider<C, S, Ev, Err> {
  readonly name: string
  readonly initial: S
  readonly decide: (command: C) => (state: S) => E.Either<Err, ReadonlyArray<Ev>>
  readonly evolve: (state: S, event: Ev) => S
  readonly isTerminal: (state: S) => boolean
}

export type CommandOf<D> = D extends Decider<infer C, any, any, any> ? C : never
export type StateOf<D> = D extends Decider<any, infer S, any, any> ? S : never
export type EventOf<D> = D extends Decider<any, any, infer Ev, any> ? Ev : never
export type ErrorOf<D> = D extends Decider<any, any, any, infer Err> ? Err : never

/** What any command of a decider's union carries besides its type and data. */
export type Envelope = Pick<Command, 'tenant' | 'commandId' | 'actor' | 'channel' | 'at'>

/** The events of a stream, folded. */
export const fold = <S, Ev>(decider: Decider<any, S, Ev, any>, events: Iterable<Ev>, from: S = decider.initial): S => {
  let state = from
  for (const event of events) state = decider.evolve(state, event)
  return state
}
