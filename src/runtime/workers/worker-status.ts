/** How a worker is doing, as values: what `health` answers. */
export interface WorkerStatus {
  /** `standby`: another instance holds the lease. */
  state: 'starting' | 'catching_up' | 'live' | 'standby' | 'stopped'
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
  position: undefined,
  handled: 0,
  commits: 0,
  lagMs: 0,
  lastProblem: undefined,
})
