/** Commands with their cause: those that callers bring, and the library's own because of an event. */
import type * as E from 'fp-ts/lib/Either.js'
import type { Actor, Channel } from '../domain/values/actor.js'
import type { StreamKind } from '../domain/values/ids.js'
import { reactionCommandIdOf } from './derived-id.js'
import type { AfterSalesError } from './errors.js'
import type { Circumstances, Committed, Handled } from './handle-command.js'

/** Type and data of a command, and for whom and by what cause it comes. */
export interface Order {
  readonly kind: StreamKind
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly facts?: unknown
  readonly commandId: string
  readonly actor: Actor
  readonly channel: Channel
  readonly circumstances?: Circumstances
}

interface Step {
  readonly kind: StreamKind
  readonly id: string
  readonly type: string
  readonly data: unknown
}

/** Handles a step of the library's own because of an event: its id follows from that event, so it is done once. */
export type Follow = (
  source: Committed,
  name: string,
  index: number,
  step: Step,
  /** Of a reaction; what an outside call answers is news each time, and has none. */
  as?: Pick<Circumstances, 'isReaction' | 'isOnlyToBeDone'>,
) => Promise<E.Either<AfterSalesError, Handled<unknown>>>

export const followingWith =
  (handle: (order: Order) => Promise<E.Either<AfterSalesError, Handled<unknown>>>): Follow =>
  (source, name, index, step, as = {}) =>
    handle({
      kind: step.kind,
      id: step.id,
      type: step.type,
      data: step.data,
      commandId: reactionCommandIdOf(source.id, name, index),
      actor: { kind: 'system', id: name },
      channel: 'system',
      circumstances: {
        correlationId: source.correlationId,
        causationId: source.id,
        authority: 'reaction',
        ...as,
      },
    })
