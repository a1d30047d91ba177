/**
 * Whatever is done to them, the SQLite store and the memory store give the same answers and hold the same log.
 * A failing run prints its seed and the shortest list of operations that shows the difference.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from '../../../src/adapters/memory/index.js'
import { instantOf, type Instant } from '../../../src/domain/values/instant.js'
import type { Delivery, EventStore, EventToAppend, Position, Revision } from '../../../src/ports/event-store.js'
import { deliveries, eventOf, metadataOf, streamOf } from '../../../src/testing/event-store-contract/sample.js'
import { openLog, START, temporaryFile } from './temporary.js'

interface Append {
  readonly stream: string
  readonly expected: Revision
  readonly events: ReadonlyArray<EventToAppend>
}

// Few streams, ids and revisions, so that conflicts and repetitions are the rule.
const stream = fc.integer({ min: 0, max: 2 }).map((n) => streamOf(n, n === 0 ? 'refund' : 'request'))
const revision: fc.Arbitrary<Revision> = fc.oneof(fc.constant('no_stream' as const), fc.integer({ min: 0, max: 5 }))
const event: fc.Arbitrary<EventToAppend> = fc
  .record({
    n: fc.integer({ min: 0, max: 5 }),
    text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    traced: fc.boolean(),
  })
  .map(({ n, text, traced }) => ({
    ...eventOf(n),
    data: JSON.stringify({ text }),
    metadata: { ...metadataOf(n), actorId: text, ...(traced ? { traceparent: '00-1-2-01' } : {}) },
  }))
const append: fc.Arbitrary<Append> = fc.record({
  stream,
  expected: revision,
  events: fc.array(event, { maxLength: 3 }),
})

const operation = fc.oneof(
  { weight: 6, arbitrary: append.map((one) => ({ kind: 'append' as const, group: [one] })) },
  {
    weight: 3,
    arbitrary: fc.array(append, { minLength: 2, maxLength: 6 }).map((group) => ({ kind: 'append' as const, group })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('read' as const), stream, from: fc.nat(6), limit: fc.nat(4) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('all' as const),
      after: fc.option(fc.nat(12), { nil: undefined }),
      prefix: fc.constantFrom(undefined, 'aftersales_refund-', 'aftersales_', 'none'),
    }),
  },
)
type Operation = typeof operation extends fc.Arbitrary<infer A> ? A : never

const perform = async (store: EventStore, step: Operation): Promise<unknown> => {
  switch (step.kind) {
    case 'append':
      return Promise.all(step.group.map((one) => store.append(one.stream, one.expected, one.events)()))
    case 'read':
      return store.read(step.stream, step.from, step.limit)()
    case 'all':
      return deliveries(store, {
        ...(step.after === undefined ? {} : { after: String(step.after) as Position }),
        ...(step.prefix === undefined ? {} : { prefixes: [step.prefix] }),
      })
  }
}

/** One clock per store would tick once per group in one and once per append in the other. */
const sameTime = (): Instant => instantOf(START)

const wholeLog = (store: EventStore): Promise<ReadonlyArray<Delivery>> => deliveries(store)

describe('The SQLite store and the memory store', () => {
  it('give the same answers and hold the same log, whatever is done to them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 25 }), async (steps) => {
        const memory = memoryEventStore({ now: sameTime })
        const sqlite = await openLog(temporaryFile())
        try {
          for (const step of steps) expect(await perform(sqlite, step)).toEqual(await perform(memory, step))
          expect(await wholeLog(sqlite)).toEqual(await wholeLog(memory))
        } finally {
          await sqlite.close()
        }
      }),
      { numRuns: 100 },
    )
  }, 30_000)
})
