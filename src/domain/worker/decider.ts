/** Orders to a worker are facts as soon as staff gives them; whether anything is parked, the caller has looked up. */
import * as E from 'fp-ts/lib/Either.js'
import type { Decider } from '../kernel/decider.js'
import type { Catalog } from '../kernel/sentence.js'
import { isStaff } from '../values/actor.js'
import type { WorkerCommand } from './commands.js'
import type { WorkerEvent } from './events.js'

export interface WorkerState {
  readonly orders: number
}

export interface WorkerError {
  readonly _tag: 'WorkerForStaffOnly'
}

export const workerWords: Catalog<WorkerError> = {
  WorkerForStaffOnly: {
    code: 'WORKER.STAFF_ONLY',
    en: () => 'Only staff may retry or discard parked work.',
    zh: () => '只有工作人员可以重试或放弃搁置的任务。',
  },
}

const decide =
  (c: WorkerCommand) =>
  (_: WorkerState): E.Either<WorkerError, ReadonlyArray<WorkerEvent>> => {
    if (c.type === 'NoteClockJump') return E.right([{ type: 'ClockJumped', data: c.data }])
    if (c.type === 'CompareClock') return E.right([{ type: 'ClockCompared', data: c.data }])
    if (!isStaff(c.actor)) return E.left({ _tag: 'WorkerForStaffOnly' })
    return c.type === 'RetryParked'
      ? E.right([{ type: 'ParkedWorkRetried', data: { ...c.data, by: c.actor.id } }])
      : E.right([{ type: 'ParkedWorkDiscarded', data: { ...c.data, by: c.actor.id } }])
  }

export const Worker: Decider<WorkerCommand, WorkerState, WorkerEvent, WorkerError> = {
  name: 'worker',
  initial: { orders: 0 },
  decide,
  evolve: (s) => ({ orders: s.orders + 1 }),
  isTerminal: () => false,
}
