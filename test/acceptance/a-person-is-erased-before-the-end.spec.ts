/** Killer case 34: a customer’s keys are destroyed while money is still owed. What was personal is gone; the case goes on. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { readLog, verifyLog } from 'after-sales'
import { agent, customer, finance, paidBy, refusalOf, sentBack, shopOn, stores, storedText, wish } from './shop.js'
import { simplePolicy } from 'after-sales/testing'

const CANARY = 'Frau Kanarienvogel, Tel. 0171-5550123'

describe.each(stores)('A customer who is erased while a refund of 179.98 is under way ($name)', ({ open }) => {
  const erased = async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR', { automatic: [] }) })
    await shop.requests.open({ ...wish('R-1', 2), note: CANARY }, customer)
    await shop.requests.submit({ requestId: 'R-1' }, customer)
    const { state } = await shop.requests.approve({ requestId: 'R-1' }, agent)
    expect(E.isRight(await shop.keyRing.destroy('main', 'customer-7')())).toBe(true)
    return { shop, returnId: state.returnId! }
  }
  const settled = async () => {
    const now = await erased()
    await sentBack(now.shop, now.returnId, 'all', { mug: 2 })
    return now
  }

  it('is paid what they are owed, by the payment that was kept as a token', async () => {
    const { shop } = await settled()
    expect(paidBy(shop)).toEqual({ card: 17_998 })
    const { request, notes } = await shop.getCase('R-1')
    expect(request.status).toBe('resolved')
    expect(notes).toMatchObject([{ note: { _tag: 'Erased', subject: 'customer-7' } }])
  })

  it('leaves amounts, codes and units as they were, and a log that verifies', async () => {
    const { shop } = await settled()
    expect((await shop.getOrder('#1001')).tenders).toMatchObject([{ captured: 26_997, settled: 17_998 }])
    expect((await shop.getOrder('#1001')).lines).toMatchObject([{ returned: 2, settledUnits: 2 }])
    expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right' })
  })

  it('can be exported: every event that remained is read, and none tells who they were', async () => {
    const { shop } = await settled()
    let events = 0
    for await (const logged of readLog(shop.store)) {
      expect(E.isRight(logged)).toBe(true)
      events += 1
    }
    const text = await storedText(shop.store)
    expect(events).toBe(text.length)
    expect(text.join('\n')).not.toContain('Kanarien')
  })

  it('has nothing personal written about them any more, and may still ask', async () => {
    const { shop } = await settled()
    expect(await refusalOf(shop.requests.open({ ...wish('R-2', 1), note: CANARY }, customer))).toEqual({
      _tag: 'SubjectErased',
    })
    await shop.requests.open(wish('R-2', 1), customer)
    const { state } = await shop.requests.submit({ requestId: 'R-2' }, customer)
    expect(state.status).toBe('under_review')
    expect(await refusalOf(shop.requests.approve({ requestId: 'R-2' }, finance))).toMatchObject({
      _tag: 'NotAReviewer',
    })
  })
})
