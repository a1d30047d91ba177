/** What moves money, and what must not: a key pays once, an amount is what was said, a no is a no. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import {
  again,
  assertTaken,
  canBeAsked,
  executedKeys,
  instruction,
  lookedUp,
  providerCase,
  tagOf,
  type ProviderCase,
  type ProviderHarness,
} from './harness.js'

const isAsynchronous = ({ provider }: ProviderHarness): boolean => provider.capabilities.asynchronousOutcome

/** Currencies with two, no and three digits, with Stripe's special cases, and an amount of fifteen digits. */
const AMOUNTS: ReadonlyArray<readonly [minor: number, currency: string]> = [
  [1, 'EUR'],
  [333, 'JPY'],
  [500, 'ISK'],
  [7, 'UGX'],
  [1_230, 'KWD'],
  [1_200, 'MGA'],
  [12_345, 'HUF'],
  [9_999_999_900, 'TWD'],
]

export const moneyCases: ReadonlyArray<ProviderCase> = [
  providerCase('pays a key once and answers the same, however often it is sent', async (harness) => {
    const one = instruction(harness, 1)
    const first = await harness.provider.submit(one)()
    assertTaken(first, one)
    for (let time = 0; time < 3; time += 1) assert.deepEqual(await again(harness, one), first)
    assert.deepEqual(executedKeys(harness), [one.key])
  }),

  providerCase('pays a key once where it is sent many times at once', async (harness) => {
    const one = instruction(harness, 1)
    const said = await Promise.all(Array.from({ length: 8 }, () => harness.provider.submit(one)()))
    for (const each of said) if (E.isRight(each)) assertTaken(each, one)
    assert.ok(said.some(E.isRight), 'one of them is answered')
    assert.deepEqual(executedKeys(harness), [one.key])
  }),

  providerCase('pays every key of its own, also for the same amount of the same payment', async (harness) => {
    for (const n of [1, 2, 3])
      assertTaken(await harness.provider.submit(instruction(harness, n))(), instruction(harness, n))
    assert.equal(new Set(executedKeys(harness)).size, 3)
    assert.equal(executedKeys(harness).length, 3)
  }),

  // Declined would be a lie about a key that paid: the money would be free to be paid again.
  providerCase(
    'never pays a key with another amount or currency, and never says that it did not pay',
    async (harness) => {
      const one = instruction(harness, 1)
      await harness.provider.submit(one)()
      for (const other of [{ minor: 2_000 }, { minor: 999 }, { currency: 'USD' }]) {
        const tag = tagOf(await again(harness, { ...one, ...other }))
        assert.ok(['Misused', 'ProviderSilent'].includes(tag), `it answered ${tag} to a key of another refund`)
      }
      assert.equal(harness.backend.executed().length, 1)
    },
  ),

  providerCase('says a definite no as one, with its code, and pays nothing', async (harness) => {
    const one = instruction(harness, 1)
    harness.backend.declineNext('charge_disputed')
    assert.deepEqual(await harness.provider.submit(one)(), E.right({ _tag: 'Declined', code: 'charge_disputed' }))
    const repeated = tagOf(await again(harness, one))
    assert.ok(['Declined', 'ProviderSilent'].includes(repeated), `a declined key is ${repeated} when it is sent again`)
    assert.deepEqual(executedKeys(harness), [])
  }),

  providerCase('passes whole amounts of every currency as the provider documents them', async (harness) => {
    const { provider, backend } = harness
    const units = backend.unitsOf ?? ((minor: number) => minor)
    for (const [at, [minor, currency]] of AMOUNTS.entries()) {
      const one = instruction(harness, at, { minor, currency, captured: minor })
      assertTaken(await provider.submit(one)(), one)
      assert.deepEqual(backend.executed().at(-1), { key: one.key, minor: units(minor, currency), currency })
      if (canBeAsked(harness)) assertTaken(await lookedUp(harness, one), one)
    }
  }),

  providerCase(
    'pays no amount that is finer than the smallest step it declares',
    async (harness) => {
      const steps = Object.entries(harness.provider.capabilities.granularity ?? {})
      for (const [at, [currency, step]] of steps.entries()) {
        const said = await harness.provider.submit(instruction(harness, at, { minor: 20 * step + 1, currency }))()
        assert.equal(tagOf(said), 'Declined')
      }
      assert.deepEqual(executedKeys(harness), [])
    },
    ({ provider }) => provider.capabilities.granularity !== undefined,
  ),

  providerCase('pays parts of a payment exactly where it declares that', async (harness) => {
    const { provider, backend } = harness
    const parts = [1, 2, 3].map((n) => instruction(harness, n, { minor: n * 100, captured: 600 }))
    for (const part of parts) {
      const said = await provider.submit(part)()
      if (provider.capabilities.partialRefunds) assertTaken(said, part)
      else assert.equal(tagOf(said), 'Declined')
    }
    const sum = backend.executed().reduce((total, { minor }) => total + minor, 0)
    assert.equal(sum, provider.capabilities.partialRefunds ? 600 : 0)
  }),

  providerCase(
    'pays no more refunds of one payment than it declares',
    async (harness) => {
      const { capabilities, submit } = harness.provider
      const most = capabilities.maxRefundsPerPayment ?? 0
      for (let n = 1; n <= most; n += 1) assertTaken(await submit(instruction(harness, n))(), instruction(harness, n))
      assert.equal(tagOf(await submit(instruction(harness, most + 1))()), 'Declined')
      assert.equal(executedKeys(harness).length, most)
    },
    ({ provider }) => provider.capabilities.maxRefundsPerPayment !== undefined,
  ),

  providerCase(
    'has a refund under way until its outcome is there, and then says that outcome',
    async (harness) => {
      const { provider, backend } = harness
      const [good, bad] = [instruction(harness, 1), instruction(harness, 2)]
      for (const one of [good, bad]) {
        backend.processNext()
        assert.equal(tagOf(await provider.submit(one)()), 'Processing')
      }
      backend.settle(good.key, 'succeed')
      backend.settle(bad.key, 'fail')
      if (!canBeAsked(harness)) return
      assertTaken(await lookedUp(harness, good), good)
      assert.equal(tagOf(await lookedUp(harness, good)), 'Succeeded')
      assert.equal(tagOf(await lookedUp(harness, bad)), 'Declined')
    },
    isAsynchronous,
  ),

  providerCase(
    'takes its word back where the money came back',
    async (harness) => {
      const one = instruction(harness, 1)
      const said = await harness.provider.submit(one)()
      if (tagOf(said) === 'Processing') harness.backend.settle(one.key, 'succeed')
      harness.backend.reverse(one.key)
      const now = await lookedUp(harness, one)
      if (E.isRight(now) && now.right._tag === 'Reversed') assert.equal(now.right.minor, one.minor)
      else assert.equal(tagOf(now), 'Declined')
    },
    (harness) => harness.provider.capabilities.reversal && canBeAsked(harness),
  ),
]
