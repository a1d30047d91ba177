/**
 * The log: streams with exact revisions, and one total order over all of them. Every adapter passes the same contract
 * suite (`testing/event-store-contract.ts`), which holds EventStoreDB's rules of idempotency to the letter.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Metadata } from '../domain/kernel/envelope.js'

/** Where a stream stands: the revision of its last event, counted from 0, or that it has none. There is no "any". */
export type Revision = number | 'no_stream'

/** A place in the log. Opaque: only the store that gave it can compare it; persist it as the text it is. */
export type Position = string & { readonly Position: unique symbol }

export interface EventToAppend {
  readonly id: string
  readonly type: string
  /** JSON text, stored and returned byte for byte: the link covers it. */
  readonly data: string
  readonly metadata: Metadata
}

export interface StoredEvent extends EventToAppend {
  readonly stream: string
  readonly revision: number
  readonly position: Position
  /** The store's own time, UTC ISO text. Never folded on. */
  readonly recordedAt: string
}

/** An event of 256 KiB and an append of 1 MiB pass through every store that we know, with room for its own framing. */
export const MAX_EVENT_BYTES = 262_144
export const MAX_APPEND_BYTES = 1_048_576

export type StoreError =
  | {
      readonly _tag: 'WrongExpectedRevision'
      readonly stream: string
      readonly expected: Revision
      readonly actual: Revision
    }
  | { readonly _tag: 'EmptyAppend'; readonly stream: string }
  | { readonly _tag: 'EventTooLarge'; readonly stream: string; readonly bytes: number; readonly limit: number }
  | { readonly _tag: 'AppendTooLarge'; readonly stream: string; readonly bytes: number; readonly limit: number }
  /** What this store can never take; `rule` says what it takes. */
  | { readonly _tag: 'AppendRefused'; readonly field: 'stream' | 'id' | 'type' | 'append'; readonly rule: string }
  /** Somebody has deleted the stream, which no part of this library ever does. */
  | { readonly _tag: 'StreamDeleted'; readonly stream: string }
  /** Somebody must change the configuration or the rights: trying again does not help. */
  | { readonly _tag: 'StoreMisconfigured'; readonly reason: string }
  /** Nothing was written. */
  | { readonly _tag: 'StoreUnavailable'; readonly reason: string }
  /** It may or may not have been written: repeat the identical append with the identical expected revision. */
  | { readonly _tag: 'OutcomeUnknown'; readonly stream: string }
  | { readonly _tag: 'StoreClosed' }
  | { readonly _tag: 'Aborted' }
  /** The position was never given by this log, or lies beyond its end. */
  | { readonly _tag: 'UnknownPosition'; readonly position: string }

export interface Appended {
  /** Revision of the last event of the batch. */
  readonly revision: number
  readonly position: Position
  /** `replayed`: the very same batch was there already. `unknown`: the store cannot tell the two apart. */
  readonly write: 'fresh' | 'replayed' | 'unknown'
}

export interface StreamSlice {
  readonly events: ReadonlyArray<StoredEvent>
  readonly head: Revision
}

/** One ordered flow: a checkpoint can never overtake the events before it. */
export type Delivery =
  | { readonly _tag: 'Event'; readonly event: StoredEvent }
  /** Everything up to here has been delivered or did not match. */
  | { readonly _tag: 'Checkpoint'; readonly position: Position }
  /** May come more than once: after every fall-back to catching up. */
  | { readonly _tag: 'CaughtUp' }
  | { readonly _tag: 'Reconnected'; readonly attempt: number }
  /** The last delivery of a flow that cannot go on. */
  | { readonly _tag: 'Failed'; readonly error: StoreError }

export interface AllOptions {
  /** Exclusive. Absent: from the beginning. */
  readonly after?: Position
  /** Stream-name prefixes; absent: all of ours. */
  readonly prefixes?: ReadonlyArray<string>
  /** Types of events that the reader has no use for: a store that can may leave them out, and one that cannot does not. */
  readonly unwanted?: ReadonlyArray<string>
  /** Go on with what is appended later. Otherwise the flow ends at the end of the log as it was found. */
  readonly follow?: boolean
  readonly signal?: AbortSignal
}

export interface EventStore {
  /**
   * Appends a batch, all or nothing, after exactly `expected`.
   *
   * Idempotent as EventStoreDB is: where the stream has moved on and the events after `expected` begin with the very
   * ids of the batch, the batch counts as written (`replayed`); any difference is `WrongExpectedRevision`. At
   * `expected` = head it always appends, whatever the ids. So repeat an unknown outcome with the *same* expected
   * revision, never with a fresh one.
   */
  readonly append: (
    stream: string,
    expected: Revision,
    events: ReadonlyArray<EventToAppend>,
  ) => TaskEither<StoreError, Appended>
  /** A slice of a stream from revision `from` (default 0), at most `limit` events (default and maximum 1,000). */
  readonly read: (stream: string, from?: number, limit?: number) => TaskEither<StoreError, StreamSlice>
  /** The log in its order. Pulls no faster than it is read; leaving the loop or the signal ends it. */
  readonly all: (options?: AllOptions) => AsyncIterable<Delivery>
  readonly comparePositions: (a: Position, b: Position) => number
  readonly close: () => Promise<void>
}
