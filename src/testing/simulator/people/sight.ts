/** How things stand, as everybody can see it. */
import type { Monitor } from '../monitor.js'
import type { Wish } from '../scenario.js'

export const sightOf = (monitor: Monitor) => {
  const requestOf = (wish: Wish) => {
    const request = monitor.state('request', wish.requestId)
    return request === undefined || request.status === 'none' ? undefined : request
  }
  const returnsOpen = () =>
    monitor.of('return').flatMap((r) => (r.status === 'none' || r.status === 'canceled' ? [] : [r]))
  const refunds = () => monitor.of('refund').flatMap((r) => (r.status === 'none' ? [] : [r]))

  return { requestOf, returnsOpen, refunds }
}
