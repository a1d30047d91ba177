/** The entry `after-sales/adapters/postgres`: read models in PostgreSQL. Loads no driver: the host brings its own pool. */
export type { PostgresConnection, PostgresPool, PostgresQuery } from './connections.js'
export {
  describePostgresOpenError,
  type PostgresOpenError,
  type PostgresOpenFailure,
  type ViewProblem,
} from './open-error.js'
export {
  openPostgresReadModelStore,
  postgresReadModelStore,
  type PostgresReadModelStoreOptions,
} from './read-model-store.js'
export { readyViews } from './ready-views.js'
export type { Column, ColumnType, View, Views } from './views.js'
