/** What is appended is there, once, as a whole, in the order in which it came. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { contractCase } from './case.js'
import { append, eventOf, eventsOf, idOf, idsOf, log, range, read, refused, streamOf } from './sample.js'

const stream = streamOf(1)

export const appending = [
  contractCase('starts a stream at revision 0', async (store) => {
    const appended = await append(store, stream, 'no_stream', eventsOf(1))
    assert.equal(appended.revision, 0)
    assert.notEqual(appended.write, 'replayed')
    assert.equal((await read(store, stream)).head, 0)
  }),

  contractCase('numbers the events of a stream without gaps, whatever the sizes of the batches', async (store) => {
    assert.equal((await append(store, stream, 'no_stream', eventsOf(1, 2, 3))).revision, 2)
    assert.equal((await append(store, stream, 2, eventsOf(4))).revision, 3)
    assert.equal((await append(store, stream, 3, eventsOf(5, 6))).revision, 5)
    const { events, head } = await read(store, stream)
    assert.deepEqual(
      events.map(({ revision }) => revision),
      range(0, 6),
    )
    assert.deepEqual(idsOf(events), range(1, 6).map(idOf))
    assert.equal(head, 5)
  }),

  contractCase('answers with the revision and position of the last event of the batch', async (store) => {
    await append(store, streamOf(2), 'no_stream', eventsOf(9))
    const { revision, position } = await append(store, stream, 'no_stream', eventsOf(1, 2))
    const last = (await log(store)).at(-1)
    assert.deepEqual([last?.id, last?.revision, last?.position], [idOf(2), revision, position])
  }),

  contractCase('appends nothing before it is asked to run', async (store) => {
    const task = store.append(stream, 'no_stream', eventsOf(1))
    assert.equal((await read(store, stream)).head, 'no_stream')
    assert.ok(E.isRight(await task()))
    assert.equal((await read(store, stream)).head, 0)
  }),

  contractCase('keeps the events of one batch together in the log', async (store) => {
    await Promise.all(
      range(0, 10).map((n) => append(store, streamOf(n), 'no_stream', eventsOf(10 * n, 10 * n + 1, 10 * n + 2))),
    )
    const events = await log(store)
    assert.equal(events.length, 30)
    for (const start of range(0, 10))
      assert.equal(new Set(events.slice(3 * start, 3 * start + 3).map((event) => event.stream)).size, 1)
  }),

  contractCase('writes all of a batch or, where it is refused, nothing', async (store) => {
    await append(store, stream, 'no_stream', eventsOf(1))
    await refused(store, stream, 'no_stream', eventsOf(2, 3, 4))
    await refused(store, stream, 7, eventsOf(5, 6))
    assert.deepEqual(idsOf(await log(store)), [idOf(1)])
  }),

  contractCase('lets exactly one of several concurrent appends to a stream win', async (store) => {
    const answers = await Promise.all(
      range(1, 20).map((n) => store.append(stream, 'no_stream', [eventOf(n), eventOf(100 + n)])()),
    )
    const winners = answers.flatMap((answer, index) => (E.isRight(answer) ? [index + 1] : []))
    assert.equal(winners.length, 1)
    for (const answer of answers)
      if (E.isLeft(answer))
        assert.deepEqual(answer.left, { _tag: 'WrongExpectedRevision', stream, expected: 'no_stream', actual: 1 })
    const [winner = 0] = winners
    assert.deepEqual(idsOf((await read(store, stream)).events), [idOf(winner), idOf(100 + winner)])
  }),

  contractCase('lets concurrent appends to different streams all win', async (store) => {
    const answers = await Promise.all(range(1, 50).map((n) => append(store, streamOf(n), 'no_stream', eventsOf(n))))
    assert.equal(new Set(answers.map(({ position }) => position)).size, 50)
    assert.equal((await log(store)).length, 50)
  }),

  contractCase('takes the same event id in two streams as two events', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    await append(store, streamOf(2), 'no_stream', eventsOf(1))
    assert.deepEqual(
      (await log(store)).map((event) => event.stream),
      [streamOf(1), streamOf(2)],
    )
  }),
]
