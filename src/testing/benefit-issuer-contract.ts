/**
 * What every issuer of benefits must do, as named cases that throw where it does not; run them under any test framework.
 * The rule behind all of them: a key stands for one benefit for ever, and what is not known is never called a no.
 *
 * @example
 * for (const { name, run } of benefitIssuerContract) it(name, () => run(() => openMyIssuerOnItsTestServer()))
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { BenefitAnswer } from '../domain/values/benefit.js'
import type { BenefitInstruction, BenefitIssuer, IssuerSilent } from '../ports/benefit-issuer.js'

/** The issuer's side: what a test can make of the next call, and its books. It shares no code with the adapter. */
export interface IssuerBackend {
  /** Every benefit that was really given, in order; one that was given twice stands here twice. */
  readonly given: () => ReadonlyArray<{ readonly key: string; readonly minor: number; readonly currency: string }>
  /** Benefits that customers have and have not used. */
  readonly inHand: () => ReadonlyArray<string>
  /** The customer uses it. */
  readonly use: (key: string) => void
  /** `request_lost`: nothing arrives. `answer_lost`: it is done, and the answer never arrives. */
  readonly failNext: (trouble: 'request_lost' | 'answer_lost') => void
  readonly declineNext: (code: string) => void
  /** No answer at all until the call is given up. */
  readonly hangNext: () => void
}

export interface IssuerHarness {
  readonly issuer: BenefitIssuer
  readonly backend: IssuerBackend
}

/** Gives an issuer of its own, with empty books, every time. Who opens it also closes it. */
export type OpenIssuer = () => Promise<IssuerHarness>

export interface IssuerCase {
  readonly name: string
  readonly run: (open: OpenIssuer) => Promise<void>
}

type Said = E.Either<IssuerSilent, BenefitAnswer | { readonly _tag: 'NeverSeen' }>

const issuerCase = (name: string, check: (harness: IssuerHarness) => Promise<void>): IssuerCase => ({
  name,
  run: async (open) => check(await open()),
})

const benefit = (n: number, more: Partial<BenefitInstruction> = {}): BenefitInstruction => ({
  key: `0c0ffee0-0000-4000-8000-${String(n).padStart(12, '0')}`,
  tenant: 'main',
  compensationId: `k-${n}`,
  requestId: 'r-1',
  orderId: '#1001',
  customerId: 'c-1',
  form: 'coupon',
  product: 'WE-ARE-SORRY',
  minor: 1_000,
  currency: 'EUR',
  ...more,
})
const one = benefit(1)

const tagOf = (said: Said): string => (E.isLeft(said) ? said.left._tag : said.right._tag)

const assertIssued = (said: Said, { minor, currency }: BenefitInstruction): void => {
  assert.equal(tagOf(said), 'Issued')
  assert.ok(E.isRight(said) && BenefitAnswer.is(said.right), 'it is an answer as the codec has it')
  assert.ok(said.right._tag === 'Issued')
  assert.deepEqual([said.right.minor, said.right.currency], [minor, currency], 'it echoes amount and currency')
}
const assertSilent = (said: Said): void => {
  assert.equal(tagOf(said), 'IssuerSilent')
  assert.ok(E.isLeft(said) && said.left.reason.length > 0, 'a reason is for people: it says something')
}
const keysGiven = ({ backend }: IssuerHarness): ReadonlyArray<string> => backend.given().map(({ key }) => key)

export const benefitIssuerContract: ReadonlyArray<IssuerCase> = [
  issuerCase('gives what was asked for, to the minor unit', async (harness) => {
    for (const [n, minor, currency] of [
      [1, 1, 'EUR'],
      [2, 333, 'JPY'],
      [3, 1_230, 'KWD'],
      [4, 9_999_999_900, 'TWD'],
    ] as const) {
      const asked = benefit(n, { minor, currency })
      assertIssued(await harness.issuer.issue(asked)(), asked)
    }
    assert.deepEqual(
      harness.backend.given().map(({ minor, currency }) => [minor, currency]),
      [
        [1, 'EUR'],
        [333, 'JPY'],
        [1_230, 'KWD'],
        [9_999_999_900, 'TWD'],
      ],
    )
  }),

  issuerCase('gives one benefit for a key and answers the same, however often it is asked', async (harness) => {
    const first = await harness.issuer.issue(one)()
    assertIssued(first, one)
    for (let time = 0; time < 3; time += 1) assert.deepEqual(await harness.issuer.issue(one)(), first)
    assert.deepEqual(keysGiven(harness), [one.key])
  }),

  issuerCase('gives one benefit for a key that is asked for many times at once', async (harness) => {
    const said = await Promise.all(Array.from({ length: 8 }, () => harness.issuer.issue(one)()))
    assert.ok(said.some(E.isRight), 'one of them is answered')
    assert.deepEqual(keysGiven(harness), [one.key])
  }),

  issuerCase('gives every key its own benefit, also the same one to the same customer', async (harness) => {
    for (const n of [1, 2, 3]) assertIssued(await harness.issuer.issue(benefit(n))(), benefit(n))
    assert.equal(new Set(keysGiven(harness)).size, 3)
  }),

  issuerCase('gives nothing more for a key with another amount, and echoes what was given', async (harness) => {
    await harness.issuer.issue(one)()
    assertIssued(await harness.issuer.issue({ ...one, minor: 2_000 })(), one)
    assert.deepEqual(keysGiven(harness), [one.key])
  }),

  issuerCase('is silent where the answer is lost, and never says no; asked again, it knows', async (harness) => {
    harness.backend.failNext('answer_lost')
    assertSilent(await harness.issuer.issue(one)())
    assertIssued(await harness.issuer.lookup(one)(), one)
    assertIssued(await harness.issuer.issue(one)(), one)
    assert.deepEqual(keysGiven(harness), [one.key])
  }),

  issuerCase(
    'is silent where the request is lost, has never seen it, and gives it when asked again',
    async (harness) => {
      harness.backend.failNext('request_lost')
      assertSilent(await harness.issuer.issue(one)())
      assert.equal(tagOf(await harness.issuer.lookup(one)()), 'NeverSeen')
      assertIssued(await harness.issuer.issue(one)(), one)
    },
  ),

  issuerCase('is silent when it is given up on', async (harness) => {
    harness.backend.hangNext()
    const over = new AbortController()
    const said = harness.issuer.issue(one, over.signal)()
    over.abort('over')
    assertSilent(await said)
  }),

  issuerCase('says no for sure, and may give it under the same key later', async (harness) => {
    harness.backend.declineNext('sold_out')
    assert.equal(tagOf(await harness.issuer.issue(one)()), 'Declined')
    assert.deepEqual(keysGiven(harness), [])
    assertIssued(await harness.issuer.issue(one)(), one)
  }),

  issuerCase('takes back what is unused, once and for all', async (harness) => {
    await harness.issuer.issue(one)()
    assert.equal(tagOf(await harness.issuer.revoke(one)()), 'Revoked')
    assert.equal(tagOf(await harness.issuer.revoke(one)()), 'Revoked')
    assert.equal(tagOf(await harness.issuer.lookup(one)()), 'Revoked')
    assert.deepEqual(harness.backend.inHand(), [])
  }),

  issuerCase('takes back once where the answer is lost', async (harness) => {
    await harness.issuer.issue(one)()
    harness.backend.failNext('answer_lost')
    assertSilent(await harness.issuer.revoke(one)())
    assert.equal(tagOf(await harness.issuer.revoke(one)()), 'Revoked')
  }),

  issuerCase('does not take back what was used', async (harness) => {
    await harness.issuer.issue(one)()
    harness.backend.use(one.key)
    assert.equal(tagOf(await harness.issuer.revoke(one)()), 'Used')
    assert.equal(tagOf(await harness.issuer.lookup(one)()), 'Used')
  }),

  // A call that was thought lost may arrive after everybody has given up.
  issuerCase('gives nothing for a key that is void, however late it is asked', async (harness) => {
    assert.equal(tagOf(await harness.issuer.revoke(one)()), 'Revoked')
    assert.equal(tagOf(await harness.issuer.issue(one)()), 'Revoked')
    await harness.issuer.issue(benefit(2))()
    await harness.issuer.revoke(benefit(2))()
    assert.equal(tagOf(await harness.issuer.issue(benefit(2))()), 'Revoked')
    assert.deepEqual(harness.backend.inHand(), [])
  }),
]
