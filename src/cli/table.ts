/** Tables for people: as wide as they need to be, and on a terminal no wider than it is. */
import { columnsOf, cutTo, harmlessText, padded, paddedBefore, type Color, type Paint } from './terminal.js'

export interface Column {
  readonly title: string
  readonly align?: 'right'
  /** Never cut, as an amount whose digits count. */
  readonly whole?: true
}

export type Cell = string | { readonly text: string; readonly color: Color }

const GAP = '  '
/** What is left of a column that is cut. */
const NARROWEST = 6

const textOf = (cell: Cell): string => harmlessText(typeof cell === 'string' ? cell : cell.text)

/** The widest column that may be cut gives first, one by one, until all of them fit or nothing more can be given. */
const fitted = (columns: ReadonlyArray<Column>, widths: ReadonlyArray<number>, most: number): ReadonlyArray<number> => {
  const fit = [...widths]
  let surplus = fit.reduce((sum, width) => sum + width, (columns.length - 1) * GAP.length) - most
  for (; surplus > 0; surplus--) {
    const given = columns.flatMap(({ whole }, n) => (whole === true || fit[n]! <= NARROWEST ? [] : [n]))
    if (given.length === 0) break
    const widest = given.reduce((a, b) => (fit[b]! > fit[a]! ? b : a))
    fit[widest]! -= 1
  }
  return fit
}

/** Lines with a title above; `most` is the width of the terminal, if there is one. */
export const tableOf = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  { paint, columns: most = Number.MAX_SAFE_INTEGER }: { readonly paint: Paint; readonly columns?: number | undefined },
): string => {
  const natural = columns.map(({ title }, n) =>
    rows.reduce((width, row) => Math.max(width, columnsOf(textOf(row[n]!))), columnsOf(title)),
  )
  const widths = fitted(columns, natural, most)
  const laidOut = (texts: ReadonlyArray<string>, color: (n: number) => Color | undefined): string =>
    texts
      .map((text, n) => {
        const cut = columns[n]!.whole === true ? text : cutTo(text, widths[n]!)
        const isLast = n === columns.length - 1
        const cell =
          columns[n]!.align === 'right' ? paddedBefore(cut, widths[n]!) : isLast ? cut : padded(cut, widths[n]!)
        const painted = color(n)
        return painted === undefined ? cell : paint(painted, cell)
      })
      .join(GAP)
      .trimEnd()
  const head = laidOut(
    columns.map(({ title }) => title),
    () => 'dim',
  )
  const body = rows.map((row) =>
    laidOut(row.map(textOf), (n) => {
      const cell = row[n]!
      return typeof cell === 'string' ? undefined : cell.color
    }),
  )
  return `${[head, ...body].join('\n')}\n`
}
