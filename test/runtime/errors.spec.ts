/** Every error of the library in words: a code for programs, a sentence for people in both languages. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describe as inWords, type AfterSalesError } from 'after-sales'

type Samples = { readonly [Tag in AfterSalesError['_tag']]: Extract<AfterSalesError, { readonly _tag: Tag }> }

const amounts = { asked: 3, free: 1, ordered: 2, received: 2, inspected: 3, disposed: 4 }

/** One of each; the compiler knows when one is missing. */
const samples = {
  InvalidInput: {
    _tag: 'InvalidInput',
    subject: 'OpenRequest',
    problems: [{ field: 'lines.0.quantity', limit: { _tag: 'WholeNumber', min: 1, max: 5 } }],
  },
  LineUnknown: { _tag: 'LineUnknown', lineId: 'l' },
  ExceedsOrdered: { _tag: 'ExceedsOrdered', lineId: 'l', asked: amounts.asked, ordered: amounts.ordered },
  UnitsAlreadyClaimed: { _tag: 'UnitsAlreadyClaimed', lineId: 'l', asked: amounts.asked, free: amounts.free },
  DuplicateOpenRequest: { _tag: 'DuplicateOpenRequest', requestId: 'R-1' },
  NotClaimed: { _tag: 'NotClaimed', lineId: 'l' },
  ChargebackOpen: { _tag: 'ChargebackOpen', chargebackId: 'cb' },
  OrderNotRegistered: { _tag: 'OrderNotRegistered' },
  OrderFactsInconsistent: { _tag: 'OrderFactsInconsistent', rule: 'lines_known' },
  TenderUnknown: { _tag: 'TenderUnknown', tenderId: 't' },
  ChargebackUnknown: { _tag: 'ChargebackUnknown', chargebackId: 'cb' },
} as const satisfies Partial<Samples>

/** Errors whose types grow with the aggregates: their tags are read from the source, with facts that fit any of them. */
const FILES = ['entitlement', 'request', 'return', 'refund', 'replacement', 'repair', 'compensation', 'allowance'].map(
  (kind) => `src/domain/${kind}/errors.ts`,
)
const tags = [...FILES, 'src/runtime/errors.ts', 'src/ports/event-store.ts', 'src/ports/key-ring.ts']
  .concat(
    'src/ports/order-directory.ts',
    'src/ports/authorizer.ts',
    'src/runtime/seal.ts',
    'src/runtime/reading/privacy-errors.ts',
    'src/domain/values/ids.ts',
    'src/domain/values/refusal.ts',
    'src/domain/values/allowance.ts',
  )
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/readonly _tag: '(\w+)'|_tag: tag\('(\w+)'\)/g)].map((m) => m[1] ?? m[2]!),
  )
  .filter((tag) => !['Event', 'Checkpoint', 'CaughtUp', 'Reconnected', 'Failed'].includes(tag))

const anyFacts = {
  ...amounts,
  ...{ lineId: 'l', status: 'draft', reason: 'why', field: 'override', remedy: 'refund_only', ruleId: 'W-1' },
  ...{ closedAt: '2026-01-01T00:00:00.000Z', value: 5, limit: 4, currency: 'EUR', requested: 1, approved: 2 },
  ...{ authorized: 1, accepted: 2, rejected: 1, answered: 7, legId: 'card', stream: 's', expected: 1, actual: 2 },
  ...{ bytes: 300, attempts: 5, type: 'T', revision: 3, policyId: 'p', version: 2, at: '2026-01-01T00:00:00.000Z' },
  ...{ eventId: 'e', rule: 'lines_known', returnId: 'r', requestId: 'q', orderId: 'o', commandId: 'c', position: '9' },
}
/** Facts that are not listed are counts: a new error of an aggregate needs no change here. */
const withFacts = (tag: string): unknown =>
  new Proxy({ _tag: tag, ...anyFacts }, { get: (facts, name) => Reflect.get(facts, name) ?? 6 })
const errorOf = (tag: string): AfterSalesError =>
  ((samples as Readonly<Record<string, unknown>>)[tag] ?? withFacts(tag)) as AfterSalesError

const CHINESE = /[\u4e00-\u9fff]/

describe('Every error', () => {
  it('is found in the source', () => {
    expect(new Set(tags).size).toBeGreaterThan(50)
    expect(tags).toContain('SealBroken')
  })

  it.each([...new Set(tags), 'InvalidInput'])('%s has a code and a sentence in English and in Chinese', (tag) => {
    const { code, en, zh, retryable } = inWords(errorOf(tag))
    expect(code).toMatch(/^[A-Z_]+\.[A-Z_]+$/)
    expect(en).not.toMatch(/undefined|null|\[object|NaN/)
    expect(zh).not.toMatch(/undefined|null|\[object|NaN/)
    expect(en).not.toMatch(CHINESE)
    expect(zh).toMatch(CHINESE)
    expect(en.length).toBeGreaterThan(10)
    expect(typeof retryable).toBe('boolean')
  })

  it('has a code of its own', () => {
    const codes = [...new Set(tags)].map((tag) => inWords(errorOf(tag)).code)
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
  })

  it('is retryable exactly where the same call may succeed later with nobody changing anything', () => {
    const retryable = [...new Set(tags)].filter((tag) => inWords(errorOf(tag)).retryable)
    const passes = [
      'CompensationPending',
      'OutcomeUnknown',
      'StoreUnavailable',
      'WrittenByNewerRelease',
      'WrongExpectedRevision',
    ]
    passes.push('AnswerPending', 'ConflictUnresolved', 'KeyRingUnavailable', 'OrderDirectoryUnavailable')
    const stays = [
      'InvalidInput',
      'CommandIdReused',
      'UnitsAlreadyClaimed',
      'SealBroken',
      'UndecodableEvent',
      'FourEyes',
    ]
    expect(retryable).toEqual(expect.arrayContaining(passes))
    expect(retryable.filter((tag) => stays.includes(tag))).toEqual([])
  })

  it('names fields and limits of an input, several in one sentence', () => {
    const { en, zh } = inWords({
      _tag: 'InvalidInput',
      subject: 'OpenRequest',
      problems: [
        { field: '', limit: { _tag: 'Fields', known: ['a', 'b'] } },
        { field: 'x', limit: { _tag: 'YesOrNo' } },
        { field: 'y', limit: { _tag: 'OneOf', values: ['p', 'q'] } },
        { field: 'z', limit: { _tag: 'List', min: 1, max: 5 } },
        { field: 'n', limit: { _tag: 'Text', min: 1, max: 9 } },
      ],
    })
    expect(en.split('; ')).toHaveLength(5)
    expect(zh.split(';')).toHaveLength(5)
  })
})
