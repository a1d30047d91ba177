/** What clients ask for, read from their messages by the field numbers of the public protocol. */
import type { ProposedEvent } from './event-log.js'
import { bytesOf, has, mapOf, messageOf, numberOf, parse, textOf, type Fields } from './protobuf.js'
import { ANY, NO_STREAM, STREAM_EXISTS } from './writing.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const HALF = 64

/** An id is sent as text or as two whole numbers; `undefined` where it is neither. */
export const uuidFrom = (fields: Fields | undefined): string | undefined => {
  if (fields === undefined) return undefined
  const text = textOf(fields, 2)?.toLowerCase()
  if (text !== undefined) return UUID.test(text) ? text : undefined
  const numbers = messageOf(fields, 1)
  if (numbers === undefined) return undefined
  const [high, low] = [numberOf(numbers, 1) ?? 0n, numberOf(numbers, 2) ?? 0n]
  const hex = ((BigInt.asUintN(HALF, high) << BigInt(HALF)) | BigInt.asUintN(HALF, low)).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The message of an id as two whole numbers. */
export const halvesOf = (id: string): readonly [bigint, bigint] => {
  const all = BigInt(`0x${id.replaceAll('-', '')}`)
  return [BigInt.asIntN(HALF, all >> BigInt(HALF)), BigInt.asIntN(HALF, all)]
}

export const streamIn = (fields: Fields, field: number): string => {
  const identifier = messageOf(fields, field)
  return identifier === undefined ? '' : (textOf(identifier, 3) ?? '')
}

export interface Target {
  readonly stream: string
  readonly expected: bigint
}

/** Stream and expected revision: fields 1 to 5 are alike in all calls that write. */
export const targetFrom = (options: Fields): Target => {
  const revision = numberOf(options, 2)
  const stream = streamIn(options, 1)
  if (has(options, 3)) return { stream, expected: NO_STREAM }
  if (has(options, 4)) return { stream, expected: ANY }
  if (has(options, 5)) return { stream, expected: STREAM_EXISTS }
  return { stream, expected: BigInt.asIntN(64, revision ?? 0n) }
}

export type Proposal =
  | { readonly _tag: 'event'; readonly event: ProposedEvent }
  | { readonly _tag: 'missing_property'; readonly name: string }
  | { readonly _tag: 'bad' }

export const proposalFrom = (content: Buffer): Proposal => {
  const fields = parse(content)
  const properties = mapOf(fields, 2)
  const id = uuidFrom(messageOf(fields, 1))
  const type = properties.get('type')
  const contentType = properties.get('content-type')
  if (type === undefined) return { _tag: 'missing_property', name: 'type' }
  if (contentType === undefined) return { _tag: 'missing_property', name: 'content-type' }
  if (id === undefined || type === '') return { _tag: 'bad' }
  const [metadata, data] = [bytesOf(fields, 3) ?? Buffer.alloc(0), bytesOf(fields, 4) ?? Buffer.alloc(0)]
  return { _tag: 'event', event: { id, type, contentType, data, metadata } }
}

export const optionsOf = (content: Buffer): Fields => messageOf(parse(content), 1) ?? new Map()
