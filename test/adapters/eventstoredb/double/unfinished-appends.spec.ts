/** Appends whose connection is lost on the way: what has come so far is no append; a correction to 9 in 0b. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startProxy, type Proxy } from '../../../support/eventstoredb/index.js'
import { afterTest, clientOf, collect, describeDouble, double, failureOf, newStream, serverAddress } from './harness.js'
import { appendMessages, ask, EMPTY, wireTo, type Wire } from './wire.js'

const some = () => ({ id: randomUUID(), type: 'Shipped' })
/** What was sent is there, and what was lost has been given up. */
const ARRIVES_MS = 50

/** Sends the beginning of an append; answers how the call ended once `lose` was called. */
const begun = async (wire: Wire, stream: string, lose: () => void) => {
  // So that there is a connection to lose.
  await ask(wire('server_features.ServerFeatures/GetSupportedMethods'), EMPTY)
  const append = wire('streams.Streams/Append')
  appendMessages(stream, 'no_stream', some(), some()).forEach(append.send)
  await pause(ARRIVES_MS)
  lose()
  const { code } = await append.status
  await pause(ARRIVES_MS)
  return code
}
const readFailure = (connectionString: string, stream: string) =>
  failureOf(collect(clientOf(connectionString).readStream(stream)))

describe('An append of which not all has come', () => {
  it.each<[string, (proxy: Proxy) => void]>([
    ['is reset', (proxy) => proxy.cut()],
    ['is ended in order', (proxy) => proxy.hangUp()],
  ])('when its connection %s, is not written, not even in part', async (_, lose) => {
    const address = await serverAddress()
    const proxy = await startProxy(Number(new URL(address.replace('esdb', 'http')).port))
    afterTest(proxy.stop)
    const stream = newStream()
    const wire = wireTo(`esdb://127.0.0.1:${proxy.port}?tls=false`)
    expect(await begun(wire, stream, () => lose(proxy))).toBe(14)
    expect(await readFailure(address, stream)).toMatchObject({ type: 'stream-not-found' })
  })
})

describeDouble('An append of which not all has come', () => {
  it('when the server loses the connection, is not written, not even in part', async () => {
    const { connectionString, resetConnections, openCalls, log } = await double()
    const stream = newStream()
    expect(await begun(wireTo(connectionString), stream, resetConnections)).toBe(14)
    expect(log.records).toEqual([])
    expect(openCalls()).toBe(0)
  })
})
