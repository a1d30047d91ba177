/**
 * Repairing (三包): what was repaired twice and failed again is replaced or refunded, not repaired a third time; days in the
 * workshop are no days of the customer's window; and what cannot be repaired becomes another remedy with consent.
 */
import { describe, expect, it } from 'vitest'
import { simulatedClock, simulatedOrders } from 'after-sales/testing'
import {
  agent,
  customer,
  lineOf,
  NOW,
  openHanded,
  order,
  paidBy,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  submitted,
  warehouse,
  wish,
} from './shop.js'

const kettles = (quantity: number) =>
  order({
    deliveredAt: NOW,
    lines: [lineOf('kettle', quantity, quantity * 8_000)],
    tenders: [{ tenderId: 'card', kind: 'card', captured: quantity * 8_000 }],
  })
const DAY = 86_400_000
const lines = [{ lineId: 'kettle', quantity: 1, reason: 'QL_DEFECTIVE' }]

describe.each(stores)('A kettle, on $name', ({ open }) => {
  const shopWithKettle = async (quantity = 1) => {
    const clock = simulatedClock(NOW)
    const policy = openHanded('EUR', {
      remedies: ['return_refund', 'refund_only', 'exchange', 'repair'],
      repairs: { most: 2, mostDays: 35 },
    })
    return { clock, shop: shopOn(await open(clock.now), { clock, orders: simulatedOrders(kettles(quantity)), policy }) }
  }
  type Shop = Awaited<ReturnType<typeof shopWithKettle>>['shop']

  const inWorkshop = async (shop: Shop, requestId: string, serial?: string, fault = 'NO_HEAT') => {
    const { state } = await submitted(shop, requestId, 1, { remedy: 'repair', lines })
    const returnId = state.returnId!
    await shop.returns.receiveParcel(
      { returnId, receiptId: `${requestId}-in`, lines: [{ lineId: 'kettle', quantity: 1 }] },
      warehouse,
    )
    await shop.returns.inspect(
      {
        returnId,
        inspectionId: `${requestId}-i`,
        lines: [{ lineId: 'kettle', accepted: 1, rejected: 0, grade: 'F_DEFECTIVE' }],
      },
      warehouse,
    )
    await shop.returns.dispose(
      { returnId, dispositionId: `${requestId}-d`, lines: [{ lineId: 'kettle', quantity: 1, code: 'REPAIR' }] },
      warehouse,
    )
    const { repairId } = (await shop.getCase(requestId)).repairs[0]!
    const serials = serial === undefined ? {} : { serials: [{ lineId: 'kettle', serial }] }
    await shop.repairs.diagnose({ repairId, fault, warranty: 'covered', ...serials }, warehouse)
    return repairId
  }

  const repaired = async (
    shop: Shop,
    clock: ReturnType<typeof simulatedClock>,
    requestId: string,
    days: number,
    serial?: string,
    fault?: string,
  ) => {
    const repairId = await inWorkshop(shop, requestId, serial, fault)
    clock.advance(days * DAY)
    await shop.repairs.finish({ repairId }, warehouse)
    await shop.repairs.ship({ repairId, parcelId: `${requestId}-out` }, warehouse)
    await shop.repairs.recordDelivered({ repairId, deliveredAt: clock.now() }, agent)
    expect((await shop.getCase(requestId)).request.status).toBe('resolved')
  }

  it('that was repaired twice is not repaired a third time: it is replaced or refunded', async () => {
    const { shop, clock } = await shopWithKettle()
    await repaired(shop, clock, 'R-1', 3)
    await repaired(shop, clock, 'R-2', 4)
    await shop.requests.open(wish('R-3', 1, { remedy: 'repair', lines }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-3' }, customer))).toMatchObject({
      _tag: 'RepairedTooOften',
      lineId: 'kettle',
      count: 2,
      days: 7,
    })
    await shop.requests.edit({ requestId: 'R-3', remedy: 'return_refund' }, customer)
    const { state } = await shop.requests.submit({ requestId: 'R-3' }, customer)
    expect(state.status).toBe('in_progress')
    expect(paidBy(shop)).toEqual({})
  })

  it('may be returned longer by the days it was in the workshop', async () => {
    const { shop, clock } = await shopWithKettle()
    await repaired(shop, clock, 'R-1', 10)
    clock.advance(25 * DAY)
    const { state } = await submitted(shop, 'R-2', 1, { lines })
    expect(state.terms!.window.closesAt).toBe('2026-02-14T09:00:00.000Z')
  })

  it('that cannot be repaired is paid for when the customer agrees, and stays in the house', async () => {
    const { shop } = await shopWithKettle()
    const repairId = await inWorkshop(shop, 'R-1')
    await shop.repairs.reportUnrepairable({ repairId, reason: 'no_parts' }, warehouse)
    expect((await shop.getCase('R-1')).request.status).toBe('in_progress')
    await shop.requests.switchRemedy({ requestId: 'R-1', to: 'return_refund' }, customer)
    expect(paidBy(shop)).toEqual({ card: 8_000 })
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })

  it('that was in the workshop for 36 days is not repaired again either', async () => {
    const { shop, clock } = await shopWithKettle()
    await repaired(shop, clock, 'R-1', 36)
    await shop.requests.open(wish('R-2', 1, { remedy: 'repair', lines }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toMatchObject({
      _tag: 'RepairedTooOften',
      count: 1,
      days: 36,
    })
    await shop.requests.edit({ requestId: 'R-2', remedy: 'exchange' }, customer)
    expect((await shop.requests.submit({ requestId: 'R-2' }, customer)).state.status).toBe('in_progress')
  })

  it('whose repaired part fails within 20 days was repaired in vain: every repair counts, whichever fault it was for', async () => {
    const { shop, clock } = await shopWithKettle()
    await repaired(shop, clock, 'R-1', 3, undefined, 'NO_HEAT')
    clock.advance(20 * DAY)
    await repaired(shop, clock, 'R-2', 4, undefined, 'FUSE')
    await shop.requests.open(wish('R-3', 1, { remedy: 'repair', lines }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-3' }, customer))).toMatchObject({
      _tag: 'RepairedTooOften',
      count: 2,
    })
  })

  it.each(['exchange', 'return_refund', 'refund_only'] as const)(
    'that was repaired twice is due for another remedy: %s',
    async (remedy) => {
      const { shop, clock } = await shopWithKettle()
      await repaired(shop, clock, 'R-1', 3)
      await repaired(shop, clock, 'R-2', 4)
      expect((await submitted(shop, 'R-3', 1, { remedy, lines })).state.status).not.toBe('draft')
    },
  )

  it('that was replaced has a window of its own, from its own delivery, and was never repaired', async () => {
    const { shop, clock } = await shopWithKettle()
    await repaired(shop, clock, 'R-1', 3)
    await repaired(shop, clock, 'R-2', 4)
    const { state } = await submitted(shop, 'R-3', 1, { remedy: 'exchange', lines })
    const { replacementId } = (await shop.getCase('R-3')).replacements[0]!
    const item = { lineId: 'kettle-2', sku: 'SKU-kettle', quantity: 1, goods: 8_000 }
    await shop.replacements.reserve({ replacementId, items: [item] }, agent)
    await sentBack(shop, state.returnId!, 'p-1', { kettle: 1 })
    await shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse)
    clock.advance(40 * DAY)
    await shop.replacements.recordDelivered({ replacementId, deliveredAt: clock.now() }, agent)
    const deliveredAt = Date.parse(clock.now())
    clock.advance(29 * DAY)
    const again = [{ lineId: 'kettle-2', quantity: 1, reason: 'QL_DEFECTIVE' }]
    const next = await submitted(shop, 'R-4', 1, { remedy: 'repair', lines: again })
    expect(next.state.status).toBe('in_progress')
    expect(Date.parse(next.state.terms!.window.closesAt)).toBe(deliveredAt + 30 * DAY)
  })

  it('cannot be resolved by hand while it is in the house', async () => {
    const { shop } = await shopWithKettle()
    const repairId = await inWorkshop(shop, 'R-1')
    await shop.repairs.reportUnrepairable({ repairId, reason: 'no_parts' }, warehouse)
    expect(await refusalOf(shop.requests.resolve({ requestId: 'R-1', reason: 'settled' }, agent))).toEqual({
      _tag: 'RemedyOpen',
    })
  })

  // Bug: repairs of all units of a line were counted for each of them, and their days added to the window of each.
  it('that was never repaired is repaired, however often the one that was bought with it was', async () => {
    const { shop, clock } = await shopWithKettle(2)
    await repaired(shop, clock, 'R-1', 3, 'SN-1')
    await repaired(shop, clock, 'R-2', 4, 'SN-2')
    await repaired(shop, clock, 'R-3', 5, 'SN-1')
    const both = [{ ...lines[0]!, quantity: 2 }]
    await shop.requests.open(wish('R-4', 2, { remedy: 'repair', lines: both }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-4' }, customer))).toMatchObject({
      _tag: 'RepairedTooOften',
      count: 2,
      days: 8,
    })
    await repaired(shop, clock, 'R-5', 6, 'SN-2')
    await shop.requests.open(wish('R-6', 1, { remedy: 'repair', lines }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-6' }, customer))).toMatchObject({
      _tag: 'RepairedTooOften',
      count: 2,
    })
    await shop.requests.edit({ requestId: 'R-6', remedy: 'return_refund' }, customer)
    const { state } = await shop.requests.submit({ requestId: 'R-6' }, customer)
    // Delivered on 5 January, 30 days, and the 10 of the one that was in the workshop longest.
    expect(state.terms!.window.closesAt).toBe('2026-02-14T09:00:00.000Z')
  })
})
