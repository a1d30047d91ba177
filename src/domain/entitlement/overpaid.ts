/**
 * A customer who got money twice: from the bank, by a chargeback, and from a refund that was on its way or paid before. It
 * is found when the payment is heard of while the chargeback is open or lost, or when one is lost for what had been paid;
 * once for each chargeback and refund. What turns out not to be so, because the chargeback was won or the refund came
 * back, is cleared.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Decision, Told } from './decision.js'
import type { EntitlementEvent } from './events.js'
import { evolve } from './evolve.js'
import { overpaymentKey, type Payment, type RegisteredEntitlement } from './state.js'

/** More went out on a tender than came in, as far as it was not found before. */
const overpaidOn = (s: RegisteredEntitlement, tenderId: string): number => {
  const t = s.tenders.find((one) => one.tenderId === tenderId)!
  const found = [...s.overpayments.values()].reduce((sum, o) => (o.tenderId === tenderId ? sum + o.minor : sum), 0)
  return t.settled + t.external + t.disputed - t.captured - t.back - found
}

const found = (
  s: RegisteredEntitlement,
  refundId: string,
  { tenderId, epoch, minor }: Pick<Payment, 'tenderId' | 'epoch' | 'minor'>,
  chargebackId: string,
): ReadonlyArray<EntitlementEvent> => {
  const twice = Math.min(minor, overpaidOn(s, tenderId))
  if (twice <= 0 || s.overpayments.has(overpaymentKey({ refundId, chargebackId }))) return []
  return [{ type: 'OverpaymentFound', data: { refundId, chargebackId, tenderId, epoch, minor: twice } }]
}

/** The last chargeback on a tender that is not won. */
const disputeOn = (s: RegisteredEntitlement, tenderId: string): string | undefined =>
  [...s.chargebacks].filter(([, c]) => c.tenderId === tenderId && c.status !== 'won').at(-1)?.[0]

/** Of what was paid before, the latest payments are those that were one too many. */
const paidBefore = (s: RegisteredEntitlement, chargebackId: string): ReadonlyArray<EntitlementEvent> => {
  const { tenderId } = s.chargebacks.get(chargebackId)!
  const payments = [...s.holds].flatMap(([refundId, hold]) =>
    [...hold.payments.values()].flatMap((p) =>
      p.end === 'settled' && p.tenderId === tenderId ? [{ refundId, p }] : [],
    ),
  )
  let now = s
  return payments.reverse().flatMap(({ refundId, p }) => {
    const events = found(now, refundId, p, chargebackId)
    now = events.reduce((state, event) => evolve(state, event) as RegisteredEntitlement, now)
    return events
  })
}

const cleared = (
  s: RegisteredEntitlement,
  isCleared: (o: Told<'OverpaymentFound'>) => boolean,
): ReadonlyArray<EntitlementEvent> =>
  [...s.overpayments.values()].filter(isCleared).map(({ refundId, chargebackId, tenderId, epoch }) => ({
    type: 'OverpaymentCleared',
    data: { refundId, chargebackId, tenderId, epoch },
  }))

const following = (s: RegisteredEntitlement, event: EntitlementEvent): ReadonlyArray<EntitlementEvent> => {
  switch (event.type) {
    case 'MoneySettled': {
      const chargebackId = disputeOn(s, event.data.tenderId)
      return chargebackId === undefined ? [] : found(s, event.data.refundId, event.data, chargebackId)
    }
    case 'MoneyReversed': {
      const { refundId, tenderId, epoch } = event.data
      return cleared(s, (o) => o.refundId === refundId && o.tenderId === tenderId && o.epoch === epoch)
    }
    case 'ChargebackWon':
      return cleared(s, (o) => o.chargebackId === event.data.chargebackId)
    case 'ChargebackLost':
      return paidBefore(s, event.data.chargebackId)
    default:
      return []
  }
}

/** What was decided, and what it says of money that went out twice. */
export const thenOverpayments = (s: RegisteredEntitlement, decision: Decision): Decision =>
  E.map((events: ReadonlyArray<EntitlementEvent>) => {
    const all = [...events]
    const fold = (state: RegisteredEntitlement, event: EntitlementEvent) =>
      evolve(state, event) as RegisteredEntitlement
    let now = events.reduce(fold, s)
    for (const event of events) {
      const more = following(now, event)
      now = more.reduce(fold, now)
      all.push(...more)
    }
    return all
  })(decision)
