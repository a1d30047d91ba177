/** The entry `after-sales/adapters/eventstoredb`: the production log. Loads no client before a store is opened. */
export type { EventStoreDbClient } from './db-client.js'
export { eventStoreDb, openEventStoreDb, type EventStoreDbOptions, type EventStoreDbStore } from './event-store.js'
export {
  describeEventStoreDbOpenError,
  type EventStoreDbOpenError,
  type EventStoreDbOpenFailure,
} from './open-error.js'
