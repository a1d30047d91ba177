/** What people read, through the façade: as new as the workers, page by page, and never half of it. */
import { describe, expect, it } from 'vitest'
import {
  agent,
  customer,
  lead,
  NOW,
  openHanded,
  refusalOf,
  shopOn,
  stores,
  submitted,
  type Shop,
} from '../../acceptance/shop.js'
import { followed } from './followed.js'
import { memoryEventStore } from 'after-sales/adapters/memory'

const kept = { remedy: 'refund_only' } as const

describe.each(stores)('The views of a shop on $name', ({ open }) => {
  const paidShop = async () => {
    const shop = shopOn(await open())
    await submitted(shop, 'R-1', 1, kept)
    return shop
  }

  it('list what belongs to a case, the request first, and where each of it stands', async () => {
    const shop = await paidShop()
    await followed(shop, async () => {
      const { request, refunds, returns } = await shop.views.case('R-1')
      expect([request, ...refunds].map(({ kind, status }) => [kind, status])).toEqual([
        ['request', 'resolved'],
        ['refund', 'succeeded'],
      ])
      expect(returns).toEqual([])
      expect(request).not.toHaveProperty('state')
    })
  })

  it('list the requests of an order and of a customer, the latest first, and those in a status', async () => {
    const shop = await paidShop()
    shop.clock.advance(60_000)
    await submitted(shop, 'R-2', 1, kept)
    await shop.requests.close({ requestId: 'R-1' }, agent)
    await followed(shop, async () => {
      const ids = async (wanted: Parameters<Shop['views']['requests']>[0]) =>
        (await shop.views.requests(wanted)).rows.map(({ id }) => id)
      expect(await ids({ orderId: '#1001' })).toEqual(['R-2', 'R-1'])
      expect(await ids({ customerId: customer.actor.id })).toEqual(['R-2', 'R-1'])
      expect(await ids({ status: 'closed' })).toEqual(['R-1'])
      expect(await ids({ status: 'resolved' })).toEqual(['R-2'])
      expect(await ids({ customerId: 'customer-8' })).toEqual([])
    })
  })

  it('give each department what waits for it: the oldest first, or what is due first', async () => {
    const shop = shopOn(await open(), { policy: openHanded('EUR', { automatic: [] }) })
    for (const [n, id] of ['R-1', 'R-2'].entries()) {
      shop.clock.advance(n * 60_000)
      await submitted(shop, id, n + 1)
    }
    await followed(shop, async () => {
      const ids = async (...of: Parameters<Shop['views']['queue']>) =>
        (await shop.views.queue(...of)).rows.map(({ id }) => id)
      expect(await ids('customer_service')).toEqual(['R-1', 'R-2'])
      const first = await shop.views.queue('customer_service', { limit: 1 })
      expect(first.rows).toMatchObject([{ id: 'R-1', amount: { minor: 8_999, currency: 'EUR' } }])
      expect(await ids('customer_service', { after: first.next! })).toEqual(['R-2'])
      expect([await ids('warehouse'), await ids('finance')]).toEqual([[], []])
      await shop.requests.approve({ requestId: 'R-1' }, lead)
      await shop.views.upToDate()
      expect(await ids('customer_service')).toEqual(['R-2'])
    })
  })

  it('give pages that add up to the whole, whatever their size', async () => {
    const shop = await paidShop()
    await submitted(shop, 'R-2', 1, kept)
    await followed(shop, async () => {
      const whole = await shop.views.requests({ orderId: '#1001' }, { limit: 1_000 })
      const ids: Array<string> = []
      for (let after: string | undefined; ;) {
        const { rows, next } = await shop.views.requests(
          { orderId: '#1001' },
          { limit: 1, ...(after === undefined ? {} : { after }) },
        )
        expect(rows.length).toBeLessThanOrEqual(1)
        ids.push(...rows.map(({ id }) => id))
        after = next
        if (after === undefined) break
      }
      expect(ids).toEqual(whole.rows.map(({ id }) => id))
      expect(ids).toHaveLength(2)
    })
  })

  it('refuse the end of a page of somebody else', async () => {
    const shop = await paidShop()
    await submitted(shop, 'R-2', 1, kept)
    await followed(shop, async () => {
      const { next } = await shop.views.requests({ orderId: '#1001' }, { limit: 1 })
      expect(await refusalOf(shop.views.requests({ orderId: '#1002' }, { after: next! }))).toMatchObject({
        ...{ _tag: 'InvalidInput', subject: 'Page', problems: [{ field: 'after' }] },
      })
    })
  })

  it('add up to the penny what was paid on a day, and find it by order and reference', async () => {
    const shop = await paidShop()
    await submitted(shop, 'R-2', 2, kept)
    await followed(shop, async () => {
      const day = shop.clock.now().slice(0, 10)
      const sums = await shop.views.ledger({ from: '2026-01-01', to: '2026-01-31' })
      expect(sums).toEqual([{ day, currency: 'EUR', means: 'card', kind: 'paid', minor: 26_997, entries: 2 }])
      const before = await shop.views.ledger({ from: '2020-01-01', to: '2020-12-31' })
      expect([before, (await shop.views.clearing()).rows]).toEqual([[], []])
      const entries = (await shop.views.ledgerEntries(day)).rows
      expect(entries.map(({ orderId, kind, minor }) => [orderId, kind, minor]).sort()).toEqual([
        ['#1001', 'paid', 17_998],
        ['#1001', 'paid', 8_999],
      ])
      const { rows } = await shop.views.paymentsOfOrder('#1001')
      expect(rows.map(({ requestId, minor, state }) => [requestId, minor, state]).sort()).toEqual([
        ['R-1', 8_999, 'paid'],
        ['R-2', 17_998, 'paid'],
      ])
      const { reference } = rows[0]!.entries[0]!
      expect(await shop.views.paymentsByReference(reference)).toEqual([rows[0]])
      expect((await shop.views.unsettledPayments()).rows).toEqual([])
    })
  })

  it('show money that nobody knows the end of, with its age, and that it is still to be paid', async () => {
    const shop = shopOn(await open())
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 1, kept)
    await followed(shop, async () => {
      shop.clock.advance(2.5 * 86_400_000)
      const { rows } = await shop.views.unsettledPayments()
      expect(rows).toMatchObject([{ requestId: 'R-1', minor: 8_999, state: 'sent', ageDays: 2 }])
      const open = { requestId: 'R-1', toPay: 8_999, toCollect: 0, since: NOW, ageDays: 2 }
      expect((await shop.views.clearing()).rows).toMatchObject([open])
      expect((await shop.views.clearing({ currency: 'EUR', limit: 1 })).rows).toMatchObject([open])
      expect((await shop.views.clearing({ currency: 'USD' })).rows).toEqual([])
    })
  })
})

describe('A view', () => {
  it('is not answered before its read model was built: half of it would be wrong', async () => {
    const shop = shopOn(memoryEventStore())
    expect(await refusalOf(shop.views.case('R-1'))).toEqual({
      _tag: 'ReadModelNotBuilt',
      readModel: 'case-files@2',
    })
  })

  it('says so when the workers are behind', async () => {
    const shop = shopOn(memoryEventStore())
    await submitted(shop, 'R-1', 1, kept)
    const behind = { _tag: 'ReadModelsBehind', timeoutMs: 0 }
    expect(await refusalOf(shop.views.upToDate({ timeoutMs: 0 }))).toEqual(behind)
  })

  it('is up to date with an empty log, and needs not wait for what is written after it was asked', async () => {
    const shop = shopOn(memoryEventStore())
    await shop.views.upToDate({ timeoutMs: 0 })
    await submitted(shop, 'R-1', 1, kept)
    await followed(shop, async () => {
      const writing = submitted(shop, 'R-2', 1, {
        ...kept,
        lines: [{ lineId: 'mug', quantity: 2, reason: 'CM_CHANGED_MIND' }],
      })
      await shop.views.upToDate()
      await writing
      await shop.views.upToDate()
      expect((await shop.views.case('R-2')).request).toMatchObject({ kind: 'request' })
    })
  })

  it('is asked with what can be looked for, or says what is wrong', async () => {
    const { views } = shopOn(memoryEventStore()).afterSales
    const asked: Readonly<Record<string, (u: never) => () => Promise<unknown>>> = {
      caseId: views.case,
      orderId: views.paymentsOfOrder,
      department: views.queue,
      status: views.requests,
      reference: views.paymentsByReference,
      day: views.ledgerEntries,
    }
    for (const [field, ask] of Object.entries(asked))
      for (const wrong of [undefined, null, '', 7, [], {}, 'x'.repeat(501)])
        expect(await ask(wrong as never)(), field).toMatchObject({
          left: {
            _tag: 'InvalidInput',
            // Where it is looked for is nobody's business.
            subject: expect.not.stringMatching(/[.@-]/) as unknown,
            problems: expect.arrayContaining([expect.objectContaining({ field })]) as unknown,
          },
        })
    const notADay = 7 as unknown as string
    for (const [from, to] of [
      ['2026-03-02', '2026-03-01'],
      ['2026-01-01', '2027-01-02'],
      ['2026-02-30', '2026-03-01'],
      ['x', notADay],
    ])
      expect(await views.ledger({ from: from!, to: to! })(), from).toMatchObject({
        left: { _tag: 'InvalidInput', subject: 'LedgerDays' },
      })
    for (const day of ['2026-13-45', '2026-03', '2026-03-20T09:00:00.000Z'])
      expect(await views.ledgerEntries(day)(), day).toMatchObject({
        left: { _tag: 'InvalidInput', subject: 'LedgerDay', problems: [{ field: 'day' }] },
      })
    expect(await views.clearing({ currency: '' })()).toMatchObject({ left: { problems: [{ field: 'currency' }] } })
    for (const page of [null, 7, { limit: 0 }, { limit: 1_001 }, { limit: 1.5 }, { after: 7 }, { from: 'x' }])
      for (const asked of [views.paymentsOfOrder('#1001', page as never), views.exceptions(page as never)])
        expect(await asked()).toMatchObject({ left: { _tag: 'InvalidInput', subject: 'Page' } })
  })

  it.each(['', 'x', '[]', '[1,2]', '{"sort":1}'])('refuses %j, which is the end of no page', async (after) => {
    const shop = shopOn(memoryEventStore())
    await submitted(shop, 'R-1', 1, kept)
    await followed(shop, async () => {
      expect(await refusalOf(shop.views.paymentsOfOrder('#1001', { after }))).toMatchObject({
        _tag: 'InvalidInput',
        problems: [{ field: 'after' }],
      })
    })
  })
})
