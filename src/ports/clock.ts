/** Time comes from the host, so that tests and replays may have their own. */
import type { Instant } from '../domain/values/instant.js'

export interface Clock {
  readonly now: () => Instant
  /** Resolves after that time or as soon as the signal aborts, never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}
