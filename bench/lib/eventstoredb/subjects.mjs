/**
 * All who talk to the server, by name, each with the same functions. `append` takes the revision before, -1 for a new
 * stream, and a number of events; readers answer how many events they got; `leave` ends a reader after so many.
 */
import { internalsFile } from '../paths.mjs'
import { data, listOf, metadata, ourEvent, TYPE } from './events.mjs'

const rightOf = (answer) => {
  if (answer._tag === 'Left') throw new Error(JSON.stringify(answer.left))
  return answer.right
}

const positionOf = (text) => ({ commit: BigInt(text), prepare: BigInt(text) })

/** `decoded` parses the data of every event, which the others have done by then. */
const ours = async (connectionString, appends, decoded) => {
  const { openEventStoreDb } = await import(internalsFile)
  const store = await openEventStoreDb({ connectionString, appends })
  const load = async (stream, from) => {
    const slice = rightOf(await store.read(stream, from)())
    if (decoded) for (const event of slice.events) JSON.parse(event.data)
    return slice
  }
  const taken = async (log, leave) => {
    let events = 0
    for await (const delivery of log) {
      if (delivery._tag === 'Failed') throw new Error(JSON.stringify(delivery.error))
      if (delivery._tag === 'Event' && ++events === leave) break
    }
    return events
  }
  return {
    append: async (stream, before, count) =>
      rightOf(await store.append(stream, before < 0 ? 'no_stream' : before, listOf(count, ourEvent))()),
    load: async (stream) => (await load(stream)).events.length,
    readStream: async (stream) => {
      for (let events = 0; ;) {
        const slice = await load(stream, events)
        events += slice.events.length
        if (events > slice.head) return events
      }
    },
    readAll: (after, prefix, leave) => taken(store.all({ after, prefixes: [prefix] }), leave),
    catchUp: (after, prefix, leave) => taken(store.all({ after, prefixes: [prefix], follow: true }), leave),
    close: () => store.close(),
  }
}

const clientFor = async (connectionString) => {
  const module = await import('@eventstore/db-client')
  return { module, client: module.EventStoreDBClient.connectionString(connectionString) }
}

/** The client as its documentation uses it. `single`: kept from batches as our own adapter keeps it. */
const raw = async (connectionString, appends) => {
  const { module, client } = await clientFor(connectionString)
  const { jsonEvent, NO_STREAM, streamNameFilter } = module
  if (appends === 'single') {
    const supports = client.supports
    client.supports = (method, feature) =>
      method.path.toLowerCase().endsWith('/batchappend') ? Promise.resolve(false) : supports(method, feature)
  }
  const collected = async (reading) => {
    const events = []
    for await (const { event } of reading) events.push(event)
    return events.length
  }
  return {
    append: (stream, before, count) =>
      client.appendToStream(
        stream,
        listOf(count, () => jsonEvent({ type: TYPE, data, metadata })),
        { expectedRevision: before < 0 ? NO_STREAM : BigInt(before) },
      ),
    load: (stream) => collected(client.readStream(stream)),
    readStream: (stream) => collected(client.readStream(stream)),
    readAll: async (after, _prefix, leave) => {
      let events = 0
      // It reads from a position on, and not after it.
      for await (const resolved of client.readAll({ fromPosition: positionOf(after), maxCount: leave + 1 }))
        if (resolved.event !== undefined) events += 1
      return events - 1
    },
    catchUp: async (after, prefix, leave) => {
      const filter = streamNameFilter({ prefixes: [prefix] })
      const subscription = client.subscribeToAll({ fromPosition: positionOf(after), filter })
      let events = 0
      for await (const resolved of subscription) if (resolved.event !== undefined && ++events === leave) break
      await subscription.unsubscribe()
      return events
    },
    close: () => client.dispose(),
  }
}

const emmett = async (connectionString) => {
  const { getEventStoreDBEventStore } = await import('@event-driven-io/emmett-esdb')
  const { module, client } = await clientFor(connectionString)
  const store = getEventStoreDBEventStore(client)
  const read = async (stream) => (await store.readStream(stream)).events.length
  return {
    append: (stream, before, count) =>
      store.appendToStream(
        stream,
        listOf(count, () => ({ type: TYPE, data, metadata })),
        { expectedStreamVersion: before < 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(before) },
      ),
    load: read,
    readStream: read,
    catchUp: async (after, prefix, leave) => {
      const options = { filter: module.streamNameFilter({ prefixes: [prefix] }) }
      const consumer = store.consumer({ from: { stream: '$all', options } })
      let events = 0
      await new Promise((resolve, reject) => {
        consumer.processor({
          startFrom: { position: BigInt(after) },
          stopAfter: () => events === leave,
          eachMessage: () => {
            if (++events === leave) resolve()
          },
        })
        consumer.start().catch(reject)
      })
      return events
    },
    close: () => client.dispose(),
  }
}

const SUBJECTS = {
  'ours single': (at) => ours(at, 'single', false),
  'ours batch': (at) => ours(at, 'batch', false),
  'ours decoded': (at) => ours(at, 'single', true),
  'raw single': (at) => raw(at, 'single'),
  'raw batch': (at) => raw(at, 'batch'),
  emmett,
}

export const open = (subject, connectionString) => SUBJECTS[subject](connectionString)
