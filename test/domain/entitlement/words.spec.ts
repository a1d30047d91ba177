/** Every no has a code for programs and a sentence for people, in both languages; and the life of an entitlement is told. */
import { describe, expect, it } from 'vitest'
import {
  describeEntitlementError,
  Entitlement,
  entitlementEvents,
  entitlementLifecycle,
  entitlementWords,
  type EntitlementError,
} from '../../../src/domain/entitlement/index.js'
import { stepsOf } from '../../../src/testing/laws.js'
import fc from 'fast-check'
import { anOrder, history, play } from './arbitrary.js'
import { order } from './orders.js'

const errors: ReadonlyArray<EntitlementError> = [
  { _tag: 'LineUnknown', lineId: 'shoe' },
  { _tag: 'ExceedsOrdered', lineId: 'shirt', asked: 4, ordered: 3 },
  { _tag: 'UnitsAlreadyClaimed', lineId: 'shirt', asked: 2, free: 1 },
  { _tag: 'DuplicateOpenRequest', requestId: 'r-1' },
  { _tag: 'RequestTooLarge', lines: 500, atMost: 120 },
  { _tag: 'NotClaimed', lineId: 'shirt' },
  { _tag: 'ChargebackOpen', chargebackId: 'cb-1' },
  { _tag: 'OrderNotRegistered' },
  { _tag: 'EntitlementForStaffOnly' },
  { _tag: 'EntitlementForFinanceOnly' },
  { _tag: 'TenderUnknown', tenderId: 'cheque' },
  { _tag: 'ChargebackUnknown', chargebackId: 'cb-1' },
  ...(
    [
      'line_ids_unique',
      'tender_ids_unique',
      'discount_within_goods',
      'lines_known',
      'captured_within_order_total',
      'order_total_within_limit',
      'other_order',
      'tender_and_amount_given',
    ] as const
  ).map((rule) => ({ _tag: 'OrderFactsInconsistent', rule }) as const),
]

describe('Every error', () => {
  it('is described here', () =>
    expect(new Set(errors.map((e) => e._tag))).toEqual(new Set(Object.keys(entitlementWords))))

  it.each(errors)('$_tag has a code of its own and two sentences', (error) => {
    const { code, en, zh } = describeEntitlementError(error)
    expect(code).toMatch(/^ENTITLEMENT\.[A-Z_]+$/)
    expect(en).toMatch(/^[A-Z].*\.$/)
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
  })

  it('has its own code', () => {
    const codes = Object.values(entitlementWords).map((words) => words.code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('says the numbers', () =>
    expect(describeEntitlementError({ _tag: 'UnitsAlreadyClaimed', lineId: 'shirt', asked: 2, free: 1 })).toEqual({
      code: 'ENTITLEMENT.UNITS_ALREADY_CLAIMED',
      retryable: false,
      en: 'Asked for 2, but only 1 are still free; the others are claimed or settled.',
      zh: '申请数量 2,但仅剩 1 件可申请,其余已在处理或已完成售后。',
    }))
})

describe('The life of an entitlement', () => {
  it('takes no step that is not listed', () =>
    fc.assert(
      fc.property(anOrder(), history, (facts, moves) => {
        const events = play(facts, moves).steps.flatMap((step) => step.events)
        expect(entitlementLifecycle).toEqual(expect.arrayContaining([...stepsOf(Entitlement, events)]))
      }),
      { numRuns: 30 },
    ))

  it('lists a step for each event', () =>
    expect(entitlementLifecycle.map(([, by]) => by)).toEqual(entitlementEvents.families.map((f) => f.type as string)))

  it('never ends: a chargeback may come after years', () =>
    expect([Entitlement.isTerminal(Entitlement.initial), Entitlement.isTerminal(order().state)]).toEqual([
      false,
      false,
    ]))
})
