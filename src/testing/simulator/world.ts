/**
 * The world in which the library runs: virtual time, instances that crash and come back, and calls between them and
 * everything outside, which take time and go wrong. A crashed process hears no answer any more; what it had sent still
 * arrives.
 */
import type { Chance } from './chance.js'
import type { FaultKind, FaultSource, PlannedFault } from './faults.js'
import { schedule, type Schedule } from './schedule.js'

/** One process of the host. Its generation rises with every crash; answers for an older one are lost. */
export interface Process {
  readonly name: string
  generation: number
  isUp: boolean
}

export interface CallOptions<A> {
  /** What is called, for instance `store.append refund`. */
  readonly label: string
  /** Done at the other end, when the call arrives. */
  readonly effect: () => Promise<A>
  /** What the caller hears when it has waited long enough; absent: it waits for ever. */
  readonly timeout?: { readonly ms: number; readonly answer: A }
}

export interface World {
  readonly schedule: Schedule
  readonly chance: Chance
  readonly call: <A>(process: Process, options: CallOptions<A>) => Promise<A>
  readonly sleep: (process: Process | undefined, ms: number, signal?: AbortSignal) => Promise<void>
  /** Tells the story of the run, a line at a time. */
  readonly tell: (line: () => string) => void
  readonly crash: (process: Process) => void
  /** Faults that really struck. */
  readonly struck: ReadonlyArray<PlannedFault>
  readonly calls: () => number
  /** How many calls there were of each label. */
  readonly labels: () => ReadonlyMap<string, number>
  /** From now on nothing goes wrong. */
  readonly calm: () => void
}

export interface WorldOptions {
  readonly chance: Chance
  readonly faults: FaultSource
  readonly onCrash: (process: Process) => void
  readonly tell?: (atMs: number, line: string) => void
  /** Virtual time unless given. */
  readonly time?: Schedule
}

const LATE_MS = 5_000

/** Between a process and one thing outside: how many calls there were, and how long the next takes to and fro. */
interface Line {
  calls: number
  readonly there: (nth: number) => number
  readonly back: (nth: number) => number
}

/** A promise of its own each time: whoever waits for it hangs on to it, and must be forgotten together with it. */
export const never = (): Promise<never> => new Promise(() => undefined)

export const world = ({ chance, faults, onCrash, tell, time = schedule() }: WorldOptions): World => {
  const struck: Array<PlannedFault> = []
  const lines = new Map<string, Line>()
  let calls = 0
  let isCalm = false

  const say = (line: () => string): void => {
    if (tell !== undefined) tell(time.now(), line())
  }

  const crash = (process: Process): void => {
    if (!process.isUp) return
    process.isUp = false
    process.generation += 1
    say(() => `${process.name} crashes`)
    onCrash(process)
  }

  const lineOf = (label: string): Line => {
    let line = lines.get(label)
    if (line === undefined)
      lines.set(
        label,
        (line = { calls: 0, there: chance.units(`there ${label}`), back: chance.units(`back ${label}`) }),
      )
    return line
  }

  const faultOf = (label: string, nth: number): FaultKind | undefined => {
    if (isCalm) return undefined
    const kind = faults(label, nth)
    if (kind !== undefined) struck.push({ label, nth, kind })
    return kind
  }

  const call = <A>(process: Process, { label, effect, timeout }: CallOptions<A>): Promise<A> => {
    const { generation } = process
    // A process that is gone calls nobody; what it was about to do simply stops.
    if (!process.isUp) return never()
    const line = lineOf(label)
    const nth = line.calls++
    calls += 1
    const fault = faultOf(label, nth)
    if (fault !== undefined) say(() => `${process.name}: ${label} (no. ${nth + 1}) meets ${fault}`)
    if (fault === 'crash_before') {
      crash(process)
      return never()
    }
    const there = 1 + Math.floor(line.there(nth) * 20)
    const back = 1 + Math.floor(line.back(nth) * 20)
    return new Promise<A>((resolve) => {
      let isHeard = false
      const hear = (answer: A): void => {
        if (isHeard || process.generation !== generation) return
        isHeard = true
        resolve(answer)
      }
      if (timeout !== undefined && fault !== undefined && fault !== 'crash_after')
        time.after(timeout.ms, () => hear(timeout.answer))
      if (fault === 'drop') return
      time.after(fault === 'late' ? LATE_MS + there : there, () => {
        void effect().then((answer) => {
          if (fault === 'crash_after') crash(process)
          else if (fault !== 'lose_answer') time.after(back, () => hear(answer))
        })
      })
    })
  }

  const sleep = (process: Process | undefined, ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      const generation = process?.generation
      let isAwake = false
      const wake = (): void => {
        if (isAwake || process?.generation !== generation) return
        isAwake = true
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      // Once: a composite signal lives as long as it has a listener, also one of a process that is gone.
      signal?.addEventListener('abort', wake, { once: true })
      time.after(ms, wake)
    })

  return {
    schedule: time,
    chance,
    call,
    sleep,
    tell: say,
    crash,
    struck,
    calls: () => calls,
    labels: () => new Map([...lines].map(([label, line]) => [label, line.calls])),
    calm: () => {
      isCalm = true
    },
  }
}
