/** Several shops in one log: they share nothing but the file. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, stopAtFirst } from 'after-sales'
import { simulatedOrders, simulatedPayments } from 'after-sales/testing'
import {
  customer,
  order,
  refusalOf,
  shopOn,
  storedText,
  stores,
  submitted,
  wish,
  type Shop,
} from '../acceptance/shop.js'
import { until, workersOf } from './workers/background.js'
import { workingClock } from './world.js'

const kept = { remedy: 'refund_only' } as const

const quiet = async (shop: Shop): Promise<unknown> => {
  const workers = workersOf(shop, { sweepMs: 1 })
  await until(() => workers.caughtUp.length === 4)
  return workers.stop()
}

describe.each(stores)('Two tenants with the same order and request numbers in one log ($name)', ({ open }) => {
  const both = async () => {
    const store = await open()
    const clock = workingClock()
    const north = shopOn(store, { tenant: 'north', clock })
    const other = order({
      lines: [{ lineId: 'mug', sku: 'MUG', quantity: 3, goods: 3_000 }],
      tenders: [{ tenderId: 'card', kind: 'card', captured: 3_000 }],
    })
    const south = shopOn(store, { tenant: 'south', clock, orders: simulatedOrders(other) })
    return { store, north, south }
  }

  it('claim, refund and close without hearing of each other', async () => {
    const { north, south } = await both()
    await submitted(north, 'R-1', 3, kept)
    await submitted(south, 'R-1', 3, kept)
    expect([north.payments.paidTotal(), south.payments.paidTotal()]).toEqual([26_997, 3_000])
    expect((await north.getOrder('#1001')).lines[0]!.line.goods).toBe(26_997)
    expect((await south.getCase('R-1')).refunds[0]!.breakdown!.total).toBe(3_000)
    const keys = [...north.payments.paid.keys(), ...south.payments.paid.keys()]
    expect(new Set(keys).size).toBe(2)
  })

  it('have workers that see their own tenant only', async () => {
    const { store, north, south } = await both()
    await submitted(north, 'R-1', 2, kept)
    await south.requests.open(wish('R-2', 1), customer)
    const before = await storedText(store)
    expect(await quiet(south)).toEqual(E.right(undefined))
    expect(await quiet(north)).toEqual(E.right(undefined))
    expect(await storedText(store)).toEqual(before)
  })

  it('have workers that repair their own cases only', async () => {
    const { store, north, south } = await both()
    await submitted(south, 'R-0', 1, kept)
    const providerOfNorth = simulatedPayments()
    const half = shopOn(store, { tenant: 'north', clock: north.clock, payments: providerOfNorth })
    providerOfNorth.script({ _tag: 'lose_request' })
    await submitted(half, 'R-1', 2, kept)
    north.clock.advance(120_000)
    const before = south.payments.calls.length
    await quiet(south)
    expect(south.payments.calls).toHaveLength(before)
    expect((await north.getCase('R-1')).refunds[0]!.legs).toMatchObject([{ status: 'submitted' }])
  })
})

describe('A tenant name that is none', () => {
  it.each(['', 'Main', 'a-b', 'a.b', '../x', 'x'.repeat(33), '__proto__', 'ümlaut'])(
    'is refused by every call, and nothing is written (%s)',
    async (tenant) => {
      const shop = shopOn(await stores[0]!.open(), { tenant })
      const calls: ReadonlyArray<() => Promise<unknown>> = [
        () => shop.requests.open(wish('R-1', 1), customer),
        () => shop.requests.submit({ requestId: 'R-1' }, customer),
        () => shop.getCase('R-1'),
        () => shop.resume('R-1'),
        () => shop.getOrder('#1001'),
        () => shop.casesOf('#1001'),
      ]
      for (const call of calls) {
        const refused = await refusalOf(call())
        expect(refused).toMatchObject({ _tag: 'InvalidInput', subject: 'Tenant' })
        expect(inWords(refused).en).toContain('1 to 32 of a-z and 0-9')
      }
      const abort = AbortSignal.timeout(50)
      expect(await shop.afterSales.start({ signal: abort, onFailure: stopAtFirst })()).toMatchObject({
        _tag: 'Left',
        left: { subject: 'Tenant' },
      })
      expect(await storedText(shop.store)).toEqual([])
    },
  )
})
