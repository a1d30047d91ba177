/**
 * Which work is done without a gap. Events are started in the order of the log and finished in any order; only what
 * stands before everything unfinished may be committed, so a checkpoint never passes unfinished work.
 */
export interface Committer<A> {
  /** In the order of the log. */
  readonly started: () => number
  readonly finished: (ticket: number, result: A) => void
  /** Takes the results that nothing unfinished stands before, in their order. */
  readonly take: () => ReadonlyArray<A>
  /** Started and not taken yet. */
  readonly size: () => number
}

export const committer = <A>(): Committer<A> => {
  const results = new Map<number, A>()
  let next = 0
  let taken = 0
  return {
    started: () => next++,
    finished: (ticket, result) => void results.set(ticket, result),
    take: () => {
      const ready: Array<A> = []
      for (; results.has(taken); taken++) {
        ready.push(results.get(taken)!)
        results.delete(taken)
      }
      return ready
    },
    size: () => next - taken,
  }
}
