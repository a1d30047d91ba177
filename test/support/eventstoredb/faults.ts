/**
 * What is to go wrong, and with which call. Faults are scripted in order: the first one that fits a call is what it
 * meets, and is used up unless it lasts.
 */
import type { Call } from './call.js'
import type { Failure } from './failures.js'

export type CallKind = 'append' | 'batch' | 'read' | 'subscribe' | 'features' | 'gossip' | 'delete' | 'tombstone'

/** `before` is before anything is done, `after` once it is done and only the answer is missing. */
export type When = 'before' | 'after'

export type Fault =
  /** Nothing is done and nothing is answered. */
  | { readonly _tag: 'silent' }
  /** It is done, and not answered. */
  | { readonly _tag: 'silent_after' }
  /** It is done late, or with `after` at once, and answered late. */
  | { readonly _tag: 'late'; readonly ms: number; readonly when?: When }
  | ({ readonly _tag: 'status'; readonly when?: When } & Failure)
  /** The network closes the connection by a reset; other calls on it die too. */
  | { readonly _tag: 'reset'; readonly when: When }
  /** The call ends well, without an answer. */
  | { readonly _tag: 'half_close'; readonly when: When }
  /** The connection takes no further calls; this one is served. */
  | { readonly _tag: 'go_away' }
  /** A read or subscription ends after so many events; without `by` as if all were well. */
  | { readonly _tag: 'cut_after'; readonly events: number; readonly by?: 'reset' | 'silence' | Failure }
  /** One append of a batch stream is refused within an answer; the stream goes on. `detail` is a message's name. */
  | { readonly _tag: 'refuse'; readonly code: number; readonly text: string; readonly detail?: string }
  /** Nothing goes wrong: to let a call pass before the one that is meant. */
  | { readonly _tag: 'none' }

/** All calls of a kind, or those to the streams for which `stream` holds. */
export type CallFilter =
  CallKind | 'any' | { readonly call: CallKind | 'any'; readonly stream: string | ((name: string) => boolean) }

export interface Faults {
  /** These, one after the other, for the next calls that fit. */
  readonly next: (calls: CallFilter, ...faults: ReadonlyArray<Fault>) => void
  /** This one for every call that fits and has none scripted by `next`. */
  readonly always: (calls: CallFilter, fault: Fault) => void
  readonly clear: () => void
}

interface Script extends Faults {
  readonly take: (kind: CallKind, stream?: string) => Fault
}

const NONE: Fault = { _tag: 'none' }

const fits = (filter: CallFilter, kind: CallKind, stream: string | undefined): boolean => {
  const call = typeof filter === 'string' ? filter : filter.call
  if (call !== 'any' && call !== kind) return false
  if (typeof filter === 'string') return true
  if (stream === undefined) return false
  return typeof filter.stream === 'string' ? filter.stream === stream : filter.stream(stream)
}

export const faultScript = (): Script => {
  const once: Array<{ readonly filter: CallFilter; readonly fault: Fault }> = []
  const lasting: Array<{ readonly filter: CallFilter; readonly fault: Fault }> = []
  return {
    next: (filter, ...faults) => {
      once.push(...faults.map((fault) => ({ filter, fault })))
    },
    always: (filter, fault) => {
      lasting.unshift({ filter, fault })
    },
    clear: () => {
      once.length = 0
      lasting.length = 0
    },
    take: (kind, stream) => {
      const at = once.findIndex(({ filter }) => fits(filter, kind, stream))
      if (at >= 0) return once.splice(at, 1)[0]!.fault
      return lasting.find(({ filter }) => fits(filter, kind, stream))?.fault ?? NONE
    },
  }
}

/** What a fault may do to the connection of a call. */
export interface Connection {
  readonly reset: (call: Call) => void
  readonly goAway: (call: Call) => void
}

/**
 * Lets a call meet its fault. `work` does what was asked, at once or never, and answers with a function that tells the
 * client; so that what is done and what is said can be torn apart at the seam where networks tear them apart.
 */
export const meet = (fault: Fault, call: Call, connection: Connection, work: () => () => void): void => {
  const isLateStep = 'when' in fault && fault.when === 'after'
  const strike = (): void => {
    if (fault._tag === 'status') call.fail(fault)
    if (fault._tag === 'reset') connection.reset(call)
    if (fault._tag === 'half_close') call.end()
  }
  switch (fault._tag) {
    case 'silent':
      return
    case 'silent_after':
      work()
      return
    case 'late':
      if (isLateStep) call.after(fault.ms, work())
      else call.after(fault.ms, () => work()())
      return
    case 'status':
    case 'reset':
    case 'half_close':
      if (isLateStep) work()
      strike()
      return
    case 'go_away':
      connection.goAway(call)
      work()()
      return
    default:
      work()()
  }
}
