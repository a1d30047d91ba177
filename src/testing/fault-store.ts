/**
 * A store that fails as real ones do, on command: so that a host can test what its code does when an append is lost, an
 * answer is lost, somebody else is faster, or the process dies between two writes. It wraps any store and changes
 * nothing but what it was told to.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Appended, EventStore, EventToAppend, Revision, StoreError } from '../ports/event-store.js'

/**
 * What happens to one append. `unavailable`: nothing is written, and the store says so. `lost_request` and
 * `lost_answer`: the store cannot tell; in the first case nothing was written, in the second all of it. `overtaken`:
 * somebody else writes first. `slow`: waits before it writes. `forgetful`: written, but the store cannot say whether
 * it was this very call. `pass`: as if nothing were wrong.
 */
export type Fault =
  | { readonly _tag: 'pass' }
  | { readonly _tag: 'unavailable' }
  | { readonly _tag: 'lost_request' }
  | { readonly _tag: 'lost_answer' }
  | { readonly _tag: 'overtaken'; readonly by: () => Promise<unknown> }
  | { readonly _tag: 'slow'; readonly wait: () => Promise<unknown> }
  | { readonly _tag: 'forgetful' }

export interface AppendCall {
  readonly stream: string
  readonly expected: Revision
  readonly events: ReadonlyArray<EventToAppend>
}

export interface FaultStore extends EventStore {
  /** Faults of the next appends, one after another; then it works again. */
  readonly script: (...faults: ReadonlyArray<Fault>) => void
  /** The fault of every append that is not scripted. */
  readonly always: (fault: Fault) => void
  /**
   * The process dies around one of the next appends: `before` the append number `place` (0 is the next one) is written,
   * or `after` it. From then on everything fails, as for a process that is gone.
   */
  readonly dieAt: (place: number, when: 'before' | 'after') => void
  readonly isDead: () => boolean
  /** Calls of `append` that came, in order, also those that failed. */
  readonly appends: ReadonlyArray<AppendCall>
  /** Streams that were read, in order. */
  readonly reads: ReadonlyArray<string>
}

const GONE: StoreError = { _tag: 'StoreClosed' }

/**
 * @example
 * const store = faultStore(memoryEventStore())
 * store.script({ _tag: 'lost_answer' }) // the next append is written, but nobody hears of it
 */
export const faultStore = (inner: EventStore): FaultStore => {
  const scripted: Array<Fault> = []
  const appends: Array<AppendCall> = []
  const reads: Array<string> = []
  let usual: Fault = { _tag: 'pass' }
  let death: { readonly place: number; readonly when: 'before' | 'after' } | undefined
  let dead = false

  const underFault = async (fault: Fault, call: AppendCall): Promise<E.Either<StoreError, Appended>> => {
    const { stream, expected, events } = call
    const write = () => inner.append(stream, expected, events)()
    switch (fault._tag) {
      case 'pass':
        return write()
      case 'unavailable':
        return E.left({ _tag: 'StoreUnavailable', reason: 'simulated outage' })
      case 'lost_request':
        return E.left({ _tag: 'OutcomeUnknown', stream })
      case 'lost_answer': {
        const written = await write()
        return E.isLeft(written) ? written : E.left({ _tag: 'OutcomeUnknown', stream })
      }
      case 'overtaken':
        await fault.by()
        return write()
      case 'slow':
        await fault.wait()
        return write()
      case 'forgetful': {
        const written = await write()
        return E.isLeft(written) ? written : E.right({ ...written.right, write: 'unknown' })
      }
    }
  }

  return {
    script: (...faults) => {
      scripted.push(...faults)
    },
    always: (fault) => {
      usual = fault
    },
    dieAt: (place, when) => {
      death = { place: appends.length + place, when }
    },
    isDead: () => dead,
    appends,
    reads,
    append: (stream, expected, events) => async () => {
      if (dead) return E.left(GONE)
      const call = { stream, expected, events }
      const place = appends.push(call) - 1
      const dies = death?.place === place
      if (dies) dead = true
      if (dies && death?.when === 'before') return E.left(GONE)
      const answer = await underFault(scripted.shift() ?? usual, call)
      return dies ? E.left(GONE) : answer
    },
    read: (stream, from, limit) => {
      if (dead) return () => Promise.resolve(E.left(GONE))
      reads.push(stream)
      return inner.read(stream, from, limit)
    },
    all: (options) => inner.all(options),
    comparePositions: (a, b) => inner.comparePositions(a, b),
    close: () => inner.close(),
  }
}
