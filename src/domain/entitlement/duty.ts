/** How much of a line's duty a claim has had. Units of one line may be refunded with it or without, so it counts apart. */
import { cellsPaidBy, lineOfCells } from './cells.js'
import { keepsBack, type MoneyHold, type RegisteredEntitlement } from './state.js'

/** The duty in what a refund promised, and what it gave of it, or will. What was given up whole was never promised. */
const dutyIn = (hold: MoneyHold, lineId: string): { readonly promised: number; readonly given: number } => {
  const { breakdown, open } = hold
  const givenUp = breakdown.tenders.filter(({ tenderId }) => !open.has(tenderId))
  const at = breakdown.lines.findIndex((l) => l.lineId === lineId)
  if (at < 0 || (givenUp.length > 0 && !keepsBack(hold))) return { promised: 0, given: 0 }
  const promised = breakdown.lines[at]!.amounts.duty ?? 0
  const back = givenUp.map(({ tenderId }) => lineOfCells(cellsPaidBy(breakdown, tenderId), at).duty ?? 0)
  return { promised, given: back.reduce((left, minor) => left - minor, promised) }
}

const refundsOf = (s: RegisteredEntitlement, claimId: string): ReadonlyArray<MoneyHold> =>
  [...s.holds.values()].filter((hold) => hold.claimId === claimId && hold.from === undefined)

/** What a claim has of a line's duty, with its goods or since. */
export const dutyOf = (s: RegisteredEntitlement, claimId: string, lineId: string): number => {
  const since = [...s.reclaims.values()].flat().filter((one) => one.claimId === claimId)
  const shares = since.flatMap(({ lines }) => lines.filter((l) => l.lineId === lineId))
  const withGoods = refundsOf(s, claimId).map((hold) => dutyIn(hold, lineId).given)
  return [...shares.map(({ minor }) => minor), ...withGoods].reduce((sum, minor) => sum + minor, 0)
}

/**
 * Duty that a refund of the claim had promised and gave up with one of its tenders, and that no later try has given: it is
 * theirs, whatever became of other units of the line. One of which the customer paid units back gave the order nothing when
 * it was given up: its duty is still taken.
 */
export const dutyGivenUp = (s: RegisteredEntitlement, claimId: string, lineId: string): number =>
  Math.max(
    0,
    refundsOf(s, claimId).reduce((left, hold) => {
      if (hold.freed.size > 0) return left
      const { promised, given } = dutyIn(hold, lineId)
      return left + (hold.isRest ? 0 : promised) - given
    }, 0),
  )
