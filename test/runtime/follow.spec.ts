/** The worker in the background: it repairs what crashes left, and says how far everything is done. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type AfterSalesError, type FollowOptions, type Position, type ProviderAnswer } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simulatedClock, simulatedOrders, simulatedPayments } from 'after-sales/testing'
import { order, shopOn, stores, submitted, typesIn, wish, customer, type Shop } from '../acceptance/shop.js'
import { anotherInstance, workingClock } from './world.js'

const kept = { remedy: 'refund_only' } as const

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let n = 0; n < 2_000; n++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error('it did not come to that')
}

/** A worker, what it said, and how to stop it. */
const workerOf = (shop: Shop, options: Partial<FollowOptions> = {}) => {
  const abort = new AbortController()
  const said = { positions: [] as Array<Position>, problems: [] as Array<AfterSalesError>, caughtUp: 0 }
  const running = shop.afterSales.start({
    signal: abort.signal,
    sweepMs: 1,
    onPosition: (position) => said.positions.push(position),
    onProblem: (problem) => said.problems.push(problem),
    onCaughtUp: () => (said.caughtUp += 1),
    ...options,
  })()
  const stop = () => {
    abort.abort()
    return running
  }
  return { ...said, said, stop, running }
}

const interrupted = async (store: ReturnType<typeof faultStore>, place: number) => {
  const shop = shopOn(store, { clock: workingClock() })
  await shop.requests.open(wish('R-1', 2, kept), customer)
  store.dieAt(place, 'after')
  await shop.requests.submit({ requestId: 'R-1' }, customer).catch(() => undefined)
  return shop
}

describe.each(stores)('A worker ($name)', ({ open }) => {
  it('finishes what a process that died has begun, and stops when it is told to', async () => {
    const inner = await open()
    const shop = await interrupted(faultStore(inner), 1)
    const worker = workerOf(anotherInstance(shop, {}, inner))
    await until(async () => (await typesIn(inner)).includes('RequestResolved'))
    expect(await worker.stop()).toEqual(E.right(undefined))
    expect(shop.payments.paidTotal()).toBe(17_998)
  })

  it('asks about a refund that nobody answered for, when the answer is due', async () => {
    const inner = await open()
    const shop = shopOn(inner, { clock: workingClock() })
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 2, kept)
    const worker = workerOf(anotherInstance(shop))
    await until(() => worker.said.caughtUp > 0)
    expect(shop.payments.calls).toHaveLength(1)
    shop.clock.advance(120_000)
    await until(async () => (await typesIn(inner)).includes('RequestResolved'))
    await worker.stop()
    expect(shop.payments.calls).toHaveLength(2)
    expect(shop.payments.paidTotal()).toBe(17_998)
  })

  it('goes on from where another stood, with nothing done twice', async () => {
    const inner = await open()
    const shop = shopOn(inner, { clock: workingClock() })
    await submitted(shop, 'R-1', 1, kept)
    const first = workerOf(shop)
    await until(() => first.said.positions.length > 0)
    await first.stop()
    await submitted(shop, 'R-2', 1, kept)
    const before = await typesIn(inner)
    const second = workerOf(anotherInstance(shop), { after: first.said.positions.at(-1)! })
    await until(() => second.said.positions.length > 0)
    await second.stop()
    expect(await typesIn(inner)).toEqual(before)
  })
})

describe('The position up to which a worker is done', () => {
  it('stays before a leg whose answer is awaited, so that the next worker finds it', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 2, kept)
    const first = workerOf(shop)
    await until(() => first.said.positions.length > 0)
    await first.stop()
    const types = await typesIn(shop.store)
    expect(Number(first.said.positions.at(-1))).toBeLessThanOrEqual(types.indexOf('RefundLegSubmitted'))
    shop.clock.advance(120_000)
    const second = workerOf(anotherInstance(shop), { after: first.said.positions.at(-1)! })
    await until(async () => (await typesIn(shop.store)).includes('RequestResolved'))
    await until(async () => second.said.positions.at(-1) === String((await typesIn(shop.store)).length))
    await second.stop()
  })

  it('is not held up by a leg that was refused for good: that is for people', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    shop.payments.script({ _tag: 'decline', code: 'closed' })
    await submitted(shop, 'R-1', 2, kept)
    const worker = workerOf(shop)
    await until(async () => worker.said.positions.at(-1) === String((await typesIn(shop.store)).length))
    await worker.stop()
  })
})

describe('A worker that meets trouble', () => {
  const nonsenseFor = (orderId: string) => {
    const simulated = simulatedPayments()
    const nonsense = () => Promise.resolve(E.right({ _tag: 'Done' } as unknown as ProviderAnswer))
    return {
      ...simulated,
      submit: (i) => (i.orderId === orderId ? nonsense : simulated.submit(i)),
      lookup: (i) => (i.orderId === orderId ? nonsense : simulated.lookup(i)),
    } satisfies ReturnType<typeof simulatedPayments>
  }

  it('in one case reports it once, and settles the others', async () => {
    const orders = simulatedOrders(order(), order({ orderId: '#1002' }))
    const shop = shopOn(memoryEventStore(), {
      clock: workingClock(),
      orders,
      payments: nonsenseFor('#1001'),
    })
    await submitted(shop, 'R-1', 2, kept)
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-2', 2, { ...kept, orderId: '#1002' })
    shop.clock.advance(120_000)
    const worker = workerOf(anotherInstance(shop))
    await until(async () => (await shop.getCase('R-2')).request.status === 'resolved')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await worker.stop()).toEqual(E.right(undefined))
    expect(worker.said.problems).toMatchObject([{ _tag: 'ProviderAnswerInvalid', legId: 'card' }])
  })

  it('with an event of a newer release leaves it to that release, and does the rest', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    await submitted(shop, 'R-1', 1, kept)
    const slice = await shop.store.read('aftersales_request-main.R-1')()
    if (E.isLeft(slice)) throw new Error(slice.left._tag)
    const newer = { ...slice.right.events[0]!, id: crypto.randomUUID(), type: 'RequestPraised' }
    await shop.store.append('aftersales_request-main.R-new', 'no_stream', [newer])()
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-2', 1, kept)
    shop.clock.advance(120_000)
    const worker = workerOf(anotherInstance(shop))
    await until(async () => (await shop.getCase('R-2')).request.status === 'resolved')
    await worker.stop()
    expect(worker.said.problems).toMatchObject([{ _tag: 'WrittenByNewerRelease', type: 'RequestPraised' }])
    const at = (await typesIn(shop.store)).indexOf('RequestPraised')
    expect(Number(worker.said.positions.at(-1))).toBeLessThanOrEqual(at)
  })

  it('with the store itself stops, and says so', async () => {
    const inner = memoryEventStore()
    const shop = shopOn(inner, { clock: workingClock() })
    await submitted(shop, 'R-1', 1, kept)
    const worker = workerOf(shop)
    await until(() => worker.said.caughtUp > 0)
    await inner.close()
    expect(await worker.running).toEqual(E.left({ _tag: 'StoreClosed' }))
  })

  it('with a position that is not of this log stops at once', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    const worker = workerOf(shop, { after: '99' as Position })
    expect(await worker.running).toEqual(E.left({ _tag: 'UnknownPosition', position: '99' }))
  })
})

describe('A worker with a simulated clock', () => {
  it('leaves the rest of the process its turn', async () => {
    const shop = shopOn(memoryEventStore(), { clock: simulatedClock() })
    const worker = workerOf(shop)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await worker.stop()).toEqual(E.right(undefined))
  })

  it('that was told to stop before it began does nothing', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    const worker = workerOf(shop, { signal: AbortSignal.abort() })
    expect(await worker.running).toEqual(E.right(undefined))
    expect(worker.said.caughtUp).toBe(0)
  })
})
