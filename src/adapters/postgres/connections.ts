/**
 * The one thing we need from outside: the host's own pool, of which a `Pool` of the package `pg` has the shape. So this
 * adapter loads nothing, and the host decides where the server is, by which password, and how many connections there are.
 */
import * as E from 'fp-ts/lib/Either.js'

export interface PostgresQuery {
  readonly text: string
  readonly values: Array<unknown>
  /** In milliseconds; `pg` then answers with an error, and the connection is given up. */
  readonly query_timeout: number
}

export interface PostgresConnection {
  query(query: PostgresQuery): Promise<{ readonly rows: ReadonlyArray<unknown> }>
  on(event: 'error', listener: (problem: Error) => void): unknown
  removeListener(event: 'error', listener: (problem: Error) => void): unknown
}

/** With a problem, the connection is ended instead of used again. */
export type Release = (problem?: Error) => void

export interface PostgresPool {
  connect(
    taken: (problem: Error | undefined, connection: PostgresConnection | undefined, release: Release) => void,
  ): void
  on(event: 'error', listener: (problem: Error) => void): unknown
  removeListener(event: 'error', listener: (problem: Error) => void): unknown
}

export type Row = Readonly<Record<string, unknown>>
export type Ask = (text: string, values?: Array<unknown>) => Promise<ReadonlyArray<Row>>

/** `sent` says whether the server may have heard of the question before it went wrong. */
export interface Broken {
  readonly sent: boolean
  readonly cause: unknown
}

/**
 * An `error` that nobody listens to ends the process, and a connection that is lost says so twice: to whoever waits for
 * an answer, and to its listeners. The answer is enough.
 */
export const unheard = (): void => undefined

interface Taken {
  readonly connection: PostgresConnection
  readonly release: Release
}

/**
 * By callback, never by promise: a login that succeeds and a shutdown of the server can come in one piece of data, and
 * then a promise hands the connection over after the `error` has found no listener and ended the process.
 */
const take = (pool: PostgresPool): Promise<E.Either<Broken, Taken>> =>
  new Promise((resolve) => {
    pool.connect((cause, connection, release) => {
      connection?.on('error', unheard)
      resolve(connection === undefined ? E.left({ sent: false, cause }) : E.right({ connection, release }))
    })
  })

/** Runs some questions on one connection of the pool. Never throws. */
export const onConnection = async <A>(
  pool: PostgresPool,
  timeoutMs: number,
  run: (ask: Ask) => Promise<A>,
): Promise<E.Either<Broken, A>> => {
  const taken = await take(pool)
  if (E.isLeft(taken)) return taken
  const { connection, release } = taken.right
  let problem: Error | undefined
  try {
    const ask: Ask = async (text, values = []) =>
      (await connection.query({ text, values, query_timeout: timeoutMs })).rows as Row[]
    return E.right(await run(ask))
  } catch (cause) {
    // Some errors leave a connection good, but which ones, only the server knows; a new one costs little.
    problem = cause instanceof Error ? cause : new Error('not an error')
    return E.left({ sent: true, cause })
  } finally {
    connection.removeListener('error', unheard)
    release(problem)
  }
}
