/**
 * Wakes the flows that wait at the end of the log: at once after an append of this process, and every so often to look
 * for those of others. A wake-up carries nothing: whoever wakes looks at the file again, so a lost or a needless one
 * does no harm to what is delivered.
 */
export interface News {
  readonly announce: () => void
  /** Resolves at the next announcement, after `pollMs`, or as soon as the signal aborts. */
  readonly next: (signal: AbortSignal | undefined) => Promise<void>
}

export const newsBoard = (pollMs: number): News => {
  const sleepers = new Set<() => void>()
  return {
    announce: () => {
      for (const wake of [...sleepers]) wake()
    },
    next: (signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const wake = (): void => {
          clearTimeout(timer)
          sleepers.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const timer = setTimeout(wake, pollMs)
        sleepers.add(wake)
        signal?.addEventListener('abort', wake)
      }),
  }
}
