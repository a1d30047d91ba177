/** How a worker is doing, as values: what `health` answers. */
import type { BuildProgress } from '../projecting/build-progress.js'

/** Rows of read models that are made from the log before the worker goes on. */
export interface Building {
  /** Such as `ledger@1`. */
  readonly readModels: ReadonlyArray<string>
  /** Told some times a second; absent until its first rows are committed. */
  readonly progress?: BuildProgress
}

export interface WorkerStatus {
  /** `standby`: another instance holds the lease. `building`: it makes read models anew, and follows nothing meanwhile. */
  state: 'starting' | 'building' | 'catching_up' | 'live' | 'standby' | 'stopped'
  /** What it is building, and how far that is; for the role `projections` only. */
  building: Building | undefined
  /** Where it has committed. */
  position: string | undefined
  handled: number
  commits: number
  /** Between the log's own time of the event at hand and now; 0 when it has caught up. */
  lagMs: number
  /** The code of the last problem, as `describe` has it. */
  lastProblem: string | undefined
}

export const newStatus = (): WorkerStatus => ({
  state: 'starting',
  building: undefined,
  position: undefined,
  handled: 0,
  commits: 0,
  lagMs: 0,
  lastProblem: undefined,
})
