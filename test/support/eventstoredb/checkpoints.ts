/**
 * When a filtered subscription sends a checkpoint, and which. Live, after every so many considered events, at the last
 * of them. While it catches up the server reads pages of one window, beginning with the event it resumes from; after a
 * page that completes an interval it sends the last match or the start of that page, whichever is later; and once more
 * when it has caught up, the last of these that it knows. From the start of the log it may know none: servers 24.2.0 to
 * 24.10.4 then send 2^64-1. A checkpoint that is not greater than the one before is not sent.
 */
import type { EventFilter } from './read-request.js'

/** Minus one, as the wire writes it. */
export const FALSE_CHECKPOINT = 2n ** 64n - 1n

export interface Checkpoints {
  /** After an event was considered, and sent if it matched. */
  readonly considered: (position: bigint, isMatch: boolean, isLive: boolean) => bigint | undefined
  /** When it has caught up. */
  readonly atTransition: () => bigint | undefined
  /** When a slow reader has fallen behind, before events are read from the log again. */
  readonly atFallBack: () => bigint | undefined
}

export interface CheckpointOptions {
  /** The position after which it began; absent for the start of the log. */
  readonly after?: bigint
  readonly isFalse: boolean
  /** Servers before 24.2 send none at the transition. */
  readonly hasTransition: boolean
}

export const checkpointsOf = (
  filter: EventFilter,
  { after, isFalse, hasTransition }: CheckpointOptions,
): Checkpoints => {
  const interval = filter.window * filter.multiplier
  let sinceCheckpoint = 0
  // The event at the position itself is read with the first page, and passed over.
  let inPage = after === undefined ? 0 : 1
  let pageStart = after ?? 0n
  let isFirstPage = true
  let hasConsidered = after === undefined
  let latest = after ?? 0n
  /** The last match or page start: what the transition would send. */
  let known = after
  let sent: bigint | undefined

  const send = (position: bigint): bigint | undefined => {
    sinceCheckpoint = 0
    if (sent !== undefined && position <= sent) return undefined
    sent = position
    return position
  }
  const pageEnded = (): bigint | undefined => {
    inPage = 0
    isFirstPage = false
    sinceCheckpoint += filter.window
    if (sinceCheckpoint < interval) return undefined
    if (known === undefined || known < pageStart) known = pageStart
    return send(known)
  }
  return {
    considered: (position, isMatch, isLive) => {
      hasConsidered = true
      latest = position
      if (isMatch) known = position
      if (isLive) {
        sinceCheckpoint += 1
        return sinceCheckpoint >= interval ? send(position) : undefined
      }
      if (inPage === 0 && !isFirstPage) pageStart = position
      inPage += 1
      return inPage >= filter.window ? pageEnded() : undefined
    },
    atTransition: () => {
      const due = known ?? (isFalse ? FALSE_CHECKPOINT : undefined)
      sinceCheckpoint = 0
      return hasTransition && hasConsidered && due !== undefined ? send(due) : undefined
    },
    atFallBack: () => {
      known = latest
      pageStart = latest
      inPage = 1
      return hasTransition ? send(latest) : undefined
    },
  }
}
