/** Reads of a stream and of the whole log, links, and odd requests; statements 7.4, 7.5 and their corrections. */
import { randomUUID } from 'node:crypto'
import { BACKWARDS, END, START, type EventStoreDBClient } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'
import {
  anyClient,
  clientOf,
  collect,
  describeDouble,
  double,
  event,
  events,
  failureOf,
  newStream,
  revisionsIn,
  serverAddress,
} from './harness.js'
import { ask, readMessage, said, wireTo, type Reading } from './wire.js'

const READ = 'streams.Streams/Read'
const FAR = 2n ** 62n

/** A server with a stream of `count` events, and a way to read by the wire. */
const written = async (count: number) => {
  const address = await serverAddress()
  const [client, wire, stream] = [clientOf(address), wireTo(address), newStream()]
  const { position } = await client.appendToStream(stream, events(count))
  const read = async (reading: Reading) => {
    const answer = await ask(wire(READ), readMessage(reading))
    return { ...answer, said: answer.frames.map(said) }
  }
  return { client, stream, read, last: position!.commit }
}

describe('A stream is read', () => {
  it.each<[string, Omit<Reading, 'stream'>, ReadonlyArray<number>]>([
    ['forwards from the start', { from: 'start' }, [0, 1, 2, 3]],
    ['forwards from a revision, which is part of it', { from: 2n }, [2, 3]],
    ['forwards up to a count', { from: 1n, count: 2n }, [1, 2]],
    ['forwards from past the end, where nothing is', { from: 9n }, []],
    ['backwards from the end', { from: 'end', isBackwards: true }, [3, 2, 1, 0]],
    ['backwards from a revision, which is part of it', { from: 1n, isBackwards: true }, [1, 0]],
    ['backwards from beyond the head, from the head on', { from: 9n, isBackwards: true, count: 1n }, [3]],
    ['backwards from the start, where one event is', { from: 'start', isBackwards: true }, [0]],
  ])('%s', async (_, reading, revisions) => {
    const { stream, read } = await written(4)
    const answer = await read({ stream, count: 100n, ...reading })
    expect(answer.said).toEqual(revisions.map((revision) => `event ${revision}@${stream}`))
    expect(answer.code).toBe(0)
  })

  it('in any number', async () => {
    const { client, stream } = await written(1_000)
    expect(await revisionsIn(client, stream)).toEqual(Array.from({ length: 1_000 }, (_, n) => BigInt(n)))
  })

  it('by what was written: type, data, metadata and time', async () => {
    const client = await anyClient()
    const [stream, id] = [newStream(), randomUUID()]
    const before = Date.now()
    const shipped = { ...event('Shipped', { items: ['ä', 2, null] }, id), metadata: { $correlationId: 'request-1' } }
    await client.appendToStream(stream, [shipped])
    const [read] = await collect(client.readStream(stream))
    expect(read!.event).toMatchObject({
      ...{ id, type: 'Shipped', isJson: true, streamId: stream, revision: 0n },
      ...{ data: { items: ['ä', 2, null] }, metadata: { $correlationId: 'request-1' } },
    })
    expect(read!.event!.created.getTime()).toBeGreaterThanOrEqual(before - 1)
  })

  it('not at all where it is missing', async () => {
    const { read } = await written(1)
    const stream = newStream('missing')
    expect(await read({ stream, count: 1n })).toMatchObject({ said: [`no stream ${stream}`], code: 0 })
  })

  it.each<[string, Omit<Reading, 'stream'>]>([
    ['from the end on', { from: 'end', count: 1n }],
    ['with a count of zero', { count: 0n }],
  ])('forwards %s, where the server fails', async (_, reading) => {
    const { stream, read } = await written(1)
    const answer = await read({ stream, ...reading })
    expect(answer).toMatchObject({ code: 2, details: 'Unexpected ReadStreamResult: Error' })
  })

  it('with its last revision, and the next one where nothing is, if the request asks for them', async () => {
    const { client, stream, read } = await written(3)
    const verbose = (reading: Reading) => read({ count: 10n, compatibility: 1, stream, ...reading })
    const revisions = [0, 1, 2].map((revision) => `event ${revision}@${stream}`)
    expect((await verbose({})).said).toEqual([...revisions, 'last 2'])
    expect((await verbose({ from: 7n })).said).toEqual(['first 3', 'last 2'])
    await client.setStreamMetadata(stream, { truncateBefore: 5 })
    expect((await verbose({})).said).toEqual(['first 3', 'last 2'])
  })
})

const positionsOf = async (client: EventStoreDBClient, stream: string) =>
  (await collect(client.readStream(stream))).map(({ event }) => event!.position!)

describe('The whole log is read', () => {
  it('forwards from a position, which is part of it', async () => {
    const { client, stream } = await written(3)
    const [, second] = await positionsOf(client, stream)
    const read = await collect(client.readAll({ fromPosition: second!, maxCount: 2 }))
    expect(read.map(({ event }) => event!.revision)).toEqual([1n, 2n])
  })

  it('backwards from a position, which is not part of it', async () => {
    const { client, stream } = await written(3)
    const [, , third] = await positionsOf(client, stream)
    const read = await collect(client.readAll({ direction: BACKWARDS, fromPosition: third!, maxCount: 2 }))
    expect(read.map(({ event }) => event!.revision)).toEqual([1n, 0n])
  })

  it('from both ends', async () => {
    const { client, stream } = await written(3)
    expect(await collect(client.readAll({ fromPosition: END, maxCount: 5 }))).toEqual([])
    expect(await collect(client.readAll({ direction: BACKWARDS, fromPosition: START, maxCount: 5 }))).toEqual([])
    const [newest] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
    expect(newest!.event).toMatchObject({ streamId: stream, revision: 2n })
  })

  it('from beyond its end as nothing', async () => {
    const { read } = await written(1)
    expect(await read({ from: FAR, count: 5n })).toMatchObject({ said: [], code: 0 })
  })

  it('with a count of zero for ever', async () => {
    const { read, last } = await written(1)
    const ended = read({ from: last, count: 0n }).then(() => 'ended')
    const later = new Promise((resolve) => setTimeout(resolve, 100, 'still open'))
    expect(await Promise.race([ended, later])).toBe('still open')
  })

  it('by a filter, up to a count of matches', async () => {
    const { stream, read, last, client } = await written(2)
    await client.appendToStream(newStream('other'), events(3))
    await client.appendToStream(stream, events(2))
    const answer = await read({ from: last, count: 2n, filter: { on: 'stream', prefixes: [stream] } })
    expect(answer.said).toEqual([`event 1@${stream}`, `event 2@${stream}`])
  })

  it('with deleted, truncated and metadata events, which stay until a scavenge', async () => {
    const { client, stream, read, last } = await written(2)
    await client.setStreamMetadata(stream, { maxCount: 1 })
    await client.deleteStream(stream)
    const filter = { on: 'stream', regex: `^(\\$\\$)?${stream}$` } as const
    const answer = await read({ from: last, count: 3n, filter })
    expect(answer.said).toEqual([`event 1@${stream}`, `event 0@$$${stream}`, `event 1@$$${stream}`])
  })
})

describe('A request that means nothing', () => {
  const stream = newStream('odd')
  const filter = { on: 'stream', prefixes: ['order'] } as const
  it.each<[string, Reading, string]>([
    ['a stream with a filter', { stream, filter, count: 1n }, 'Stream, Count, Forwards, Filter'],
    ['neither count nor subscription', { without: 'count and subscription' }, 'All, None, Forwards, NoFilter'],
    ['a subscription backwards', { isBackwards: true }, 'All, Subscription, Backwards, NoFilter'],
    ['a filter neither given nor denied', { count: 1n, without: 'filter and no filter' }, 'All, Count, Forwards, None'],
  ])('has %s and is invalid', async (_, reading, combination) => {
    const { read } = await written(1)
    const { code, details } = await read(reading)
    expect({ code, details }).toEqual({ code: 3, details: `The combination of (${combination}) is invalid.` })
  })

  it('has no form for ids and fails at the first event', async () => {
    const { stream, read } = await written(1)
    expect(await read({ stream, count: 1n, without: 'uuid' })).toMatchObject({ said: [], code: 2 })
    expect(await read({ stream, count: 1n, from: 7n, without: 'uuid' })).toMatchObject({ said: [], code: 0 })
  })

  it.each<[string, Reading]>([
    ['a position prepared after it was committed', { from: { commit: 5n, prepare: 6n }, count: 1n }],
    ['a window of zero', { filter, window: 0 }],
    ['a checkpoint after zero windows', { filter, multiplier: 0 }],
    ['an expression with an open bracket', { filter: { on: 'type', regex: '(' } }],
  ])('has %s and fails', async (_, reading) => {
    const { read } = await written(1)
    expect(await read(reading)).toMatchObject({ code: 2, details: 'Exception was thrown by handler.' })
  })
})

describeDouble('A position that no transaction begins at', () => {
  it('cannot be read from', async () => {
    const { connectionString } = await double()
    const [client, wire] = [clientOf(connectionString), wireTo(connectionString)]
    const { position } = await client.appendToStream(newStream(), events(2))
    const from = position!.commit - 1n
    const read = await ask(wire(READ), readMessage({ from, count: 1n }))
    expect(read).toMatchObject({ code: 2, details: 'Unexpected ReadAllResult: InvalidPosition' })
    const followed = await ask(wire(READ), readMessage({ from }))
    expect(followed).toMatchObject({ code: 3, details: 'Trying to read from an invalid position.' })
  })
})

describe('A read by the client', () => {
  it('of a missing stream is rejected', async () => {
    expect(await failureOf(collect((await anyClient()).readStream(newStream())))).toMatchObject({
      type: 'stream-not-found',
    })
  })
})
