/** What the final checks read: the whole log, decoded once, the states at its end, and the books of the world outside. */
import * as E from 'fp-ts/lib/Either.js'
import type { DomainEvent } from '../../../domain/reactions/index.js'
import type { StreamKind } from '../../../domain/values/ids.js'
import type { EventStore, StoredEvent } from '../../../ports/event-store.js'
import type { ReadModelStore } from '../../../ports/read-model-store.js'
import type { PublishedEvent } from '../../../projections/published/index.js'
import { decodeLogged, type LoggedEvent } from '../../../runtime/read-log.js'
import type { SimulatedBenefits } from '../../simulated-benefits.js'
import type { SimulatedPayments } from '../../simulated-payments.js'
import type { Scenario } from '../scenario.js'
import type { Monitor } from '../monitor.js'
import { streamParts } from '../stream-parts.js'

export interface FinalMeans {
  readonly store: EventStore
  readonly rows: ReadModelStore
  readonly log: ReadonlyArray<StoredEvent>
  readonly watch: Monitor
  readonly scenario: Pick<Scenario, 'roles'>
  /** What was published, as often as it was taken. */
  readonly taken: ReadonlyArray<PublishedEvent>
  readonly provider: SimulatedPayments
  readonly issuer: SimulatedBenefits
}

export interface Entry {
  readonly kind: StreamKind
  /** As the stream's name has it. */
  readonly id: string
  readonly stored: StoredEvent
  readonly logged: LoggedEvent
  readonly event: DomainEvent
}

export const entriesOf = (log: ReadonlyArray<StoredEvent>): ReadonlyArray<Entry> =>
  log.flatMap((stored) => {
    const logged = decodeLogged(stored)
    return E.isLeft(logged)
      ? []
      : [{ ...streamParts(stored.stream), stored, logged: logged.right, event: logged.right.event }]
  })

type DataOf<Type extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Type }>['data']
export type Found<Type extends DomainEvent['type']> = Omit<Entry, 'event'> & { readonly data: DataOf<Type> }

/** The events of one type, in their order. */
export const all = <Type extends DomainEvent['type']>(
  entries: ReadonlyArray<Entry>,
  type: Type,
): ReadonlyArray<Found<Type>> =>
  entries.flatMap(({ event, ...entry }) =>
    event.type === type ? [{ ...entry, data: event.data as DataOf<Type> }] : [],
  )

export interface Final extends FinalMeans {
  readonly entries: ReadonlyArray<Entry>
}
export type FinalCheck = (final: Final) => void
