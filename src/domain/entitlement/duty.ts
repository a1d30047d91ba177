/** How much of a line's duty a claim has had. Units of one line may be refunded with it or without, so it counts apart. */
import type { RegisteredEntitlement } from './state.js'
import { takenOf } from './taken.js'

/** What a claim has of a line's duty, with its goods or since. */
export const dutyOf = (s: RegisteredEntitlement, claimId: string, lineId: string): number => {
  const since = [...s.reclaims.values()].flat().filter((one) => one.claimId === claimId)
  const shares = since.flatMap(({ lines }) => lines.filter((l) => l.lineId === lineId))
  const withGoods = [...s.holds]
    .filter(([, hold]) => hold.claimId === claimId && hold.from === undefined)
    .map(([refundId]) => takenOf(s, refundId, lineId).duty ?? 0)
  return [...shares.map(({ minor }) => minor), ...withGoods].reduce((sum, minor) => sum + minor, 0)
}
