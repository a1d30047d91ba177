/**
 * A replacement that goes out before the old goods are back: a hold stands for them. When they never come, what they are
 * worth is taken from it, once; and when they come after all, later, they are refunded like any goods.
 */
import { describe, expect, it } from 'vitest'
import { simulatedClock, simulatedOrders } from 'after-sales/testing'
import {
  agent,
  at,
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
} from './shop.js'

const phone = order({
  lines: [lineOf('phone', 1, 10_000)],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 10_000 }],
})
const carrier = { actor: { kind: 'carrier', id: 'dhl' } } as const
const hold = { kind: 'hold', tenderId: 'hold-1', tenderKind: 'card', paymentRef: 'pi_hold', minor: 10_000 } as const
const oldPhone = [{ lineId: 'phone', quantity: 1, reason: 'QL_DEFECTIVE' }]

describe.each(stores)('A phone sent in advance, on $name', ({ open }) => {
  const inAdvance = async (isDelivered = true) => {
    const clock = simulatedClock(NOW)
    const remedies = ['return_refund', 'exchange'] as const
    const shop = shopOn(await open(clock.now), {
      clock,
      orders: simulatedOrders(phone),
      policy: openHanded('EUR', { remedies }),
    })
    const { state } = await submitted(shop, 'R-1', 1, { remedy: 'exchange', lines: oldPhone })
    const returnId = state.returnId!
    const { replacementId } = (await shop.getCase('R-1')).replacements[0]!
    await shop.replacements.reserve(
      { replacementId, items: [{ lineId: 'phone-2', sku: 'PHONE', quantity: 1, goods: 10_000 }] },
      agent,
    )
    expect(await refusalOf(shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse))).toBeDefined()
    await shop.replacements.releaseInAdvance(
      { replacementId, security: hold, returnBy: at('2026-01-19T09:00:00.000Z') },
      agent,
    )
    await shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse)
    if (isDelivered) await shop.replacements.recordDelivered({ replacementId, deliveredAt: NOW }, carrier)
    return { shop, clock, replacementId, returnId }
  }

  it('is owed for when the old one never comes: at most what the hold secures, and once', async () => {
    const { shop, replacementId, returnId } = await inAdvance()
    await shop.returns.closeShort({ returnId, reason: 'never_sent' }, warehouse)
    const owed = (await shop.getCase('R-1')).replacements[0]!
    expect(owed.advance).toMatchObject({ phase: 'due', due: 10_000 })
    expect(
      await refusalOf(shop.replacements.recordRecovery({ replacementId, recoveryId: 'c-1', minor: 10_001 }, agent)),
    ).toBeDefined()
    await shop.replacements.recordRecovery({ replacementId, recoveryId: 'c-1', minor: 10_000 }, agent)
    expect(
      await refusalOf(shop.replacements.recordRecovery({ replacementId, recoveryId: 'c-2', minor: 1 }, agent)),
    ).toBeDefined()
    const { request } = await shop.getCase('R-1')
    expect(request.status).toBe('resolved')
    expect(paidBy(shop)).toEqual({})
    // Both phones are the customer's, and paid for.
    const { lines, tenders } = await shop.getOrder('#1001')
    expect(lines.map(({ line, held, returned }) => [line.lineId, held, returned])).toEqual([
      ['phone', 0, 0],
      ['phone-2', 0, 0],
    ])
    expect(tenders.map(({ tenderId, captured }) => [tenderId, captured])).toEqual([
      ['card', 10_000],
      ['hold-1', 10_000],
    ])
  })

  it('that comes back after the recovery is refunded as a return of its own', async () => {
    const { shop, replacementId, returnId } = await inAdvance()
    await shop.returns.closeShort({ returnId, reason: 'never_sent' }, warehouse)
    await shop.replacements.recordRecovery({ replacementId, recoveryId: 'c-1', minor: 10_000 }, agent)
    const { state } = await submitted(shop, 'R-2', 1, { lines: oldPhone })
    await sentBack(shop, state.returnId!, 'late', { phone: 1 })
    const total = Object.values(paidBy(shop)).reduce((sum, minor) => sum + minor, 0)
    expect(total).toBe(10_000)
  })

  it('costs nothing when the old one comes in time: the hold is let go', async () => {
    const { shop, returnId } = await inAdvance()
    await sentBack(shop, returnId, 'p-1', { phone: 1 })
    const { request, replacements, refunds } = await shop.getCase('R-1')
    expect(replacements[0]!.advance?.phase).toBe('returned')
    expect(refunds.map(({ status }) => status)).toEqual(['not_due'])
    expect(request.status).toBe('resolved')
    expect(paidBy(shop)).toEqual({})
  })
  // Issue 6: before the new phone had arrived, the customer had paid for two and got nothing for the one that was ruled.
  it.each([
    ['had arrived', true],
    ['was on its way', false],
  ])('is paid back once where a platform rules so after the recovery, and the new one %s', async (_, isDelivered) => {
    const { shop, replacementId, returnId } = await inAdvance(isDelivered)
    await shop.returns.closeShort({ returnId, reason: 'never_sent' }, warehouse)
    await shop.replacements.recordRecovery({ replacementId, recoveryId: 'c-1', minor: 10_000 }, agent)
    const platform = { actor: { kind: 'platform', id: 'market' } } as const
    const ofCase = { requestId: 'R-1', caseId: 'M-1' }
    await shop.requests.openPlatformCase({ ...ofCase, platform: 'market' }, platform)
    await shop.requests.recordRuling(
      { ...ofCase, rulingId: 'M-1-1', authority: 'rules', inFavorOf: 'customer', remedy: 'refund_only' },
      platform,
    )
    if (!isDelivered) await shop.replacements.recordDelivered({ replacementId, deliveredAt: NOW }, carrier)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    const total = Object.values(paidBy(shop)).reduce((sum, minor) => sum + minor, 0)
    expect(total).toBe(10_000)
  })
})
