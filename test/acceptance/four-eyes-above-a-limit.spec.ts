/** Large refunds: who asked, decided or approved before does not approve again. */
import { describe, expect, it } from 'vitest'
import { simplePolicy, simulatedOrders } from 'after-sales/testing'
import {
  agent,
  controller,
  customer,
  finance,
  lead,
  lineOf,
  order,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  submitted,
  warehouse,
} from './shop.js'

/** 2,000.00 in one line: free up to 200.00, a second approval above 1,000.00, an agent approves up to 200.00. */
const dear = () =>
  simulatedOrders(
    order({
      lines: [lineOf('sofa', 2, 200_000)],
      tenders: [{ tenderId: 'card', kind: 'card', captured: 200_000 }],
    }),
  )
const sofas = (quantity: number) => ({ lines: [{ lineId: 'sofa', quantity, reason: 'QL_DEFECTIVE' }] })

describe.each(stores)('A refund of 2,000.00, above the limit of a second approval ($name)', ({ open }) => {
  const inspected = async (quantity = 2) => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR'), orders: dear() })
    await submitted(shop, 'R-1', quantity, sofas(quantity))
    const { state } = await shop.requests.approve({ requestId: 'R-1' }, lead)
    await sentBack(shop, state.returnId!, 'all', { sofa: quantity })
    const [refund] = (await shop.getCase('R-1')).refunds
    return { shop, refundId: refund!.refundId }
  }

  it('waits for two people, and is paid when the second has approved', async () => {
    const { shop, refundId } = await inspected()
    const first = await shop.refunds.approve({ refundId }, finance)
    expect(first.state).toMatchObject({ status: 'pending_approval', approvalsNeeded: 2 })
    expect(shop.payments.calls).toEqual([])
    const second = await shop.refunds.approve({ refundId }, controller)
    expect(second.state.status).toBe('succeeded')
    expect(shop.payments.paidTotal()).toBe(200_000)
  })

  it('takes no two approvals from one person, whatever hat they wear', async () => {
    const { shop, refundId } = await inspected()
    await shop.refunds.approve({ refundId }, finance)
    const otherHat = { actor: { kind: 'agent', id: 'finance-1', roles: ['finance'] } } as const
    expect(await refusalOf(shop.refunds.approve({ refundId }, finance))).toEqual({ _tag: 'FourEyes' })
    expect(await refusalOf(shop.refunds.approve({ refundId }, otherHat))).toEqual({ _tag: 'FourEyes' })
  })

  it.each([
    ['who approved the request', { actor: { kind: 'finance', id: 'lead-1' } } as const],
    ['who inspected the goods', { actor: { kind: 'finance', id: 'dock-2' } } as const],
    ['whose order it is', { actor: { kind: 'finance', id: 'customer-7' } } as const],
  ])('takes none from the person %s', async (_who, by) => {
    const { shop, refundId } = await inspected()
    expect(await refusalOf(shop.refunds.approve({ refundId }, by))).toEqual({ _tag: 'FourEyes' })
  })

  it.each([
    [agent, 'NotAnApprover'],
    [warehouse, 'NotAnApprover'],
    [customer, 'RefundForStaffOnly'],
  ] as const)('takes none from somebody without the role ($0.actor.kind)', async (by, _tag) => {
    const { shop, refundId } = await inspected()
    expect(await refusalOf(shop.refunds.approve({ refundId }, by))).toEqual({ _tag })
  })

  it('needs one approval up to the limit', async () => {
    const { shop, refundId } = await inspected(1)
    expect((await shop.refunds.approve({ refundId }, finance)).state.status).toBe('succeeded')
    expect(shop.payments.paidTotal()).toBe(100_000)
  })

  it('pays nothing when it is declined, and what was reserved is there again', async () => {
    const { shop, refundId } = await inspected()
    await shop.refunds.decline({ refundId, code: 'FRAUD' }, finance)
    const order = await shop.getOrder('#1001')
    expect(order.tenders[0]).toMatchObject({ reserved: 0, settled: 0 })
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect(shop.payments.calls).toEqual([])
  })
})

describe.each(stores)('A request worth more than a reviewer may approve ($name)', ({ open }) => {
  const waiting = async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR'), orders: dear() })
    await submitted(shop, 'R-1', 2, sofas(2))
    return shop
  }

  it('is refused with value and limit, and approved by somebody with the role', async () => {
    const shop = await waiting()
    expect(await refusalOf(shop.requests.approve({ requestId: 'R-1' }, agent))).toEqual({
      _tag: 'LimitExceeded',
      value: 200_000,
      limit: 20_000,
      currency: 'EUR',
    })
    expect((await shop.requests.approve({ requestId: 'R-1' }, lead)).state.status).toBe('in_progress')
  })

  it('is not decided by the person whose order it is', async () => {
    const shop = await waiting()
    const own = { actor: { kind: 'agent', id: 'customer-7', roles: ['lead'] } } as const
    expect(await refusalOf(shop.requests.approve({ requestId: 'R-1' }, own))).toEqual({ _tag: 'SelfApproval' })
  })
})
