/** How things stand, as everybody can see it. */
import { instantOf, type Instant } from '../../../domain/values/instant.js'
import { encodedId } from '../stream-parts.js'
import { EPOCH_MS, type Wish } from '../scenario.js'
import type { PeopleMeans } from './option.js'

export const HOUR_MS = 3_600_000

interface Opened {
  readonly status: string
}
const opened = <S extends Opened>(states: ReadonlyArray<S>): ReadonlyArray<Exclude<S, { readonly status: 'none' }>> =>
  states.filter((s): s is Exclude<S, { readonly status: 'none' }> => s.status !== 'none')

export type Sight = ReturnType<typeof sightOf>

export const sightOf = ({ monitor, world }: Pick<PeopleMeans, 'monitor' | 'world'>) => {
  const requestOf = ({ requestId }: Pick<Wish, 'requestId'>) => {
    const request = monitor.state('request', requestId)
    return request === undefined || request.status === 'none' ? undefined : request
  }
  const orderOf = (orderId: string) => {
    const order = monitor.state('entitlement', encodedId(orderId))
    return order === undefined || order.status === 'unknown' ? undefined : order
  }
  return {
    requestOf,
    orderOf,
    requests: () => opened(monitor.of('request')),
    returnsOpen: () => opened(monitor.of('return')).filter(({ status }) => status !== 'canceled'),
    refunds: () => opened(monitor.of('refund')),
    replacements: () => opened(monitor.of('replacement')),
    repairs: () => opened(monitor.of('repair')),
    compensations: () => opened(monitor.of('compensation')),
    /** So many milliseconds from now, by the true clock. */
    at: (ms = 0): Instant => instantOf(EPOCH_MS + Math.floor(world.schedule.now()) + ms),
  }
}
