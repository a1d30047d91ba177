/**
 * What a reservation of money changes, and how it ends: settled leg by leg, or released. What was paid stays taken from
 * the lines, whatever order the news comes in.
 */
import { settle, withClaim, withLines, withTender } from './balances.js'
import type { EntitlementEvent } from './events.js'
import { paymentKey, type MoneyHold, type Payment, type RegisteredEntitlement } from './state.js'
import { givenBack } from './taken.js'
import { restFor } from './tries.js'

type Data<Type extends EntitlementEvent['type']> = Extract<EntitlementEvent, { readonly type: Type }>['data']

const NOTHING_SPECIAL = { from: undefined, gaveWay: false, back: new Map(), unitsBack: new Map() } as const

export const moneyReserved = (s: RegisteredEntitlement, data: Data<'MoneyReserved'>): RegisteredEntitlement => {
  const { refundId, claimId, outcome, rest, breakdown } = data
  const open = new Map(breakdown.tenders.map((t) => [t.tenderId, t.minor]))
  return {
    ...s,
    lines: withLines(s, breakdown.lines, (b, i) => settle(b, breakdown.lines[i]!, 1)),
    shippingTaken: s.shippingTaken + breakdown.shipping,
    shippingTaxTaken: s.shippingTaxTaken + breakdown.shippingTax,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved + (open.get(t.tenderId) ?? 0) })),
    claims: withClaim(s, claimId, breakdown.lines, (l, quantity) => ({ ...l, paid: l.paid + quantity })),
    holds: new Map(s.holds).set(refundId, {
      claimId,
      outcome,
      breakdown,
      open,
      payments: new Map(),
      wasPaid: false,
      restOf: rest ? restFor(s, claimId, breakdown.lines) : undefined,
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
      restOf: undefined,
      ...NOTHING_SPECIAL,
      from,
    }),
  }
}

/** What left the lines leaves them again, or has come back to them. */
const moved = (
  s: RegisteredEntitlement,
  { lines, shipping, shippingTax }: ReturnType<typeof givenBack>,
  sign: 1 | -1,
): RegisteredEntitlement => ({
  ...s,
  lines: withLines(s, lines, (b, i) => settle(b, { quantity: 0, ...lines[i]! }, sign)),
  shippingTaken: s.shippingTaken + sign * shipping,
  shippingTaxTaken: s.shippingTaxTaken + sign * shippingTax,
})

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
  // Given up, and paid after all: its money is taken from the lines again, with what was kept back if it is the first.
  return open === undefined && hold.from === undefined ? moved(settled, givenBack(settled, s, refundId), 1) : settled
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
  return open === undefined && hold.from === undefined
    ? moved(reversed, givenBack(s, reversed, refundId), -1)
    : reversed
}

export const moneyReleased = (s: RegisteredEntitlement, data: Data<'MoneyReleased'>): RegisteredEntitlement => {
  const { refundId, lines, shipping, shippingTax, tenders } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const back = new Map(tenders.map((t) => [t.tenderId, t.minor]))
  const left = { ...hold, open: new Map([...hold.open].filter(([tenderId]) => !back.has(tenderId))) }
  const holds = new Map(s.holds).set(refundId, left)
  const whose = hold.from === undefined ? givenBack(s, { ...s, holds }, refundId).lines : []
  return {
    ...s,
    lines: withLines(s, lines, (b, i) => {
      const funded = whose.flatMap((l) => (l.lineId === lines[i]!.lineId ? (l.funded ?? []) : []))
      return settle(b, { ...lines[i]!, funded }, -1)
    }),
    shippingTaken: s.shippingTaken - shipping,
    shippingTaxTaken: s.shippingTaxTaken - shippingTax,
    tenders: s.tenders.map((t) => ({ ...t, reserved: t.reserved - (back.get(t.tenderId) ?? 0) })),
    claims: withClaim(s, hold.claimId, lines, (l, quantity) => ({ ...l, paid: l.paid - quantity })),
    holds,
  }
}
