/** Read models that fail as real ones do, on command. */
import * as E from 'fp-ts/lib/Either.js'
import type { Commit, ReadModelError, ReadModelStore } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'

/** `down`: nothing is written. `lost_request`, `lost_answer`: nobody can tell; written in the second case only. */
export type CommitFault = 'down' | 'lost_request' | 'lost_answer'

export interface FaultyReadModels extends ReadModelStore {
  /** Faults of the next commits, one after another. */
  readonly script: (...faults: ReadonlyArray<CommitFault>) => void
  /** From now on every call fails, until it is set back. */
  readonly goDown: (down: boolean) => void
  /** Called before each commit is written. */
  readonly onCommit: (spy: (commit: Commit) => void) => void
  /** Commits that were written, in order. */
  readonly commits: ReadonlyArray<Commit>
}

const DOWN: E.Either<ReadModelError, never> = E.left({ _tag: 'ReadModelUnavailable', reason: 'simulated outage' })

export const faultyReadModels = (inner: ReadModelStore = memoryReadModelStore()): FaultyReadModels => {
  const scripted: Array<CommitFault> = []
  const commits: Array<Commit> = []
  let isDown = false
  let spy: (commit: Commit) => void = () => undefined
  const unlessDown =
    <A>(ask: () => Promise<E.Either<ReadModelError, A>>) =>
    () =>
      isDown ? Promise.resolve(DOWN) : ask()

  return {
    script: (...faults) => {
      scripted.push(...faults)
    },
    goDown: (down) => {
      isDown = down
    },
    onCommit: (called) => {
      spy = called
    },
    commits,
    checkpoint: (name) => unlessDown(inner.checkpoint(name)),
    get: (table, key) => unlessDown(inner.get(table, key)),
    load: (table, keys) => unlessDown(inner.load(table, keys)),
    list: (table, options) => unlessDown(inner.list(table, options)),
    commit: (commit) =>
      unlessDown(async () => {
        spy(commit)
        const fault = scripted.shift()
        if (fault === 'down') return DOWN
        const unknown: ReadModelError = { _tag: 'CommitUnknown', name: commit.name }
        if (fault === 'lost_request') return E.left(unknown)
        const written = await inner.commit(commit)()
        if (E.isRight(written)) commits.push(commit)
        return fault === 'lost_answer' ? E.left(unknown) : written
      }),
    close: () => inner.close(),
  }
}
