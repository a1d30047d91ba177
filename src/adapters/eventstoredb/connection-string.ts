/**
 * Connection strings, read with more care than the client takes: it ignores a key that it does not know, drops a
 * password where there is no TLS, and sends one with an `@` in it to the wrong host. What cannot be meant is refused
 * here, by a problem that names the key and never the string, which holds a password.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Sentence } from '../../domain/kernel/sentence.js'
import { flat, MUST_BE, OPTIONS } from './connection-rules.js'

export interface ConnectionProblem {
  readonly _tag: 'ConnectionStringInvalid'
  readonly key: string
  /** What it must be. */
  readonly rule: Sentence
}

export interface Connection {
  /** As the client takes it. */
  readonly text: string
  /** The same with another interval between pings for each number, so that each client has its own connection. */
  readonly textOf: (nth: number) => string
  readonly isTls: boolean
  readonly host: string
  readonly port: number
}

const DEFAULT_PORT = 2_113
/** The client's own. */
const DEFAULT_PING_MS = 10_000
const FORM = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^/?]*)@)?([^/?@]*)\/?(?:\?(.*))?$/
const HOST = /^[A-Za-z0-9._-]+(?::\d{1,5})?$/

const no = (key: string, rule: Sentence): E.Either<ConnectionProblem, never> =>
  E.left({ _tag: 'ConnectionStringInvalid', key, rule })

const wrongCredentials = (credentials: string): Sentence | undefined => {
  const parts = credentials.split(':')
  if (parts.length !== 2 || parts.some((part) => part === '')) return MUST_BE.userAndPassword
  try {
    parts.forEach(decodeURIComponent)
  } catch {
    return MUST_BE.encoded
  }
  return credentials.includes('@') ? MUST_BE.encodedAt : undefined
}

export const checkConnectionString = (given: string): E.Either<ConnectionProblem, Connection> => {
  const [whole, discover = '', credentials, hosts = '', search = ''] = FORM.exec(given.trim()) ?? []
  if (whole === undefined) return no('scheme', MUST_BE.form)
  const options = new Map<string, string>()
  for (const pair of search === '' ? [] : search.split('&')) {
    const [key = '', value = ''] = pair.split(/=(.*)/s)
    const wanted = OPTIONS.get(flat(key))
    const name = /^[A-Za-z_-]{1,40}$/.test(key) ? key : 'option'
    if (wanted === undefined) return no(name, MUST_BE.knownKey)
    if (options.has(flat(key))) return no(name, MUST_BE.once)
    if (!wanted[0](value.trim())) return no(name, wanted[1])
    options.set(flat(key), value.trim())
  }
  const isTls = options.get('tls') !== 'false'
  if (credentials !== undefined) {
    const wrong = wrongCredentials(credentials)
    if (wrong !== undefined) return no('credentials', wrong)
    if (!isTls) return no('credentials', MUST_BE.namedOverTls)
  }
  for (const key of ['tlscafile', 'usercertfile', 'userkeyfile'])
    if (!isTls && options.has(key)) return no(key, MUST_BE.withTls)
  if (options.has('usercertfile') !== options.has('userkeyfile')) return no('userCertFile', MUST_BE.withItsKey)
  const named = hosts.split(',')
  for (const host of named) {
    if (!HOST.test(host)) return no('host', MUST_BE.host)
    if (Number(host.split(':')[1] ?? 1) > 65_535 || host.endsWith(':0')) return no('port', MUST_BE.port)
  }
  if (discover !== '' && named.length > 1) return no('host', MUST_BE.oneHost)
  const [host = '', port = DEFAULT_PORT] = named[0]!.split(':')
  const interval = Number(options.get('keepaliveinterval') ?? DEFAULT_PING_MS)
  const kept = [...options].filter(([key]) => key !== 'keepaliveinterval').map(([key, value]) => `${key}=${value}`)
  const server = given
    .trim()
    .split('?')[0]!
    .replace(/^kurrentdb/, 'esdb')
    .replace(/\/$/, '')
  // Clients with the same settings share one connection behind their backs, with its hundred calls and its death.
  const textOf = (nth: number): string =>
    `${server}?${[...kept, `keepAliveInterval=${interval + (nth % 1_000)}`].join('&')}`
  return E.right({ text: textOf(0), textOf, isTls, host, port: Number(port) })
}
