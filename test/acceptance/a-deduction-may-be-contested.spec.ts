/** What was kept back of a refund is a decision with its reason, and the customer may have it looked at by another person. */
import { describe, expect, it } from 'vitest'
import { customer, finance, openHanded, refusalOf, shopOn, stores, storedText, submitted, warehouse } from './shop.js'

describe.each(stores)('A deduction of 20.00 for wear ($name)', ({ open }) => {
  const refunded = async () => {
    const shop = shopOn(await open(), { policy: openHanded() })
    const { state } = await submitted(shop, 'R-1', 1)
    const returnId = state.returnId!
    const lines = [{ lineId: 'mug', quantity: 1 }]
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines }, warehouse)
    const found = [{ lineId: 'mug', accepted: 1, rejected: 0, grade: 'D_USED_WORN' }] as const
    const deductions = [{ kind: 'depreciation', minor: 2_000, code: 'worn', lineId: 'mug' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found, deductions }, warehouse)
    const { refundId } = (await shop.getCase('R-1')).refunds[0]!
    await shop.refunds.contestDeduction({ refundId, contestId: 'ct-1', index: 0, note: 'It was like new.' }, customer)
    return { shop, refundId }
  }

  it('is contested in words that only the sealed log keeps', async () => {
    const { shop } = await refunded()
    const stored = (await storedText(shop.store)).join('\n')
    expect(stored).toContain('DeductionContested')
    expect(stored).not.toContain('like new')
  })

  it('is looked at by somebody who did not inspect, and given back in part or whole', async () => {
    const { shop, refundId } = await refunded()
    const half = { refundId, contestId: 'ct-1', verdict: 'reduced', minor: 1_000 } as const
    const inspector = { actor: { ...finance.actor, id: warehouse.actor.id } }
    expect(await refusalOf(shop.refunds.decideContest(half, inspector))).toEqual({ _tag: 'FourEyes' })
    expect(await refusalOf(shop.refunds.decideContest(half, customer))).toEqual({ _tag: 'RefundForStaffOnly' })
    const { events } = await shop.refunds.decideContest(half, finance)
    expect(events).toMatchObject([
      {
        type: 'DeductionWaived',
        data: { minor: 1_000, decidedBy: 'finance-1', lines: [{ lineId: 'mug', quantity: 1 }] },
      },
    ])
  })

  it('is contested once', async () => {
    const { shop, refundId } = await refunded()
    const again = shop.refunds.contestDeduction({ refundId, contestId: 'ct-2', index: 0 }, customer)
    expect(await refusalOf(again)).toEqual({ _tag: 'DeductionAlreadyContested', contestId: 'ct-1' })
  })
})
