/**
 * Emmett and Castore as their documentation uses them. Each opens a fresh store and answers the `handle` that
 * `peer-shop.mjs` works with, and `close`. The deciders come from outside: `{ initial(), evolve, decide }` per kind.
 */
import { Entitlement, Refund, Request, Return } from './library.mjs'
import { leanReturn } from './lean-return.mjs'
import { freshFile } from './paths.mjs'

const ours = ({ initial, evolve, decide }) => ({
  initial: () => initial,
  evolve,
  decide: (command, state) => {
    const decided = decide(command)(state)
    if (decided._tag === 'Left') throw new Error(JSON.stringify(decided.left))
    return decided.right
  },
})

/** For whole cases the deciders of this library; for long returns the lean one. */
export const decidersFor = (workload) =>
  workload === 'parcels'
    ? { return: leanReturn }
    : { entitlement: ours(Entitlement), request: ours(Request), return: ours(Return), refund: ours(Refund) }

const onEmmett = async (store, deciders) => {
  const { CommandHandler } = await import('@event-driven-io/emmett')
  const handlers = Object.fromEntries(
    Object.entries(deciders).map(([kind, { initial, evolve, decide }]) => [
      kind,
      { handle: CommandHandler({ initialState: initial, evolve }), decide },
    ]),
  )
  return async (kind, id, command) => {
    const { handle, decide } = handlers[kind]
    const { newEvents } = await handle(store, `${kind}-${id}`, (state) => decide(command, state))
    return newEvents
  }
}

const emmett = async (deciders) => {
  const { getInMemoryEventStore } = await import('@event-driven-io/emmett')
  return { handle: await onEmmett(getInMemoryEventStore(), deciders), close: () => {} }
}

/** One connection for all calls: opening one per call, its default, is eight times slower. */
const emmettSqlite = async (deciders) => {
  const { getSQLiteEventStore, sqliteConnection } = await import('@event-driven-io/emmett-sqlite')
  const fileName = freshFile('emmett')
  const connection = sqliteConnection({ fileName })
  const store = getSQLiteEventStore({
    fileName,
    schema: { autoMigration: 'CreateOrUpdate' },
    connectionOptions: { connection, singleton: true },
  })
  return { handle: await onEmmett(store, deciders), close: () => connection.close() }
}

/** Without its `Command`, which only adds a retry: straight to the store is its fastest way. */
const castore = async (deciders) => {
  const { EventStore } = await import('@castore/core')
  const { InMemoryEventStorageAdapter } = await import('@castore/event-storage-adapter-in-memory')
  const stores = Object.fromEntries(
    Object.entries(deciders).map(([kind, { initial, evolve }]) => [
      kind,
      new EventStore({
        eventStoreId: kind,
        eventTypes: [],
        reducer: (aggregate, { aggregateId, version, type, payload }) => ({
          aggregateId,
          version,
          state: evolve(aggregate === undefined ? initial() : aggregate.state, { type, data: payload }),
        }),
        eventStorageAdapter: new InMemoryEventStorageAdapter({ initialEvents: [] }),
      }),
    ]),
  )
  const handle = async (kind, aggregateId, command) => {
    const store = stores[kind]
    const { initial, decide } = deciders[kind]
    const { aggregate } = await store.getAggregate(aggregateId)
    const events = decide(command, aggregate === undefined ? initial() : aggregate.state)
    const before = aggregate === undefined ? 0 : aggregate.version
    const details = events.map(({ type, data }, i) => ({ aggregateId, version: before + 1 + i, type, payload: data }))
    if (details.length === 1) await store.pushEvent(details[0])
    else if (details.length > 1) await EventStore.pushEventGroup(...details.map((detail) => store.groupEvent(detail)))
    return events
  }
  return { handle, close: () => {} }
}

export const peers = { emmett, 'emmett-sqlite': emmettSqlite, castore }
