/**
 * Virtual time: what is planned happens in the order of its instants, and nothing else makes time pass. After each
 * step everything that hangs on it in promises is done before the next one.
 */
export interface Schedule {
  /** Milliseconds since the start. */
  readonly now: () => number
  readonly after: (ms: number, step: () => void) => void
  /** Runs until `isOver` says so; it is asked after every step. False where nothing was left to do. */
  readonly run: (isOver: () => boolean) => Promise<boolean>
}

interface Planned {
  readonly at: number
  readonly order: number
  readonly step: () => void
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap: a run plans some thousand steps, and takes each once. */
const heap = () => {
  const items: Array<Planned> = []
  const swap = (i: number, j: number): void => {
    const item = items[i]!
    items[i] = items[j]!
    items[j] = item
  }
  return {
    push: (item: Planned): void => {
      items.push(item)
      for (let i = items.length - 1; i > 0;) {
        const parent = (i - 1) >> 1
        if (!isBefore(items[i]!, items[parent]!)) break
        swap(i, parent)
        i = parent
      }
    },
    pop: (): Planned | undefined => {
      const first = items[0]
      const last = items.pop()
      if (first === undefined || last === undefined || items.length === 0) return first
      items[0] = last
      for (let i = 0; ;) {
        const left = 2 * i + 1
        const right = left + 1
        let least = i
        if (left < items.length && isBefore(items[left]!, items[least]!)) least = left
        if (right < items.length && isBefore(items[right]!, items[least]!)) least = right
        if (least === i) break
        swap(i, least)
        i = least
      }
      return first
    },
  }
}

/** Waits for what happens outside virtual time, such as a real network; undefined where nothing does. */
export type Outside = (now: number) => Promise<void> | undefined

/** The next tick comes when every promise that can go on has gone on; without a turn of the event loop, which is slow. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))

export const schedule = (outside?: Outside): Schedule => {
  const planned = heap()
  let now = 0
  let order = 0
  return {
    now: () => now,
    after: (ms, step) => planned.push({ at: now + Math.max(0, ms), order: order++, step }),
    run: async (isOver) => {
      // Once for each run, so that the process still hears its signals and messages.
      await new Promise((resolve) => setImmediate(resolve))
      for (;;) {
        if (isOver()) return true
        const busy = outside?.(now)
        if (busy !== undefined) await busy
        const next = planned.pop()
        if (next === undefined) return false
        now = next.at
        next.step()
        await settled()
      }
    },
  }
}
