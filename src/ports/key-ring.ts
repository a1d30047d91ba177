/**
 * The keys of personal data, one or more per person. Keep them outside the event log and its backups: destroying a
 * person's keys is what erases that person.
 */
import type { KeyObject } from 'node:crypto'
import type { Option } from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

export type KeyRingError =
  | { readonly _tag: 'KeyRingUnavailable'; readonly reason: string }
  /** The person was erased: nothing personal may be written about them any more. */
  | { readonly _tag: 'SubjectErased' }

export interface SubjectKey {
  readonly id: string
  /** 256 bits, as a KeyObject: raw bytes cost four times as much per use on Node 24. */
  readonly key: KeyObject
}

export interface KeyRing {
  /** The key to seal with; made at the first call, by create-if-absent. */
  readonly current: (tenant: string, subject: string) => TaskEither<KeyRingError, SubjectKey>
  /** The key that sealed something, if it still exists. */
  readonly find: (tenant: string, subject: string, keyId: string) => TaskEither<KeyRingError, Option<KeyObject>>
  /** Destroys all keys of a person for good; `current` answers `SubjectErased` from then on. */
  readonly destroy: (tenant: string, subject: string) => TaskEither<KeyRingError, { readonly keys: number }>
}
