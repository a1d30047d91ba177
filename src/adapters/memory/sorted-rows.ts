/**
 * Rows in the order of `sort`, then `key`. They stand in short stretches, one after the other, so that a row comes and
 * goes as fast in a table of a million as in one of a hundred, and a list begins where it is asked to.
 */
import type { Row } from '../../ports/read-model-store.js'

/** Where a row stands. Both texts are `sortable`, so that `<` compares them as the port says. */
export interface Place {
  readonly sort: string
  readonly key: string
}

export interface PlacedRow extends Place {
  row: Row
}

export interface SortedRows {
  readonly add: (row: PlacedRow) => void
  /** The row must be there. */
  readonly remove: (row: PlacedRow) => void
  /** From the row after `after` up to those with the sort `upTo`, `most` at most. */
  readonly list: (after: Place | undefined, upTo: string | undefined, most: number) => ReadonlyArray<Row>
}

const ABOVE_SURROGATES = 0xe000
const SURROGATES_OR_ABOVE = /[\ud800-\uffff]/g

/**
 * Text that `<` orders by code point. By themselves, UTF-16 units put a surrogate, which stands for a code point above
 * U+FFFF, before U+E000 to U+FFFF; here the two groups change places. Nearly all texts hold neither.
 */
export const sortable = (text: string): string =>
  text.search(SURROGATES_OR_ABOVE) < 0
    ? text
    : text.replace(SURROGATES_OR_ABOVE, (unit) => {
        const code = unit.charCodeAt(0)
        return String.fromCharCode(code < ABOVE_SURROGATES ? code + 0x2000 : code - 0x800)
      })

// Measured: from 128 to 1,024 a change costs the same 2 to 4 µs; 100,000 rows in one piece cost ten times as much.
const LONGEST_STRETCH = 512

export const sortedRows = (rows: Iterable<PlacedRow>): SortedRows => {
  const stretches = cut([...rows].sort((a, b) => (isBefore(a, b) ? -1 : 1)))

  /** The first stretch that does not end before `place`. */
  const stretchAt = (place: Place): number => firstOf(stretches, (stretch) => !isBefore(lastOf(stretch), place))

  return {
    add: (row) => {
      // Behind all others: times that a process writes mostly rise.
      const at = Math.min(stretchAt(row), stretches.length - 1)
      const stretch = stretches[at]
      if (stretch === undefined) return void stretches.push([row])
      stretch.splice(
        firstOf(stretch, (other) => isBefore(row, other)),
        0,
        row,
      )
      if (stretch.length > LONGEST_STRETCH) stretches.splice(at + 1, 0, stretch.splice(LONGEST_STRETCH / 2))
    },
    remove: (row) => {
      const at = stretchAt(row)
      const stretch = stretches[at]
      stretch?.splice(
        firstOf(stretch, (other) => !isBefore(other, row)),
        1,
      )
      if (stretch?.length === 0) stretches.splice(at, 1)
    },
    list: (after, upTo, most) => {
      const found: Array<Row> = []
      for (let at = after === undefined ? 0 : stretchAt(after); at < stretches.length; at += 1) {
        const stretch = stretches[at] ?? []
        let next = after === undefined ? 0 : firstOf(stretch, (row) => isBefore(after, row))
        for (; next < stretch.length; next += 1) {
          const row = stretch[next]
          if (row === undefined || found.length >= most || (upTo !== undefined && row.sort > upTo)) return found
          found.push(row.row)
        }
      }
      return found
    },
  }
}

const isBefore = (a: Place, b: Place): boolean => a.sort < b.sort || (a.sort === b.sort && a.key < b.key)

/** The first index where `holds`, in an array where it holds from some place on. */
const firstOf = <A>(all: ReadonlyArray<A>, holds: (one: A) => boolean): number => {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = all[middle]
    if (one !== undefined && holds(one)) high = middle
    else low = middle + 1
  }
  return low
}

// A stretch is never empty.
const NOWHERE: Place = { sort: '', key: '' }
const lastOf = (stretch: ReadonlyArray<Place>): Place => stretch[stretch.length - 1] ?? NOWHERE

const cut = (rows: ReadonlyArray<PlacedRow>): Array<Array<PlacedRow>> => {
  const stretches: Array<Array<PlacedRow>> = []
  for (let from = 0; from < rows.length; from += LONGEST_STRETCH / 2)
    stretches.push(rows.slice(from, from + LONGEST_STRETCH / 2))
  return stretches
}
