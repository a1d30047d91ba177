/** A closed store says so, to everybody and at once, and has written what it had accepted. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { contractCase } from './case.js'
import { append, deliveries, eventsOf, range, soon, streamOf } from './sample.js'

const stream = streamOf(1)
const CLOSED = { _tag: 'StoreClosed' } as const

export const closing = [
  contractCase('answers that it is closed once it is', async (store) => {
    await append(store, stream, 'no_stream', eventsOf(1))
    await store.close()
    assert.deepEqual(await store.append(stream, 0, eventsOf(2))(), E.left(CLOSED))
    assert.deepEqual(await store.read(stream)(), E.left(CLOSED))
    for (const follow of [false, true])
      assert.deepEqual(await deliveries(store, { follow }), [{ _tag: 'Failed', error: CLOSED }])
  }),

  contractCase('can be closed twice', async (store) => {
    await Promise.all([store.close(), store.close()])
    await store.close()
  }),

  contractCase('ends the flow of a waiting reader when it is closed', async (store) => {
    const reader = deliveries(store, { follow: true })
    await append(store, stream, 'no_stream', eventsOf(1))
    await store.close()
    assert.deepEqual((await soon('the end of the flow', reader)).at(-1), { _tag: 'Failed', error: CLOSED })
  }),

  contractCase('answers every append that was under way when it was closed', async (store) => {
    const answers = range(1, 20).map((n) => store.append(streamOf(n), 'no_stream', eventsOf(n))())
    await store.close()
    for (const answer of await soon('all answers', Promise.all(answers)))
      assert.ok(E.isRight(answer) || answer.left._tag === 'StoreClosed' || answer.left._tag === 'OutcomeUnknown')
  }),
]
