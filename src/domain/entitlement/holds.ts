/**
 * What a reservation of money changes, and how it ends: settled leg by leg, or released. What was paid stays taken from
 * the lines, whatever order the news comes in.
 */
import { allocateWithin } from '../values/allocation.js'
import { asFunded, type WithFunded } from '../values/funding.js'
import { settle, withClaim, withLines, withTender } from './balances.js'
import { cellsPaidBy, keptBack, lineOfCells, shippingOfCells, sumByCell } from './cells.js'
import type { EntitlementEvent } from './events.js'
import { keepsBack, paymentKey, type MoneyHold, type Payment, type RegisteredEntitlement } from './state.js'

type Data<Type extends EntitlementEvent['type']> = Extract<EntitlementEvent, { readonly type: Type }>['data']

const fundedIn = ({ funded = [] }: WithFunded): WithFunded => asFunded(funded)

const NOTHING_SPECIAL = { from: undefined, gaveWay: false, back: new Map(), freed: new Map() } as const

export const moneyReserved = (s: RegisteredEntitlement, data: Data<'MoneyReserved'>): RegisteredEntitlement => {
  const { refundId, claimId, outcome, rest, breakdown } = data
  const open = new Map(breakdown.tenders.map((t) => [t.tenderId, t.minor]))
  return {
    ...s,
    lines: withLines(s, breakdown.lines, (b, i) => settle(b, breakdown.lines[i]!, 1)),
    shippingTaken: s.shippingTaken + breakdown.shipping,
    shippingTaxTaken: s.shippingTaxTaken + breakdown.shippingTax,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved + (open.get(t.tenderId) ?? 0) })),
    claims: withClaim(s, claimId, breakdown.lines, (l, quantity) => ({
      ...l,
      paid: l.paid + quantity,
      deducted: l.deducted - (rest ? quantity : 0),
    })),
    holds: new Map(s.holds).set(refundId, {
      claimId,
      outcome,
      breakdown,
      open,
      payments: new Map(),
      wasPaid: false,
      isRest: rest,
      ...NOTHING_SPECIAL,
    }),
  }
}

/** The lines are left alone: this money was withheld from them before. */
export const withheldReserved = (
  s: RegisteredEntitlement,
  { refundId, claimId, from, breakdown }: Data<'WithheldMoneyReserved'>,
): RegisteredEntitlement => {
  const open = new Map(breakdown.tenders.map((t) => [t.tenderId, t.minor]))
  const holds = new Map(s.holds)
  const source = from._tag === 'KeptBack' ? holds.get(from.refundId) : undefined
  if (from._tag === 'KeptBack' && source !== undefined && breakdown.total > 0)
    holds.set(from.refundId, { ...source, gaveWay: true })
  return {
    ...s,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved + (open.get(t.tenderId) ?? 0) })),
    holds: holds.set(refundId, {
      claimId,
      // No units wait for it: they were confirmed for the refund that it belongs to.
      outcome: 'returned',
      breakdown,
      open,
      payments: new Map(),
      wasPaid: false,
      isRest: false,
      ...NOTHING_SPECIAL,
      from,
    }),
  }
}

/**
 * A released refund paid after all, or that payment come back. Its money is taken from the lines again (or given back),
 * and with the first (or last) of it what was kept back, as if it had been paid before the release. `others` is the hold
 * without this payment.
 */
const takenLate = (
  s: RegisteredEntitlement,
  others: MoneyHold,
  { tenderId, minor }: Pick<Payment, 'tenderId' | 'minor'>,
  sign: 1 | -1,
): RegisteredEntitlement => {
  const { breakdown, claimId, isRest: rest } = others
  if (others.from !== undefined || others.freed.size > 0) return s
  const cells = cellsPaidBy(breakdown, tenderId)
  const paid = allocateWithin(minor, cells, cells)
  const isAlone = !keepsBack(others)
  const taken = isAlone ? sumByCell(paid, keptBack(breakdown)) : paid
  const { shipping, shippingTax } = shippingOfCells(taken)
  return {
    ...s,
    lines: withLines(s, breakdown.lines, (b, i) =>
      settle(
        b,
        { quantity: 0, amounts: lineOfCells(taken, i), ...(isAlone ? fundedIn(breakdown.lines[i]!) : {}) },
        sign,
      ),
    ),
    shippingTaken: s.shippingTaken + sign * shipping,
    shippingTaxTaken: s.shippingTaxTaken + sign * shippingTax,
    claims:
      isAlone && !rest
        ? withClaim(s, claimId, breakdown.lines, (l, quantity) => ({ ...l, deducted: l.deducted + sign * quantity }))
        : s.claims,
  }
}

const withPayment = (hold: MoneyHold, payment: Payment, open: number | undefined): MoneyHold => {
  const { tenderId, legId, epoch, minor, end } = payment
  return {
    ...hold,
    wasPaid: true,
    open: open === undefined ? hold.open : new Map(hold.open).set(tenderId, open),
    payments: new Map(hold.payments).set(paymentKey(payment), { legId, epoch, tenderId, minor, end }),
  }
}

export const moneySettled = (s: RegisteredEntitlement, data: Data<'MoneySettled'>): RegisteredEntitlement => {
  const { refundId, tenderId, minor } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const open = hold.open.get(tenderId)
  const reserved = Math.min(open ?? 0, minor)
  const paid = withPayment(hold, { ...data, end: 'settled' }, open === undefined ? undefined : open - reserved)
  const settled: RegisteredEntitlement = {
    ...s,
    tenders: withTender(s, tenderId, (t) => ({ ...t, reserved: t.reserved - reserved, settled: t.settled + minor })),
    holds: new Map(s.holds).set(refundId, paid),
  }
  return minor === reserved ? settled : takenLate(settled, hold, { tenderId, minor: minor - reserved }, 1)
}

/** The money is reserved for the same refund again. What was never settled was reserved all the time. */
export const moneyReversed = (s: RegisteredEntitlement, data: Data<'MoneyReversed'>): RegisteredEntitlement => {
  const { refundId, tenderId, minor, settled } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const open = hold.open.get(tenderId)
  const back = settled ? minor : 0
  // Given up meanwhile: nobody waits for it any more.
  const reserved = open === undefined ? 0 : back
  const unpaid = withPayment(hold, { ...data, end: 'reversed' }, open === undefined ? undefined : open + reserved)
  const reversed: RegisteredEntitlement = {
    ...s,
    tenders: withTender(s, tenderId, (t) => ({ ...t, reserved: t.reserved + reserved, settled: t.settled - back })),
    holds: new Map(s.holds).set(refundId, unpaid),
  }
  return back === reserved ? reversed : takenLate(reversed, unpaid, data, -1)
}

export const moneyReleased = (s: RegisteredEntitlement, data: Data<'MoneyReleased'>): RegisteredEntitlement => {
  const { refundId, lines, shipping, shippingTax, tenders } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const back = new Map(tenders.map((t) => [t.tenderId, t.minor]))
  const left = { ...hold, open: new Map([...hold.open].filter(([tenderId]) => !back.has(tenderId))) }
  // A part of it was paid, or it was itself the rest of one that was.
  const leavesRest = hold.isRest || keepsBack(left)
  return {
    ...s,
    lines: withLines(s, lines, (b, i) =>
      // Where some of it was paid, the units are refunded for whoever else paid for them.
      settle(b, { ...lines[i]!, ...(keepsBack(left) ? {} : fundedIn(hold.breakdown.lines[i]!)) }, -1),
    ),
    shippingTaken: s.shippingTaken - shipping,
    shippingTaxTaken: s.shippingTaxTaken - shippingTax,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved - (back.get(t.tenderId) ?? 0) })),
    claims: withClaim(s, hold.claimId, lines, (l, quantity) => ({
      ...l,
      paid: l.paid - quantity,
      deducted: l.deducted + (leavesRest ? quantity : 0),
    })),
    holds: new Map(s.holds).set(refundId, left),
  }
}
