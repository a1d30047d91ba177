/** Claiming units of an order for a request, and giving them back. First come, first served: nothing is claimed twice. */
import { sumOf } from '../values/breakdown.js'
import type { Refusal } from '../values/refusal.js'
import type { LineUnits } from '../values/units.js'
import type { ReserveUnits } from './commands.js'
import { accept, nothing, type Asked, type Decision } from './decision.js'
import type { EntitlementEvent } from './events.js'
import { evolve } from './evolve.js'
import { withDuty, worthOf } from './quote.js'
import { linesThatFit } from './room.js'
import { freeUnits, lineOf, type Claim, type RegisteredEntitlement } from './state.js'

/** Same remedy, same lines, same quantities, still held: a double click, or the same wish on another channel. */
const alike = (claim: Claim, ask: ReserveUnits): boolean =>
  claim.remedy === ask.remedy &&
  claim.lines.length === ask.lines.length &&
  claim.lines.every((l) => l.held === l.asked && ask.lines.some((a) => a.lineId === l.lineId && a.quantity === l.asked))

const whyNoUnits = (s: RegisteredEntitlement, ask: ReserveUnits): Refusal | undefined => {
  if (!ask.evenIfAlike)
    for (const claim of s.claims.values())
      if (alike(claim, ask)) return { _tag: 'DuplicateOpenRequest', requestId: claim.claimId }
  for (const { lineId, quantity } of ask.lines) {
    const balance = lineOf(s, lineId)
    if (balance === undefined) return { _tag: 'LineUnknown', lineId }
    const ordered = Math.max(0, balance.line.quantity - balance.canceled)
    if (quantity > ordered) return { _tag: 'ExceedsOrdered', lineId, asked: quantity, ordered }
    const free = freeUnits(balance)
    if (quantity > free) return { _tag: 'UnitsAlreadyClaimed', lineId, asked: quantity, free }
  }
  const fit = linesThatFit(s, ask.lines)
  return fit < ask.lines.length ? { _tag: 'RequestTooLarge', lines: ask.lines.length, atMost: fit } : undefined
}

export const reserveUnits = (s: RegisteredEntitlement, ask: ReserveUnits): Decision => {
  const { claimId, submission, remedy, lines } = ask
  const known = s.claims.get(claimId)
  // Answered before: only a second look, which is a later submission, claims again.
  if (known !== undefined && submission <= known.submission) return nothing
  // What the first look left is given back first; that news may be slower than the second look.
  const left = known === undefined ? [] : stillHeld(known)
  const given: ReadonlyArray<EntitlementEvent> =
    left.length === 0 ? [] : [{ type: 'UnitsReleased', data: { claimId, lines: left } }]
  const free = given.reduce<RegisteredEntitlement>((state, event) => evolve(state, event) as RegisteredEntitlement, s)
  const refusal = whyNoUnits(free, ask)
  if (refusal !== undefined)
    return accept(...given, { type: 'ReservationRefused', data: { claimId, submission, refusal } })
  const valued = lines.map(({ lineId, quantity }) => {
    // As much as a refund would give today: what replaces the goods later is paid by no more.
    const worth = withDuty(ask, lineOf(free, lineId)!, worthOf(lineOf(free, lineId)!, quantity))
    const value = sumOf(worth)
    return { lineId, quantity, value, ...(worth.goods === value ? {} : { goods: worth.goods }) }
  })
  return accept(...given, {
    type: 'UnitsReserved',
    data: { claimId, submission, remedy, lines: valued, currency: s.currency },
  })
}

const stillHeld = (claim: Claim): ReadonlyArray<LineUnits> =>
  claim.lines.flatMap(({ lineId, held }) => (held > 0 ? [{ lineId, quantity: held }] : []))

/**
 * Gives back everything that is still held; or, of what was asked for, as many units as were not granted. With a
 * `submission` only what that one claimed: a later one is none of its business.
 */
export const releaseUnits = (
  s: RegisteredEntitlement,
  { claimId, lines: asked, submission }: Asked<'ReleaseUnits'>,
): Decision => {
  const claim = s.claims.get(claimId)
  if (submission !== undefined && claim?.submission !== submission) return nothing

  const wanted = asked === undefined ? undefined : new Map(asked.map((l) => [l.lineId, l.quantity]))
  const lines = (claim?.lines ?? []).flatMap((l) => {
    // Counted from what was asked for, so that saying it again gives nothing back again.
    const released = l.asked - l.held - l.confirmed
    const quantity = wanted === undefined ? l.held : Math.min(l.held, (wanted.get(l.lineId) ?? 0) - released)
    return quantity > 0 ? [{ lineId: l.lineId, quantity }] : []
  })
  return lines.length === 0 ? nothing : accept({ type: 'UnitsReleased', data: { claimId, lines } })
}
