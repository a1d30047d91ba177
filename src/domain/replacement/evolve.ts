/** What each event of a replacement changes. */
import { NO_ITEMS } from '../kernel/empty.js'
import type { ReplacementEvent } from './events.js'
import {
  isSettled,
  RULED,
  securedOf,
  UNNAMED,
  unpaidOf,
  wasShipped,
  type Advance,
  type Offer,
  type PlannedReplacement,
  type ReplacementState,
} from './state.js'

type Told<Type extends ReplacementEvent['type']> = Extract<ReplacementEvent, { readonly type: Type }>['data']

const planned = (data: Told<'ReplacementPlanned'>): PlannedReplacement => ({
  ...data,
  status: 'planned',
  planned: data.credit,
  accepted: 0,
  acceptances: NO_ITEMS,
  isGoodsBack: false,
  offer: undefined,
  payments: [],
  paymentIds: NO_ITEMS,
  attempt: 0,
  parcels: NO_ITEMS,
  deliveredAt: undefined,
  advance: undefined,
  forgiven: 0,
  rulings: NO_ITEMS,
})

/** Canceled before it was planned: nothing is expected. */
const canceledFirst = ({ replacementId, requestId, orderId }: Told<'ReplacementCanceled'>): PlannedReplacement => ({
  ...planned({
    ...{ replacementId, requestId, orderId },
    ...{ customerId: '', kind: 'reship', lines: [], credit: 0, currency: '', involved: [] },
  }),
  status: 'canceled',
})

const withOffer = (s: PlannedReplacement, offer: Offer): PlannedReplacement => ({
  ...s,
  offer,
  status: securedOf(s) >= offer.price - s.credit ? 'reserved' : 'awaiting_payment',
})

/** The stock is gone, and with it what secured its price; what was captured for a first parcel stays. */
const withoutStock = (s: PlannedReplacement, status: PlannedReplacement['status']): PlannedReplacement =>
  wasShipped(s) ? { ...s, status } : { ...s, status, offer: undefined, payments: [] }

const withAdvance = (s: PlannedReplacement, change: Partial<Advance>): PlannedReplacement =>
  s.advance === undefined ? s : { ...s, advance: { ...s.advance, ...change } }

const collected = (s: PlannedReplacement, { recoveryId, minor }: Told<'RecoveryCollected'>): PlannedReplacement => {
  if (s.advance === undefined) return s
  const due = s.advance.due - minor
  const recoveryIds = new Set(s.advance.recoveryIds).add(recoveryId)
  return withAdvance(s, { phase: due > 0 ? 'due' : 'collected', due, taken: s.advance.taken + minor, recoveryIds })
}

/** What is given up or counted is missing no more, due or not; a part of it leaves the rest. */
const waived = (s: PlannedReplacement, { minor, reason, ruling }: Told<'RecoveryWaived'>): PlannedReplacement => {
  if (s.advance === undefined) return s
  const forgiven = s.forgiven + (ruling?.credit ?? minor)
  const rulings = reason === RULED ? new Set(s.rulings).add(ruling?.rulingId ?? UNNAMED) : s.rulings
  const after = { ...s, forgiven, rulings }
  if (s.advance.phase === 'due') {
    const due = Math.max(0, s.advance.due - minor)
    return withAdvance(after, due > 0 ? { due } : { due, phase: 'waived' })
  }
  // A person gives up all that could be taken; a ruling as much as it counts.
  return withAdvance(after, reason !== RULED || unpaidOf(after) === 0 ? { phase: 'waived' } : {})
}

export const evolve = (state: ReplacementState, event: ReplacementEvent): ReplacementState => {
  if (state.status === 'none') {
    if (event.type === 'ReplacementPlanned') return planned(event.data)
    return event.type === 'ReplacementCanceled' ? canceledFirst(event.data) : state
  }
  const s = state
  switch (event.type) {
    case 'ReplacementPlanned':
    case 'ReplacementCancellationRefused':
      return s
    case 'ReplacementReserved': {
      const { items, shipping, shippingTax, price, reservedAt, payBy } = event.data
      return withOffer(s, { items, shipping, shippingTax, price, reservedAt, payBy })
    }
    case 'DifferenceSecured': {
      const { replacementId: _id, open, ...payment } = event.data
      const status = open === 0 ? 'reserved' : 'awaiting_payment'
      const paymentIds = new Set(s.paymentIds).add(payment.paymentId)
      return { ...s, status, paymentIds, payments: [...s.payments, payment] }
    }
    case 'ReplacementOutOfStock':
      return withoutStock(s, 'out_of_stock')
    case 'ReplacementExpired':
      return withoutStock(s, 'expired')
    case 'ReplacementGoodsAccepted': {
      const { acceptanceId, credit } = event.data
      return { ...s, accepted: s.accepted + credit, acceptances: new Set(s.acceptances).add(acceptanceId) }
    }
    case 'ReplacementGoodsBack': {
      const accepted = event.data.credit
      // What went out in advance keeps its price: what is missing is recovered.
      const isPriceFixed = wasShipped(s) || s.advance !== undefined
      return { ...s, isGoodsBack: true, accepted, credit: isPriceFixed ? s.credit : Math.min(accepted, s.planned) }
    }
    case 'ReplacementRepriced': {
      const { credit, payBy } = event.data
      return s.offer === undefined ? s : withOffer({ ...s, credit }, { ...s.offer, payBy })
    }
    case 'ReplacementReleased':
      return { ...s, status: 'released' }
    case 'ReplacementReleasedInAdvance': {
      const { security, returnBy, releasedBy } = event.data
      const advance = {
        security,
        returnBy,
        releasedBy,
        phase: 'held',
        due: 0,
        taken: 0,
        recoveryIds: NO_ITEMS,
      } as const
      return { ...s, status: 'released', advance }
    }
    case 'ReplacementShipped': {
      const { attempt, parcelId, payments } = event.data
      return { ...s, status: 'shipped', attempt, payments, parcels: new Set(s.parcels).add(parcelId) }
    }
    case 'ReplacementDelivered':
      return { ...s, status: 'delivered', deliveredAt: event.data.deliveredAt }
    case 'ReplacementUndelivered':
      return { ...s, status: 'undelivered' }
    case 'ReplacementCanceled':
      return withoutStock(s, 'canceled')
    case 'RecoveryDue':
      return withAdvance(s, { phase: 'due', due: event.data.minor })
    case 'RecoveryCollected':
      return collected(s, event.data)
    case 'RecoveryWaived':
      return waived(s, event.data)
    case 'SecurityReleased':
      // Also said of the rest of a security, of which the end is known; once it was said after any part was taken.
      return isSettled(s) ? s : withAdvance(s, { phase: s.advance!.taken > 0 ? 'collected' : 'returned' })
  }
}
