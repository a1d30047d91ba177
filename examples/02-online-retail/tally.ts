/** What the files say, counted while they are read: every line in exactly one place. */
import type { Claim, LeftOut, Path } from './matching.js'

export interface Sum {
  lines: number
  units: number
  pence: number
}

export interface Tally {
  /** Lines that could be read. */
  lines: number
  readonly sales: Sum
  /** Sale lines among them that came after a request had touched their order. */
  lateLines: number
  readonly cancellations: Sum
  fully: number
  partly: number
  wholly: number
  readonly matched: Sum
  readonly unmatched: Sum
  /** One for each order that a cancellation line touches. */
  returns: number
  readonly claims: Record<Claim['_tag'], number>
  readonly leftOut: Map<LeftOut, number>
}

const sum = (): Sum => ({ lines: 0, units: 0, pence: 0 })

export const emptyTally = (): Tally => ({
  lines: 0,
  sales: sum(),
  lateLines: 0,
  cancellations: sum(),
  fully: 0,
  partly: 0,
  wholly: 0,
  matched: sum(),
  unmatched: sum(),
  returns: 0,
  claims: { NoUnitsLeft: 0, OtherPrice: 0, NotBought: 0, NoOrder: 0 },
  leftOut: new Map(),
})

const add = (to: Sum, units: number, pence: number): void => {
  to.lines += 1
  to.units += units
  to.pence += units * pence
}

export const count = (tally: Tally, path: Path): void => {
  tally.lines += 1
  switch (path._tag) {
    case 'LeftOut':
      tally.leftOut.set(path.why, (tally.leftOut.get(path.why) ?? 0) + 1)
      return
    case 'Sale':
      add(tally.sales, path.quantity, path.pence)
      if (path.late !== undefined) tally.lateLines += 1
      return
    case 'Cancellation': {
      const { quantity, pence, rest, matched, claim } = path
      add(tally.cancellations, quantity, pence)
      if (rest === 0) tally.fully += 1
      else if (rest < quantity) tally.partly += 1
      else tally.wholly += 1
      if (rest < quantity) add(tally.matched, quantity - rest, pence)
      if (rest > 0) add(tally.unmatched, rest, pence)
      tally.returns += matched.length
      if (claim !== undefined) tally.claims[claim._tag] += 1
    }
  }
}
