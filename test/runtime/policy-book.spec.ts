/** Which policy an order lives under: the one in force when it was placed, for ever. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { createAfterSales, orThrow, policiesFrom, type Instant } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simplePolicy, simulatedOrders } from 'after-sales/testing'
import { at, customer, order, refusalOf, shopOn, wish, YESTERDAY } from '../acceptance/shop.js'

const from = (effectiveFrom: string, version: number, days: number) =>
  simplePolicy('EUR', { effectiveFrom: at(effectiveFrom), version, window: { ruleId: `W-${days}`, days } })

const old = from('2020-01-01T00:00:00.000Z', 1, 10)
const current = from('2026-01-01T00:00:00.000Z', 2, 20)
const coming = from('2026-06-01T00:00:00.000Z', 3, 30)
const book = orThrow(policiesFrom([coming, old, current]))

describe('The policy in force', () => {
  it.each([
    ['2019-12-31T23:59:59.999Z', undefined],
    ['2020-01-01T00:00:00.000Z', 1],
    ['2025-12-31T23:59:59.999Z', 1],
    ['2026-01-01T00:00:00.000Z', 2],
    ['2026-05-31T23:59:59.999Z', 2],
    ['2026-06-01T00:00:00.000Z', 3],
    ['2099-12-31T23:59:59.999Z', 3],
  ])('at %s is version %s', (moment, version) => {
    expect(book.inForceAt(moment as Instant)?.policy.version).toBe(version)
  })

  it('is the higher version where two begin at the same moment', () => {
    const corrected = from('2026-01-01T00:00:00.000Z', 4, 40)
    for (const sets of [
      [current, corrected],
      [corrected, current],
    ])
      expect(orThrow(policiesFrom(sets)).inForceAt(YESTERDAY)?.policy.version).toBe(4)
  })

  it('is known by its hash, which does not depend on the order of its fields', () => {
    const { version, ...rest } = current
    const shuffled = orThrow(policiesFrom([{ ...rest, version }])).inForceAt(YESTERDAY)!
    expect(shuffled.ref).toEqual(book.inForceAt(YESTERDAY)!.ref)
    expect(book.byRef(shuffled.ref)?.policy).toEqual(current)
    expect(book.byRef({ ...shuffled.ref, hash: 'x'.repeat(43) })).toBeUndefined()
  })

  it('stays what was published, whatever the host does with its object', () => {
    const mine = structuredClone(current) as { version: number; window: { days: number } }
    const published = orThrow(policiesFrom([mine])).inForceAt(YESTERDAY)!
    mine.window.days = 9_999
    expect(published.policy.window.days).toBe(20)
  })
})

describe('An order', () => {
  it('keeps the policy of its day, when a request comes under a newer one', async () => {
    const store = memoryEventStore()
    const shop = shopOn(store, { policy: current })
    await shop.requests.open(wish('R-1', 1), customer)
    const { orders, payments, clock, ids } = shop
    const policies = orThrow(policiesFrom([current, coming]))
    const later = createAfterSales({ store, orders, payments, clock, ids, policies }).promises
    clock.set(at('2026-06-10T00:00:00.000Z'))
    expect(await refusalOf(later.requests.submit({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'OutsideWindow',
      ruleId: 'W-20',
    })
  })

  it('under a policy that was not given is not decided by another', async () => {
    const store = memoryEventStore()
    const shop = shopOn(store, { policy: current })
    await shop.requests.open(wish('R-1', 1), customer)
    const { orders, payments, clock, ids } = shop
    const policies = orThrow(policiesFrom([{ ...current, window: { ruleId: 'changed', days: 99 } }]))
    const later = createAfterSales({ store, orders, payments, clock, ids, policies }).promises
    expect(await refusalOf(later.requests.submit({ requestId: 'R-1' }, customer))).toEqual({
      _tag: 'PolicyUnknown',
      policyId: 'simple',
      version: 2,
    })
  })

  it('from before the first policy is refused with the moment', async () => {
    const orders = simulatedOrders(order({ orderedAt: at('2019-01-01T00:00:00.000Z') }))
    const shop = shopOn(memoryEventStore(), { policy: old, orders })
    expect(await refusalOf(shop.requests.open(wish('R-1', 1), customer))).toEqual({
      _tag: 'NoPolicyInForce',
      at: '2019-01-01T00:00:00.000Z',
    })
  })
})

describe('A list of policies with one that is none', () => {
  it('is refused as a whole, with field and limit', () => {
    const wrong = { ...current, refunds: { ...current.refunds, answerWithinSeconds: 0 } }
    expect(policiesFrom([old, wrong])).toMatchObject({
      _tag: 'Left',
      left: { subject: 'PolicySet', problems: [{ field: 'refunds.answerWithinSeconds', limit: { min: 1 } }] },
    })
    expect(E.isRight(policiesFrom([]))).toBe(true)
  })
})
