/**
 * What holds for every decider, as checks over command sequences; a host runs them on random sequences of its own
 * (the library's tests do so with fast-check). Each throws an AssertionError that names the law.
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { fold, type Decider, type Event } from '../domain/kernel/decider.js'
import type { Lifecycle } from '../domain/kernel/lifecycle.js'

interface Run<S, Ev> {
  readonly state: S
  readonly events: ReadonlyArray<Ev>
}

/** Handles the commands one after another, as far as they are accepted. */
export const runCommands = <C, S, Ev, Err>(decider: Decider<C, S, Ev, Err>, commands: Iterable<C>): Run<S, Ev> => {
  let state = decider.initial
  const events: Array<Ev> = []
  for (const command of commands) {
    const decided = decider.decide(command)(state)
    if (E.isLeft(decided)) continue
    state = fold(decider, decided.right, state)
    events.push(...decided.right)
  }
  return { state, events }
}

/**
 * Replay: folding the events gives the state. Silence: the same command again never adds anything. Terminal: after the
 * end only facts that are listed may still be recorded.
 */
export const deciderLaws = <C, S, Ev extends Event, Err>(
  decider: Decider<C, S, Ev, Err>,
  commands: ReadonlyArray<C>,
  recordedAfterEnd: ReadonlyArray<string> = [],
): void => {
  let state = decider.initial
  const all: Array<Ev> = []
  for (const command of commands) {
    const ended = decider.isTerminal(state)
    const decided = decider.decide(command)(state)
    if (E.isLeft(decided)) continue
    if (ended)
      for (const { type } of decided.right)
        assert.ok(recordedAfterEnd.includes(type), `terminal: ${decider.name} recorded ${type} after its end`)
    state = fold(decider, decided.right, state)
    all.push(...decided.right)
    const again = decider.decide(command)(state)
    if (E.isRight(again)) assert.deepEqual(again.right, [], `silence: ${decider.name} did a repeated command again`)
  }
  assert.deepEqual(fold(decider, all), state, `replay: folding the events of ${decider.name} gives another state`)
}

/** Total: any event in any state gives a state. */
export const evolveIsTotal = <C, S, Ev, Err>(decider: Decider<C, S, Ev, Err>, events: Iterable<Ev>): void => {
  let state = decider.initial
  for (const event of events) {
    state = decider.evolve(state, event)
    assert.ok(state !== undefined && state !== null, `total: ${decider.name} lost its state`)
  }
}

/** The steps that really happen; `docs/domain.md` and the lifecycle list are held to them. */
export const stepsOf = <C, S extends { readonly status: string }, Ev extends Event, Err>(
  decider: Decider<C, S, Ev, Err>,
  events: Iterable<Ev>,
): Lifecycle => {
  let state = decider.initial
  const steps: Array<readonly [string, string, string]> = []
  for (const event of events) {
    const next = decider.evolve(state, event)
    steps.push([state.status, event.type, next.status])
    state = next
  }
  return steps
}
