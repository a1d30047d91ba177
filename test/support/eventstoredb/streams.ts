/**
 * How a stream stands and what of it can be read: deleted, truncated by count, age or revision. Metadata of a stream
 * `name` are the events of a stream `$$name`, of which only the last counts.
 */
import { LONG_MAX, type EventLog, type EventRecord } from './event-log.js'
import { metadataFrom, type StreamMetadata } from './stream-metadata.js'

const META = '$$'
const NO_METADATA: StreamMetadata = {}

export const isMetastream = (stream: string): boolean => stream.startsWith(META)
export const metastreamOf = (stream: string): string => META + stream
export const originalOf = (metastream: string): string => metastream.slice(META.length)

export interface Streams {
  readonly metadataOf: (stream: string) => StreamMetadata
  /** Revision of the last event; -1 where there is none. */
  readonly lastOf: (stream: string) => bigint
  /** Deleted for ever. The metadata of such a stream are closed with it. */
  readonly isTombstoned: (stream: string) => boolean
  /** Deleted so that it can be begun again. */
  readonly isDeleted: (stream: string) => boolean
  /** The first revision that a reader may still see, by count and by "truncate before". */
  readonly firstReadable: (stream: string) => bigint
  readonly isReadable: (record: EventRecord) => boolean
  /** What a link leads to: nothing, where its target was deleted, truncated or never was. */
  readonly find: (stream: string, revision: bigint) => EventRecord | undefined
}

export const streamsOf = (log: EventLog, now: () => number): Streams => {
  const parsed = new WeakMap<EventRecord, StreamMetadata>()

  const metadataOf = (stream: string): StreamMetadata => {
    // Of metadata only the newest are kept, and they have no metadata of their own.
    if (isMetastream(stream)) return { maxCount: 1n }
    const newest = log.eventsOf(metastreamOf(stream)).at(-1)
    if (newest === undefined) return NO_METADATA
    const isJson = newest.contentType === 'application/json'
    const known = parsed.get(newest) ?? (isJson ? metadataFrom(newest.data.toString('utf8')) : NO_METADATA)
    parsed.set(newest, known)
    return known
  }
  const lastOf = (stream: string): bigint => BigInt(log.eventsOf(stream).length - 1)
  const isTombstoned = (stream: string): boolean =>
    log.tombstoneOf(isMetastream(stream) ? originalOf(stream) : stream) !== undefined
  const isDeleted = (stream: string): boolean => metadataOf(stream).truncateBefore === LONG_MAX
  const firstReadable = (stream: string): bigint => {
    const { maxCount, truncateBefore = 0n } = metadataOf(stream)
    const byCount = maxCount === undefined ? 0n : lastOf(stream) - maxCount + 1n
    return byCount > truncateBefore ? byCount : truncateBefore
  }
  const isYoung = ({ stream, createdMs }: EventRecord): boolean => {
    const { maxAgeSeconds } = metadataOf(stream)
    return maxAgeSeconds === undefined || createdMs >= now() - Number(maxAgeSeconds) * 1_000
  }
  const isReadable = (record: EventRecord): boolean =>
    record.revision >= firstReadable(record.stream) && isYoung(record) && !isTombstoned(record.stream)
  return {
    metadataOf,
    lastOf,
    isTombstoned,
    isDeleted,
    firstReadable,
    isReadable,
    find: (stream, revision) => {
      const record = revision > lastOf(stream) ? undefined : log.eventsOf(stream)[Number(revision)]
      return record !== undefined && isReadable(record) ? record : undefined
    },
  }
}
