/**
 * A refund as cells: one for every component of every line, then shipping and its tax. Whatever divides or takes off an
 * amount does it here, so that rows and columns of a breakdown add up to the last unit.
 */
import { allocateWithin } from '../values/allocation.js'
import { COMPONENTS, type Breakdown, type Component, type Components } from '../values/breakdown.js'

/** `line` is -1 for shipping. */
export interface Cell {
  readonly line: number
  readonly component: Component | 'shipping' | 'shippingTax'
  minor: number
}

export const sumOfCells = (cells: ReadonlyArray<Cell>): number => cells.reduce((sum, cell) => sum + cell.minor, 0)

export const cellsOf = (
  lines: ReadonlyArray<Components>,
  shipping: number,
  shippingTax: number,
): ReadonlyArray<Cell> => [
  ...lines.flatMap((amounts, line) =>
    COMPONENTS.map((component): Cell => ({ line, component, minor: amounts[component] ?? 0 })),
  ),
  { line: -1, component: 'shipping', minor: shipping },
  { line: -1, component: 'shippingTax', minor: shippingTax },
]

// Zero components are left out: most orders have no duty and no fee, and the log keeps every byte for ever.
export const components = (goods: number, tax: number, duty: number, fee: number): Components => ({
  goods,
  ...(tax === 0 ? {} : { tax }),
  ...(duty === 0 ? {} : { duty }),
  ...(fee === 0 ? {} : { fee }),
})

/** The amounts of one line, from one amount per cell. */
export const lineOfCells = (minors: ReadonlyArray<number>, line: number): Components => {
  const [goods, tax, duty, fee] = minors.slice(line * COMPONENTS.length, (line + 1) * COMPONENTS.length)
  return components(goods!, tax!, duty!, fee!)
}

/** Shipping and its tax, from one amount per cell. */
export const shippingOfCells = (
  minors: ReadonlyArray<number>,
): { readonly shipping: number; readonly shippingTax: number } => ({
  shipping: minors[minors.length - 2]!,
  shippingTax: minors[minors.length - 1]!,
})

/** Takes `minor` off the cells that `which` picks, in proportion, as far as they give. */
export const takeOff = (cells: ReadonlyArray<Cell>, minor: number, which: (cell: Cell) => boolean): void => {
  const open = cells.filter((cell) => which(cell) && cell.minor > 0)
  const room = open.map((cell) => cell.minor)
  const lost = allocateWithin(minor, room, room)
  for (const [i, cell] of open.entries()) cell.minor -= lost[i]!
}

/** What each tender pays of each cell: rows add up to the cell, columns to the tender, with nothing left over. */
export const byTender = (
  cells: ReadonlyArray<Cell>,
  tenders: ReadonlyArray<{ readonly minor: number }>,
): ReadonlyArray<ReadonlyArray<number>> => {
  let left = tenders.map((t) => t.minor)
  const rows = cells.map((cell) => {
    const parts = allocateWithin(cell.minor, left, left)
    left = left.map((minor, k) => minor - parts[k]!)
    return parts
  })
  return tenders.map((_, k) => rows.map((row) => row[k]!))
}

/** The gross of a breakdown, and what one tender pays of it after deductions, each with one amount per cell. */
export const grossCells = (b: Breakdown): ReadonlyArray<number> =>
  cellsOf(
    b.lines.map((l) => l.amounts),
    b.shipping,
    b.shippingTax,
  ).map((cell) => cell.minor)

export const cellsPaidBy = (b: Breakdown, tenderId: string): ReadonlyArray<number> => {
  const ofTender = (share: { readonly tenderId: string }): boolean => share.tenderId === tenderId
  const shipping = b.shippingPaidBy.find(ofTender)
  return cellsOf(
    b.lines.map((l) => l.paidBy.find(ofTender)?.amounts ?? { goods: 0 }),
    shipping?.shipping ?? 0,
    shipping?.shippingTax ?? 0,
  ).map((cell) => cell.minor)
}

export const sumByCell = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): ReadonlyArray<number> =>
  a.map((minor, i) => minor + b[i]!)

/** The part of the gross that no tender pays: deductions and shortfall. */
export const keptBack = (b: Breakdown): ReadonlyArray<number> =>
  b.tenders.reduce((left, { tenderId }) => {
    const paid = cellsPaidBy(b, tenderId)
    return left.map((minor, i) => minor - paid[i]!)
  }, grossCells(b))
