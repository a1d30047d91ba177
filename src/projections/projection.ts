/**
 * A projection turns events into rows. It is pure and sees one event at a time; that it cannot cause anything is in
 * its type. Rows and checkpoint are committed together by the runner, so each event changes its rows exactly once.
 */
import type { Metadata } from '../domain/kernel/envelope.js'
import type { DomainEvent } from '../domain/reactions/index.js'
import { epochMsOf, instantOf, type Instant } from '../domain/values/instant.js'
import type { StreamKind } from '../domain/values/ids.js'
import type { RowChange } from '../ports/read-model-store.js'

/** What a projection may know of an event. */
export interface ProjectedEvent {
  readonly stream: string
  readonly kind: StreamKind
  readonly revision: number
  /** Its place in the log, as text that sorts in the order of the log. */
  readonly place: string
  readonly id: string
  readonly event: DomainEvent
  /** Who did it, by what right, through which channel, and what caused it. */
  readonly metadata: Metadata
  /** Business time, from the metadata. */
  readonly occurredAt: Instant
  /** The store's time. */
  readonly recordedAt: string
}

/**
 * When something falls due, by the store's clock: as long after the event was recorded as it was meant to be after the
 * event happened. A host whose clock was wrong by a year when it wrote the event delays nothing by a year.
 */
export const dueAt = ({ occurredAt, recordedAt }: ProjectedEvent, due: Instant): Instant =>
  instantOf(Date.parse(recordedAt) + Math.max(0, epochMsOf(due) - epochMsOf(occurredAt)))

export interface Projection {
  /** The table of its rows; each tenant has its own. */
  readonly table: string
  readonly rows: (event: ProjectedEvent) => ReadonlyArray<TableChange>
}

/** A change in the projection's own table. `value` is plain JSON. */
export type TableChange =
  | { readonly _tag: 'Put'; readonly key: string; readonly sort: string; readonly value: unknown }
  | { readonly _tag: 'Delete'; readonly key: string }

export const put = (key: string, sort: string, value: unknown): TableChange => ({ _tag: 'Put', key, sort, value })
export const drop = (key: string): TableChange => ({ _tag: 'Delete', key })

export const tableOf = (projection: Pick<Projection, 'table'>, tenant: string): string =>
  `${projection.table}@${tenant}`

/** The changes of several projections as the read-model store takes them. */
export const rowChanges = (
  projections: ReadonlyArray<Projection>,
  tenant: string,
  event: ProjectedEvent,
): ReadonlyArray<RowChange> => {
  const changes: Array<RowChange> = []
  for (const projection of projections)
    for (const change of projection.rows(event))
      changes.push(
        change._tag === 'Delete'
          ? { _tag: 'Delete', table: tableOf(projection, tenant), key: change.key }
          : {
              _tag: 'Put',
              table: tableOf(projection, tenant),
              row: { key: change.key, sort: change.sort, value: JSON.stringify(change.value) },
            },
      )
  return changes
}
