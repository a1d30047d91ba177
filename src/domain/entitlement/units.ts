/** Claiming units of an order for a request, and giving them back. First come, first served: nothing is claimed twice. */
import { sumOf } from '../values/breakdown.js'
import type { Refusal } from '../values/refusal.js'
import type { LineUnits } from '../values/units.js'
import type { ReserveUnits } from './commands.js'
import { accept, nothing, type Decision } from './decision.js'
import { worthOf } from './quote.js'
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
  // Answered before: a claim that holds or held units does not claim again.
  if (s.claims.has(claimId)) return nothing
  const refusal = whyNoUnits(s, ask)
  if (refusal !== undefined) return accept({ type: 'ReservationRefused', data: { claimId, submission, refusal } })
  const valued = lines.map(({ lineId, quantity }) => ({
    lineId,
    quantity,
    value: sumOf(worthOf(lineOf(s, lineId)!, quantity)),
  }))
  return accept({ type: 'UnitsReserved', data: { claimId, submission, remedy, lines: valued, currency: s.currency } })
}

/** Gives back everything that is still held; or, of what was asked for, as many units as were not granted. */
export const releaseUnits = (s: RegisteredEntitlement, claimId: string, asked?: ReadonlyArray<LineUnits>): Decision => {
  const wanted = asked === undefined ? undefined : new Map(asked.map((l) => [l.lineId, l.quantity]))
  const lines = (s.claims.get(claimId)?.lines ?? []).flatMap((l) => {
    // Counted from what was asked for, so that saying it again gives nothing back again.
    const released = l.asked - l.held - l.confirmed
    const quantity = wanted === undefined ? l.held : Math.min(l.held, (wanted.get(l.lineId) ?? 0) - released)
    return quantity > 0 ? [{ lineId: l.lineId, quantity }] : []
  })
  return lines.length === 0 ? nothing : accept({ type: 'UnitsReleased', data: { claimId, lines } })
}
