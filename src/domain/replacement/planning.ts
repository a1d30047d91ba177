/**
 * What the request asks: a plan, news of the old goods, a cancellation. All of it comes from reactions, so what comes
 * again or too late is nothing to do.
 */
import { epochMsOf, instantOf, plusDays, type Instant } from '../values/instant.js'
import { accept, followed, idsOf, nothing, securityBack, voidOf, type CommandNamed, type Decision } from './decision.js'
import type { ReplacementEvent } from './events.js'
import { isSettled, securedOf, wasShipped, type Offer, type PlannedReplacement } from './state.js'

/** For a difference that only the goods brought up: as long as a customer has to pay where nothing was said. */
const DAYS_TO_PAY = 7

export const plan = (c: CommandNamed<'PlanReplacement'>): Decision =>
  accept({ type: 'ReplacementPlanned', data: c.data })

/** Canceled before it was planned. */
export const cancelUnplanned = ({ data }: CommandNamed<'CancelReplacement'>): Decision =>
  accept({ type: 'ReplacementCanceled', data: { ...data, void: [], shipped: false } })

const expectsGoods = (s: PlannedReplacement): boolean =>
  s.kind === 'exchange' && s.status !== 'canceled' && !s.isGoodsBack

export const recordAccepted = (c: CommandNamed<'RecordGoodsAccepted'>, s: PlannedReplacement): Decision => {
  if (!expectsGoods(s) || s.acceptances.has(c.data.acceptanceId)) return nothing
  return followed(s, { type: 'ReplacementGoodsAccepted', data: c.data })
}

const canceled = (s: PlannedReplacement, reason: string): ReplacementEvent => ({
  type: 'ReplacementCanceled',
  data: { ...idsOf(s), reason, void: voidOf(s), shipped: false },
})

/** As long as the customer had before. */
const newPayBy = (at: Instant, { payBy, reservedAt }: Offer): Instant =>
  payBy === undefined ? plusDays(at, DAYS_TO_PAY) : instantOf(epochMsOf(at) + epochMsOf(payBy) - epochMsOf(reservedAt))

const repriced = (at: Instant, s: PlannedReplacement, offer: Offer, credit: number): ReplacementEvent => {
  const { price } = offer
  const net = price - credit
  const isOwed = net > securedOf(s)
  return {
    type: 'ReplacementRepriced',
    data: { ...idsOf(s), price, credit, net, ...(isOwed ? { payBy: newPayBy(at, offer) } : {}) },
  }
}

export const recordGoodsBack = (c: CommandNamed<'RecordGoodsBack'>, s: PlannedReplacement): Decision => {
  if (!expectsGoods(s)) return nothing
  const { credit } = c.data
  const back: ReplacementEvent = { type: 'ReplacementGoodsBack', data: c.data }
  // What went out in advance, or went out at all, keeps its price.
  if (credit >= s.planned || s.advance !== undefined || wasShipped(s)) return followed(s, back)
  if (credit === 0) return accept(back, canceled(s, 'nothing_accepted'))
  return s.offer === undefined ? accept(back) : followed(s, back, repriced(c.at, s, s.offer, credit))
}

/** What went out once is the order's, also when it was lost: it is sent again, or claimed as what it is. */
export const cancel = (c: CommandNamed<'CancelReplacement'>, s: PlannedReplacement): Decision => {
  if (s.status === 'canceled') return nothing
  if (wasShipped(s)) return accept({ type: 'ReplacementCancellationRefused', data: idsOf(s) })
  return accept(...(isSettled(s) ? [] : securityBack(s)), canceled(s, c.data.reason))
}
