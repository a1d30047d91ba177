/** What is given beside the refund, and given up: by whose authority. Counted anew from the events and who sent them. */
import type { ProposedCompensation } from '../../../domain/compensation/index.js'
import type { OpenedAllowance } from '../../../domain/allowance/index.js'
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { paidForLine } from '../../../domain/entitlement/state.js'
import { countedOf, grantedOf } from '../../../domain/values/loss.js'
import { sum } from '../../../domain/values/sum.js'
import { encodedId, streamParts } from '../stream-parts.js'
import type { Invariant } from './seen.js'

/**
 * However many gifts an order gets, and whatever they are called: who grants one alone may give all of them together that
 * were there when it was asked for.
 */
export const nobodyGivesAboveTheirLimit: Invariant = ({ broken }) => {
  const holds = new Map<string, Map<string, number>>()
  const together = new Map<string, number>()
  return ({ event, state }) => {
    if (event.type === 'AllowanceReserved' && event.data.allowance.scope === 'order') {
      const { compensationId, allowance, shares = [] } = event.data
      const ofOrder = holds.get(allowance.key) ?? new Map<string, number>()
      holds.set(allowance.key, ofOrder.set(compensationId, grantedOf(shares)))
      together.set(
        compensationId,
        [...ofOrder.values()].reduce((sum, minor) => sum + minor, 0),
      )
    }
    if (event.type === 'AllowanceReturned') holds.get(event.data.allowance.key)?.delete(event.data.compensationId)
    if (event.type !== 'CompensationApproved' || event.data.by._tag !== 'Authority') return
    const { compensationId, by } = event.data
    const { shares, terms } = state as ProposedCompensation
    const all = together.get(compensationId) ?? 0
    const isWithin = terms.limits.some(
      ({ role, atMost, perOrder }) => role === by.role && grantedOf(shares) <= atMost && all <= perOrder,
    )
    if (!isWithin) broken('I7 nobody gives above their limit', `${compensationId}: ${grantedOf(shares)}, ${all} in all`)
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

const CAP = 3 / 2

/**
 * What a shop gives of its own accord stays within 150 % of what the customer paid, line by line and over the order. Goods
 * that went out instead were paid for by those that they replaced: they are no reason to give more.
 */
export const withinTheCap: Invariant = ({ broken, state: stateOf }) => {
  const above = new Set<string>()
  const paidSince = new Map<string, number>()
  const pay = (orderId: string, minor: number): void =>
    void paidSince.set(orderId, (paidSince.get(orderId) ?? 0) + minor)
  return ({ event, state, stored }) => {
    const { id } = streamParts(stored.stream)
    if (event.type === 'ReplacementRecorded')
      pay(
        id,
        sum(event.data.payments, ({ captured }) => captured),
      )
    if (event.type === 'RecoveryRecorded') pay(id, event.data.payment.captured)
    if (event.type !== 'AllowanceReserved' || event.data.allowance.scope !== 'order') return
    // Somebody else agrees to that, or nobody gets it.
    if (event.data.exceedsCap === true) return void above.add(event.data.compensationId)
    const orderId = encodedId(event.data.allowance.key)
    const { lines, replacements } = stateOf('entitlement', orderId) as RegisteredEntitlement
    const instead = new Set([...replacements.values()].flatMap(({ lineIds }) => lineIds))
    const given = [...(state as OpenedAllowance).holds].flatMap(([by, { shares }]) => (above.has(by) ? [] : shares))
    let paid = paidSince.get(orderId) ?? 0
    for (const { line } of lines) {
      const ofLine = countedOf(given.filter(({ lineId }) => lineId === line.lineId))
      if (ofLine > Math.ceil(paidForLine(line) * CAP)) broken('I4 goodwill has a cap', `${line.lineId}: ${ofLine}`)
      if (!instead.has(line.lineId)) paid += paidForLine(line)
    }
    const ofOrder = countedOf(given)
    if (ofOrder > Math.floor(paid * CAP)) broken('I4 goodwill has a cap', `${orderId}: ${ofOrder} of ${paid}`)
  }
}
