/** Pieces of goods: whole, at least one where something is asked for. */
import { whole } from '../kernel/codec.js'

/** A wholesale line of a real shop had 80,995 pieces; a million leaves room and still multiplies safely. */
export const MAX_QUANTITY = 1_000_000

export const Quantity = whole('Quantity', 1, MAX_QUANTITY)
export const QuantityOrNone = whole('QuantityOrNone', 0, MAX_QUANTITY)
