/**
 * 14: windows begin where the facts say, end when the rule says, and are stored as instants: whoever reads them later
 * computes nothing. What is left to check when everything has ended: `../final/instants.ts`.
 */
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import type { Terms } from '../../../domain/policy/terms.js'
import type { OpenedRequest } from '../../../domain/request/index.js'
import { epochMsOf, plusDays, type Instant } from '../../../domain/values/instant.js'
import { encodedId, streamParts } from '../stream-parts.js'
import type { Invariant } from './seen.js'

const DAY_MS = 86_400_000

/** Instants from which somebody may count for an order: its date, every delivery, and that of what went out instead. */
export const windowFollowsTheFacts: Invariant = ({ broken, state: stateOf, windowDays }) => {
  const starts = new Map<string, Set<Instant>>()
  const add = (id: string, at: Instant): void => {
    const known = starts.get(id) ?? new Set<Instant>()
    starts.set(id, known.add(at))
  }
  return ({ event, kind, stored, old }) => {
    const { id } = streamParts(stored.stream)
    if (kind === 'entitlement') {
      if (event.type === 'OrderRegistered') {
        add(id, event.data.orderedAt)
        if (event.data.deliveredAt !== undefined) add(id, event.data.deliveredAt)
      }
      if (event.type === 'DeliveryRecorded') add(id, event.data.deliveredAt)
      if (event.type === 'LinesDelivered') add(id, event.data.deliveredAt)
      return
    }
    if (event.type !== 'SubmissionStarted') return
    const { requestId, orderId, terms, override } = event.data
    const at = stored.metadata.occurredAt as Instant
    const { closesAt } = terms.window
    // A second look has its own time, whenever the goods were bought.
    const isFirst = (old as OpenedRequest).status === 'draft'
    if (isFirst && at > closesAt && override === undefined)
      broken('I14 whoever asks too late is let in by a person', `${requestId} at ${at}, until ${closesAt}`)
    if (windowDays === undefined) return
    const order = stateOf('entitlement', encodedId(orderId)) as RegisteredEntitlement
    const repaired = [...order.repairs.values()].reduce((sum, { days }) => sum + days, 0)
    const isStart = (start: Instant): boolean => {
      const days = (epochMsOf(closesAt) - epochMsOf(start)) / DAY_MS - windowDays
      return Number.isInteger(days) && days >= 0 && days <= repaired
    }
    // What went out instead and has not arrived starts with the asking.
    const known = [...(starts.get(encodedId(orderId)) ?? []), at]
    if (!known.some(isStart)) broken('I14 a window begins where the facts say', `${requestId} until ${closesAt}`)
  }
}

/** The instants that an event of a request sets for later, by its own instant and the terms: as the event has them. */
export const instantsFollowTheTerms: Invariant = ({ broken }) => {
  const shipBy = new Map<string, Instant>()
  return ({ event, stored, old, state }) => {
    if (event.type === 'ReturnAuthorized' && shipBy.get(event.data.returnId) !== event.data.shipBy)
      broken('I14 the way back ends when the case said', `${event.data.returnId} ${event.data.shipBy}`)
    const at = stored.metadata.occurredAt as Instant
    if (event.type === 'AppealFiled') {
      const { requestId, appealableUntil } = old as OpenedRequest
      if (appealableUntil === undefined || at > appealableUntil)
        broken('I14 nobody appeals too late', `${requestId} at ${at}, until ${appealableUntil}`)
    }
    if (event.type === 'RemediesStarted') {
      const { goods, requestId } = event.data
      if (goods === undefined) return
      shipBy.set(goods.returnId, goods.shipBy)
      if (goods.shipBy !== plusDays(at, (state as OpenedRequest).terms!.shipWithinDays))
        broken('I14 the way back is as long as the terms say', `${requestId} until ${goods.shipBy}`)
    }
    if (event.type !== 'RequestRejected' && event.type !== 'RequestResolved') return
    const { requestId, appealableUntil, reopenableUntil } = event.data
    // What a platform ruled is not looked at again.
    const isRuled = event.type === 'RequestRejected' && event.data.by._tag === 'Ruling'
    const { appeals, reopening }: Partial<Terms> = isRuled ? {} : (state as OpenedRequest).terms!
    const expected = {
      appealableUntil: appeals === undefined ? undefined : plusDays(at, appeals.withinDays),
      reopenableUntil: reopening === undefined ? undefined : plusDays(at, reopening.withinDays),
    }
    if (appealableUntil !== expected.appealableUntil || reopenableUntil !== expected.reopenableUntil)
      broken('I14 a case stays open to appeal and reopening as long as the terms say', `${requestId} at ${at}`)
  }
}
