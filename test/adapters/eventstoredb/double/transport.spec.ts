/** Connections and calls: the limit of streams, the batch stream, features, versions; statements 9 and 0b on them. */
import { status } from '@grpc/grpc-js'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  afterTest,
  clientOf,
  collect,
  CLASSIC,
  describeDouble,
  double,
  event,
  events,
  failureOf,
  newStream,
  revisionsIn,
  serverAddress,
} from './harness.js'
import { ask, batchMessage, batchReply, EMPTY, readMessage, said, wireTo } from './wire.js'

const BATCH = 'streams.Streams/BatchAppend'
const some = () => ({ id: randomUUID(), type: 'Shipped' })

describe('A connection', () => {
  it('carries a hundred calls; the next one waits until one of them ends', async () => {
    const wire = wireTo(await serverAddress())
    const confirmed = ({ frames }: { readonly frames: ReadonlyArray<Buffer> }) =>
      frames.some((one) => said(one) === 'confirmed')
    const subscribe = () => {
      const exchange = wire('streams.Streams/Read')
      exchange.send(readMessage({ stream: newStream(), from: 'end' }))
      exchange.halfClose()
      return exchange
    }
    // So that the client knows the limit before it sends the others.
    const first = subscribe()
    await first.until((frames) => confirmed({ frames }))
    const subscriptions = [first, ...Array.from({ length: 100 }, subscribe)]
    afterTest(async () => {
      subscriptions.forEach(({ cancel }) => cancel())
      await Promise.all(subscriptions.map((one) => one.status))
    })
    for (let waited = 0; subscriptions.filter(confirmed).length < 100 && waited < 5_000; waited += 20) await pause(20)
    await pause(100)
    const others = subscriptions.filter((one) => !confirmed(one))
    expect(others).toHaveLength(1)
    const [other = first] = others
    first.cancel()
    await Promise.race([other.until((frames) => confirmed({ frames })).catch(() => undefined), other.status])
    // Node 22 and later refuse it where they have not yet counted the end of the one that was canceled.
    if (!confirmed(other)) expect((await other.status).code).toBe(status.RESOURCE_EXHAUSTED)
  })

  it('serves many more appends than that one after the other', async () => {
    const client = clientOf(await serverAddress())
    const stream = newStream()
    await Promise.all(Array.from({ length: 300 }, () => client.appendToStream(stream, events(1), CLASSIC)))
    expect(await revisionsIn(client, stream)).toHaveLength(300)
  })
})

describe('A batch stream', () => {
  it('answers each append with the id it came with, in the form it came', async () => {
    const batch = wireTo(await serverAddress())(BATCH)
    const [first, second] = [randomUUID(), randomUUID()]
    const stream = newStream()
    batch.send(batchMessage({ correlation: first, to: { stream, expected: 'any' }, events: [some()] }))
    batch.send(batchMessage({ correlation: second, to: { stream, expected: 9n }, events: [some()] }))
    await batch.until(({ length }) => length === 2)
    // A refusal may overtake a write.
    const replies = new Map(batch.frames.map(batchReply).map((reply) => [reply.correlation, reply]))
    expect(replies.get(first)).toEqual({ correlation: first, hasHalves: false, revision: 0n })
    const refused = { correlation: second, hasHalves: false, code: 6n, text: 'WrongExpectedVersion' }
    expect(replies.get(second)).toEqual(refused)
    batch.cancel()
  })

  it('takes an append in chunks as one write', async () => {
    const address = await serverAddress()
    const batch = wireTo(address)(BATCH)
    const [correlation, stream] = [randomUUID(), newStream()]
    batch.send(batchMessage({ correlation, to: { stream, expected: 'any' }, events: [some()], isFinal: false }))
    batch.send(batchMessage({ correlation, events: [some(), some()] }))
    await batch.until(({ length }) => length === 1)
    expect(batch.frames.map(batchReply)).toMatchObject([{ revision: 2n }])
    batch.cancel()
  })

  it('gives up an append that is not finished two seconds after its first chunk, with its id in another form', async () => {
    const batch = wireTo(await serverAddress())(BATCH)
    const to = { stream: newStream(), expected: 'any' } as const
    const began = Date.now()
    batch.send(batchMessage({ correlation: randomUUID(), to, events: [some()], isFinal: false }))
    await batch.until(({ length }) => length === 1)
    expect(batch.frames.map(batchReply)).toMatchObject([{ hasHalves: true, correlation: undefined, code: 4n }])
    expect(Date.now() - began).toBeGreaterThan(1_500)
    batch.cancel()
  })

  it('that is half-closed while idle stays open', async () => {
    const batch = wireTo(await serverAddress())(BATCH)
    const to = { stream: newStream(), expected: 'any' } as const
    batch.send(batchMessage({ correlation: randomUUID(), to, events: [some()] }))
    await batch.until(({ length }) => length === 1)
    batch.halfClose()
    const later = new Promise((resolve) => setTimeout(resolve, 100, 'open'))
    expect(await Promise.race([batch.status, later])).toBe('open')
    batch.cancel()
  })
})

describeDouble('A batch stream of the double', () => {
  it('that is half-closed ends well and loses the replies that are due', async () => {
    const { connectionString, faults } = await double()
    faults.next('batch', { _tag: 'late', ms: 5_000, when: 'after' })
    const batch = wireTo(connectionString)(BATCH)
    const to = { stream: newStream(), expected: 'any' } as const
    batch.send(batchMessage({ correlation: randomUUID(), to, events: [some()] }))
    batch.halfClose()
    expect(await batch.status).toMatchObject({ code: 0 })
    expect(batch.frames).toEqual([])
  })

  it.each(['before', 'after'] as const)('may end well %s an append is applied, without a reply', async (when) => {
    const { connectionString, faults, log, openCalls } = await double()
    faults.next('batch', { _tag: 'half_close', when })
    const batch = wireTo(connectionString)(BATCH)
    const stream = newStream()
    batch.send(batchMessage({ correlation: randomUUID(), to: { stream, expected: 'any' }, events: [some()] }))
    expect(await batch.status).toMatchObject({ code: 0 })
    expect(batch.frames).toEqual([])
    expect(log.eventsOf(stream)).toHaveLength(when === 'after' ? 1 : 0)
    expect(openCalls()).toBe(0)
  })

  it('refuses an append whose deadline is past by the clock of the server', async () => {
    let behind = 0
    const { connectionString } = await double({ now: () => Date.now() + behind })
    const client = clientOf(connectionString)
    await client.appendToStream(newStream(), events(1))
    behind = 60_000
    const stream = newStream()
    expect(await failureOf(client.appendToStream(stream, events(1)))).toMatchObject({ type: 'deadline-exceeded' })
    await client.appendToStream(stream, events(1), CLASSIC)
    expect(await revisionsIn(client, stream)).toEqual([0n])
  })
})

describe('Features', () => {
  it('are told without rights, with the version', async () => {
    const wire = wireTo(await serverAddress())
    const { code, frames } = await ask(wire('server_features.ServerFeatures/GetSupportedMethods'), EMPTY)
    const text = frames[0]!.toString('latin1')
    expect(code).toBe(0)
    for (const word of ['batchappend', 'event_store.client.streams.streams', 'deadline_duration', '24.2'])
      expect(text).toContain(word)
  })
})

describeDouble('A server without batch append', () => {
  it('is served by the classic call', async () => {
    const { connectionString, calls } = await double({ hasBatchAppend: false, version: '20.10.0' })
    const client = clientOf(connectionString)
    await client.appendToStream(newStream(), [event()])
    expect(calls.map(({ kind }) => kind)).toEqual(['features', 'append'])
  })

  it('does not know the call', async () => {
    const { connectionString } = await double({ hasBatchAppend: false })
    expect(await ask(wireTo(connectionString)(BATCH))).toMatchObject({ code: 12 })
  })
})

describeDouble('What was called', () => {
  it('can be seen: kind, stream, who asked and whether only the leader may answer', async () => {
    const { connectionString, calls } = await double()
    const client = clientOf(connectionString)
    await client.appendToStream('order-1', events(1), { requiresLeader: true })
    await collect(client.readStream('order-1'))
    expect(calls).toEqual([
      { kind: 'features', requiresLeader: false },
      { kind: 'batch', stream: 'order-1', requiresLeader: true },
      { kind: 'read', stream: 'order-1', requiresLeader: false },
    ])
  })
})

describeDouble('Calls that are open', () => {
  it('are counted until they end, also where a client breaks off and forgets them', async () => {
    const { connectionString, openCalls } = await double()
    const client = clientOf(connectionString)
    const stream = newStream()
    await client.appendToStream(stream, events(2), CLASSIC)
    const subscription = client.subscribeToStream(stream)
    await subscription[Symbol.asyncIterator]().next()
    subscription.destroy()
    expect(openCalls()).toBe(1)
    await client.dispose()
    await expect.poll(openCalls).toBe(0)
  })
})
