/**
 * At most so many calls at once. A connection carries a hundred; what is more than that waits in the client, where our
 * timers would count waiting as silence of the server (C25).
 */
export interface Turns {
  /** Resolves when it is one's turn; undefined where it is at once. Whoever had it must give it back. */
  readonly take: () => Promise<void> | undefined
  readonly give: () => void
}

export const turns = (atOnce: number): Turns => {
  let free = atOnce
  const waiting: Array<() => void> = []
  return {
    take: () => {
      if (free > 0) {
        free -= 1
        return undefined
      }
      return new Promise((resolve) => waiting.push(resolve))
    },
    give: () => {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
