/** When a run is over: everything that was begun has ended or waits for a person, and every worker has seen all of it. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { Monitor } from './monitor.js'
import { unfinished } from './unfinished.js'
import type { Scenario } from './scenario.js'
import type { Storm } from './weather.js'
import type { WatchedLog } from './watched-log.js'
import type { World } from './world.js'

export interface EndingMeans {
  readonly world: World
  readonly storm: Storm
  readonly scenario: Scenario
  readonly watch: Monitor
  readonly log: WatchedLog
  readonly rows: ReadModelStore
  /** Nobody is doing anything or could; nothing is under way outside. */
  readonly isQuiet: () => boolean
  /** What was put aside, as it is now: an operator looks only now and then. */
  readonly parked: () => Promise<ReadonlyArray<unknown>>
  readonly tell: () => ReadonlyArray<string>
  readonly onCalm: () => void
}

const HOUR_MS = 3_600_000
/** The storm ends after so long, or earlier, when nothing is left to do. */
const STORM_MS = 36 * HOUR_MS
/** Without any progress for so long, in calm weather, a case is stuck: longer than any instant that somebody waits for. */
const STUCK_MS = 200 * HOUR_MS

/** Looks every hour of virtual time; answers whether it is over. */
export const endingOf = (means: EndingMeans): (() => boolean) => {
  const { world, storm, scenario, watch, log, rows } = means
  let isOver = false
  let calmSince = 0

  const waiting = (): ReadonlyArray<string> => unfinished(watch)

  /** Each role has committed the whole log. */
  const areWorkersAtTheEnd = async (): Promise<boolean> => {
    const end = log.events[log.events.length - 1]?.position
    // Where nothing was ever written, nobody has anything to note.
    if (end === undefined) return true
    for (const role of scenario.roles) {
      const stored = await rows.checkpoint(`${role}@main`)()
      if (E.isLeft(stored) || O.isNone(stored.right)) return false
      if ((JSON.parse(stored.right.value.value) as { readonly position?: string }).position !== end) return false
    }
    return true
  }

  const isAllDone = async (): Promise<boolean> => (await areWorkersAtTheEnd()) && (await means.parked()).length === 0

  const look = async (): Promise<void> => {
    const now = world.schedule.now()
    const forLong = (ms: number): boolean => now - Math.max(log.lastEventMs(), calmSince) > ms
    // Asked last: everybody looks whether there is anything to do.
    if (!storm.isCalm()) {
      if (now >= STORM_MS || (forLong(2 * HOUR_MS) && means.isQuiet())) {
        storm.end()
        world.calm()
        world.tell(() => 'the weather is calm from here on')
        calmSince = now
        means.onCalm()
      }
    } else if (forLong(scenario.sweepMs) && means.isQuiet() && waiting().length === 0 && (await isAllDone()))
      isOver = true
    else if (forLong(STUCK_MS)) {
      watch.broken('everything comes to its end', [...waiting(), ...means.tell()].join('; '))
      isOver = true
    }
    world.schedule.after(HOUR_MS, () => void look())
  }
  world.schedule.after(HOUR_MS, () => void look())
  return () => isOver
}
