/**
 * Cause and consequence: at the roots what people, timers and providers wanted, below each event what the library did
 * because of it.
 */
import type { TrailEntry } from './entry.js'

/** One command on one stream, and the events that it made. */
export interface TrailStep {
  readonly commandId: string
  readonly events: ReadonlyArray<TrailEvent>
}

export interface TrailEvent {
  readonly entry: TrailEntry
  readonly consequences: ReadonlyArray<TrailStep>
}

interface Growing {
  readonly commandId: string
  readonly events: Array<{ readonly entry: TrailEntry; readonly consequences: Array<Growing> }>
}

/**
 * Entries in the order of the log as a tree. What was caused by an event that is not among them stands at the root, and so
 * does everything of a command that somebody gave.
 */
export const trailTreeOf = (entries: Iterable<TrailEntry>): ReadonlyArray<TrailStep> => {
  const roots: Array<Growing> = []
  const steps = new Map<string, Growing>()
  const consequencesOf = new Map<string, Array<Growing>>()
  for (const entry of entries) {
    // A host may use one command id for several streams.
    const key = `${entry.stream} ${entry.commandId}`
    let step = steps.get(key)
    if (step === undefined) {
      step = { commandId: entry.commandId, events: [] }
      steps.set(key, step)
      // A command that somebody gave is its own cause, whatever id they gave it.
      const led = entry.cause === entry.commandId ? undefined : consequencesOf.get(entry.cause)
      ;(led ?? roots).push(step)
    }
    const consequences: Array<Growing> = []
    step.events.push({ entry, consequences })
    consequencesOf.set(entry.eventId, consequences)
  }
  return roots
}

export interface TrailTreeRow {
  readonly entry: TrailEntry
  /** 0 at the roots. */
  readonly depth: number
}

/** The tree from top to bottom, however deep it is: each event, then all that it led to. */
export const trailTreeRows = (tree: ReadonlyArray<TrailStep>): ReadonlyArray<TrailTreeRow> => {
  const rows: Array<TrailTreeRow> = []
  const waiting: Array<readonly [TrailEvent, number]> = []
  const add = (steps: ReadonlyArray<TrailStep>, depth: number): void => {
    const events = steps.flatMap((step) => step.events)
    for (let i = events.length - 1; i >= 0; i--) waiting.push([events[i]!, depth])
  }
  add(tree, 0)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [{ entry, consequences }, depth] = next
    rows.push({ entry, depth })
    add(consequences, depth + 1)
  }
  return rows
}
