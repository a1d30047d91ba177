/**
 * What a connection string may say, rule by rule, in both languages. Each sentence is what follows "it must be", because
 * it stands inside another one.
 */
import type { Sentence } from '../../domain/kernel/sentence.js'

const LEAST_PING_MS = 10_000

/** Keys are read as the client reads them. */
export const flat = (key: string): string => key.trim().toLowerCase().replace(/[_-]/g, '')

export type Rule = readonly [isKept: (value: string) => boolean, rule: Sentence]

const sentence = (en: string, zh: string): Sentence => ({ en, zh })

const count = (least: number): Rule => [
  (value) => /^-?\d{1,9}$/.test(value) && Number(value) >= least,
  sentence(`a whole number, at least ${least}`, `整数,且不小于 ${least}`),
]
const TRUTH: Rule = [(value) => value === 'true' || value === 'false', sentence('true or false', 'true 或 false')]
const TEXT: Rule = [(value) => value !== '', sentence('not empty', '不能为空')]
const ONLY_TRUE = (value: string): boolean => value === 'true'

export const OPTIONS: ReadonlyMap<string, Rule> = new Map([
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
  [
    'tlsverifycert',
    [
      ONLY_TRUE,
      sentence(
        'true: this client cannot switch it off; name the CA by tlsCAFile',
        'true(此客户端无法关闭证书验证;请用 tlsCAFile 指定 CA)',
      ),
    ],
  ],
  [
    'throwonappendfailure',
    [
      ONLY_TRUE,
      sentence('true: otherwise the client answers with wrong revisions', 'true(否则客户端会返回错误的修订号)'),
    ],
  ],
  [
    'nodepreference',
    [
      (value) => flat(value) === 'leader',
      sentence('leader: what is decided on must be read from the leader', 'leader(决策所依据的数据必须从主节点读取)'),
    ],
  ],
])

const KEYS = [...OPTIONS.keys()].join(', ')
const FORM = 'esdb://[user:password@]host[:port][,…][?key=value&…]'

export const MUST_BE = {
  form: sentence(FORM, FORM),
  knownKey: sentence(`one of ${KEYS}`, `以下之一:${KEYS}`),
  once: sentence('given once', '只能给出一次'),
  userAndPassword: sentence(
    'user:password, with every :, @, / and ? escaped',
    'user:password 的形式,其中的 :、@、/ 和 ? 须转义',
  ),
  encoded: sentence('percent-encoded', '以百分号编码'),
  encodedAt: sentence('percent-encoded: an @ is written %40', '以百分号编码:@ 须写作 %40'),
  namedOverTls: sentence(
    'with tls=true: without TLS the client drops them and calls as nobody',
    '与 tls=true 一起使用:未启用 TLS 时客户端会丢弃用户名和密码,以匿名身份调用',
  ),
  withTls: sentence('with tls=true', '与 tls=true 一起使用'),
  withItsKey: sentence('together with userKeyFile, or neither', '与 userKeyFile 同时给出,或都不给出'),
  host: sentence('host or host:port, by name or IPv4 address', 'host 或 host:port,使用主机名或 IPv4 地址'),
  port: sentence('1 to 65535', '1 到 65535'),
  oneHost: sentence(
    'one host with +discover: the client asks only the first',
    '使用 +discover 时只写一个主机:客户端只查询第一个',
  ),
} as const
