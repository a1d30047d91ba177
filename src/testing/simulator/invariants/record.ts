/** 10, 11, 16 and 17: what the record itself must be. */
import { lifecycles } from './lifecycles.js'
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import type { OpenedRequest } from '../../../domain/request/index.js'
import type { AuthorizedReturn } from '../../../domain/return/index.js'
import { SECRET } from '../scenario.js'
import { encodedId, streamParts } from '../stream-parts.js'
import type { Invariant } from './seen.js'

/** Counts and their corrections are added up anew: nothing that was received is overwritten. */
export const receiptsOnlyAdd: Invariant = ({ broken }) => {
  const counted = new Map<string, number>()
  const add = (returnId: string, lineId: string, units: number): void => {
    counted.set(`${returnId} ${lineId}`, (counted.get(`${returnId} ${lineId}`) ?? 0) + units)
  }
  return ({ event, state, stored }) => {
    if (event.type !== 'ParcelReceived' && event.type !== 'CountSettled') return
    const { id: returnId } = streamParts(stored.stream)
    if (event.type === 'ParcelReceived')
      for (const { lineId, quantity } of event.data.lines) add(returnId, lineId, quantity)
    else add(returnId, event.data.corrects.lineId, event.data.quantity - event.data.corrects.received)
    for (const { lineId, received } of (state as AuthorizedReturn).lines)
      if (received !== (counted.get(`${returnId} ${lineId}`) ?? 0))
        broken('I10 receipts are only added to', `${returnId} ${lineId}: ${received}`)
  }
}

const DECISIONS: ReadonlySet<string> = new Set([
  ...['RequestAssessed', 'RequestApproved', 'RequestRejected', 'RefundDue', 'RefundProposed'],
])

export const decisionsNamePolicy: Invariant =
  ({ broken, state: stateOf }) =>
  ({ event, state }) => {
    if (!DECISIONS.has(event.type)) return
    const { policy } = event.data as { readonly policy?: RegisteredEntitlement['policy'] }
    const order = stateOf('entitlement', encodedId((state as OpenedRequest).orderId)) as RegisteredEntitlement
    if (policy === undefined || policy.hash !== order.policy.hash || policy.version !== order.policy.version)
      broken('I11 every decision names the policy of its order', event.type)
  }

const OF_A_CASE: ReadonlySet<string> = new Set(['return', 'refund', 'replacement', 'repair', 'compensation'])

/** Whatever led to it: a case that is merged into this one, or something that happened to the order alone. */
export const belongsToItsCase: Invariant =
  ({ broken }) =>
  ({ kind, stored, state }) => {
    const { requestId } = state as { readonly requestId: string }
    if (kind !== 'request' && !OF_A_CASE.has(kind)) return
    if (stored.metadata.$correlationId !== requestId)
      broken('I11 every event of a case names the case', `${stored.stream} ${stored.type}`)
  }

export const nothingPersonal: Invariant =
  ({ broken }) =>
  ({ stored }) => {
    if (stored.data.includes(SECRET) || Object.values(stored.metadata).some((text) => String(text).includes(SECRET)))
      broken('I16 nothing personal stands in the clear', `${stored.stream} ${stored.type}`)
  }

export const somebodyDidIt: Invariant =
  ({ broken }) =>
  ({ stored }) => {
    const { actorKind, actorId, authority, channel } = stored.metadata
    if (![actorKind, actorId, authority, channel].every((text) => (text ?? '') !== ''))
      broken('I17 every change names who, and by what right', `${stored.stream} ${stored.type}`)
  }

/** What begins something, and is never news of what was begun before. */
const STARTS: ReadonlySet<string> = new Set([
  ...['RequestApproved', 'RemediesStarted', 'SubmissionStarted', 'SwitchStarted', 'RulingApplied', 'ParcelReceived'],
  ...['RefundProposed', 'RefundApproved', 'RefundLegSubmitted', 'BenefitSubmitted', 'ReplacementShipped'],
])

/** No status follows but as the life of its aggregate has it, and nothing begins after the end. */
export const followsItsLife: Invariant =
  ({ broken }) =>
  ({ kind, event, old, state, stored }) => {
    const steps = lifecycles.get(kind)
    if (steps === undefined) return
    const [from, to] = [(old as { readonly status: string }).status, (state as { readonly status: string }).status]
    // Money that is owed long after, for a revision, duty or a deduction that did not hold, finds an ended case open.
    const isOwedLater = event.type === 'RefundDue' && to === 'in_progress'
    const isNews = from === to && !STARTS.has(event.type)
    if (!isNews && !isOwedLater && !steps.has(`${from} ${event.type} ${to}`))
      broken('I10 everything follows its life', `${stored.stream}: ${from}, ${event.type}, ${to}`)
  }
