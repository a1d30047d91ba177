/** What a policy means for one request: read once, in the order's currency, and then fixed. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../../../src/domain/kernel/border.js'
import { describeInvalidInput } from '../../../src/domain/kernel/invalid-input.js'
import { PolicySet } from '../../../src/domain/policy/policy-set.js'
import { Terms, termsFor, type OrderForTerms, type RequestForTerms } from '../../../src/domain/policy/terms.js'
import { at } from '../../../src/testing/builders/build.js'
import { policyRef } from '../../../src/testing/builders/entitlement.js'
import { simplePolicy } from '../../../src/testing/simple-policy.js'

const eur = (minor: number) => [{ minor, currency: 'EUR' }]
const ordered: OrderForTerms = { currency: 'EUR', orderedAt: at('2026-03-01T10:00:00.000Z') }
const changedMind: RequestForTerms = { remedy: 'return_refund', reasons: ['CM_CHANGED_MIND'] }

const termsOf = (
  policy: Partial<PolicySet>,
  order: Partial<OrderForTerms> = {},
  request: Partial<RequestForTerms> = {},
) => termsFor(simplePolicy('EUR', policy), policyRef, { ...ordered, ...order }, { ...changedMind, ...request })
const refunds = (given: Partial<PolicySet['refunds']>) => ({ refunds: { ...simplePolicy('EUR').refunds, ...given } })

it('terms name the policy they come from, and can be stored', () => {
  const terms = termsOf({})
  expect(terms.policy).toEqual(policyRef)
  expect(Terms.is(terms)).toBe(true)
})

describe('The window', () => {
  it('counts from the order while no delivery is known', () =>
    expect(termsOf({}).window).toEqual({ ruleId: 'WINDOW-30', closesAt: '2026-03-31T10:00:00.000Z' }))
  it('counts from delivery', () =>
    expect(termsOf({}, { deliveredAt: at('2026-03-05T16:00:00.000Z') }).window.closesAt).toBe(
      '2026-04-04T16:00:00.000Z',
    ))
})

describe('An automatic rule', () => {
  const approve = { ruleId: 'R', verdict: 'approve', atMost: eur(5_000) } as const

  it('applies up to its limit in the currency of the order', () =>
    expect(termsOf({ automatic: [approve] }).automatic).toEqual([{ ruleId: 'R', verdict: 'approve', atMost: 5_000 }]))

  it('gives nothing away in a currency that it does not list', () =>
    expect(termsOf({ automatic: [approve] }, { currency: 'JPY' }).automatic).toEqual([]))

  it('that approves needs a limit', () =>
    expect(termsOf({ automatic: [{ ruleId: 'R', verdict: 'approve' }] }).automatic).toEqual([]))

  it('that rejects needs none, and says why', () =>
    expect(termsOf({ automatic: [{ ruleId: 'R', verdict: 'reject', code: 'FINAL_SALE' }] }).automatic).toEqual([
      { ruleId: 'R', verdict: 'reject', code: 'FINAL_SALE' },
    ]))

  it.each([
    ['all reasons of the request are listed', { reasons: ['CM_CHANGED_MIND', 'QL_DEFECTIVE'] }, true],
    ['one is not', { reasons: ['QL_DEFECTIVE'] }, false],
    ['the remedy is listed', { remedies: ['return_refund'] as const }, true],
    ['it is not', { remedies: ['refund_only'] as const }, false],
  ])('applies where %s: %o', (_, only, applies) =>
    expect(termsOf({ automatic: [{ ...approve, ...only }] }).automatic).toHaveLength(applies ? 1 : 0),
  )
})

describe('A currency that was forgotten costs work, never money', () => {
  const yen = termsOf(
    refunds({
      fees: [{ ruleId: 'F', kind: 'restocking', reasons: ['CM_CHANGED_MIND'], basisPoints: 1_000, flat: eur(490) }],
    }),
    { currency: 'JPY' },
  )
  it('every review goes up', () => expect(yen.reviewLimits.map((l) => l.atMost)).toEqual([0, 0]))
  it('every refund needs approval, and a second one', () =>
    expect(yen.refund).toMatchObject({ approvalFreeUpTo: 0, secondApprovalAbove: 0 }))
  it('and no flat fee is taken', () => expect(yen.fees).toMatchObject([{ basisPoints: 1_000, flat: 0 }]))
})

describe('A fee', () => {
  const fee = { ruleId: 'F', kind: 'return_label', reasons: ['CM_CHANGED_MIND'], basisPoints: 0 } as const
  it('brings its flat part in the currency of the order', () =>
    expect(termsOf(refunds({ fees: [{ ...fee, flat: eur(490) }] })).fees).toEqual([{ ...fee, flat: 490 }]))
  it('may have none', () => expect(termsOf(refunds({ fees: [fee] })).fees).toEqual([{ ...fee, flat: 0 }]))
})

describe('What a policy offers after a decision', () => {
  const rules = {
    appeals: { withinDays: 15, most: 1 },
    reopening: { withinDays: 90 },
    repairs: { most: 2, mostDays: 30 },
  }

  it('is fixed with the rest', () => {
    expect(termsOf(rules)).toMatchObject(rules)
    expect(termsOf(refunds({ duty: 'when_recovered' })).refund.duty).toBe('when_recovered')
  })

  it('is nothing where it says nothing', () => {
    const { appeals: _a, reopening: _r, repairs: _p, ...silent } = simplePolicy('EUR')
    const terms = termsFor(silent, policyRef, ordered, changedMind)
    expect([terms.appeals, terms.reopening, terms.repairs, terms.refund.duty]).toEqual(Array(4).fill(undefined))
  })
})

describe('A policy', () => {
  const policy = border('PolicySet', PolicySet)

  it('is data that passes the border as it is', () =>
    expect(policy(simplePolicy('EUR'))).toEqual(E.right(simplePolicy('EUR'))))

  it.each([
    [
      'a window of part of a day',
      { window: { ruleId: 'W', days: 1.5 } },
      'window.days must be a whole number from 0 to 3650',
    ],
    ['no reason to return', { reasons: [] }, 'reasons must be a list of 1 to 500 items'],
    [
      'a remedy that does not exist',
      { remedies: ['apology'] },
      'remedies.0 must be one of: return_refund, refund_only',
    ],
    ['a rule that nobody knows', { vipDiscount: 10 }, 'it must be an object with no other fields than: policyId'],
  ])('with %s is refused', (_, given, sentence) => {
    const result = policy({ ...simplePolicy('EUR'), ...given })
    expect(E.isLeft(result) ? describeInvalidInput(result.left).en : 'accepted').toContain(`PolicySet: ${sentence}`)
  })
})
