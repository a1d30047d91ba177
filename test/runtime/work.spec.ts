/** Work through the façade: who takes it, by what the piece itself says at that moment, and one of two at once. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore, memoryReadModelStore } from 'after-sales/adapters/memory'
import {
  agent,
  customer,
  finance,
  lead,
  openHanded,
  refusalOf,
  shopOn,
  stores,
  submitted,
  typesIn,
  type Shop,
  type ShopOptions,
} from '../acceptance/shop.js'

const colleague = { actor: { kind: 'agent', id: 'agent-2' } } as const
const byHand: ShopOptions = { policy: openHanded('EUR', { automatic: [] }) }
const review = { kind: 'request', id: 'R-1', department: 'customer_service' } as const

/** Request R-1 waits for customer service. */
const shopWithWork = async (store = memoryEventStore()): Promise<Shop> => {
  const shop = shopOn(store, byHand)
  await submitted(shop, 'R-1', 1)
  return shop
}

describe('Work', () => {
  it('is taken in the case that it belongs to, handed over and released', async () => {
    const shop = await shopWithWork()
    const before = (await typesIn(shop.store)).length
    const { events, state } = await shop.work.take(review, agent)
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ['WorkTaken', { ...review, caseId: 'R-1', by: 'agent-1' }],
    ])
    expect(state).toMatchObject({ status: 'held', caseId: 'R-1' })
    await shop.work.transfer({ ...review, to: 'agent-2', reason: 'end of shift' }, agent)
    await shop.work.release({ ...review, reason: 'ill' }, lead)
    expect((await typesIn(shop.store)).slice(before)).toEqual(['WorkTaken', 'WorkTransferred', 'WorkReleased'])
  })

  it('belongs in the log to the case of its piece, and to no other', async () => {
    const shop = shopOn(memoryEventStore(), {
      policy: openHanded('EUR', { refunds: { ...openHanded().refunds, approvalFreeUpTo: [] } }),
    })
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    const [refund] = (await shop.getCase('R-1')).refunds
    const piece = { kind: 'refund', id: refund!.refundId, department: 'finance' } as const
    await shop.work.take(piece, finance)
    await shop.work.release(piece, finance)
    const cases: Array<string> = []
    for await (const delivery of shop.store.all())
      if (delivery._tag === 'Event' && delivery.event.type.startsWith('Work'))
        cases.push(delivery.event.metadata.$correlationId)
    expect(cases).toEqual(['R-1', 'R-1'])
  })

  it('is not there for what nobody knows', async () => {
    const shop = await shopWithWork()
    for (const kind of ['request', 'return', 'refund', 'replacement', 'repair', 'compensation'] as const)
      expect(await refusalOf(shop.work.take({ ...review, kind, id: 'R-9' }, agent))).toEqual({
        ...{ _tag: 'WorkUnknown', kind },
      })
  })

  it('is for the department for which the piece waits at this moment, whatever a queue still shows', async () => {
    const shop = await shopWithWork()
    await shop.requests.askForEvidence(
      { requestId: 'R-1', asked: ['photo'], dueAt: '2026-02-01T00:00:00.000Z' as never },
      agent,
    )
    expect(await refusalOf(shop.work.take(review, agent))).toEqual({
      ...{ _tag: 'WaitsForOthers', department: 'customer_service', waitingFor: 'customer' },
    })
  })

  it('decides nothing: who may approve a request, may do so whoever holds it', async () => {
    const shop = await shopWithWork()
    await shop.work.take(review, agent)
    const { outcome } = await shop.requests.approve({ requestId: 'R-1' }, lead)
    expect(outcome).toBe('appended')
  })

  it('is never handed to the word that stands for free work', async () => {
    const shop = await shopWithWork()
    await shop.work.take(review, agent)
    expect(await refusalOf(shop.work.transfer({ ...review, to: 'nobody' }, agent))).toMatchObject({
      ...{ _tag: 'InvalidInput', subject: 'TransferWork', problems: [{ field: 'to' }] },
    })
  })

  it('is for staff', async () => {
    const shop = await shopWithWork()
    expect(await refusalOf(shop.work.take(review, customer))).toEqual({ _tag: 'WorkForStaffOnly' })
  })

  it('is taken once by a call that is repeated, with the same answer', async () => {
    const shop = await shopWithWork()
    const by = { ...agent, commandId: 'click-1' }
    const first = await shop.work.take(review, by)
    await shop.work.transfer({ ...review, to: 'agent-2' }, agent)
    const again = await shop.work.take(review, by)
    expect([again.outcome, again.events]).toEqual(['alreadyHandled', first.events])
    expect(await refusalOf(shop.work.take(review, agent))).toEqual({ _tag: 'TakenAlready', by: 'agent-2' })
  })
})

describe.each(stores)('Two who take the same work at the same moment, on $name', ({ open }) => {
  it('are one who has it and one who hears who has it', async () => {
    const store = await open()
    const here = await shopWithWork(store)
    const there = shopOn(store, { ...byHand, clock: here.clock, readModels: memoryReadModelStore() })
    for (let round = 0; round < 20; round++) {
      const [mine, theirs] = await Promise.all([
        here.afterSales.work.take(review, agent)(),
        there.afterSales.work.take(review, colleague)(),
      ])
      const [winner, loser] = mine._tag === 'Right' ? [mine, theirs] : [theirs, mine]
      const holder = mine._tag === 'Right' ? agent : colleague
      expect(winner).toMatchObject({ right: { outcome: 'appended', events: [{ data: { by: holder.actor.id } }] } })
      expect(loser).toEqual({ _tag: 'Left', left: { _tag: 'TakenAlready', by: holder.actor.id } })
      await here.work.release(review, holder)
    }
    const types = (await typesIn(store)).filter((type) => type.startsWith('Work'))
    expect(types).toEqual(Array.from({ length: 20 }, () => ['WorkTaken', 'WorkReleased']).flat())
  })
})
