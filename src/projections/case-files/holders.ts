/** Who works on a piece of a case: one holder for each department that ever had it, shown while the piece waits for it. */
import { STREAM_PREFIX, escapeId } from '../../domain/values/ids.js'
import type { Department } from '../../domain/values/department.js'
import type { Instant } from '../../domain/values/instant.js'
import type { WorkEvent } from '../../domain/work/events.js'
import type { WaitingFor } from './waiting.js'

export interface Holder {
  readonly by: string
  readonly since: Instant
}
export type Holders = Readonly<Partial<Record<Department, Holder>>>

/** Who works on it for the department that it waits for, and since when it is theirs. */
export interface Assigned {
  readonly assignedTo?: string
  readonly assignedSince?: Instant
}

/** The row of the piece that somebody works on: the name of its own stream. */
export const rowOfPiece = (tenant: string, { data: { kind, id } }: WorkEvent): string =>
  `${STREAM_PREFIX}${kind}-${tenant}.${escapeId(id)}`

export const holdersAfter = (holders: Holders, { type, data }: WorkEvent, since: Instant): Holders => {
  const { [data.department]: _, ...others } = holders
  if (type === 'WorkReleased') return others
  return { ...others, [data.department]: { by: type === 'WorkTaken' ? data.by : data.to, since } }
}

export const assignedIn = (waitingFor: WaitingFor, holders: Holders): Assigned => {
  const holder = (holders as Readonly<Partial<Record<WaitingFor, Holder>>>)[waitingFor]
  return holder === undefined ? {} : { assignedTo: holder.by, assignedSince: holder.since }
}
