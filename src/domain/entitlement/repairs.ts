/**
 * How often and how long units of a line were in the workshop. A customer names no serial, and not every repair has one, so
 * two questions are kept apart: what is certain of the units that are asked for, and what may be true of them.
 */
import type { LineUnits } from '../values/units.js'
import { accept, nothing, type Asked, type Decision, type Told } from './decision.js'
import { lineOf, type RegisteredEntitlement } from './state.js'

export const recordRepair = (s: RegisteredEntitlement, ask: Asked<'RecordRepair'>): Decision =>
  s.repairs.has(ask.repairId) ? nothing : accept({ type: 'RepairRecorded', data: ask })

export const repairRecorded = (
  s: RegisteredEntitlement,
  { repairId, lines, serials, days }: Told<'RepairRecorded'>,
): RegisteredEntitlement => ({ ...s, repairs: new Map(s.repairs).set(repairId, { lines, serials, days }) })

interface Repaired {
  readonly count: number
  /** In the workshop, all in all. */
  readonly days: number
}

const NEVER: Repaired = { count: 0, days: 0 }
const once = ({ count, days }: Repaired, more: number): Repaired => ({ count: count + 1, days: days + more })

interface Units {
  readonly units: number
  /** By serial. */
  readonly named: ReadonlyMap<string, Repaired>
  /** Repairs of all units of the line at once. */
  readonly each: Repaired
  /** Repairs of nobody knows which. */
  readonly any: Repaired
}

const unitsOf = (s: RegisteredEntitlement, lineId: string): Units => {
  const balance = lineOf(s, lineId)
  const units = balance === undefined ? 0 : balance.line.quantity - balance.canceled
  const named = new Map<string, Repaired>()
  let [each, any] = [NEVER, NEVER]
  for (const { lines, serials, days } of s.repairs.values()) {
    const repaired = lines.reduce((sum, line) => sum + (line.lineId === lineId ? line.quantity : 0), 0)
    if (repaired === 0) continue
    if (repaired >= units) {
      each = once(each, days)
      continue
    }
    const known = new Set(serials.flatMap((one) => (one.lineId === lineId ? [one.serial] : [])))
    for (const serial of known) named.set(serial, once(named.get(serial) ?? NEVER, days))
    if (known.size < repaired) any = once(any, days)
  }
  return { units, named, each, any }
}

/** The most repaired first; units that no repair names are the rest. */
const nth = (named: Units['named'], of: keyof Repaired, index: number): number =>
  [...named.values()].map((one) => one[of]).sort((a, b) => b - a)[index] ?? 0

/**
 * So often, and so many days, the most repaired of the wished units was in the workshop at least, whichever units of the
 * line they are.
 *
 * @example surelyRepaired(order, { lineId: 'kettle', quantity: 1 }) // one of two was repaired twice: { count: 0, days: 0 }
 */
export const surelyRepaired = (s: RegisteredEntitlement, { lineId, quantity }: LineUnits): Repaired => {
  const { units, named, each } = unitsOf(s, lineId)
  // Those that are left when the most repaired ones are not wished for.
  const first = units - quantity
  return { count: each.count + nth(named, 'count', first), days: each.days + nth(named, 'days', first) }
}

/**
 * Days that each of the wished units may have been in the workshop: no days of its warranty (三包).
 *
 * @example daysRepaired(order, { lineId: 'kettle', quantity: 1 }) // two were there for 10 and 4 days: 10
 */
export const daysRepaired = (s: RegisteredEntitlement, { lineId, quantity }: LineUnits): number => {
  const { named, each, any } = unitsOf(s, lineId)
  return each.days + any.days + nth(named, 'days', quantity - 1)
}
