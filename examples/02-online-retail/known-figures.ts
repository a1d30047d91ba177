/** What `shared/data/online-retail/README.md` says of its seven files. They are compared with nothing else. */
import type { Source } from './csv-lines.js'
import type { Tally } from './tally.js'

export interface Check {
  readonly what: string
  readonly figures: Readonly<Record<string, number>>
}

const MONTHS = ['2010-12', '2011-01', '2011-02', '2011-03', '2011-04', '2011-05', '2011-06']
const LINES = 245_903

export const isKnown = (sources: ReadonlyArray<Source>): boolean =>
  sources
    .map(({ name }) => name.replace(/\.csv(\.gz)?$/, ''))
    .sort()
    .join() === MONTHS.join()

export const knownFigures = (tally: Tally, read: number): ReadonlyArray<Check> => {
  const check = (what: string, here: number, readme: number): Check => ({ what, figures: { here, readme } })
  return [
    check('lines', read, LINES),
    check('sale lines used', tally.sales.lines, 171_939),
    check('units sold', tally.sales.units, 2_302_894),
    check('pence sold', tally.sales.pence, 392_960_760),
    check('cancellation lines', tally.cancellations.lines, 4_076),
    check('units canceled', tally.cancellations.units, 125_988),
    check('pence canceled', tally.cancellations.pence, 18_186_655),
    check('lines fully matched', tally.fully, 3_135),
    check('lines partly matched', tally.partly, 19),
    check('units matched', tally.matched.units, 109_083),
    check('pence matched', tally.matched.pence, 16_141_507),
    check('lines wholly unmatched', tally.wholly, 922),
    check('units unmatched', tally.unmatched.units, 16_905),
    check('pence unmatched', tally.unmatched.pence, 2_045_148),
  ]
}
