/** What is given beside the refund, and given up: by whose authority. Counted anew from the events and who sent them. */
import type { CompensationState, ProposedCompensation } from '../../../domain/compensation/index.js'
import { grantedOf } from '../../../domain/values/loss.js'
import { streamParts } from '../stream-parts.js'
import type { Invariant } from './seen.js'

const IS_GONE: ReadonlySet<CompensationState['status']> = new Set([
  ...(['refused', 'rejected', 'canceled', 'declined', 'lapsed', 'revoked', 'expired'] as const),
])

/** However many gifts an order gets, and whatever they are called: who grants one alone may give all of them together. */
export const nobodyGivesAboveTheirLimit: Invariant = ({ broken }) => {
  const granted = new Map<string, Map<string, number>>()
  return ({ event, kind, state, stored }) => {
    if (kind !== 'compensation') return
    const { id } = streamParts(stored.stream)
    const { orderId, shares, status, terms } = state as ProposedCompensation
    const ofOrder = granted.get(orderId) ?? new Map<string, number>()
    granted.set(orderId, ofOrder)
    if (IS_GONE.has(status)) ofOrder.delete(id)
    if (event.type !== 'CompensationApproved') return
    ofOrder.set(id, grantedOf(shares))
    const { by } = event.data
    if (by._tag !== 'Authority') return
    const together = [...ofOrder.values()].reduce((sum, minor) => sum + minor, 0)
    const isWithin = terms.limits.some(
      ({ role, atMost, perOrder }) => role === by.role && grantedOf(shares) <= atMost && together <= perOrder,
    )
    if (!isWithin) broken('I7 nobody gives above their limit', `${id}: ${grantedOf(shares)}, ${together} on ${orderId}`)
  }
}

/** What is open is given up by two, neither of them who wanted it given. */
export const twoGiveUp: Invariant = ({ broken }) => {
  const proposed = new Map<string, string>()
  return ({ event, state, stored }) => {
    const { id } = streamParts(stored.stream)
    const { actorId } = stored.metadata
    if (event.type === 'RecoveryWriteOffProposed') proposed.set(`${id} ${event.data.party}`, actorId)
    if (event.type !== 'RecoveryWrittenOff') return
    const isAlone = proposed.get(`${id} ${event.data.party}`) === actorId
    if (isAlone || (state as ProposedCompensation).proposedBy.id === actorId)
      broken('I7 four eyes', `${event.type} of ${id} by ${actorId}`)
  }
}
