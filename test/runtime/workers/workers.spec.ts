/** The workers in the background: they repair what crashes left, and go on where they stood. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { retryThenPark, type ProviderAnswer } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simulatedClock, simulatedOrders, simulatedPayments } from 'after-sales/testing'
import { customer, order, shopOn, stores, storedText, submitted, typesIn, wish } from '../../acceptance/shop.js'
import { backgroundShop, until, worked, workersOf } from './background.js'
import { settled } from './held-clock.js'
import { anotherInstance, workingClock } from '../world.js'

const kept = { remedy: 'refund_only' } as const
const TWO_MINUTES = 120_000

describe.each(stores)('Workers ($name)', ({ open }) => {
  const shopHere = async () => {
    const clock = workingClock()
    const inner = await open(clock.now)
    return { clock, inner, shop: shopOn(inner, { clock }) }
  }

  it('finish what a process that died has begun, and stop when they are told to', async () => {
    const { clock, inner } = await shopHere()
    const store = faultStore(inner)
    const shop = shopOn(store, { clock })
    await shop.requests.open(wish('R-1', 2, kept), customer)
    store.dieAt(1, 'after')
    await shop.requests.submit({ requestId: 'R-1' }, customer).catch(() => undefined)
    const workers = workersOf(anotherInstance(shop, {}, inner), { sweepMs: 1 })
    await until(async () => (await typesIn(inner)).includes('RequestResolved'))
    expect(await workers.stop()).toEqual(E.right(undefined))
    expect(shop.payments.paidTotal()).toBe(17_998)
  })

  it('ask about a refund that nobody answered for, when the answer is due', async () => {
    const { clock, inner, shop } = await shopHere()
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 2, kept)
    const workers = workersOf(anotherInstance(shop), { sweepMs: 1 })
    await until(() => workers.caughtUp.length === 4)
    expect(shop.payments.calls).toHaveLength(1)
    clock.advance(TWO_MINUTES)
    await until(async () => (await typesIn(inner)).includes('RequestResolved'))
    await workers.stop()
    expect(shop.payments.calls).toHaveLength(2)
    expect(shop.payments.paidTotal()).toBe(17_998)
  })

  it('go on from where others stood, with nothing done twice', async () => {
    const { inner, shop } = await shopHere()
    await submitted(shop, 'R-1', 1, kept)
    const first = workersOf(shop, { sweepMs: 1 })
    await until(() => first.caughtUp.length === 4)
    await first.stop()
    await submitted(shop, 'R-2', 1, kept)
    const before = await storedText(inner)
    const other = anotherInstance(shop)
    const second = workersOf(other, { sweepMs: 1 })
    await until(() => second.caughtUp.length === 4)
    await second.stop()
    expect(await storedText(inner)).toEqual(before)
    const added = before.filter((text) => text.includes('R-2')).length
    for (const { handled } of Object.values(other.afterSales.operations.workers()))
      expect(handled).toBeLessThan(2 * added + 10)
  })
})

describe('A leg whose answer is awaited', () => {
  it('is found by the workers of a later process, that start behind it', async () => {
    const shop = backgroundShop()
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 2, kept)
    await worked(shop)
    shop.clock.advance(TWO_MINUTES)
    await worked(anotherInstance(shop))
    expect((await shop.getCase('R-1')).refunds[0]!.status).toBe('executing')
    await worked(anotherInstance(shop))
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect(shop.payments.paidTotal()).toBe(17_998)
  })

  it('is left alone when it was refused for good: that is for people', async () => {
    const shop = backgroundShop()
    shop.payments.script({ _tag: 'decline', code: 'closed' })
    await submitted(shop, 'R-1', 2, kept)
    const workers = workersOf(shop)
    await shop.clock.pass(10 * TWO_MINUTES)
    expect(await workers.stop()).toEqual(E.right(undefined))
    expect(shop.payments.calls).toHaveLength(1)
    expect(workers.problems).toEqual([])
  })
})

describe('Workers that meet trouble', () => {
  const nonsenseFor = (orderId: string) => {
    const simulated = simulatedPayments()
    const nonsense = () => Promise.resolve(E.right({ _tag: 'Done' } as unknown as ProviderAnswer))
    return {
      ...simulated,
      submit: (i) => (i.orderId === orderId ? nonsense : simulated.submit(i)),
      lookup: (i) => (i.orderId === orderId ? nonsense : simulated.lookup(i)),
    } satisfies ReturnType<typeof simulatedPayments>
  }

  it('in one case report it, and settle the others', async () => {
    const orders = simulatedOrders(order(), order({ orderId: '#1002' }))
    const shop = backgroundShop({ orders, payments: nonsenseFor('#1001') })
    await submitted(shop, 'R-1', 2, kept)
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-2', 2, { ...kept, orderId: '#1002' })
    shop.clock.advance(TWO_MINUTES)
    const workers = workersOf(anotherInstance(shop))
    await shop.clock.pass(10_000)
    expect((await shop.getCase('R-2')).request.status).toBe('resolved')
    expect(await workers.stop()).toEqual(E.right(undefined))
    expect(workers.problems).toMatchObject([{ _tag: 'ProviderAnswerInvalid', legId: 'card' }])
  })

  it('with an event of a newer release leave it to that release, and do the rest', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, kept)
    const slice = await shop.store.read('aftersales_request-main.R-1')()
    if (E.isLeft(slice)) throw new Error(slice.left._tag)
    const newer = { ...slice.right.events[0]!, id: crypto.randomUUID(), type: 'RequestPraised' }
    await shop.store.append('aftersales_request-main.R-new', 'no_stream', [newer])()
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-2', 1, kept)
    const workers = workersOf(anotherInstance(shop), { onFailure: retryThenPark(3) })
    await shop.clock.pass(TWO_MINUTES)
    expect((await shop.getCase('R-2')).request.status).toBe('resolved')
    expect(await workers.stop()).toEqual(E.right(undefined))
    expect(workers.problems).toContainEqual(expect.objectContaining({ _tag: 'WrittenByNewerRelease' }))
    expect(await shop.operations.parked()).toMatchObject([
      { role: 'effects', stream: 'aftersales_request-main.R-new', revision: 0, attempts: 3 },
      { role: 'projections', stream: 'aftersales_request-main.R-new' },
      { role: 'reactions', stream: 'aftersales_request-main.R-new' },
      { role: 'timers', stream: 'aftersales_request-main.R-new' },
    ])
  })

  it('that the policy does not let pass end all together, and say with what', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, kept)
    const slice = await shop.store.read('aftersales_request-main.R-1')()
    if (E.isLeft(slice)) throw new Error(slice.left._tag)
    const broken = { ...slice.right.events[0]!, id: crypto.randomUUID(), data: '{' }
    await shop.store.append('aftersales_request-main.R-new', 'no_stream', [broken])()
    expect(await workersOf(shop, { roles: ['timers', 'effects'] }).running).toMatchObject(
      E.left({ _tag: 'UndecodableEvent', stream: 'aftersales_request-main.R-new' }),
    )
    expect(shop.afterSales.operations.workers()).toMatchObject({
      timers: { state: 'stopped', lastProblem: 'LOG.UNDECODABLE_EVENT' },
      effects: { state: 'stopped' },
      reactions: { state: 'starting' },
    })
  })

  it('with a store that was closed stop, and say so', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, kept)
    const workers = workersOf(shop)
    await settled()
    await shop.store.close()
    expect(await workers.running).toEqual(E.left({ _tag: 'StoreClosed' }))
  })

  it('with a log that is not theirs stop at once, and nobody pays', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, kept)
    await worked(shop)
    const elsewhere = anotherInstance(shop, {}, memoryEventStore())
    const { problems, ended } = await worked(elsewhere)
    expect(ended).toMatchObject(E.left({ _tag: 'LogRegressed' }))
    expect(problems[0]).toMatchObject({ _tag: 'LogRegressed' })
    expect(await elsewhere.operations.health()).toMatchObject({ moneyReady: false })
  })

  it('in a function of the host throw it on, and nothing goes on behind its back', async () => {
    const shop = backgroundShop()
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 1, kept)
    const onCaughtUp = (): void => {
      throw new Error('the alarm is broken')
    }
    const workers = workersOf(shop, { onCaughtUp, leaseSeconds: 15, roles: ['timers', 'effects'] })
    await expect(workers.running).rejects.toThrow('the alarm is broken')
    await shop.clock.pass(10 * TWO_MINUTES)
    expect(shop.payments.calls).toHaveLength(1)
    // Whoever comes next is kept waiting by no lease.
    const next = workersOf(anotherInstance(shop), { leaseSeconds: 15 })
    await shop.clock.pass(TWO_MINUTES)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    await next.stop()
  })

  it('in the host’s own alarm end with it, whichever part of them rang', async () => {
    const shop = backgroundShop()
    const onProblem = (): void => {
      throw new Error('nobody picks up')
    }
    const workers = workersOf(shop, { onProblem, roles: ['timers'] })
    const ended = expect(workers.running).rejects.toThrow('nobody picks up')
    await settled()
    shop.readModels.goDown(true)
    await shop.clock.pass(5_000)
    await ended
  })
})

describe('Workers with a simulated clock', () => {
  it('leave the rest of the process its turn', async () => {
    const shop = shopOn(memoryEventStore(), { clock: simulatedClock() })
    const workers = workersOf(shop, { leaseSeconds: 15 })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await workers.stop()).toEqual(E.right(undefined))
  })

  it('that were told to stop before they began do nothing', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    const workers = workersOf(shop, { signal: AbortSignal.abort() })
    expect(await workers.running).toEqual(E.right(undefined))
    expect(workers.caughtUp).toEqual([])
  })
})

describe('Workers that cannot begin', () => {
  it('say so: without read models nothing is started', async () => {
    const { readModels: _, ...rest } = shopOn(memoryEventStore())
    const shop = shopOn(rest.store, { readModels: undefined as never })
    expect(await workersOf(shop).running).toEqual(E.left({ _tag: 'ReadModelsMissing' }))
  })
})
