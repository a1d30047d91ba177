/** What every kind of call needs to be served: the log, the rights, the faults and the settings of the server. */
import type { Call } from './call.js'
import type { CallKind, Connection, Fault } from './faults.js'
import type { Failure } from './failures.js'
import type { Books } from './reading.js'
import type { Action } from './rights.js'
import type { Writing } from './writing.js'

export interface Desk extends Books {
  readonly writing: Writing
  readonly version: string
  readonly maxAppendBytes: number
  readonly now: () => number
  readonly newId: () => string
  readonly connection: Connection
  /** Notes the call and says why it is not served, if so: no right, or another node leads. */
  readonly admit: (call: Call, kind: CallKind, action: Action, stream: string) => Failure | undefined
  /** Whether a right that was there when a subscription began is still there. */
  readonly mayStill: (call: Call, stream: string) => Failure | undefined
  /** The fault that the call meets. */
  readonly fault: (kind: CallKind, stream?: string) => Fault
  /** Does the work under the fault that the call meets; see `meet` in faults.ts. */
  readonly meet: (call: Call, kind: CallKind, stream: string | undefined, work: () => () => void) => void
}
