/**
 * The event log on EventStoreDB or KurrentDB. This file opens it and joins the parts: `append.ts` and `read.ts` for
 * streams, `deliver.ts` for the whole log, `connections.ts` for the clients that all of them share.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EventStore } from '../../ports/event-store.js'
import { appending } from './append.js'
import { checkConnectionString, type Connection } from './connection-string.js'
import { connections } from './connections.js'
import { clientDriver, loadClient, type Client, type ClientModule, type EventStoreDbClient } from './db-client.js'
import { deliver } from './deliver.js'
import type { Driver } from './driver.js'
import { firstContact } from './first-contact.js'
import { openFailure, type EventStoreDbOpenError } from './open-error.js'
import { defaultPatience, type Patience } from './patience.js'
import { comparePositions } from './position.js'
import { readSlice } from './read.js'

export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113?tlsCAFile=…`; see docs/operations.md. */
  readonly connectionString: string
  /**
   * `single` (default): a call for each append, with a deadline of its own; no append can harm another.
   * `batch`: all appends share one call. About half as fast again on a disk; when that call breaks, every append under
   * way has to be repeated. One store of a process at most.
   */
  readonly appends?: 'single' | 'batch'
  /** A public call ends after so long, whatever happens. Default: 15,000. */
  readonly deadlineMs?: number
  /** How long one try of it may take. Default: 3,000. */
  readonly tryMs?: number
  /**
   * Makes the clients, where a connection string cannot say what is needed, such as a check of certificates of one's
   * own. Called for each client that the store needs; the store alone uses and disposes of them.
   */
  readonly connect?: (connectionString: string) => EventStoreDbClient
  /** Finer settings, for tests. */
  readonly patience?: Partial<Patience>
}

export interface EventStoreDbStore extends EventStore {
  /** What the server calls itself, for instance `24.10.6`; undefined where it does not tell. */
  readonly serverVersion: string | undefined
}

/** Stores of this process that append in batches: the client keeps one list for all of them (C2). */
let batching = 0
/** Clients of this process, so that each gets a connection of its own. */
let clients = 0

/** Opens a log. Errors: see `EventStoreDbOpenError`; `describeEventStoreDbOpenError` says what to do about each. */
export const eventStoreDb =
  (options: EventStoreDbOptions): TaskEither<EventStoreDbOpenError, EventStoreDbStore> =>
  async () => {
    const { appends = 'single', deadlineMs, tryMs } = options
    const connection = checkConnectionString(options.connectionString)
    if (E.isLeft(connection)) return connection
    const patience: Patience = {
      ...defaultPatience,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
      ...(tryMs === undefined ? {} : { tryMs }),
      ...options.patience,
    }
    const module = await loaded()
    if (E.isLeft(module)) return module
    if (appends === 'batch' && batching > 0) return E.left({ _tag: 'BatchesInUse' })
    const connect = connector(module.right, connection.right, options)
    const files = filesRead(() => connect(false))
    if (E.isLeft(files)) return files
    if (appends === 'batch') batching += 1
    const version = await firstContact(() => connect(false), connection.right, patience)
    if (E.isRight(version)) return E.right(storeOn(connect, appends === 'batch', patience, version.right))
    if (appends === 'batch') batching -= 1
    return version
  }

/**
 * The promise twin of `eventStoreDb`: rejects with an `EventStoreDbOpenFailure`.
 * @example
 * const eventStore = await openEventStoreDb({ connectionString: 'esdb://localhost:2113?tls=false' })
 */
export const openEventStoreDb = async (options: EventStoreDbOptions): Promise<EventStoreDbStore> => {
  const opened = await eventStoreDb(options)()
  if (E.isLeft(opened)) throw openFailure(opened.left)
  return opened.right
}

const loaded = async (): Promise<E.Either<EventStoreDbOpenError, ClientModule>> => {
  try {
    return E.right(await loadClient())
  } catch {
    return E.left({ _tag: 'ClientMissing' })
  }
}

/** A client is made without a call, but not without the files that the connection string names. */
const filesRead = (connect: () => Driver): E.Either<EventStoreDbOpenError, void> => {
  try {
    connect()
    return E.right(undefined)
  } catch {
    return E.left({ _tag: 'CertificateFileMissing' })
  }
}

const connector =
  (module: ClientModule, { textOf }: Connection, { appends, connect }: EventStoreDbOptions) =>
  (forAppends: boolean): Driver => {
    const own = textOf((clients += 1))
    const client = connect === undefined ? module.EventStoreDBClient.connectionString(own) : (connect(own) as Client)
    return clientDriver(module, client, forAppends && appends === 'batch')
  }

const storeOn = (
  connect: (forAppends: boolean) => Driver,
  isBatching: boolean,
  patience: Patience,
  serverVersion: string | undefined,
): EventStoreDbStore => {
  const shared = connections(connect)
  const append = appending(shared, patience)
  const read = readSlice(shared, patience)
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await shared.close(patience.deadlineMs)
    if (isBatching) batching -= 1
  }
  return {
    serverVersion,
    append: (stream, expected, events) => () => append(stream, expected, events),
    read: (stream, from, limit) => () => read(stream, from, limit),
    all: (options = {}) => deliver(shared, patience, options),
    comparePositions,
    close: () => (closed ??= close()),
  }
}
