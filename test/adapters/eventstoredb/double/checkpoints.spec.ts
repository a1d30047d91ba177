/** Checkpoints of filtered subscriptions, on new servers and old; statement 7.6 and its corrections. */
import { describe, expect, it } from 'vitest'
import { checkpointsIn, eventsOf, followed } from './following.js'
import { describeDouble, double, events, newStream } from './harness.js'
import { said, type Reading } from './wire.js'

const FALSE_CHECKPOINT = 2n ** 64n - 1n

describe('Checkpoints of a filtered subscription', () => {
  it('come live after each interval of considered events, at the last of them', async () => {
    const { client, follow, hear } = await followed(1)
    const [name, other] = [newStream('watched'), newStream('other')]
    const exchange = follow({ from: 'end', filter: { on: 'stream', prefixes: [name] }, window: 2, multiplier: 3 })
    expect(await hear(exchange, 'caught up')).toEqual(['confirmed', 'caught up'])
    const positions: Array<bigint> = []
    for (let n = 1; n <= 18; n++) {
      const { position } = await client.appendToStream(n % 4 === 0 ? name : other, events(1))
      positions.push(position!.commit)
    }
    const heard = await hear(exchange, 'checkpoint', 3)
    expect(checkpointsIn(heard)).toEqual([5, 11, 17].map((n) => `checkpoint ${positions[n]}`))
    const sixth = heard.indexOf(`checkpoint ${positions[5]}`)
    expect(heard.slice(2, sixth)).toEqual([`event 0@${name}`])
  })

  it.each([
    ['no event matches', 'nothing-is-called-so', [10, 30, 50]],
    ['some match', 'matching', [10, 39, 56]],
  ])('come in catch-up for the page that completes an interval: its start or last match (%s)', async (_, name, at) => {
    const { client, stream, positions, follow, hear } = await followed(1)
    for (let n = 1; n <= 65; n++) {
      // Matches are the events 5, 22, 39 and 56.
      const { position } = await client.appendToStream(`${n % 17 === 5 ? 'matching' : 'other'}-${stream}`, events(1))
      positions.push(position!.commit)
    }
    const filter = { on: 'stream', prefixes: [`${name}-${stream}`] } as const
    const heard = await hear(follow({ from: positions[0]!, filter, window: 10, multiplier: 2 }), 'caught up')
    expect(checkpointsIn(heard)).toEqual(at.map((n) => `checkpoint ${positions[n]}`))
  })

  it('count from the beginning once it has caught up', async () => {
    const { client, stream, positions, follow, hear } = await followed(8)
    const filter = { on: 'stream', prefixes: ['nothing-is-called-so'] } as const
    const exchange = follow({ from: positions[0]!, filter, window: 5, multiplier: 2 })
    await hear(exchange, 'caught up')
    for (let n = 0; n < 12; n++) {
      const { position } = await client.appendToStream(stream, events(1))
      positions.push(position!.commit)
    }
    expect(checkpointsIn(await hear(exchange, 'checkpoint', 2))).toEqual([
      `checkpoint ${positions[0]}`,
      `checkpoint ${positions[17]}`,
    ])
  })

  it('end the catch-up with the last match', async () => {
    const { client, stream, positions, follow, hear } = await followed(3)
    await client.appendToStream(newStream('other'), events(3))
    const heard = await hear(follow({ from: positions[0]!, filter: { on: 'stream', prefixes: [stream] } }), 'caught up')
    expect(heard).toEqual(['confirmed', ...eventsOf(stream, 1, 2), `checkpoint ${positions[2]}`, 'caught up'])
  })

  it('end the catch-up where it began, if nothing matched within an interval', async () => {
    const { client, positions, follow, hear } = await followed(1)
    await client.appendToStream(newStream('other'), events(3))
    const filter = { on: 'stream', prefixes: ['nothing-is-called-so'] } as const
    const heard = await hear(follow({ from: positions[0]!, filter }), 'caught up')
    expect(heard).toEqual(['confirmed', `checkpoint ${positions[0]}`, 'caught up'])
  })

  it.each(['end', 'last'] as const)('do not come where there is nothing to catch up (%s)', async (where) => {
    const { positions, stream, follow, hear } = await followed(2)
    const from = where === 'end' ? 'end' : positions[1]!
    const heard = await hear(follow({ from, filter: { on: 'stream', prefixes: [stream] } }), 'caught up')
    expect(heard).toEqual(['confirmed', 'caught up'])
  })
})

describeDouble('The false checkpoint of 24.2.0 to 24.10.4', () => {
  const nothing = { on: 'stream', prefixes: ['nothing-is-called-so'] } as const
  const following = async (count: number, reading: Reading, falseCheckpoint = true) => {
    const { connectionString } = await double({ falseCheckpoint })
    const { client, stream, follow, hear } = await followed(count, connectionString)
    const exchange = follow(reading)
    await hear(exchange, 'caught up')
    return { client, stream, exchange, hear }
  }

  it.each([0, 5])('is sent where nothing matched from the start (%i events), and none after it', async (count) => {
    const { client, stream, exchange, hear } = await following(count, { filter: nothing, window: 6 })
    await client.appendToStream(stream, events(12))
    // An event that matches shows that the others were considered.
    await client.appendToStream('nothing-is-called-so-1', events(1))
    expect(await hear(exchange, 'event')).toEqual([
      'confirmed',
      `checkpoint ${FALSE_CHECKPOINT}`,
      'caught up',
      'event 0@nothing-is-called-so-1',
    ])
  })

  it('is not sent once an interval was considered', async () => {
    const { exchange } = await following(32, { filter: nothing })
    expect(exchange.frames.map(said)).toEqual(['confirmed', 'checkpoint 0', 'caught up'])
  })

  it('is not sent by later servers', async () => {
    const { exchange } = await following(5, { filter: nothing }, false)
    expect(exchange.frames.map(said)).toEqual(['confirmed', 'caught up'])
  })
})

describeDouble('Old servers', () => {
  it('of 23.6 do not say that a subscription has caught up', async () => {
    const { connectionString } = await double({ version: '23.6.0' })
    const { client, stream, follow, hear } = await followed(1, connectionString)
    const exchange = follow({ stream })
    await hear(exchange, 'event 0')
    await client.appendToStream(stream, events(1))
    expect(await hear(exchange, 'event 1')).toEqual(['confirmed', ...eventsOf(stream, 0, 1)])
  })

  it('of 23.10 send no checkpoint when it has caught up', async () => {
    const { connectionString } = await double({ version: '23.10.0' })
    const { stream, follow, hear } = await followed(1, connectionString)
    const heard = await hear(follow({ filter: { on: 'stream', prefixes: [stream] } }), 'caught up')
    expect(heard).toEqual(['confirmed', ...eventsOf(stream, 0), 'caught up'])
  })
})
