/**
 * One simulated run of the real library: several instances, faults, people, a provider with habits, all from one seed.
 * First the storm: every promise is watched at every step. Then the calm: everything must come to its end by itself or
 * wait for a person. Same seed and same commit, same run, to the byte.
 */
import * as E from 'fp-ts/lib/Either.js'
import { memoryEventStore, memoryKeyRing, memoryReadModelStore } from '../../adapters/memory/index.js'
import type { PolicySet } from '../../domain/policy/policy-set.js'
import { instantOf } from '../../domain/values/instant.js'
import type { PaymentProvider } from '../../ports/payment-provider.js'
import type { AfterSalesError } from '../../runtime/errors.js'
import { listParked } from '../../runtime/workers/parking.js'
import { policiesFrom } from '../../runtime/policy-book.js'
import { orThrow } from '../../runtime/promised.js'
import { simulatedBenefits } from '../simulated-benefits.js'
import { simulatedOrders } from '../simulated-orders.js'
import { simulatedIds } from '../simulated-time.js'
import { simulatedPayments } from '../simulated-payments.js'
import { chanceOf } from './chance.js'
import { endingOf } from './ending.js'
import { drawnFaults, plannedFaults, weatherOf, type PlannedFault } from './faults.js'
import { finalChecks } from './final-checks.js'
import { instancesOf, type Instances } from './instances.js'
import { issuerWorld } from './issuer-world.js'
import { monitor, type Violation } from './monitor.js'
import { outsideWorld } from './outside-world.js'
import { people } from './people.js'
import { listeningIn } from './listening.js'
import { benefitsOf, newsOf, ordersOf, paymentsOf, readModelsOf, storeOf } from './ports.js'
import { EPOCH_MS, scenarioOf } from './scenario.js'
import { watchedLog } from './watched-log.js'
import { stormOf } from './weather.js'
import { world as newWorld } from './world.js'

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

/**
 * A run that goes on for ever is a finding, too. Rows that are out of reach for the whole storm are no such run: three
 * roles on three instances ask for them every half minute.
 */
const MOST_CALLS = 100_000
const HOUR_MS = 3_600_000

export const simulate = async (options: SimulationOptions): Promise<SimulationResult> => {
  const chance = chanceOf(options.seed)
  const scenario = scenarioOf(chance, options.small === true, options.policy)
  const isStormy = options.calm !== true
  const drawn = isStormy ? drawnFaults(chance, weatherOf(chance)) : plannedFaults([])
  const world = newWorld({
    chance,
    faults: options.faults === undefined ? drawn : plannedFaults(options.faults),
    onCrash: (process) => instances.crashed(process),
    ...(options.tell === undefined
      ? {}
      : { tell: (at, line) => options.tell!(`${instantOf(EPOCH_MS + Math.round(at))} ${line}`) }),
  })
  const trueClock = { now: () => instantOf(EPOCH_MS + Math.floor(world.schedule.now())) }
  const storm = stormOf(chance, isStormy, world.schedule.now)

  const inner = memoryEventStore({ now: trueClock.now })
  const rows = memoryReadModelStore()
  // From the seed, too: what is sealed is the same to the byte.
  const keyRing = memoryKeyRing({ randomBytes: simulatedIds(options.seed).randomBytes })
  const orders = simulatedOrders(...scenario.orders)
  const issuer = simulatedBenefits()
  const provider = simulatedPayments({ habits: scenario.habits, clock: trueClock })
  const policies = orThrow(policiesFrom([scenario.policy]))
  const news = newsOf()
  const watch = monitor(provider, issuer, scenario.policy.window.days)
  const log = watchedLog(inner, world, watch)

  const onError = (what: string, error: AfterSalesError): void => {
    world.tell(() => `${what}: ${error._tag}`)
    if (ALARMS.has(error._tag)) watch.broken('no defect is ever reported', `${what}: ${error._tag}`)
  }

  const outside = outsideWorld({
    ...{ world, chance, provider, watch, storm },
    anyApi: (nth) => instances.any('webhook', nth),
  })
  const benefits = issuerWorld({ world, chance, issuer, storm })
  const listening = listeningIn(world, chance, storm)
  const offered = options.adapt === undefined ? outside.provider : options.adapt(outside.provider)
  const instances: Instances = instancesOf({
    ...{ world, chance, storm, scenario, watch, onError },
    portsOf: (process) => ({
      store: storeOf(world, process, log.store, news, storm.isOut),
      readModels: readModelsOf(world, process, rows, storm.isOut),
      orders: ordersOf(world, process, orders),
      payments: paymentsOf(world, process, offered),
      benefits: benefitsOf(world, process, benefits),
      keyRing,
      policies,
      onEvent: listening.onEventOf(process),
    }),
  })
  const parked = async () => {
    const found = await listParked(rows, 'main')
    return E.isRight(found) ? found.right : []
  }
  const crowd = people({
    ...{ world, chance, monitor: watch, scenario, issuer, onError },
    anyApi: instances.any,
    standingOf: (key) => (provider.paid.has(key) ? 'paid' : provider.processing().includes(key) ? 'open' : 'unpaid'),
    news: news.wait,
    isCalm: storm.isCalm,
    parked,
  })
  const isOver = endingOf({
    ...{ world, storm, scenario, watch, log, rows, parked },
    isQuiet: () => !crowd.isBusy() && !crowd.anythingToDo() && outside.isQuiet(),
    tell: instances.tell,
    onCalm: news.announce,
  })

  instances.bootAll()
  crowd.start()
  await world.schedule.run(() => isOver() || watch.violation() !== undefined || world.calls() > MOST_CALLS)
  if (world.calls() > MOST_CALLS) watch.broken('nothing runs in circles', `${world.calls()} calls`)
  if (watch.violation() === undefined)
    await finalChecks({
      scenario,
      store: inner,
      rows,
      log: log.events,
      watch,
      taken: listening.taken,
      provider,
      issuer,
    })
  instances.stopAll()

  return {
    seed: options.seed,
    violation: watch.violation(),
    digest: log.digest(),
    calls: world.calls(),
    events: log.events.length,
    crashes: instances.crashes(),
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
