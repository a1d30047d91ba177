/** Killer case 16: two compensations of 60.00 at the same moment, and 100.00 are left in the budget. */
import { describe, expect, it } from 'vitest'
import type { AfterSalesException } from 'after-sales'
import { lossOf, orderTotal, proposed, shopWithRequest, supervisor, terms } from './compensations.js'
import { agent, finance, refusalOf, shopOn, stores, type Shop } from './shop.js'

const BUDGET = { scope: 'department', key: 'support', period: '2026-01' } as const
const fromBudget = terms({
  allowances: [{ _tag: 'Department', department: 'support', period: '2026-01', limit: 999_999 }],
})

describe.each(stores)('A budget with 100.00 left ($name)', ({ open }) => {
  const opened = async () => {
    const shop = await shopWithRequest(await open())
    await shop.allowances.open({ ...BUDGET, currency: 'EUR', limit: 10_000 }, finance)
    return shop
  }
  const sixty = (shop: Pick<Shop, 'compensations'>, id: string, head: 'delay' | 'time') =>
    proposed(shop, id, supervisor, { losses: [lossOf(head, 6_000)], terms: fromBudget })

  /** Two instances of the host, each of which knows nothing of the other. */
  const race = async () => {
    const shop = await opened()
    const { orders, benefits, readModels, keyRing } = shop
    const other = shopOn(shop.store, { orders, benefits, readModels, keyRing })
    const results = await Promise.allSettled([sixty(shop, 'C-1', 'delay'), sixty(other, 'C-2', 'time')])
    return { shop, results }
  }

  it('gives 60.00 once; the other hears what is left', async () => {
    const { shop, results } = await race()
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const rejected = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect((rejected.reason as AfterSalesException).error).toEqual({
      _tag: 'BudgetExhausted',
      scope: 'department',
      asked: 6_000,
      free: 4_000,
      limit: 10_000,
    })
    expect(shop.benefits.total()).toBe(6_000)
    expect(await shop.allowances.get(BUDGET)).toMatchObject({ total: 6_000 })
  })

  it('and what was refused holds nothing of the order either, so it can be given from another budget', async () => {
    const { shop } = await race()
    expect(await orderTotal(shop)).toMatchObject({ total: 6_000 })
    const { given } = shop.benefits
    const head = [...given.values()][0]!.compensationId === 'C-1' ? 'time' : 'delay'
    const again = await proposed(shop, 'C-3', supervisor, { losses: [lossOf(head, 6_000)] })
    expect(again.state.status).toBe('issued')
  })

  it('has 100.00 again when the benefit was taken back unused', async () => {
    const shop = await opened()
    await sixty(shop, 'C-1', 'delay')
    const revoked = await shop.compensations.revoke(
      { compensationId: 'C-1', reason: 'sent_to_the_wrong_person' },
      agent,
    )
    expect(revoked.state.status).toBe('revoked')
    expect(await shop.allowances.get(BUDGET)).toMatchObject({ total: 0 })
    expect((await sixty(shop, 'C-2', 'delay')).state.status).toBe('issued')
  })

  it('keeps what the customer has used: it can only be claimed back', async () => {
    const shop = await opened()
    await sixty(shop, 'C-1', 'delay')
    const [key] = shop.benefits.given.keys()
    shop.benefits.use(key!)
    const { state } = await shop.compensations.revoke({ compensationId: 'C-1', reason: 'fraud', clawBack: true }, agent)
    expect(state).toMatchObject({ status: 'redeemed', debts: [{ party: 'customer', claimed: 6_000 }] })
    expect(await shop.allowances.get(BUDGET)).toMatchObject({ total: 6_000 })
    const used = shop.compensations.revoke({ compensationId: 'C-1', reason: 'fraud' }, agent)
    expect(await refusalOf(used)).toEqual({ _tag: 'BenefitAlreadyUsed' })
  })

  it('is set by finance, never by those who spend it', async () => {
    const shop = await opened()
    const raise = shop.allowances.open({ ...BUDGET, currency: 'EUR', limit: 99_999 }, agent)
    expect(await refusalOf(raise)).toEqual({ _tag: 'AllowanceForFinanceOnly' })
    const unknown = shop.allowances.get({ ...BUDGET, period: '2026-02' })
    expect(await refusalOf(unknown)).toEqual({ _tag: 'AllowanceNotFound' })
    const strange = shop.allowances.get({ ...BUDGET, period: '' })
    expect(await refusalOf(strange)).toMatchObject({ _tag: 'InvalidInput' })
  })
})
