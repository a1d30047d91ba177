/**
 * What must happen elsewhere because of an event: a pure function from the event to commands for other streams.
 * A reaction reads the event and nothing else, so it may run any number of times: the commands' ids come from the
 * event's id and the reaction's name, and the target remembers them.
 */
import type { StreamKind } from '../values/ids.js'
import type { Command, Event } from './decider.js'

/** The part of a command that a reaction knows; the runtime adds id, actor, channel and time. */
type Asked<C> =
  C extends Command<infer Type, infer Data, undefined> ? { readonly type: Type; readonly data: Data } : never

/** A command for one stream. */
export interface Reply<Kind extends StreamKind = StreamKind, C = unknown> {
  readonly to: Kind
  readonly id: string
  readonly command: C
}

/** Replies to one kind of aggregate, limited to commands that need no looked-up facts. */
export type ReplyTo<Kind extends StreamKind, C> = Reply<Kind, Asked<C>>

export interface Reaction<Ev extends Event = Event, R extends Reply = Reply> {
  /** Part of the ids of its commands: never rename one that ran. */
  readonly name: string
  readonly on: Ev['type']
  readonly react: (event: Ev) => ReadonlyArray<R>
}
