/**
 * One connection for all questions of a check, opened as the store opens its own; and the questions themselves, each of
 * which ends by a timer of ours, because the client has none on its reads.
 */
import * as E from 'fp-ts/lib/Either.js'
import { openFinding } from './check-open.js'
import { finding, type Finding } from './check-finding.js'
import { checkConnectionString } from './connection-string.js'
import { clientDriver, loadClient, type Client, type ClientModule } from './db-client.js'
import type { Driver, IncomingEvent } from './driver.js'
import type { Failure } from './failures.js'
import { firstContact } from './first-contact.js'
import { oneTry, type Call } from './one-try.js'
import type { EventStoreDbOpenError } from './open-error.js'
import { defaultPatience, pause, pauseMs, within, type Patience } from './patience.js'
import { collected } from './read.js'

/** Somebody waits at a terminal: a server that is down should be told sooner than to a program. */
const WAIT_MS = 6_000
const DISPOSE_MS = 2_000
const TRIES = 3

export interface CheckOptions {
  readonly connectionString: string
  /** Makes the client, where the connection string cannot say what is needed. */
  readonly connect?: (connectionString: string) => Client
  readonly patience?: Partial<Patience>
}

export interface CheckSession {
  readonly isTls: boolean
  readonly host: string
  readonly serverVersion: string | undefined
  readonly driver: Driver
  readonly patience: Patience
  readonly close: () => Promise<void>
}

/** Left: the findings up to the one that ended it. */
export const openCheckSession = async (
  options: CheckOptions,
): Promise<E.Either<ReadonlyArray<Finding>, CheckSession>> => {
  const connection = checkConnectionString(options.connectionString)
  if (E.isLeft(connection)) return E.left([openFinding(connection.left, false)])
  const { text, isTls, host, port } = connection.right
  const namesUser = /^[^/]*\/\/[^/?]*@/.test(text) || /[?&]user_?-?cert_?-?file=/i.test(text)
  const ended = (error: EventStoreDbOpenError): E.Either<ReadonlyArray<Finding>, never> =>
    E.left([CONNECTION_VALID, openFinding(error, namesUser)])

  let module: ClientModule
  try {
    module = await loadClient()
  } catch {
    return ended({ _tag: 'ClientMissing' })
  }
  const connect = (): Driver =>
    clientDriver(module, options.connect?.(text) ?? module.EventStoreDBClient.connectionString(text), false)
  let driver: Driver
  try {
    driver = connect()
  } catch {
    return ended({ _tag: 'CertificateFileMissing' })
  }
  const patience: Patience = { ...defaultPatience, deadlineMs: WAIT_MS, ...options.patience }
  const version = await firstContact(connect, connection.right, patience)
  if (E.isLeft(version)) return ended(version.left)
  const close = async (): Promise<void> => {
    await within(DISPOSE_MS, () => driver.dispose()).catch(() => undefined)
  }
  return E.right({ isTls, host: `${host}:${port}`, serverVersion: version.right, driver, patience, close })
}

export const CONNECTION_VALID: Finding = finding('connection', 'ok', [
  'the connection string is valid',
  '连接字符串有效',
])

/** Asks again where asking again may help. `ask` must be harmless to repeat. */
export const answered = async <A>({ patience }: CheckSession, ask: () => Call<A>): Promise<E.Either<Failure, A>> => {
  for (let tries = 1; ; tries++) {
    const answer = await oneTry(patience.tryMs, ask)
    if (E.isRight(answer)) return answer
    const mayHelp = answer.left._tag === 'NotDone' || answer.left._tag === 'Unknown'
    if (!mayHelp || tries === TRIES) return answer
    await pause(pauseMs(patience, tries, answer.left._tag === 'Unknown'))
  }
}

/** The last event of a stream; right and undefined where there is none. */
export const lastEvent = async (
  session: CheckSession,
  stream: string,
): Promise<E.Either<Failure, IncomingEvent | undefined>> => {
  const read = await answered(session, () =>
    collected(session.driver.read(stream, { from: 'end', backwards: true, count: 1 }), () => undefined),
  )
  if (E.isRight(read)) return E.right(read.right[0])
  return read.left._tag === 'NoStream' ? E.right(undefined) : read
}
