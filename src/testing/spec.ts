/**
 * Business rules as given/when/then, without a framework: a failed expectation throws an AssertionError that shows
 * both sides, so it works in vitest, jest and node:test alike.
 *
 * @example spec(Return).given(returnAuthorized()).when(receiveParcel({ quantity: 2 })).then(parcelReceived({ quantity: 2 }))
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { fold, type Decider, type Event } from '../domain/kernel/decider.js'
import type { Reaction, Reply } from '../domain/kernel/reaction.js'

interface When<S, Ev, Err> {
  /** Exactly these events. */
  readonly then: (...events: ReadonlyArray<Ev>) => void
  /** Events of exactly these types, whatever is in them. */
  readonly thenTypes: (...types: ReadonlyArray<string>) => void
  /** Nothing to do. */
  readonly thenNothing: () => void
  readonly thenRejected: (error: Err) => void
  /** The state after the decision. */
  readonly thenState: (check: (state: S) => void) => void
  readonly result: E.Either<Err, ReadonlyArray<Ev>>
}

interface Given<C, S, Ev, Err> {
  readonly given: (...events: ReadonlyArray<Ev>) => Given<C, S, Ev, Err>
  /** Decided, and its events taken as given; throws when it is rejected. */
  readonly after: (...commands: ReadonlyArray<C>) => Given<C, S, Ev, Err>
  readonly when: (command: C) => When<S, Ev, Err>
  readonly state: S
}

const accepted = <Err, Ev>(result: E.Either<Err, ReadonlyArray<Ev>>): ReadonlyArray<Ev> => {
  if (E.isLeft(result)) assert.fail(`rejected: ${JSON.stringify(result.left)}`)
  return result.right
}

export const spec = <C extends { readonly type: string }, S, Ev extends Event, Err>(
  decider: Decider<C, S, Ev, Err>,
  state: S = decider.initial,
): Given<C, S, Ev, Err> => ({
  state,
  given: (...events) => spec(decider, fold(decider, events, state)),
  after: (...commands) =>
    spec(
      decider,
      commands.reduce((s, command) => fold(decider, accepted(decider.decide(command)(s)), s), state),
    ),
  when: (command) => {
    const result = decider.decide(command)(state)
    return {
      result,
      then: (...events) => {
        assert.deepEqual(accepted(result), events)
      },
      thenTypes: (...types) => {
        assert.deepEqual(
          accepted(result).map((event) => event.type),
          types,
        )
      },
      thenNothing: () => {
        assert.deepEqual(accepted(result), [])
      },
      thenRejected: (error) => {
        assert.ok(E.isLeft(result), `accepted: ${JSON.stringify(E.isRight(result) ? result.right : undefined)}`)
        assert.deepEqual(result.left, error)
      },
      thenState: (check) => {
        check(fold(decider, accepted(result), state))
      },
    }
  },
})

/** What reactions answer to an event. */
export const specReactions = <R extends Reply>(reactions: ReadonlyArray<Reaction<Event, R>>) => ({
  when: (event: Event) => ({
    thenAsks: (...replies: ReadonlyArray<R>): void => {
      assert.deepEqual(
        reactions.filter((reaction) => reaction.on === event.type).flatMap((reaction) => reaction.react(event)),
        replies,
      )
    },
    thenNothing: (): void => {
      assert.deepEqual(
        reactions.filter((reaction) => reaction.on === event.type).flatMap((reaction) => reaction.react(event)),
        [],
      )
    },
  }),
})
