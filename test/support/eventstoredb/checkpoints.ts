/**
 * When a filtered subscription sends a checkpoint, and which. Live, after every so many considered events, at the last
 * of them. While it catches up, at the start of a page, once so many events were considered; and once more when it has
 * caught up, at the last match or page start it knows. From the start of the log it may know none: servers 24.2.0 to
 * 24.10.4 then send 2^64-1, and nothing after it, because nothing is greater.
 */
import type { EventFilter } from './read-request.js'

/** Minus one, as the wire writes it. */
export const FALSE_CHECKPOINT = 2n ** 64n - 1n

export interface Checkpoints {
  /** Before an event is read in catch-up: a checkpoint that is due at the start of its page. */
  readonly beforeEvent: () => bigint | undefined
  /** After an event was considered: a checkpoint that is due live. */
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
  let sincePage = 0
  let hasConsidered = after === undefined
  let latest = after ?? 0n
  /** What the transition would send. */
  let known = after
  let sent = -1n

  const due = (position: bigint): bigint | undefined => {
    sinceCheckpoint = 0
    if (position <= sent) return undefined
    known = position
    sent = position
    return position
  }
  const settle = (position: bigint): bigint | undefined => {
    sinceCheckpoint = 0
    sincePage = 0
    if (!hasTransition || sent === FALSE_CHECKPOINT) return undefined
    sent = position
    return position
  }
  return {
    beforeEvent: () => {
      if (sincePage < filter.window) return undefined
      sincePage = 0
      return sinceCheckpoint >= interval ? due(latest) : undefined
    },
    considered: (position, isMatch, isLive) => {
      hasConsidered = true
      latest = position
      sinceCheckpoint += 1
      sincePage += 1
      if (isMatch) known = position
      return isLive && sinceCheckpoint >= interval ? due(position) : undefined
    },
    atTransition: () => {
      if (known !== undefined) return hasConsidered ? settle(known) : undefined
      return isFalse ? settle(FALSE_CHECKPOINT) : undefined
    },
    atFallBack: () => {
      known = latest
      return settle(latest)
    },
  }
}
