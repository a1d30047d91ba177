/** What customers do: ask, submit, ship, and now and then change their mind. */
import type { Wish } from '../scenario.js'
import type { Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

const PHOTO = { evidenceId: 'photo-1', kind: 'photo', sha256: '0'.repeat(64) }

export const customerOf = ({ monitor, chance }: PeopleMeans) => {
  const { requestOf, returnsOpen } = sightOf(monitor)

  const customerOptions = (wish: Wish) => (): ReadonlyArray<Option> => {
    const { requestId, orderId, remedy, lines } = wish
    const request = requestOf(wish)
    if (request === undefined)
      return [{ name: 'open', do: (api, by) => api.requests.open({ requestId, orderId, remedy, lines }, by) }]
    if (request.status === 'draft' && request.submission < 2)
      return [{ name: 'submit', do: (api, by) => api.requests.submit({ requestId }, by) }]
    const options: Array<Option> = []
    if (request.status === 'awaiting_evidence' && !chance.happens(0.25, `never sends a photo ${requestId}`))
      options.push({
        name: 'supply evidence',
        do: (api, by) => api.requests.supplyEvidence({ requestId, items: [PHOTO] }, by),
      })
    const isOver = request.status === 'resolved' || request.status === 'rejected' || request.status === 'closed'
    if (isOver && !request.isSurveyed && chance.happens(0.4, `answers the survey ${requestId}`))
      options.push({ name: 'survey', do: (api, by) => api.requests.answerSurvey({ requestId, score: 4 }, by) })
    const goods = returnsOpen().find((r) => r.requestId === requestId)
    if (goods !== undefined && goods.status === 'authorized' && !wish.neverShips)
      options.push({
        name: 'ship',
        do: (api, by) => api.returns.registerParcel({ returnId: goods.returnId, parcelId: `p-${requestId}` }, by),
      })
    const mayCancel =
      request.status === 'approved' || request.status === 'in_progress' || request.status === 'under_review'
    if (wish.cancels && mayCancel && request.notCanceled === undefined)
      options.push({ name: 'cancel', do: (api, by) => api.requests.cancel({ requestId, reason: 'changed mind' }, by) })
    return options
  }
  return customerOptions
}
