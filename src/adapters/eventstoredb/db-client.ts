/**
 * The seam over `@eventstore/db-client` 6.2.1. That line is frozen, so what it does wrong stays wrong; which defect each
 * precaution is for stands beside it (numbers of shared/reference/eventstoredb.md, section 4). The package is loaded
 * when a store is opened and never at import.
 */
import type {
  AllStreamResolvedEvent,
  EventData,
  EventStoreDBClient,
  Position,
  RecordedEvent,
  ResolvedEvent,
} from '@eventstore/db-client'
import type { Readable, TransformCallback } from 'node:stream'
import type { Driver, ExpectedRevision, IncomingEvent, LogPosition, OutgoingEvent, Signal } from './driver.js'
import { pulled } from './pulled.js'

export type Client = EventStoreDBClient

/**
 * An `EventStoreDBClient` of that package, by those of its methods that are used here. It stands in our public types, so
 * it names no type of the package: who does not have it must be able to read ours.
 */
export interface EventStoreDbClient {
  readonly appendToStream: (...args: never) => unknown
  readonly readStream: (...args: never) => unknown
  readonly readAll: (...args: never) => unknown
  readonly subscribeToAll: (...args: never) => unknown
  readonly dispose: () => Promise<void>
}

export type ClientModule = typeof import('@eventstore/db-client')

export const loadClient = (): Promise<ClientModule> => import('@eventstore/db-client')

/** What the client keeps to itself and we need: the channel to close, the features of the server. */
interface Inside {
  supports: (method: { readonly path: string }, feature?: string) => Promise<boolean>
  readonly capabilities: Promise<{ readonly serverVersion: string }>
  readonly getChannel: () => Promise<{ readonly close: () => void }>
}

const inside = (client: Client): Inside => client as unknown as Inside

/**
 * WARNING: no append is ever ended by a deadline of the client. Ended while it is being sent, a single one tells the
 * server that all has been sent, and the server writes what had come so far: a part of a batch (0b of the reference). The
 * deadline of a batch call is an instant of the client's clock (C20), so it lies far away, too.
 */
const APPEND_DEADLINE_MS = 3_600_000
/** Of the log, at a time: a server tells its progress that often where nothing matches. */
const SEARCH_WINDOW = 256

const outgoing = ({ id, type, data, metadata }: OutgoingEvent): EventData =>
  'json' in data
    ? { id, type, contentType: 'application/json', data: data.json as Record<string, unknown>, metadata }
    : { id, type, contentType: 'application/octet-stream', data: data.bytes, metadata }

/** The client's streams make an event of each answer here. */
interface Transforming {
  _transform: (answer: Answer, encoding: BufferEncoding, next: TransformCallback) => unknown
}
interface Answer {
  readonly getEvent?: () =>
    { readonly getEvent: () => { readonly getMetadataMap: () => Map<string, string> } | undefined } | undefined
}

/**
 * The client would parse JSON that we want as it was written, and lose what JSON does not keep. Told that data are
 * bytes, it hands them over as they are, and in less time.
 */
const asBytes = <S extends Readable>(stream: S): S => {
  const inner = stream as unknown as Transforming
  const transform = inner._transform
  inner._transform = (answer, encoding, next) => {
    answer.getEvent?.()?.getEvent()?.getMetadataMap().set('content-type', 'application/octet-stream')
    return transform.call(inner, answer, encoding, next)
  }
  return stream
}

type Resolved = ResolvedEvent | AllStreamResolvedEvent

// Links are not resolved: what stands in the log stands there by its own name (R11).
const incoming = (resolved: Resolved): IncomingEvent | undefined => {
  const recorded = (resolved.event ?? resolved.link) as (RecordedEvent & { readonly position?: Position }) | undefined
  if (recorded === undefined) return undefined
  const { id, streamId, revision, type, metadata, created, position } = recorded
  const data = recorded.data as Uint8Array
  return { id, stream: streamId, revision, type, data, metadata, created, position }
}

const CONFIRMED: Signal = { _tag: 'Confirmed' }
const CAUGHT_UP: Signal = { _tag: 'CaughtUp' }

/** One client of the package. `isBatching`: appends share one call, which is faster and less isolated. */
export const clientDriver = (module: ClientModule, client: Client, isBatching: boolean): Driver => {
  const { BACKWARDS, END, FORWARDS, START, STREAM_NAME } = module
  const within = inside(client)
  let isUsed = false
  let hasLetGo = false
  const isGivenUp = (): boolean => hasLetGo
  const used = (): Client => {
    isUsed = true
    return client
  }
  if (!isBatching) {
    const supports = within.supports
    // A call for each: one bad append harms no other (C2-C4, C6). Not asked, the server's features cannot fail (C9).
    within.supports = (method, feature) =>
      method.path.toLowerCase().endsWith('/batchappend') ? Promise.resolve(false) : supports(method, feature)
  }

  return {
    append: async (stream, expected: ExpectedRevision, events) => {
      const answer = await used().appendToStream(stream, events.map(outgoing), {
        expectedRevision: expected,
        requiresLeader: true,
        deadline: APPEND_DEADLINE_MS,
      })
      return { revision: answer.nextExpectedRevision, position: answer.position }
    },
    read: (stream, { from, backwards = false, count }) => {
      const reading = used().readStream(stream, {
        fromRevision: from === 'end' ? END : from,
        direction: backwards ? BACKWARDS : FORWARDS,
        maxCount: count,
        requiresLeader: true,
      })
      return pulled(asBytes(reading), incoming, () => reading.cancel(), isGivenUp)
    },
    readAll: ({ from, count }) => {
      const reading = used().readAll({
        fromPosition: from === 'end' ? END : from === 'start' ? START : { ...from },
        direction: from === 'end' ? BACKWARDS : FORWARDS,
        maxCount: count,
        requiresLeader: true,
      })
      return pulled(asBytes(reading), incoming, () => reading.cancel(), isGivenUp)
    },
    subscribe: ({ after, prefixes }) => {
      const subscription = used().subscribeToAll({
        fromPosition: after === undefined ? START : { ...after },
        requiresLeader: true,
        filter: {
          filterOn: STREAM_NAME,
          prefixes: [...prefixes],
          maxSearchWindow: SEARCH_WINDOW,
          checkpointInterval: 1,
          // The client calls this ahead of the reader; put into the flow, it comes after the events before it. It may
          // never throw (C13).
          checkpointReached: (_, position: LogPosition) => {
            const signal: Signal = { _tag: 'Checkpoint', position }
            subscription.push(signal)
          },
        },
      })
      subscription.on('confirmation', () => subscription.push(CONFIRMED))
      subscription.on('caughtUp', () => subscription.push(CAUGHT_UP))
      return pulled(
        asBytes(subscription),
        (chunk: Signal | AllStreamResolvedEvent): Signal | undefined => {
          if ('_tag' in chunk) return chunk
          const event = incoming(chunk)
          return event === undefined ? undefined : { _tag: 'Event', event }
        },
        () => subscription.unsubscribe(),
        isGivenUp,
      )
    },
    version: async () => {
      const { serverVersion } = await inside(used()).capabilities
      return serverVersion === 'unknown' ? undefined : serverVersion
    },
    dispose: async () => {
      if (!isUsed) return
      hasLetGo = true
      await client.dispose()
      // The client itself leaves its connection open (C23).
      const channel = await within.getChannel()
      channel.close()
    },
  }
}
