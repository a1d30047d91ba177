/** Deleting, tombstones, metadata and truncation; statements 7.7, C16, C17 and their corrections. */
import { randomUUID } from 'node:crypto'
import { type EventStoreDBClient, type StreamMetadata } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'
import {
  anyClient,
  CLASSIC,
  clientOf,
  collect,
  describeDouble,
  double,
  events,
  failureOf,
  newStream,
  REAL_SERVER,
  revisionsIn,
  serverAddress,
} from './harness.js'
import { appendMessages, ask, deleteMessage, wireTo } from './wire.js'

/** A server writes a second record after its answer, and shows it some milliseconds later. */
const settled = (): Promise<void> =>
  REAL_SERVER === undefined ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, 30))

const streamOf = async (count: number) => {
  const address = await serverAddress()
  const [client, stream] = [clientOf(address), newStream()]
  await client.appendToStream(stream, events(count))
  return { address, client, stream }
}
/** Metadata as another client might write them, valid or not. */
const rawMetadata = async (address: string, stream: string, text: string, contentType = 'application/json') => {
  const metadata = { id: randomUUID(), type: '$metadata', contentType, data: Buffer.from(text) }
  await ask(wireTo(address)('streams.Streams/Append'), ...appendMessages(`$$${stream}`, 'any', metadata))
  await settled()
}
const metadataOf = async (client: EventStoreDBClient, stream: string): Promise<string> => {
  const all = await collect(client.readStream(`$$${stream}`, { direction: 'backwards', fromRevision: 'end' }))
  const data: unknown = all[0]!.event!.data
  return data instanceof Uint8Array ? Buffer.from(data).toString('utf8') : JSON.stringify(data)
}
const seen = (client: EventStoreDBClient, stream: string): Promise<ReadonlyArray<bigint> | string> =>
  revisionsIn(client, stream).catch(({ type }: { readonly type: string }) => type)

describe('A stream that is deleted', () => {
  it('reads as missing', async () => {
    const { client, stream } = await streamOf(2)
    await client.deleteStream(stream)
    expect(await seen(client, stream)).toBe('stream-not-found')
  })

  it('loses all its metadata for a "truncate before" that is the greatest number', async () => {
    const { client, stream } = await streamOf(2)
    await client.setStreamMetadata(stream, { maxCount: 7, acl: { readRoles: ['shop'] } })
    await client.deleteStream(stream)
    const { metadata } = await client.getStreamMetadata(stream)
    expect(metadata).toEqual({ truncateBefore: Number(2n ** 63n - 1n) })
  })

  it.each(['any', 'no_stream', 1n] as const)(
    'begins again, with its numbers going on (%s)',
    async (expectedRevision) => {
      const { client, stream } = await streamOf(2)
      await client.deleteStream(stream)
      await client.appendToStream(stream, events(2), { expectedRevision })
      await settled()
      expect(await seen(client, stream)).toEqual([2n, 3n])
      expect(await metadataOf(client, stream)).toBe('{"$tb":2}')
    },
  )

  it.each([
    ['any metadata', '{"owner":"shop"}'],
    ['metadata with the unsafe number that JavaScript makes of the mark', '{"owner":"shop","$tb":9223372036854776000}'],
  ])('comes back without events by %s', async (_, text) => {
    const { address, client, stream } = await streamOf(2)
    await client.deleteStream(stream)
    await rawMetadata(address, stream, text)
    expect(await seen(client, stream)).toEqual([])
    expect(JSON.parse(await metadataOf(client, stream))).toEqual({ owner: 'shop', $tb: 2 })
    expect(await failureOf(client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' }))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 1n,
    })
    const next = await client.appendToStream(stream, events(1), { expectedRevision: 1n })
    expect(next.nextExpectedRevision).toBe(2n)
  })

  it('comes back with all its events by metadata that are no JSON', async () => {
    const { address, client, stream } = await streamOf(2)
    await client.deleteStream(stream)
    await rawMetadata(address, stream, '{"owner')
    expect(await seen(client, stream)).toEqual([0n, 1n])
  })

  it.each([
    ['missing', 'any', -2n, -1n],
    ['missing', 0n, 0n, -1n],
    ['there', 'no_stream', -1n, 1n],
    ['there', 5n, 5n, 1n],
  ] as const)('must be as expected (%s, %s)', async (state, expectedRevision, expectedVersion, actualVersion) => {
    const { client, stream } = await streamOf(2)
    const target = state === 'there' ? stream : newStream()
    expect(await failureOf(client.deleteStream(target, { expectedRevision }))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion,
      actualVersion,
    })
  })

  it('must be there, where that is expected', async () => {
    const wire = wireTo(await serverAddress())
    const answer = await ask(wire('streams.Streams/Delete'), deleteMessage(newStream(), 'stream_exists'))
    expect(answer).toMatchObject({ code: 9, trailers: { 'expected-version': '-4', 'actual-version': '-1' } })
  })

  it('is deleted at its exact revision', async () => {
    const { client, stream } = await streamOf(2)
    const { position } = await client.deleteStream(stream, { expectedRevision: 1n })
    expect(position!.commit).toBeGreaterThan(0n)
    expect(await seen(client, stream)).toBe('stream-not-found')
  })
})

describe('A stream that is tombstoned', () => {
  it('is closed for reading, writing, deleting and metadata', async () => {
    const { client, stream } = await streamOf(2)
    await client.tombstoneStream(stream)
    const attempts = [
      () => client.appendToStream(stream, events(1)),
      () => client.appendToStream(stream, events(1), CLASSIC),
      () => client.deleteStream(stream),
      () => client.tombstoneStream(stream),
      () => client.setStreamMetadata(stream, { maxCount: 1 }),
    ]
    for (const attempt of attempts) expect(await failureOf(attempt())).toMatchObject({ type: 'stream-deleted' })
    expect(await seen(client, stream)).toBe('stream-deleted')
  })

  it('need not have been there, and its name is gone for ever', async () => {
    const client = await anyClient()
    const stream = newStream()
    await client.tombstoneStream(stream)
    expect(await failureOf(client.appendToStream(stream, events(1)))).toMatchObject({ type: 'stream-deleted' })
  })

  it('has a last event with the greatest revision in the log', async () => {
    const { client, stream } = await streamOf(1)
    const { position } = await client.tombstoneStream(stream)
    const [tombstone] = await collect(client.readAll({ fromPosition: position!, maxCount: 1 }))
    expect(tombstone!.event).toMatchObject({
      streamId: stream,
      type: '$streamDeleted',
      revision: 9_223_372_036_854_775_807n,
    })
  })
})

describe('A name beyond ASCII', () => {
  it('does not go into trailers, and the whole answer fails with it', async () => {
    const client = await anyClient()
    const stream = `rücksendung${newStream()}`
    await client.appendToStream(stream, events(2), CLASSIC)
    const conflict = client.appendToStream(stream, events(1), { expectedRevision: 9n, ...CLASSIC })
    expect(await failureOf(conflict)).toMatchObject({ type: 'wrong-expected-version' })
    const http = { type: 'unknown', message: expect.stringContaining('Received HTTP status code 500') as string }
    expect(await failureOf(client.deleteStream(stream, { expectedRevision: 9n }))).toMatchObject(http)
    await client.tombstoneStream(stream)
    expect(await failureOf(collect(client.readStream(stream)))).toMatchObject(http)
    expect(await failureOf(client.appendToStream(stream, events(1), CLASSIC))).toMatchObject(http)
    expect(await failureOf(client.appendToStream(stream, events(1)))).toMatchObject({ type: 'stream-deleted' })
  })
})

describe('Truncation', () => {
  it.each<[string, StreamMetadata, ReadonlyArray<bigint>]>([
    ['by count', { maxCount: 2 }, [3n, 4n]],
    ['by revision', { truncateBefore: 4 }, [4n]],
    ['by the stricter of both', { maxCount: 3, truncateBefore: 1 }, [2n, 3n, 4n]],
    ['of everything', { truncateBefore: 5 }, []],
    ['by an age that nothing has', { maxAge: 1_000 }, [0n, 1n, 2n, 3n, 4n]],
  ])('hides events from readers of the stream at once: %s', async (_, metadata, revisions) => {
    const { client, stream } = await streamOf(5)
    await client.setStreamMetadata(stream, metadata)
    expect(await seen(client, stream)).toEqual(revisions)
  })

  it.each([
    ['$maxCount as text', '{"$tb":2,"$maxCount":"3"}'],
    ['$maxCount as a fraction', '{"$tb":2,"$maxCount":2.5}'],
    ['$tb as text', '{"$maxCount":1,"$tb":"2"}'],
    ['$tb beyond the greatest number', '{"$maxCount":1,"$tb":9223372036854775808}'],
    ['rights that are no object', '{"$tb":2,"$acl":5}'],
    ['broken JSON', '{"$tb":2'],
  ])('is given up altogether for %s', async (_, text) => {
    const { address, client, stream } = await streamOf(3)
    await rawMetadata(address, stream, text)
    expect(await seen(client, stream)).toEqual([0n, 1n, 2n])
  })

  it.each([
    ['$maxCount 0', '{"$tb":2,"$maxCount":0}'],
    ['$maxCount -3', '{"$tb":2,"$maxCount":-3}'],
    ['$maxAge 0', '{"$tb":2,"$maxAge":0}'],
    ['$cacheControl 0', '{"$tb":2,"$cacheControl":0}'],
    ['$tb -1', '{"$maxCount":1,"$tb":-1}'],
  ])('forgets only what is out of range: %s', async (_, text) => {
    const { address, client, stream } = await streamOf(3)
    await rawMetadata(address, stream, text)
    expect(await seen(client, stream)).toEqual([2n])
  })

  it('is given up for metadata that do not say that they are JSON', async () => {
    const { address, client, stream } = await streamOf(3)
    await rawMetadata(address, stream, '{"$tb":2}', 'application/octet-stream')
    expect(await seen(client, stream)).toEqual([0n, 1n, 2n])
  })

  it('knows only the newest metadata', async () => {
    const { client, stream } = await streamOf(3)
    await client.setStreamMetadata(stream, { maxCount: 1 })
    await client.setStreamMetadata(stream, { maxCount: 2 })
    expect(await revisionsIn(client, `$$${stream}`)).toEqual([1n])
    expect(await seen(client, stream)).toEqual([1n, 2n])
  })
})

describeDouble('Truncation by age', () => {
  it('goes by the clock of the server', async () => {
    let now = Date.UTC(2026, 0, 1)
    const client = clientOf((await double({ now: () => now })).connectionString)
    const stream = newStream()
    await client.setStreamMetadata(stream, { maxAge: 10 })
    for (const _ of [0, 1, 2]) {
      await client.appendToStream(stream, events(1))
      now += 4_000
    }
    expect(await seen(client, stream)).toEqual([1n, 2n])
    const [read] = await collect(client.readStream(stream))
    expect(read!.event!.created.toISOString()).toBe('2026-01-01T00:00:04.000Z')
  })
})
