/**
 * Where goods go. The shop's own go anywhere; the customer's go back to the customer, or wait. They are destroyed or given
 * away only with the customer's consent, or when nobody took them, and never sold.
 */
import type { DispositionCode, Verdict } from './goods.js'
import type { ReturnError } from './errors.js'
import { idsOf, merged, nothing, notNow, reject, thenCompleted, type CommandNamed, type Decision } from './decision.js'
import type { DisposedLine, MovedLine } from './events.js'
import * as line from './line.js'
import { hasEnded, lineOf, type AuthorizedReturn } from './state.js'

type Lines<L> = { readonly wrong: ReturnError } | { readonly lines: ReadonlyArray<L> }

/** Each wish in the light of those before it. */
const eachOf = <W extends { readonly lineId: string }, L>(
  s: AuthorizedReturn,
  wishes: ReadonlyArray<W>,
  fulfil: (
    now: line.ReturnLine,
    wish: W,
  ) => { readonly wrong: ReturnError } | { readonly made: ReadonlyArray<L>; readonly after: line.ReturnLine },
): Lines<L> => {
  const now = new Map(s.lines.map((one) => [one.lineId, one]))
  const lines: Array<L> = []
  for (const wish of wishes) {
    const { lineId } = wish
    const there = now.get(lineId)
    if (there === undefined) return { wrong: { _tag: 'LineNotInReturn', lineId } }
    const done = fulfil(there, wish)
    if ('wrong' in done) return done
    now.set(lineId, done.after)
    lines.push(...done.made)
  }
  return { lines }
}

const owners = (of: Verdict | undefined, quantity: number, unsaid: ReadonlyArray<readonly [Verdict, number]>) =>
  of === undefined ? unsaid : [[of, quantity] as const]

const belongsToCustomer = (lineId: string, code: DispositionCode): ReturnError => ({
  _tag: 'BelongsToCustomer',
  lineId,
  code,
})

const isAtHand = (s: AuthorizedReturn): boolean =>
  s.lines.some((l) => line.undisposed(l, 'accepted') > 0 || line.undisposed(l, 'rejected') > 0)

export const dispose = (c: CommandNamed<'DisposeItems'>, s: AuthorizedReturn): Decision => {
  const { dispositionId, lines: wishes, consent } = c.data
  if (s.dispositions.has(dispositionId)) return nothing
  // After the end only what a revision has put up for another decision.
  if (hasEnded(s) && !isAtHand(s)) return notNow(s)
  for (const { lineId, quantity } of merged(wishes)) {
    const there = lineOf(s, lineId)
    if (there === undefined) return reject({ _tag: 'LineNotInReturn', lineId })
    const [inspected, disposed] = [line.inspectedUnits(there), there.disposed + quantity]
    if (disposed > inspected) return reject({ _tag: 'NotInspected', lineId, inspected, disposed })
  }
  const placed = eachOf<(typeof wishes)[number], DisposedLine>(s, wishes, (now, { of: said, ...wish }) => {
    const { lineId, quantity, code } = wish
    const made = owners(said, quantity, line.ownersOf(now, code, quantity)).map(([of, units]) => ({
      ...wish,
      quantity: units,
      of,
    }))
    let after = now
    for (const { of, quantity: units } of made) {
      const there = line.undisposed(after, of)
      if (units > there) return { wrong: { _tag: 'NotAtHand', lineId, of, there, asked: units } }
      if (of === 'rejected' && !line.mayTakeRejected(code, consent !== undefined))
        return { wrong: belongsToCustomer(lineId, code) }
      after = line.dispose(after, of, code, units)
    }
    return { made, after }
  })
  if ('wrong' in placed) return reject(placed.wrong)
  const agreed = consent === undefined ? {} : { consent }
  return thenCompleted(s, { type: 'ItemsDisposed', data: { dispositionId, lines: placed.lines, ...agreed } })
}

/** Also after the end: what was put aside is not where it stays. */
export const redispose = (c: CommandNamed<'RedisposeItems'>, s: AuthorizedReturn): Decision => {
  const { redispositionId, lines: wishes, reason, consent } = c.data
  if (s.redispositions.has(redispositionId)) return nothing
  const moved = eachOf<(typeof wishes)[number], MovedLine>(s, wishes, (now, { of: said, ...wish }) => {
    const { lineId, quantity, from, to } = wish
    if (line.isGone(from)) return { wrong: { _tag: 'AlreadyDisposedIrreversibly', lineId } }
    const made = owners(said, quantity, line.ownersAt(now, from, quantity)).map(([of, units]) => ({
      ...wish,
      quantity: units,
      of,
    }))
    let after = now
    for (const { of, quantity: units } of made) {
      const there = line.movable(after, of, from)
      if (units > there) return { wrong: { _tag: 'NotAtHand', lineId, of, there, asked: units } }
      const isUnwanted = from === 'RETURN_TO_CUSTOMER' && units <= after.abandoned
      if (of === 'rejected' && !line.mayTakeRejected(to, consent !== undefined || isUnwanted))
        return { wrong: belongsToCustomer(lineId, to) }
      after = line.move(after, of, from, to, units)
    }
    return { made, after }
  })
  if ('wrong' in moved) return reject(moved.wrong)
  const agreed = consent === undefined ? {} : { consent }
  return thenCompleted(s, {
    type: 'ItemsRedisposed',
    data: { returnId: idsOf(s).returnId, redispositionId, lines: moved.lines, reason, ...agreed },
  })
}
