/** The tables at the end, and the comparisons that decide the exit code. */
import { describeLimit } from 'after-sales'
import type { CsvProblem } from './csv-lines.js'
import type { Imported } from './import.js'
import { knownFigures, type Check } from './known-figures.js'
import { LEFT_OUT } from './matching.js'
import type { ProviderBook } from './provider-book.js'
import type { LogTotals } from './replay.js'

const number = new Intl.NumberFormat('en-GB')
const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

const LABEL_WIDTH = 44
const WIDTHS = [10, 12, 14, 16]

const row = (label: string, ...cells: ReadonlyArray<number | string | undefined>): string =>
  (
    label.padEnd(LABEL_WIDTH) +
    cells
      .map((cell, i) => (typeof cell === 'number' ? number.format(cell) : (cell ?? '')).padStart(WIDTHS[i]!))
      .join('')
  ).trimEnd()

const amount = (pence: number) => [pence, money.format(pence / 100)] as const

export const table = ({ tally, malformed, unknownOrders }: Imported, log: LogTotals, book: ProviderBook): string => {
  const { sales, cancellations, matched, unmatched } = tally
  return [
    row('', 'lines', 'units', 'pence', 'pounds'),
    row('read', tally.lines + malformed),
    row('sale lines used', sales.lines, sales.units, ...amount(sales.pence)),
    row('cancellation lines of goods', cancellations.lines, cancellations.units, ...amount(cancellations.pence)),
    row('  fully matched', tally.fully),
    row('  partly matched', tally.partly),
    row('  matched, say the files', undefined, matched.units, ...amount(matched.pence)),
    row('  returned and paid, says the log', undefined, log.units, ...amount(log.paid)),
    row('  paid, says the provider', undefined, undefined, ...amount(book.paidTotal())),
    row('  unmatched (lines: wholly)', tally.wholly, unmatched.units, ...amount(unmatched.pence)),
    ...LEFT_OUT.flatMap((why) => {
      const lines = tally.leftOut.get(why)
      return lines === undefined ? [] : [row(`left out: ${why}`, lines)]
    }),
    row('malformed', malformed),
    '',
    row('', 'requests', 'units'),
    row('returned, refunded, closed', log.refunds, log.units),
    row('  refund approved by one person', log.approvedBy[0]),
    row('  refund approved by two', log.approvedBy[1]),
    ...[...log.turnedDown]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reason, { requests, units }]) => row(`turned down: ${reason}`, requests, units)),
    row('turned down: OrderUnknown', unknownOrders.requests, unknownOrders.units),
  ].join('\n')
}

/** What must agree whatever the files are: the files, the log that was read again, and the provider's own book. */
export const reconcile = (
  { tally, malformed, unknownOrders }: Imported,
  log: LogTotals,
  book: ProviderBook,
  known: boolean,
): ReadonlyArray<Check> => {
  const { claims } = tally
  const turned = [...log.turnedDown.values()]
  const sumOf = (of: 'requests' | 'units') => turned.reduce((sum, one) => sum + one[of], 0)
  const requests = tally.returns + claims.NoUnitsLeft + claims.OtherPrice + claims.NotBought
  const placed =
    tally.sales.lines + tally.cancellations.lines + [...tally.leftOut.values()].reduce((a, b) => a + b, malformed)
  return [
    { what: 'every line has one place', figures: { read: tally.lines + malformed, placed } },
    { what: 'units returned', figures: { files: tally.matched.units, log: log.units } },
    { what: 'pence refunded', figures: { files: tally.matched.pence, log: log.paid, provider: book.paidTotal() } },
    { what: 'payments', figures: { files: tally.returns, log: log.refunds, provider: book.payments() } },
    { what: 'requests', figures: { files: requests, log: log.requests, ended: log.ended.size } },
    { what: 'requests turned down', figures: { files: requests - tally.returns, log: sumOf('requests') } },
    { what: 'orders nobody knows', figures: { files: claims.NoOrder, answers: unknownOrders.requests } },
    {
      what: 'units turned down',
      figures: { files: tally.unmatched.units, 'log and answers': sumOf('units') + unknownOrders.units },
    },
    ...(known ? knownFigures(tally, tally.lines + malformed) : []),
  ]
}

export const agrees = ({ figures }: Check): boolean => new Set(Object.values(figures)).size === 1

export const inWords = ({ what, figures }: Check): string =>
  `MISMATCH  ${what}: ${Object.entries(figures)
    .map(([who, figure]) => `${who} ${number.format(figure)}`)
    .join(', ')}`

export const problemInWords = ({ file, line, field, limit }: CsvProblem): string => {
  const { en, zh } = describeLimit(limit)
  return `${file}:${line}: ${field} ${en} / ${zh}`
}
