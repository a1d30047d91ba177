/** Links to events of other streams, and what they show where their target is gone; 5.3 and its corrections. */
import { randomUUID } from 'node:crypto'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'
import { clientOf, events, newStream, serverAddress } from './harness.js'
import { ask, readMessage, said, wireTo, type Reading } from './wire.js'

const READ = 'streams.Streams/Read'
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

describe('A link', () => {
  const link = (data: string) => ({
    ...{ id: randomUUID(), type: '$>', contentType: 'application/octet-stream' as const },
    ...{ data: Buffer.from(data), metadata: undefined },
  })
  const linked = async (target: (client: EventStoreDBClient, stream: string) => Promise<unknown>, data?: string) => {
    const { client, stream, read } = await written(2)
    await target(client, stream)
    const links = newStream('links')
    await client.appendToStream(links, [link(data ?? `1@${stream}`)])
    const answer = await read({ stream: links, count: 9n, resolvesLinks: true })
    return { client, read, stream, links, said: answer.said }
  }

  it('is read with its target', async () => {
    const { said, stream, links } = await linked(() => Promise.resolve())
    expect(said).toEqual([`link 0@${links} to 1@${stream}`])
  })

  it('is read as any event where nobody asks to follow it', async () => {
    const { read, links } = await linked(() => Promise.resolve())
    expect((await read({ stream: links, count: 1n })).said).toEqual([`event 0@${links}`])
  })

  it.each<[string, (client: EventStoreDBClient, stream: string) => Promise<unknown>, string?]>([
    ['deleted', (client, stream) => client.deleteStream(stream)],
    ['tombstoned', (client, stream) => client.tombstoneStream(stream)],
    ['truncated', (client, stream) => client.setStreamMetadata(stream, { truncateBefore: 2 })],
    ['never there', () => Promise.resolve(), '7@order-that-never-was'],
    ['a tombstone', (client, stream) => client.tombstoneStream(stream), '9223372036854775807@order'],
  ])('comes alone where its target is %s', async (_, target, data) => {
    const { said, links } = await linked(target, data)
    expect(said).toEqual([`link 0@${links} to nothing`])
  })

  it('that cannot be read is an event like others', async () => {
    const { said, links } = await linked(() => Promise.resolve(), 'nowhere')
    expect(said).toEqual([`event 0@${links}`])
  })

  it('to a link is followed one step', async () => {
    const { client, read, links } = await linked(() => Promise.resolve())
    const outer = newStream('outer')
    await client.appendToStream(outer, [link(`0@${links}`)])
    const answer = await read({ stream: outer, count: 1n, resolvesLinks: true })
    expect(answer.said).toEqual([`link 0@${outer} to 0@${links}`])
  })
})
