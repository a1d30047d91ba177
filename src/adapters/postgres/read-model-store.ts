/**
 * Rows and checkpoints in PostgreSQL, shared by any number of processes of any number of machines. This file opens the
 * store and asks; `row-table.ts` is where rows and checkpoint change together.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadModelError, ReadModelStore } from '../../ports/read-model-store.js'
import { whyNotCommit, whyNotFind, whyNotList, whyNotLoad } from '../../ports/row-limits.js'
import { onConnection, unheard, type Ask, type Broken, type PostgresPool } from './connections.js'
import { failedCommit, unavailable } from './failures.js'
import { openFailure, type PostgresOpenError } from './open-error.js'
import { prepareSchema } from './opening.js'
import { rowTable } from './row-table.js'
import type { Views } from './views.js'

const DEFAULT_SCHEMA = 'after_sales'
// Longer than the longest commit, which clears a table of millions of rows; shorter than an operator's patience.
const DEFAULT_TIMEOUT_MS = 60_000

export interface PostgresReadModelStoreOptions {
  /** The host's own `Pool` of the package `pg`, to the primary. It stays the host's: closing the store does not end it. */
  readonly pool: PostgresPool
  /** Made where it is not there. Default: `after_sales`. */
  readonly schema?: string
  /** Views with typed columns, by name, for whoever queries the rows. */
  readonly views?: Views
  /** How long to wait for an answer of the server. Default: 60,000. */
  readonly timeoutMs?: number
}

/**
 * Opens a read-model store, and makes or changes its tables and views where that is needed. Errors: see
 * `PostgresOpenError`; `describePostgresOpenError` says what to do about each.
 */
export const postgresReadModelStore =
  (options: PostgresReadModelStoreOptions): TaskEither<PostgresOpenError, ReadModelStore> =>
  async () => {
    const { pool, schema = DEFAULT_SCHEMA, views = {}, timeoutMs = DEFAULT_TIMEOUT_MS } = options
    // A pool says `error` when an idle connection is lost, as at each restart of the server, and ends the process where
    // nobody listens.
    pool.on('error', unheard)
    const problem = await prepareSchema(pool, { schema, views }, timeoutMs)
    if (problem === undefined) return E.right(storeOn(pool, schema, timeoutMs))
    pool.removeListener('error', unheard)
    return E.left(problem)
  }

/**
 * The promise twin of `postgresReadModelStore`: rejects with a `PostgresOpenFailure`.
 * @example
 * const readModels = await openPostgresReadModelStore({ pool: new pg.Pool({ connectionString }) })
 */
export const openPostgresReadModelStore = async (options: PostgresReadModelStoreOptions): Promise<ReadModelStore> => {
  const opened = await postgresReadModelStore(options)()
  if (E.isLeft(opened)) throw openFailure(opened.left)
  return opened.right
}

const storeOn = (pool: PostgresPool, schema: string, timeoutMs: number): ReadModelStore => {
  const table = rowTable(schema)
  const underWay = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined

  const ask = async <A>(
    refused: ReadModelError | undefined,
    question: (ask: Ask) => Promise<E.Either<ReadModelError, A>>,
    failed: (broken: Broken) => ReadModelError = unavailable,
  ): Promise<E.Either<ReadModelError, A>> => {
    if (closing !== undefined) return CLOSED
    if (refused !== undefined) return E.left(refused)
    const running = onConnection(pool, timeoutMs, question)
    underWay.add(running)
    const answer = await running
    underWay.delete(running)
    return E.isRight(answer) ? answer.right : E.left(failed(answer.left))
  }
  const read = <A>(refused: ReadModelError | undefined, question: (ask: Ask) => Promise<A>) =>
    ask(refused, async (one) => E.right(await question(one)))

  return {
    checkpoint: (name) => () => read(whyNotFind('', name), (one) => table.checkpoint(one, name)),
    commit: (commit) => () =>
      ask(
        whyNotCommit(commit),
        (one) => table.commit(one, commit),
        (broken) => failedCommit(commit.name, broken),
      ),
    get: (name, key) => () => read(whyNotFind(name, key), (one) => table.get(one, name, key)),
    load: (name, keys) => () => read(whyNotLoad(name, keys), (one) => table.load(one, name, keys)),
    list:
      (name, options = {}) =>
      () =>
        read(whyNotList(name, options), (one) => table.list(one, name, options)),
    // What is under way is answered first, so that the host may end its pool next.
    close: () =>
      (closing ??= Promise.all(underWay).then(() => {
        pool.removeListener('error', unheard)
      })),
  }
}

const CLOSED: E.Either<ReadModelError, never> = E.left({ _tag: 'ReadModelClosed' })
