/** Killer case 15: three agents give 30.00 each, within their own limits, on an order of 80.00 that was refunded whole. */
import { describe, expect, it } from 'vitest'
import {
  agentNamed,
  lawyer,
  lossOf,
  manager,
  orderTotal,
  proposed,
  shopWithRequest,
  statusOf,
  supervisor,
  terms,
} from './compensations.js'
import type { LossLine } from 'after-sales'
import { customer, paidBy, refusalOf, stores } from './shop.js'

type Head = LossLine['head']

describe.each(stores)('An order of 80.00 that was refunded whole ($name)', ({ open }) => {
  const refunded = async () => {
    const shop = await shopWithRequest(await open())
    await shop.requests.submit({ requestId: 'R-1' }, customer)
    expect(paidBy(shop)).toEqual({ card: 8_000 })
    return shop
  }
  /** 30.00 for the delay, 30.00 for the time it cost. */
  const afterTwo = async () => {
    const shop = await refunded()
    await proposed(shop, 'C-1', agentNamed('a-1'))
    await proposed(shop, 'C-2', agentNamed('a-2'), { losses: [lossOf('time', 3_000)] })
    return shop
  }
  const defect = { losses: [lossOf('defect', 3_000)] }

  it('gets 30.00 and 30.00 from two agents, each within their own limit', async () => {
    const shop = await afterTwo()
    expect([...shop.benefits.given.values()].map(({ minor }) => minor)).toEqual([3_000, 3_000])
    expect(await orderTotal(shop)).toMatchObject({ total: 6_000 })
  })

  it('gets the third 30.00 only with a supervisor, because of what the two gave', async () => {
    const shop = await afterTwo()
    expect((await proposed(shop, 'C-3', agentNamed('a-3'), defect)).state.status).toBe('pending_approval')
    expect(shop.benefits.total()).toBe(6_000)
    const again = shop.compensations.approve({ compensationId: 'C-3' }, agentNamed('a-4'))
    expect(await refusalOf(again)).toMatchObject({ _tag: 'LimitExceeded', value: 9_000, limit: 6_000 })
    expect((await shop.compensations.approve({ compensationId: 'C-3' }, supervisor)).state.status).toBe('issued')
    expect(shop.benefits.total()).toBe(9_000)
  })

  it('gets nothing twice for one loss, whoever offers it and under whatever id', async () => {
    const shop = await afterTwo()
    expect(await refusalOf(proposed(shop, 'C-3', agentNamed('a-3')))).toEqual({
      _tag: 'DuplicateCompensation',
      lineId: 'mug',
      head: 'delay',
    })
    expect(await orderTotal(shop)).toMatchObject({ total: 6_000 })
  })

  it('gets nothing on two grounds that exclude each other, one after the other', async () => {
    const shop = await refunded()
    const exclusive = terms({ exclusive: ['promise', 'goodwill'] })
    const promise = lossOf('delay', 5_000, { layer: 'promise' })
    await proposed(shop, 'C-1', agentNamed('a-1'), { terms: exclusive })
    const second = proposed(shop, 'C-2', agentNamed('a-2'), { terms: exclusive, losses: [promise] })
    expect(await refusalOf(second)).toEqual({ _tag: 'NotStackable', lineId: 'mug', head: 'delay' })
    expect(await orderTotal(shop)).toMatchObject({ total: 3_000 })
  })

  it('never gets more than 120.00, 150 % of what was paid; the refund does not count', async () => {
    const shop = await afterTwo()
    const most = { losses: [lossOf('defect', 6_000)] }
    const more = { losses: [lossOf('defect', 6_001)] }
    expect(await refusalOf(proposed(shop, 'C-3', supervisor, more))).toEqual({
      _tag: 'ExceedsLoss',
      asked: 6_001,
      free: 6_000,
      cap: 12_000,
    })
    expect((await proposed(shop, 'C-4', supervisor, most)).state.status).toBe('issued')
    expect(shop.benefits.total()).toBe(12_000)
  })

  it('gets more than that only from a higher role that is named, for a reason', async () => {
    const shop = await afterTwo()
    const above = { losses: [lossOf('defect', 7_000)], overCap: 'press_case' }
    expect((await proposed(shop, 'C-3', supervisor, above)).state).toMatchObject({
      status: 'pending_approval',
      needs: [{ why: 'over_cap', roles: ['manager'] }],
    })
    expect((await shop.compensations.approve({ compensationId: 'C-3' }, manager)).state.status).toBe('issued')
  })

  it('gets no more by calling it the law: above the agent’s limit for the order another agrees, who may decide about it', async () => {
    const shop = await refunded()
    const own = terms({ allowances: [{ _tag: 'Agent', period: '2026-03-02', limit: 5_000 }] })
    const called = async (nth: number, head: Head, given = terms()) => {
      const losses = [lossOf(head, 5_000, { layer: 'statutory', basis: 'whatever' })]
      return (await proposed(shop, `C-${nth}`, agentNamed('a-1'), { losses, terms: given })).state.status
    }
    expect(await called(1, 'delay', own)).toBe('issued')
    // Within every limit by amount, but their own allowance of the day is used up.
    expect(await called(2, 'time', own)).toBe('pending_approval')
    for (const [i, head] of (['defect', 'freight', 'non_delivery', 'consequential'] as const).entries())
      expect(await called(3 + i, head)).toBe('pending_approval')
    expect(shop.benefits.total()).toBe(5_000)
    const again = shop.compensations.approve({ compensationId: 'C-3' }, agentNamed('a-2'))
    expect(await refusalOf(again)).toMatchObject({ _tag: 'LimitExceeded', limit: 6_000 })
    await shop.compensations.approve({ compensationId: 'C-3' }, lawyer)
    await shop.compensations.approve({ compensationId: 'C-4' }, supervisor)
    expect(shop.benefits.total()).toBe(15_000)
    // Reserved for those that still wait, too.
    expect(await orderTotal(shop)).toMatchObject({ total: 30_000 })
    // What the shop gives of its own accord has its cap for itself.
    expect((await proposed(shop, 'C-9', supervisor, { losses: [lossOf('delay', 12_000)] })).state.status).toBe('issued')
  })

  it('gets the punitive 500.00 of the law outside the cap: with an article, on demand, by whoever answers for the law', async () => {
    const shop = await afterTwo()
    await proposed(shop, 'C-3', supervisor, { losses: [lossOf('defect', 6_000)] })
    const byLaw = { head: 'punitive', layer: 'statutory', minor: 50_000, severity: 'S4' } as const
    const withArticle = lossOf('punitive', 50_000, { ...byLaw, basis: 'CN-CRPL-55' })
    const punitive = (losses: ReadonlyArray<typeof withArticle>, demanded: boolean) =>
      proposed(shop, 'C-4', agentNamed('a-1'), { losses, demanded, benefit: { form: 'cash' } })
    expect(await refusalOf(punitive([lossOf('punitive', 50_000, byLaw)], true))).toEqual({
      _tag: 'StatutoryBasisMissing',
      missing: 'legal_reference',
    })
    expect(await refusalOf(punitive([withArticle], false))).toEqual({
      _tag: 'StatutoryBasisMissing',
      missing: 'customer_demand',
    })
    expect((await punitive([withArticle], true)).state.status).toBe('pending_approval')
    expect(await refusalOf(shop.compensations.approve({ compensationId: 'C-4' }, supervisor))).toEqual({
      _tag: 'NotAnApproverOfCompensations',
    })
    await shop.compensations.approve({ compensationId: 'C-4' }, lawyer)
    expect(await statusOf(shop, 'C-4')).toBe('redeemed')
    expect(await orderTotal(shop)).toMatchObject({ total: 12_000 })
  })
})
