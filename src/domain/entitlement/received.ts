/**
 * Money that the customer owed and paid back. It is there to be refunded again at once. The units that it was for may be
 * refunded again only when all of their money is back, whichever refunds had paid it: until then they keep what they took.
 */
import { sumOf } from '../values/breakdown.js'
import type { LineUnits } from '../values/units.js'
import { settle, withClaim, withLines, withTender } from './balances.js'
import { accept, nothing, type Asked, type Decision, type Told } from './decision.js'
import type { SettledUnits } from './events.js'
import { factKey, overpaymentKey, type RegisteredEntitlement } from './state.js'
import { givenBack } from './taken.js'
import { isGivenUp, pays } from './tries.js'

const NOTHING = { lines: [], shipping: 0, shippingTax: 0 }

const plus = (to: ReadonlyMap<string, number>, more: ReadonlyArray<readonly [string, number]>) => {
  const sums = new Map(to)
  for (const [key, n] of more) sums.set(key, (sums.get(key) ?? 0) + n)
  return sums
}

const withUnits = (to: ReadonlyMap<string, number>, lines: ReadonlyArray<LineUnits>): ReadonlyMap<string, number> =>
  plus(
    to,
    lines.map((l) => [l.lineId, l.quantity]),
  )

/** The units, and exactly what is free with them: nothing yet where another refund pays a part of the same. */
const freedWith = (s: RegisteredEntitlement, refundId: string, asked: ReadonlyArray<LineUnits>) => {
  const hold = s.holds.get(refundId)!
  const units = hold.breakdown.lines.flatMap(({ lineId, quantity: all }) => {
    const more = asked.find((l) => l.lineId === lineId)?.quantity ?? 0
    const quantity = Math.min(more, all - (hold.unitsBack.get(lineId) ?? 0))
    return quantity > 0 ? [{ lineId, quantity }] : []
  })
  if (units.length === 0) return NOTHING
  const after = new Map(s.holds).set(refundId, { ...hold, unitsBack: withUnits(hold.unitsBack, units) })
  const { lines, ...shipping } = givenBack(s, { ...s, holds: after }, refundId)
  const quantityOf = (lineId: string): number => units.find((l) => l.lineId === lineId)?.quantity ?? 0
  return {
    lines: lines
      .map((line): SettledUnits => ({ ...line, quantity: quantityOf(line.lineId) }))
      .filter((l) => l.quantity + sumOf(l.amounts) > 0),
    ...shipping,
  }
}

export const recordReceivedBack = (s: RegisteredEntitlement, fact: Asked<'RecordReceivedBack'>): Decision => {
  const { refundId, receivableId, paymentId, chargebackId } = fact
  const hold = s.holds.get(refundId)
  if (hold === undefined || s.recorded.has(factKey('MoneyReceivedBack', `${receivableId} ${paymentId}`))) return nothing
  // Never more than the refund pays on it, or than the bank made of it.
  const twice = chargebackId === undefined ? undefined : s.overpayments.get(overpaymentKey({ refundId, chargebackId }))
  const room = (tenderId: string): number =>
    chargebackId === undefined
      ? (hold.breakdown.tenders.find((t) => t.tenderId === tenderId)?.minor ?? 0) - (hold.back.get(tenderId) ?? 0)
      : (twice?.minor ?? 0)
  const tenders = fact.tenders.flatMap(({ tenderId, minor }) => {
    const most = Math.min(minor, room(tenderId))
    return most > 0 ? [{ tenderId, minor: most }] : []
  })
  // Withheld money has no units of its own; and what pays nothing any more frees none.
  const freed = hold.from === undefined && pays(hold) ? freedWith(s, refundId, fact.lines) : NOTHING
  return accept({
    type: 'MoneyReceivedBack',
    data: {
      refundId,
      receivableId,
      paymentId,
      tenders,
      ...freed,
      ...(chargebackId === undefined ? {} : { chargebackId }),
    },
  })
}

export const moneyReceivedBack = (s: RegisteredEntitlement, data: Told<'MoneyReceivedBack'>): RegisteredEntitlement => {
  const { refundId, receivableId, paymentId, tenders, lines, shipping, shippingTax, chargebackId } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const key = chargebackId === undefined ? undefined : overpaymentKey({ refundId, chargebackId })
  const twice = key === undefined ? undefined : s.overpayments.get(key)
  // Given up in part, its units wait for the rest, or a later refund holds them.
  const held = (quantity: number): number => (isGivenUp(hold) ? 0 : quantity)
  return {
    ...s,
    lines: withLines(s, lines, (b, i) => settle(b, { ...lines[i]!, quantity: held(lines[i]!.quantity) }, -1)),
    shippingTaken: s.shippingTaken - shipping,
    shippingTaxTaken: s.shippingTaxTaken - shippingTax,
    tenders: tenders.reduce(
      (all, { tenderId, minor }) =>
        withTender({ ...s, tenders: all }, tenderId, (t) => ({ ...t, back: t.back + minor })),
      s.tenders,
    ),
    claims: withClaim(s, hold.claimId, lines, (l, quantity) => ({ ...l, paid: l.paid - held(quantity) })),
    holds: new Map(s.holds).set(refundId, {
      ...hold,
      back:
        key === undefined
          ? plus(
              hold.back,
              tenders.map((t) => [t.tenderId, t.minor]),
            )
          : hold.back,
      unitsBack: withUnits(hold.unitsBack, lines),
    }),
    overpayments:
      twice === undefined
        ? s.overpayments
        : new Map(s.overpayments).set(key!, {
            ...twice,
            minor: tenders.reduce((left, { minor }) => left - minor, twice.minor),
          }),
    recorded: new Set(s.recorded).add(factKey('MoneyReceivedBack', `${receivableId} ${paymentId}`)),
  }
}
