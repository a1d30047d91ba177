/** What the histories of a customer add up to. */
import { describe, expect, it } from 'vitest'
import type { CaseHistory, Instant } from 'after-sales'
import { profileOf } from '../../src/projections/histories/profile.js'

const at = (n: number): Instant => `2026-03-20T10:00:0${n}.000Z` as Instant

describe('The profile of a customer', () => {
  const base: CaseHistory = {
    ...{ requestId: '1', orderId: '#1001', customerId: 'customer-7', remedy: 'return_refund', granted: [] },
    ...{ reasons: ['QL_DEFECTIVE'], channels: ['web'], openedAt: at(0), lastContactAt: at(0), outcome: 'undecided' },
    ...{ declined: [], appeals: [], platformCases: [], refunds: [], refunded: 0, benefits: [], surveys: [] },
    reopenedAt: [],
  }
  const days = { after: '2026-03-20T09:00:00.000Z' as Instant, upTo: at(5) }
  const one = (requestId: string, changes: Partial<CaseHistory>): CaseHistory => ({ ...base, requestId, ...changes })
  const benefit = { compensationId: 'C', form: 'coupon', minor: 100, currency: 'EUR', state: 'given' } as const

  it('of somebody who never asked for anything is empty', () =>
    expect(profileOf('customer-8', [], days)).toEqual({
      ...{ customerId: 'customer-8', requests: 0, lately: { ...days, requests: 0 }, appeals: 0, platformCases: 0 },
      ...{ reasons: {}, remedies: {}, granted: {}, outcomes: {}, channels: {} },
      ...{ satisfaction: { sum: 0, count: 0 }, refunded: [], compensated: [] },
    }))

  it('counts by reason, remedy, outcome and channel, and adds up money by currency and answers', () => {
    const profile = profileOf(
      'customer-7',
      [
        one('1', {
          ...{ currency: 'GBP', refunded: 700, surveys: [2, 5].map((score) => ({ at: at(1), score })) },
          ...{ outcome: 'approved', granted: ['repair', 'refund_only'], channels: ['web', 'phone'] },
        }),
        one('2', {
          ...{ currency: 'EUR', refunded: 300, reasons: ['LATE', '__proto__'], appeals: base.appeals },
          benefits: [benefit, { ...benefit, minor: 50, state: 'used' }, { ...benefit, state: 'expired' }],
        }),
        one('3', { currency: 'EUR', refunded: 30, benefits: [{ ...benefit, state: 'taken_back' }] }),
      ],
      days,
    )
    expect(profile).toMatchObject({
      requests: 3,
      reasons: { LATE: 1, QL_DEFECTIVE: 2 },
      remedies: { return_refund: 3 },
      granted: { refund_only: 1, repair: 1 },
      outcomes: { approved: 1, undecided: 2 },
      channels: { phone: 1, web: 3 },
      satisfaction: { sum: 7, count: 2 },
      refunded: [
        { currency: 'EUR', minor: 330 },
        { currency: 'GBP', minor: 700 },
      ],
      compensated: [{ currency: 'EUR', minor: 150 }],
    })
    expect(Object.keys(profile.reasons)).toContain('__proto__')
  })

  it('counts a wish once that was merged, and forgets none of its money', () => {
    const merged = one('2', { outcome: 'merged', benefits: [benefit], openedAt: at(1), lastContactAt: at(4) })
    expect(profileOf('customer-7', [base, merged], days)).toMatchObject({
      ...{ requests: 1, reasons: { QL_DEFECTIVE: 1 }, lately: { requests: 1 } },
      ...{ compensated: [{ currency: 'EUR', minor: 100 }], firstContactAt: at(0), lastContactAt: at(4) },
    })
  })

  it.each([
    ['at the first instant is not lately', days.after, 0],
    ['right after it is', '2026-03-20T09:00:00.001Z', 1],
    ['at the last is', days.upTo, 1],
    ['after it is not', at(6), 0],
  ])('says how many were opened lately: %s', (_, openedAt, requests) =>
    expect(profileOf('customer-7', [one('1', { openedAt: openedAt as Instant })], days).lately.requests).toBe(requests),
  )
})
