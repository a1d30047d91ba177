/**
 * A read model answers one question of the people who work with cases: rows, folded from events, one row for each key.
 * Which rows an event touches is known before any of them is loaded, so that a thousand events cost one question to the
 * store. It is pure, and that it cannot cause anything is in its type.
 */
import type { DomainEvent } from '../domain/reactions/index.js'
import { EVENT_TYPES, type EventType } from './event-types.js'
import type { ProjectedEvent } from './projection.js'

/** An event of one type, with where and when it happened and who did it. */
export type Seen<Type extends EventType> = Omit<ProjectedEvent, 'event'> & {
  readonly event: Extract<DomainEvent, { readonly type: Type }>
}

/** One row, and what becomes of it. `undefined` stands for no row: before, and after. */
export interface Touch<Row> {
  readonly key: string
  readonly change: (row: Row | undefined) => Row | undefined
}

export interface ReadModel<Row = unknown> {
  /** With the version its identity: rows of two versions stand beside each other. */
  readonly name: string
  /** Rises with every change of what a row holds or how it is folded: `test/fixtures/logs.spec.ts` says when it has to. */
  readonly version: number
  readonly handles: ReadonlySet<EventType>
  /** With `handles` the whole catalog, so that no new type of event is overlooked; a test compares them. */
  readonly ignores: ReadonlySet<EventType>
  readonly touches: (seen: ProjectedEvent) => ReadonlyArray<Touch<Row>>
  /** The order in which the rows themselves stand: the one in which they are read most. It costs nothing more. */
  readonly order: { readonly name: string; readonly place: (row: Row) => string }
  /** Other orders in which people read the rows: once, several times or nowhere. Each place is a row of its own. */
  readonly lists: Readonly<Record<string, (row: Row) => ReadonlyArray<string>>>
  /**
   * What a row is made of alone, such as a stream: events of different parts change different rows, so that several can
   * build it together. Without it, one has to build all of it.
   */
  readonly partOf?: (seen: ProjectedEvent) => string
  /** Where a row is not plain JSON while events are folded into it: what is kept of it, and back. */
  readonly kept?: { readonly of: (row: Row) => unknown; readonly back: (kept: unknown) => Row }
}

export interface ReadModelDefinition<Row, Handled extends EventType> {
  readonly name: string
  readonly version: number
  readonly on: { readonly [Type in Handled]: (seen: Seen<Type>) => Touch<Row> | ReadonlyArray<Touch<Row>> }
  readonly ignores: ReadonlyArray<EventType>
  readonly partOf?: ReadModel<Row>['partOf'] & {}
  readonly order: ReadModel<Row>['order']
  readonly lists: ReadModel<Row>['lists']
}

/**
 * A read model from what it does with each type of event.
 *
 * @example
 * const openCases = readModel<{ readonly id: string }, 'RequestOpened' | 'RequestClosed'>({
 *   name: 'open-cases',
 *   version: 1,
 *   on: {
 *     RequestOpened: ({ event: { data } }) => touch(data.requestId, () => ({ id: data.requestId })),
 *     RequestClosed: ({ event: { data } }) => touch(data.requestId, () => undefined),
 *   },
 *   ignores: [...typesOf('worker'), 'RequestEdited'],
 *   order: { name: 'ids', place: ({ id }) => inOrder(id) },
 *   lists: {},
 * })
 */
export const readModel = <Row, Handled extends EventType>(
  definition: ReadModelDefinition<Row, Handled>,
): ReadModel<Row> => {
  const { name, version, on, ignores, partOf, order, lists } = definition
  const folds = new Map(Object.entries(on)) as ReadonlyMap<
    string,
    (seen: ProjectedEvent) => Touch<Row> | ReadonlyArray<Touch<Row>>
  >
  return {
    name,
    version,
    handles: new Set(folds.keys()) as ReadonlySet<EventType>,
    ignores: new Set(ignores),
    touches: (seen) => {
      const touched = folds.get(seen.event.type)?.(seen) ?? NO_TOUCH
      return Array.isArray(touched) ? (touched as ReadonlyArray<Touch<Row>>) : [touched as Touch<Row>]
    },
    ...(partOf === undefined ? {} : { partOf }),
    order,
    lists,
  }
}

const NO_TOUCH: ReadonlyArray<never> = []

/** A read model that takes every event alike. */
export const readModelOfAll = <Row>(
  definition: Pick<ReadModel<Row>, 'name' | 'version' | 'partOf' | 'order' | 'lists' | 'touches'>,
): ReadModel<Row> => ({ ...definition, handles: new Set(EVENT_TYPES), ignores: new Set() })

export const touch = <Row>(key: string, change: Touch<Row>['change']): Touch<Row> => ({ key, change })

/** A change of a row that is there; one that is not stays away. */
export const update = <Row>(key: string, change: (row: Row) => Row | undefined): Touch<Row> => ({
  key,
  change: (row) => (row === undefined ? undefined : change(row)),
})

/** `cases@2`: what a read model is called in checkpoints, reports and complaints. */
export const identityOf = ({ name, version }: Pick<ReadModel, 'name' | 'version'>): string => `${name}@${version}`

/** The table of the rows, and that of each list. Places are made with `inOrder`. */
export const tableOfModel = (model: Pick<ReadModel, 'name' | 'version'>, tenant: string, list?: string): string =>
  list === undefined ? `${identityOf(model)}@${tenant}` : `${identityOf(model)}.${list}@${tenant}`
