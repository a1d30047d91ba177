/**
 * The log itself: every record in the order in which it was written, and the same records by stream. Nothing is ever
 * taken out (a server does so only when it is scavenged). Several doubles may share one log: as the nodes of a cluster,
 * or one after the other, as a server that is restarted with its data.
 */

/** The revision of a tombstone, and the "truncate before" that means deleted. */
export const LONG_MAX = 9_223_372_036_854_775_807n
/** The event that a deletion for ever leaves behind. */
export const TOMBSTONE_TYPE = '$streamDeleted'

export interface ProposedEvent {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Buffer
  /** The metadata of the event, in whatever form the writer gave it. */
  readonly metadata: Buffer
}

export interface EventRecord extends ProposedEvent {
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  readonly createdMs: number
}

/** A node as gossip tells of it. */
export interface ClusterNode {
  readonly id: string
  readonly port: number
  readonly isAlive: () => boolean
}

export interface EventLog {
  readonly records: ReadonlyArray<EventRecord>
  /** The events of a stream; the place in the list is the revision. A tombstone is not among them. */
  readonly eventsOf: (stream: string) => ReadonlyArray<EventRecord>
  readonly tombstoneOf: (stream: string) => EventRecord | undefined
  readonly write: (
    stream: string,
    events: ReadonlyArray<ProposedEvent>,
    createdMs: number,
  ) => ReadonlyArray<EventRecord>
  readonly writeTombstone: (stream: string, event: ProposedEvent, createdMs: number) => EventRecord
  /** A transaction without events takes a place in the log all the same. */
  readonly writeNothing: () => bigint
  /** Where reading goes on after a position: an index into `records`. */
  readonly indexAfter: (position: bigint) => number
  /** Whether a transaction begins at this position: a server cannot read from the middle of one. */
  readonly isPosition: (position: bigint) => boolean
  /** Positions from here on are not written yet. */
  readonly end: () => bigint
  /** Calls back after each write; the answer stops it. */
  readonly listen: (listener: () => void) => () => void
  readonly nodes: Array<ClusterNode>
  /** Which of the nodes leads; the first one until there is an election. */
  leader: ClusterNode | undefined
}

/** A server's log begins with records of its own that no reader sees. */
const FIRST_POSITION = 1_158n
/** About what a record takes besides names and content; what matters is that positions have gaps. */
const RECORD_OVERHEAD = 98

const sizeOf = (stream: string, { type, data, metadata }: ProposedEvent): bigint =>
  BigInt(RECORD_OVERHEAD + stream.length + 2 * type.length + data.length + metadata.length)

export const eventLog = (): EventLog => {
  const records: Array<EventRecord> = []
  const streams = new Map<string, Array<EventRecord>>()
  const tombstones = new Map<string, EventRecord>()
  const emptyTransactions = new Set<bigint>()
  const listeners = new Set<() => void>()
  let end = FIRST_POSITION

  const add = (stream: string, event: ProposedEvent, revision: bigint, createdMs: number): EventRecord => {
    const record: EventRecord = { ...event, stream, revision, position: end, createdMs }
    end += sizeOf(stream, event)
    records.push(record)
    return record
  }
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  const indexAfter = (position: bigint): number => {
    let low = 0
    let high = records.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (records[middle]!.position <= position) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    records,
    eventsOf: (stream) => streams.get(stream) ?? [],
    tombstoneOf: (stream) => tombstones.get(stream),
    write: (stream, events, createdMs) => {
      const before = streams.get(stream) ?? []
      streams.set(stream, before)
      const written = events.map((event, i) => add(stream, event, BigInt(before.length + i), createdMs))
      before.push(...written)
      tell()
      return written
    },
    writeTombstone: (stream, event, createdMs) => {
      const record = add(stream, event, LONG_MAX, createdMs)
      tombstones.set(stream, record)
      tell()
      return record
    },
    writeNothing: () => {
      const position = end
      end += BigInt(RECORD_OVERHEAD)
      emptyTransactions.add(position)
      return position
    },
    indexAfter,
    isPosition: (position) =>
      emptyTransactions.has(position) || records[indexAfter(position) - 1]?.position === position,
    end: () => end,
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    nodes: [],
    leader: undefined,
  }
}
