/** Which leg a provider's key belongs to. Kept for good: a provider may speak of a refund weeks after it was paid. */
import { put, type Projection } from './projection.js'

export interface KeyedLeg {
  readonly refundId: string
  readonly legId: string
  readonly epoch: number
}

export const legKeys: Projection = {
  table: 'leg_keys',
  rows: ({ event }) => {
    if (event.type !== 'RefundLegSubmitted') return []
    const { refundId, legId, epoch, key } = event.data
    const leg: KeyedLeg = { refundId, legId, epoch }
    return [put(key, '', leg)]
  },
}
