/** Subscriptions by the wire, for tests of what is said and in which order. */
import { afterTest, clientOf, events, newStream, serverAddress } from './harness.js'
import { readMessage, said, wireTo, type Exchange, type Reading } from './wire.js'

const READ = 'streams.Streams/Read'

/** A stream of `count` events, and subscriptions by the wire. */
export const followed = async (count: number, address?: string) => {
  const connection = address ?? (await serverAddress())
  const [client, wire, stream] = [clientOf(connection), wireTo(connection), newStream()]
  const positions: Array<bigint> = []
  for (const one of events(count)) {
    const { position } = await client.appendToStream(stream, one)
    positions.push(position!.commit)
  }
  const follow = (reading: Reading): Exchange => {
    const exchange = wire(READ)
    exchange.send(readMessage(reading))
    exchange.halfClose()
    afterTest(async () => {
      exchange.cancel()
      await exchange.status
    })
    return exchange
  }
  /** What is heard until this has been said so many times. */
  const hear = async (exchange: Exchange, what: string, times = 1): Promise<ReadonlyArray<string>> => {
    await exchange.until((frames) => frames.filter((frame) => said(frame).startsWith(what)).length >= times)
    return exchange.frames.map(said)
  }
  return { client, stream, positions, follow, hear }
}
export const eventsOf = (stream: string, ...revisions: ReadonlyArray<number>) =>
  revisions.map((revision) => `event ${revision}@${stream}`)
export const checkpointsIn = (heard: ReadonlyArray<string>) => heard.filter((one) => one.startsWith('checkpoint'))
