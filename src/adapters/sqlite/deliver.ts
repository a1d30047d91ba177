/**
 * The log in its order, pulled by whoever reads: one page in memory, the next one only when it has been taken.
 * A checkpoint comes after all events that it covers. Between pages anything may happen, so each turn looks again
 * whether the reader has left and whether the store is open.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AllOptions, Delivery, Position, StoreError } from '../../ports/event-store.js'
import { MOST_EVENTS, type LogReader } from './log-reader.js'
import type { News } from './news.js'

export interface Source {
  readonly reader: LogReader
  readonly news: News
  /** Asks the file, again where it is busy; an error where it is closed or cannot be read. */
  readonly ask: <A>(question: () => A) => Promise<E.Either<StoreError, A>>
}

const CAUGHT_UP: Delivery = { _tag: 'CaughtUp' }
const failed = (error: StoreError): Delivery => ({ _tag: 'Failed', error })

export const deliver = async function* (source: Source, options: AllOptions): AsyncGenerator<Delivery, void, void> {
  const { reader, news, ask } = source
  const { after, prefixes, follow = false, signal } = options
  const ended = (): boolean => signal?.aborted === true
  if (ended()) return

  const begun = await ask(() => ({
    place: after === undefined ? 0 : reader.numberOf(after),
    end: reader.end(),
    page: reader.pages(prefixes, options.unwanted),
  }))
  if (E.isLeft(begun)) return yield failed(begun.left)
  if (begun.right.place === undefined) return yield failed({ _tag: 'UnknownPosition', position: after ?? '' })

  const { page } = begun.right
  let { place, end } = begun.right
  let behind = true
  while (!ended()) {
    const next = await ask(() => {
      if (follow) end = reader.end()
      return place < end ? page(place, end) : undefined
    })
    if (E.isLeft(next)) return yield failed(next.left)
    if (next.right === undefined) {
      if (behind) yield CAUGHT_UP
      else if (follow) await news.next(signal)
      behind = false
      if (!follow) return
      continue
    }
    // More than a page to go means that the reader has fallen behind, and will be told when it has caught up again.
    behind ||= end - place > MOST_EVENTS
    for (const event of next.right.events) {
      if (ended()) return
      yield { _tag: 'Event', event }
    }
    place = next.right.upTo
    if (ended()) return
    yield { _tag: 'Checkpoint', position: String(place) as Position }
  }
}
