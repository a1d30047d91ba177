/** A case on one page, through the façade. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { lead, lineOf, openHanded, order, refusalOf, shopOn, stores, submitted, system } from '../../acceptance/shop.js'
import { followed } from './followed.js'
import { knownShop } from './known-shop.js'

describe.each(stores)('A case ($name)', ({ open }) => {
  it('is on one page: everything that belongs to it, and who is next until when', async () => {
    const shop = await knownShop(await open())
    await followed(shop, async () => {
      const page = await shop.views.case('R-2')
      expect(page).toMatchObject({
        request: { kind: 'request', id: 'R-2', status: 'in_progress', orderId: '#1001', customerId: 'customer-7' },
        returns: [{ status: 'authorized', waitingFor: 'customer' }],
        ...{ refunds: [], replacements: [], repairs: [], compensations: [] },
        waiting: [
          {
            kind: 'return',
            waitingFor: 'customer',
            who: { en: 'The customer', zh: '客户' },
            dueAt: page.returns[0]!.dueAt,
          },
        ],
        history: { requestId: 'R-2', outcome: 'partly_approved' },
      })
      const rested = await shop.views.case('R-1')
      expect(rested).toMatchObject({
        ...{ refunds: [{ status: 'succeeded' }], compensations: [{ id: 'C-1', status: 'issued' }], waiting: [] },
      })
      expect(JSON.stringify([page, rested])).not.toContain('underReview')
      expect(rested.request).not.toHaveProperty('state')
    })
  })
})

describe('A case on one page', () => {
  it('says first what is due first, and last what has no date', async () => {
    const shop = shopOn(memoryEventStore(), {
      policy: openHanded('EUR', { automatic: [], remedies: ['exchange', 'return_refund'] }),
    })
    await submitted(shop, 'R-1', 1, { remedy: 'exchange' })
    await shop.requests.approve({ requestId: 'R-1' }, lead)
    await followed(shop, async () => {
      const { waiting } = await shop.views.case('R-1')
      expect(waiting.map(({ kind, dueAt }) => [kind, dueAt !== undefined])).toEqual([
        ['return', true],
        ['replacement', false],
      ])
    })
  })

  it('keeps money that began with its order: duty that customs paid back later', async () => {
    const policy = openHanded()
    const shop = shopOn(memoryEventStore(), {
      policy: { ...policy, refunds: { ...policy.refunds, duty: 'when_recovered' } },
      orders: simulatedOrders(
        order({
          lines: [lineOf('coat', 1, 9_000, { duty: 1_000 })],
          tenders: [{ tenderId: 'card', kind: 'card', captured: 10_000 }],
        }),
      ),
    })
    const lines = [{ lineId: 'coat', quantity: 1, reason: 'CM_CHANGED_MIND' }]
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only', lines })
    const duty = { orderId: '#1001', reclaimId: 'C285-1', lines: [{ lineId: 'coat', minor: 1_000 }] }
    shop.clock.advance(3_600_000)
    await shop.facts.recordDutyRecovered(duty, system)
    await followed(shop, async () => {
      const { request, refunds, history } = await shop.views.case('R-1')
      expect([request.caseId, request.status]).toEqual(['R-1', 'resolved'])
      expect(refunds.map(({ amount }) => amount?.minor)).toEqual([9_000, 1_000])
      expect(history.refunded).toBe(10_000)
    })
  })

  it('that nobody has heard of is unknown', async () => {
    const shop = await knownShop(memoryEventStore())
    await followed(shop, async () => {
      expect(await refusalOf(shop.views.case('R-9'))).toEqual({ _tag: 'RequestUnknown' })
    })
  })

  it('is not answered before it was built: half of it would be wrong', async () => {
    const { views } = shopOn(memoryEventStore())
    expect(await refusalOf(views.case('R-1'))).toMatchObject({ _tag: 'ReadModelNotBuilt' })
    expect(await refusalOf(views.history('customer-7'))).toMatchObject({ readModel: 'histories@1' })
  })
})
