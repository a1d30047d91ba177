/**
 * A shop with a past: the people of the simulator at work on whole cases, one call after another, without faults, as far
 * as chance has it. Every event is watched as in the simulator, so a broken promise is seen when it breaks.
 */
import * as E from 'fp-ts/lib/Either.js'
import {
  createAfterSales,
  instantOf,
  orThrow,
  policiesFrom,
  retryThenPark,
  type AfterSales,
  type EventStore,
  type StoredEvent,
} from 'after-sales'
import { memoryEventStore, memoryKeyRing, memoryReadModelStore } from 'after-sales/adapters/memory'
import { simulatedBenefits, simulatedIds, simulatedOrders, simulatedPayments } from 'after-sales/testing'
import { chanceOf, type Chance } from '../../src/testing/simulator/chance.js'
import { monitor, type Monitor } from '../../src/testing/simulator/monitor.js'
import { castOf } from '../../src/testing/simulator/people/cast.js'
import { EPOCH_MS, scenarioOf, type Scenario } from '../../src/testing/simulator/scenario.js'
import { world } from '../../src/testing/simulator/world.js'
import { heldClock, settled, type HeldClock } from '../runtime/workers/held-clock.js'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface History {
  readonly api: AfterSales
  /** The same log, as another shop in it sees it. */
  readonly neighbor: AfterSales
  readonly scenario: Scenario
  readonly store: EventStore
  /** Everything that was written, in its order. */
  readonly log: ReadonlyArray<StoredEvent>
  readonly watch: Monitor
  readonly clock: HeldClock
  readonly chance: Chance
  /** What is due happens. */
  readonly timePasses: (ms: number) => Promise<void>
}

/** Everything that is appended is read at once by the monitor. */
const watched = (inner: EventStore, watch: Monitor, log: Array<StoredEvent>): EventStore => ({
  ...inner,
  append: (stream, expected, batch) => async () => {
    const answer = await inner.append(stream, expected, batch)()
    if (E.isLeft(answer) || answer.right.write !== 'fresh') return answer
    const slice = orThrow(await inner.read(stream, answer.right.revision - batch.length + 1, batch.length)())
    for (const event of slice.events) {
      log.push(event)
      watch.saw(event)
    }
    return answer
  },
})

/** The provider and the issuer now and then take their time, or say no. */
const moodOf = (chance: Chance, n: number) =>
  chance.pick([...Array<undefined>(8), 'process', 'decline', 'lose_answer'] as const, 'mood', n)

export const historyOf = async (seed: number, steps: number): Promise<History> => {
  const chance = chanceOf(seed)
  const scenario = scenarioOf(chance, false)
  const clock = heldClock(instantOf(EPOCH_MS))
  const provider = simulatedPayments({ habits: scenario.habits, clock })
  const issuer = simulatedBenefits()
  const watch = monitor(provider, issuer)
  const log: Array<StoredEvent> = []
  const store = watched(memoryEventStore({ now: clock.now }), watch, log)
  const means = {
    store,
    clock,
    payments: provider,
    benefits: issuer,
    orders: simulatedOrders(...scenario.orders),
    policies: orThrow(policiesFrom([scenario.policy])),
    keyRing: memoryKeyRing({ randomBytes: simulatedIds(seed).randomBytes }),
  }
  const api = createAfterSales({ ...means, readModels: memoryReadModelStore(), ids: simulatedIds(seed) })
  const neighbor = createAfterSales({
    ...{ ...means, tenant: 'neighbor' },
    ...{ readModels: memoryReadModelStore(), ids: simulatedIds(seed + 1_000_000) },
  })

  /** The workers see what is due, and stop again. */
  const timePasses = async (ms: number): Promise<void> => {
    const stop = new AbortController()
    const working = api.start({
      ...{ signal: stop.signal, onFailure: retryThenPark(1), sweepMs: MINUTE_MS, leaseSeconds: 0 },
      roles: ['reactions', 'effects', 'timers'],
    })()
    clock.advance(ms)
    await clock.pass(2 * MINUTE_MS)
    stop.abort()
    await settled()
    orThrow(await working)
  }

  const cast = castOf({
    ...{ chance, monitor: watch, scenario, issuer },
    world: { ...world({ chance, faults: () => undefined, onCrash: () => undefined }), schedule: scheduleOf(clock) },
    anyApi: () => api,
    standingOf: (key) => (provider.paid.has(key) ? 'paid' : provider.processing().includes(key) ? 'open' : 'unpaid'),
    isCalm: () => true,
    news: () => Promise.resolve(),
    parked: () => Promise.resolve([]),
    onError: () => undefined,
  })
  const refused = new Map<string, number>()
  for (let n = 0; n < steps; n++) {
    clock.advance(chance.whole(1, 40, 'minutes', n) * MINUTE_MS)
    if (chance.happens(0.02, 'days pass', n)) await timePasses(chance.whole(1, 20, 'days', n) * DAY_MS)
    for (const key of provider.processing())
      if (chance.happens(0.3, `settles ${key}`, n)) {
        provider.settle(key, chance.happens(0.8, `well ${key}`, n) ? 'succeed' : 'fail')
        await api.webhooks.receive(provider.webhookFor(key))()
      }
    const mood = moodOf(chance, n)
    if (mood === 'decline') issuer.script({ _tag: 'decline', code: 'sold_out' })
    if (mood !== undefined)
      provider.script(mood === 'decline' ? { _tag: mood, code: 'account_closed' } : { _tag: mood })
    const options = cast.flatMap(({ actor, optionsNow }) =>
      optionsNow()
        .map((one) => ({ ...one, actor, key: `${actor.id} ${one.name} ${one.about}` }))
        .filter(({ key }) => refused.get(key) !== log.length),
    )
    if (options.length === 0) continue
    const { key, actor, name, do: action } = chance.pick(options, 'chooses', n)
    const answer = await action(api, { actor, commandId: `${name}-${n}` })()
    if (E.isLeft(answer)) refused.set(key, log.length)
  }
  return { api, neighbor, scenario, store, log, watch, clock, chance, timePasses }
}

const scheduleOf = (clock: HeldClock) => ({
  now: () => Date.parse(clock.now()) - EPOCH_MS,
  after: () => undefined,
  run: () => Promise.resolve(false),
})
