/** From when a customer's time to ask counts. Days in the workshop are no days of it (三包); goods on their way start none. */
import { plusDays, type Instant } from '../values/instant.js'
import type { LineUnits } from '../values/units.js'
import { daysRepaired } from './repairs.js'
import { deliveredAtOf } from './replacements.js'
import type { RegisteredEntitlement } from './state.js'

const isReplacement = (s: RegisteredEntitlement, lineId: string): boolean =>
  [...s.replacements.values()].some(({ lineIds }) => lineIds.includes(lineId))

/**
 * The earliest start of these lines: who asks for an old and a new one together asks in time for both. `at`: now, for
 * replacements that have not arrived. Nothing where the order's delivery is not known.
 *
 * @example windowStart(order, [{ lineId: 'kettle', quantity: 1 }], now) // delivered on 1 May, 24 days repaired: 25 May
 */
export const windowStart = (
  s: RegisteredEntitlement,
  lines: ReadonlyArray<LineUnits>,
  at: Instant,
): Instant | undefined => {
  let first: Instant | undefined
  for (const line of lines) {
    const { lineId } = line
    const delivered = deliveredAtOf(s, lineId) ?? (isReplacement(s, lineId) ? at : undefined)
    if (delivered === undefined) return undefined
    const start = plusDays(delivered, daysRepaired(s, line))
    if (first === undefined || start < first) first = start
  }
  return first
}
