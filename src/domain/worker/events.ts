/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { oneOf, record, text } from '../kernel/codec.js'
import { catalogOf, family, unchanged, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { Instant } from '../values/instant.js'

/** Those that wait for instants, and compare clocks. */
const FIRST_ROLES = ['reactions', 'effects', 'timers'] as const
const FirstRole = oneOf('WorkerRole', FIRST_ROLES)
const SECOND_ROLES = [...FIRST_ROLES, 'projections'] as const
const SecondRole = oneOf('WorkerRole', SECOND_ROLES)
export const WorkerRole = oneOf('WorkerRole', [...SECOND_ROLES, 'feed'])
export type WorkerRole = t.TypeOf<typeof WorkerRole>

/** A stream's name, in full. */
export const StreamName = text('StreamName', 1, 300)

const retried = <R>(role: t.Type<R, R, unknown>) =>
  record('ParkedWorkRetried', { role, stream: StreamName, by: ActorId })
export const ParkedWorkRetried = family('ParkedWorkRetried', retried(FirstRole))
  .next(retried(SecondRole), unchanged)
  .next(retried(WorkerRole), unchanged)

const discarded = <R>(role: t.Type<R, R, unknown>) =>
  record('ParkedWorkDiscarded', { role, stream: StreamName, reason: Code, by: ActorId })
export const ParkedWorkDiscarded = family('ParkedWorkDiscarded', discarded(FirstRole))
  .next(discarded(SecondRole), unchanged)
  .next(discarded(WorkerRole), unchanged)
/** The worker's clock went back, or forward by more than time can have passed. */
export const ClockJumped = family('ClockJumped', record('ClockJumped', { role: FirstRole, from: Instant, to: Instant }))

/** Written to compare the worker's clock with the store's, which dates the event itself. */
export const ClockCompared = family('ClockCompared', record('ClockCompared', { role: FirstRole, at: Instant }))

export const workerEvents = catalogOf([ParkedWorkRetried, ParkedWorkDiscarded, ClockJumped, ClockCompared])
export type WorkerEvent = EventIn<typeof workerEvents>
