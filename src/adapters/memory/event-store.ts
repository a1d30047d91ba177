/**
 * The event store of tests, examples and the simulator: everything is in this process and gone with it.
 * It keeps all rules of the port, so that what is right here is right on every other store; it is also the yardstick
 * of speed, so its append does nothing that the port does not ask for.
 */
import * as E from 'fp-ts/lib/Either.js'
import { instantOf, type Instant } from '../../domain/values/instant.js'
import type { EventStore, StoreError, StreamSlice } from '../../ports/event-store.js'
import { append } from './append.js'
import { deliver } from './deliver.js'
import { emptyLog, type MemoryLog } from './log.js'

export interface MemoryEventStoreOptions {
  /** The store's own time. Default: 2026-01-01 and a millisecond more for each append, the same in every run. */
  readonly now?: () => Instant
}

/** Events of one slice, whatever the caller asks for. */
const MAX_SLICE = 1_000

/**
 * An empty store in memory.
 * @example
 * const store = memoryEventStore()
 * await store.append('aftersales_request-main.1', 'no_stream', [event])()
 */
export const memoryEventStore = (options: MemoryEventStoreOptions = {}): EventStore => {
  const log = emptyLog()
  const now = options.now ?? tickingClock()
  return {
    append: (stream, expected, events) => () => Promise.resolve(append(log, now, stream, expected, events)),
    read:
      (stream, from = 0, limit = MAX_SLICE) =>
      () =>
        Promise.resolve(slice(log, stream, from, limit)),
    all: (all = {}) => deliver(log, all),
    comparePositions: (a, b) => Number(a) - Number(b),
    close: () => {
      log.closed = true
      log.news.announce()
      return Promise.resolve()
    },
  }
}

const slice = (log: MemoryLog, stream: string, from: number, limit: number): E.Either<StoreError, StreamSlice> => {
  if (log.closed) return E.left({ _tag: 'StoreClosed' })
  const stored = log.streams.get(stream)
  if (stored === undefined) return E.right({ events: [], head: 'no_stream' })
  const start = Math.max(from, 0)
  const events = stored.slice(start, start + Math.min(limit, MAX_SLICE))
  return E.right({ events, head: stored.length - 1 })
}

const FIRST_TICK = Date.UTC(2026, 0, 1)
const MILLISECONDS = Array.from({ length: 1_000 }, (_, ms) => `${String(ms).padStart(3, '0')}Z`)

// Formatting a date costs as much as the append itself, so the text of a second is made once.
const tickingClock = (): (() => Instant) => {
  let ticks = 0
  let second = ''
  return () => {
    if (ticks % 1_000 === 0) second = instantOf(FIRST_TICK + ticks).slice(0, 20)
    return `${second}${MILLISECONDS[ticks++ % 1_000]}` as Instant
  }
}
