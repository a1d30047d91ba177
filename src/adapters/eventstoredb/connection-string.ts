/**
 * Connection strings, read with more care than the client takes: it ignores a key that it does not know, drops a
 * password where there is no TLS, and sends one with an `@` in it to the wrong host. What cannot be meant is refused
 * here, by a problem that names the key and never the string, which holds a password.
 */
import * as E from 'fp-ts/lib/Either.js'

export interface ConnectionProblem {
  readonly _tag: 'ConnectionStringInvalid'
  readonly key: string
  readonly rule: string
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
const LEAST_PING_MS = 10_000
const FORM = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^/?]*)@)?([^/?@]*)\/?(?:\?(.*))?$/
const HOST = /^[A-Za-z0-9._-]+(?::\d{1,5})?$/

const flat = (key: string): string => key.trim().toLowerCase().replace(/[_-]/g, '')

type Rule = readonly [isKept: (value: string) => boolean, rule: string]

const count = (least: number): Rule => [
  (value) => /^-?\d{1,9}$/.test(value) && Number(value) >= least,
  `a whole number, at least ${least}`,
]
const TRUTH: Rule = [(value) => value === 'true' || value === 'false', 'true or false']
const TEXT: Rule = [(value) => value !== '', 'not empty']

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['tls', TRUTH],
  ['tlscafile', TEXT],
  ['usercertfile', TEXT],
  ['userkeyfile', TEXT],
  ['connectionname', TEXT],
  ['defaultdeadline', count(1)],
  // The client warns below this, and pings need an answer of a busy server.
  ['keepaliveinterval', count(LEAST_PING_MS)],
  ['keepalivetimeout', count(1)],
  ['maxdiscoverattempts', count(1)],
  ['discoveryinterval', count(0)],
  ['gossiptimeout', count(1)],
  ['tlsverifycert', [(value) => value === 'true', 'true: this client cannot switch it off; name the CA by tlsCAFile']],
  ['throwonappendfailure', [(value) => value === 'true', 'true: otherwise the client answers with wrong revisions']],
  ['nodepreference', [(value) => flat(value) === 'leader', 'leader: what is decided on must be read from the leader']],
])

const no = (key: string, rule: string): E.Either<ConnectionProblem, never> =>
  E.left({ _tag: 'ConnectionStringInvalid', key, rule })

const wrongCredentials = (credentials: string): string | undefined => {
  const parts = credentials.split(':')
  if (parts.length !== 2 || parts.some((part) => part === '')) return 'user:password, with every :, @, / and ? escaped'
  try {
    parts.forEach(decodeURIComponent)
  } catch {
    return 'percent-encoded'
  }
  return credentials.includes('@') ? 'percent-encoded: an @ is written %40' : undefined
}

export const checkConnectionString = (given: string): E.Either<ConnectionProblem, Connection> => {
  const [whole, discover = '', credentials, hosts = '', search = ''] = FORM.exec(given.trim()) ?? []
  if (whole === undefined) return no('scheme', 'esdb://[user:password@]host[:port][,…][?key=value&…]')
  const options = new Map<string, string>()
  for (const pair of search === '' ? [] : search.split('&')) {
    const [key = '', value = ''] = pair.split(/=(.*)/s)
    const rule = RULES.get(flat(key))
    const name = /^[A-Za-z_-]{1,40}$/.test(key) ? key : 'option'
    if (rule === undefined) return no(name, `one of ${[...RULES.keys()].join(', ')}`)
    if (options.has(flat(key))) return no(name, 'given once')
    if (!rule[0](value.trim())) return no(name, rule[1])
    options.set(flat(key), value.trim())
  }
  const isTls = options.get('tls') !== 'false'
  if (credentials !== undefined) {
    const wrong = wrongCredentials(credentials)
    if (wrong !== undefined) return no('credentials', wrong)
    if (!isTls) return no('credentials', 'with tls=true: without TLS the client drops them and calls as nobody')
  }
  for (const key of ['tlscafile', 'usercertfile', 'userkeyfile'])
    if (!isTls && options.has(key)) return no(key, 'with tls=true')
  if (options.has('usercertfile') !== options.has('userkeyfile'))
    return no('userCertFile', 'together with userKeyFile, or neither')
  const named = hosts.split(',')
  for (const host of named) {
    if (!HOST.test(host)) return no('host', 'host or host:port, by name or IPv4 address')
    if (Number(host.split(':')[1] ?? 1) > 65_535 || host.endsWith(':0')) return no('port', '1 to 65535')
  }
  if (discover !== '' && named.length > 1) return no('host', 'one host with +discover: the client asks only the first')
  const [host = '', port = DEFAULT_PORT] = named[0]!.split(':')
  const interval = Number(options.get('keepaliveinterval') ?? LEAST_PING_MS)
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
