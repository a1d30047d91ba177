/** Reads that end: of a stream or of the whole log, forwards and backwards, with links followed one step. */
import { eventFrame, nextRevisionFrame, lastRevisionFrame, linkFrame, streamNotFoundFrame } from './answers.js'
import type { Call } from './call.js'
import type { EventLog, EventRecord } from './event-log.js'
import { streamDeleted, unknown, type Failure } from './failures.js'
import type { Output } from './output.js'
import type { ReadRequest } from './read-request.js'
import type { Streams } from './streams.js'

export interface Books {
  readonly log: EventLog
  readonly streams: Streams
}

const LINK_TYPE = '$>'
const LINK = /^(\d+)@(.+)$/s

/** The frame of an event, or of a link with its target where links are to be resolved. */
export const frameOf = (record: EventRecord, resolvesLinks: boolean, streams: Streams): Buffer => {
  if (!resolvesLinks || record.type !== LINK_TYPE) return eventFrame(record)
  const [, revision, stream] = LINK.exec(record.data.toString('utf8')) ?? []
  if (revision === undefined || stream === undefined) return eventFrame(record)
  return linkFrame(record, streams.find(stream, BigInt(revision)))
}

function* streamEvents({ log, streams }: Books, stream: string, request: ReadRequest): Generator<EventRecord> {
  const events = log.eventsOf(stream)
  const step = request.isBackwards ? -1 : 1
  const last = events.length - 1
  const first = Number(streams.firstReadable(stream))
  const asked = request.from === 'start' ? 0 : request.from === 'end' ? last : Number(request.from)
  let at = request.isBackwards ? Math.min(asked, last) : Math.max(asked, first)
  for (; at >= first && at < events.length; at += step) {
    const record = events[at]!
    if (streams.isReadable(record)) yield record
  }
}

function* logEvents({ log }: Books, { from, isBackwards, filter }: ReadRequest): Generator<EventRecord> {
  const start = from === 'start' ? 0 : from === 'end' ? log.records.length : log.indexAfter(from - 1n)
  const step = isBackwards ? -1 : 1
  // Backwards a position is a gap between events: what stands at it is not read.
  for (let at = isBackwards ? start - 1 : start; at >= 0 && at < log.records.length; at += step) {
    const record = log.records[at]!
    if (filter === undefined || filter.matches(record)) yield record
  }
}

const sendUpTo = async (
  count: bigint,
  events: Iterable<EventRecord>,
  send: (record: EventRecord) => Promise<void> | undefined,
  call: Call,
): Promise<bigint> => {
  let sent = 0n
  if (count === 0n) return sent
  for (const record of events) {
    const slow = send(record)
    if (slow !== undefined) await slow
    sent += 1n
    if (sent === count || call.isOver()) break
  }
  return sent
}

const readStream = async (books: Books, stream: string, request: ReadRequest, call: Call, out: Output) => {
  const { streams } = books
  const { count = 0n, isBackwards, from, resolvesLinks } = request
  if (streams.isTombstoned(stream)) return streamDeleted(stream)
  if (count === 0n || (!isBackwards && from === 'end')) return unknown('Unexpected ReadStreamResult: Error')
  const last = streams.lastOf(stream)
  if (last < 0n || streams.isDeleted(stream)) {
    await out.control(streamNotFoundFrame(stream))
    return undefined
  }
  const sent = await sendUpTo(
    count,
    streamEvents(books, stream, request),
    (record) => out.event(frameOf(record, resolvesLinks, streams)),
    call,
  )
  if (request.isVerbose && sent === 0n && !isBackwards) await out.control(nextRevisionFrame(last + 1n))
  if (request.isVerbose) await out.control(lastRevisionFrame(last))
  return undefined
}

const readLog = async (books: Books, request: ReadRequest, call: Call, out: Output) => {
  const { log, streams } = books
  const { count = 0n, from, resolvesLinks } = request
  // The server pages through nothing until the reader goes away.
  if (count === 0n) return 'never'
  if (typeof from === 'bigint' && from > 0n && from < log.end() && !log.isPosition(from))
    return unknown('Unexpected ReadAllResult: InvalidPosition')
  await sendUpTo(count, logEvents(books, request), (record) => out.event(frameOf(record, resolvesLinks, streams)), call)
  return undefined
}

/** Sends what was asked for. `never` means that the read does not end, as with the server. */
export const read = (
  books: Books,
  request: ReadRequest,
  call: Call,
  out: Output,
): Promise<Failure | 'never' | undefined> =>
  request.stream === undefined
    ? readLog(books, request, call, out)
    : readStream(books, request.stream, request, call, out)
