/**
 * Money that the customer owed and paid back. It is there to be refunded again at once. The units that it was for may be
 * refunded again only when all of their money is back: until then they keep what they took.
 */
import { sumOf } from '../values/breakdown.js'
import { share } from '../values/money.js'
import type { LineUnits } from '../values/units.js'
import { settle, withClaim, withLines, withTender } from './balances.js'
import { cellsPaidBy, grossCells, keptBack, lineOfCells, shippingOfCells } from './cells.js'
import { accept, nothing, type Asked, type Decision, type Told } from './decision.js'
import type { SettledUnits } from './events.js'
import { fundedBetween } from './funding.js'
import { factKey, overpaymentKey, type MoneyHold, type RegisteredEntitlement } from './state.js'

const NOTHING = { lines: [], shipping: 0, shippingTax: 0 }

/** Given up in part, its units went back to the order then; withheld money has none. */
const holdsUnits = ({ breakdown, open, from }: MoneyHold): boolean =>
  from === undefined && open.size === breakdown.tenders.length

/** The units and, to the last of them, exactly what they took. */
const freedWith = (hold: MoneyHold, asked: ReadonlyArray<LineUnits>) => {
  const { breakdown, freed } = hold
  const units = breakdown.lines.map(({ lineId, quantity }) => {
    const before = freed.get(lineId) ?? 0
    const more = asked.find((l) => l.lineId === lineId)?.quantity ?? 0
    return { before, until: Math.min(before + more, quantity) }
  })
  if (units.every(({ before, until }) => before === until)) return NOTHING
  const isAll = breakdown.lines.every(({ quantity }, i) => units[i]!.until === quantity)
  const kept = keptBack(breakdown)
  const gross = grossCells(breakdown)
  const paid = gross.map((minor, k) => minor - kept[k]!)
  const byTender = breakdown.tenders.map(({ tenderId }) => cellsPaidBy(breakdown, tenderId))
  // With the last unit goes what was kept back, unless some of that was given after all, or goods went out for it.
  const isReplaced = breakdown.deductions.some(({ kind }) => kind === 'replacement')
  const withKept = isAll && !hold.gaveWay && !isReplaced ? gross : paid
  const lines = breakdown.lines.map((line, i): SettledUnits => {
    const { lineId, quantity } = line
    const { before, until } = units[i]!
    // By tender, so that it is what was owed on each of them, and not a penny more.
    const cells = paid.map((minor, k) =>
      byTender.reduce(
        (sum, pays) => sum + share(pays[k]!, until, quantity) - share(pays[k]!, before, quantity),
        withKept[k]! - minor,
      ),
    )
    return { lineId, quantity: until - before, amounts: lineOfCells(cells, i), ...fundedBetween(line, before, until) }
  })
  return {
    lines: lines.filter((l) => l.quantity + sumOf(l.amounts) > 0),
    ...(isAll ? shippingOfCells(withKept) : { shipping: 0, shippingTax: 0 }),
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
  const freed = fact.lines.length > 0 && holdsUnits(hold) ? freedWith(hold, fact.lines) : NOTHING
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

const plus = (to: ReadonlyMap<string, number>, more: ReadonlyArray<readonly [string, number]>) => {
  const sums = new Map(to)
  for (const [key, n] of more) sums.set(key, (sums.get(key) ?? 0) + n)
  return sums
}

export const moneyReceivedBack = (s: RegisteredEntitlement, data: Told<'MoneyReceivedBack'>): RegisteredEntitlement => {
  const { refundId, receivableId, paymentId, tenders, lines, shipping, shippingTax, chargebackId } = data
  const hold = s.holds.get(refundId)
  if (hold === undefined) return s
  const key = chargebackId === undefined ? undefined : overpaymentKey({ refundId, chargebackId })
  const twice = key === undefined ? undefined : s.overpayments.get(key)
  return {
    ...s,
    lines: withLines(s, lines, (b, i) => settle(b, lines[i]!, -1)),
    shippingTaken: s.shippingTaken - shipping,
    shippingTaxTaken: s.shippingTaxTaken - shippingTax,
    tenders: tenders.reduce(
      (all, { tenderId, minor }) =>
        withTender({ ...s, tenders: all }, tenderId, (t) => ({ ...t, back: t.back + minor })),
      s.tenders,
    ),
    claims: withClaim(s, hold.claimId, lines, (l, quantity) => ({ ...l, paid: l.paid - quantity })),
    holds: new Map(s.holds).set(refundId, {
      ...hold,
      back:
        key === undefined
          ? plus(
              hold.back,
              tenders.map((t) => [t.tenderId, t.minor]),
            )
          : hold.back,
      freed: plus(
        hold.freed,
        lines.map((l) => [l.lineId, l.quantity]),
      ),
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
