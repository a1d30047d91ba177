/** Expected revisions, retries and limits, by both calls that append; statements 7.1 to 7.3 and their corrections. */
import { randomUUID } from 'node:crypto'
import {
  StreamDeletedError,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type EventStoreDBClient,
} from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'
import {
  anyClient,
  collect,
  CLASSIC,
  clientOf,
  describeDouble,
  double,
  event,
  events,
  failureOf,
  newStream,
  PATHS,
  revisionsIn,
  serverAddress,
} from './harness.js'
import { appendMessages, ask, batchMessage, batchReply, wireTo } from './wire.js'

type State = (client: EventStoreDBClient, stream: string) => Promise<unknown>
const three: State = (client, stream) => client.appendToStream(stream, events(3), { expectedRevision: 'no_stream' })

const STATES: Readonly<Record<string, State>> = {
  'a new stream': () => Promise.resolve(),
  'a stream of three events': three,
  'a stream with nothing but metadata': (client, stream) => client.setStreamMetadata(stream, { owner: 'shop' }),
  'a deleted stream': async (client, stream) => {
    await three(client, stream)
    await client.deleteStream(stream)
  },
  'a tombstoned stream': async (client, stream) => {
    await three(client, stream)
    await client.tombstoneStream(stream)
  },
  'a stream whose events are all truncated': async (client, stream) => {
    await three(client, stream)
    await client.setStreamMetadata(stream, { truncateBefore: 3 })
  },
}
const EXPECTATIONS: ReadonlyArray<AppendExpectedRevision> = ['any', 'no_stream', 'stream_exists', 2n, 1n, 3n]
const DELETED = 'deleted'
const OUTCOMES: Readonly<Record<string, ReadonlyArray<string>>> = {
  'a new stream': ['0', '0', 'conflict', 'conflict', 'conflict', 'conflict'],
  'a stream of three events': ['3', 'conflict', '3', '3', 'conflict', 'conflict'],
  'a stream with nothing but metadata': ['0', '0', '0', 'conflict', 'conflict', 'conflict'],
  'a deleted stream': ['3', '3', DELETED, '3', 'conflict', 'conflict'],
  'a tombstoned stream': [DELETED, DELETED, DELETED, DELETED, DELETED, DELETED],
  'a stream whose events are all truncated': ['3', 'conflict', '3', '3', 'conflict', 'conflict'],
}

const outcomeOf = (append: Promise<{ readonly nextExpectedRevision: bigint }>): Promise<string> =>
  append.then(
    ({ nextExpectedRevision }) => String(nextExpectedRevision),
    (error: unknown) => {
      if (error instanceof StreamDeletedError) return DELETED
      return error instanceof WrongExpectedVersionError ? 'conflict' : String(error)
    },
  )

describe.each(PATHS)('Appended by the %s call', (_, options) => {
  it.each(Object.keys(STATES))('%s answers each expected revision', async (name) => {
    const client = await anyClient()
    const outcomes: Array<string> = []
    for (const expectedRevision of EXPECTATIONS) {
      const stream = newStream()
      await STATES[name]!(client, stream)
      outcomes.push(await outcomeOf(client.appendToStream(stream, [event()], { expectedRevision, ...options })))
    }
    expect(outcomes).toEqual(OUTCOMES[name])
  })

  it('a conflict tells what was expected and what is there', async () => {
    const client = await anyClient()
    const stream = newStream()
    const onNew = await failureOf(client.appendToStream(stream, events(1), { expectedRevision: 5n, ...options }))
    expect(onNew).toMatchObject({ expectedVersion: 5n, actualVersion: 'no_stream' })
    await client.appendToStream(stream, events(3), options)
    const onOld = await failureOf(
      client.appendToStream(stream, events(1), { expectedRevision: 'no_stream', ...options }),
    )
    expect(onOld).toMatchObject({ expectedVersion: 'no_stream', actualVersion: 2n })
  })

  it.each(['no_stream', 'any'] as const)(
    'a retry with %s answers the original and writes nothing',
    async (expected) => {
      const client = await anyClient()
      const [stream, batch] = [newStream(), events(3)]
      const first = await client.appendToStream(stream, batch, { expectedRevision: expected, ...options })
      await client.appendToStream(stream, events(2), options)
      const retry = await client.appendToStream(stream, batch, { expectedRevision: expected, ...options })
      expect(retry).toEqual(first)
      expect(await revisionsIn(client, stream)).toHaveLength(5)
    },
  )

  it('a retry with the original exact revision answers the original revision, not the head', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(2)]
    await client.appendToStream(stream, events(1), options)
    const first = await client.appendToStream(stream, batch, { expectedRevision: 0n, ...options })
    await client.appendToStream(stream, events(4), options)
    const retry = await client.appendToStream(stream, batch, { expectedRevision: 0n, ...options })
    expect(retry).toEqual(first)
    expect(retry.nextExpectedRevision).toBe(2n)
  })

  it('the first events of a batch count as a retry of it, with their own revision', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(3)]
    await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    const retry = client.appendToStream(stream, batch.slice(0, 2), { expectedRevision: 'no_stream', ...options })
    expect((await retry).nextExpectedRevision).toBe(1n)
  })

  it.each([
    ['only some of the ids are known', 'no_stream', [0, 9]],
    ['more is given than was written', 'no_stream', [0, 1, 2, 9]],
    ['only some of the ids are known', 'any', [0, 9]],
    ['the order is another', 'no_stream', [1, 0, 2]],
  ] as const)('it is a conflict if %s (%s)', async (_, expectedRevision, places) => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(3)]
    await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    const retry = places.map((place) => batch[place] ?? event())
    expect(await outcomeOf(client.appendToStream(stream, retry, { expectedRevision, ...options }))).toBe('conflict')
  })

  it('known ids in another order are a retry where any revision will do', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(3)]
    await client.appendToStream(stream, batch, options)
    const retry = await client.appendToStream(stream, [batch[1]!, batch[0]!, batch[2]!], options)
    expect(retry.nextExpectedRevision).toBe(2n)
    expect(await revisionsIn(client, stream)).toHaveLength(3)
  })

  it('known ids at the present revision are written again', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(1)]
    await client.appendToStream(stream, batch, options)
    await client.appendToStream(stream, batch, { expectedRevision: 0n, ...options })
    expect(await revisionsIn(client, stream)).toEqual([0n, 1n])
  })

  it('a known id of another stream is written', async () => {
    const client = await anyClient()
    const batch = events(1)
    await client.appendToStream(newStream(), batch, options)
    const elsewhere = newStream()
    await client.appendToStream(elsewhere, batch, options)
    expect(await revisionsIn(client, elsewhere)).toEqual([0n])
  })

  it('a retry has no position where the events can no longer be read', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(2)]
    await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    await client.setStreamMetadata(stream, { truncateBefore: 2 })
    await client.appendToStream(stream, events(1), options)
    const retry = await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    expect(retry).toMatchObject({ nextExpectedRevision: 1n, position: undefined })
  })

  it.each(['any', 'no_stream'] as const)(
    'a retry with %s leaves a deleted stream deleted',
    async (expectedRevision) => {
      const client = await anyClient()
      const [stream, batch] = [newStream(), events(2)]
      await client.appendToStream(stream, batch, { expectedRevision, ...options })
      await client.deleteStream(stream)
      const retry = await client.appendToStream(stream, batch, { expectedRevision, ...options })
      expect(retry).toMatchObject({ success: true, nextExpectedRevision: 1n, position: undefined })
      expect(await failureOf(revisionsIn(client, stream))).toHaveProperty('type', 'stream-not-found')
    },
  )

  it('without events it succeeds, takes a position and makes no stream', async () => {
    const client = await anyClient()
    const stream = newStream()
    const { success, position } = await client.appendToStream(stream, [], options)
    expect({ success, hasPosition: position !== undefined }).toEqual({ success: true, hasPosition: true })
    expect(await failureOf(revisionsIn(client, stream))).toHaveProperty('type', 'stream-not-found')
    await client.appendToStream(stream, events(1), options)
    const after = await collect(client.readAll({ fromPosition: position!, maxCount: 50 }))
    expect(after.map(({ event }) => event?.streamId)).toContain(stream)
    expect(await outcomeOf(client.appendToStream(stream, [], { expectedRevision: 7n, ...options }))).toBe('conflict')
    const exact = await client.appendToStream(stream, [], { expectedRevision: 0n, ...options })
    expect(exact.nextExpectedRevision).toBe(0n)
  })

  it('exactly the limit of data is taken, one byte more is not', async () => {
    const client = await anyClient()
    // Quotes and key around the text are data too.
    const ofBytes = (size: number) => [event('Large', { text: 'x'.repeat(size - '{"text":""}'.length) })]
    await client.appendToStream(newStream(), ofBytes(1_048_576), options)
    const failure = await failureOf(client.appendToStream(newStream(), ofBytes(1_048_577), options))
    expect(failure).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 })
  })

  it('names and types of a thousand characters are taken', async () => {
    const client = await anyClient()
    const stream = `${newStream()}-${'n'.repeat(1_000)}`
    await client.appendToStream(stream, [event('T'.repeat(1_000))], options)
    expect(await revisionsIn(client, stream)).toEqual([0n])
  })
})

describe('A position', () => {
  it('is that of the last event written, and grows with gaps', async () => {
    const client = await anyClient()
    const stream = newStream()
    const { position } = await client.appendToStream(stream, events(3))
    const read = await collect(client.readStream(stream))
    const positions = read.map(({ event }) => event!.position!.commit)
    expect(positions[2]).toBe(position!.commit)
    expect(positions[1]! - positions[0]!).toBeGreaterThan(1n)
    expect(read.every(({ event }) => event!.position!.commit === event!.position!.prepare)).toBe(true)
  })
})

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

describeDouble('What depends on the version', () => {
  it('is the size of an append: from 24.6 metadata and types count as well', async () => {
    const { connectionString } = await double({ version: '24.6.0', maxAppendBytes: 100 })
    const client = clientOf(connectionString)
    const small = () => event('T'.repeat(40), { text: 'x' })
    expect(await failureOf(client.appendToStream(newStream(), [small(), small()], CLASSIC))).toHaveProperty(
      'type',
      'maximum-append-size-exceeded',
    )
  })
})

describeDouble('After a restart', () => {
  it('a retry with any writes duplicates, one with an exact revision does not', async () => {
    const first = await double()
    const [loose, exact, batch] = [newStream(), newStream(), events(1)]
    const before = clientOf(first.connectionString)
    await before.appendToStream(loose, batch)
    const original = await before.appendToStream(exact, batch, { expectedRevision: 'no_stream' })
    const second = clientOf((await double({ log: first.log })).connectionString)
    await second.appendToStream(loose, batch)
    expect(await revisionsIn(second, loose)).toEqual([0n, 1n])
    expect(await second.appendToStream(exact, batch, { expectedRevision: 'no_stream' })).toEqual(original)
  })
})
