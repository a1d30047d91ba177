/** Every stored event that was ever released, by its fixtures, upcast to what it is today. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as E from 'fp-ts/lib/Either.js'
import { orThrow } from 'after-sales'
import type { DomainEvent } from '../../src/domain/reactions/index.js'
import type { StreamKind } from '../../src/domain/values/ids.js'
import type { ProjectedEvent } from '../../src/projections/projection.js'
import { aggregates } from '../../src/runtime/aggregates.js'
import { seen } from './every-event.js'

const EVENTS = join('test', 'fixtures', 'events')
const REFUND = '8b7a6c1d-3e2f-5a90-b1c4-5d6e7f8a9b0c'

export interface StoredFixture {
  readonly path: string
  readonly type: string
  readonly version: number
  readonly seen: ProjectedEvent
}

const decoded = (kind: StreamKind, type: string, version: number, file: string): ProjectedEvent => {
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: unknown }
  const event = orThrow<DomainEvent>(
    aggregates[kind].events.decode(type, version, data) as E.Either<never, DomainEvent>,
  )
  return seen(type, {}, { event, kind, stream: `aftersales_${kind}-main.${REFUND}` })
}

/** By type, the newest version of each first. */
export const storedFixtures: ReadonlyArray<StoredFixture> = Object.entries(aggregates).flatMap(([kind, { events }]) =>
  [...events.families].flatMap(({ type }) =>
    readdirSync(join(EVENTS, String(type)))
      .map((folder) => Number(folder.slice(1)))
      .sort((a, b) => b - a)
      .flatMap((version) =>
        readdirSync(join(EVENTS, String(type), `v${version}`))
          .sort()
          .map((name): StoredFixture => {
            const path = join(EVENTS, String(type), `v${version}`, name)
            return {
              ...{ path, type: String(type), version },
              seen: decoded(kind as StreamKind, String(type), version, path),
            }
          }),
      ),
  ),
)
