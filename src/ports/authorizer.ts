/**
 * Who may read what is personal. The host knows its people and their duties; the library asks it each time, and without
 * an answer nobody may. It is also where a host that must account for every look (who, at whom, when) writes it down.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Actor } from '../domain/values/actor.js'

export interface AuthorizerUnavailable {
  readonly _tag: 'AuthorizerUnavailable'
  readonly reason: string
}

/** Whose data: an id, never a name. */
export interface AboutCustomer {
  readonly tenant: string
  readonly customerId: string
}

export interface Authorizer {
  /** Whether they may read what was written in this customer's cases. Anything but `true` is a no. */
  readonly mayRead: (reader: Actor, about: AboutCustomer) => TaskEither<AuthorizerUnavailable, boolean>
}
