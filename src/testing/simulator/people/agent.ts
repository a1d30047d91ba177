/** What agents do: decide, close, and care about refunds that did not work. */
import { instantOf } from '../../../domain/values/instant.js'
import { EPOCH_MS } from '../scenario.js'
import type { Api, Caller, Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

/** The customer has half a day. */
const EVIDENCE_MS = 12 * 3_600_000

export const agentOf = ({ world, monitor, chance, scenario }: PeopleMeans) => {
  const { requestOf } = sightOf(monitor)

  const agentOptions = (): ReadonlyArray<Option> =>
    scenario.wishes.flatMap((wish): ReadonlyArray<Option> => {
      const request = requestOf(wish)
      const { requestId } = wish
      const misses = chance.happens(0.3, `evidence is missing ${requestId}`)
      if (request?.status === 'under_review' && misses && request.evidence.length === 0) {
        const dueAt = instantOf(EPOCH_MS + Math.floor(world.schedule.now()) + EVIDENCE_MS)
        return [
          {
            name: 'ask for evidence',
            do: (api, by) => api.requests.askForEvidence({ requestId, asked: ['photo'], dueAt }, by),
          },
        ]
      }
      if (request?.status === 'under_review')
        return chance.happens(0.1, `agent rejects ${requestId}`)
          ? [{ name: 'reject', do: (api, by) => api.requests.reject({ requestId, code: 'NOT_ELIGIBLE' }, by) }]
          : [{ name: 'approve', do: (api, by) => api.requests.approve({ requestId }, by) }]
      if (request?.status === 'resolved' || request?.status === 'rejected')
        return [{ name: 'close', do: (api, by) => api.requests.close({ requestId }, by) }]
      if (request?.status !== 'in_progress') return []
      const failed = [...request.refunds].find(
        ([, r]) => !r.retried && (r.end === 'refused' || r.end === 'abandoned') && r.due.attempt < 3,
      )
      const goodsDone = request.returnId === undefined || request.returned !== undefined
      const stuck = [...request.refunds.values()].some(
        (r) => !r.retried && (r.end === 'refused' || r.end === 'abandoned'),
      )
      return [
        ...(failed === undefined
          ? []
          : [
              {
                name: 'retry refund',
                do: (api: Api, by: Caller) => api.requests.retryRefund({ requestId, refundId: failed[0] }, by),
              },
            ]),
        ...(stuck && failed === undefined && goodsDone
          ? [
              {
                name: 'resolve by hand',
                do: (api: Api, by: Caller) => api.requests.resolve({ requestId, reason: 'paid otherwise' }, by),
              },
            ]
          : []),
      ]
    })
  return agentOptions
}
