/** The feed: what is published reaches the host at least once, in the order of each stream, whatever dies in between. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, retryThenPark, type OnEvent, type PublishedEvent } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { agent, order, submitted, type Shop } from '../../acceptance/shop.js'
import { anotherInstance } from '../world.js'
import { backgroundShop, worked, workersOf } from './background.js'
import { gate } from './consumer-world.js'
import { settled } from './held-clock.js'

const kept = { remedy: 'refund_only' } as const
const feedOnly = { roles: ['feed'] } as const
const MINUTE = 60_000

/** What of a request or a refund is told, in short. */
const nameOf = ({ type, subject }: PublishedEvent): string => `${subject} ${type.slice('after-sales.'.length)}`
const OF_CASE = ['request.opened.v1', 'request.submitted.v1', 'request.approved.v1', 'request.resolved.v1']
const OF_REFUND = [
  ...['refund.proposed.v1', 'refund.calculated.v1', 'refund.approved.v1', 'refund.payment_made.v1', 'refund.paid.v1'],
]
const all = (requestId: string): ReadonlyArray<string> =>
  [...OF_CASE, ...OF_REFUND].map((name) => `${requestId} ${name}`)

/** A listener that keeps what it took; `first` may reject, or wait. */
const listener = (
  first: (event: PublishedEvent, signal: AbortSignal) => Promise<unknown> = () => Promise.resolve(),
) => {
  const taken: Array<PublishedEvent> = []
  const onEvent: OnEvent = async (event, { signal }) => {
    await first(event, signal)
    taken.push(event)
  }
  const ofCase = (requestId: string): ReadonlyArray<string> =>
    taken.filter(({ subject }) => subject === requestId).map(nameOf)
  return { taken, onEvent, ofCase }
}

const twoOrders = () => simulatedOrders(order(), order({ orderId: '#1002' }))
/** Two cases stand in the log from end to end. */
const twoCases = async (onEvent: OnEvent) => {
  const shop = backgroundShop({ onEvent, orders: twoOrders() })
  await submitted(shop, 'R-1', 1, kept)
  await submitted(shop, 'R-2', 1, { ...kept, orderId: '#1002' })
  return shop
}
const feedStatus = (shop: Shop) => shop.afterSales.operations.workers().feed

/** First deliveries of each stream's events come in the order of the stream: both streams of a case tell it in theirs. */
const inOrder = (names: ReadonlyArray<string>, requestId: string): void => {
  const first = [...new Set(names)].filter((name) => name.startsWith(`${requestId} `))
  for (const part of [OF_CASE, OF_REFUND]) {
    const wanted = part.map((name) => `${requestId} ${name}`)
    expect(first.filter((name) => wanted.includes(name))).toEqual(wanted)
  }
}

describe('A listener', () => {
  it('hears of a case from the wish to the money, each fact once and in the order of its stream', async () => {
    const { taken, onEvent } = listener()
    const shop = await twoCases(onEvent)
    await worked(shop, feedOnly)
    expect(taken.map(nameOf).sort()).toEqual([...all('R-1'), ...all('R-2')].sort())
    for (const requestId of ['R-1', 'R-2']) inOrder(taken.map(nameOf), requestId)
    expect(feedStatus(shop)).toMatchObject({ state: 'stopped', lagMs: 0, lastProblem: undefined })
  })

  it('hears after a restart what is new, and nothing else', async () => {
    const { taken, onEvent } = listener()
    const shop = backgroundShop({ onEvent, orders: twoOrders() })
    await submitted(shop, 'R-1', 1, kept)
    await worked(shop, feedOnly)
    await submitted(shop, 'R-2', 1, { ...kept, orderId: '#1002' })
    taken.length = 0
    await worked(anotherInstance(shop, { onEvent }), feedOnly)
    expect(taken.map(nameOf).sort()).toEqual([...all('R-2')].sort())
  })

  it('hears the very same again where the process died before it had noted the delivery', async () => {
    const { taken, onEvent } = listener()
    const shop = await twoCases(onEvent)
    shop.readModels.onCommit(() => {
      if (taken.length === 0) return
      shop.readModels.script('down')
      shop.readModels.goDown(true)
    })
    await worked(shop, feedOnly)
    const before = [...taken]
    expect(before.length).toBeGreaterThan(0)
    shop.readModels.onCommit(() => undefined)
    shop.readModels.goDown(false)
    taken.length = 0
    await worked(anotherInstance(shop, { onEvent }), feedOnly)
    expect(taken.map(nameOf).sort()).toEqual([...all('R-1'), ...all('R-2')].sort())
    for (const event of before) expect(taken).toContainEqual(event)
  })

  it('hears nothing again where only the answer to the commit was lost', async () => {
    const { taken, onEvent } = listener()
    const shop = await twoCases(onEvent)
    shop.readModels.script('lost_answer')
    await worked(shop, feedOnly)
    expect(taken.map(({ id }) => id)).toHaveLength(new Set(taken.map(({ id }) => id)).size)
  })

  it('hears everything though two instances work at once, in the order of first deliveries', async () => {
    const one = listener(() => settled())
    const shop = await twoCases(one.onEvent)
    const runs = [workersOf(shop, feedOnly), workersOf(anotherInstance(shop, { onEvent: one.onEvent }), feedOnly)]
    for (let n = 0; n < 10; n++) {
      await shop.clock.pass(6_000)
      for (let turns = 0; turns < 10; turns++) await settled()
    }
    for (const run of runs) expect(await run.stop()).toEqual(E.right(undefined))
    const names = one.taken.map(nameOf)
    expect([...new Set(names)].sort()).toEqual([...all('R-1'), ...all('R-2')].sort())
    for (const requestId of ['R-1', 'R-2']) inOrder(names, requestId)
  })

  it('that was given an event before the stop finishes it first; what was not begun comes to the next instance', async () => {
    const slow = gate()
    const { taken, onEvent } = listener(() => slow.opened)
    const shop = await twoCases(onEvent)
    const workers = workersOf(shop, feedOnly)
    await settled()
    let hasStopped = false
    const stopped = workers.stop().finally(() => (hasStopped = true))
    await settled()
    expect([hasStopped, taken.length]).toEqual([false, 0])
    slow.open()
    expect(await stopped).toEqual(E.right(undefined))
    expect(taken.length).toBeGreaterThan(0)
    expect(taken.length).toBeLessThan(all('R-1').length)
    await worked(anotherInstance(shop, { onEvent }), feedOnly)
    const names = taken.map(nameOf)
    expect([...new Set(names)].sort()).toEqual([...all('R-1'), ...all('R-2')].sort())
    for (const requestId of ['R-1', 'R-2']) inOrder(names, requestId)
  })
})

describe('An event that is not taken', () => {
  const SECRET = 'Anna Nowak, Hauptstr. 1'
  const rejecting = (name: string, times: number, how: () => never | Promise<never>) => {
    let left = times
    return listener((event) => {
      if (nameOf(event) !== name || left <= 0) return Promise.resolve()
      left -= 1
      return how()
    })
  }
  const reject = () => Promise.reject(new Error(SECRET))
  const throwAtOnce = (): never => {
    throw new Error(SECRET)
  }

  it.each([
    ['rejected', reject],
    ['thrown at', throwAtOnce],
  ])('because the listener has %s comes again in its place, and the other case does not wait', async (_, how) => {
    const { ofCase, onEvent } = rejecting('R-1 request.submitted.v1', 2, how)
    const shop = await twoCases(onEvent)
    const workers = workersOf(shop, { ...feedOnly, onFailure: retryThenPark(5) })
    await settled()
    expect([...ofCase('R-2')].sort()).toEqual([...all('R-2')].sort())
    expect(ofCase('R-1')).not.toContain('R-1 request.approved.v1')
    await shop.clock.pass(5_000)
    await workers.stop()
    inOrder(ofCase('R-1'), 'R-1')
    expect(await shop.operations.parked()).toEqual([])
  })

  it('as often as the policy says is put aside with what came behind it; retried, all of it comes in order', async () => {
    const { taken, ofCase, onEvent } = rejecting('R-1 request.submitted.v1', 3, reject)
    const shop = await twoCases(onEvent)
    const workers = workersOf(shop, { ...feedOnly, onFailure: retryThenPark(3) })
    await shop.clock.pass(MINUTE)
    const stream = 'aftersales_request-main.R-1'
    const pointer = { role: 'feed', stream, code: 'FEED.NOT_DELIVERED', attempts: 3 } as const
    expect(await shop.operations.parked()).toMatchObject([pointer])
    expect(ofCase('R-1')).not.toContain('R-1 request.resolved.v1')
    await shop.operations.retryParked({ role: 'feed', stream }, agent)
    await shop.clock.pass(MINUTE)
    await workers.stop()
    expect(await shop.operations.parked()).toEqual([])
    inOrder(ofCase('R-1'), 'R-1')
    expect(taken).toHaveLength(all('R-1').length * 2)
  })

  it('and discarded is skipped for good; what is new of its stream comes again', async () => {
    const { ofCase, onEvent } = rejecting('R-1 request.resolved.v1', 9, reject)
    const shop = await twoCases(onEvent)
    const workers = workersOf(shop, { ...feedOnly, onFailure: retryThenPark(1) })
    await settled()
    const stream = 'aftersales_request-main.R-1'
    await shop.operations.discardParked({ role: 'feed', stream, reason: 'told by hand' }, agent)
    await shop.clock.pass(1_000)
    await shop.requests.close({ requestId: 'R-1' }, agent)
    await shop.clock.pass(1_000)
    await workers.stop()
    expect(ofCase('R-1')).not.toContain('R-1 request.resolved.v1')
    expect(ofCase('R-1')).toContain('R-1 request.closed.v1')
  })

  it('is reported without what the listener’s error says', async () => {
    const { onEvent } = rejecting('R-1 request.submitted.v1', 9, reject)
    const shop = await twoCases(onEvent)
    const { problems, ended } = await worked(shop, feedOnly)
    expect(problems[0]).toMatchObject({ _tag: 'EventNotDelivered', why: 'rejected' })
    const told = JSON.stringify([problems, ended, problems.map(inWords), feedStatus(shop)])
    expect(told).not.toContain('Nowak')
    expect(feedStatus(shop)!.lastProblem).toBe('FEED.NOT_DELIVERED')
  })

  it('within a minute comes again, and whoever is still at it is told that nobody waits', async () => {
    let isAborted = false
    let calls = 0
    const { ofCase, onEvent } = listener((event, signal) => {
      if (nameOf(event) !== 'R-1 request.submitted.v1' || ++calls > 1) return Promise.resolve()
      signal.addEventListener('abort', () => (isAborted = true))
      return new Promise(() => undefined)
    })
    const shop = await twoCases(onEvent)
    const workers = workersOf(shop, { ...feedOnly, onFailure: retryThenPark(5) })
    await shop.clock.pass(MINUTE - 1)
    expect([ofCase('R-1').includes('R-1 request.submitted.v1'), isAborted]).toEqual([false, false])
    await shop.clock.pass(2_000)
    expect([ofCase('R-1').includes('R-1 request.submitted.v1'), isAborted]).toEqual([true, true])
    await workers.stop()
    expect(workers.problems).toMatchObject([{ _tag: 'EventNotDelivered', why: 'silent' }])
    expect(inWords(workers.problems[0]!).en).toContain('in time')
  })

  it('holds up no other role', async () => {
    const { onEvent } = listener(() => new Promise(() => undefined))
    const shop = backgroundShop({ onEvent })
    const workers = workersOf(shop, { onFailure: retryThenPark(5) })
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 1, kept)
    await shop.clock.pass(3 * MINUTE)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    const stopped = workers.stop()
    await shop.clock.pass(2 * MINUTE)
    expect(await stopped).toEqual(E.right(undefined))
  })
})

describe('The role feed', () => {
  it('is not started by itself where nobody takes its events', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, kept)
    const { ended, caughtUp } = await worked(shop)
    expect([ended, [...caughtUp].sort()]).toEqual([
      E.right(undefined),
      ['effects', 'projections', 'reactions', 'timers'],
    ])
    expect(feedStatus(shop)).toBeUndefined()
  })

  it('refuses to be started there, and says what is missing', async () => {
    const { ended } = await worked(backgroundShop(), { roles: ['timers', 'feed'] })
    expect(ended).toEqual(E.left({ _tag: 'OnEventMissing' }))
    expect(inWords({ _tag: 'OnEventMissing' })).toMatchObject({ code: 'CONFIG.ON_EVENT_MISSING' })
  })

  it('is started with all others where somebody does', async () => {
    const { taken, onEvent } = listener()
    const shop = await twoCases(onEvent)
    const { caughtUp } = await worked(shop)
    expect(caughtUp).toContain('feed')
    expect(taken).toHaveLength(all('R-1').length * 2)
  })

  it('F41: stops at a log that is not the one it knows, and tells nothing of it', async () => {
    const { taken, onEvent } = listener()
    const shop = await twoCases(onEvent)
    await worked(shop, feedOnly)
    taken.length = 0
    const elsewhere = anotherInstance(shop, { onEvent }, memoryEventStore())
    await submitted(elsewhere, 'R-9', 1, kept)
    expect((await worked(elsewhere, feedOnly)).ended).toMatchObject(E.left({ _tag: 'LogRegressed' }))
    expect(taken).toEqual([])
    expect(await elsewhere.operations.health()).toMatchObject({ moneyReady: false })
  })

  it('F45: leaves what a newer release wrote to that release, and tells the rest', async () => {
    const { taken, onEvent } = listener()
    const shop = await twoCases(onEvent)
    const slice = await shop.store.read('aftersales_request-main.R-1')()
    if (E.isLeft(slice)) throw new Error(slice.left._tag)
    const newer = { ...slice.right.events[0]!, id: crypto.randomUUID(), type: 'RequestPraised' }
    await shop.store.append('aftersales_request-main.R-new', 'no_stream', [newer])()
    await worked(shop, { ...feedOnly, onFailure: retryThenPark(1) })
    expect(taken).toHaveLength(all('R-1').length * 2)
    expect(await shop.operations.parked()).toMatchObject([
      { role: 'feed', stream: 'aftersales_request-main.R-new', code: 'LOG.NEWER_RELEASE' },
    ])
  })
})
