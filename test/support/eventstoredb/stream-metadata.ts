/**
 * What the metadata of a stream means to a server: limits on what a reader sees, and who may do what. The server is
 * lenient in its own way: a value of the wrong type makes it forget all of them, one out of range only that one.
 */
import { LONG_MAX } from './event-log.js'

export interface Acl {
  readonly read?: ReadonlyArray<string>
  readonly write?: ReadonlyArray<string>
  readonly remove?: ReadonlyArray<string>
  readonly readMetadata?: ReadonlyArray<string>
  readonly writeMetadata?: ReadonlyArray<string>
}

export interface StreamMetadata {
  readonly maxCount?: bigint
  readonly maxAgeSeconds?: bigint
  readonly truncateBefore?: bigint
  readonly acl?: Acl
}

/** JavaScript keeps no whole numbers of this length; JSON of the server's does. */
const UNSAFE_DIGITS = 16
const LONG_NUMBERS = new RegExp(`("(?:[^"\\\\]|\\\\.)*")|(-?\\d{${UNSAFE_DIGITS},})(?![\\d.eE])`, 'g')
const MARK = 'whole number:'

type Json = null | boolean | number | bigint | string | ReadonlyArray<Json> | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

const isObject = (json: Json): json is JsonObject => json !== null && typeof json === 'object' && !Array.isArray(json)

/** Reads JSON with whole numbers of any length; `undefined` where it is no JSON object. */
export const parseObject = (text: string): JsonObject | undefined => {
  const marked = text.replace(LONG_NUMBERS, (_, quoted: string | undefined, digits: string | undefined) =>
    quoted === undefined ? `"${MARK}${digits ?? ''}"` : quoted,
  )
  try {
    const json = JSON.parse(marked, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
    ) as Json
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

/** The other way round: long numbers are written with all their digits. */
export const writeObject = (json: JsonObject): string =>
  JSON.stringify(json, (_, value: unknown) => (typeof value === 'bigint' ? `${MARK}${value}` : value)).replace(
    new RegExp(`"${MARK}(-?\\d+)"`, 'g'),
    '$1',
  )

/** A value of the wrong type: the server then behaves as if there were no metadata. */
const WRONG = Symbol('wrong type')

const wholeNumber = (json: Json | undefined, least: bigint): bigint | undefined | typeof WRONG => {
  if (json === undefined) return undefined
  if (typeof json !== 'bigint' && !(typeof json === 'number' && Number.isInteger(json))) return WRONG
  const value = BigInt(json)
  if (value > LONG_MAX) return WRONG
  return value < least ? undefined : value
}

const roles = (json: Json | undefined): ReadonlyArray<string> | undefined | typeof WRONG => {
  if (json === undefined) return undefined
  if (typeof json === 'string') return [json]
  return Array.isArray(json) && json.every((role) => typeof role === 'string') ? json : WRONG
}

/** The rights in an object like `{"$r":"$all","$w":["shop"]}`. */
export const aclFrom = (json: Json | undefined): Acl | undefined | typeof WRONG => {
  if (json === undefined) return undefined
  if (!isObject(json)) return WRONG
  const [read, write, remove, readMetadata, writeMetadata] = ['$r', '$w', '$d', '$mr', '$mw'].map((key) =>
    roles(json[key]),
  )
  if ([read, write, remove, readMetadata, writeMetadata].includes(WRONG)) return WRONG
  return JSON.parse(JSON.stringify({ read, write, remove, readMetadata, writeMetadata })) as Acl
}

export const metadataFrom = (text: string): StreamMetadata => {
  const json = parseObject(text)
  if (json === undefined) return {}
  const maxCount = wholeNumber(json['$maxCount'], 1n)
  const maxAgeSeconds = wholeNumber(json['$maxAge'], 1n)
  const truncateBefore = wholeNumber(json['$tb'], 0n)
  const cacheControl = wholeNumber(json['$cacheControl'], 1n)
  const acl = aclFrom(json['$acl'])
  if (maxCount === WRONG || maxAgeSeconds === WRONG || truncateBefore === WRONG) return {}
  if (cacheControl === WRONG || acl === WRONG) return {}
  return {
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
    ...(acl === undefined ? {} : { acl }),
  }
}
