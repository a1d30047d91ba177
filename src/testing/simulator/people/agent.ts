/** What agents do: decide, look a second time, merge, and care about cases that do not go on by themselves. */
import { needsPerson } from '../../../domain/request/state.js'
import type { OpenedRequest } from '../../../domain/request/index.js'
import { SECRET } from '../scenario.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

const HALF_DAY_MS = 12 * HOUR_MS
const OPEN = new Set(['draft', 'submitted', 'under_review', 'awaiting_evidence'])

export const agentOf = (means: PeopleMeans) => {
  const { chance } = means
  const { requests, returnsOpen, at } = sightOf(means)

  const deciding = (me: string, s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, submission, valued, secondLook, decidedBy, submittedBy } = s
    if (s.status !== 'under_review') return []
    const about = `${requestId} ${submission}`
    const dueAt = at(HALF_DAY_MS)
    // Whoever decided before may try, and is told that it takes another one.
    const mayNot = secondLook?.why === 'appeal' && (decidedBy.includes(me) || submittedBy === me)
    if (mayNot && !chance.happens(0.3, `${me} looks again ${requestId}`, submission)) return []
    if (chance.happens(0.3, `evidence is missing ${requestId}`) && s.evidence.length === 0 && secondLook === undefined)
      return [
        option('ask for evidence', about, (api, by) =>
          api.requests.askForEvidence({ requestId, asked: ['photo'], dueAt, note: `${SECRET} may know` }, by),
        ),
      ]
    if (chance.happens(0.15, `agent rejects ${requestId}`, submission))
      return [
        option('reject', about, (api, by) =>
          api.requests.reject({ requestId, code: 'NOT_ELIGIBLE', note: SECRET }, by),
        ),
      ]
    const [first] = valued
    const isPart = first !== undefined && first.quantity > 1 && chance.happens(0.2, `grants a part ${requestId}`)
    const lines = isPart ? { lines: [{ lineId: first.lineId, quantity: first.quantity - 1 }] } : {}
    return [option('approve', about, (api, by) => api.requests.approve({ requestId, ...lines }, by))]
  }

  const merging = (s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, orderId, customerId } = s
    if (!OPEN.has(s.status) || !chance.happens(0.3, `merges ${requestId}`)) return []
    const other = requests().find(
      (one) => one.requestId !== requestId && one.orderId === orderId && one.customerId === customerId,
    )
    if (other === undefined) return []
    return [option('merge', requestId, (api, by) => api.requests.merge({ requestId, into: other.requestId }, by))]
  }

  /** Customers who come too late are let in now and then; others are asked for on the telephone. */
  const lettingIn = (s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, status, submission } = s
    const isShort = means.scenario.policy.window.days < 7
    return when(
      status === 'draft' && submission < 2 && chance.happens(isShort ? 0.5 : 0.05, `lets in ${requestId}`),
      option('let in', `${requestId} ${submission}`, (api, by) =>
        api.requests.submit({ requestId, override: { reason: 'known for long' } }, by),
      ),
    )
  }

  const reopening = (s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, reopenableUntil, submission, status } = s
    const isOver = status === 'rejected' || status === 'resolved' || status === 'closed'
    if (!isOver || submission > 3 || reopenableUntil === undefined || at() >= reopenableUntil) return []
    return when(
      chance.happens(0.12, `reopens ${requestId}`, submission),
      option('reopen', `${requestId} ${submission}`, (api, by) =>
        api.requests.reopen({ requestId, reason: 'late word of the carrier' }, by),
      ),
    )
  }

  /** Nothing goes on by itself any more: another remedy, another refund, or the end. */
  const caring = (s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, status, replacement, repair } = s
    const byHand = option('resolve by hand', requestId, (api, by) =>
      api.requests.resolve({ requestId, reason: 'made good otherwise' }, by),
    )
    if (status === 'arbitrated')
      return [
        option('apply ruling', requestId, (api, by) => api.requests.applyRuling({ requestId }, by)),
        // The order has no units for what was ruled.
        ...when(s.refusal !== undefined, byHand),
      ]
    if (status === 'resolved' || status === 'rejected')
      return [option('close', requestId, (api, by) => api.requests.close({ requestId }, by))]
    if (status !== 'in_progress') return []
    const open = [...s.refunds].filter(([, r]) => needsPerson(r))
    const failed = open.find(([, r]) => r.due.attempt < 3)
    const goods = returnsOpen().find(({ returnId }) => returnId === s.returnId)
    const isBack = goods === undefined || goods.status === 'completed' || goods.status === 'expired'
    const out = replacement ?? repair
    const isStopped = out?.now === 'canceled' || (out?.now === 'stuck' && chance.happens(0.3, `proof ${requestId}`))
    const to = s.remedy === 'reship' ? ('refund_only' as const) : ('return_refund' as const)
    return [
      ...(failed === undefined
        ? []
        : [
            option('retry refund', failed[0], (api, by) =>
              api.requests.retryRefund({ requestId, refundId: failed[0] }, by),
            ),
          ]),
      ...when(open.length > 0 && failed === undefined && isBack, byHand),
      ...when(
        isStopped,
        option('switch for them', `${requestId} ${s.switches}`, (api, by) =>
          api.requests.switchRemedy({ requestId, to, proof: 'chat-3' }, by),
        ),
      ),
    ]
  }

  const agentOptions = (me: string) => (): ReadonlyArray<Option> =>
    requests().flatMap((s) => [...lettingIn(s), ...deciding(me, s), ...merging(s), ...reopening(s), ...caring(s)])
  /** Whoever looks a second time only. */
  const secondOptions = (me: string) => (): ReadonlyArray<Option> =>
    requests().flatMap((s) => (s.secondLook?.why === 'appeal' ? deciding(me, s) : []))
  return { agentOptions, secondOptions }
}
