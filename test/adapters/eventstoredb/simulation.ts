/**
 * A run of the simulator on EventStoreDB: its shop, people, provider, weather and checks, with two instances of the
 * host, each on a store of its own, and a network that drops, cuts and delays. The network takes real time, for which
 * the simulated time stands still; so a seed draws the same world, but not the same run.
 */
import * as E from 'fp-ts/lib/Either.js'
import { memoryKeyRing, memoryReadModelStore } from '../../../src/adapters/memory/index.js'
import { eventStoreDb } from '../../../src/adapters/eventstoredb/index.js'
import { instantOf } from '../../../src/domain/values/instant.js'
import type { EventStore, StoredEvent, StoreError } from '../../../src/ports/event-store.js'
import { listParked } from '../../../src/runtime/workers/parking.js'
import { policiesFrom } from '../../../src/runtime/policy-book.js'
import { orThrow } from '../../../src/runtime/promised.js'
import { simulatedBenefits } from '../../../src/testing/simulated-benefits.js'
import { simulatedOrders } from '../../../src/testing/simulated-orders.js'
import { simulatedPayments } from '../../../src/testing/simulated-payments.js'
import { chanceOf, type Chance } from '../../../src/testing/simulator/chance.js'
import { endingOf } from '../../../src/testing/simulator/ending.js'
import { drawnFaults, weatherOf } from '../../../src/testing/simulator/faults.js'
import { finalChecks } from '../../../src/testing/simulator/final-checks.js'
import { instancesOf, type Instances } from '../../../src/testing/simulator/instances.js'
import { issuerWorld } from '../../../src/testing/simulator/issuer-world.js'
import { listeningIn } from '../../../src/testing/simulator/listening.js'
import { monitor, type Violation } from '../../../src/testing/simulator/monitor.js'
import { outsideWorld } from '../../../src/testing/simulator/outside-world.js'
import { people } from '../../../src/testing/simulator/people.js'
import { benefitsOf, newsOf, ordersOf, paymentsOf, readModelsOf } from '../../../src/testing/simulator/ports.js'
import { EPOCH_MS, scenarioOf } from '../../../src/testing/simulator/scenario.js'
import { schedule } from '../../../src/testing/simulator/schedule.js'
import { stormOf } from '../../../src/testing/simulator/weather.js'
import { world as newWorld, type Process } from '../../../src/testing/simulator/world.js'
import { startDouble, type EventStoreDbDouble, type Fault } from '../../support/eventstoredb/index.js'
import { activity } from './activity.js'
import { hasty } from './stores.js'
import { wholeAppends } from './whole-appends.js'

const ALARMS = new Set([
  'UndecodableEvent',
  'CommandIdReused',
  'SealBroken',
  'LogRegressed',
  'AppendRefused',
  'StreamDeleted',
])

export interface SimulatedRun {
  readonly violation: Violation | undefined
  readonly events: number
  readonly crashes: number
  readonly faults: number
  /** Calls that the server still holds when all is over, but for those that it was told never to answer. */
  readonly openCalls: number
}

const FAULTS: ReadonlyArray<Fault> = [
  { _tag: 'silent' },
  { _tag: 'silent_after' },
  { _tag: 'late', ms: 400, when: 'after' },
  { _tag: 'reset', when: 'before' },
  { _tag: 'reset', when: 'after' },
  { _tag: 'half_close', when: 'after' },
  { _tag: 'go_away' },
  { _tag: 'status', code: 14, details: 'Server Is Not Ready' },
  { _tag: 'status', code: 10, details: 'Operation timed out: Request canceled by server', when: 'after' },
  { _tag: 'status', code: 13, details: 'Received RST_STREAM with code 0', when: 'after' },
]

/** A fault now and then, for whichever call comes next, until the weather is calm. */
const badNetwork = (double: EventStoreDbDouble, chance: Chance, isCalm: () => boolean) => {
  let count = 0
  let unanswered = 0
  const timer = setInterval(() => {
    if (isCalm()) return double.faults.clear()
    const call = chance.pick(['append', 'append', 'read', 'subscribe'] as const, 'network call', count)
    const cut: Fault = { _tag: 'cut_after', events: chance.whole(0, 5, 'network cut', count), by: 'reset' }
    const fault = call === 'subscribe' ? cut : chance.pick(FAULTS, 'network fault', count)
    if (fault._tag === 'silent' || fault._tag === 'silent_after') unanswered += 1
    double.faults.next(call, fault)
    if (chance.happens(0.2, 'network reset', count)) double.resetConnections()
    count += 1
  }, 120)
  return { stop: () => clearInterval(timer), count: () => count, unanswered: () => unanswered }
}

/** A store that is being opened, again where the network is too bad: calls wait until it is open, or closed. */
const opening = (connectionString: string): EventStore => {
  let isClosed = false
  const open = async (): ReturnType<ReturnType<typeof eventStoreDb>> => {
    const store = await eventStoreDb({ connectionString, patience: hasty })()
    return E.isRight(store) || isClosed ? store : open()
  }
  const opened = open()
  const error: StoreError = { _tag: 'StoreUnavailable', reason: 'not opened' }
  const away = E.left(error)
  return {
    append: (stream, expected, events) => async () => {
      const store = await opened
      return E.isLeft(store) ? away : store.right.append(stream, expected, events)()
    },
    read: (stream, from, limit) => async () => {
      const store = await opened
      return E.isLeft(store) ? away : store.right.read(stream, from, limit)()
    },
    all: async function* (options) {
      const store = await opened
      if (E.isLeft(store)) yield { _tag: 'Failed', error }
      else yield* store.right.all(options)
    },
    comparePositions: (a, b) => Number(BigInt(a.split('/')[0]!) - BigInt(b.split('/')[0]!)),
    close: async () => {
      isClosed = true
      const store = await opened
      if (E.isRight(store)) await store.right.close()
    },
  }
}

export const simulateOnServer = async (seed: number): Promise<SimulatedRun> => {
  const chance = chanceOf(seed)
  const scenario = { ...scenarioOf(chance, false), instances: 2 }
  // The server's clock goes with the simulated time: due instants are compared by it.
  const double = await startDouble({ now: () => EPOCH_MS + Math.floor(world.schedule.now()) })
  const wire = activity()
  const whole = wholeAppends()
  const stores: Array<EventStore> = []
  const storeFor = (): EventStore => {
    const store = opening(double.connectionString)
    stores.push(store)
    return whole.watched(wire.watched(store))
  }
  const ofProcess = new Map<Process, EventStore>()

  const world = newWorld({
    ...{ chance, faults: drawnFaults(chance, weatherOf(chance)), time: schedule(wire.isBusy) },
    onCrash: (process) => {
      void ofProcess.get(process)?.close()
      instances.crashed(process)
    },
  })
  const storm = stormOf(chance, true, world.schedule.now)
  const rows = memoryReadModelStore()
  const keyRing = memoryKeyRing()
  const orders = simulatedOrders(...scenario.orders)
  const clock = { now: () => instantOf(EPOCH_MS + Math.floor(world.schedule.now())) }
  const provider = simulatedPayments({ habits: scenario.habits, clock })
  const issuer = simulatedBenefits()
  const watch = monitor(provider, issuer)
  const news = newsOf()
  const onError = (what: string, error: { readonly _tag: string }): void => {
    if (ALARMS.has(error._tag)) watch.broken('no defect is ever reported', `${what}: ${error._tag}`)
  }
  const outside = outsideWorld({
    ...{ world, chance, provider, watch, storm },
    anyApi: (nth) => instances.any('webhook', nth),
  })
  const listening = listeningIn(world, chance, storm)
  const instances: Instances = instancesOf({
    ...{ world, chance, storm, scenario, watch, onError },
    portsOf: (process) => {
      const store = storeFor()
      ofProcess.set(process, store)
      return {
        ...{ store, keyRing, policies: orThrow(policiesFrom([scenario.policy])) },
        readModels: readModelsOf(world, process, rows, storm.isOut),
        orders: ordersOf(world, process, orders),
        payments: paymentsOf(world, process, outside.provider),
        benefits: benefitsOf(world, process, issuerWorld({ world, chance, issuer, storm })),
        onEvent: listening.onEventOf(process),
      }
    },
  })

  // Watched from the server's side, in the order of the log.
  const events: Array<StoredEvent> = []
  let lastEventMs = 0
  const watching = new AbortController()
  const watcher = storeFor()
  const watched = (async (): Promise<void> => {
    for await (const delivery of watcher.all({ follow: true, signal: watching.signal })) {
      if (delivery._tag === 'Failed') watch.broken('the watcher sees all', JSON.stringify(delivery.error))
      if (delivery._tag !== 'Event') continue
      events.push(delivery.event)
      lastEventMs = world.schedule.now()
      watch.saw(delivery.event)
      if (!whole.saw(delivery.event)) watch.broken('an append is written as a whole', delivery.event.position)
      news.announce()
    }
  })()
  const network = badNetwork(double, chance, storm.isCalm)

  const parked = async () => {
    const found = await listParked(rows, 'main')
    return E.isRight(found) ? found.right : []
  }
  const crowd = people({
    ...{ world, chance, monitor: watch, scenario, issuer, onError, news: news.wait, isCalm: storm.isCalm },
    anyApi: instances.any,
    standingOf: (key) => (provider.paid.has(key) ? 'paid' : provider.processing().includes(key) ? 'open' : 'unpaid'),
    parked,
  })
  const isOver = endingOf({
    ...{ world, storm, scenario, watch, rows, parked },
    onCalm: news.announce,
    tell: () => [
      ...instances.tell(),
      JSON.stringify({
        busy: crowd.isBusy(),
        todo: crowd.anythingToDo(),
        quiet: outside.isQuiet(),
        end: events.at(-1)?.position,
      }),
    ],
    log: { store: watcher, events, lastEventMs: () => lastEventMs, digest: () => '' },
    isQuiet: () => !crowd.isBusy() && !crowd.anythingToDo() && outside.isQuiet(),
  })
  instances.bootAll()
  crowd.start()
  await world.schedule.run(() => isOver() || watch.violation() !== undefined)
  network.stop()
  double.faults.clear()
  const { taken } = listening
  if (watch.violation() === undefined)
    await finalChecks({ scenario, store: watcher, rows, log: events, watch, taken, provider, issuer })
  instances.stopAll()
  watching.abort()
  await watched
  await Promise.all(stores.map((store) => store.close()))
  const openCalls = (): number => Math.max(0, double.openCalls() - network.unanswered())
  for (let waited = 0; openCalls() > 0 && waited < 1_000; waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10))
  const held = openCalls()
  await double.stop()
  return {
    violation: watch.violation(),
    events: events.length,
    crashes: instances.crashes(),
    faults: network.count(),
    openCalls: held,
  }
}
