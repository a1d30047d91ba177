/** An example of every event type there is, from the fixtures, as a projection sees it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from 'after-sales'
import type { Metadata } from '../../src/domain/kernel/envelope.js'
import type { DomainEvent } from '../../src/domain/reactions/index.js'
import type { StreamKind } from '../../src/domain/values/ids.js'
import { aggregates } from '../../src/runtime/aggregates.js'
import type { ProjectedEvent, Projection, TableChange } from '../../src/projections/projection.js'

export const OCCURRED = '2026-03-20T10:00:00.000Z' as Instant
export const RECORDED = '2026-03-20T10:00:05.000Z'
const METADATA: Metadata = {
  ...{ $correlationId: '1', $causationId: 'c-1', commandId: 'c-1', commandDigest: 'd', link: 'l' },
  ...{ actorKind: 'agent', actorId: 'a-1', authority: 'agent', channel: 'api' },
  ...{ tenant: 'main', schemaVersion: '1', occurredAt: OCCURRED },
}
export const STREAM = 'aftersales_any-main.1'

const kindOf = new Map<string, StreamKind>(
  Object.entries(aggregates).flatMap(([kind, { events }]) =>
    [...events.families].map((family) => [String(family.type), kind as StreamKind] as const),
  ),
)
export const TYPES: ReadonlyArray<string> = [...kindOf.keys()].sort()

export const dataOf = (type: string): Readonly<Record<string, unknown>> => {
  const file = join('test', 'fixtures', 'events', type, 'v1', 'typical.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { data: Readonly<Record<string, unknown>> }).data
}

/** The typical event of its type, with other data where a test says so. */
export const seen = (
  type: string,
  data: Readonly<Record<string, unknown>> = {},
  more: Partial<ProjectedEvent> = {},
): ProjectedEvent => ({
  stream: STREAM,
  kind: kindOf.get(type)!,
  revision: 0,
  place: '00000000000000000001/00000000000000000001',
  id: '11111111-1111-4111-8111-111111111111',
  metadata: METADATA,
  event: { type, data: { ...dataOf(type), ...data } } as unknown as DomainEvent,
  occurredAt: OCCURRED,
  recordedAt: RECORDED,
  ...more,
})

/** What a projection does with each type, in a word: the keys that it puts (+) and drops (-). */
export const answersOf = (projection: Projection): Readonly<Record<string, ReadonlyArray<string>>> => {
  const shown = (change: TableChange): string => `${change._tag === 'Put' ? '+' : '-'}${change.key}`
  const answers = TYPES.map((type) => [type, projection.rows(seen(type)).map(shown)] as const)
  return Object.fromEntries(answers.filter(([, changes]) => changes.length > 0))
}
