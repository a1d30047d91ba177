/**
 * Rows that are made from the log and can be made again: indexes of what is due, where workers stand, later every
 * screen. Rows and checkpoint of one consumer change together or not at all, and only for whoever knew where the
 * consumer stood, so that each event changes a row exactly once. Every adapter passes one contract suite
 * (`testing/read-model-store-contract.ts`).
 */
import type { Option } from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** `key` and `sort` are compared by code point, as UTF-8 bytes are. `value` is JSON text, returned as it was given. */
export interface Row {
  readonly key: string
  readonly sort: string
  readonly value: string
}

export type RowChange =
  | { readonly _tag: 'Put'; readonly table: string; readonly row: Row }
  | { readonly _tag: 'Delete'; readonly table: string; readonly key: string }
  /** Every row of the table is gone, as if it had never been used. */
  | { readonly _tag: 'Clear'; readonly table: string }

/** Where a consumer stands. `version` counts the commits under its name, from 1. */
export interface StoredCheckpoint {
  readonly version: number
  readonly value: string
}

export interface Commit {
  /** The consumer, such as `reactions@main`. */
  readonly name: string
  /** The version that the caller knows; 0 where there is none yet. */
  readonly expected: number
  /** The new value of the checkpoint. */
  readonly checkpoint: string
  /** Applied in their order. */
  readonly changes: ReadonlyArray<RowChange>
}

export type ReadModelError =
  /** Nothing was written: another instance has moved the checkpoint. */
  | { readonly _tag: 'CheckpointMoved'; readonly name: string; readonly expected: number; readonly actual: number }
  | { readonly _tag: 'ReadModelUnavailable'; readonly reason: string }
  /** It may or may not have been written; reading the checkpoint tells. */
  | { readonly _tag: 'CommitUnknown'; readonly name: string }
  | { readonly _tag: 'ReadModelClosed' }

export interface ListOptions {
  /** Only rows with a `sort` up to and including this. */
  readonly upTo?: string
  /** Rows after this one, in the order of `sort`, then `key`. */
  readonly after?: { readonly sort: string; readonly key: string }
  /** Default and maximum 1,000. */
  readonly limit?: number
}

export interface ReadModelStore {
  readonly checkpoint: (name: string) => TaskEither<ReadModelError, Option<StoredCheckpoint>>
  /** Answers the new version. */
  readonly commit: (commit: Commit) => TaskEither<ReadModelError, number>
  readonly get: (table: string, key: string) => TaskEither<ReadModelError, Option<Row>>
  /** Those of the keys that have a row, as of one moment, in no particular order; a key asked twice is answered once. */
  readonly load: (table: string, keys: ReadonlyArray<string>) => TaskEither<ReadModelError, ReadonlyArray<Row>>
  /** In the order of `sort`, then `key`. */
  readonly list: (table: string, options?: ListOptions) => TaskEither<ReadModelError, ReadonlyArray<Row>>
  readonly close: () => Promise<void>
}
