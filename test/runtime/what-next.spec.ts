/** Who may do what next: for whom, in which words, and that no function of the façade was forgotten. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simplePolicy } from 'after-sales/testing'
import type { Actor, WhatNext } from 'after-sales'
import { proposed, shopWithRequest, supervisor, terms } from '../acceptance/compensations.js'
import {
  agent,
  controller,
  customer,
  finance,
  lead,
  openHanded,
  refusalOf,
  sentBack,
  shopOn,
  submitted,
  type Shop,
} from '../acceptance/shop.js'
import { ideasOfRepair, ideasOfReplacement } from '../../src/runtime/next-steps/of-goods-out.js'
import { ideasOfReturn } from '../../src/runtime/next-steps/of-goods.js'
import { ideasOfCompensation, ideasOfRefund } from '../../src/runtime/next-steps/of-money.js'
import { ideasOfRequest } from '../../src/runtime/next-steps/of-request.js'
import { NEVER_LISTED } from '../../src/runtime/what-next.js'

const calls = ({ possible }: WhatNext): ReadonlyArray<string> => possible.map(({ call }) => call)
const whyNot = ({ notNow }: WhatNext, name: string) => notNow.find(({ call }) => call === name)?.why

const remedies = ['return_refund', 'refund_only', 'exchange', 'repair'] as const

/** One case of each kind, so that there is one aggregate of each. */
const everyAggregate = async () => {
  const shop = shopOn(memoryEventStore(), { policy: openHanded('EUR', { remedies }) })
  await submitted(shop, 'R-1', 1, { remedy: 'exchange' })
  await submitted(shop, 'R-2', 1, { remedy: 'repair' })
  await submitted(shop, 'R-3', 1, { remedy: 'refund_only' })
  const [exchange, repair, refund] = [await shop.getCase('R-1'), await shop.getCase('R-2'), await shop.getCase('R-3')]
  const paid = await shopWithRequest(memoryEventStore())
  await proposed(paid, 'C-1', supervisor)
  const [compensation] = (await paid.getCase('R-1')).compensations
  return { shop, exchange, repair, refund, compensation: compensation! }
}

describe('What comes next in a case', () => {
  it('is asked of every function of the façade, or it is said why not', async () => {
    const { shop, exchange, repair, refund, compensation } = await everyAggregate()
    const tried = [
      ...ideasOfRequest(exchange.request, undefined),
      ...ideasOfReturn(exchange.returns[0]!, customer.actor, 'EUR'),
      ...ideasOfReplacement(exchange.replacements[0]!),
      ...ideasOfRepair(repair.repairs[0]!),
      ...ideasOfRefund(refund.refunds[0]!, customer.actor),
      ...ideasOfCompensation(compensation),
    ].map(({ call }) => call)
    const { requests, returns, refunds, replacements, repairs, compensations, work } = shop
    const groups = { requests, returns, refunds, replacements, repairs, compensations, work }
    const all = Object.entries(groups).flatMap(([group, functions]) =>
      Object.keys(functions).map((name) => `${group}.${name}`),
    )
    expect([...tried, ...Object.keys(NEVER_LISTED)].sort()).toEqual(all.sort())
  })

  it('begins with submitting the draft, by the customer or somebody for them', async () => {
    const shop = await shopWithRequest(memoryEventStore())
    const { status, possible } = await shop.whatNext('R-1')
    expect(status).toBe('draft')
    expect(possible.filter(({ isExpected }) => isExpected)).toEqual([
      {
        ...{ call: 'requests.submit', kind: 'request', id: 'R-1', isExpected: true, example: { requestId: 'R-1' } },
        by: [{ kind: 'customer' }, { kind: 'agent' }],
      },
    ])
  })

  it('says in English and Chinese why something is not possible', async () => {
    const shop = await shopWithRequest(memoryEventStore())
    for (const { why } of (await shop.whatNext('R-1')).notNow) {
      expect(why.en).toMatch(/^[A-Z].*\.$/)
      expect(why.zh).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(why.code).toMatch(/^[A-Z]+\.[A-Z_]+$/)
    }
  })

  it('is nothing that anybody waits for once the money is paid', async () => {
    const shop = shopOn(memoryEventStore())
    const { state } = await submitted(shop, 'R-1', 1)
    await sentBack(shop, state.returnId!, 'p-1', { mug: 1 })
    const { status, possible } = await shop.whatNext('R-1')
    expect(status).toBe('resolved')
    expect(possible.filter(({ isExpected }) => isExpected)).toEqual([])
    expect(possible.map(({ call }) => call)).toContain('requests.close')
  })

  it('is nothing at all of a case that does not exist, or for nobody', async () => {
    const shop = shopOn(memoryEventStore())
    expect(await refusalOf(shop.whatNext('R-9'))).toEqual({ _tag: 'RequestUnknown' })
    const nobody = { kind: 'ghost', id: '' } as unknown as Actor
    expect(await refusalOf(shop.whatNext('R-9', nobody))).toMatchObject({ _tag: 'InvalidInput' })
  })
})

describe('What comes next for one person', () => {
  const reviewed = async (): Promise<Shop> => {
    const shop = shopOn(memoryEventStore(), { policy: simplePolicy('EUR') })
    await submitted(shop, 'R-1', 3)
    return shop
  }

  it('depends on their limit', async () => {
    const shop = await reviewed()
    expect(whyNot(await shop.whatNext('R-1', agent.actor), 'requests.approve')?.tag).toBe('LimitExceeded')
    expect(calls(await shop.whatNext('R-1', lead.actor))).toContain('requests.approve')
    expect(whyNot(await shop.whatNext('R-1', customer.actor), 'requests.approve')?.tag).toBe('RequestForStaffOnly')
  })

  it('is no second look for whoever looked first', async () => {
    const shop = await reviewed()
    await shop.requests.reject({ requestId: 'R-1', code: 'WORN' }, lead)
    await shop.requests.appeal({ requestId: 'R-1' }, customer)
    expect(whyNot(await shop.whatNext('R-1', lead.actor), 'requests.approve')?.tag).toBe('SameReviewer')
    expect(calls(await shop.whatNext('R-1', { ...lead.actor, id: 'lead-2' }))).toContain('requests.approve')
  })

  it('is no approval of a refund for whoever had a part in the case, and one more pair of eyes above the limit', async () => {
    const policy = openHanded('EUR')
    const none = [{ minor: 0, currency: 'EUR' }]
    const refunds = { ...policy.refunds, approvalFreeUpTo: none, secondApprovalAbove: none }
    const shop = shopOn(memoryEventStore(), { policy: { ...policy, refunds } })
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    const [refund] = (await shop.getCase('R-1')).refunds
    await shop.refunds.approve({ refundId: refund!.refundId }, finance)
    expect(whyNot(await shop.whatNext('R-1', finance.actor), 'refunds.approve')?.tag).toBe('FourEyes')
    expect(calls(await shop.whatNext('R-1', controller.actor))).toContain('refunds.approve')
    expect(whyNot(await shop.whatNext('R-1', { kind: 'finance', id: 'customer-7' }), 'refunds.approve')?.tag).toBe(
      'FourEyes',
    )
  })

  it('is an offer to accept for the customer, and none for another one', async () => {
    const shop = await shopWithRequest(memoryEventStore())
    await proposed(shop, 'C-1', supervisor, { terms: terms({ consent: true }) })
    expect(calls(await shop.whatNext('R-1', supervisor.actor))).toContain('compensations.offer')
    await shop.compensations.offer(
      { compensationId: 'C-1', expiresAt: '2026-01-08T09:00:00.000Z' as never },
      supervisor,
    )
    expect(calls(await shop.whatNext('R-1', customer.actor))).toContain('compensations.accept')
    const another = await shop.whatNext('R-1', { kind: 'customer', id: 'customer-8' })
    expect(another.possible).toEqual([])
    expect(whyNot(another, 'compensations.accept')?.tag).toBe('NotYourCompensation')
  })
})
