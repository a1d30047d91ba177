/** Killer case 30: one capture over two orders; each is registered with its share. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import { lossOf, manager, terms } from './compensations.js'
import { finance, lineOf, order, paidBy, refusalOf, shopOn, stores, submitted, system, wish, customer } from './shop.js'

/** 100.00 on one card: 40.00 of it for order A, 60.00 for order B. A has a line that was never paid in full. */
const shares = () =>
  simulatedOrders(
    ...[
      ['A', 4_100, 4_000],
      ['B', 6_000, 6_000],
    ].map(([orderId, goods, captured]) =>
      order({
        orderId: orderId as string,
        lines: [lineOf('mug', 1, goods as number)],
        tenders: [{ tenderId: 'card', kind: 'card', captured: captured as number, paymentRef: 'pay_100' }],
      }),
    ),
  )
const keep = (orderId: string) => ({ orderId, remedy: 'refund_only' as const })

describe.each(stores)('One payment of 100 for an order of 40 and one of 60 ($name)', ({ open }) => {
  it('gives back 40 for the first, and not 41: what is missing is named', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    await submitted(shop, 'R-A', 1, keep('A'))
    const [refund] = (await shop.getCase('R-A')).refunds
    expect(refund).toMatchObject({ status: 'succeeded', breakdown: { total: 4_000, shortfall: 100 } })
    expect(paidBy(shop)).toEqual({ card: 4_000 })
  })

  it('gives back the 40 of one, though the provider refuses the 60 of the other', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    shop.payments.script({ _tag: 'decline', code: 'card_closed' })
    await submitted(shop, 'R-B', 1, keep('B'))
    await submitted(shop, 'R-A', 1, keep('A'))
    expect((await shop.getCase('R-B')).refunds).toMatchObject([{ status: 'failed' }])
    expect((await shop.getCase('R-A')).refunds).toMatchObject([{ status: 'succeeded' }])
    expect(shop.payments.calls.map(({ orderId, paymentRef, minor }) => [orderId, paymentRef, minor])).toEqual([
      ['B', 'pay_100', 6_000],
      ['A', 'pay_100', 4_000],
    ])
    expect((await shop.getOrder('B')).tenders).toMatchObject([{ captured: 6_000, reserved: 6_000, settled: 0 }])
  })
  it('lets nobody take one cent of the other’s share: after the 40 there is nothing, however it is asked for', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    await submitted(shop, 'R-A', 1, keep('A'))
    await shop.requests.open(wish('R-A2', 1, keep('A')), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-A2' }, customer))).toMatchObject({
      ...{ _tag: 'UnitsAlreadyClaimed', asked: 1, free: 0 },
    })
    // The euro that A's card never paid is not taken from what it paid for B.
    await submitted(shop, 'R-B', 1, keep('B'))
    expect(shop.payments.calls.map(({ orderId, minor }) => [orderId, minor])).toEqual([
      ['A', 4_000],
      ['B', 6_000],
    ])
    expect((await shop.getOrder('A')).tenders).toMatchObject([{ captured: 4_000, settled: 4_000, reserved: 0 }])
    expect((await shop.getOrder('B')).tenders).toMatchObject([{ captured: 6_000, settled: 6_000, reserved: 0 }])
  })

  it('leaves what A may still get as it was when B was refunded outside or charged back', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    await shop.requests.open(wish('R-B', 1, keep('B')), customer)
    const onB = { orderId: 'B', tenderId: 'card' }
    await shop.facts.recordExternalRefund({ ...onB, externalId: 'dash-1', minor: 1_000 }, system)
    await shop.facts.recordChargeback({ ...onB, chargebackId: 'cb-1', status: 'opened', minor: 5_000 }, system)
    await submitted(shop, 'R-A', 1, keep('A'))
    expect((await shop.getCase('R-A')).refunds).toMatchObject([{ status: 'succeeded', breakdown: { total: 4_000 } }])
  })

  it('is paid in advance by the platform (先行垫付), which gets it back from the seller: all of it, and once', async () => {
    const shop = shopOn(await open(), { orders: shares() })
    await shop.requests.open(wish('R-A', 1, keep('A')), customer)
    await shop.compensations.propose(
      {
        ...{ compensationId: 'C-1', requestId: 'R-A', currency: 'EUR', benefit: { form: 'cash' }, terms: terms() },
        losses: [lossOf('non_delivery', 4_000, { layer: 'promise', basis: 'pay_in_advance' })],
      },
      { actor: { kind: 'agent', id: 'market-1', roles: ['lead'] } },
    )
    expect(shop.benefits.total()).toBe(4_000)
    const ofSeller = { compensationId: 'C-1', party: 'merchant' } as const
    await shop.compensations.assignCost(
      { compensationId: 'C-1', shares: [{ party: 'merchant', basisPoints: 10_000 }] },
      manager,
    )
    expect(
      await refusalOf(shop.compensations.claimRecovery({ ...ofSeller, minor: 4_001, reference: 'inv-1' }, finance)),
    ).toEqual({ _tag: 'RecoveryTooHigh', asked: 4_001, open: 4_000 })
    await shop.compensations.claimRecovery({ ...ofSeller, minor: 4_000, reference: 'inv-1' }, finance)
    const { state } = await shop.compensations.recordRecovered(
      { ...ofSeller, minor: 4_000, reference: 'bank-1' },
      finance,
    )
    expect(state).toMatchObject({ debts: [{ party: 'merchant', claimed: 4_000, recovered: 4_000 }] })
    const again = { ...ofSeller, minor: 1, reference: 'bank-2' }
    expect(await refusalOf(shop.compensations.recordRecovered(again, finance))).toMatchObject({
      ...{ _tag: 'RecoveryTooHigh', open: 0 },
    })
  })
})
