/**
 * Calls without the client, for what the client does not express or does not show: messages in their order, trailers,
 * odd requests. Messages are built with the codec of the double.
 */
import { Client, credentials, Metadata, type StatusObject } from '@grpc/grpc-js'
import {
  bytes,
  entry,
  has,
  message,
  messageOf,
  numberOf,
  parse,
  textOf,
  varint,
  type Fields,
} from '../../../support/eventstoredb/protobuf.js'
import { afterTest } from './harness.js'

export const EMPTY = Buffer.alloc(0)
const asIs = (buffer: Buffer): Buffer => buffer

export interface Exchange {
  readonly frames: ReadonlyArray<Buffer>
  readonly send: (message: Buffer) => void
  readonly halfClose: () => void
  readonly cancel: () => void
  /** Waits until there are so many frames, or frames of which this holds. */
  readonly until: (isThere: (frames: ReadonlyArray<Buffer>) => boolean) => Promise<void>
  readonly status: Promise<StatusObject>
}

export type Wire = (method: string, headers?: Readonly<Record<string, string>>) => Exchange

/** A connection of its own; every method is called as a stream both ways. */
export const wireTo = (connectionString: string): Wire => {
  const client = new Client(new URL(connectionString.replace('esdb', 'http')).host, credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
    'grpc.use_local_subchannel_pool': 1,
  })
  afterTest(() => {
    client.close()
    return Promise.resolve()
  })
  return (method, headers = {}) => {
    const metadata = new Metadata()
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
    const call = client.makeBidiStreamRequest(`/event_store.client.${method}`, asIs, asIs, metadata)
    const frames: Array<Buffer> = []
    const waiting = new Set<() => void>()
    call.on('data', (frame: Buffer) => {
      frames.push(frame)
      for (const look of waiting) look()
    })
    // The status tells the same.
    call.on('error', () => undefined)
    const status = new Promise<StatusObject>((resolve) => call.on('status', resolve))
    return {
      frames,
      send: (content) => void call.write(content),
      halfClose: () => call.end(),
      cancel: () => call.cancel(),
      status,
      until: (isThere) =>
        new Promise((resolve, reject) => {
          const look = (): void => {
            if (!isThere(frames)) return
            waiting.delete(look)
            resolve()
          }
          waiting.add(look)
          void status.then(({ code, details }) => {
            if (waiting.has(look)) reject(new Error(`It ended before: ${code} ${details}`))
          })
          look()
        }),
    }
  }
}

/** One question, one or no answer, and how it ended. */
export const ask = async (exchange: Exchange, ...messages: ReadonlyArray<Buffer>) => {
  messages.forEach(exchange.send)
  exchange.halfClose()
  const { code, details, metadata } = await exchange.status
  return { frames: exchange.frames, code, details, trailers: metadata.getMap() }
}

export interface Reading {
  readonly stream?: string
  readonly from?: bigint | 'start' | 'end' | { readonly commit: bigint; readonly prepare: bigint }
  readonly isBackwards?: boolean
  readonly resolvesLinks?: boolean
  /** A subscription without one. */
  readonly count?: bigint
  readonly filter?: {
    readonly on: 'stream' | 'type'
    readonly regex?: string
    readonly prefixes?: ReadonlyArray<string>
  }
  readonly window?: number
  readonly multiplier?: number
  readonly compatibility?: number
  readonly without?: 'uuid' | 'count and subscription' | 'filter and no filter'
}

const filterMessage = ({ filter, window, multiplier = 1 }: Reading): Buffer => {
  if (filter === undefined) return message(8)
  const { on, regex, prefixes = [] } = filter
  const words = [...(regex === undefined ? [] : [bytes(1, regex)]), ...prefixes.map((prefix) => bytes(2, prefix))]
  return message(
    7,
    message(on === 'stream' ? 1 : 2, ...words),
    window === undefined ? message(4) : varint(3, window),
    varint(5, multiplier),
  )
}

const sourceMessage = ({ stream, from = 'start' }: Reading): Buffer => {
  const isStream = stream !== undefined
  const name = isStream ? [message(1, bytes(3, stream))] : []
  const field = isStream ? 1 : 2
  if (from === 'start') return message(field, ...name, message(isStream ? 3 : 2))
  if (from === 'end') return message(field, ...name, message(isStream ? 4 : 3))
  if (isStream && typeof from === 'bigint') return message(field, ...name, varint(2, from))
  const { commit, prepare } = typeof from === 'bigint' ? { commit: from, prepare: from } : from
  return message(field, message(1, varint(1, commit), varint(2, prepare)))
}

export const readMessage = (reading: Reading): Buffer => {
  const { isBackwards = false, resolvesLinks = false, count, compatibility, without } = reading
  const length = count === undefined ? message(6) : varint(5, count)
  return message(
    1,
    sourceMessage(reading),
    varint(3, isBackwards ? 1 : 0),
    varint(4, resolvesLinks ? 1 : 0),
    ...(without === 'count and subscription' ? [] : [length]),
    ...(without === 'filter and no filter' ? [] : [filterMessage(reading)]),
    ...(without === 'uuid' ? [] : [message(9, message(2))]),
    ...(compatibility === undefined ? [] : [message(10, varint(1, compatibility))]),
  )
}

const nameIn = (fields: Fields | undefined, field: number): string => {
  const identifier = fields === undefined ? undefined : messageOf(fields, field)
  return identifier === undefined ? '' : (textOf(identifier, 3) ?? '')
}
const recorded = (fields: Fields | undefined): string | undefined =>
  fields === undefined ? undefined : `${numberOf(fields, 3) ?? 0n}@${nameIn(fields, 2)}`

/** What a frame of a read or subscription says, in few words. */
export const said = (frame: Buffer): string => {
  const fields = parse(frame)
  const position = (field: number) => numberOf(messageOf(fields, field)!, 1) ?? 0n
  if (has(fields, 1)) {
    const [target, link] = [1, 2].map((field) => recorded(messageOf(messageOf(fields, 1)!, field)))
    return link === undefined ? `event ${target}` : `link ${link} to ${target ?? 'nothing'}`
  }
  if (has(fields, 2)) return 'confirmed'
  if (has(fields, 3)) return `checkpoint ${position(3)}`
  if (has(fields, 4)) return `no stream ${nameIn(messageOf(fields, 4), 1)}`
  if (has(fields, 5)) return `first ${numberOf(fields, 5)}`
  if (has(fields, 6)) return `last ${numberOf(fields, 6)}`
  return has(fields, 8) ? 'caught up' : 'something else'
}
/** The position of an event as it was sent. */
export const positionOf = (frame: Buffer): bigint | undefined => {
  const content = messageOf(parse(frame), 1)
  return content === undefined ? undefined : numberOf(content, 3)
}

const targetOptions = (
  stream: string,
  expected: bigint | 'any' | 'no_stream' | 'stream_exists',
): ReadonlyArray<Buffer> => [
  message(1, bytes(3, stream)),
  typeof expected === 'bigint' ? varint(2, expected) : message({ no_stream: 3, any: 4, stream_exists: 5 }[expected]),
]

export interface Proposed {
  readonly id: string
  readonly type?: string
  readonly contentType?: string
  readonly data?: Buffer
}
const proposed = (field: number, { id, type, contentType = 'application/json', data = Buffer.from('{}') }: Proposed) =>
  message(
    field,
    message(1, bytes(2, id)),
    ...(type === undefined ? [] : [entry(2, 'type', type)]),
    entry(2, 'content-type', contentType),
    bytes(4, data),
  )

type Expected = Parameters<typeof targetOptions>[1]

/** The messages of a classic append. */
export const appendMessages = (stream: string, expected: Expected, ...events: ReadonlyArray<Proposed>) => [
  message(1, ...targetOptions(stream, expected)),
  ...events.map((one) => proposed(2, one)),
]

/** The message of a delete or tombstone. */
export const deleteMessage = (stream: string, expected: Expected): Buffer =>
  message(1, ...targetOptions(stream, expected))

export interface Chunk {
  readonly correlation: string
  /** In the first chunk only. */
  readonly to?: { readonly stream: string; readonly expected: Expected; readonly deadlineMs?: number }
  readonly events?: ReadonlyArray<Proposed>
  readonly isFinal?: boolean
}
export const batchMessage = ({ correlation, to, events = [], isFinal = true }: Chunk): Buffer =>
  Buffer.concat([
    message(1, bytes(2, correlation)),
    ...(to === undefined
      ? []
      : [
          message(
            2,
            ...targetOptions(to.stream, to.expected),
            ...(to.deadlineMs === undefined ? [] : [message(6, varint(1, Math.floor(to.deadlineMs / 1_000)))]),
          ),
        ]),
    ...events.map((one) => proposed(3, one)),
    varint(4, isFinal ? 1 : 0),
  ])

/** What a batch reply says: the code of a refusal, or none, and the id in the form it came. */
export const batchReply = (frame: Buffer) => {
  const fields = parse(frame)
  const id = messageOf(fields, 1)
  const error = messageOf(fields, 2)
  const success = messageOf(fields, 3)
  return {
    correlation: id === undefined ? undefined : textOf(id, 2),
    hasHalves: id !== undefined && has(id, 1),
    ...(error === undefined ? {} : { code: numberOf(error, 1), text: textOf(error, 2) }),
    ...(success === undefined ? {} : { revision: numberOf(success, 1) ?? 0n }),
  }
}
