/**
 * One public call: tried again while its failure may pass and its time is not over. It never ends later than its
 * deadline, and it remembers whether a try that nobody answered may have been carried out.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { StoreError } from '../../ports/event-store.js'
import type { Connections } from './connections.js'
import type { Driver } from './driver.js'
import type { Failure } from './failures.js'
import { oneTry, SILENT, type Call } from './one-try.js'
import { pause, pauseMs, stopwatch, TOO_LATE, within, type Patience } from './patience.js'

/** No answer is to be had in less. */
const SHORTEST_TRY_MS = 500
const MOST_SILENT_TRIES = 2

export interface Tried<A> {
  readonly outcome: E.Either<Failure, A>
  /** An earlier try was not answered, so this answer may be that of a repetition. */
  readonly mayBeDone: boolean
}

/** `alive` is to be called at every sign of life, so that a long answer is not taken for silence. */
export type Ask<A> = (driver: Driver, alive: () => void) => Call<A>

const CLOSED: E.Either<StoreError, never> = E.left({ _tag: 'StoreClosed' })
const isPassing = (failure: Failure): failure is Extract<Failure, { readonly _tag: 'NotDone' | 'Unknown' }> =>
  failure._tag === 'NotDone' || failure._tag === 'Unknown'

/** `ask` gets the client and how long it may take. `Left` only where the store is closed or the call's turn never came. */
export const calling = <A>(
  connections: Connections,
  patience: Patience,
  ask: Ask<A>,
): Promise<E.Either<StoreError, Tried<A>>> => {
  if (connections.isClosed()) return Promise.resolve(CLOSED)
  return connections.during(async () => {
    const left = stopwatch(patience.deadlineMs)
    const turn = connections.calls.take()
    if (turn !== undefined && (await within(left(), () => turn)) === TOO_LATE) {
      void turn.then(connections.calls.give)
      return E.left({ _tag: 'StoreUnavailable', reason: 'too many calls are waiting for the server' })
    }
    try {
      return await untilAnswered(connections, patience, left, ask)
    } finally {
      connections.calls.give()
    }
  })
}

const untilAnswered = async <A>(
  connections: Connections,
  patience: Patience,
  left: () => number,
  ask: Ask<A>,
): Promise<E.Either<StoreError, Tried<A>>> => {
  let mayBeDone = false
  let silentTries = 0
  for (let tries = 1; ; tries++) {
    const driver = await connections.work()
    const ms = Math.min(patience.tryMs, Math.max(SHORTEST_TRY_MS, left()))
    const outcome = await oneTry(ms, (alive) =>
      ask(driver, () => {
        if (left() > 0) alive()
      }),
    )
    if (E.isRight(outcome) || !isPassing(outcome.left)) return E.right({ outcome, mayBeDone })
    const isUnknown = outcome.left._tag === 'Unknown'
    mayBeDone ||= isUnknown
    // A connection on which nothing comes back any more looks alive to the client for twenty seconds.
    silentTries = outcome.left.reason === SILENT.reason ? silentTries + 1 : 0
    if (silentTries >= MOST_SILENT_TRIES) connections.distrust(driver)
    const pauseFor = pauseMs(patience, tries, isUnknown)
    if (left() - pauseFor < SHORTEST_TRY_MS) return E.right({ outcome, mayBeDone })
    await pause(pauseFor, connections.closing)
    if (connections.isClosed()) return mayBeDone ? E.right({ outcome, mayBeDone }) : CLOSED
  }
}
