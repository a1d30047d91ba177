/**
 * The log in its order, from a subscription that is opened again after each loss, from the last event that was handed
 * over. A checkpoint comes after all events that it covers, and nothing is handed over twice. What is buffered is what
 * the client and HTTP/2 buffer: a reader who is slow slows the server down.
 */
import * as E from 'fp-ts/lib/Either.js'
import { STREAM_PREFIX } from '../../domain/values/ids.js'
import type { AllOptions, Delivery, StoreError } from '../../ports/event-store.js'
import type { Connections } from './connections.js'
import type { LogPosition } from './driver.js'
import { endOfLog } from './end-of-log.js'
import { storedEvent } from './event-form.js'
import { failureOf } from './failures.js'
import { pause, pauseMs, stopwatch, type Patience } from './patience.js'
import { isAfter, isSane, parsePosition, positionText } from './position.js'
import { readError } from './read.js'
import { subscribed, type Subscribed } from './subscribed.js'

const CAUGHT_UP: Delivery = { _tag: 'CaughtUp' }
const failed = (error: StoreError): Delivery => ({ _tag: 'Failed', error })
const CLOSED: StoreError = { _tag: 'StoreClosed' }

export const deliver = async function* (
  connections: Connections,
  patience: Patience,
  options: AllOptions,
): AsyncGenerator<Delivery, void, void> {
  const { after, prefixes = [STREAM_PREFIX], follow = false, signal } = options
  const ended = (): boolean => signal?.aborted === true
  if (ended()) return
  if (connections.isClosed()) return yield failed(CLOSED)
  const start = after === undefined ? undefined : parsePosition(after)
  if (after !== undefined && start === undefined) return yield failed({ _tag: 'UnknownPosition', position: after })
  const end = await endOfLog(connections, patience, start)
  if (ended()) return
  if (E.isLeft(end)) return yield failed(end.left)
  if (end.right.isBeyond) return yield failed({ _tag: 'UnknownPosition', position: after ?? '' })
  const { last } = end.right

  // What was handed over, and everything before it.
  let upTo = start
  const isNew = (position: LogPosition): boolean => isSane(position) && isAfter(position, upTo)
  const isBeyondEnd = (position: LogPosition | undefined): boolean =>
    !follow && (last === undefined || (position !== undefined && isAfter(position, last)))

  let lost = 0
  let sinceContact = stopwatch(patience.deadlineMs)
  let wasConfirmed = false
  const stop = AbortSignal.any(signal === undefined ? [connections.closing] : [connections.closing, signal])

  if (!follow && (last === undefined || !isAfter(last, upTo))) return yield CAUGHT_UP
  while (!ended()) {
    if (connections.isClosed()) return yield failed(CLOSED)
    const subscription: Subscribed = subscribed(connections, patience, { after: upTo, prefixes, last }, stop)
    let cause: unknown
    try {
      for (;;) {
        const heard = subscription.take() ?? (await subscription.next())
        if (ended()) return
        if (heard._tag === 'Ended') break
        if (heard._tag === 'Broken') {
          cause = heard.cause
          break
        }
        const said = heard.value
        if (said._tag === 'Confirmed') {
          if (lost > 0) yield { _tag: 'Reconnected', attempt: lost }
          wasConfirmed = true
        } else if (said._tag === 'Event') {
          const { position } = said.event
          if (position === undefined || !isNew(position)) continue
          if (isBeyondEnd(position)) return yield* atEnd()
          upTo = position
          yield { _tag: 'Event', event: storedEvent(said.event) }
        } else if (said._tag === 'Checkpoint') {
          if (!isNew(said.position)) continue
          if (isBeyondEnd(said.position)) return yield* atEnd()
          upTo = said.position
          yield { _tag: 'Checkpoint', position: positionText(said.position) }
        } else {
          yield* atEnd()
          if (!follow) return
        }
        if (ended()) return
        lost = 0
      }
    } finally {
      subscription.end()
    }
    if (ended()) return
    if (connections.isClosed()) return yield failed(CLOSED)
    if (lost === 0 && wasConfirmed) sinceContact = stopwatch(patience.deadlineMs)
    const failure = failureOf(cause)
    if (failure._tag === 'InvalidPosition')
      return yield failed({ _tag: 'UnknownPosition', position: upTo === undefined ? '' : positionText(upTo) })
    const mayPass = failure._tag === 'NotDone' || failure._tag === 'Unknown'
    // A follower who was connected once waits for the server as long as it takes; others have a deadline.
    const isPatient = follow && wasConfirmed
    if (!mayPass || (!isPatient && sinceContact() <= 0)) return yield failed(readError(failure))
    lost += 1
    await pause(pauseMs(patience, lost, false), stop)
  }

  /** Everything up to where the log ended when we looked is handed over, or did not match. */
  function* atEnd(): Generator<Delivery, void, void> {
    if (last !== undefined && isAfter(last, upTo)) {
      upTo = last
      yield { _tag: 'Checkpoint', position: positionText(last) }
    }
    yield CAUGHT_UP
  }
}
