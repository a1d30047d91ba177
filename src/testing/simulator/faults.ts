/**
 * What goes wrong, and where. A fault stands at one call, named by its label and by how many calls of that label came
 * before, so that a run can be repeated with some of its faults and not others.
 */
import type { Chance } from './chance.js'

/**
 * `drop`: the call never arrives. `lose_answer`: it is done, and the answer is lost. `late`: it is done long after the
 * caller gave up. `crash_before`, `crash_after`: the calling process dies right before or right after.
 */
export type FaultKind = 'drop' | 'lose_answer' | 'late' | 'crash_before' | 'crash_after'

export interface PlannedFault {
  readonly label: string
  readonly nth: number
  readonly kind: FaultKind
}

/** How often what goes wrong, drawn once for a run: some runs are calm, some are storms. */
export interface Weather {
  readonly drop: number
  readonly loseAnswer: number
  readonly late: number
  readonly crash: number
  /** Times the provider, and whoever issues benefits, is that much less reliable than the stores. */
  readonly provider: number
}

export const weatherOf = (chance: Chance): Weather => ({
  drop: chance.pick([0, 0.02, 0.08], 'weather drop'),
  loseAnswer: chance.pick([0, 0.02, 0.08, 0.2], 'weather lose answer'),
  late: chance.pick([0, 0.02, 0.08], 'weather late'),
  crash: chance.pick([0, 0.005, 0.015], 'weather crash'),
  provider: chance.pick([1, 2, 5], 'weather provider'),
})

/** Decides the fault of each call: drawn, or taken from a plan. */
export type FaultSource = (label: string, nth: number) => FaultKind | undefined

export const drawnFaults = (chance: Chance, weather: Weather): FaultSource => {
  const draws = new Map<string, (nth: number) => number>()
  const drawsOf = (label: string): ((nth: number) => number) => {
    const known = draws.get(label) ?? chance.units(`fault ${label}`)
    draws.set(label, known)
    return known
  }
  const ofCall = (label: string, nth: number): FaultKind | undefined => {
    const worse = label.startsWith('provider') || label.startsWith('issuer') ? weather.provider : 1
    let draw = drawsOf(label)(nth)
    if (draw < weather.crash) return draw < weather.crash / 2 ? 'crash_before' : 'crash_after'
    draw -= weather.crash
    if (draw < weather.drop * worse) return 'drop'
    draw -= weather.drop * worse
    if (draw < weather.loseAnswer * worse) return 'lose_answer'
    draw -= weather.loseAnswer * worse
    return draw < weather.late * worse ? 'late' : undefined
  }
  return ofCall
}

export const plannedFaults = (plan: ReadonlyArray<PlannedFault>): FaultSource => {
  const at = new Map(plan.map(({ label, nth, kind }) => [`${nth} ${label}`, kind]))
  return (label, nth) => at.get(`${nth} ${label}`)
}
