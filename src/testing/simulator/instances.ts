/** The instances of the host: each the whole library, with workers, on ports of its own; a crash ends it, a boot begins anew. */
import { createAfterSales, type AfterSales, type AfterSalesConfig } from '../../after-sales.js'
import { instantOf } from '../../domain/values/instant.js'
import type { AfterSalesError } from '../../runtime/errors.js'
import { retryThenPark } from '../../runtime/workers/failure-policy.js'
import { simulatedIds } from '../simulated-time.js'
import type { Chance } from './chance.js'
import type { Monitor } from './monitor.js'
import { EPOCH_MS, type Scenario } from './scenario.js'
import type { Storm } from './weather.js'
import type { Process, World } from './world.js'

interface Instance extends Process {
  api: AfterSales | undefined
}

export interface Instances {
  /** One that is up; which, is chance. */
  readonly any: (what: string, nth: number) => AfterSales | undefined
  readonly bootAll: () => void
  readonly crashed: (process: Process) => void
  readonly crashes: () => number
  readonly stopAll: () => void
  /** For people: how each is doing. */
  readonly tell: () => ReadonlyArray<string>
}

export interface InstancesMeans {
  readonly world: World
  readonly chance: Chance
  readonly storm: Storm
  readonly scenario: Scenario
  readonly watch: Monitor
  /** The ports of one process. */
  readonly portsOf: (process: Process) => Omit<AfterSalesConfig, 'clock' | 'ids'>
  readonly onError: (what: string, error: AfterSalesError) => void
}

const LONGEST_RESTART_MS = 120_000
/** More lives than any instance has. */
const LIVES = 100_000

export const instancesOf = ({ world, chance, storm, scenario, watch, portsOf, onError }: InstancesMeans): Instances => {
  let crashes = 0
  const stops: Array<AbortController> = []
  const all = Array.from({ length: scenario.instances }, (_, i): Instance => ({
    name: `instance-${i + 1}`,
    generation: 0,
    isUp: false,
    api: undefined,
  }))

  const boot = (instance: Instance): void => {
    instance.isUp = true
    const { name, generation } = instance
    const nth = all.indexOf(instance)
    const skew = storm.skewOf(name, generation)
    const api = createAfterSales({
      ...portsOf(instance),
      clock: {
        now: () => instantOf(EPOCH_MS + world.schedule.now() + skew()),
        sleep: (ms, signal) => world.sleep(instance, ms, signal),
      },
      // A number for each life of each instance: nothing random is ever drawn twice.
      ids: simulatedIds(nth * LIVES + generation + 1),
      cachedStreams: chance.pick([0, 2, 1_000], `cache ${name}`),
    })
    const stop = new AbortController()
    instance.api = api
    stops.push(stop)
    const isHelper = nth > 0 && chance.happens(0.2, `roles ${name}`)
    const working = api.start({
      signal: stop.signal,
      onFailure: retryThenPark(3),
      onProblem: (problem) => onError(`worker of ${name}`, problem),
      sweepMs: scenario.sweepMs,
      leaseSeconds: scenario.leaseSeconds,
      roles: isHelper ? ['reactions'] : scenario.roles,
    })()
    working.catch((cause: unknown) => watch.broken('no worker ends with an exception', String(cause)))
  }

  return {
    any: (what, nth) => {
      const up = all.filter((one) => one.api !== undefined)
      return up.length === 0 ? undefined : chance.pick(up, `instance for ${what}`, nth).api
    },
    bootAll: () => all.forEach(boot),
    crashed: (process) => {
      crashes += 1
      const instance = process as Instance
      instance.api = undefined
      const downMs = chance.whole(1, LONGEST_RESTART_MS, `restart ${process.name}`, process.generation)
      world.schedule.after(downMs, () => boot(instance))
    },
    crashes: () => crashes,
    stopAll: () => {
      for (const instance of all) {
        instance.generation += 1
        instance.isUp = false
      }
      // Also those that crashed: Node holds on to a signal until it aborts, and with it to the whole run.
      for (const stop of stops) stop.abort('over')
    },
    tell: () => all.map(({ name, isUp, api }) => `${name} ${isUp} ${JSON.stringify(api?.operations.workers())}`),
  }
}
