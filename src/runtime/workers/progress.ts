/**
 * How far a consumer has come: results are committed with the rows that they change, in the order of the log, never
 * past anything unfinished, and only from where this run began.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelError, ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import { checkpointText, type Checkpoint } from './checkpoint.js'
import { committer } from './committer.js'
import type { AfterSalesError } from '../errors.js'

/** The rows that an event changes, once everything that it asks for is done. */
export type Finished = E.Either<AfterSalesError, ReadonlyArray<RowChange>>

interface Done {
  readonly move: (before: Checkpoint) => Checkpoint
  readonly changes: ReadonlyArray<RowChange>
}

export interface ProgressOptions {
  readonly readModels: ReadModelStore
  readonly name: string
  readonly version: number
  readonly at: Checkpoint
  readonly onCommitted: (at: Checkpoint) => void
  readonly onFailed: (error: ReadModelError) => void
}

export interface Progress {
  readonly started: () => number
  readonly finished: (
    ticket: number,
    move: (before: Checkpoint) => Checkpoint,
    changes: ReadonlyArray<RowChange>,
  ) => void
  /** Commits everything that nothing unfinished stands before. One at a time; what is finished meanwhile goes along. */
  readonly commit: () => Promise<void>
  readonly isCommitting: () => boolean
  /** Started and not committed. */
  readonly size: () => number
  readonly at: () => Checkpoint
}

export const progressOf = (options: ProgressOptions): Progress => {
  const { readModels, name } = options
  const queue = committer<Done>()
  let { version, at } = options
  let isCommitting = false
  let hasFailed = false

  return {
    started: queue.started,
    finished: (ticket, move, changes) => queue.finished(ticket, { move, changes }),
    commit: async () => {
      if (isCommitting) return
      isCommitting = true
      try {
        for (let ready = queue.take(); ready.length > 0 && !hasFailed; ready = queue.take()) {
          const next = ready.reduce((before, { move }) => move(before), at)
          const changes = ready.flatMap((done) => done.changes)
          const asked = { name, expected: version, checkpoint: checkpointText(next), changes }
          // One in doubt is a failed one. That the checkpoint stands there now proves nothing: another instance may have
          // written the very same, without what only this one knew, such as a stream that it put aside.
          const committed = await readModels.commit(asked)()
          if (E.isRight(committed)) {
            version = committed.right
            at = next
            options.onCommitted(at)
          } else {
            hasFailed = true
            options.onFailed(committed.left)
          }
        }
      } finally {
        isCommitting = false
      }
    },
    isCommitting: () => isCommitting,
    size: queue.size,
    at: () => at,
  }
}
