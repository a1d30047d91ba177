/**
 * Subscriptions: a confirmation, what the log holds, "caught up", and then what comes, each event once and in order. A
 * reader that is too slow for the live events is served from the log again and hears "caught up" anew.
 */
import { caughtUpFrame, checkpointFrame, confirmationFrame, eventFrame } from './answers.js'
import type { Call } from './call.js'
import { checkpointsOf } from './checkpoints.js'
import type { EventRecord } from './event-log.js'
import { invalid, streamDeleted, type Failure } from './failures.js'
import type { Output } from './output.js'
import type { ReadRequest } from './read-request.js'
import { frameOf, type Books } from './reading.js'

export interface SubscriptionHabits {
  readonly sendsCaughtUp: boolean
  readonly falseCheckpoint: boolean
  readonly hasTransitionCheckpoint: boolean
}

/** Live events that the server keeps for a reader that is slow. */
const LIVE_BUFFER = 32
/** Others get a turn after so many events that do not match. */
const TURN = 1_000

interface Source {
  readonly next: (isLive: boolean) => EventRecord | undefined
  readonly pending: () => number
}

/** The whole log after a position. What is written below it later, because it lies in the future, is dropped. */
const logSource = ({ log }: Books, { from }: ReadRequest): Source => {
  const after = typeof from === 'bigint' ? from : -1n
  let at = from === 'end' ? log.records.length : log.indexAfter(after)
  return {
    next: () => {
      while (at < log.records.length) {
        const record = log.records[at++]!
        if (record.position > after) return record
      }
      return undefined
    },
    pending: () => log.records.length - at,
  }
}

/** A stream after a revision. What was truncated is passed over; what comes live is sent in any case. */
const streamSource = ({ log, streams }: Books, stream: string, { from }: ReadRequest): Source => {
  const after = typeof from === 'bigint' ? from : -1n
  let at = from === 'end' ? log.eventsOf(stream).length : 0
  return {
    next: (isLive) => {
      const events = log.eventsOf(stream)
      while (at < events.length) {
        const record = events[at++]!
        if (record.revision > after && (isLive || streams.isReadable(record))) return record
      }
      return undefined
    },
    pending: () => log.eventsOf(stream).length - at,
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Wakes whoever waits for the log to grow or the call to end. */
const alarm = (books: Books, call: Call): (() => Promise<void>) => {
  let wake = (): void => undefined
  const stop = books.log.listen(() => wake())
  call.onOver(() => {
    stop()
    wake()
  })
  return () =>
    new Promise((resolve) => {
      wake = resolve
      if (call.isOver()) resolve()
    })
}

/** Runs until the call is over. `mayStill` is asked before each step: rights may be taken away meanwhile. */
export const subscribe = async (
  books: Books,
  request: ReadRequest,
  habits: SubscriptionHabits,
  { call, out, id, mayStill }: { call: Call; out: Output; id: string; mayStill: () => Failure | undefined },
): Promise<void> => {
  const { log, streams } = books
  const { stream, from, filter, resolvesLinks } = request
  if (stream !== undefined && streams.isTombstoned(stream)) return call.fail(streamDeleted(stream))
  if (stream === undefined && typeof from === 'bigint' && from > 0n && from < log.end() && !log.isPosition(from))
    return call.fail(invalid('Trying to read from an invalid position.'))
  const source = stream === undefined ? logSource(books, request) : streamSource(books, stream, request)
  const checkpoints =
    filter === undefined
      ? undefined
      : checkpointsOf(filter, {
          ...(from === 'start' ? {} : { after: from === 'end' ? (log.records.at(-1)?.position ?? 0n) : from }),
          isFalse: habits.falseCheckpoint,
          hasTransition: habits.hasTransitionCheckpoint,
        })
  const grown = alarm(books, call)
  const checkpoint = (position: bigint | undefined) =>
    position === undefined ? undefined : out.control(checkpointFrame(position))
  const becomeLive = async (): Promise<void> => {
    await checkpoint(checkpoints?.atTransition())
    if (habits.sendsCaughtUp) await out.control(caughtUpFrame)
  }

  await out.control(confirmationFrame(id))
  let isLive = false
  let unmatched = 0
  while (!call.isOver()) {
    const denied = mayStill()
    if (denied !== undefined) return call.fail(denied)
    const record = source.next(isLive)
    if (record === undefined) {
      const tombstone = stream === undefined ? undefined : log.tombstoneOf(stream)
      if (tombstone !== undefined) {
        await out.event(eventFrame(tombstone))
        return call.fail(streamDeleted(tombstone.stream))
      }
      if (!isLive) {
        isLive = true
        await becomeLive()
        // Something may have been written while "caught up" was on its way.
        continue
      }
      await grown()
      continue
    }
    const isMatch = filter === undefined || filter.matches(record)
    const before = source.pending()
    const slow = isMatch ? out.event(frameOf(record, resolvesLinks, streams)) : undefined
    if (slow !== undefined) await slow
    else if (++unmatched % TURN === 0) await turn()
    const point = checkpoint(checkpoints?.considered(record.position, isMatch, isLive))
    if (point !== undefined) await point
    if (isLive && source.pending() - before > LIVE_BUFFER) {
      isLive = false
      await checkpoint(checkpoints?.atFallBack())
    }
  }
}
