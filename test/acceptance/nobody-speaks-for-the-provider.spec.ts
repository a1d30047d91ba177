/** What became of a payment only the provider says. Whoever could say no for it, could have a payment paid again. */
import { describe, expect, it } from 'vitest'
import { agent, controller, customer, finance, paidBy, refusalOf, shopOn, stores, submitted } from './shop.js'

const stranger = { actor: { kind: 'customer', id: 'customer-99' } } as const
const bank = { actor: { kind: 'provider', id: 'psp' } } as const

describe.each(stores)('A refund of 89.99 that the provider works on ($name)', ({ open }) => {
  const processing = async () => {
    const shop = shopOn(await open())
    shop.payments.script({ _tag: 'process' })
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    const [refund] = (await shop.getCase('R-1')).refunds
    const { refundId } = refund!
    expect(refund!.legs).toMatchObject([{ legId: 'card', status: 'processing', epoch: 1 }])
    const leg = { refundId, legId: 'card' }
    return { shop, leg, no: { ...leg, epoch: 1, answer: { _tag: 'Declined', code: 'card_closed' } as const } }
  }

  it('is not refused by its customer, so that it is not paid under a second key', async () => {
    const { shop, leg, no } = await processing()
    for (const who of [customer, stranger])
      expect(await refusalOf(shop.refunds.recordAnswer(no, who))).toEqual({ _tag: 'RefundForStaffOnly' })
    expect(await refusalOf(shop.refunds.retryLeg(leg, finance))).toMatchObject({ _tag: 'LegNotFailed' })
    expect(shop.payments.calls).toHaveLength(1)
  })

  it('is not refused by staff, also not by one who may approve: that takes two, and a proof', async () => {
    const { shop, leg, no } = await processing()
    for (const who of [agent, finance])
      expect(await refusalOf(shop.refunds.recordAnswer(no, who))).toEqual({ _tag: 'NotTheProvider' })
    await shop.refunds.proposeLegStep({ ...leg, step: { _tag: 'Release', proof: 'statement 7' } }, finance)
    expect(await refusalOf(shop.refunds.confirmLegStep(leg, finance))).toEqual({ _tag: 'FourEyes' })
    const { state } = await shop.refunds.confirmLegStep(leg, controller)
    expect(state.legs).toMatchObject([{ status: 'failed' }])
  })

  it('ends when the provider says so', async () => {
    const { shop, leg } = await processing()
    const paid = { _tag: 'Succeeded', providerRef: 'pr-1', minor: 8_999, currency: 'EUR' } as const
    await shop.refunds.recordAnswer({ ...leg, epoch: 1, answer: paid }, bank)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect(Object.keys(paidBy(shop)).length).toBeLessThan(2)
  })

  it('comes back when an approver sees it on the account', async () => {
    const { shop, leg } = await processing()
    const back = { _tag: 'Reversed', providerRef: 'pr-1', minor: 8_999, currency: 'EUR', code: 'returned' } as const
    const said = { ...leg, epoch: 1, answer: back }
    expect(await refusalOf(shop.refunds.recordAnswer(said, agent))).toEqual({ _tag: 'NotTheProvider' })
    const { state } = await shop.refunds.recordAnswer(said, finance)
    expect(state.legs).toMatchObject([{ status: 'failed' }])
  })
})
