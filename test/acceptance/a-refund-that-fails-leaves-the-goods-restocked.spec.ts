/** Killer case 4: the card was closed after the goods went back on the shelf; the money takes another way. */
import { describe, expect, it } from 'vitest'
import {
  controller,
  customer,
  finance,
  paidBy,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  submitted,
  warehouse,
  type Shop,
} from './shop.js'

const toTheBank = {
  step: { _tag: 'Reroute', via: { kind: 'bank_transfer', ref: 'payout-77' }, consent: 'mail-2026-01-12' },
} as const

describe.each(stores)('A refund of 179.98 to a card that was closed, for goods on the shelf ($name)', ({ open }) => {
  const failed = async () => {
    const shop = shopOn(await open())
    shop.payments.script({ _tag: 'decline', code: 'account_closed' })
    const { state } = await submitted(shop, 'R-1', 2)
    await sentBack(shop, state.returnId!, 'all', { mug: 2 })
    const [refund] = (await shop.getCase('R-1')).refunds
    return { shop, leg: { refundId: refund!.refundId, legId: 'card' } }
  }
  const restocked = async (shop: Shop) => {
    const {
      returns: [goods],
    } = await shop.getCase('R-1')
    expect(goods).toMatchObject({ status: 'completed' })
    const { lines } = await shop.getOrder('#1001')
    expect(lines[0]).toMatchObject({ returned: 2, held: 0 })
  }

  it('has failed for good: the goods stay restocked, the request stays open, the money stays reserved', async () => {
    const { shop } = await failed()
    await restocked(shop)
    const { request, refunds } = await shop.getCase('R-1')
    expect(request.status).toBe('in_progress')
    expect(refunds).toMatchObject([{ status: 'failed', legs: [{ status: 'failed', failure: 'account_closed' }] }])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 17_998, settled: 0 })
  })

  it('is not tried again by itself, however long it takes', async () => {
    const { shop } = await failed()
    for (let day = 0; day < 14; day++) {
      shop.clock.advance(86_400_000)
      await shop.resume('R-1')
    }
    expect(shop.payments.calls).toHaveLength(1)
    expect((await shop.getCase('R-1')).request.status).toBe('in_progress')
    await restocked(shop)
  })

  it('goes to the bank account that the customer agreed to, when two persons say so', async () => {
    const { shop, leg } = await failed()
    const proposed = await shop.refunds.proposeLegStep({ ...leg, ...toTheBank }, finance)
    expect(proposed.state.status).toBe('failed')
    expect(shop.payments.calls).toHaveLength(1)

    await shop.refunds.confirmLegStep(leg, controller)
    const [first, second] = shop.payments.calls
    expect(second).toMatchObject({ minor: 17_998, tenderId: 'card', via: toTheBank.step.via })
    expect(second!.key).not.toBe(first!.key)
    expect(paidBy(shop)).toEqual({ card: 17_998 })
    expect(shop.payments.payments).toHaveLength(1)

    const { request, refunds } = await shop.getCase('R-1')
    expect(request.status).toBe('resolved')
    expect(refunds[0]!.legs.map(({ status }) => status)).toEqual(['rerouted', 'succeeded'])
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 0, settled: 17_998 })
    await restocked(shop)
  })

  it('stays open until the new way is paid, too', async () => {
    const { shop, leg } = await failed()
    shop.payments.script({ _tag: 'lose_answer' })
    await shop.refunds.proposeLegStep({ ...leg, ...toTheBank }, finance)
    await shop.refunds.confirmLegStep(leg, controller)
    expect((await shop.getCase('R-1')).request.status).toBe('in_progress')
    shop.clock.advance(60_000)
    expect((await shop.resume('R-1')).request.status).toBe('resolved')
    expect(shop.payments.payments).toHaveLength(1)
  })

  it('takes no other way on the word of one person, of somebody from the case, or of somebody without the role', async () => {
    const { shop, leg } = await failed()
    await shop.refunds.proposeLegStep({ ...leg, ...toTheBank }, finance)
    const fromTheCase = { actor: { kind: 'finance', id: 'dock-2' } } as const
    expect(await refusalOf(shop.refunds.confirmLegStep(leg, finance))).toEqual({ _tag: 'FourEyes' })
    expect(await refusalOf(shop.refunds.confirmLegStep(leg, fromTheCase))).toEqual({ _tag: 'FourEyes' })
    expect(await refusalOf(shop.refunds.confirmLegStep(leg, customer))).toEqual({ _tag: 'RefundForStaffOnly' })
    expect(await refusalOf(shop.refunds.confirmLegStep(leg, warehouse))).toEqual({ _tag: 'NotAnApprover' })
    expect(shop.payments.calls).toHaveLength(1)
  })

  it('needs the consent of the customer to be named', async () => {
    const { shop, leg } = await failed()
    const step = { ...toTheBank.step, consent: '' }
    const proposed = shop.refunds.proposeLegStep({ ...leg, step }, finance)
    expect(await refusalOf(proposed)).toMatchObject({ _tag: 'InvalidInput' })
  })

  it('may be sent to the card again instead, where it was a mistake: under a new key', async () => {
    const { shop, leg } = await failed()
    await shop.refunds.retryLeg(leg, finance)
    expect(new Set(shop.payments.calls.map(({ key }) => key)).size).toBe(2)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    await restocked(shop)
  })
})
