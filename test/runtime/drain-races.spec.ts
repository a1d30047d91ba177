/** Several do what follows from the same events: callers, workers, other instances. Everything happens once. */
import { describe, expect, it } from 'vitest'
import { stopAtFirst } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simplePolicy } from 'after-sales/testing'
import { agent, customer, refusalOf, shopOn, submitted, typesIn, wish } from '../acceptance/shop.js'
import { anotherInstance, workingClock } from './world.js'

const reviewed = simplePolicy('EUR')

describe('A caller whose reactions a worker runs first', () => {
  it('hears all the same that its units are claimed already', async () => {
    const inner = memoryEventStore()
    const store = faultStore(inner)
    const shop = shopOn(store, { policy: reviewed, clock: workingClock() })
    const worker = anotherInstance(shop, {}, inner)
    await submitted(shop, 'R-1', 2)
    await shop.requests.open(wish('R-2', 2, { remedy: 'refund_only' }), customer)
    // The worker has written the order's answer, and not told the request of it yet.
    let place = 0
    store.always({
      _tag: 'overtaken',
      by: async () => {
        if (place++ === 1) await worker.resume('R-2')
      },
    })
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toMatchObject({
      _tag: 'UnitsAlreadyClaimed',
      free: 1,
    })
  })

  it('hears all the same that its goods are on their way', async () => {
    const inner = memoryEventStore()
    const store = faultStore(inner)
    const shop = shopOn(store, { clock: workingClock() })
    const worker = anotherInstance(shop, {}, inner)
    const { state } = await submitted(shop, 'R-1', 2)
    await shop.returns.registerParcel({ returnId: state.returnId!, parcelId: 'P-1' }, customer)
    let place = 0
    store.always({
      _tag: 'overtaken',
      by: async () => {
        if (place++ === 1) await worker.resume('R-1')
      },
    })
    expect(await refusalOf(shop.requests.cancel({ requestId: 'R-1', reason: 'no' }, customer))).toEqual({
      _tag: 'GoodsInTransit',
    })
  })

  it('is told once what was done, with worker and caller in one process', async () => {
    const shop = shopOn(memoryEventStore(), { clock: workingClock() })
    const abort = new AbortController()
    const worker = shop.afterSales.start({ signal: abort.signal, onFailure: stopAtFirst })()
    for (let n = 0; n < 3; n++) await submitted(shop, `R-${n}`, 1, { remedy: 'refund_only' })
    abort.abort()
    expect(await worker).toMatchObject({ _tag: 'Right' })
    const types = await typesIn(shop.store)
    for (const type of ['UnitsReserved', 'RequestSubmitted', 'RefundProposed', 'RefundLegSubmitted', 'RefundSucceeded'])
      expect(types.filter((t) => t === type)).toHaveLength(3)
    expect(shop.payments.calls).toHaveLength(3)
  })
})

describe('Two instances that drain the same events', () => {
  it.each([0, 1, 2, 3, 5, 8, 13])('never pay twice, however they are interleaved (%i)', async (turns) => {
    const inner = memoryEventStore()
    const slow = faultStore(inner)
    const shop = shopOn(inner, { policy: reviewed, clock: workingClock() })
    const other = anotherInstance(shop, {}, slow)
    slow.always({
      _tag: 'slow',
      wait: async () => {
        for (let i = 0; i < turns; i++) await Promise.resolve()
      },
    })
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    const approve = (instance: typeof shop) =>
      instance.requests.approve(
        { requestId: 'R-1' },
        { ...agent, actor: { ...agent.actor, roles: ['lead'] }, commandId: 'a' },
      )
    await Promise.all([approve(shop), approve(other), shop.resume('R-1'), other.resume('R-1'), approve(other)])
    const [refund] = (await shop.getCase('R-1')).refunds
    const by = { actor: { kind: 'finance', id: 'finance-1' } } as const
    const refundId = refund!.refundId
    await Promise.all([
      shop.refunds.approve({ refundId }, { ...by, commandId: 'b' }),
      other.refunds.approve({ refundId }, { ...by, commandId: 'b' }),
      other.resume('R-1'),
      shop.resume('R-1'),
    ])
    await Promise.all([other.resume('R-1'), shop.resume('R-1')])
    expect(shop.payments.calls).toHaveLength(1)
    expect(shop.payments.paidTotal()).toBe(26_997)
    expect((await typesIn(inner)).filter((t) => t === 'RefundLegSubmitted')).toHaveLength(1)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })
})

describe('One order asked for by many at once', () => {
  it('is registered once, and asked for as often as there were callers that did not know it', async () => {
    const shop = shopOn(memoryEventStore())
    await Promise.all([1, 2, 3, 4].map((n) => shop.requests.open(wish(`R-${n}`, 1), customer)))
    expect((await typesIn(shop.store)).filter((type) => type === 'OrderRegistered')).toHaveLength(1)
    const asked = shop.orders.asked.length
    await shop.requests.open(wish('R-5', 1), customer)
    expect(shop.orders.asked).toHaveLength(asked)
  })
})

describe('Facts for a decision', () => {
  it('are up to date: a delivery that another instance recorded moves the window here, too', async () => {
    const shop = shopOn(memoryEventStore())
    const other = anotherInstance(shop)
    await shop.requests.open(wish('R-1', 1), customer)
    await other.requests.open(wish('R-2', 1), customer)
    await shop.facts.recordDelivery({ orderId: '#1001', deliveredAt: '2026-02-01T00:00:00.000Z' as never }, agent)
    shop.clock.set('2026-02-20T00:00:00.000Z' as never)
    const done = await other.requests.submit({ requestId: 'R-2' }, customer)
    expect(done.state.status).toBe('in_progress')
  })

  it("are the caller's own copy: changing an input after the call changes nothing", async () => {
    const shop = shopOn(memoryEventStore(), { policy: reviewed })
    const input = { ...wish('R-1', 2), lines: [{ lineId: 'mug', quantity: 2, reason: 'CM_CHANGED_MIND' }] }
    const opening = shop.requests.open(input, customer)
    input.lines[0]!.quantity = -5
    await opening
    input.lines[0]!.quantity = 3
    const { events } = await shop.requests.submit({ requestId: 'R-1' }, customer)
    expect(events).toMatchObject([{ type: 'SubmissionStarted', data: { lines: [{ quantity: 2 }] } }])
    expect((await anotherInstance(shop).getCase('R-1')).request.lines).toMatchObject([{ quantity: 2 }])
  })
})
