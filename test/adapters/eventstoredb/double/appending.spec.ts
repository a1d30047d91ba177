/** Expected revisions, retries and limits, by both calls that append; statements 7.1 to 7.3 and their corrections. */
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
} from './harness.js'

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
