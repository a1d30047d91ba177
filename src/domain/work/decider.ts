/**
 * Work that people take. One stream for each piece of a case, so of two who take it at the same moment the second hears
 * who was first. Holding work steers who works, never what may be done: who may approve a refund, may do so without holding it.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Decider } from '../kernel/decider.js'
import { hasAnyRole, isStaff } from '../values/actor.js'
import type { WorkCommand } from './commands.js'
import type { WorkError } from './errors.js'
import type { WorkEvent } from './events.js'
import { evolve, initialWork, type WorkState } from './state.js'

type Decision = E.Either<WorkError, ReadonlyArray<WorkEvent>>
type CommandNamed<Type extends WorkCommand['type']> = Extract<WorkCommand, { readonly type: Type }>

const nothing: Decision = E.right([])
const accept = (...events: ReadonlyArray<WorkEvent>): Decision => E.right(events)
const reject = (error: WorkError): Decision => E.left(error)

/** They may take work from others, as when somebody is ill. */
const LEADS = ['lead', 'merchant']

const take = ({ data, facts, actor }: CommandNamed<'TakeWork'>, s: WorkState): Decision => {
  const { department } = data
  const { caseId, waitingFor } = facts
  if (waitingFor !== department) return reject({ _tag: 'WaitsForOthers', department, waitingFor })
  const holder = s.status === 'none' ? undefined : s.holders.get(department)
  if (holder === actor.id) return nothing
  return holder === undefined
    ? accept({ type: 'WorkTaken', data: { ...data, caseId, by: actor.id } })
    : reject({ _tag: 'TakenAlready', by: holder })
}

const giveUp = (c: CommandNamed<'ReleaseWork' | 'TransferWork'>, s: WorkState): Decision => {
  const { department } = c.data
  if (s.status === 'none') return reject({ _tag: 'WorkNotTaken', department })
  const { caseId } = s
  const from = s.holders.get(department)
  if (from === undefined) return c.type === 'ReleaseWork' ? nothing : reject({ _tag: 'WorkNotTaken', department })
  // It is theirs already: nobody hands work to who has it.
  if (c.type === 'TransferWork' && c.data.to === from) return nothing
  const by = c.actor.id
  if (by !== from && !hasAnyRole(c.actor, LEADS)) return reject({ _tag: 'HeldByAnother', by: from })
  return c.type === 'ReleaseWork'
    ? accept({ type: 'WorkReleased', data: { ...c.data, caseId, by, from } })
    : accept({ type: 'WorkTransferred', data: { ...c.data, caseId, by, from } })
}

const decide =
  (c: WorkCommand) =>
  (s: WorkState): Decision => {
    if (!isStaff(c.actor)) return reject({ _tag: 'WorkForStaffOnly' })
    return c.type === 'TakeWork' ? take(c, s) : giveUp(c, s)
  }

export const WorkItem: Decider<WorkCommand, WorkState, WorkEvent, WorkError> = {
  name: 'workitem',
  initial: initialWork,
  decide,
  evolve,
  isTerminal: () => false,
}
