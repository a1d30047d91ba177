/**
 * Reserving money for a refund, settling it leg by leg, releasing what was not paid. A reservation never expires by
 * itself. Every ask is answered by an event, because a reaction waits for it.
 */
import { allocateWithin } from '../values/allocation.js'
import type { Refusal } from '../values/refusal.js'
import type { LineUnits, UnitOutcome } from '../values/units.js'
import { cellsPaidBy, grossCells, lineOfCells, shippingOfCells, sumByCell } from './cells.js'
import type { ReserveMoney } from './commands.js'
import { accept, nothing, type Asked, type Decision } from './decision.js'
import type { EntitlementEvent } from './events.js'
import { quote } from './quote.js'
import { isRest, payableUnits, type Claim, type MoneyHold, type RegisteredEntitlement } from './state.js'

const openChargeback = (s: RegisteredEntitlement): string | undefined => {
  for (const [chargebackId, { status }] of s.chargebacks) if (status === 'open') return chargebackId
  return undefined
}

export const reserveMoney = (s: RegisteredEntitlement, ask: ReserveMoney): Decision => {
  const { refundId, claimId, outcome, lines } = ask
  if (s.holds.has(refundId)) return nothing
  const refuse = (refusal: Refusal): EntitlementEvent => ({
    type: 'MoneyReservationRefused',
    data: { refundId, claimId, refusal },
  })
  const claim = s.claims.get(claimId)
  const claimed = lines.map((l) => claim?.lines.find((c) => c.lineId === l.lineId))
  const unclaimed = lines.find((l, i) => claimed[i] === undefined || l.quantity > payableUnits(claimed[i]))
  if (unclaimed !== undefined) return accept(refuse({ _tag: 'NotClaimed', lineId: unclaimed.lineId }))
  const chargebackId = openChargeback(s)
  const rest = claim !== undefined && isRest(claim, lines)
  // What an earlier refund left unpaid: it kept back the deductions from what it paid.
  const wish = rest ? { ...ask, deductions: [], fees: [] } : ask
  const breakdown = chargebackId === undefined ? quote(s, wish) : undefined
  // Returned goods are back whatever the money does. Goods to be kept stay claimed until money has really moved, so
  // that a canceled refund leaves nothing behind; where none is due, that is now.
  const confirmNow = outcome === 'returned' || breakdown?.total === 0
  return accept(
    ...(confirmNow ? confirm(claimId, outcome, unconfirmed(claim!, lines)) : []),
    breakdown === undefined
      ? refuse({ _tag: 'ChargebackOpen', chargebackId: chargebackId! })
      : { type: 'MoneyReserved', data: { refundId, claimId, outcome, breakdown } },
  )
}

const confirm = (
  claimId: string,
  outcome: UnitOutcome,
  lines: ReadonlyArray<LineUnits>,
): ReadonlyArray<EntitlementEvent> =>
  lines.length === 0 ? [] : [{ type: 'UnitsConfirmed', data: { claimId, outcome, lines } }]

/** Units of a new refund that are still only held; a retried refund finds its units confirmed already. */
const unconfirmed = (claim: Claim, lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> =>
  lines.flatMap(({ lineId, quantity }) => {
    const line = claim.lines.find((l) => l.lineId === lineId)!
    const open = Math.min(quantity - (line.confirmed - line.paid), line.held)
    return open > 0 ? [{ lineId, quantity: open }] : []
  })

export const settleMoney = (s: RegisteredEntitlement, data: Asked<'SettleMoney'>): Decision => {
  const hold = s.holds.get(data.refundId)
  if (hold === undefined || hold.settledLegs.includes(data.legId)) return nothing
  const kept =
    hold.outcome === 'kept' && hold.settledLegs.length === 0
      ? confirm(hold.claimId, 'kept', stillHeld(s.claims.get(hold.claimId)!, hold.breakdown.lines))
      : []
  return accept({ type: 'MoneySettled', data }, ...kept)
}

const stillHeld = (claim: Claim, lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> =>
  lines.flatMap(({ lineId, quantity }) => {
    const units = Math.min(quantity, claim.lines.find((l) => l.lineId === lineId)!.held)
    return units > 0 ? [{ lineId, quantity: units }] : []
  })

/** Gives back what was not paid: all of it, or what the unpaid tenders were to pay when others have paid. */
export const releaseMoney = (refundId: string, hold: MoneyHold | undefined): Decision => {
  const tenders = [...(hold?.open ?? [])].flatMap(([tenderId, minor]) => (minor === 0 ? [] : [{ tenderId, minor }]))
  if (hold === undefined || tenders.length === 0) return nothing
  const { breakdown, settledLegs } = hold
  const unpaid = tenders.map(({ tenderId, minor }) => {
    const cells = cellsPaidBy(breakdown, tenderId)
    return allocateWithin(minor, cells, cells)
  })
  // Deductions stay with what was paid: the rest is asked for without them.
  const back = settledLegs.length === 0 ? grossCells(breakdown) : unpaid.reduce(sumByCell)
  return accept({
    type: 'MoneyReleased',
    data: {
      refundId,
      lines: breakdown.lines.map(({ lineId, quantity }, i) => ({ lineId, quantity, amounts: lineOfCells(back, i) })),
      ...shippingOfCells(back),
      tenders,
    },
  })
}
