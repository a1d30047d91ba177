/** Appends as no well-behaved client sends them; statement 7.3 and its corrections. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newStream, serverAddress } from './harness.js'
import { appendMessages, ask, batchMessage, batchReply, wireTo } from './wire.js'

describe('A malformed append', () => {
  const good = { type: 'Shipped' }
  it.each([
    ['an empty event type', newStream(), { id: randomUUID(), type: '' }],
    ['an empty stream name', '', { id: randomUUID(), ...good }],
    ['an event id that is no UUID', newStream(), { id: 'order-1', ...good }],
  ])(
    'by the classic call with %s fails within the server; by batch it is refused alone',
    async (_, stream, proposed) => {
      const wire = wireTo(await serverAddress())
      const classic = await ask(wire('streams.Streams/Append'), ...appendMessages(stream, 'any', proposed))
      expect(classic).toMatchObject({ code: 2, details: 'Exception was thrown by handler.' })
      const batch = wire('streams.Streams/BatchAppend')
      batch.send(batchMessage({ correlation: randomUUID(), to: { stream, expected: 'any' }, events: [proposed] }))
      await batch.until(({ length }) => length === 1)
      const fine = { id: randomUUID(), ...good }
      batch.send(
        batchMessage({ correlation: randomUUID(), to: { stream: newStream(), expected: 'any' }, events: [fine] }),
      )
      await batch.until(({ length }) => length === 2)
      expect(batch.frames.map(batchReply)).toMatchObject([{ code: 3n }, { revision: 0n }])
      batch.cancel()
    },
  )

  it('without a type is told which property it needs', async () => {
    const wire = wireTo(await serverAddress())
    const answer = await ask(
      wire('streams.Streams/Append'),
      ...appendMessages(newStream(), 'any', { id: randomUUID() }),
    )
    expect(answer).toMatchObject({
      code: 3,
      trailers: {
        exception: 'missing-required-metadata-property',
        'required-metadata-properties': 'type,content-type',
      },
    })
  })

  it('over 16 MiB in one message is refused by its size', async () => {
    const wire = wireTo(await serverAddress())
    const large = { id: randomUUID(), type: 'Large', data: Buffer.alloc(16 * 1_024 * 1_024 + 1) }
    const answer = await ask(wire('streams.Streams/Append'), ...appendMessages(newStream(), 'any', large))
    expect(answer).toMatchObject({ code: 8, details: 'Received message exceeds the maximum configured message size.' })
  })
})
