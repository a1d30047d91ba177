/**
 * A refund that was paid in part and given up, and the later ones that ask for what it left: several tries that pay the
 * same units. What became of a unit follows from all of them: whoever pays it last holds it; once nobody does, because all
 * of it was given up or is paid back, it is as if it had never been refunded.
 * Next: `taken.ts`.
 */
import type { LineUnits } from '../values/units.js'
import { keepsBack, type MoneyHold, type RegisteredEntitlement, type RestOf } from './state.js'

/** Which units of a line a try pays, counted from the first unit of its first try; of those, up to `back` are paid back. */
interface Span {
  readonly start: number
  readonly back: number
  readonly end: number
}

export interface Try {
  readonly refundId: string
  readonly hold: MoneyHold
  /** The one whose rest it asks for. */
  readonly before: Try | undefined
  readonly spans: ReadonlyMap<string, Span>
}

/** Units of one line that the same tries pay, in their order. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly paying: ReadonlyArray<Try>
}

export const isGivenUp = ({ breakdown, open }: MoneyHold): boolean => open.size < breakdown.tenders.length

/** It pays its units, or has: all of it is promised still, or something of it is kept. */
export const pays = (hold: MoneyHold): boolean => !isGivenUp(hold) || keepsBack(hold)

/** Whether a try asks for what another left, or for what was left of that. */
export const goesOn = (one: Try | undefined, from: Try): boolean =>
  one !== undefined && (one === from || goesOn(one.before, from))

const spansOf = ({ breakdown, unitsBack, restOf }: MoneyHold, before: Try | undefined): ReadonlyMap<string, Span> =>
  new Map(
    breakdown.lines.map(({ lineId, quantity }) => {
      const start = before === undefined ? 0 : before.spans.get(lineId)!.start + restOf!.from.get(lineId)!
      return [lineId, { start, back: start + (unitsBack.get(lineId) ?? 0), end: start + quantity }]
    }),
  )

const firstTry = (s: RegisteredEntitlement, refundId: string): string => {
  const before = s.holds.get(refundId)!.restOf
  return before === undefined ? refundId : firstTry(s, before.refundId)
}

/** All tries of what a refund pays, in their order. */
export const triesOf = (s: RegisteredEntitlement, refundId: string): ReadonlyArray<Try> => {
  const first = firstTry(s, refundId)
  const tries = new Map<string, Try>()
  for (const [id, hold] of s.holds) {
    const before = hold.restOf === undefined ? undefined : tries.get(hold.restOf.refundId)
    if (id === first || before !== undefined)
      tries.set(id, { refundId: id, hold, before, spans: spansOf(hold, before) })
  }
  return [...tries.values()]
}

export const stretchesOf = (tries: ReadonlyArray<Try>, lineId: string): ReadonlyArray<Stretch> => {
  const spans = tries.flatMap((one) => one.spans.get(lineId) ?? [])
  const cuts = [...new Set(spans.flatMap(({ start, back, end }) => [start, back, end]))].sort((a, b) => a - b)
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i]!
    const paying = tries.filter(({ hold, spans: of }) => {
      const span = of.get(lineId)
      return span !== undefined && span.back <= from && to <= span.end && pays(hold)
    })
    return { from, to, paying }
  })
}

/** The try whose given up rest the units of a stretch wait for. */
const waitsFor = ({ paying }: Stretch): Try | undefined => {
  const last = paying.at(-1)
  return last !== undefined && isGivenUp(last.hold) ? last : undefined
}

/** The tries of a claim that have a part given up, each with all that pay the same. */
const givenUpOf = (s: RegisteredEntitlement, claimId: string): ReadonlyArray<readonly [Try, ReadonlyArray<Try>]> =>
  [...s.holds].flatMap(([refundId, hold]) => {
    if (hold.claimId !== claimId || hold.from !== undefined || !isGivenUp(hold)) return []
    const tries = triesOf(s, refundId)
    return [[tries.find((one) => one.refundId === refundId)!, tries]]
  })

/** Units of a claim's line that wait for the rest of a refund that was paid in part: their money is spoken for. */
export const waitingIn = (s: RegisteredEntitlement, claimId: string, lineId: string): number =>
  givenUpOf(s, claimId).reduce(
    (sum, [one, tries]) =>
      stretchesOf(tries, lineId).reduce((units, at) => (waitsFor(at) === one ? units + at.to - at.from : units), sum),
    0,
  )

/** The same for all claims. */
export const waitingUnits = (s: RegisteredEntitlement, lineId: string): number => {
  const claimIds = new Set([...s.holds.values()].filter(isGivenUp).map(({ claimId }) => claimId))
  return [...claimIds].reduce((sum, claimId) => sum + waitingIn(s, claimId, lineId), 0)
}

/** Where the last units begin that stand together and wait for the rest of this try; as one of its own units. */
const lastWaiting = (tries: ReadonlyArray<Try>, one: Try, { lineId, quantity }: LineUnits): number | undefined => {
  let [from, to, found] = [0, 0, -1]
  for (const at of stretchesOf(tries, lineId)) {
    if (waitsFor(at) !== one) continue
    if (at.from !== to) from = at.from
    to = at.to
    if (to - from >= quantity) found = to - quantity
  }
  return found < 0 ? undefined : found - one.spans.get(lineId)!.start
}

/** Whose rest these units of a claim wait for: the refund that paid exactly these, or else any that paid all of them. */
export const restFor = (
  s: RegisteredEntitlement,
  claimId: string,
  lines: ReadonlyArray<LineUnits>,
): RestOf | undefined => {
  const isAlike = ({ hold }: Try): boolean =>
    hold.breakdown.lines.every((own) => lines.some((l) => l.lineId === own.lineId && l.quantity === own.quantity))
  const found = givenUpOf(s, claimId).flatMap(([one, tries]) => {
    const from = lines.map((line) => lastWaiting(tries, one, line))
    if (from.some((start) => start === undefined)) return []
    const rest: RestOf = {
      refundId: one.refundId,
      from: new Map(lines.map(({ lineId }, i) => [lineId, from[i]!])),
    }
    return [{ isAlike: isAlike(one), rest }]
  })
  return (found.find((one) => one.isAlike) ?? found[0])?.rest
}
