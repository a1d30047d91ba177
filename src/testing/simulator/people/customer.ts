/** What customers do: ask, submit, ship, and now and then change their mind. */
import type { Wish } from '../scenario.js'
import type { Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const customerOf = ({ monitor }: PeopleMeans) => {
  const { requestOf, returnsOpen } = sightOf(monitor)

  const customerOptions = (wish: Wish) => (): ReadonlyArray<Option> => {
    const { requestId, orderId, remedy, lines } = wish
    const request = requestOf(wish)
    if (request === undefined)
      return [{ name: 'open', do: (api, by) => api.requests.open({ requestId, orderId, remedy, lines }, by) }]
    if (request.status === 'draft' && request.submission < 2)
      return [{ name: 'submit', do: (api, by) => api.requests.submit({ requestId }, by) }]
    const options: Array<Option> = []
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
