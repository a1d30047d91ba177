/**
 * One simulated run of the real library: several instances, faults, people, a provider with habits, all from one seed.
 * First the storm: every promise is watched at every step. Then the calm: everything must come to its end by itself or
 * wait for a person. Same seed and same commit, same run, to the byte.
 */
import { createHash } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { memoryEventStore, memoryKeyRing, memoryReadModelStore } from '../../adapters/memory/index.js'
import { createAfterSales, type AfterSales } from '../../after-sales.js'
import { instantOf } from '../../domain/values/instant.js'
import type { PolicySet } from '../../domain/policy/policy-set.js'
import type { StoredEvent } from '../../ports/event-store.js'
import type { PaymentProvider } from '../../ports/payment-provider.js'
import type { AfterSalesError } from '../../runtime/errors.js'
import { retryThenPark } from '../../runtime/failure-policy.js'
import { listParked } from '../../runtime/parking.js'
import { policiesFrom } from '../../runtime/policy-book.js'
import { orThrow } from '../../runtime/promised.js'
import { simulatedOrders } from '../simulated-orders.js'
import { simulatedPayments, type SimulatedPayments } from '../simulated-payments.js'
import { simulatedIds } from '../simulated-time.js'
import { chanceOf } from './chance.js'
import { drawnFaults, plannedFaults, weatherOf, type PlannedFault } from './faults.js'
import { finalChecks } from './final-checks.js'
import { monitor, type Violation } from './monitor.js'
import { outsideWorld } from './outside-world.js'
import { people } from './people.js'
import { clockOf, newsOf, ordersOf, paymentsOf, readModelsOf, storeOf } from './ports.js'
import { EPOCH_MS, scenarioOf } from './scenario.js'
import { world as newWorld, type Process } from './world.js'

export interface SimulationOptions {
  readonly seed: number
  /** The faults of single calls; absent: drawn from the seed. */
  readonly faults?: ReadonlyArray<PlannedFault>
  /** No outages, no wrong clocks, no moods of the provider, and no faults but `faults`. */
  readonly calm?: boolean
  /** One instance, one order, one wish: some hundred calls. */
  readonly small?: boolean
  /** A host's own rules instead of drawn ones; amounts in EUR. */
  readonly policy?: PolicySet
  /** A host's own adapter in front of the simulated provider. */
  readonly adapt?: (provider: PaymentProvider) => PaymentProvider
  /** Gets the story of the run, a line at a time. */
  readonly tell?: (line: string) => void
}

export interface SimulationResult {
  readonly seed: number
  readonly violation: Violation | undefined
  /** SHA-256 over the whole log: two runs with the same one are the same. */
  readonly digest: string
  readonly calls: number
  readonly events: number
  readonly crashes: number
  readonly virtualHours: number
  readonly struck: ReadonlyArray<PlannedFault>
  /** Every call by label, so that a fault can be put at each. */
  readonly labels: ReadonlyMap<string, number>
}

const HOUR_MS = 3_600_000
/** The storm ends after so long, or earlier, when nothing is left to do. */
const STORM_MS = 36 * HOUR_MS
/** Without any progress for so long, in calm weather, a case is stuck. */
const STUCK_MS = 96 * HOUR_MS
const LOOK_EVERY_MS = HOUR_MS
/** A run that goes on for ever is a finding, too. */
const MOST_CALLS = 40_000

interface Instance extends Process {
  api: AfterSales | undefined
  stop: AbortController | undefined
}

export const simulate = async (options: SimulationOptions): Promise<SimulationResult> => {
  const chance = chanceOf(options.seed)
  const scenario = scenarioOf(chance, options.small === true, options.policy)
  const isStormy = options.calm !== true
  const drawn = isStormy ? drawnFaults(chance, weatherOf(chance)) : plannedFaults([])
  const faults = options.faults === undefined ? drawn : plannedFaults(options.faults)
  let crashes = 0

  const world = newWorld({
    chance,
    faults,
    onCrash: (process) => {
      crashes += 1
      const instance = process as Instance
      instance.api = undefined
      instance.stop = undefined
      const downMs = chance.whole(1, 120_000, `restart ${process.name}`, process.generation)
      world.schedule.after(downMs, () => boot(instance))
    },
    ...(options.tell === undefined
      ? {}
      : { tell: (at, line) => options.tell!(`${instantOf(EPOCH_MS + Math.round(at))} ${line}`) }),
  })

  const trueClock = { now: () => instantOf(EPOCH_MS + Math.floor(world.schedule.now())) }
  const store = memoryEventStore({ now: trueClock.now })
  const rows = memoryReadModelStore()
  const keyRing = memoryKeyRing()
  const news = newsOf()
  const orders = simulatedOrders(...scenario.orders)
  const provider: SimulatedPayments = simulatedPayments({ habits: scenario.habits, clock: trueClock })
  const watch = monitor(provider)
  const policies = orThrow(policiesFrom([scenario.policy]))

  const log: Array<StoredEvent> = []
  const hash = createHash('sha256')
  let lastEventMs = 0
  /** The monitor reads the log at the source, right when it changes. */
  const watched = {
    ...store,
    append: (...args: Parameters<typeof store.append>) => {
      const append = store.append(...args)
      return async () => {
        const answer = await append()
        if (E.isRight(answer) && answer.right.write === 'fresh') {
          const first = answer.right.revision - args[2].length + 1
          const slice = await store.read(args[0], first, args[2].length)()
          if (E.isRight(slice))
            for (const event of slice.right.events) {
              log.push(event)
              hash.update(`${event.stream} ${event.revision} ${event.id} ${event.metadata.link} ${event.recordedAt}\n`)
              world.tell(() => `  ${event.stream}: ${event.type}`)
              watch.saw(event)
            }
          lastEventMs = world.schedule.now()
        }
        return answer
      }
    },
  }

  const outages = isStormy
    ? Array.from({ length: chance.pick([0, 0, 1, 2], 'outages') }, (_, nth) => {
        const from = chance.whole(0, 20 * HOUR_MS, 'outage from', nth)
        return { from, to: from + chance.pick([1_000, 60_000, 6 * HOUR_MS], 'outage length', nth) }
      })
    : []
  let isCalm = !isStormy
  const isOut = (): boolean =>
    !isCalm && outages.some(({ from, to }) => world.schedule.now() >= from && world.schedule.now() < to)

  const outside = outsideWorld({ world, chance, provider, watch, isStormy: () => !isCalm })
  const offered = options.adapt === undefined ? outside.provider : options.adapt(outside.provider)

  const instances = Array.from({ length: scenario.instances }, (_, i): Instance => ({
    name: `instance-${i + 1}`,
    generation: 0,
    isUp: false,
    api: undefined,
    stop: undefined,
  }))

  const boot = (instance: Instance): void => {
    instance.isUp = true
    const { name, generation } = instance
    const nth = instances.indexOf(instance)
    const skew = isStormy ? chance.pick([0, 0, 0, 30_000, -30_000, HOUR_MS / 2], `skew ${name}`) : 0
    const jumps = isStormy && chance.happens(0.1, `jumps ${name}`, generation)
    const jumpAt = world.schedule.now() + chance.whole(1, 10, `jump at ${name}`, generation) * HOUR_MS
    const jumpBy = chance.pick([25 * HOUR_MS, -2 * HOUR_MS, 24 * 365 * HOUR_MS], `jump by ${name}`, generation)
    const skewNow = (): number => {
      const time = world.schedule.now()
      // A clock that jumps comes back when somebody notices, an hour later.
      if (isCalm) return 0
      return jumps && time >= jumpAt && time < jumpAt + HOUR_MS ? skew + jumpBy : skew
    }
    const api = createAfterSales({
      store: storeOf(world, instance, watched, news, isOut),
      readModels: readModelsOf(world, instance, rows, isOut),
      keyRing,
      policies,
      orders: ordersOf(world, instance, orders),
      payments: paymentsOf(world, instance, offered),
      clock: clockOf(world, instance, EPOCH_MS, skewNow),
      // A number for each life of each instance: nothing random is ever drawn twice.
      ids: simulatedIds(nth * 100_000 + generation + 1),
      cachedStreams: chance.pick([0, 2, 1_000], `cache ${name}`),
    })
    const stop = new AbortController()
    instance.api = api
    instance.stop = stop
    const roles = instances.length > 1 && chance.happens(0.2, `roles ${name}`) && nth > 0
    const working = api.start({
      signal: stop.signal,
      onFailure: retryThenPark(3),
      onProblem: (problem) => noteError(`worker of ${name}`, problem),
      sweepMs: scenario.sweepMs,
      leaseSeconds: scenario.leaseSeconds,
      ...(roles ? { roles: ['reactions'] } : {}),
    })()
    working.catch((cause: unknown) => watch.broken('no worker ends with an exception', String(cause)))
  }

  const noteError = (what: string, error: AfterSalesError): void => {
    world.tell(() => `${what}: ${error._tag}`)
    if (ALARMS.has(error._tag)) watch.broken('no defect is ever reported', `${what}: ${error._tag}`)
  }

  const crowd = people({
    world,
    chance,
    monitor: watch,
    scenario,
    anyApi: (what, nth) => {
      const up = instances.filter((one) => one.api !== undefined)
      return up.length === 0 ? undefined : chance.pick(up, `instance for ${what}`, nth).api
    },
    standingOf: (key) => (provider.paid.has(key) ? 'paid' : provider.processing().includes(key) ? 'open' : 'unpaid'),
    news: news.wait,
    parked: async () => {
      const parked = await listParked(rows, 'main')
      return E.isRight(parked) ? parked.right : []
    },
    onError: noteError,
  })

  outside.connect((nth) => {
    const up = instances.filter((one) => one.api !== undefined)
    return up.length === 0 ? undefined : up[nth % up.length]!.api
  })
  for (const instance of instances) boot(instance)
  crowd.start()

  // Looked at every hour of virtual time: is everything done, is anything stuck?
  let isOver = false
  const look = async (): Promise<void> => {
    const now = world.schedule.now()
    const isQuiet = !crowd.isBusy() && !crowd.anythingToDo() && outside.isQuiet()
    const forLong = (ms: number): boolean => now - lastEventMs > ms
    if (!isCalm && (now >= STORM_MS || (isQuiet && forLong(2 * HOUR_MS)))) {
      isCalm = true
      world.calm()
      world.tell(() => 'the weather is calm from here on')
      lastEventMs = now
    } else if (isCalm && isQuiet && forLong(scenario.sweepMs) && isEverythingDone() && (await areWorkersAtTheEnd()))
      isOver = true
    else if (isCalm && forLong(STUCK_MS)) {
      watch.broken('I12 everything comes to its end', whatIsOpen())
      isOver = true
    }
    world.schedule.after(LOOK_EVERY_MS, () => void look())
  }
  /** Each role has committed the whole log. */
  const areWorkersAtTheEnd = async (): Promise<boolean> => {
    const end = log[log.length - 1]?.position
    for (const role of ['reactions', 'effects', 'timers']) {
      const stored = await rows.checkpoint(`${role}@main`)()
      if (E.isLeft(stored) || O.isNone(stored.right)) return false
      if ((JSON.parse(stored.right.value.value) as { readonly position?: string }).position !== end) return false
    }
    return true
  }
  const openRefunds = () =>
    watch
      .of('refund')
      .filter(
        (r) => r.status !== 'none' && (r.status === 'proposed' || r.status === 'approved' || r.status === 'executing'),
      )
  const openRequests = () =>
    watch
      .of('request')
      .filter(
        (r) =>
          r.status === 'reserving' || r.status === 'submitted' || r.status === 'approved' || r.status === 'canceling',
      )
  const isEverythingDone = (): boolean => openRefunds().length === 0 && openRequests().length === 0 && outside.isQuiet()
  const whatIsOpen = (): string =>
    JSON.stringify([
      ...openRequests().map((r) => (r.status === 'none' ? '' : `${r.requestId} ${r.status}`)),
      ...openRefunds().map((r) =>
        r.status === 'none' ? '' : `${r.refundId} ${r.status} ${r.legs.map((l) => l.status).join()}`,
      ),
      ...instances.map((one) => `${one.name} ${one.isUp} ${JSON.stringify(one.api?.operations.workers())}`),
      crowd.anythingToDo() ? 'somebody could still do something' : '',
    ])
  world.schedule.after(LOOK_EVERY_MS, () => void look())

  await world.schedule.run(() => isOver || watch.violation() !== undefined || world.calls() > MOST_CALLS)
  if (world.calls() > MOST_CALLS) watch.broken('I12 nothing runs in circles', `${world.calls()} calls`)
  if (watch.violation() === undefined) await finalChecks({ store, rows, log, watch, provider })
  for (const { stop } of instances) stop?.abort('over')
  // What the abort ends, ends now: nothing of this run lives on into the next.
  for (const instance of instances) instance.generation += 1

  return {
    seed: options.seed,
    violation: watch.violation(),
    digest: hash.digest('hex'),
    calls: world.calls(),
    events: log.length,
    crashes,
    virtualHours: Math.round(world.schedule.now() / HOUR_MS),
    struck: world.struck,
    labels: world.labels(),
  }
}

/** What no fault of the world explains. */
const ALARMS: ReadonlySet<AfterSalesError['_tag']> = new Set([
  'UndecodableEvent',
  'CommandIdReused',
  'SealBroken',
  'LogRegressed',
  'CheckpointBroken',
  'WrittenByNewerRelease',
  'EmptyAppend',
  'InvalidInput',
])
