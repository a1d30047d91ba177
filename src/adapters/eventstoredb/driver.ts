/**
 * The seam: the few things that the adapter asks of a client, in the client's own terms. `db-client.ts` does them with
 * `@eventstore/db-client`; another client is one more file of that size. Everything that a client gets wrong is
 * shielded above the seam, so that a second one need not be trusted more than the first.
 */

export interface LogPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

export type ExpectedRevision = bigint | 'no_stream'

export interface OutgoingEvent {
  readonly id: string
  readonly type: string
  /** A value, to be written as JSON, or bytes, to be written as they are. */
  readonly data: { readonly json: object } | { readonly bytes: Uint8Array }
  readonly metadata: Uint8Array
}

export interface IncomingEvent {
  readonly id: string
  readonly stream: string
  readonly revision: bigint
  readonly type: string
  /** As it was written, whatever it is marked as. */
  readonly data: Uint8Array
  readonly metadata: unknown
  readonly created: Date
  readonly position: LogPosition | undefined
}

export interface Written {
  readonly revision: bigint
  /** Absent where the server answers for an event that cannot be read any more. */
  readonly position: LogPosition | undefined
}

/** What a subscription says, in its order. */
export type Signal =
  | { readonly _tag: 'Confirmed' }
  | { readonly _tag: 'Event'; readonly event: IncomingEvent }
  | { readonly _tag: 'Checkpoint'; readonly position: LogPosition }
  | { readonly _tag: 'CaughtUp' }

export type Heard<A> =
  | { readonly _tag: 'Next'; readonly value: A }
  | { readonly _tag: 'Ended' }
  | { readonly _tag: 'Broken'; readonly cause: unknown }

/** A call that answers many times. Whoever opened it must cancel it: a client never does by itself. */
export interface Flow<A> {
  /** What is there already, without waiting; undefined where nothing is. */
  readonly take: () => Heard<A> | undefined
  /** The next answer; one caller at a time. */
  readonly next: () => Promise<Heard<A>>
  readonly cancel: () => void
}

export interface ReadFrom {
  readonly from: bigint | 'end'
  readonly backwards?: boolean
  readonly count: number
}

export interface Driver {
  /** Rejects with the client's own error. Never ended from here: whoever waits too long goes on without it. */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<OutgoingEvent>,
  ) => Promise<Written>
  readonly read: (stream: string, options: ReadFrom) => Flow<IncomingEvent>
  /** The last event of the log, or the log from a position on, whatever the stream. */
  readonly readAll: (options: {
    readonly from: LogPosition | 'start' | 'end'
    readonly count: number
  }) => Flow<IncomingEvent>
  readonly subscribe: (options: {
    readonly after: LogPosition | undefined
    readonly prefixes: ReadonlyArray<string>
  }) => Flow<Signal>
  /** What the server calls its version, or undefined where it does not tell. */
  readonly version: () => Promise<string | undefined>
  /** Ends what is under way and gives the connection back. Not bounded: a client may hang here. */
  readonly dispose: () => Promise<void>
}
