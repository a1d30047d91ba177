/** Pieces of order lines, as all aggregates speak of them. */
import type * as t from 'io-ts'
import { oneOf, record } from '../kernel/codec.js'
import { HostId } from './ids.js'
import { Minor } from './money.js'
import { Quantity } from './quantity.js'
import { sum } from './sum.js'

/** A wholesaler's order can come back whole in four requests; one request stays readable, and its events small. */
export const MAX_REQUEST_LINES = 500

export const LineUnits = record('LineUnits', { lineId: HostId, quantity: Quantity })
export type LineUnits = t.TypeOf<typeof LineUnits>

const valued = { lineId: HostId, quantity: Quantity, value: Minor }
/** As the first versions of the events wrote it. */
export const ValuedUnitsV1 = record('ValuedUnits', valued)
/**
 * Units with what they would be refunded today, before fees and shipping: limits are checked against it. `goods`: how much
 * of it is for the goods themselves, which is all that a deduction may take; absent where all of it is.
 */
export const ValuedUnits = record('ValuedUnits', valued, { goods: Minor })
export type ValuedUnits = t.TypeOf<typeof ValuedUnits>

/** Where units end that are refunded: back with the shop, or with the customer by agreement. */
export const UnitOutcome = oneOf('UnitOutcome', ['returned', 'kept'])
export type UnitOutcome = t.TypeOf<typeof UnitOutcome>

/** How many of a line, wherever they stand in the list. */
export const unitsOf = (lines: ReadonlyArray<LineUnits>, lineId: string): number =>
  sum(lines, (l) => (l.lineId === lineId ? l.quantity : 0))

/** What is left of units when others are taken away. */
export const without = (lines: ReadonlyArray<LineUnits>, gone: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> =>
  lines.flatMap((line) => {
    const quantity = line.quantity - unitsOf(gone, line.lineId)
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
