/** The few words in which a return's rules answer. */
import * as E from 'fp-ts/lib/Either.js'
import type { LineUnits } from '../values/units.js'
import type { ReturnCommand } from './commands.js'
import type { ReturnError } from './errors.js'
import type { ReturnEvent } from './events.js'
import { evolve } from './evolve.js'
import { missingUnits, type ReturnLine } from './line.js'
import { hasEnded, lineOf, nothingPending, type AuthorizedReturn } from './state.js'

export type Decision = E.Either<ReturnError, ReadonlyArray<ReturnEvent>>
export type CommandNamed<Type extends ReturnCommand['type']> = Extract<ReturnCommand, { readonly type: Type }>

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<ReturnEvent>): Decision => E.right(events)
export const reject = (error: ReturnError): Decision => E.left(error)

/** The reason why not, for a return in the wrong status. */
export const notNow = ({ status }: AuthorizedReturn): Decision => reject({ _tag: 'ReturnNotOpen', status })

/** What events name, so that others know whom they concern. */
export const idsOf = ({ returnId, requestId }: AuthorizedReturn) => ({ returnId, requestId })

/** The same line twice in a list is one line with both. */
export const merged = (lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> => {
  const by = new Map<string, number>()
  for (const { lineId, quantity } of lines) by.set(lineId, (by.get(lineId) ?? 0) + quantity)
  return [...by].map(([lineId, quantity]) => ({ lineId, quantity }))
}

export const unitsBy = (s: AuthorizedReturn, count: (line: ReturnLine) => number): ReadonlyArray<LineUnits> =>
  s.lines.flatMap((line) => {
    const quantity = count(line)
    return quantity > 0 ? [{ lineId: line.lineId, quantity }] : []
  })

/** Why these units cannot be lost or waived: they have arrived, or somebody has accounted for them. */
export const notMissing = (s: AuthorizedReturn, lines: ReadonlyArray<LineUnits>): ReturnError | undefined => {
  for (const { lineId, quantity } of lines) {
    const line = lineOf(s, lineId)
    if (line === undefined) return { _tag: 'LineNotInReturn', lineId }
    const missing = s.closedShort ? 0 : missingUnits(line)
    if (quantity > missing) return { _tag: 'MoreThanMissing', lineId, missing, named: quantity }
  }
  return undefined
}

/** The events, and the completion where nothing is left to wait for or to do. */
export const thenCompleted = (s: AuthorizedReturn, ...events: ReadonlyArray<ReturnEvent>): Decision => {
  const after = events.reduce<AuthorizedReturn>((state, event) => evolve(state, event) as AuthorizedReturn, s)
  if (hasEnded(s) || !nothingPending(after)) return accept(...events)
  return accept(...events, {
    type: 'ReturnCompleted',
    data: {
      ...idsOf(s),
      inspections: [...after.inspections.keys()],
      accepted: unitsBy(after, (l) => l.accepted),
      rejected: unitsBy(after, (l) => l.rejected),
      revisions: [...after.revisions],
      losses: [...after.losses],
      waivers: [...after.waivers],
    },
  })
}
