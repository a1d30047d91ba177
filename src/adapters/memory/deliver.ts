/**
 * The log in its order, pulled by whoever reads. A page is only a stretch between two checkpoints: nothing is copied,
 * and nothing is read before it is asked for. A checkpoint comes after all events that it covers.
 */
import type { AllOptions, Delivery, StoreError } from '../../ports/event-store.js'
import { placeOf, positionOf, type MemoryLog } from './log.js'

/** Often enough that a restart repeats little, rarely enough to cost nothing. */
const PAGE = 1_000

const CAUGHT_UP: Delivery = { _tag: 'CaughtUp' }
const failed = (error: StoreError): Delivery => ({ _tag: 'Failed', error })

export const deliver = async function* (log: MemoryLog, options: AllOptions): AsyncGenerator<Delivery, void, void> {
  const { after, prefixes, follow = false, signal } = options
  const unwanted = new Set(options.unwanted)
  const ended = (): boolean => signal?.aborted === true
  const start = after === undefined ? 0 : placeOf(log, after)
  if (start === undefined) return yield failed({ _tag: 'UnknownPosition', position: after ?? '' })

  let place = start
  let end = log.events.length
  let behind = true
  while (!ended()) {
    if (log.closed) return yield failed({ _tag: 'StoreClosed' })
    if (follow) end = log.events.length
    if (place >= end) {
      if (behind) yield CAUGHT_UP
      behind = false
      if (!follow) return
      // Something may have been appended while the reader held the delivery above.
      if (place === log.events.length && !log.closed) await log.news.next(signal)
      continue
    }
    // More than a page to go means that the reader has fallen behind, and will be told when it has caught up again.
    behind ||= end - place > PAGE
    for (const pageEnd = Math.min(place + PAGE, end); place < pageEnd; place += 1) {
      const event = log.events[place]
      if (event === undefined || unwanted.has(event.type) || !matches(prefixes, event.stream)) continue
      yield { _tag: 'Event', event }
      if (ended()) return
    }
    yield { _tag: 'Checkpoint', position: positionOf(place) }
  }
}

const matches = (prefixes: ReadonlyArray<string> | undefined, stream: string): boolean =>
  prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix))
