/** Goods going out through the façade: what the order takes from it, and what time does, once and for good. */
import { describe, expect, it } from 'vitest'
import { noTelemetry } from '../../src/ports/telemetry.js'
import { createRuntime } from '../../src/runtime/runtime.js'
import { deliveredAtOf } from '../../src/domain/entitlement/index.js'
import { orThrow } from '../../src/runtime/promised.js'
import * as replacing from '../../src/testing/builders/replacement.js'
import * as repairing from '../../src/testing/builders/repair.js'
import { agent, at, customer, refusalOf, warehouse, wish, type Shop } from '../acceptance/shop.js'
import { countOf, DAY, HOUR, workersOf, worldOf } from './world.js'

const { replacementId, hold, security } = replacing
const { repairId } = repairing
const of = { requestId: 'R-1', orderId: '#1001', customerId: 'customer-7' }
const coat = { lineId: 'coat', sku: 'COAT-M', quantity: 1, goods: 25_000 }
const payBy = at('2026-01-08T09:00:00.000Z')
const deliveredAt = at('2026-01-07T10:00:00.000Z')

/** A shop whose request R-1 is known, and a voice for what the request will say by reaction. */
const begun = async () => {
  const world = worldOf()
  const shop = world.instance()
  await shop.requests.open(wish('R-1', 1), customer)
  const asRequest = async (
    kind: 'replacement' | 'repair',
    { type, data }: { readonly type: string; readonly data: unknown },
  ): Promise<void> => {
    const { ids, clock, keyRing, payments } = shop
    const runtime = createRuntime({
      ...{ tenant: 'main', store: world.log, payments, keyRing, clock, ids },
      ...{ telemetry: noTelemetry, cachedStreams: 10, benefits: undefined },
    })
    const id = kind === 'repair' ? repairId : replacementId
    const actor = { kind: 'system', id: 'reaction' } as const
    orThrow(await runtime.handle({ kind, id, type, data, commandId: ids.uuid(), actor, channel: 'system' }))
  }
  return { ...world, shop, asRequest }
}

const exchanging = async (kind: 'exchange' | 'reship' = 'exchange') => {
  const world = await begun()
  await world.asRequest('replacement', replacing.planReplacement({ ...of, kind, currency: 'EUR' }))
  return world
}
const reserved = (shop: Shop) => shop.replacements.reserve({ replacementId, items: [coat], payBy }, agent)

describe('An exchange for something dearer', () => {
  it('ships when it is secured and the old goods are in; the order has its line, its payment and its window', async () => {
    const { shop, asRequest } = await exchanging()
    expect((await reserved(shop)).state).toMatchObject({ status: 'awaiting_payment', payments: [] })
    await shop.replacements.secureDifference({ replacementId, ...hold }, agent)
    await asRequest('replacement', replacing.recordGoodsAccepted())
    const { state } = await shop.replacements.ship({ replacementId, parcelId: 'P-1' }, warehouse)
    expect(state.status).toBe('shipped')
    await shop.replacements.recordDelivered({ replacementId, deliveredAt }, agent)

    const order = await shop.getOrder('#1001')
    expect(order.lines.map(({ line }) => [line.lineId, line.goods])).toEqual([
      ['mug', 26_997],
      ['coat', 25_000],
    ])
    expect(order.tenders.map(({ tenderId, captured }) => [tenderId, captured])).toEqual([
      ['card', 26_997],
      ['card-2', 16_000],
    ])
    expect(deliveredAtOf(order, 'coat')).toBe(deliveredAt)
  })

  it('takes no name that the order has given', async () => {
    const { shop } = await exchanging()
    const items = [{ ...coat, lineId: 'mug' }]
    expect(await refusalOf(shop.replacements.reserve({ replacementId, items, payBy }, agent))).toEqual({
      _tag: 'ReplacementLineTaken',
      lineId: 'mug',
    })
    await reserved(shop)
    const onCard = { ...hold, tenderId: 'card' }
    expect(await refusalOf(shop.replacements.secureDifference({ replacementId, ...onCard }, agent))).toEqual({
      _tag: 'TenderTaken',
      tenderId: 'card',
    })
  })

  it('that is not paid in time gives its stock back, once, and waits for a person', async () => {
    const { shop, clock, log } = await exchanging()
    workersOf(shop)
    workersOf(shop)
    await reserved(shop)
    await clock.pass(2 * DAY)
    expect(await countOf(log, 'ReplacementExpired')).toBe(0)
    await clock.pass(2 * DAY)
    expect(await countOf(log, 'ReplacementExpired')).toBe(1)
  })

  it('that is paid in time is left alone', async () => {
    const { shop, clock, log } = await exchanging()
    workersOf(shop)
    await reserved(shop)
    await clock.pass(HOUR)
    await shop.replacements.secureDifference({ replacementId, ...hold }, agent)
    await clock.pass(9 * DAY)
    expect(await countOf(log, 'ReplacementExpired')).toBe(0)
  })

  it('in advance brings the order what is recovered for goods that stay away', async () => {
    const { shop, asRequest } = await exchanging()
    await reserved(shop)
    await shop.replacements.secureDifference({ replacementId, ...hold }, agent)
    await shop.replacements.releaseInAdvance({ replacementId, security, returnBy: payBy }, agent)
    await shop.replacements.ship({ replacementId, parcelId: 'P-1' }, warehouse)
    await shop.replacements.recordDelivered({ replacementId, deliveredAt }, agent)
    await asRequest('replacement', replacing.recordGoodsBack({ credit: 0 }))
    await shop.replacements.recordRecovery({ replacementId, recoveryId: 'rec-1', minor: 9_000 }, agent)
    const { tenders } = await shop.getOrder('#1001')
    expect(tenders.map(({ tenderId, captured }) => [tenderId, captured])).toEqual([
      ['card', 26_997],
      ['card-2', 16_000],
      ['card-3', 9_000],
    ])
  })

  it('nobody planned is not known', async () => {
    const { shop } = await begun()
    expect(await refusalOf(reserved(shop))).toEqual({ _tag: 'ReplacementNotFound' })
  })
})

describe('A repair', () => {
  const mugs = [{ lineId: 'mug', quantity: 1 }]
  const finishBy = at('2026-01-20T09:00:00.000Z')
  const diagnosing = async () => {
    const world = await begun()
    await world.asRequest('repair', repairing.planRepair({ ...of, lines: mugs, finishBy }))
    return world
  }
  const arrived = repairing.recordGoodsForRepair({ lines: mugs })

  it('is counted with its days by the order', async () => {
    const { shop, clock, asRequest } = await diagnosing()
    await asRequest('repair', arrived)
    const serials = [{ lineId: 'mug', serial: 'SN-7' }]
    await shop.repairs.diagnose({ repairId, fault: 'handle', warranty: 'covered', serials }, warehouse)
    await clock.pass(3 * DAY)
    await shop.repairs.finish({ repairId }, warehouse)
    await shop.repairs.ship({ repairId, parcelId: 'P-2' }, warehouse)
    await shop.repairs.recordDelivered({ repairId, deliveredAt }, agent)
    const order = await shop.getOrder('#1001')
    expect([...order.repairs]).toEqual([[repairId, { lines: mugs, serials, days: 3 }]])
  })

  it('whose quote nobody answers goes back as it is; one that takes too long is said to, once', async () => {
    const { shop, clock, log, asRequest } = await diagnosing()
    workersOf(shop)
    workersOf(shop)
    await asRequest('repair', arrived)
    const quote = { minor: 500, currency: 'EUR', validUntil: at('2026-02-01T09:00:00.000Z') }
    await shop.repairs.diagnose({ repairId, fault: 'dropped', warranty: 'not_covered', quote }, warehouse)
    await clock.pass(14 * DAY)
    expect(await countOf(log, 'RepairOverdue')).toBe(0)
    await clock.pass(2 * DAY)
    expect([await countOf(log, 'RepairOverdue'), await countOf(log, 'RepairQuoteLapsed')]).toEqual([1, 0])
    await clock.pass(14 * DAY)
    expect([await countOf(log, 'RepairOverdue'), await countOf(log, 'RepairQuoteLapsed')]).toEqual([1, 1])
  })
})
