/** Killer case 22 (拒收后扣货): the shop neither takes the goods nor gives them back. Its timer: `reliability/held-goods`. */
import { describe, expect, it } from 'vitest'
import {
  agent,
  at,
  customer,
  NOW,
  paidBy,
  refusalOf,
  shopOn,
  stores,
  submitted,
  typesIn,
  warehouse,
  wish,
} from './shop.js'
import { retryThenPark } from 'after-sales'
import { simulatedClock } from 'after-sales/testing'

const platform = { actor: { kind: 'platform', id: 'market' } } as const
const two = [{ lineId: 'mug', quantity: 2 }]

describe.each(stores)('Goods that the shop rejects and holds ($name)', ({ open }) => {
  const held = async () => {
    const clock = simulatedClock(NOW)
    const shop = shopOn(await open(clock.now), { clock })
    const { state } = await submitted(shop, 'R-1', 2)
    const returnId = state.returnId!
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: two }, warehouse)
    const lines = [{ lineId: 'mug', accepted: 0, rejected: 2, grade: 'D_USED_WORN' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines }, warehouse)
    return { shop, clock, returnId }
  }

  it('are neither sold nor forgotten: they are the customer’s, and their case is open', async () => {
    const { shop, returnId } = await held()
    const dispose = (code: 'RESTOCK' | 'QUARANTINE') =>
      shop.returns.dispose({ returnId, dispositionId: code, lines: [{ ...two[0]!, code }] }, warehouse)
    expect(await refusalOf(dispose('RESTOCK'))).toMatchObject({ _tag: 'BelongsToCustomer' })
    await dispose('QUARANTINE')
    // Put aside, they are still not the shop's: neither that way to the shelf, nor free to be asked for anew.
    const moved = [{ ...two[0]!, from: 'QUARANTINE', to: 'RESTOCK' }] as const
    const onSale = shop.returns.redispose({ returnId, redispositionId: 'X-1', lines: moved, reason: 'sold' }, warehouse)
    expect(await refusalOf(onSale)).toMatchObject({ _tag: 'BelongsToCustomer' })
    await shop.requests.open(wish('R-2', 2, { remedy: 'refund_only' }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toMatchObject({ free: 1 })
    const { request, returns } = await shop.getCase('R-1')
    expect([request.status, returns[0]!.status]).toEqual(['in_progress', 'inspected'])
    expect((await shop.getOrder('#1001')).lines).toMatchObject([{ held: 2, returned: 0, settledUnits: 0 }])
  })

  it('are overdue at the date that was set, on record for whoever acts on it', async () => {
    const { shop, clock, returnId } = await held()
    await shop.returns.setSendBackDeadline({ returnId, sendBackBy: at('2026-01-06T12:00:00.000Z') }, agent)
    clock.set(at('2026-01-06T12:00:00.000Z'))
    const ended = new AbortController()
    const working = shop.afterSales.start({
      roles: ['timers', 'reactions'],
      signal: ended.signal,
      onFailure: retryThenPark(1),
    })()
    await expect.poll(async () => (await typesIn(shop.store)).includes('HeldGoodsOverdue')).toBe(true)
    ended.abort()
    await working
  })

  it('bring the case before a platform, whose ruling is paid although the shop rejected them', async () => {
    const { shop } = await held()
    const ofCase = { requestId: 'R-1', caseId: 'M-1' }
    await shop.requests.openPlatformCase({ ...ofCase, platform: 'market' }, platform)
    const items = [{ evidenceId: 'video-1', kind: 'unboxing', sha256: '0'.repeat(64) }]
    await shop.requests.openCaseRound({ ...ofCase, dueAt: at('2026-01-08T09:00:00.000Z') }, platform)
    await shop.requests.fileCaseEvidence({ ...ofCase, party: 'customer', items }, customer)
    expect(paidBy(shop)).toEqual({})
    const ruling = {
      rulingId: 'M-1-1',
      authority: 'market_rules_45',
      inFavorOf: 'customer',
      remedy: 'refund_only',
    } as const
    await shop.requests.recordRuling({ ...ofCase, ...ruling }, platform)
    expect(paidBy(shop)).toEqual({ card: 17_998 })
  })
})
