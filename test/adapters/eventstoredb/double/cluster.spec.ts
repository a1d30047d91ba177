/** Nodes that come and go: gossip, a change of the leader, followers, restarts, stops, broken and held connections. */
import { expect, it, vi } from 'vitest'
import { notLeader, startDouble, startProxy } from '../../../support/eventstoredb/index.js'
import {
  afterTest,
  CLASSIC,
  clientOf,
  collect,
  describeDouble,
  double,
  events,
  failureOf,
  newStream,
  PATHS,
  revisionsIn,
} from './harness.js'

const LEADER_ONLY = { requiresLeader: true }

const cluster = async () => {
  const first = await double()
  const second = await double({ log: first.log })
  const third = await double({ log: first.log })
  const nodes = [first, second, third]
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')
  return { nodes, address: (more = '') => `esdb://${hosts}?tls=false${more}` }
}
const writers = (nodes: ReadonlyArray<{ readonly calls: ReadonlyArray<{ readonly kind: string }> }>) =>
  nodes.map(({ calls }) => calls.filter(({ kind }) => kind === 'append' || kind === 'batch').length)

describeDouble('A cluster', () => {
  it('is discovered by gossip, and the leader gets the writes', async () => {
    const { nodes, address } = await cluster()
    nodes[1]!.lead()
    const client = clientOf(address())
    await client.appendToStream(newStream(), events(1))
    expect(writers(nodes)).toEqual([0, 1, 0])
  })

  it('serves those who prefer followers by one of them, which passes writes on', async () => {
    const { nodes, address } = await cluster()
    const client = clientOf(address('&nodePreference=follower'))
    const stream = newStream()
    await client.appendToStream(stream, events(1))
    expect(writers(nodes)[0]).toBe(0)
    expect(nodes[0]!.log.eventsOf(stream)).toHaveLength(1)
  })

  it.each(PATHS)('sends the client to the new leader after an election (%s)', async (_, options) => {
    const { nodes, address } = await cluster()
    const client = clientOf(address())
    const stream = newStream()
    await client.appendToStream(stream, events(1), { ...LEADER_ONLY, ...options })
    nodes[2]!.lead()
    // The batch stream that is open already goes on; reading asks anew.
    expect(await failureOf(collect(client.readStream(stream, LEADER_ONLY)))).toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: nodes[2]!.port },
    })
    await client.appendToStream(stream, events(1), { ...LEADER_ONLY, ...options })
    expect(writers(nodes)).toEqual([1, 0, 1])
  })

  it('has no leader but the one that lives: the next election decides', async () => {
    const { nodes, address } = await cluster()
    const client = clientOf(address())
    const stream = newStream()
    await client.appendToStream(stream, events(1), CLASSIC)
    await nodes[0]!.kill()
    nodes[1]!.lead()
    await failureOf(client.appendToStream(stream, events(1), CLASSIC))
    await client.appendToStream(stream, events(1), CLASSIC)
    expect(await revisionsIn(client, stream)).toEqual([0n, 1n])
  })
})

describeDouble('A follower of a leader elsewhere', () => {
  it('says where that is, in gossip and in errors', async () => {
    const leader = await double()
    const follower = await double({ isFollowerOf: { host: '127.0.0.1', port: leader.port } })
    const direct = clientOf(follower.connectionString)
    expect(
      await failureOf(direct.appendToStream(newStream(), events(1), { ...LEADER_ONLY, ...CLASSIC })),
    ).toMatchObject({
      type: 'not-leader',
      leader: { port: leader.port },
    })
    await clientOf(`esdb+discover://127.0.0.1:${follower.port}?tls=false`).appendToStream(newStream(), events(1))
    expect(writers([leader, follower])).toEqual([1, 1])
  })

  it('can be scripted for one call', async () => {
    const { connectionString, faults, port } = await double()
    const client = clientOf(connectionString)
    faults.next('append', { _tag: 'status', ...notLeader('127.0.0.1', port) })
    expect(await failureOf(client.appendToStream(newStream(), events(1), CLASSIC))).toHaveProperty('type', 'not-leader')
    await client.appendToStream(newStream(), events(1), CLASSIC)
  })
})

describeDouble('A server that stops', () => {
  const followed = async () => {
    const server = await startDouble()
    const client = clientOf(server.connectionString)
    const stream = newStream()
    await client.appendToStream(stream, events(1))
    const subscription = client.subscribeToStream(stream)
    const failure = new Promise<Record<string, unknown>>((resolve) => subscription.on('error', resolve as never))
    await new Promise<void>((resolve) => subscription.on('caughtUp', resolve))
    return { ...server, client, stream, failure }
  }

  it('as by SIGTERM tells open calls by a status that is no connection loss in name', async () => {
    const { stop, failure, openCalls } = await followed()
    await stop()
    expect(await failure).toMatchObject({
      type: 'unknown',
      code: 13,
      message: expect.stringContaining('Received RST_STREAM with code 0') as string,
    })
    expect(openCalls()).toBe(0)
  })

  it('as by SIGKILL is gone without a word', async () => {
    const { kill, failure } = await followed()
    await kill()
    expect(await failure).toMatchObject({ type: 'unavailable', code: 14 })
  })

  it('comes back on its port with its data, and the client with it', async () => {
    const { kill, failure, client, stream, log, port } = await followed()
    await kill()
    await failure
    await failureOf(client.appendToStream(stream, events(1), CLASSIC))
    await double({ log, port })
    await expect.poll(() => revisionsIn(client, stream).catch(() => [])).toEqual([0n])
    await client.appendToStream(stream, events(1), CLASSIC)
    expect(log.eventsOf(stream)).toHaveLength(2)
  })

  it('by resetting all connections goes on serving new ones', async () => {
    const { resetConnections, failure, client, stream, stop } = await followed()
    resetConnections()
    expect(await failure).toMatchObject({ type: 'unavailable' })
    await expect.poll(() => revisionsIn(client, stream).catch(() => [])).toEqual([0n])
    await stop()
  })

  it('by sending clients away lets open calls go on', async () => {
    const { goAway, client, stream, stop, failure, openCalls } = await followed()
    const open = openCalls()
    goAway()
    await client.appendToStream(stream, events(1), CLASSIC)
    expect(openCalls()).toBe(open)
    await stop()
    await failure
  })
})

describeDouble('A held connection', () => {
  it('is noticed by the keep-alive of the client', async () => {
    // The client advises against so short an interval.
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    afterTest(() => Promise.resolve(warned.mockRestore()))
    const server = await double()
    const proxy = await startProxy(server.port)
    afterTest(proxy.stop)
    const client = clientOf(`esdb://127.0.0.1:${proxy.port}?tls=false&keepAliveInterval=200&keepAliveTimeout=200`)
    const stream = newStream()
    await client.appendToStream(stream, events(1), CLASSIC)
    const subscription = client.subscribeToStream(stream)
    const failure = new Promise<unknown>((resolve) => subscription.on('error', resolve))
    await new Promise<void>((resolve) => subscription.on('caughtUp', resolve))
    proxy.hold()
    expect(await failure).toMatchObject({ type: 'unavailable' })
  })

  it('goes on where it was when it is let go, and dies when it is cut', async () => {
    const server = await double()
    const proxy = await startProxy(server.port)
    afterTest(proxy.stop)
    const client = clientOf(`esdb://127.0.0.1:${proxy.port}?tls=false`)
    const stream = newStream()
    await client.appendToStream(stream, events(1), CLASSIC)
    proxy.hold()
    const held = client.appendToStream(stream, events(1), CLASSIC)
    const waited = new Promise((resolve) => setTimeout(resolve, 50, 'held'))
    expect(await Promise.race([held, waited])).toBe('held')
    expect(server.log.eventsOf(stream)).toHaveLength(1)
    proxy.letGo()
    await held
    server.faults.next('append', { _tag: 'silent_after' })
    const cut = failureOf(client.appendToStream(stream, events(1), CLASSIC))
    await expect.poll(() => server.log.eventsOf(stream).length).toBe(3)
    proxy.cut()
    expect(await cut).toMatchObject({ code: 14 })
  })
})
