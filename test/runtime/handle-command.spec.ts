/** Retry repeats the identical batch; re-decide starts from what others wrote. Mixing them is how duplicates are born. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simulatedIds, type Fault } from 'after-sales/testing'
import { refusalOf, shopOn, stores, system, typesIn } from '../acceptance/shop.js'
import { anotherInstance, capture, capturedOf, faultyShop, known } from './world.js'

const UNAVAILABLE: Fault = { _tag: 'unavailable' }
const LOST_REQUEST: Fault = { _tag: 'lost_request' }
const LOST_ANSWER: Fault = { _tag: 'lost_answer' }

describe('A store that does not answer', () => {
  it.each([
    ['is unavailable', UNAVAILABLE],
    ['loses the request', LOST_REQUEST],
    ['loses its answer', LOST_ANSWER],
  ])('and that %s gets the identical batch again, at the identical revision', async (_how, fault) => {
    const shop = await known(faultyShop())
    const before = shop.store.appends.length
    shop.store.script(fault, fault)
    await capture(shop, 'c-1')
    const tries = shop.store.appends.slice(before)
    expect(tries.length).toBeGreaterThan(1)
    for (const again of tries) expect(again).toEqual(tries[0])
    expect(tries.every((again) => again.events === tries[0]!.events)).toBe(true)
  })

  it.each(stores)('has the event exactly once, whether it was written or not ($name)', async ({ open }) => {
    const shop = await known(faultyShop({}, await open()))
    const faults = [UNAVAILABLE, LOST_REQUEST, LOST_ANSWER]
    for (const first of faults)
      for (const second of faults) {
        shop.store.script(first, second)
        await capture(shop)
      }
    expect((await typesIn(shop.store)).filter((type) => type === 'PaymentCaptured')).toHaveLength(9)
    expect(await capturedOf(shop)).toBe(26_997 + 900)
  })

  it('is given up after five tries: nothing was written, and the same command does it later', async () => {
    const shop = await known(faultyShop())
    shop.store.script(...Array<Fault>(5).fill(UNAVAILABLE))
    expect(await refusalOf(capture(shop, 'c-1'))).toMatchObject({ _tag: 'StoreUnavailable' })
    expect(await capturedOf(shop)).toBe(26_997)
    expect((await capture(shop, 'c-1')).outcome).toBe('appended')
  })

  it('keeps its doubt: one lost answer among refusals is an unknown outcome, and the same command settles it', async () => {
    const shop = await known(faultyShop())
    shop.store.script(LOST_ANSWER, ...Array<Fault>(4).fill(UNAVAILABLE))
    expect(await refusalOf(capture(shop, 'c-1'))).toMatchObject({ _tag: 'OutcomeUnknown' })
    expect((await capture(shop, 'c-1')).outcome).toBe('alreadyHandled')
    expect(await capturedOf(shop)).toBe(27_097)
  })

  it('is asked again after pauses that double, spread by chance from the ids, through the clock', async () => {
    const shop = await known(
      faultyShop({ ids: { ...simulatedIds(7), randomBytes: (n) => new Uint8Array(n).fill(255) } }),
    )
    shop.store.script(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE)
    await capture(shop)
    expect(shop.clock.pauses).toEqual([25, 50, 100, 200])
    const early = await known(faultyShop({ ids: { ...simulatedIds(8), randomBytes: (n) => new Uint8Array(n) } }))
    early.store.script(UNAVAILABLE)
    await capture(early)
    expect(early.clock.pauses).toEqual([15])
  })

  it('and that is closed is not asked again', async () => {
    const shop = await known(faultyShop())
    await shop.store.close()
    const before = shop.store.appends.length
    expect(await refusalOf(capture(shop))).toEqual({ _tag: 'StoreClosed' })
    expect(shop.store.appends.length - before).toBeLessThanOrEqual(1)
  })
})

describe('A stream that somebody else wrote to', () => {
  it.each(stores)('is decided anew with what they wrote ($name)', async ({ open }) => {
    const shop = await known(faultyShop({}, await open()))
    const other = anotherInstance(shop, {}, shop.store)
    await capturedOf(other)
    await capture(shop)
    expect((await capture(other)).outcome).toBe('appended')
    expect(await capturedOf(shop)).toBe(27_197)
    expect(await capturedOf(other)).toBe(27_197)
  })

  it('never makes a no rest on a stale memory', async () => {
    const shop = await known(shopOn(memoryEventStore()))
    const other = anotherInstance(shop)
    await capturedOf(other)
    const opened = { orderId: '#1001', chargebackId: 'cb-1', status: 'opened', tenderId: 'card', minor: 1 } as const
    await shop.facts.recordChargeback(opened, system)
    // This instance has never heard of the chargeback; before it says so, it asks the log.
    const won = await other.facts.recordChargeback({ orderId: '#1001', chargebackId: 'cb-1', status: 'won' }, system)
    expect(won.outcome).toBe('appended')
  })

  it('never makes a nothing-to-do rest on a stale memory', async () => {
    const shop = await known(shopOn(memoryEventStore()))
    const other = anotherInstance(shop)
    const delivered = (to: typeof shop, day: string) =>
      to.facts.recordDelivery({ orderId: '#1001', deliveredAt: `2026-01-0${day}T00:00:00.000Z` as never }, system)
    await delivered(other, '2')
    await delivered(shop, '3')
    expect((await delivered(other, '2')).outcome).toBe('appended')
  })

  it('is given up after five decisions: nothing was written, and the caller may try again', async () => {
    const inner = memoryEventStore()
    const shop = await known(faultyShop({}, inner))
    const other = anotherInstance(shop, {}, inner)
    const before = shop.store.appends.length
    shop.store.always({ _tag: 'overtaken', by: () => capture(other) })
    expect(await refusalOf(capture(shop, 'c-1'))).toMatchObject({ _tag: 'ConflictUnresolved', attempts: 5 })
    expect(shop.store.appends.length - before).toBe(5)
    expect(new Set(shop.store.appends.slice(before).map((a) => a.expected)).size).toBe(5)
    shop.store.always({ _tag: 'pass' })
    expect((await capture(shop, 'c-1')).outcome).toBe('appended')
    expect(await capturedOf(shop)).toBe(26_997 + 600)
  })

  it('waits between the decisions, but not before the second', async () => {
    const inner = memoryEventStore()
    const shop = await known(faultyShop({}, inner))
    const other = anotherInstance(shop, {}, inner)
    const overtaken: Fault = { _tag: 'overtaken', by: () => capture(other) }
    shop.store.script(overtaken)
    await capture(shop)
    expect(shop.clock.pauses).toHaveLength(0)
    shop.store.script(overtaken, overtaken, overtaken)
    await capture(shop)
    expect(shop.clock.pauses).toHaveLength(2)
  })
})

describe('A command that another instance handled', () => {
  it('gives the same events, and says that they were there', async () => {
    const shop = await known(shopOn(memoryEventStore()))
    const other = anotherInstance(shop)
    await capturedOf(other)
    const first = await capture(shop, 'c-1')
    const again = await capture(other, 'c-1')
    expect(again).toMatchObject({ outcome: 'alreadyHandled', events: first.events, revision: first.revision })
  })

  it('is refused for another payload, also where this instance did not know yet that the id was used', async () => {
    const shop = await known(shopOn(memoryEventStore()))
    const other = anotherInstance(shop)
    await capturedOf(other)
    await capture(shop, 'c-1')
    // To the store both batches have the same ids; only the digest tells them apart.
    expect(await refusalOf(capture(other, 'c-1', { minor: 999 }))).toEqual({
      _tag: 'CommandIdReused',
      commandId: 'c-1',
    })
    expect(await capturedOf(other)).toBe(27_097)
  })

  it('is done once when both handle it at the same moment', async () => {
    const inner = memoryEventStore()
    const shop = await known(faultyShop({}, inner))
    const other = anotherInstance(shop, {}, inner)
    await capturedOf(other)
    shop.store.script({ _tag: 'overtaken', by: () => capture(other, 'c-1') })
    const done = await capture(shop, 'c-1')
    expect(done.outcome).toBe('alreadyHandled')
    expect(await capturedOf(shop)).toBe(27_097)
  })
})

describe('A store that cannot say whether it was this call that wrote', () => {
  it('has written all the same', async () => {
    const store = faultStore(memoryEventStore())
    const shop = await known(shopOn(store))
    store.always({ _tag: 'forgetful' })
    const done = await capture(shop, 'c-1')
    expect(done.events).toMatchObject([{ type: 'PaymentCaptured' }])
    expect(await capturedOf(shop)).toBe(27_097)
  })
})
