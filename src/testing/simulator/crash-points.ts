/**
 * Every place at which a process can die: right before and right after each call of a run in which nothing else goes
 * wrong. Each is a run of its own.
 */
import type { PlannedFault } from './faults.js'
import { simulate, type SimulationResult } from './simulate.js'

export interface CrashPoints {
  readonly runs: number
  readonly failures: ReadonlyArray<SimulationResult>
}

export const everyCrashPoint = async (seed: number): Promise<CrashPoints> => {
  const plain = await simulate({ seed, calm: true, small: true })
  const failures: Array<SimulationResult> = plain.violation === undefined ? [] : [plain]
  let runs = 1
  for (const [label, count] of plain.labels)
    for (let nth = 0; nth < count; nth++)
      for (const kind of ['crash_before', 'crash_after'] as const) {
        const faults: ReadonlyArray<PlannedFault> = [{ label, nth, kind }]
        const result = await simulate({ seed, calm: true, small: true, faults })
        runs += 1
        if (result.violation !== undefined) failures.push(result)
      }
  return { runs, failures }
}
