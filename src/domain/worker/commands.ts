/** What operators order (the codecs are the border), and what a worker notes. */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import type { EventOfFamily } from '../kernel/event-family.js'
import { Code } from '../values/codes.js'
import { StreamName, WorkerRole, type ClockCompared, type ClockJumped } from './events.js'

export const RetryParked = record('RetryParked', { role: WorkerRole, stream: StreamName })
export const DiscardParked = record('DiscardParked', { role: WorkerRole, stream: StreamName, reason: Code })

export type WorkerCommand =
  | Command<'RetryParked', t.TypeOf<typeof RetryParked>>
  | Command<'DiscardParked', t.TypeOf<typeof DiscardParked>>
  | Command<'NoteClockJump', EventOfFamily<typeof ClockJumped>['data']>
  | Command<'CompareClock', EventOfFamily<typeof ClockCompared>['data']>
