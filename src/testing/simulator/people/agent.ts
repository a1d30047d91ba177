/** What agents do: decide, close, and care about refunds that did not work. */
import type { Api, Caller, Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const agentOf = ({ monitor, chance, scenario }: PeopleMeans) => {
  const { requestOf } = sightOf(monitor)

  const agentOptions = (): ReadonlyArray<Option> =>
    scenario.wishes.flatMap((wish): ReadonlyArray<Option> => {
      const request = requestOf(wish)
      const { requestId } = wish
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
