/** Killer case 24: an appeal, and then a platform, reverse a case that was closed. */
import { describe, expect, it } from 'vitest'
import { orThrow, type EventStore } from 'after-sales'
import { simplePolicy } from 'after-sales/testing'
import { supervisor, terms, lossOf } from './compensations.js'
import { agent, at, customer, finance, lead, refusalOf, sentBack, shopOn, stores, submitted } from './shop.js'

const platform = { actor: { kind: 'platform', id: 'market' } } as const
const ofCase = { requestId: 'R-1', caseId: 'M-77' }
const ruling = { ...ofCase, rulingId: 'M-77-1', authority: 'market_rules_45' }

/** Nothing is automatic, and no reviewer but the lead may approve what the three mugs cost. */
const policy = simplePolicy('EUR', { automatic: [] })

/** Three mugs asked for, refused by the agent, and closed. */
const closedCase = async (store: EventStore) => {
  const shop = shopOn(store, { policy })
  await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
  await shop.requests.reject({ requestId: 'R-1', code: 'NOT_DEFECTIVE', note: 'No fault to be seen.' }, agent)
  await shop.requests.answerSurvey({ requestId: 'R-1', score: 1 }, customer)
  await shop.requests.close({ requestId: 'R-1' }, agent)
  return shop
}
const free = async (shop: Awaited<ReturnType<typeof closedCase>>): Promise<number> => {
  const { held, returned, kept } = (await shop.getOrder('#1001')).lines[0]!
  return 3 - held - returned - kept
}

describe.each(stores)('A case that was closed ($name)', ({ open }) => {
  it('is appealed in time, and its units are claimed anew', async () => {
    const shop = await closedCase(await open())
    expect(await free(shop)).toBe(3)
    const { state } = await shop.requests.appeal({ requestId: 'R-1', note: 'Listen to it.' }, customer)
    expect(state).toMatchObject({ status: 'under_review', appeals: 1 })
    expect(await free(shop)).toBe(0)
    const notes = (await shop.getCase('R-1')).notes.map(({ note }) => note)
    expect(notes).toMatchObject([{ value: { note: 'No fault to be seen.' } }, { value: { note: 'Listen to it.' } }])
  })

  it('is not appealed a day too late', async () => {
    const shop = await closedCase(await open())
    shop.clock.advance(16 * 86_400_000)
    expect(await refusalOf(shop.requests.appeal({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'AppealWindowClosed',
    })
  })

  it('is decided by another pair of eyes, and paid', async () => {
    const shop = await closedCase(await open())
    await shop.requests.appeal({ requestId: 'R-1' }, customer)
    expect(await refusalOf(shop.requests.reject({ requestId: 'R-1', code: 'NO' }, agent))).toMatchObject({
      _tag: 'SameReviewer',
    })
    const { state } = await shop.requests.approve({ requestId: 'R-1' }, lead)
    expect(state.status).toBe('in_progress')
    const [refund] = (await shop.getCase('R-1')).refunds
    await shop.refunds.approve({ refundId: refund!.refundId }, finance)
    expect(shop.payments.paidTotal()).toBe(26_997)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })

  it('stays as it was when its units are gone', async () => {
    const shop = await closedCase(await open())
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
    expect(await refusalOf(shop.requests.appeal({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'UnitsAlreadyClaimed',
      free: 2,
    })
    expect((await shop.getCase('R-1')).request.status).toBe('closed')
  })

  it('is ruled upon by a platform: all of it, above every limit, and what was given before is not taken off', async () => {
    const shop = await closedCase(await open())
    await shop.compensations.propose(
      {
        ...{ compensationId: 'C-1', requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' }, terms: terms() },
        losses: [lossOf('delay', 3_000)],
      },
      supervisor,
    )
    await shop.requests.openPlatformCase({ ...ofCase, platform: 'market' }, platform)
    const { state } = await shop.requests.recordRuling(
      { ...ruling, inFavorOf: 'customer', remedy: 'refund_only' },
      platform,
    )
    expect(state).toMatchObject({ status: 'resolved', run: 1 })
    // Above the 200.00 that go without approval, and nobody was asked.
    expect(shop.payments.paidTotal()).toBe(26_997)
    const { refunds, request } = await shop.getCase('R-1')
    expect(refunds).toMatchObject([{ status: 'succeeded', breakdown: { total: 26_997, deductions: [] } }])
    expect(request.refunds.values().next().value?.due.basis).toEqual({ _tag: 'Ruling', rulingId: 'M-77-1' })
  })
})

describe.each(stores)('While a platform looks at a case ($name)', ({ open }) => {
  const looked = async () => {
    const shop = shopOn(await open(), { policy })
    await submitted(shop, 'R-1', 2)
    const { state } = await shop.requests.approve({ requestId: 'R-1' }, agent)
    await shop.requests.openPlatformCase({ ...ofCase, platform: 'market' }, platform)
    return { shop, returnId: state.returnId! }
  }

  it('nothing new is paid until it has ruled', async () => {
    const { shop, returnId } = await looked()
    await sentBack(shop, returnId, 'first', { mug: 1 })
    expect(shop.payments.paidTotal()).toBe(0)
    const { state } = await shop.requests.recordRuling({ ...ruling, inFavorOf: 'shop' }, platform)
    // What came back was approved before, and falls due now.
    expect(state.status).toBe('in_progress')
    expect(shop.payments.paidTotal()).toBe(8_999)
  })

  it('both sides are heard, and who is silent is named', async () => {
    const { shop } = await looked()
    await shop.requests.openCaseRound({ ...ofCase, dueAt: at('2026-01-07T09:00:00.000Z') }, platform)
    const items = [{ evidenceId: 'photo-1', kind: 'photo', sha256: '0'.repeat(64) }]
    await shop.requests.fileCaseEvidence({ ...ofCase, party: 'customer', items, note: 'See the crack.' }, customer)
    shop.clock.advance(3 * 86_400_000)
    const { events } = await shop.requests.recordRuling(
      { ...ruling, inFavorOf: 'customer', remedy: 'refund_only' },
      platform,
    )
    expect(events[0]).toMatchObject({ type: 'CaseDecided', data: { absent: ['shop'] } })
    expect(shop.payments.paidTotal()).toBe(17_998)
    expect((await shop.getCase('R-1')).notes).toMatchObject([{ note: { value: { note: 'See the crack.' } } }])
  })

  it('the case goes on where it stood when the platform lets it drop', async () => {
    const { shop, returnId } = await looked()
    await sentBack(shop, returnId, 'all', { mug: 2 })
    await shop.requests.withdrawPlatformCase({ ...ofCase, reason: 'settled' }, platform)
    expect(shop.payments.paidTotal()).toBe(17_998)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect((await shop.getCase('R-1')).refunds.flatMap((r) => [r.status])).toEqual(['succeeded'])
  })
})

describe.each(stores)('Before a request is submitted ($name)', ({ open }) => {
  it('the customer sees what it would bring, and is held to nothing else', async () => {
    const shop = shopOn(await open(), { policy })
    const lines = [{ lineId: 'mug', quantity: 2, reason: 'QL_DEFECTIVE' }]
    await shop.requests.open({ requestId: 'R-1', orderId: '#1001', remedy: 'refund_only', lines }, customer)
    const { state, events } = await shop.requests.quote({ requestId: 'R-1' }, customer)
    expect(events).toMatchObject([{ type: 'RequestQuoted', data: { quote: 1, breakdown: { total: 17_998 } } }])
    await shop.requests.edit({ requestId: 'R-1', lines: [{ ...lines[0]!, quantity: 3 }] }, customer)
    const stale = { requestId: 'R-1', quote: state.quote!.quote }
    expect(await refusalOf(shop.requests.submit(stale, customer))).toEqual({ _tag: 'QuoteExpired', quote: 1 })
    await submitted(shop, 'R-2', 2)
    expect(await refusalOf(shop.requests.quote({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'UnitsAlreadyClaimed',
    })
  })

  it('a wish that was made twice is one case, with all its evidence', async () => {
    const shop = shopOn(await open(), { policy })
    await submitted(shop, 'R-1', 1)
    await submitted(shop, 'R-2', 2)
    const items = [{ evidenceId: 'photo-9', kind: 'photo', sha256: '0'.repeat(64) }]
    await shop.requests.supplyEvidence({ requestId: 'R-2', items }, customer)
    await shop.requests.merge({ requestId: 'R-2', into: 'R-1' }, agent)
    const { request } = await shop.getCase('R-1')
    expect([...request.duplicates.keys()]).toEqual(['R-2'])
    expect(request.evidence).toEqual(['photo-9'])
    expect((await shop.getOrder('#1001')).lines[0]).toMatchObject({ held: 1 })
    // Whoever comes to the other one is told where the case goes on.
    const more = { requestId: 'R-2', items: [{ ...items[0]!, evidenceId: 'photo-10' }] }
    expect(await refusalOf(shop.requests.supplyEvidence(more, customer))).toEqual({
      ...{ _tag: 'RequestNotOpen', status: 'merged', mergedInto: 'R-1' },
    })
  })

  // Issue 6: both ended, and the case of the customer was gone.
  it('two wishes that are merged into each other at the same moment do not both end', async () => {
    const shop = shopOn(await open(), { policy })
    await submitted(shop, 'R-1', 1)
    await submitted(shop, 'R-2', 2)
    const items = [{ evidenceId: 'photo-9', kind: 'photo', sha256: '0'.repeat(64) }]
    await shop.requests.supplyEvidence({ requestId: 'R-2', items }, customer)
    await Promise.allSettled([
      shop.requests.merge({ requestId: 'R-2', into: 'R-1' }, agent),
      shop.requests.merge({ requestId: 'R-1', into: 'R-2' }, lead),
    ])
    const both = [await shop.getCase('R-1'), await shop.getCase('R-2')].map(({ request }) => request)
    const goOn = both.filter(({ status }) => status !== 'merged')
    expect(goOn.length).toBeGreaterThan(0)
    for (const { status } of goOn) expect(status).toBe('under_review')
    expect(goOn.some(({ evidence }) => evidence.includes('photo-9'))).toBe(true)
    const units = goOn.reduce((sum, { lines }) => sum + lines[0]!.quantity, 0)
    expect((await shop.getOrder('#1001')).lines[0]).toMatchObject({ held: units })
  })

  it('what happens to a case belongs to it, whichever other case led to it', async () => {
    const store = await open()
    const shop = shopOn(store, { policy })
    await submitted(shop, 'R-1', 1)
    await submitted(shop, 'R-2', 2)
    await shop.requests.merge({ requestId: 'R-2', into: 'R-1' }, agent)
    const { events } = orThrow(await store.read('aftersales_request-main.R-1', 0, 100)())
    expect(events.map(({ type }) => type)).toContain('DuplicateMerged')
    expect(new Set(events.map(({ metadata }) => metadata.$correlationId))).toEqual(new Set(['R-1']))
  })
})
