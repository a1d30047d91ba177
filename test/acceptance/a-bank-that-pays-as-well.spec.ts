/** Killer case 18: a refund and a chargeback for the same money. What of it is refused: `what-happened-outside-counts`. */
import { describe, expect, it } from 'vitest'
import type { ProposedRefund } from 'after-sales'
import { controller, finance, refusalOf, shopOn, stores, submitted, system } from './shop.js'

const onCard = { orderId: '#1001', tenderId: 'card' }

describe.each(stores)('A chargeback that comes while a refund is with the provider ($name)', ({ open }) => {
  const refundOf = async (shop: ReturnType<typeof shopOn>): Promise<ProposedRefund> =>
    (await shop.getCase('R-1')).refunds[0]!
  const inFlight = async () => {
    const shop = shopOn(await open())
    shop.payments.script({ _tag: 'process' })
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    await shop.facts.recordChargeback({ ...onCard, chargebackId: 'cb-1', status: 'opened', minor: 26_997 }, system)
    const { refundId } = await refundOf(shop)
    return { shop, refundId }
  }
  const succeeds = ({ shop, refundId }: Awaited<ReturnType<typeof inFlight>>) => {
    const answer = { _tag: 'Succeeded', providerRef: 're_1', minor: 26_997, currency: 'EUR' } as const
    return shop.refunds.recordAnswer({ refundId, legId: 'card', epoch: 1, answer }, system)
  }
  const ruled = (shop: ReturnType<typeof shopOn>, status: 'won' | 'lost') =>
    shop.facts.recordChargeback({ orderId: '#1001', chargebackId: 'cb-1', status }, system)
  const owedOf = async (shop: ReturnType<typeof shopOn>) => [...(await refundOf(shop)).receivables.values()]

  it('does not stop the payment, which succeeds: the customer owes what they got twice', async () => {
    const now = await inFlight()
    await succeeds(now)
    expect((await refundOf(now.shop)).status).toBe('succeeded')
    expect(await owedOf(now.shop)).toMatchObject([
      { status: 'open', reason: { _tag: 'Chargeback', chargebackId: 'cb-1' }, tenders: [{ minor: 26_997 }] },
    ])
  })

  it('that is lost leaves it owed; paid back, the books are even and nothing is left to refund', async () => {
    const now = await inFlight()
    await succeeds(now)
    await ruled(now.shop, 'lost')
    const [due] = await owedOf(now.shop)
    const payment = { refundId: now.refundId, receivableId: due!.receivableId, paymentId: 'bank-1', minor: 26_997 }
    await now.shop.refunds.recordReceivablePaid(payment, finance)
    expect((await owedOf(now.shop))[0]).toMatchObject({ status: 'settled', paid: 26_997 })
    expect((await now.shop.getOrder('#1001')).tenders).toMatchObject([
      { captured: 26_997, settled: 26_997, disputed: 26_997, back: 26_997 },
    ])
    expect((await now.shop.getOrder('#1001')).lines).toMatchObject([{ kept: 3, settledUnits: 3 }])
  })

  it('that is won is owed no more', async () => {
    const now = await inFlight()
    await succeeds(now)
    await ruled(now.shop, 'won')
    const [due] = await owedOf(now.shop)
    expect(due).toMatchObject({ status: 'canceled' })
    const payment = { refundId: now.refundId, receivableId: due!.receivableId, paymentId: 'bank-1', minor: 1 }
    expect(await refusalOf(now.shop.refunds.recordReceivablePaid(payment, finance))).toMatchObject({
      _tag: 'ReceivableNotOpen',
    })
  })

  it('is written off by two persons when the customer does not pay', async () => {
    const now = await inFlight()
    await succeeds(now)
    const [due] = await owedOf(now.shop)
    const receivable = { refundId: now.refundId, receivableId: due!.receivableId }
    await now.shop.refunds.proposeWriteOff({ ...receivable, reason: 'INSOLVENT' }, finance)
    expect(await refusalOf(now.shop.refunds.confirmWriteOff(receivable, finance))).toEqual({ _tag: 'FourEyes' })
    await now.shop.refunds.confirmWriteOff(receivable, controller)
    expect(await owedOf(now.shop)).toMatchObject([{ status: 'written_off', tenders: [] }])
  })

  it('makes nobody owe anything when the payment is refused after all', async () => {
    const { shop, refundId } = await inFlight()
    const answer = { _tag: 'Declined', code: 'charge_disputed' } as const
    await shop.refunds.recordAnswer({ refundId, legId: 'card', epoch: 1, answer }, system)
    expect(await owedOf(shop)).toEqual([])
  })
})
