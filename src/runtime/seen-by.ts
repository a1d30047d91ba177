/** An event of the log as projections see it. */
import type { Instant } from '../domain/values/instant.js'
import { inLogOrder } from '../ports/log-order.js'
import type { ProjectedEvent } from '../projections/projection.js'
import type { LoggedEvent } from './read-log.js'

export const seenBy = (logged: LoggedEvent): ProjectedEvent => ({
  id: logged.id,
  stream: logged.stream,
  kind: logged.kind,
  revision: logged.revision,
  place: inLogOrder(logged.position),
  event: logged.event,
  metadata: logged.metadata,
  occurredAt: logged.metadata.occurredAt as Instant,
  recordedAt: logged.recordedAt,
})
