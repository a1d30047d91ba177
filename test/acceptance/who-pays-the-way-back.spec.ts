/** The label of a return costs something. Who bears it is said once: by the policy where it has a fee, or by the label. */
import { describe, expect, it } from 'vitest'
import { agent, customer, openHanded, paidBy, refusalOf, shopOn, stores, submitted, warehouse } from './shop.js'

const fee = {
  ...({ ruleId: 'LABEL-495', kind: 'return_label', reasons: ['CM_CHANGED_MIND'], basisPoints: 0 } as const),
  flat: [{ minor: 495, currency: 'EUR' }],
} as const

describe.each(stores)('A label of 3.99 for a mug of 89.99 ($name)', ({ open }) => {
  const sentWith = async (bearer: 'customer' | 'merchant', fees: ReadonlyArray<typeof fee> = [], reason?: string) => {
    const policy = openHanded()
    const shop = shopOn(await open(), { policy: { ...policy, refunds: { ...policy.refunds, fees } } })
    const lines = [{ lineId: 'mug', quantity: 1, reason: reason ?? 'CM_CHANGED_MIND' }]
    const { state } = await submitted(shop, 'R-1', 1, { lines })
    const returnId = state.returnId!
    const label = { returnId, labelId: 'L-1', parcelId: 'P-1', carrier: 'dhl', bearer } as const
    const dollars = { ...label, cost: { minor: 399, currency: 'USD' } }
    expect(await refusalOf(shop.returns.issueLabel(dollars, agent))).toEqual({ _tag: 'LabelCurrency', currency: 'EUR' })
    await shop.returns.issueLabel({ ...label, cost: { minor: 399, currency: 'EUR' } }, agent)
    const units = [{ lineId: 'mug', quantity: 1 }]
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', parcelId: 'P-1', lines: units }, warehouse)
    const found = [{ lineId: 'mug', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED' }] as const
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found }, warehouse)
    const { refundId, breakdown } = (await shop.getCase('R-1')).refunds[0]!
    return { shop, refundId, kept: breakdown!.deductions, paid: paidBy(shop)['card'] }
  }

  it('at the customer’s cost is kept back, and may be contested', async () => {
    const { shop, refundId, kept, paid } = await sentWith('customer')
    expect(kept).toEqual([{ kind: 'return_label', minor: 399, code: 'LABEL_AT_CUSTOMERS_COST' }])
    expect(paid).toBe(8_600)
    const { events } = await shop.refunds.contestDeduction({ refundId, contestId: 'ct-1', index: 0 }, customer)
    expect(events).toMatchObject([{ type: 'DeductionContested', data: { deduction: { minor: 399 } } }])
  })

  it('at the shop’s cost is not', async () => {
    const { kept, paid } = await sentWith('merchant')
    expect([kept, paid]).toEqual([[], 8_999])
  })

  it('is never paid beside the policy’s fee', async () => {
    const { kept, paid } = await sentWith('customer', [fee])
    expect(kept).toEqual([{ kind: 'return_label', minor: 495, ruleId: 'LABEL-495' }])
    expect(paid).toBe(8_504)
  })

  it('is the shop’s for every reason that such a fee does not name', async () => {
    const { kept, paid } = await sentWith('customer', [fee], 'QL_DEFECTIVE')
    expect([kept, paid]).toEqual([[], 8_999])
  })
})
