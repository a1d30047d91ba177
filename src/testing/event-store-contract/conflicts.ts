/**
 * Expected revisions and repeated batches: EventStoreDB's table, row by row. The stream of each row holds events 1, 2
 * and 3, which came as one batch of 1 and 2 and one of 3.
 */
import assert from 'node:assert/strict'
import type { Appended, EventStore, Revision } from '../../ports/event-store.js'
import { contractCase, type ContractCase } from './case.js'
import { append, eventsOf, idOf, idsOf, log, range, read, refused, streamOf } from './sample.js'

const stream = streamOf(1)

interface Written {
  readonly first: Appended
  readonly second: Appended
}

const written = async (store: EventStore): Promise<Written> => ({
  first: await append(store, stream, 'no_stream', eventsOf(1, 2)),
  second: await append(store, stream, 1, eventsOf(3)),
})

const counts = (rule: string, expected: Revision, ids: ReadonlyArray<number>, as: keyof Written): ContractCase =>
  contractCase(`counts as written: ${rule}`, async (store) => {
    const original = (await written(store))[as]
    const again = await append(store, stream, expected, eventsOf(...ids))
    assert.deepEqual([again.revision, again.position], [original.revision, original.position])
    assert.notEqual(again.write, 'fresh')
    assert.deepEqual(idsOf(await log(store)), range(1, 3).map(idOf))
  })

const conflict = (rule: string, expected: Revision, ids: ReadonlyArray<number>): ContractCase =>
  contractCase(`is a conflict that names the real head: ${rule}`, async (store) => {
    await written(store)
    assert.deepEqual(await refused(store, stream, expected, eventsOf(...ids)), {
      _tag: 'WrongExpectedRevision',
      stream,
      expected,
      actual: 2,
    })
    assert.deepEqual(idsOf(await log(store)), range(1, 3).map(idOf))
  })

export const conflicts: ReadonlyArray<ContractCase> = [
  counts('the first batch again, after no stream', 'no_stream', [1, 2], 'first'),
  counts('the last batch again, after its own expected revision', 1, [3], 'second'),
  counts('all batches again as one', 'no_stream', [1, 2, 3], 'second'),
  counts('the end of one batch and the next one again', 0, [2, 3], 'second'),

  contractCase(
    'counts as written, with the revision of its own last event: the beginning of a batch',
    async (store) => {
      await written(store)
      const again = await append(store, stream, 'no_stream', eventsOf(1))
      const original = (await read(store, stream)).events[0]
      assert.deepEqual([again.revision, again.position], [0, original?.position])
      assert.equal((await log(store)).length, 3)
    },
  ),

  contractCase('counts as written however much has been appended since', async (store) => {
    const { first } = await written(store)
    for (const n of range(0, 40)) await append(store, stream, 2 + 5 * n, eventsOf(...range(1000 + 5 * n, 5)))
    const again = await append(store, stream, 'no_stream', eventsOf(1, 2))
    assert.deepEqual([again.revision, again.position], [first.revision, first.position])
    assert.equal((await log(store)).length, 203)
  }),

  conflict('other events after no stream', 'no_stream', [7, 8]),
  conflict('other events below the head', 0, [7]),
  conflict('a batch whose later event differs', 'no_stream', [1, 7]),
  conflict('a batch whose first event differs', 'no_stream', [7, 2]),
  conflict('a batch that goes on beyond the head', 'no_stream', [1, 2, 3, 4]),
  conflict('the same events in another order', 'no_stream', [2, 1]),
  conflict('the same events at another place', 0, [1, 2]),
  conflict('a revision that the stream has not reached', 3, [4]),
  conflict('a revision far beyond the head, with events that are there', 1_000, [1]),
  conflict('a number that is no revision', -1, [1]),
  conflict('a fraction', 0.5, [2]),

  contractCase('is a conflict that names no stream: any revision of a stream that is not there', async (store) => {
    for (const expected of [0, 5])
      assert.deepEqual(await refused(store, stream, expected, eventsOf(1)), {
        _tag: 'WrongExpectedRevision',
        stream,
        expected,
        actual: 'no_stream',
      })
    assert.equal((await read(store, stream)).head, 'no_stream')
  }),

  contractCase('appends at the head whatever the ids, so a retry must keep its expected revision', async (store) => {
    await written(store)
    const again = await append(store, stream, 2, eventsOf(1, 3))
    assert.equal(again.revision, 4)
    assert.notEqual(again.write, 'replayed')
    assert.deepEqual(idsOf(await log(store)), [1, 2, 3, 1, 3].map(idOf))
  }),
]
