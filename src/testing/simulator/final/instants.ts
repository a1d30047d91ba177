/**
 * 14: what is stored is never computed again. Every instant that a state knows stands in the log, to the millisecond: so
 * no later calendar, zone or rounding can give it another one.
 */
import type { StreamStates } from '../../../domain/deciders.js'
import type { FinalCheck } from './log.js'

const INSTANT = /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g

const plain = (_: string, value: unknown): unknown =>
  value instanceof Map ? [...value.entries()] : value instanceof Set ? [...value] : value

/** Every instant in it, however deep, also as a key. */
export const instantsIn = (value: unknown): ReadonlyArray<string> =>
  (typeof value === 'string' ? value : (JSON.stringify(value, plain) ?? '')).match(INSTANT) ?? []

const KINDS: ReadonlyArray<keyof StreamStates> = [
  ...(['entitlement', 'request', 'return', 'refund', 'replacement', 'repair'] as const),
  ...(['compensation', 'allowance', 'workitem'] as const),
]

export const instantsStandInTheLog: FinalCheck = ({ watch, log }) => {
  const known = new Set(log.flatMap(({ data }) => instantsIn(data)))
  for (const kind of KINDS)
    for (const state of watch.of(kind))
      for (const instant of instantsIn(state))
        if (!known.has(instant)) watch.broken('I14 what is stored is never computed again', `${kind}: ${instant}`)
}
