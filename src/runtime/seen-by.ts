/** An event of the log as projections see it. */
import type { Instant } from '../domain/values/instant.js'
import type { ProjectedEvent } from '../projections/projection.js'
import type { LoggedEvent } from './read-log.js'

export const seenBy = ({ id, stream, kind, revision, event, metadata, recordedAt }: LoggedEvent): ProjectedEvent => ({
  id,
  stream,
  kind,
  revision,
  event,
  metadata,
  occurredAt: metadata.occurredAt as Instant,
  recordedAt,
})
