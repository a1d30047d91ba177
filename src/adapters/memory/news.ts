/**
 * Wakes the flows that wait at the end of the log. A wake-up carries nothing: whoever wakes looks at the log again, so
 * a lost or a needless one does no harm to what is delivered.
 */
export interface News {
  readonly announce: () => void
  /** Resolves at the next announcement or as soon as the signal aborts. */
  readonly next: (signal: AbortSignal | undefined) => Promise<void>
}

export const newsBoard = (): News => {
  let sleepers: Array<() => void> = []
  return {
    announce: () => {
      if (sleepers.length === 0) return
      const woken = sleepers
      sleepers = []
      for (const wake of woken) wake()
    },
    next: (signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const wake = (): void => {
          signal?.removeEventListener('abort', wake)
          sleepers = sleepers.filter((sleeper) => sleeper !== wake)
          resolve()
        }
        signal?.addEventListener('abort', wake)
        sleepers.push(wake)
      }),
  }
}
