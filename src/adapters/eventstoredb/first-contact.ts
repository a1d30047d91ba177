/**
 * The first call to a server, and what its failure means. The client says the same ("unavailable") of a server that is
 * down, of one that speaks TLS where we do not, and of one whose certificate we do not trust; a connection of our own
 * tells them apart.
 */
import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import * as E from 'fp-ts/lib/Either.js'
import type { Connection } from './connection-string.js'
import type { Driver } from './driver.js'
import type { Failure } from './failures.js'
import { oneTry } from './one-try.js'
import type { EventStoreDbOpenError } from './open-error.js'
import { pause, pauseMs, stopwatch, within, type Patience } from './patience.js'
import { collected } from './read.js'

/** From here on servers say when a subscription has caught up. */
export const OLDEST_SERVER = '23.10'
/** Any stream of ours: that it is not there is answer enough. */
const PROBE = 'aftersales_worker-main.esdb-check'

export const isTooOld = (version: string): boolean => {
  const [major = NaN, minor = NaN] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SERVER.split('.').map(Number)
  // A version in a form of its own, such as that of a build from source, is given the benefit of the doubt.
  if (Number.isNaN(major) || Number.isNaN(minor)) return false
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}

/**
 * The server's version, once it answers both that and a read. After silence the next try has a client of its own, which
 * keeps the answer about a server's features for good, also where none came (C9); after a plain no it has the same one,
 * which has learned who leads.
 */
export const firstContact = async (
  connect: () => Driver,
  connection: Connection,
  patience: Patience,
): Promise<E.Either<EventStoreDbOpenError, string | undefined>> => {
  const host = `${connection.host}:${connection.port}`
  const left = stopwatch(patience.deadlineMs)
  let driver = connect()
  const letGo = () => within(patience.tryMs, () => driver.dispose()).catch(() => undefined)
  for (let tries = 1; ; tries++) {
    const heard = await ask(driver, patience)
    if (E.isRight(heard) || heard.left._tag !== 'NotDone') await letGo()
    if (E.isRight(heard)) {
      const version = heard.right
      return version !== undefined && isTooOld(version)
        ? E.left({ _tag: 'ServerTooOld', host, version, oldest: OLDEST_SERVER })
        : heard
    }
    const failure = heard.left
    const ms = pauseMs(patience, tries, false)
    const isOver = failure._tag === 'Misconfigured' || left() - ms - patience.tryMs < 0
    // Whether the server is down or of another kind is the same at every try.
    const diagnosis = isOver || tries === 2 ? await diagnosed(connection, failure, patience.tryMs) : undefined
    if (diagnosis !== undefined && (isOver || isFinal(diagnosis))) {
      await letGo()
      return E.left(diagnosis)
    }
    if (failure._tag !== 'NotDone') driver = connect()
    await pause(ms)
  }
}

const isFinal = ({ _tag }: EventStoreDbOpenError): boolean => _tag !== 'ServerUnreachable' && _tag !== 'NoLeader'

const ask = async (driver: Driver, { tryMs }: Patience): Promise<E.Either<Failure, string | undefined>> => {
  const version = await oneTry(tryMs, () => ({ answer: driver.version() }))
  if (E.isLeft(version)) return version
  const read = await oneTry(tryMs, () => collected(driver.read(PROBE, { from: 0n, count: 1 }), () => undefined))
  return E.isLeft(read) && read.left._tag !== 'NoStream' ? read : version
}

const diagnosed = async (connection: Connection, failure: Failure, ms: number): Promise<EventStoreDbOpenError> => {
  const { host: name, port, isTls } = connection
  const host = `${name}:${port}`
  if (failure._tag === 'Misconfigured') {
    if (failure.reason.includes('certificate')) return { _tag: 'CertificateNotTrusted', host }
    return failure.reason.includes('password')
      ? { _tag: 'CredentialsRefused', host }
      : { _tag: 'RightsMissing', host, right: 'read streams' }
  }
  const reason = 'reason' in failure ? failure.reason : 'the server answered something unexpected'
  if (reason.includes('leader')) return { _tag: 'NoLeader', host }
  const speaks = await whatSpeaks(name, port, ms)
  if (speaks === 'tls' && !isTls) return { _tag: 'TlsMismatch', host, serverSpeaks: 'tls' }
  if (speaks === 'plaintext' && isTls) return { _tag: 'TlsMismatch', host, serverSpeaks: 'plaintext' }
  return { _tag: 'ServerUnreachable', host, reason: speaks === 'nothing' ? 'nothing listens there' : reason }
}

/** Opens a connection of our own and closes it again. */
const whatSpeaks = (host: string, port: number, ms: number): Promise<'tls' | 'plaintext' | 'nothing'> =>
  new Promise((resolve) => {
    const plain = connectPlain({ host, port })
    plain.setTimeout(ms, () => plain.destroy())
    plain.once('error', () => resolve('nothing'))
    plain.once('close', () => resolve('nothing'))
    plain.once('connect', () => {
      // Only its first answer counts: whom it belongs to is not asked here.
      const secure = connectTls({ socket: plain, host, ALPNProtocols: ['h2'], rejectUnauthorized: false })
      const say = (what: 'tls' | 'plaintext'): void => {
        resolve(what)
        secure.destroy()
        plain.destroy()
      }
      secure.setTimeout(ms, () => say('plaintext'))
      secure.once('secureConnect', () => say('tls'))
      secure.once('error', () => say('plaintext'))
    })
  })
