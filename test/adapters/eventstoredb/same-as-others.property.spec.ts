/**
 * Whatever is done to them, EventStoreDB, SQLite and memory give the same answers and hold the same log; but for what
 * only the store itself can know: its positions, its time, and whether a write was fresh. A failing run prints its seed
 * and the shortest list of operations that shows the difference.
 */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from '../../../src/adapters/memory/index.js'
import type { EventStore, EventToAppend, Position, Revision, StoredEvent } from '../../../src/ports/event-store.js'
import {
  deliveries,
  eventOf,
  eventsIn,
  metadataOf,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { openLog, temporaryFile } from '../sqlite/temporary.js'
import { ownNames } from './own-names.js'
import { doubleFor, realServer, storeOn } from './stores.js'

// Few streams, ids and revisions, so that conflicts and repetitions are the rule.
const stream = fc.integer({ min: 0, max: 2 }).map((n) => streamOf(n, n === 0 ? 'refund' : 'request'))
const revision: fc.Arbitrary<Revision> = fc.oneof(fc.constant('no_stream' as const), fc.integer({ min: -1, max: 5 }))
const event: fc.Arbitrary<EventToAppend> = fc
  .record({
    n: fc.integer({ min: 0, max: 5 }),
    text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    spaced: fc.boolean(),
    traced: fc.boolean(),
  })
  .map(({ n, text, spaced, traced }) => ({
    ...eventOf(n),
    data: spaced ? `{ "text" : ${JSON.stringify(text)}, "text": 1.50 }` : JSON.stringify({ text }),
    metadata: { ...metadataOf(n), actorId: text, ...(traced ? { traceparent: '00-1-2-01' } : {}) },
  }))

const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ kind: fc.constant('append' as const), stream, expected: revision },
      events: fc.array(event, { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('read' as const), stream, from: fc.nat(6), limit: fc.nat(4) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('all' as const),
      after: fc.option(fc.nat(6), { nil: undefined }),
      prefix: fc.constantFrom(undefined, 'aftersales_refund-', 'aftersales_', 'none'),
    }),
  },
)
type Operation = typeof operation extends fc.Arbitrary<infer A> ? A : never

const known = ({ id, type, data, metadata, stream: name, revision: at }: StoredEvent) => ({
  ...{ id, type, data, metadata, name, at },
})

const perform = async (store: EventStore, step: Operation): Promise<unknown> => {
  switch (step.kind) {
    case 'append': {
      const answer = await store.append(step.stream, step.expected, step.events)()
      return E.isLeft(answer) ? answer : answer.right.revision
    }
    case 'read': {
      const slice = await store.read(step.stream, step.from, step.limit)()
      return E.isLeft(slice) ? slice : { head: slice.right.head, events: slice.right.events.map(known) }
    }
    case 'all': {
      const positions = eventsIn(await deliveries(store)).map(({ position }) => position)
      const after: Position | undefined = step.after === undefined ? undefined : positions[step.after]
      const all = await deliveries(store, {
        ...(after === undefined ? {} : { after }),
        ...(step.prefix === undefined ? {} : { prefixes: [step.prefix] }),
      })
      return { events: eventsIn(all).map(known), last: all.at(-1)?._tag }
    }
  }
}

describe('EventStoreDB, SQLite and memory', () => {
  it('give the same answers and hold the same log, whatever is done to them', async () => {
    const server = realServer ?? (await doubleFor()).connectionString
    const shared = await storeOn(server)
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 20 }), async (steps) => {
        const memory = memoryEventStore()
        const sqlite = await openLog(temporaryFile())
        const remote = ownNames(shared, `p${randomUUID().replaceAll('-', '').slice(0, 12)}`)
        for (const step of steps) {
          const expected = await perform(memory, step)
          expect(await perform(remote, step)).toEqual(expected)
          expect(await perform(sqlite, step)).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
