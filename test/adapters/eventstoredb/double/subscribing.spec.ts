/** Subscriptions: order, starts, catching up, live, checkpoints, filters; statement 7.6 and its corrections. */
import { END, START, streamNameFilter, type AllStreamSubscription } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'
import { afterTest, event, events, newStream } from './harness.js'
import { eventsOf, followed, checkpointsIn } from './following.js'
import { positionOf, said, type Reading } from './wire.js'

const FAR = 2n ** 62n
const FALSE_CHECKPOINT = 2n ** 64n - 1n

describe('A subscription to a stream', () => {
  it('is confirmed, hears what is there, that it has caught up, and what comes', async () => {
    const { client, stream, follow, hear } = await followed(3)
    const exchange = follow({ stream })
    const before = ['confirmed', ...eventsOf(stream, 0, 1, 2), 'caught up']
    expect(await hear(exchange, 'caught up')).toEqual(before)
    await client.appendToStream(stream, events(2))
    expect(await hear(exchange, 'event 4')).toEqual([...before, ...eventsOf(stream, 3, 4)])
  })

  it('begins after the given revision', async () => {
    const { stream, follow, hear } = await followed(3)
    expect(await hear(follow({ stream, from: 1n }), 'caught up')).toEqual([
      'confirmed',
      ...eventsOf(stream, 2),
      'caught up',
    ])
  })

  it('from the end hears only what comes', async () => {
    const { client, stream, follow, hear } = await followed(3)
    const exchange = follow({ stream, from: 'end' })
    expect(await hear(exchange, 'caught up')).toEqual(['confirmed', 'caught up'])
    await client.appendToStream(stream, events(1))
    expect(await hear(exchange, 'event')).toEqual(['confirmed', 'caught up', ...eventsOf(stream, 3)])
  })

  it('may wait for a stream that is missing', async () => {
    const { client, follow, hear } = await followed(0)
    const stream = newStream()
    const exchange = follow({ stream })
    await hear(exchange, 'caught up')
    await client.appendToStream(stream, events(1))
    expect(await hear(exchange, 'event')).toEqual(['confirmed', 'caught up', ...eventsOf(stream, 0)])
  })

  it('passes over what was truncated', async () => {
    const { client, stream, follow, hear } = await followed(3)
    await client.setStreamMetadata(stream, { maxCount: 1 })
    expect(await hear(follow({ stream }), 'caught up')).toEqual(['confirmed', ...eventsOf(stream, 2), 'caught up'])
  })

  it('hears nothing of a deletion, and goes on when the stream begins again', async () => {
    const { client, stream, follow, hear } = await followed(1)
    const exchange = follow({ stream })
    await hear(exchange, 'caught up')
    await client.deleteStream(stream)
    await client.appendToStream(stream, events(1))
    expect(await hear(exchange, 'event 1')).toEqual([
      'confirmed',
      ...eventsOf(stream, 0),
      'caught up',
      ...eventsOf(stream, 1),
    ])
  })

  it('ends with a tombstone, which it is shown', async () => {
    const { client, stream, follow, hear } = await followed(1)
    const exchange = follow({ stream })
    await hear(exchange, 'caught up')
    await client.tombstoneStream(stream)
    const { code, metadata } = await exchange.status
    expect({ code, exception: metadata.get('exception') }).toEqual({ code: 9, exception: ['stream-deleted'] })
    expect(exchange.frames.map(said).at(-1)).toBe(`event 9223372036854775807@${stream}`)
  })

  it('of a tombstoned stream ends at once', async () => {
    const { client, stream, follow } = await followed(1)
    await client.tombstoneStream(stream)
    expect(await follow({ stream }).status).toMatchObject({ code: 9 })
  })
})

describe('A subscription to the whole log', () => {
  it('begins after the given position and has no checkpoints without a filter', async () => {
    const { client, stream, positions, follow, hear } = await followed(3)
    const exchange = follow({ from: positions[0]! })
    expect((await hear(exchange, 'caught up')).slice(0, 3)).toEqual(['confirmed', ...eventsOf(stream, 1, 2)])
    await client.appendToStream(stream, events(1))
    expect(checkpointsIn(await hear(exchange, `event 3@${stream}`))).toEqual([])
  })

  it('from beyond the end waits, and drops what is written below that', async () => {
    const { client, stream, follow, hear } = await followed(1)
    const [beyond, witness] = [follow({ from: FAR }), follow({ from: 'end' })]
    await hear(witness, 'caught up')
    await client.appendToStream(stream, events(2))
    await hear(witness, `event 2@${stream}`)
    expect(beyond.frames.map(said).filter((one) => one.startsWith('event'))).toEqual([])
  })

  it('from the false checkpoint begins at the end', async () => {
    const { client, stream, follow, hear } = await followed(1)
    const exchange = follow({ from: FALSE_CHECKPOINT, filter: { on: 'stream', prefixes: [stream] } })
    await hear(exchange, 'caught up')
    await client.appendToStream(stream, events(1))
    expect(await hear(exchange, 'event')).toEqual(['confirmed', 'caught up', ...eventsOf(stream, 1)])
  })

  it('hears the events of many writers, each once and in the order of their positions', async () => {
    const { client, positions, follow } = await followed(1)
    const name = newStream('many')
    const exchange = follow({ from: positions[0]!, filter: { on: 'stream', prefixes: [name] } })
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 20; n++) await client.appendToStream(`${name}-${writer}`, events(2))
    })
    await Promise.all(writers)
    const isEvent = (frame: Buffer) => said(frame).startsWith('event')
    await exchange.until((frames) => frames.filter(isEvent).length >= 320)
    const heard = exchange.frames.filter(isEvent).map((frame) => positionOf(frame)!)
    expect(heard).toEqual([...new Set(heard)].sort((a, b) => (a < b ? -1 : 1)))
    expect(heard).toHaveLength(320)
  })
})

describe('A filter', () => {
  const filtered = async (filter: NonNullable<Reading['filter']>) => {
    const { client, stream, positions, follow, hear } = await followed(1)
    await client.appendToStream(stream, [event('Shipped'), event('unshipped'), event('Lost')])
    await client.appendToStream(`other-${stream}`, [event('Shipped')])
    const heard = await hear(follow({ from: positions[0]!, filter }), 'caught up')
    return heard.filter((one) => one.includes(stream)).map((one) => one.replace(stream, 'it'))
  }
  it.each<[string, NonNullable<Reading['filter']>, ReadonlyArray<string>]>([
    ['by any of some prefixes', { on: 'type', prefixes: ['Lo', 'un'] }, ['event 2@it', 'event 3@it']],
    ['by an expression anywhere in the name', { on: 'type', regex: 'ship' }, ['event 2@it']],
    ['by an expression with regard to case', { on: 'type', regex: '^Ship' }, ['event 1@it', 'event 0@other-it']],
    ['by an expression without regard to case', { on: 'type', regex: '(?i)^UN' }, ['event 2@it']],
    ['by the expression where prefixes are given too', { on: 'type', regex: 'Lost', prefixes: ['S'] }, ['event 3@it']],
    ['by the name of the stream', { on: 'stream', prefixes: ['other-'] }, ['event 0@other-it']],
  ])('lets through %s', async (_, filter, expected) => {
    expect(await filtered(filter)).toEqual(expected)
  })

  it('looks at a link, not at its target', async () => {
    const { client, stream, positions, follow, hear } = await followed(1)
    const link = { ...event('$>'), contentType: 'application/octet-stream' as const, data: Buffer.from(`0@${stream}`) }
    const links = newStream('links')
    await client.appendToStream(links, [link as never])
    const filter = { on: 'type', prefixes: ['$>'] } as const
    const heard = await hear(follow({ from: positions[0]!, filter, resolvesLinks: true }), 'caught up')
    expect(heard).toContain(`link 0@${links} to 0@${stream}`)
  })
})

describe('A subscription of the client', () => {
  const closed = (subscription: AllStreamSubscription) => afterTest(() => subscription.unsubscribe())

  it('hears events and checkpoints', async () => {
    const { client, stream, positions } = await followed(2)
    const heard: Array<unknown> = []
    const checkpointReached = (_: unknown, { commit }: { readonly commit: bigint }) => void heard.push(commit)
    const filter = streamNameFilter({ prefixes: [stream], checkpointReached })
    const fromPosition = { commit: positions[0]!, prepare: positions[0]! }
    const subscription = client.subscribeToAll({ fromPosition, filter })
    closed(subscription)
    subscription.on('data', ({ event }) => heard.push(event!.revision))
    await new Promise<void>((resolve) => subscription.on('caughtUp', resolve))
    expect(heard).toEqual([1n, positions[1]])
  })

  it('loses nothing where it reads slowly, and hears again that it has caught up', async () => {
    const { client, stream } = await followed(0)
    const subscription = client.subscribeToAll({
      fromPosition: END,
      filter: streamNameFilter({ prefixes: [stream] }),
    })
    closed(subscription)
    let caughtUp = 0
    const heard: Array<bigint> = []
    subscription.on('data', ({ event }) => heard.push(event!.revision))
    await new Promise<void>((resolve) =>
      subscription.on('caughtUp', () => {
        caughtUp += 1
        resolve()
      }),
    )
    subscription.pause()
    const large = () => Array.from({ length: 40 }, () => event('Large', { text: 'x'.repeat(5_000) }))
    for (let n = 0; n < 10; n++) await client.appendToStream(stream, large())
    subscription.resume()
    await expect.poll(() => heard.length).toBe(400)
    expect(heard).toEqual(Array.from({ length: 400 }, (_, n) => BigInt(n)))
    await expect.poll(() => caughtUp).toBeGreaterThan(1)
  })

  it('starts from the start too', async () => {
    const { client, stream } = await followed(2)
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({ prefixes: [stream] }),
    })
    closed(subscription)
    const heard: Array<bigint> = []
    subscription.on('data', ({ event }) => heard.push(event!.revision))
    await new Promise<void>((resolve) => subscription.on('caughtUp', resolve))
    expect(heard).toEqual([0n, 1n])
  })
})
