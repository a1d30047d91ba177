/**
 * What a reservation of money changes, and how it ends: settled leg by leg, or released. What was paid stays taken from
 * the lines, whatever order the news comes in.
 */
import { allocateWithin } from '../values/allocation.js'
import { settle, withClaim, withLines, withTender } from './balances.js'
import { cellsPaidBy, keptBack, lineOfCells, shippingOfCells, sumByCell } from './cells.js'
import type { EntitlementEvent } from './events.js'
import { isRest, type MoneyHold, type RegisteredEntitlement } from './state.js'

type Data<Type extends EntitlementEvent['type']> = Extract<EntitlementEvent, { readonly type: Type }>['data']

export const moneyReserved = (s: RegisteredEntitlement, data: Data<'MoneyReserved'>): RegisteredEntitlement => {
  const { refundId, claimId, outcome, breakdown } = data
  const open = new Map(breakdown.tenders.map((t) => [t.tenderId, t.minor]))
  const claim = s.claims.get(claimId)
  const rest = claim !== undefined && isRest(claim, breakdown.lines)
  return {
    ...s,
    lines: withLines(s, breakdown.lines, (b, i) =>
      settle(b, breakdown.lines[i]!.quantity, breakdown.lines[i]!.amounts, 1),
    ),
    shippingTaken: s.shippingTaken + breakdown.shipping,
    shippingTaxTaken: s.shippingTaxTaken + breakdown.shippingTax,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved + (open.get(t.tenderId) ?? 0) })),
    claims: withClaim(s, claimId, breakdown.lines, (l, quantity) => ({
      ...l,
      paid: l.paid + quantity,
      deducted: l.deducted - (rest ? quantity : 0),
    })),
    holds: new Map(s.holds).set(refundId, { claimId, outcome, breakdown, open, settledLegs: [], isRest: rest }),
  }
}

/**
 * A released refund paid after all. Its money is taken from the lines again, and with the first of it what was kept
 * back, as if it had been paid before the release.
 */
const takenLate = (
  s: RegisteredEntitlement,
  { breakdown, claimId, settledLegs, isRest: rest }: MoneyHold,
  tenderId: string,
  minor: number,
): RegisteredEntitlement => {
  const cells = cellsPaidBy(breakdown, tenderId)
  const paid = allocateWithin(minor, cells, cells)
  const isFirst = settledLegs.length === 0
  const taken = isFirst ? sumByCell(paid, keptBack(breakdown)) : paid
  const { shipping, shippingTax } = shippingOfCells(taken)
  return {
    ...s,
    lines: withLines(s, breakdown.lines, (b, i) => settle(b, 0, lineOfCells(taken, i), 1)),
    shippingTaken: s.shippingTaken + shipping,
    shippingTaxTaken: s.shippingTaxTaken + shippingTax,
    claims:
      isFirst && !rest
        ? withClaim(s, claimId, breakdown.lines, (l, quantity) => ({ ...l, deducted: l.deducted + quantity }))
        : s.claims,
  }
}

export const moneySettled = (s: RegisteredEntitlement, data: Data<'MoneySettled'>): RegisteredEntitlement => {
  const { refundId, legId, tenderId, minor } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const open = hold.open.get(tenderId) ?? 0
  const reserved = Math.min(open, minor)
  const settled: RegisteredEntitlement = {
    ...s,
    tenders: withTender(s, tenderId, (t) => ({ ...t, reserved: t.reserved - reserved, settled: t.settled + minor })),
    holds: new Map(s.holds).set(refundId, {
      ...hold,
      open: new Map(hold.open).set(tenderId, open - reserved),
      settledLegs: [...hold.settledLegs, legId],
    }),
  }
  return minor === reserved ? settled : takenLate(settled, hold, tenderId, minor - reserved)
}

export const moneyReleased = (s: RegisteredEntitlement, data: Data<'MoneyReleased'>): RegisteredEntitlement => {
  const { refundId, lines, shipping, shippingTax, tenders } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  // A part of it was paid, or it was itself the rest of one that was.
  const leavesRest = hold.isRest || hold.settledLegs.length > 0
  const back = new Map(tenders.map((t) => [t.tenderId, t.minor]))
  return {
    ...s,
    lines: withLines(s, lines, (b, i) => settle(b, lines[i]!.quantity, lines[i]!.amounts, -1)),
    shippingTaken: s.shippingTaken - shipping,
    shippingTaxTaken: s.shippingTaxTaken - shippingTax,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved - (back.get(t.tenderId) ?? 0) })),
    claims: withClaim(s, hold.claimId, lines, (l, quantity) => ({
      ...l,
      paid: l.paid - quantity,
      deducted: l.deducted + (leavesRest ? quantity : 0),
    })),
    holds: new Map(s.holds).set(refundId, { ...hold, open: new Map() }),
  }
}
