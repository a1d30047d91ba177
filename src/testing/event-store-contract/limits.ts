/** What is too large is refused with its weight, in bytes as they are stored, and leaves no trace. */
import assert from 'node:assert/strict'
import { MAX_APPEND_BYTES, MAX_EVENT_BYTES } from '../../ports/event-store.js'
import type { EventStore, EventToAppend } from '../../ports/event-store.js'
import { contractCase } from './case.js'
import { append, eventOf, log, range, read, refused, streamOf } from './sample.js'

const stream = streamOf(1)

// EventStoreDB weighs data, metadata and two bytes for each character of the type.
const weigh = ({ type, data, metadata }: EventToAppend): number =>
  Buffer.byteLength(data) + Buffer.byteLength(JSON.stringify(metadata)) + 2 * type.length

/** An event of exactly that weight, filled up with a character of `width` bytes as far as it goes. */
const eventWeighing = (n: number, bytes: number, filler = 'x'): EventToAppend => {
  const empty = { ...eventOf(n), data: '{"note":""}' }
  const room = bytes - weigh(empty)
  const width = Buffer.byteLength(filler)
  const note = filler.repeat(Math.floor(room / width)) + 'x'.repeat(room % width)
  return { ...empty, data: `{"note":"${note}"}` }
}

const nothingWritten = async (store: EventStore): Promise<void> => {
  assert.equal((await read(store, stream)).head, 'no_stream')
  assert.equal((await log(store)).length, 0)
}

export const limits = [
  contractCase('refuses an append of nothing', async (store) => {
    assert.deepEqual(await refused(store, stream, 'no_stream', []), { _tag: 'EmptyAppend', stream })
    await nothingWritten(store)
  }),

  contractCase('takes an event of exactly the limit and gives it back', async (store) => {
    const event = eventWeighing(1, MAX_EVENT_BYTES)
    await append(store, stream, 'no_stream', [event])
    assert.equal((await read(store, stream)).events[0]?.data, event.data)
  }),

  ...['x', 'é', '退', '📦'].map((filler) =>
    contractCase(`refuses an event of one byte more than the limit, in UTF-8 (${filler})`, async (store) => {
      const large = eventWeighing(2, MAX_EVENT_BYTES + 1, filler)
      assert.deepEqual(await refused(store, stream, 'no_stream', [eventOf(1), large]), {
        _tag: 'EventTooLarge',
        stream,
        bytes: MAX_EVENT_BYTES + 1,
        limit: MAX_EVENT_BYTES,
      })
      await nothingWritten(store)
    }),
  ),

  contractCase('takes a batch of exactly the limit', async (store) => {
    const quarter = MAX_APPEND_BYTES / 4
    await append(
      store,
      stream,
      'no_stream',
      range(0, 4).map((n) => eventWeighing(n, quarter)),
    )
    assert.equal((await read(store, stream)).head, 3)
  }),

  contractCase('refuses a batch of one byte more than the limit', async (store) => {
    const fifth = Math.floor(MAX_APPEND_BYTES / 5)
    const events = range(0, 4).map((n) => eventWeighing(n, fifth))
    const rest = eventWeighing(4, MAX_APPEND_BYTES + 1 - 4 * fifth)
    assert.deepEqual(await refused(store, stream, 'no_stream', [...events, rest]), {
      _tag: 'AppendTooLarge',
      stream,
      bytes: MAX_APPEND_BYTES + 1,
      limit: MAX_APPEND_BYTES,
    })
    await nothingWritten(store)
  }),
]
