/** Where no answer comes: unknown is never a no, the same key may go out again, and a look-up finds what was paid. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import type { ProviderSilent } from '../../ports/payment-provider.js'
import {
  again,
  assertSilent,
  assertTaken,
  canBeAsked,
  executedKeys,
  instruction,
  lookedUp,
  providerCase,
  tagOf,
  type ProviderCase,
  type Said,
} from './harness.js'

/** An answer that never comes would hang the suite; two seconds are long for giving up. */
const soon = (said: Promise<Said>): Promise<Said> =>
  Promise.race([
    said,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('it did not give up when it was told to')), 2_000).unref()
    }),
  ])

export const silenceCases: ReadonlyArray<ProviderCase> = [
  providerCase('is silent, and never says no, whatever keeps the outcome from being known', async (harness) => {
    const { provider, backend } = harness
    for (const [n, trouble] of backend.troubles.entries()) {
      backend.failNext(trouble)
      assertSilent(await provider.submit(instruction(harness, n))())
    }
  }),

  providerCase('pays once where the same key goes out again after any trouble', async (harness) => {
    const { provider, backend } = harness
    for (const [n, trouble] of backend.troubles.entries()) {
      const one = instruction(harness, n)
      backend.failNext(trouble)
      await provider.submit(one)()
      const said = await again(harness, one)
      if (backend.saved?.includes(trouble)) assertSilent(said)
      else assertTaken(said, one)
      assert.equal(executedKeys(harness).filter((key) => key === one.key).length, E.isRight(said) ? 1 : 0)
    }
  }),

  providerCase(
    'says when to come again, where the provider says so',
    async (harness) => {
      harness.backend.failNext('too_many_requests')
      const { retryAfterSeconds } = assertSilent(await harness.provider.submit(instruction(harness, 1))())
      assert.ok(retryAfterSeconds !== undefined && retryAfterSeconds > 0, 'it names the seconds')
    },
    ({ backend }) => backend.troubles.includes('too_many_requests'),
  ),

  providerCase(
    'finds what was paid although the answer was lost',
    async (harness) => {
      const one = instruction(harness, 1)
      harness.backend.failNext('answer_lost')
      assertSilent(await harness.provider.submit(one)())
      assertTaken(await lookedUp(harness, one), one)
      assert.deepEqual(executedKeys(harness), [one.key])
    },
    (harness) => canBeAsked(harness) && harness.backend.troubles.includes('answer_lost'),
  ),

  providerCase(
    'finds each of many refunds of one payment',
    async (harness) => {
      const many = Array.from({ length: 30 }, (_, n) => instruction(harness, n, { minor: 10 + n }))
      for (const one of many) await harness.provider.submit(one)()
      for (const one of [many[0]!, many[15]!, many[29]!]) assertTaken(await lookedUp(harness, one), one)
    },
    canBeAsked,
  ),

  providerCase(
    'has never seen a key that never went out, if it can be certain',
    async (harness) => {
      await harness.provider.submit(instruction(harness, 1))()
      assert.deepEqual(await harness.provider.lookup(instruction(harness, 2))(), E.right({ _tag: 'NeverSeen' }))
    },
    ({ provider }) => provider.capabilities.lookup._tag === 'certain',
  ),

  providerCase(
    'does not claim to know anything where it cannot be asked',
    async (harness) => {
      const one = instruction(harness, 1)
      await harness.provider.submit(one)()
      assertSilent(await harness.provider.lookup(one)())
    },
    (harness) => !canBeAsked(harness),
  ),

  // Otherwise a bad minute of the network would send every refund a second time.
  providerCase(
    'never says that it has not seen a key because a look-up failed',
    async (harness) => {
      const one = instruction(harness, 1)
      await harness.provider.submit(one)()
      for (const trouble of harness.backend.troubles) {
        harness.backend.failNext(trouble)
        const said = await harness.provider.lookup(one)()
        if (trouble !== 'key_in_use') assertSilent(said)
        assert.notEqual(tagOf(said), 'NeverSeen')
      }
    },
    (harness) => canBeAsked(harness) && harness.backend.failsLookups,
  ),

  providerCase('ends a call that is given up, without an outcome', async (harness) => {
    const giveUp = new AbortController()
    harness.backend.hangNext()
    const said = harness.provider.submit(instruction(harness, 1), giveUp.signal)()
    setTimeout(() => giveUp.abort(), 20)
    assertSilent(await soon(said))
  }),

  providerCase('sends nothing that was given up before', async (harness) => {
    const one = instruction(harness, 1)
    assertSilent(await soon(harness.provider.submit(one, AbortSignal.abort())()))
    assertSilent(await soon(harness.provider.lookup(one, AbortSignal.abort())()))
    assert.deepEqual(executedKeys(harness), [])
  }),

  providerCase('throws nothing, whatever it is given', async (harness) => {
    const { paymentRef: _, ...unnamed } = instruction(harness, 1)
    const strange = [unnamed, instruction(harness, 2, { paymentRef: '退款 #1/../%00' })]
    for (const one of [...strange, instruction(harness, 3, { orderId: '订单 №7 🎁' })])
      for (const call of [harness.provider.submit, harness.provider.lookup]) {
        const said = await call(one)()
        assert.ok(E.isLeft(said) || E.isRight(said))
      }
  }),

  providerCase('keeps every secret out of what it says', async (harness) => {
    const said: Array<ProviderSilent> = []
    for (const [n, trouble] of harness.backend.troubles.entries()) {
      harness.backend.failNext(trouble)
      said.push(assertSilent(await harness.provider.submit(instruction(harness, n))()))
    }
    const texts = said.map((silent) => Object.values(silent).join(' ')).join('\n')
    for (const secret of harness.secrets) assert.ok(!texts.includes(secret), 'a secret stands in an error')
  }),
]
