/**
 * Many cases at once, those of one order one after another: an order always has the same lane, and a lane does one job at
 * a time, in the order in which they came. So what a run does to an order never depends on what is faster. The first
 * failure stops everything.
 */

export interface Lanes<Job> {
  /** Resolves as soon as there is room for another job. */
  readonly add: (key: number, job: Job) => Promise<void>
  /** Resolves when every job is done, rejects with the first failure. */
  readonly idle: () => Promise<void>
  /** Jobs that have not begun are dropped. */
  readonly stop: () => void
}

export const lanes = <Job>(workers: ReadonlyArray<(job: Job) => Promise<void>>, mostWaiting: number): Lanes<Job> => {
  const queues = workers.map(() => [] as Array<Job>)
  const running = new Set<Promise<void>>()
  const busy = workers.map(() => false)
  let waiting = 0
  let stopped = false
  let failure: { readonly error: unknown } | undefined
  let roomMade: (() => void) | undefined

  const drain = async (lane: number): Promise<void> => {
    try {
      for (let job = queues[lane]!.shift(); job !== undefined && !stopped; job = queues[lane]!.shift()) {
        await workers[lane]!(job)
        waiting -= 1
        roomMade?.()
      }
    } catch (error) {
      failure ??= { error }
      stopped = true
      roomMade?.()
    }
    busy[lane] = false
  }

  const room = async (): Promise<void> => {
    while (waiting >= mostWaiting && !stopped)
      await new Promise<void>((resolve) => {
        roomMade = resolve
      })
    if (failure !== undefined) throw failure.error
  }

  return {
    add: (key, job) => {
      if (stopped) return room()
      const lane = key % workers.length
      queues[lane]!.push(job)
      waiting += 1
      if (!busy[lane]) {
        busy[lane] = true
        const work = drain(lane)
        running.add(work)
        void work.then(() => running.delete(work))
      }
      return room()
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
      if (failure !== undefined) throw failure.error
    },
    stop: () => {
      stopped = true
      roomMade?.()
    },
  }
}
