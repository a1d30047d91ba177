/** How much of a line's duty a claim has had. Units of one line may be refunded with it or without, so it counts apart. */
import { cellsPaidBy, lineOfCells } from './cells.js'
import { keepsBack, type MoneyHold, type RegisteredEntitlement } from './state.js'

/** What a claim has of a line's duty, with its goods or since. */
export const dutyOf = (s: RegisteredEntitlement, claimId: string, lineId: string): number => {
  const ofLine = (lines: ReadonlyArray<{ readonly lineId: string; readonly minor: number }>): number =>
    lines.reduce((sum, l) => (l.lineId === lineId ? sum + l.minor : sum), 0)
  const since = [...s.reclaims.values()].flat().filter((one) => one.claimId === claimId)
  const withGoods = [...s.holds.values()].filter((hold) => hold.claimId === claimId && hold.from === undefined)
  return (
    since.reduce((sum, { lines }) => sum + ofLine(lines), 0) +
    withGoods.reduce((sum, hold) => sum + dutyIn(hold, lineId), 0)
  )
}

/** The duty in what a refund gave, or will. What was given up of it is the order's again, and no longer theirs. */
const dutyIn = (hold: MoneyHold, lineId: string): number => {
  const { breakdown, open } = hold
  const at = breakdown.lines.findIndex((l) => l.lineId === lineId)
  const duty = breakdown.lines[at]?.amounts.duty ?? 0
  const givenUp = breakdown.tenders.filter(({ tenderId }) => !open.has(tenderId))
  if (givenUp.length > 0 && !keepsBack(hold)) return 0
  return givenUp.reduce(
    (left, { tenderId }) => left - (lineOfCells(cellsPaidBy(breakdown, tenderId), at).duty ?? 0),
    duty,
  )
}

/**
 * Duty that a refund of the claim had promised and gave up with one of its tenders, and that no later try has given: it is
 * theirs, whatever became of other units of the line.
 */
export const dutyGivenUp = (s: RegisteredEntitlement, claimId: string, lineId: string): number => {
  let minor = 0
  for (const hold of s.holds.values()) {
    if (hold.claimId !== claimId || hold.from !== undefined) continue
    const given = dutyIn(hold, lineId)
    if (hold.isRest) minor -= given
    else if (keepsBack(hold))
      minor += (hold.breakdown.lines.find((l) => l.lineId === lineId)?.amounts.duty ?? 0) - given
  }
  return Math.max(0, minor)
}
