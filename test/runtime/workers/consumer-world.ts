/** What the tests of the runner share: a log of plain notes, one or more runners over it, and what they did. */
import * as E from 'fp-ts/lib/Either.js'
import { orThrow, retryThenPark, type AfterSalesError, type EventStore } from 'after-sales'
import { memoryEventStore, memoryKeyRing } from 'after-sales/adapters/memory'
import { simulatedIds, simulatedPayments } from 'after-sales/testing'
import { noTelemetry } from '../../../src/ports/telemetry.js'
import { runConsumer, type Consumer, type ConsumerMeans } from '../../../src/runtime/workers/consumer.js'
import type { Finished } from '../../../src/runtime/workers/progress.js'
import type { LoggedEvent } from '../../../src/runtime/read-log.js'
import { createRuntime } from '../../../src/runtime/runtime.js'
import { newStatus } from '../../../src/runtime/workers/worker-status.js'
import { NOW } from '../../acceptance/shop.js'
import { faultyReadModels } from './faulty-read-models.js'
import { heldClock } from './held-clock.js'

export const ROLE = 'reactions'
export const NAME = `${ROLE}@main`
const AGENT = { kind: 'agent', id: 'operator-1' } as const

/** `s-1@0` for the first event of the stream s-1. */
export const nameOf = ({ stream, revision }: Pick<LoggedEvent, 'stream' | 'revision'>): string =>
  `${stream.slice(stream.indexOf('.') + 1)}@${revision}`
export const streamOf = (id: string): string => `aftersales_worker-main.${id}`

/** The row that an event makes: how often it was written tells how often it was handled. */
export const rowOf = (event: LoggedEvent): Finished =>
  E.right([{ _tag: 'Put', table: 'seen@main', row: { key: nameOf(event), sort: '', value: '{}' } }])

export const consumerWorld = (wrap: (store: EventStore) => EventStore = (store) => store) => {
  const clock = heldClock(NOW)
  const readModels = faultyReadModels()
  const inner = memoryEventStore({ now: clock.now })
  const store = wrap(inner)
  const ids = simulatedIds(7)
  const runtimeOn = (log: EventStore) =>
    createRuntime({
      ...{ tenant: 'main', store: log, payments: simulatedPayments(), keyRing: memoryKeyRing(), clock, ids },
      ...{ telemetry: noTelemetry, cachedStreams: 100 },
    })
  const runtime = runtimeOn(store)
  const writer = runtimeOn(inner)

  const tell = async (id: string, type: string, data: unknown): Promise<void> => {
    const actor = type === 'NoteClockJump' ? ({ kind: 'system', id: 'test' } as const) : AGENT
    orThrow(await writer.handle({ kind: 'worker', id, type, data, commandId: ids.uuid(), actor, channel: 'api' }))
  }

  return {
    clock,
    readModels,
    runtime,
    store: inner,
    /** Adds an event to a stream. */
    note: (id: string) => tell(id, 'NoteClockJump', { role: 'timers', from: NOW, to: NOW }),
    retry: (id: string, role = ROLE) => tell(role, 'RetryParked', { role, stream: streamOf(id) }),
    discard: (id: string) => tell(ROLE, 'DiscardParked', { role: ROLE, stream: streamOf(id), reason: 'looked into' }),

    /** A runner; `handle` answers nothing where the event is handled as usual. */
    run: (
      handle: (event: LoggedEvent) => Promise<Finished | undefined> = () => Promise.resolve(undefined),
      more: Partial<Pick<ConsumerMeans, 'onFailure'> & Pick<Consumer, 'onCaughtUp'>> = {},
    ) => {
      const abort = new AbortController()
      const handled: Array<string> = []
      const problems: Array<AfterSalesError> = []
      const status = newStatus()
      const { onFailure = retryThenPark(3), ...consumer } = more
      const running = runConsumer(
        {
          ...{ runtime, readModels, onFailure, status, signal: abort.signal },
          onProblem: (problem) => void problems.push(problem),
        },
        {
          ...{ role: ROLE, prefixes: ['aftersales_worker-main.'], ...consumer },
          handle: async (event) => {
            const finished = (await handle(event)) ?? rowOf(event)
            if (E.isRight(finished)) handled.push(nameOf(event))
            return finished
          },
        },
      )
      const stop = () => {
        abort.abort()
        return running
      }
      return { handled, problems, status, running, stop, abort }
    },

    /** Rows that were written, in the order of the commits. */
    rowsWritten: (): ReadonlyArray<string> =>
      readModels.commits.flatMap(({ changes }) =>
        changes.flatMap((change) => (change._tag === 'Put' && change.table === 'seen@main' ? [change.row.key] : [])),
      ),
    parked: async () =>
      orThrow(await readModels.list('parked@main')()).map(({ value }) => JSON.parse(value) as Record<string, unknown>),
  }
}

/** A promise that a test resolves. */
export const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}
