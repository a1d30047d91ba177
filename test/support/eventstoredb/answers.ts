/**
 * The messages of the server, by the field numbers of the public protocol. A record of the log is encoded once, however
 * often it is read.
 */
import type { EventRecord } from './event-log.js'
import { bytes, entry, message, varint } from './protobuf.js'
import { ANY, NO_STREAM, STREAM_EXISTS, type Written } from './writing.js'

/** The server counts time in steps of 100 nanoseconds. */
const TICKS_PER_MS = 10_000n

const streamIdentifier = (field: number, stream: string): Buffer => message(field, bytes(3, stream))
const allPosition = (field: number, position: bigint): Buffer =>
  message(field, varint(1, position), varint(2, position))

const recorded = (field: number, record: EventRecord): Buffer =>
  message(
    field,
    message(1, bytes(2, record.id)),
    streamIdentifier(2, record.stream),
    varint(3, record.revision),
    varint(4, record.position),
    varint(5, record.position),
    entry(6, 'type', record.type),
    entry(6, 'content-type', record.contentType),
    entry(6, 'created', String(BigInt(Math.floor(record.createdMs)) * TICKS_PER_MS)),
    bytes(7, record.metadata),
    bytes(8, record.data),
  )

const frames = new WeakMap<EventRecord, Buffer>()

/** An event as reads and subscriptions send it. */
export const eventFrame = (record: EventRecord): Buffer => {
  const known = frames.get(record)
  if (known !== undefined) return known
  const frame = message(1, recorded(1, record), varint(3, record.position))
  frames.set(record, frame)
  return frame
}
/** A link and what it leads to, if that can still be read. */
export const linkFrame = (link: EventRecord, target: EventRecord | undefined): Buffer =>
  message(1, ...(target === undefined ? [] : [recorded(1, target)]), recorded(2, link), varint(3, link.position))

export const confirmationFrame = (id: string): Buffer => message(2, bytes(1, id))
export const checkpointFrame = (position: bigint): Buffer => allPosition(3, position)
export const streamNotFoundFrame = (stream: string): Buffer => message(4, streamIdentifier(1, stream))
/** Called first in the protocol; what is sent is the one after the last. */
export const nextRevisionFrame = (revision: bigint): Buffer => varint(5, revision)
export const lastRevisionFrame = (revision: bigint): Buffer => varint(6, revision)
export const caughtUpFrame: Buffer = message(8)

type Success = Extract<Written, { readonly _tag: 'written' }>

const success = (field: number, { revision, position }: Success): Buffer =>
  message(
    field,
    revision === undefined ? message(2) : varint(1, revision),
    position === undefined ? message(4) : allPosition(3, position),
  )

/** What was expected, under one of the four field numbers that begin at `from`. */
const expectation = (from: number, expected: bigint): Buffer => {
  if (expected === ANY) return message(from + 1)
  if (expected === STREAM_EXISTS) return message(from + 2)
  return expected === NO_STREAM ? message(from + 3) : varint(from, expected)
}
const currentRevision = (from: number, actual: bigint): Buffer =>
  actual < 0n ? message(from + 1) : varint(from, actual)

export const appendSucceeded = (written: Success): Buffer => success(1, written)
/** As clients of 20.6 read a conflict: "no stream" is a revision of minus one there. */
const oldExpectation = (expected: bigint): Buffer =>
  expected === NO_STREAM ? varint(3, expected) : expectation(3, expected)
/** The classic call has a message for a conflict; it is no error there. */
export const appendConflict = (expected: bigint, actual: bigint): Buffer =>
  message(2, currentRevision(1, actual), oldExpectation(expected), currentRevision(6, actual), expectation(8, expected))

export const deleted = (position: bigint | undefined): Buffer =>
  position === undefined ? message(2) : allPosition(1, position)

export interface BatchRefusal {
  readonly code: number
  readonly text: string
  /** The message that says more, with its name; without one it is an empty message. */
  readonly detail?: string
  readonly content?: Buffer
}

export const conflictDetail = (expected: bigint, actual: bigint): Buffer =>
  Buffer.concat([currentRevision(1, actual), expectation(3, expected)])
export const deletedDetail = (stream: string): Buffer => streamIdentifier(1, stream)
export const tooLargeDetail = (limit: number): Buffer => varint(1, limit)

/** Here the server says revision 0 where nothing was given to write. */
export const batchSucceeded = (correlation: Buffer, stream: string, written: Success): Buffer =>
  Buffer.concat([bytes(1, correlation), success(3, { revision: 0n, ...written }), streamIdentifier(4, stream)])

export const batchRefused = (correlation: Buffer, stream: string, refusal: BatchRefusal): Buffer => {
  const { code, text, detail, content = Buffer.alloc(0) } = refusal
  const name = detail === undefined ? 'google.protobuf.Empty' : `event_store.client.${detail}`
  const any = message(3, bytes(1, `type.googleapis.com/${name}`), bytes(2, content))
  return Buffer.concat([
    bytes(1, correlation),
    message(2, varint(1, code), bytes(2, text), any),
    streamIdentifier(4, stream),
  ])
}

export interface SupportedMethod {
  readonly method: string
  readonly service: string
  readonly features: ReadonlyArray<string>
}
export const supportedMethods = (methods: ReadonlyArray<SupportedMethod>, version: string): Buffer =>
  Buffer.concat([
    ...methods.map(({ method, service, features }) =>
      message(1, bytes(1, method), bytes(2, service), ...features.map((feature) => bytes(3, feature))),
    ),
    bytes(2, version),
  ])

export interface Member {
  readonly id: string
  readonly state: number
  readonly isAlive: boolean
  readonly host: string
  readonly port: number
}
export const clusterInfo = (members: ReadonlyArray<Member>, ticks: bigint): Buffer =>
  Buffer.concat(
    members.map(({ id, state, isAlive, host, port }) =>
      message(
        1,
        message(1, bytes(2, id)),
        varint(2, ticks),
        varint(3, state),
        varint(4, isAlive ? 1 : 0),
        message(5, bytes(1, host), varint(2, port)),
      ),
    ),
  )
export const ticksOf = (ms: number): bigint => BigInt(Math.floor(ms)) * TICKS_PER_MS
