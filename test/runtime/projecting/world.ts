/** A log of plain notes, read models that show in which order they were folded, and who keeps them. */
import { orThrow, retryThenPark, type AfterSalesError } from 'after-sales'
import type { EventStore } from '../../../src/ports/event-store.js'
import type { ReadModelStore } from '../../../src/ports/read-model-store.js'
import { typesOf } from '../../../src/projections/event-types.js'
import { inOrder } from '../../../src/projections/in-order.js'
import type { ProjectedEvent } from '../../../src/projections/projection.js'
import { readModel, touch, type ReadModel } from '../../../src/projections/read-model.js'
import { tableOfModel } from '../../../src/projections/read-model.js'
import { followingOf } from '../../../src/runtime/projecting/following.js'
import { runConsumer } from '../../../src/runtime/workers/consumer.js'
import { newStatus } from '../../../src/runtime/workers/worker-status.js'
import { consumerWorld } from '../workers/consumer-world.js'

export interface Journal {
  readonly id: string
  readonly events: ReadonlyArray<string>
}
const OTHERS = [
  ...typesOf('entitlement', 'request', 'return', 'refund', 'replacement', 'repair', 'compensation', 'allowance'),
  ...typesOf('notice', 'workitem'),
  'ClockCompared' as const,
]

/** One row of all streams, one of each: what it holds depends on the order in which it was folded. */
export const journal = (
  name = 'journal',
  version = 1,
  onEach: (name: string) => void = () => undefined,
): ReadModel<Journal> => {
  const written = ({ stream, revision }: Pick<ProjectedEvent, 'stream' | 'revision'>) => {
    const id = stream.slice(stream.indexOf('.') + 1)
    return ['all', id].map((key) =>
      touch<Journal>(key, (row) => {
        onEach(`${id}@${revision}`)
        return { id: key, events: [...(row?.events ?? []), `${id}@${revision}`] }
      }),
    )
  }
  return readModel<Journal, 'ClockJumped' | 'ParkedWorkRetried' | 'ParkedWorkDiscarded'>({
    name,
    version,
    on: { ClockJumped: written, ParkedWorkRetried: written, ParkedWorkDiscarded: written },
    ignores: OTHERS,
    order: { name: 'ids', place: ({ id }) => inOrder(id) },
    lists: { lengths: (row) => [inOrder(String(row.events.length).padStart(4, '0'))] },
  })
}

export const projectingWorld = () => {
  const world = consumerWorld()
  const { readModels } = world
  /** Keeps these read models until it is stopped, on stores that may be worse than those of the world. */
  const followOn = (
    { rows = readModels, store = world.runtime.store }: { readonly rows?: ReadModelStore; readonly store?: EventStore },
    ...models: ReadonlyArray<ReadModel<Journal>>
  ) => {
    const runtime = { ...world.runtime, store }
    const abort = new AbortController()
    const problems: Array<AfterSalesError> = []
    const status = newStatus()
    const running = runConsumer(
      {
        ...{ runtime, readModels: rows, onFailure: retryThenPark(3), status, signal: abort.signal },
        onProblem: (problem) => void problems.push(problem),
      },
      {
        ...{ role: 'projections', prefixes: ['aftersales_worker-main.'], order: 'log' },
        ...followingOf(runtime, rows, models as ReadonlyArray<ReadModel>, abort.signal),
      },
    )
    const stop = () => {
      abort.abort()
      return running
    }
    return { problems, status, running, stop }
  }
  return {
    ...world,
    followOn,
    follow: (...models: ReadonlyArray<ReadModel<Journal>>) => followOn({}, ...models),
    /** Every row and every place of a read model. */
    rows: async (model: ReadModel<Journal>): Promise<Readonly<Record<string, unknown>>> => {
      const table = async (list?: string) => orThrow(await readModels.list(tableOfModel(model, 'main', list))())
      return {
        rows: (await table()).map(({ key, value }) => [key, JSON.parse(value) as unknown]),
        lengths: (await table('lengths')).map(({ sort, value }) => [sort, value]),
      }
    },
  }
}
