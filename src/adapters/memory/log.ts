/**
 * What the memory store holds: the log as one array, and each stream as an array of the same records.
 * Both only grow, so that a reader may stand anywhere in them while others append. A position is the place in the log,
 * counted from 1, as decimal text.
 */
import type { Position, StoredEvent } from '../../ports/event-store.js'
import { newsBoard, type News } from './news.js'

export interface MemoryLog {
  readonly events: Array<StoredEvent>
  readonly streams: Map<string, Array<StoredEvent>>
  readonly news: News
  closed: boolean
}

export const emptyLog = (): MemoryLog => ({ events: [], streams: new Map(), news: newsBoard(), closed: false })

const POSITION = /^[1-9]\d{0,14}$/

export const positionOf = (place: number): Position => String(place) as Position

/** The place that a position names, or undefined where this log never gave it. */
export const placeOf = (log: MemoryLog, position: Position): number | undefined => {
  const place = POSITION.test(position) ? Number(position) : Infinity
  return place <= log.events.length ? place : undefined
}
