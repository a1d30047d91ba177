/**
 * Names and identities. Host ids of any spelling become stream names by an escape that loses nothing; ids that the
 * library mints are uuid v5 of what they stand for, so that doing a thing again gives the same id again.
 */
import * as E from 'fp-ts/lib/Either.js'
import { parse, v5 } from 'uuid'
import { ruled, lineOfText, isWellFormed, shaped } from '../kernel/codec.js'

/** An id that the host chose: `1001`, `#1001`, `gid://shop/Order/1`. */
export const HostId = lineOfText('HostId', 1, 200)
export const CommandId = lineOfText('CommandId', 1, 128)
export const Uuid = shaped(
  'Uuid',
  36,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  'a lower-case uuid',
)

const TENANT = /^[a-z0-9]{1,32}$/
export const Tenant = shaped('Tenant', 32, TENANT, '1 to 32 of a-z and 0-9')

/** The kinds of stream. A category holds no dash, because EventStoreDB splits a stream name at the first one. */
export type StreamKind =
  | 'entitlement'
  | 'request'
  | 'return'
  | 'refund'
  | 'replacement'
  | 'repair'
  | 'compensation'
  | 'allowance'
  | 'notice'
  | 'worker'
  | 'workitem'

export const STREAM_PREFIX = 'aftersales_'
/** A stream name must stay short enough for every store and every tool that prints it. */
export const MAX_ESCAPED_ID = 200

export interface IdTooLong {
  readonly _tag: 'IdTooLong'
  readonly bytes: number
  readonly limit: number
}

const PLAIN = /^[A-Za-z0-9_.-]+$/

/** Letters, digits and `_ . -` stand for themselves; every other UTF-8 byte becomes `~` and two hex digits. */
export const escapeId = (id: string): string => {
  if (PLAIN.test(id)) return id
  // `encodeURIComponent` leaves the marks below alone and refuses lone surrogates, which `HostId` does too.
  return encodeURIComponent(id).replace(/[!'()*~%]/g, (mark) =>
    mark === '%' ? '~' : `~${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

export const unescapeId = (escaped: string): string => decodeURIComponent(escaped.replaceAll('~', '%'))

/** The host's own id of what a stream is about. */
export const idOfStream = (stream: string): string => unescapeId(stream.slice(stream.indexOf('.') + 1))

/** @example streamName('request', 'main', '#1') // right("aftersales_request-main.~231") */
export const streamName = (kind: StreamKind, tenant: string, id: string): E.Either<IdTooLong, string> => {
  const escaped = isWellFormed(id) ? escapeId(id) : ''
  return escaped.length >= 1 && escaped.length <= MAX_ESCAPED_ID
    ? E.right(`${STREAM_PREFIX}${kind}-${tenant}.${escaped}`)
    : E.left({ _tag: 'IdTooLong', bytes: escaped.length, limit: MAX_ESCAPED_ID })
}

// One UTF-16 unit becomes at most nine characters, so that texts up to here need no count.
const SURELY_SHORT = Math.floor(MAX_ESCAPED_ID / 9)

/** A host id that fits in a stream name. */
export const StreamId = ruled<string>(
  'StreamId',
  'STREAM_ID',
  {
    en: `must be an id of 1 to ${MAX_ESCAPED_ID} bytes once escaped, without control characters`,
    zh: `必须是转义后 1 至 ${MAX_ESCAPED_ID} 字节的编号,不含控制字符`,
  },
  (u) => HostId.is(u) && (u.length <= SURELY_SHORT || PLAIN.test(u) || escapeId(u).length <= MAX_ESCAPED_ID),
)

/** The library's own namespace (a random uuid, fixed for ever): ids of other software never meet ours. */
export const NAMESPACE = parse('7b0c2f3e-94d5-4c43-8f6f-2f5b9d1f0a61')

// In a name, parts are separated by a line feed, which no part can hold: different parts never make the same name.
// As bytes: from text, `uuid` makes them letter by letter, which takes longer than the hash.
const utf8 = new TextEncoder()
const derived = (name: string): string => v5(utf8.encode(name), NAMESPACE)

export const eventName = (tenant: string, stream: string, commandId: string, index: number): string =>
  `event\n${tenant}\n${stream}\n${commandId}\n${index}`
export const eventId = (tenant: string, stream: string, commandId: string, index: number): string =>
  derived(eventName(tenant, stream, commandId, index))

export const reactionName = (sourceEventId: string, reaction: string, index: number): string =>
  `reaction\n${sourceEventId}\n${reaction}\n${index}`

/** The id of a command that a reaction sends: the same event and reaction always give the same command. */
export const reactionCommandId = (sourceEventId: string, reaction: string, index: number): string =>
  derived(reactionName(sourceEventId, reaction, index))

/** The key under which a provider executes a leg at most once. It changes only with the epoch. */
export const legKey = (tenant: string, refundId: string, legId: string, epoch: number): string =>
  derived(`leg\n${tenant}\n${refundId}\n${legId}\n${epoch}`)

/** The key under which an issuer gives the benefit of a compensation at most once: the same for ever. */
export const benefitKey = (tenant: string, compensationId: string): string =>
  derived(`benefit\n${tenant}\n${compensationId}`)
/** The stream of a running total. */
export const allowanceIdOf = (scope: string, key: string, period: string): string =>
  derived(`allowance\n${scope}\n${key}\n${period}`)

/** A run is one start of the remedies; an appeal that is granted starts them again, and its goods come back by themselves. */
export const returnIdOf = (requestId: string, run = 1): string =>
  derived(run === 1 ? `return\n${requestId}` : `return\n${requestId}\n${run}`)
/** `switches`: a remedy that is switched to a replacement makes another one. */
export const replacementIdOf = (requestId: string, run: number, switches: number): string =>
  derived(`replacement\n${requestId}\n${run}\n${switches}`)
export const repairIdOf = (requestId: string, run: number): string => derived(`repair\n${requestId}\n${run}`)
export const refundIdOf = (requestId: string, basis: string, attempt: number): string =>
  derived(`refund\n${requestId}\n${basis}\n${attempt}`)
export const reroutedLegIdOf = (refundId: string, legId: string, epoch: number): string =>
  derived(`rerouted\n${refundId}\n${legId}\n${epoch}`)

/** What a customer owes of a refund: for one withdrawal of its basis, or one payment that a chargeback made one too many. */
export const receivableIdOf = (refundId: string, because: string, id: string): string =>
  derived(`receivable\n${refundId}\n${because}\n${id}`)

/** Who works on one piece of a case. */
export const workItemIdOf = (kind: string, id: string): string => derived(`work\n${kind}\n${id}`)

/** One notice of a provider: its stream, and the command that it makes. */
export const noticeIdOf = (provider: string, noticeId: string): string =>
  derived(`notice-stream\n${provider}\n${noticeId}`)
export const noticeCommandId = (provider: string, noticeId: string): string =>
  derived(`notice\n${provider}\n${noticeId}`)
