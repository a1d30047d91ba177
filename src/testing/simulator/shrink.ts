/**
 * Makes a failing run short: takes out everything that it does not need in order to fail, and tells what is left as a
 * story. A fault stands at a named call, so taking one out leaves the others where they were.
 */
import type { PlannedFault } from './faults.js'
import { simulate, type SimulationOptions, type SimulationResult } from './simulate.js'

export interface Shrunk {
  readonly options: SimulationOptions
  readonly result: SimulationResult
  /** The run, a line at a time. */
  readonly story: ReadonlyArray<string>
}

/** Enough for a hundred faults; a run takes some ten milliseconds. */
const MOST_RUNS = 400

/** Answers undefined where the seed does not fail. */
export const shrink = async (failing: SimulationOptions): Promise<Shrunk | undefined> => {
  const first = await simulate(failing)
  if (first.violation === undefined) return undefined
  const { promise } = first.violation
  let runs = 0
  const fails = async (options: SimulationOptions): Promise<boolean> =>
    runs++ < MOST_RUNS && (await simulate(options)).violation?.promise === promise

  let options: SimulationOptions = { ...failing, faults: first.struck }
  // What fails in calm weather is the shorter story.
  if (await fails({ ...options, calm: true })) options = { ...options, calm: true }
  let faults: ReadonlyArray<PlannedFault> = first.struck
  for (let size = Math.ceil(faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < faults.length;) {
      const without = [...faults.slice(0, from), ...faults.slice(from + size)]
      if (await fails({ ...options, faults: without })) faults = without
      else from += size
    }
  }
  options = { ...options, faults }
  const story: Array<string> = []
  const result = await simulate({ ...options, tell: (line) => story.push(line) })
  return { options, result, story }
}

/** Faults as one argument of a command line: `crash_after@3@store.append refund; …`. */
export const faultsText = (faults: ReadonlyArray<PlannedFault>): string =>
  faults.map(({ kind, nth, label }) => `${kind}@${nth}@${label}`).join('; ')

export const faultsFrom = (text: string): ReadonlyArray<PlannedFault> =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [kind = '', nth = '', ...label] = one.split('@')
      return { kind: kind as PlannedFault['kind'], nth: Number(nth), label: label.join('@') }
    })
