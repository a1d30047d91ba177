/**
 * Goods that the shop does not keep. A return is not over while the shop holds goods of the customer: they are sent back,
 * by the deadline where there is one, and only when nobody takes them may the shop do something else with them.
 */
import {
  accept,
  idsOf,
  merged,
  nothing,
  reject,
  thenCompleted,
  unitsBy,
  type CommandNamed,
  type Decision,
} from './decision.js'
import { heldUnits, readyToSend } from './line.js'
import { holdsGoods, lineOf, type AuthorizedReturn } from './state.js'

/** Rejected goods that were put up for the customer, or a refused parcel as it is. */
export const returnRejected = (c: CommandNamed<'ReturnRejectedGoods'>, s: AuthorizedReturn): Decision => {
  const { consignmentId, parcelId, bearer, carrier, tracking } = c.data
  if (s.consignments.has(consignmentId)) return nothing
  const lines = merged(c.data.lines)
  if (parcelId === undefined ? lines.length === 0 : lines.length > 0) return reject({ _tag: 'ConsignmentUnclear' })
  if (parcelId !== undefined && s.parcels.get(parcelId)?.refused !== 'held')
    return reject({ _tag: 'ParcelNotHeld', parcelId })
  for (const { lineId, quantity } of lines) {
    const line = lineOf(s, lineId)
    if (line === undefined) return reject({ _tag: 'LineNotInReturn', lineId })
    const there = readyToSend(line)
    if (quantity > there) return reject({ _tag: 'NotAtHand', lineId, of: 'rejected', there, asked: quantity })
  }
  return thenCompleted(s, {
    type: 'RejectedGoodsSentBack',
    data: {
      ...idsOf(s),
      ...{ consignmentId, lines, bearer },
      ...(parcelId === undefined ? {} : { parcelId }),
      ...(carrier === undefined ? {} : { carrier }),
      ...(tracking === undefined ? {} : { tracking }),
    },
  })
}

export const recordDelivered = (c: CommandNamed<'RecordGoodsBackWithCustomer'>, s: AuthorizedReturn): Decision => {
  const { consignmentId } = c.data
  const consignment = s.consignments.get(consignmentId)
  if (consignment === undefined) return reject({ _tag: 'ConsignmentUnknown', consignmentId })
  if (consignment.status === 'delivered') return nothing
  return consignment.status === 'abandoned'
    ? reject({ _tag: 'ConsignmentOver', status: consignment.status })
    : accept({ type: 'RejectedGoodsDelivered', data: { ...idsOf(s), consignmentId } })
}

export const recordAbandoned = (c: CommandNamed<'RecordGoodsAbandoned'>, s: AuthorizedReturn): Decision => {
  const { consignmentId, reason } = c.data
  const consignment = s.consignments.get(consignmentId)
  if (consignment === undefined) return reject({ _tag: 'ConsignmentUnknown', consignmentId })
  if (consignment.status === 'abandoned') return nothing
  return consignment.status === 'delivered'
    ? reject({ _tag: 'ConsignmentOver', status: consignment.status })
    : accept({ type: 'GoodsAbandoned', data: { ...idsOf(s), consignmentId, lines: consignment.lines, reason } })
}

export const setDeadline = (c: CommandNamed<'SetSendBackDeadline'>, s: AuthorizedReturn): Decision => {
  const { sendBackBy } = c.data
  return s.sendBackBy === sendBackBy
    ? nothing
    : accept({ type: 'SendBackDeadlineSet', data: { ...idsOf(s), sendBackBy } })
}

/** A timer says that the deadline has passed. Always answered then, so that the timer rests; late ones do no harm. */
export const escalateHeld = (c: CommandNamed<'EscalateHeldGoods'>, s: AuthorizedReturn): Decision => {
  const { sendBackBy } = s
  if (sendBackBy === undefined || c.at < sendBackBy) return nothing
  const ids = idsOf(s)
  return holdsGoods(s)
    ? accept({ type: 'HeldGoodsOverdue', data: { ...ids, sendBackBy, lines: unitsBy(s, heldUnits) } })
    : accept({ type: 'SendBackDeadlineMet', data: { ...ids, sendBackBy } })
}
