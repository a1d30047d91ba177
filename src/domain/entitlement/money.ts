/**
 * Reserving money for a refund, settling it leg by leg, releasing what was not paid. A reservation never expires by
 * itself. Every ask is answered by an event, because a reaction waits for it.
 */
import { sumOf } from '../values/breakdown.js'
import type { Refusal } from '../values/refusal.js'
import type { LineUnits, UnitOutcome } from '../values/units.js'
import type { ReserveMoney } from './commands.js'
import { accept, nothing, type Asked, type Decision } from './decision.js'
import type { EntitlementEvent } from './events.js'
import { moneyReversed } from './holds.js'
import { quote } from './quote.js'
import { factKey, openChargeback, payableUnits, paymentKey, type Claim } from './state.js'
import type { MoneyHold, Payment, RegisteredEntitlement } from './state.js'
import { givenBack } from './taken.js'
import { restFor, waitingIn } from './tries.js'
import { reserveWithheld } from './withheld.js'

export const reserveMoney = (s: RegisteredEntitlement, ask: ReserveMoney): Decision => {
  const { refundId, claimId, attempt, outcome, lines } = ask
  if (s.holds.has(refundId)) return nothing
  const refuse = (refusal: Refusal): EntitlementEvent => ({
    type: 'MoneyReservationRefused',
    data: { refundId, claimId, refusal },
  })
  const claim = s.claims.get(claimId)
  if (claim !== undefined && ask.from !== undefined) return reserveWithheld(s, ask, ask.from, refuse)
  const claimed = lines.map((l) => claim?.lines.find((c) => c.lineId === l.lineId))
  const unclaimed = lines.find((l, i) => claimed[i] === undefined || l.quantity > payableUnits(claimed[i]))
  if (unclaimed !== undefined) return accept(refuse({ _tag: 'NotClaimed', lineId: unclaimed.lineId }))
  const chargebackId = openChargeback(s)
  // What an earlier refund left unpaid: it kept back the deductions from what it paid.
  const rest = attempt > 1 || onlyWaiting(s, claim!, lines) ? restFor(s, claimId, lines) : undefined
  const wish = rest === undefined ? ask : { ...ask, deductions: [], fees: [] }
  const breakdown = chargebackId === undefined ? quote(s, wish, rest) : undefined
  // Returned goods are back whatever the money does, and so are others out that stand for these. Goods to be kept stay
  // claimed until money has really moved, so that a canceled refund leaves nothing behind; where none is due, that is now.
  const wasConfirmed = s.recorded.has(factKey('MoneyReservationRefused', refundId))
  const isDone = outcome === 'returned' || ask.deductions.some((d) => d.kind === 'replacement')
  const confirmNow = isDone ? !wasConfirmed : breakdown?.total === 0
  return accept(
    ...(confirmNow ? confirm(claimId, outcome, unconfirmed(claim!, lines, attempt > 1 || rest !== undefined)) : []),
    breakdown === undefined
      ? refuse({ _tag: 'ChargebackOpen', chargebackId: chargebackId! })
      : { type: 'MoneyReserved', data: { refundId, claimId, outcome, rest: rest !== undefined, breakdown } },
  )
}

const confirm = (
  claimId: string,
  outcome: UnitOutcome,
  lines: ReadonlyArray<LineUnits>,
): ReadonlyArray<EntitlementEvent> =>
  lines.length === 0 ? [] : [{ type: 'UnitsConfirmed', data: { claimId, outcome, lines } }]

/** Whatever is left of these lines waits for the rest of a refund, so that nothing else can be meant. */
const onlyWaiting = (s: RegisteredEntitlement, claim: Claim, lines: ReadonlyArray<LineUnits>): boolean =>
  lines.every(({ lineId }) => {
    const payable = payableUnits(claim.lines.find((l) => l.lineId === lineId)!)
    return payable > 0 && waitingIn(s, claim.claimId, lineId) >= payable
  })

/** Units of a new refund that are still only held; one that is tried again finds its units confirmed already. */
const unconfirmed = (claim: Claim, lines: ReadonlyArray<LineUnits>, isAgain: boolean): ReadonlyArray<LineUnits> =>
  lines.flatMap(({ lineId, quantity }) => {
    const line = claim.lines.find((l) => l.lineId === lineId)!
    const open = Math.min(isAgain ? quantity - (line.confirmed - line.paid) : quantity, line.held)
    return open > 0 ? [{ lineId, quantity: open }] : []
  })

export const settleMoney = (s: RegisteredEntitlement, data: Asked<'SettleMoney'>): Decision => {
  const { refundId, tenderId, epoch } = data
  const hold = s.holds.get(refundId)
  // Settled before; or the news that it came back was faster, and nothing is left to settle.
  if (hold === undefined || hold.payments.has(paymentKey(data))) return nothing
  const others = [...hold.payments.values()].filter((other) => other.tenderId === tenderId)
  // Something is paid again only after it came back, so every payment before the last one did.
  if (others.some((other) => other.epoch > epoch)) return nothing
  const back = cameBack(refundId, others)
  return accept(...back, { type: 'MoneySettled', data }, ...keptNow(s, hold))
}

/** With the first payment, whether it came back or not, the goods stay with the customer. */
const keptNow = (s: RegisteredEntitlement, hold: MoneyHold): ReadonlyArray<EntitlementEvent> =>
  hold.outcome === 'kept' && !hold.wasPaid
    ? confirm(hold.claimId, 'kept', stillHeld(s.claims.get(hold.claimId)!, hold.breakdown.lines))
    : []

export const reverseMoney = (s: RegisteredEntitlement, data: Asked<'ReverseMoney'>): Decision => {
  const hold = s.holds.get(data.refundId)
  const end = hold?.payments.get(paymentKey(data))?.end
  if (hold === undefined || end === 'reversed') return nothing
  return accept({ type: 'MoneyReversed', data: { ...data, settled: end === 'settled' } }, ...keptNow(s, hold))
}

const stillHeld = (claim: Claim, lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> =>
  lines.flatMap(({ lineId, quantity }) => {
    const units = Math.min(quantity, claim.lines.find((l) => l.lineId === lineId)!.held)
    return units > 0 ? [{ lineId, quantity: units }] : []
  })

/** Payments as news that each of them came back; of those that are known to have, none. */
const cameBack = (
  refundId: string,
  payments: ReadonlyArray<Payment>,
): ReadonlyArray<Extract<EntitlementEvent, { readonly type: 'MoneyReversed' }>> =>
  payments.flatMap(({ end, ...payment }) =>
    end === 'settled' ? [{ type: 'MoneyReversed', data: { refundId, ...payment, settled: true } }] : [],
  )

/** Gives back what was not paid: all of it, or what the unpaid tenders were to pay when others have paid. */
export const releaseMoney = (s: RegisteredEntitlement, { refundId, paid }: Asked<'ReleaseMoney'>): Decision => {
  const known = s.holds.get(refundId)
  // A refund is given up once: what has come back since waits until it is paid again.
  if (known === undefined || known.open.size < known.breakdown.tenders.length) return nothing
  const unpaid = (tenderId: string): boolean => paid === undefined || !paid.includes(tenderId)
  const payments = [...known.payments.values()]
  // Who gives up says what is paid then. Whatever else was paid before has come back, only that news is slower.
  const back = cameBack(refundId, paid === undefined ? [] : payments.filter(({ tenderId }) => unpaid(tenderId)))
  const now = back.reduce((state, { data }) => moneyReversed(state, data), s)
  const hold = now.holds.get(refundId)!
  const tenders = [...hold.open].flatMap(([tenderId, minor]) =>
    minor > 0 && unpaid(tenderId) ? [{ tenderId, minor }] : [],
  )
  return tenders.length === 0
    ? accept(...back)
    : accept(...back, { type: 'MoneyReleased', data: { refundId, ...released(now, refundId, tenders), tenders } })
}

/** What its units took, as far as they are not free already; what was paid and kept back with it stays taken. */
const released = (
  s: RegisteredEntitlement,
  refundId: string,
  tenders: ReadonlyArray<{ readonly tenderId: string; readonly minor: number }>,
) => {
  const hold = s.holds.get(refundId)!
  // Withheld from the lines before, it is again.
  if (hold.from !== undefined) return { lines: [], shipping: 0, shippingTax: 0 }
  const open = new Map([...hold.open].filter(([tenderId]) => !tenders.some((t) => t.tenderId === tenderId)))
  const after = { ...s, holds: new Map(s.holds).set(refundId, { ...hold, open }) }
  const { lines, shipping, shippingTax } = givenBack(s, after, refundId)
  const left = new Map(
    hold.breakdown.lines.map((l) => [l.lineId, l.quantity - (hold.unitsBack.get(l.lineId) ?? 0)] as const),
  )
  return {
    lines: lines
      .map(({ lineId, amounts }) => ({ lineId, quantity: left.get(lineId) ?? 0, amounts }))
      .filter((l) => l.quantity + sumOf(l.amounts) > 0),
    ...{ shipping, shippingTax },
  }
}
