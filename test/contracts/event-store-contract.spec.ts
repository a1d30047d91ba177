/** A contract is worth what it refuses: each store here breaks one rule, and at least one case must say so. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from '../../src/adapters/memory/index.js'
import type { AllOptions, Delivery, EventStore, Position } from '../../src/ports/event-store.js'
import { eventStoreContract } from '../../src/testing/event-store-contract.js'

type Breaks = (store: EventStore) => Partial<EventStore>

const delivering =
  (change: (flow: AsyncIterable<Delivery>, options: AllOptions) => AsyncIterable<Delivery>): Breaks =>
  (store) => ({ all: (options = {}) => change(store.all(options), options) })

const mapped = (change: (delivery: Delivery) => ReadonlyArray<Delivery>): Breaks =>
  delivering(async function* (flow) {
    for await (const delivery of flow) yield* change(delivery)
  })

const broken: ReadonlyArray<readonly [string, Breaks]> = [
  [
    'answers any conflict as a success',
    (store) => ({
      append: (stream, expected, events) => async () => {
        const answer = await store.append(stream, expected, events)()
        return E.isLeft(answer) && answer.left._tag === 'WrongExpectedRevision'
          ? E.right({ revision: 0, position: '1' as Position, write: 'replayed' })
          : answer
      },
    }),
  ],
  [
    'answers a repeated batch with the head instead of its own revision',
    (store) => ({
      append: (stream, expected, events) => async () => {
        const answer = await store.append(stream, expected, events)()
        const slice = await store.read(stream)()
        return E.isRight(answer) && E.isRight(slice) && typeof slice.right.head === 'number'
          ? E.right({ ...answer.right, revision: slice.right.head })
          : answer
      },
    }),
  ],
  [
    'writes a batch event by event',
    (store) => ({
      append: (stream, expected, events) => async () => {
        let answer = await store.append(stream, expected, events.slice(0, 1))()
        for (const event of events.slice(1))
          if (E.isRight(answer)) answer = await store.append(stream, answer.right.revision, [event])()
        return answer
      },
    }),
  ],
  [
    'reads again and appends where the revision was wrong',
    (store) => ({
      append: (stream, expected, events) => async () => {
        const answer = await store.append(stream, expected, events)()
        return E.isLeft(answer) && answer.left._tag === 'WrongExpectedRevision'
          ? store.append(stream, answer.left.actual, events)()
          : answer
      },
    }),
  ],
  [
    'appends before it is asked to run',
    (store) => ({
      append: (...batch) => {
        const running = store.append(...batch)()
        return () => running
      },
    }),
  ],
  [
    'stores the data as a value instead of as text',
    (store) => ({
      append: (stream, expected, events) =>
        store.append(
          stream,
          expected,
          events.map((event) => ({ ...event, data: JSON.stringify(JSON.parse(event.data)) })),
        ),
    }),
  ],
  ['reads every slice from the beginning', (store) => ({ read: (stream, _, limit) => store.read(stream, 0, limit) })],
  ['ignores the position', (store) => ({ all: ({ after: _, ...options } = {}) => store.all(options) })],
  ['ignores the prefixes', (store) => ({ all: ({ prefixes: _, ...options } = {}) => store.all(options) })],
  ['ignores the signal', (store) => ({ all: ({ signal: _, ...options } = {}) => store.all(options) })],
  ['does not follow', (store) => ({ all: ({ follow: _, ...options } = {}) => store.all(options) })],
  ['delivers everything twice', mapped((delivery) => [delivery, delivery])],
  ['gives no checkpoint', mapped((delivery) => (delivery._tag === 'Checkpoint' ? [] : [delivery]))],
  ['never says that it has caught up', mapped((delivery) => (delivery._tag === 'CaughtUp' ? [] : [delivery]))],
  ['fails in silence', mapped((delivery) => (delivery._tag === 'Failed' ? [] : [delivery]))],
  [
    'lets a checkpoint overtake the event before it',
    mapped((delivery) =>
      delivery._tag === 'Event' ? [{ _tag: 'Checkpoint', position: delivery.event.position }, delivery] : [delivery],
    ),
  ],
  [
    'loses an event of a long log',
    mapped((delivery) => (delivery._tag === 'Event' && delivery.event.position === '1001' ? [] : [delivery])),
  ],
  ['compares positions as text', () => ({ comparePositions: (a, b) => (a < b ? -1 : a > b ? 1 : 0) })],
  ['stays open', () => ({ close: () => Promise.resolve() })],
]

describe('The contract of event stores', () => {
  it.concurrent.each(broken)('refuses a store that %s', async (_, breaks) => {
    const open = (): Promise<EventStore> => {
      const store = memoryEventStore()
      return Promise.resolve({ ...store, ...breaks(store) })
    }
    let refusals = 0
    for (const { run } of eventStoreContract) {
      await run(open).catch(() => (refusals += 1))
      if (refusals > 0) break
    }
    expect(refusals).toBe(1)
  })
})
