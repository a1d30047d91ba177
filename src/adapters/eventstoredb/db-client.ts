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

/** A batch has no deadline in the client, and for the server one by the client's clock (C1, C20): far away is right. */
const BATCH_DEADLINE_MS = 3_600_000
/** Of the log, at a time: a server tells its progress that often where nothing matches. */
const SEARCH_WINDOW = 256

const outgoing = ({ id, type, data, metadata }: OutgoingEvent): EventData =>
  'json' in data
    ? { id, type, contentType: 'application/json', data: data.json as Record<string, unknown>, metadata }
    : { id, type, contentType: 'application/octet-stream', data: data.bytes, metadata }

type Resolved = ResolvedEvent | AllStreamResolvedEvent

// Links are not resolved: what stands in the log stands there by its own name (R11).
const incoming = (resolved: Resolved): IncomingEvent | undefined => {
  const recorded = (resolved.event ?? resolved.link) as (RecordedEvent & { readonly position?: Position }) | undefined
  if (recorded === undefined) return undefined
  const { id, streamId, revision, type, data, isJson, metadata, created, position } = recorded
  return { id, stream: streamId, revision, type, data, isJson, metadata, created, position }
}

const CONFIRMED: Signal = { _tag: 'Confirmed' }
const CAUGHT_UP: Signal = { _tag: 'CaughtUp' }

/** One client of the package. `isBatching`: appends share one call, which is faster and less isolated. */
export const clientDriver = (module: ClientModule, client: Client, isBatching: boolean): Driver => {
  const { BACKWARDS, END, FORWARDS, START, STREAM_NAME } = module
  const within = inside(client)
  let isUsed = false
  const used = (): Client => {
    isUsed = true
    return client
  }
  if (!isBatching) {
    const supports = within.supports
    // The classic call has a deadline, and one bad append harms no other (C1-C4, C6). Not asked, the server's features
    // cannot fail either (C9).
    within.supports = (method, feature) =>
      method.path.toLowerCase().endsWith('/batchappend') ? Promise.resolve(false) : supports(method, feature)
  }

  return {
    append: async (stream, expected: ExpectedRevision, events, deadlineMs) => {
      const answer = await used().appendToStream(stream, events.map(outgoing), {
        expectedRevision: expected,
        requiresLeader: true,
        deadline: isBatching ? BATCH_DEADLINE_MS : deadlineMs,
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
      return pulled(reading, incoming, () => reading.cancel())
    },
    readAll: ({ from, count }) => {
      const reading = used().readAll({
        fromPosition: from === 'end' ? END : from === 'start' ? START : { ...from },
        direction: from === 'end' ? BACKWARDS : FORWARDS,
        maxCount: count,
        requiresLeader: true,
      })
      return pulled(reading, incoming, () => reading.cancel())
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
        subscription,
        (chunk: Signal | AllStreamResolvedEvent): Signal | undefined => {
          if ('_tag' in chunk) return chunk
          const event = incoming(chunk)
          return event === undefined ? undefined : { _tag: 'Event', event }
        },
        () => subscription.unsubscribe(),
      )
    },
    version: async () => {
      const { serverVersion } = await inside(used()).capabilities
      return serverVersion === 'unknown' ? undefined : serverVersion
    },
    dispose: async () => {
      if (!isUsed) return
      await client.dispose()
      // The client itself leaves its connection open (C23).
      const channel = await within.getChannel()
      channel.close()
    },
  }
}
