/** Who works on one piece of a case: one person for each department that ever had it. */
import type { Department } from '../values/department.js'
import type { WorkEvent } from './events.js'

export interface TakenWork {
  /** `held`: somebody works on it, for whichever department. */
  readonly status: 'held' | 'free'
  readonly caseId: string
  readonly holders: ReadonlyMap<Department, string>
}

export type WorkState = { readonly status: 'none' } | TakenWork

export const initialWork: WorkState = { status: 'none' }

export const evolve = (state: WorkState, { type, data }: WorkEvent): WorkState => {
  const { caseId, department } = data
  const holders = new Map<Department, string>(state.status === 'none' ? [] : state.holders)
  if (type === 'WorkReleased') holders.delete(department)
  else holders.set(department, type === 'WorkTaken' ? data.by : data.to)
  return { status: holders.size > 0 ? 'held' : 'free', caseId, holders }
}
