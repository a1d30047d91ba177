/** An event of the log as projections see it. */
import type { Instant } from '../domain/values/instant.js'
import { inLogOrder } from '../ports/log-order.js'
import type { ProjectedEvent } from '../projections/projection.js'
import type { LoggedEvent } from './read-log.js'

export const seenBy = ({ position, ...logged }: LoggedEvent): ProjectedEvent => ({
  ...logged,
  place: inLogOrder(position),
  occurredAt: logged.metadata.occurredAt as Instant,
})
