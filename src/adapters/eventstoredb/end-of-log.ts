/** Where the log ends now, and whether a position lies beyond it: a server takes one in silence, and never answers. */
import * as E from 'fp-ts/lib/Either.js'
import type { StoreError } from '../../ports/event-store.js'
import { calling } from './calling.js'
import type { Connections } from './connections.js'
import type { IncomingEvent, LogPosition } from './driver.js'
import { pause, type Patience } from './patience.js'
import { isAfter } from './position.js'
import { collected, readError } from './read.js'

/** A node may not have heard yet of what another one has just answered. */
const LOOKS = 5
const BETWEEN_LOOKS_MS = 100

export interface LogEnd {
  /** Undefined while the log is empty. */
  readonly last: LogPosition | undefined
  readonly isBeyond: boolean
}

export const readLog = async (
  connections: Connections,
  patience: Patience,
  options: { readonly from: LogPosition | 'start' | 'end'; readonly count: number },
): Promise<E.Either<StoreError, ReadonlyArray<IncomingEvent>>> => {
  const tried = await calling(connections, patience, (driver, alive) => collected(driver.readAll(options), alive))
  if (E.isLeft(tried)) return tried
  const { outcome } = tried.right
  return E.isLeft(outcome) ? E.left(readError(outcome.left)) : outcome
}

export const endOfLog = async (
  connections: Connections,
  patience: Patience,
  start: LogPosition | undefined,
): Promise<E.Either<StoreError, LogEnd>> => {
  for (let looks = 1; ; looks++) {
    const events = await readLog(connections, patience, { from: 'end', count: 1 })
    if (E.isLeft(events)) return events
    const last = events.right[0]?.position
    const isBeyond = start !== undefined && isAfter(start, last)
    if (!isBeyond || looks === LOOKS) return E.right({ last, isBeyond })
    await pause(BETWEEN_LOOKS_MS, connections.closing)
  }
}
