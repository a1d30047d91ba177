/** Killer case 24, to its end: refused, appealed in vain, and then a platform rules. Its steps: `a-closed-case-is-reversed`. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { readLog, type EventStore } from 'after-sales'
import { simplePolicy } from 'after-sales/testing'
import { lossOf, supervisor, terms } from './compensations.js'
import { agent, customer, lead, refusalOf, shopOn, stores, submitted } from './shop.js'

const platform = { actor: { kind: 'platform', id: 'market' } } as const
const ofCase = { requestId: 'R-1', caseId: 'M-77' }
const ruling = { ...ofCase, rulingId: 'M-77-1', authority: 'market_rules_45' }

/** Nothing is automatic, and no reviewer but the lead may approve what the three mugs cost. */
const policy = simplePolicy('EUR', { automatic: [] })

describe.each(stores)('A case that was closed ($name)', ({ open }) => {
  /** Refused, appealed, refused by another person, given a coupon of 30.00, and taken to the platform. */
  const beforeThePlatform = async () => {
    const shop = shopOn(await open(), { policy })
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    await shop.requests.reject({ requestId: 'R-1', code: 'NOT_DEFECTIVE', note: 'No fault to be seen.' }, agent)
    await shop.requests.answerSurvey({ requestId: 'R-1', score: 1 }, customer)
    await shop.requests.close({ requestId: 'R-1' }, agent)
    await shop.requests.appeal({ requestId: 'R-1', note: 'Listen to it.' }, customer)
    expect(await refusalOf(shop.requests.reject({ requestId: 'R-1', code: 'NOT_DEFECTIVE' }, agent))).toMatchObject({
      _tag: 'SameReviewer',
    })
    await shop.requests.reject({ requestId: 'R-1', code: 'NOT_DEFECTIVE' }, lead)
    await shop.compensations.propose(
      {
        ...{ compensationId: 'C-1', requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' }, terms: terms() },
        losses: [lossOf('delay', 3_000)],
      },
      supervisor,
    )
    await shop.requests.close({ requestId: 'R-1' }, agent)
    await shop.requests.openPlatformCase({ ...ofCase, platform: 'market' }, platform)
    return shop
  }
  const ruledAllOfIt = { ...ruling, inFavorOf: 'customer', remedy: 'refund_only' } as const
  const told = async (store: EventStore, type: string): Promise<ReadonlyArray<unknown>> => {
    const found: Array<unknown> = []
    for await (const logged of readLog(store))
      if (E.isRight(logged) && logged.right.event.type === type) found.push(logged.right.event.data)
    return found
  }

  it('that an appeal did not help is reversed by the platform, under its authority, above the limit of everybody here', async () => {
    const shop = await beforeThePlatform()
    // The limit of the agent is 200.00; finance approves what is paid above it. Nobody is asked.
    await shop.requests.recordRuling(ruledAllOfIt, platform)
    expect(await told(shop.store, 'RulingApplied')).toMatchObject([{ rulingId: 'M-77-1' }])
    expect(await told(shop.store, 'CaseDecided')).toMatchObject([
      { rulingId: 'M-77-1', authority: 'market_rules_45', inFavorOf: 'customer' },
    ])
    expect((await told(shop.store, 'RequestApproved')).at(-1)).toMatchObject({
      by: { _tag: 'Ruling', rulingId: 'M-77-1', authority: 'market_rules_45' },
    })
    expect(await told(shop.store, 'RefundApprovalGiven')).toEqual([])
    expect(await told(shop.store, 'RequestRejected')).toHaveLength(2)
    expect(shop.payments.paidTotal()).toBe(26_997)
    expect((await shop.getOrder('#1001')).lines).toMatchObject([{ held: 0, kept: 3 }])
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })

  it('keeps what was given before, unless the ruling says that it counts: then that is taken back, and the refund is whole', async () => {
    const shop = await beforeThePlatform()
    await shop.requests.recordRuling(ruledAllOfIt, platform)
    const given = async () => (await shop.getCase('R-1')).compensations.map(({ status }) => status)
    expect(await given()).toEqual(['issued'])
    expect(shop.benefits.total()).toBe(3_000)
    const [refund] = (await shop.getCase('R-1')).refunds
    expect(refund!.breakdown).toMatchObject({ total: 26_997, deductions: [], shortfall: 0 })
    // The platform wrote: less the coupon.
    await shop.compensations.revoke({ compensationId: 'C-1', reason: ruling.rulingId }, lead)
    expect(await given()).toEqual(['revoked'])
    expect(shop.payments.paidTotal()).toBe(26_997)
  })

  it('has the customer owe what they used of it, where the ruling says that it counts', async () => {
    const shop = await beforeThePlatform()
    const [key] = shop.benefits.given.keys()
    shop.benefits.use(key!)
    await shop.requests.recordRuling(ruledAllOfIt, platform)
    const { state } = await shop.compensations.revoke(
      { compensationId: 'C-1', reason: ruling.rulingId, clawBack: true },
      lead,
    )
    expect(state).toMatchObject({ debts: [{ party: 'customer', claimed: 3_000 }] })
    expect(shop.payments.paidTotal()).toBe(26_997)
  })

  it('asks the customer again how it was; what they said before stays', async () => {
    const shop = await beforeThePlatform()
    await shop.requests.recordRuling(ruledAllOfIt, platform)
    await shop.requests.answerSurvey({ requestId: 'R-1', score: 4 }, customer)
    expect(await refusalOf(shop.requests.answerSurvey({ requestId: 'R-1', score: 5 }, customer))).toMatchObject({
      _tag: 'SurveyTwice',
    })
    expect(await told(shop.store, 'SurveyAnswered')).toMatchObject([{ score: 1 }, { score: 4 }])
  })
})
