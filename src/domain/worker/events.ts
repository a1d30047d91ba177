/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { oneOf, record, text } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { Instant } from '../values/instant.js'

export const WorkerRole = oneOf('WorkerRole', ['reactions', 'effects', 'timers'])
export type WorkerRole = t.TypeOf<typeof WorkerRole>

/** A stream's name, in full. */
export const StreamName = text('StreamName', 1, 300)

export const ParkedWorkRetried = family(
  'ParkedWorkRetried',
  record('ParkedWorkRetried', { role: WorkerRole, stream: StreamName, by: ActorId }),
)
export const ParkedWorkDiscarded = family(
  'ParkedWorkDiscarded',
  record('ParkedWorkDiscarded', { role: WorkerRole, stream: StreamName, reason: Code, by: ActorId }),
)
/** The worker's clock went back, or forward by more than time can have passed. */
export const ClockJumped = family(
  'ClockJumped',
  record('ClockJumped', { role: WorkerRole, from: Instant, to: Instant }),
)

/** Written to compare the worker's clock with the store's, which dates the event itself. */
export const ClockCompared = family('ClockCompared', record('ClockCompared', { role: WorkerRole, at: Instant }))

export const workerEvents = catalogOf([ParkedWorkRetried, ParkedWorkDiscarded, ClockJumped, ClockCompared])
export type WorkerEvent = EventIn<typeof workerEvents>
