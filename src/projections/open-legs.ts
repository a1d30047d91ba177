/**
 * Legs about which the provider is to be asked, and when. A leg is here from the moment its outcome is unknown or its
 * provider takes time, until it is settled or waits for a person.
 */
import { drop, dueAt, put, type ProjectedEvent, type Projection, type TableChange } from './projection.js'

export interface OpenLeg {
  readonly refundId: string
  readonly legId: string
}

const openLegsOf = (seen: ProjectedEvent): ReadonlyArray<TableChange> => {
  const { event } = seen
  switch (event.type) {
    case 'RefundLegUnknown':
    case 'RefundLegProcessing':
    case 'RefundLegCheckScheduled': {
      const { refundId, legId, checkAt } = event.data
      const leg: OpenLeg = { refundId, legId }
      return [put(`${refundId} ${legId}`, dueAt(seen, checkAt), leg)]
    }
    case 'RefundLegSubmitted':
    case 'RefundLegNeedsAttention':
    case 'RefundLegSucceeded':
    case 'RefundLegFailed':
    case 'RefundLegReleased':
    case 'RefundLegReversed':
      return [drop(`${event.data.refundId} ${event.data.legId}`)]
    default:
      return []
  }
}

export const openLegs: Projection = { table: 'open_legs', rows: openLegsOf }
