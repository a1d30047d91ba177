/** Puts the double together and starts it: log, rights, faults and calls on a port of this machine. */
import { randomUUID } from 'node:crypto'
import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js'
import { serveAppend } from './append-calls.js'
import { serveBatchAppend } from './batch-calls.js'
import { callOn, type Call } from './call.js'
import { featuresAnswer, gossipAnswer, leaderOf, type Endpoint } from './cluster.js'
import { acceptConnections } from './connections.js'
import { serveDelete } from './delete-calls.js'
import type { Desk } from './desk.js'
import { eventLog, type ClusterNode, type EventLog } from './event-log.js'
import { notLeader, shuttingDown, unimplemented } from './failures.js'
import { faultScript, meet, type CallKind, type Connection, type Faults } from './faults.js'
import { serveRead } from './read-calls.js'
import { DEFAULT_USERS, everythingAllowed, nameOf, rightsOf, type User } from './rights.js'
import { streamsOf } from './streams.js'
import { writingTo } from './writing.js'

export interface DoubleOptions {
  /** Any free one unless given. */
  readonly port?: number
  readonly version?: string
  /** The clock of the server: when events were created, what is too old, whether a batch append comes in time. */
  readonly now?: () => number
  readonly hasBatchAppend?: boolean
  readonly sendsCaughtUp?: boolean
  /** The false checkpoint of 24.2.0 to 24.10.4. */
  readonly falseCheckpoint?: boolean
  readonly maxConcurrentStreams?: number
  readonly maxAppendBytes?: number
  /** With TLS rights are checked; PEM texts. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer }
  readonly users?: ReadonlyMap<string, User>
  /** The leader is another server, whatever the log says. */
  readonly isFollowerOf?: Endpoint
  /** The log of another double: a node of the same cluster, or the same server after a restart. */
  readonly log?: EventLog
}

export interface CallSeen {
  readonly kind: CallKind
  /** `$all` for the whole log; absent for what concerns no stream. */
  readonly stream?: string
  /** Name only; a password is not kept. */
  readonly user?: string
  readonly requiresLeader: boolean
}

export interface EventStoreDbDouble {
  readonly port: number
  /** With TLS, as the first user. */
  readonly connectionString: string
  readonly faults: Faults
  readonly log: EventLog
  readonly calls: ReadonlyArray<CallSeen>
  /** Calls that are not over. */
  readonly openCalls: () => number
  readonly resetConnections: () => void
  readonly goAway: () => void
  /** An election that this node wins. */
  readonly lead: () => void
  /** As by SIGTERM: open calls are told, then the port closes. */
  readonly stop: () => Promise<void>
  /** As by SIGKILL. */
  readonly kill: () => Promise<void>
}

const HOST = '127.0.0.1'
const asIs = (message: Buffer): Buffer => message
/** Year and month of a version as one number that can be compared. */
const releaseOf = (version: string): number => {
  const [year = 0, month = 0] = version.split('.').map(Number)
  return year * 100 + month
}

const connectionStringOf = (port: number, users: ReadonlyMap<string, User> | undefined): string => {
  const [first] = users ?? []
  if (first === undefined) return `esdb://${HOST}:${port}?tls=false`
  const [name, { password }] = first
  return `esdb://${encodeURIComponent(name)}:${encodeURIComponent(password)}@localhost:${port}?tls=true`
}

export const startDouble = async (options: DoubleOptions = {}): Promise<EventStoreDbDouble> => {
  const { version = '24.2.0', now = Date.now, log = eventLog(), hasBatchAppend = true } = options
  const release = releaseOf(version)
  const habits = {
    sendsCaughtUp: options.sendsCaughtUp ?? release >= 2310,
    falseCheckpoint: options.falseCheckpoint ?? false,
    hasTransitionCheckpoint: release >= 2402,
  }
  // A certificate is for a name.
  const host = options.tls === undefined ? HOST : 'localhost'
  const users = options.tls === undefined ? undefined : (options.users ?? DEFAULT_USERS)
  const streams = streamsOf(log, now)
  const rights = users === undefined ? everythingAllowed : rightsOf(users, log, streams)
  const faults = faultScript()
  const calls: Array<CallSeen> = []
  const open = new Set<Call>()
  let isAlive = true

  const server = new Server({
    'grpc.max_concurrent_streams': options.maxConcurrentStreams ?? 100,
    // The double has a limit of its own, with the words of a server.
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.enable_channelz': 0,
  })
  const credentials =
    options.tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(options.tls.cert), private_key: Buffer.from(options.tls.key) },
        ])
  const lost = (peer: string): void => {
    for (const call of [...open]) if (call.peer === peer) call.lose()
  }
  const connections = await acceptConnections(server, credentials, HOST, options.port ?? 0, lost)
  const self: ClusterNode = { id: randomUUID(), port: connections.port, isAlive: () => isAlive }
  log.nodes.push(self)
  if (leaderOf(log) === undefined) log.leader = self

  const connection: Connection = {
    reset: ({ peer }) => connections.reset(peer),
    goAway: ({ peer }) => connections.goAway(peer),
  }
  const isLed = (): boolean => options.isFollowerOf === undefined && leaderOf(log) === self
  const leader = (): Endpoint => options.isFollowerOf ?? { host, port: leaderOf(log)?.port ?? self.port }
  const note = (call: Call, kind: CallKind, stream?: string): CallSeen => {
    const user = nameOf(call.headers)
    const requiresLeader = call.headers.get('requires-leader')[0] === 'true'
    const seen: CallSeen = {
      kind,
      ...(stream === undefined ? {} : { stream }),
      ...(user === undefined ? {} : { user }),
      requiresLeader,
    }
    calls.push(seen)
    return seen
  }
  const desk: Desk = {
    log,
    streams,
    writing: writingTo(log, streams, now, randomUUID),
    version,
    maxAppendBytes: options.maxAppendBytes ?? 1_048_576,
    now,
    newId: randomUUID,
    connection,
    admit: (call, kind, action, stream) => {
      const { requiresLeader } = note(call, kind, stream)
      const { host, port } = leader()
      return requiresLeader && !isLed() ? notLeader(host, port) : rights.check(call.headers, action, stream)
    },
    mayStill: (call, stream) => rights.check(call.headers, 'read', stream),
    fault: faults.take,
    meet: (call, kind, stream, work) => meet(faults.take(kind, stream), call, connection, work),
  }

  const serve = (path: string, handler: (call: Call) => void): void => {
    const handle = (stream: ServerDuplexStream<Buffer, Buffer>): void => {
      const call = callOn(stream)
      open.add(call)
      call.onOver(() => open.delete(call))
      handler(call)
    }
    server.register(`/event_store.client.${path}`, handle, asIs, asIs, 'bidi')
  }
  const answer = (kind: CallKind, frame: () => Buffer) => (call: Call) =>
    call.onRequest(() => {
      note(call, kind)
      desk.meet(call, kind, undefined, () => () => {
        void call.send(frame())
        call.end()
      })
    })
  serve('streams.Streams/Append', (call) => serveAppend(desk, call))
  serve('streams.Streams/BatchAppend', (call) =>
    hasBatchAppend ? serveBatchAppend(desk, call) : call.fail(unimplemented),
  )
  serve('streams.Streams/Read', (call) => serveRead(desk, call, habits))
  serve('streams.Streams/Delete', (call) => serveDelete(desk, call, 'delete'))
  serve('streams.Streams/Tombstone', (call) => serveDelete(desk, call, 'tombstone'))
  serve(
    'server_features.ServerFeatures/GetSupportedMethods',
    answer('features', () => featuresAnswer(version, hasBatchAppend)),
  )
  serve(
    'gossip.Gossip/Read',
    answer('gossip', () => gossipAnswer(log, host, options.isFollowerOf, now())),
  )

  const leave = async (): Promise<void> => {
    isAlive = false
    await connections.close()
    server.forceShutdown()
  }
  return {
    port: connections.port,
    connectionString: connectionStringOf(connections.port, users),
    faults,
    log,
    calls,
    openCalls: () => open.size,
    resetConnections: connections.resetAll,
    goAway: connections.goAwayAll,
    lead: () => {
      log.leader = self
    },
    stop: () => {
      for (const call of [...open]) call.fail(shuttingDown)
      connections.goAwayAll()
      return leave()
    },
    kill: () => {
      connections.resetAll()
      return leave()
    },
  }
}
