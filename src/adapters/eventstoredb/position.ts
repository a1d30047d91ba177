/**
 * Positions of the log as text: the commit position, and the prepare position where it differs. That is so for events
 * of servers before 5, and for checkpoints at the beginning of a page, which name an event without counting it as read
 * (24.2.0 says `X/0`). Both are kept: whoever mixes them up skips events.
 */
import type { Position } from '../../ports/event-store.js'
import type { LogPosition } from './driver.js'

const TEXT = /^([1-9]\d{0,18})(?:\/(0|[1-9]\d{0,18}))?$/
/**
 * Servers 24.2.0 to 24.10.4 send 2^64-1 as a checkpoint when a filter has met nothing yet (KDB-710). To resume from it
 * means from the end: everything up to then would be skipped in silence. No log is half as long.
 */
const TOO_FAR = 2n ** 63n

export const positionText = ({ commit, prepare }: LogPosition): Position =>
  (commit === prepare ? `${commit}` : `${commit}/${prepare}`) as Position

/** Undefined where no log can have given it. */
export const parsePosition = (text: string): LogPosition | undefined => {
  const [, commit, prepare = commit] = TEXT.exec(text) ?? []
  if (commit === undefined || prepare === undefined) return undefined
  const position = { commit: BigInt(commit), prepare: BigInt(prepare) }
  return isSane(position) ? position : undefined
}

/** A place in a log that somebody may go on from. Position 0 is the beginning, and says nothing. */
export const isSane = ({ commit, prepare }: LogPosition): boolean =>
  commit > 0n && commit < TOO_FAR && prepare >= 0n && prepare <= commit

export const isAfter = (a: LogPosition, b: LogPosition | undefined): boolean =>
  b === undefined || a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare)

export const comparePositions = (a: Position, b: Position): number => {
  if (a === b) return 0
  const [left, right] = [parsePosition(a), parsePosition(b)]
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1
  return isAfter(left, right) ? 1 : -1
}
