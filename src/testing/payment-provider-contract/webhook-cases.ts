/** Webhooks come from anybody who knows the address: only the signature over the raw bytes says who wrote them. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '../../domain/values/instant.js'
import type { ProviderNotice, RawWebhook, WebhookRefused } from '../../ports/payment-provider.js'
import { instruction, later, providerCase, tagOf, type ProviderCase, type ProviderHarness } from './harness.js'

type Read = E.Either<WebhookRefused, ReadonlyArray<ProviderNotice>>

const hasWebhooks = ({ provider }: ProviderHarness): boolean => provider.parseWebhook !== undefined
const read = async ({ provider, backend }: ProviderHarness, webhook: RawWebhook, now?: Instant): Promise<Read> =>
  provider.parseWebhook!(webhook, now ?? backend.now())()

const onlyNotice = (answer: Read): ProviderNotice => {
  if (E.isLeft(answer)) assert.fail(`it refused: ${answer.left._tag}`)
  assert.equal(answer.right.length, 1)
  return answer.right[0]!
}
const assertRefused = (answer: Read, why: WebhookRefused['_tag']): void =>
  assert.equal(E.isLeft(answer) ? answer.left._tag : 'accepted', why)

const withBody = (webhook: RawWebhook, change: (text: string) => string): RawWebhook => ({
  ...webhook,
  body: new TextEncoder().encode(change(new TextDecoder().decode(webhook.body))),
})

/** A refund that was paid, and what the provider writes about it. */
const paid = async (harness: ProviderHarness, n = 1) => {
  const { provider, backend } = harness
  const one = instruction(harness, n)
  if (tagOf(await provider.submit(one)()) === 'Processing') backend.settle(one.key, 'succeed')
  return { one, webhook: backend.webhookFor(one.key, backend.now()) }
}

export const webhookCases: ReadonlyArray<ProviderCase> = [
  providerCase(
    'reads a webhook: which leg, and what became of it',
    async (harness) => {
      const { one, webhook } = await paid(harness)
      const { reference, answer } = onlyNotice(await read(harness, webhook))
      assert.equal(reference, one.key)
      assert.equal(answer._tag, 'Succeeded')
      if (answer._tag === 'Succeeded') assert.deepEqual([answer.minor, answer.currency], [one.minor, one.currency])
    },
    hasWebhooks,
  ),

  providerCase(
    'gives a repeated webhook the same id, and another one another',
    async (harness) => {
      const first = onlyNotice(await read(harness, (await paid(harness, 1)).webhook))
      const key = instruction(harness, 1).key
      const repeated = harness.backend.webhookFor(key, later(harness.backend.now(), 60))
      assert.equal(onlyNotice(await read(harness, repeated)).noticeId, first.noticeId)
      assert.notEqual(onlyNotice(await read(harness, (await paid(harness, 2)).webhook)).noticeId, first.noticeId)
    },
    hasWebhooks,
  ),

  providerCase(
    'reads that what was under way failed, and that what was paid came back',
    async (harness) => {
      const { provider, backend } = harness
      const bad = instruction(harness, 1)
      backend.processNext()
      await provider.submit(bad)()
      backend.settle(bad.key, 'fail')
      assert.equal(onlyNotice(await read(harness, backend.webhookFor(bad.key, backend.now()))).answer._tag, 'Declined')
      if (!provider.capabilities.reversal) return
      const { one } = await paid(harness, 2)
      backend.reverse(one.key)
      const { answer } = onlyNotice(await read(harness, backend.webhookFor(one.key, backend.now())))
      assert.equal(answer._tag, 'Reversed')
    },
    (harness) => hasWebhooks(harness) && harness.provider.capabilities.asynchronousOutcome,
  ),

  providerCase(
    'refuses what was altered on its way, were it one byte',
    async (harness) => {
      const { webhook } = await paid(harness)
      assertRefused(
        await read(
          harness,
          withBody(webhook, (text) => text.replace('1000', '9000')),
        ),
        'WebhookForged',
      )
      assertRefused(
        await read(
          harness,
          withBody(webhook, (text) => `${text} `),
        ),
        'WebhookForged',
      )
      assertRefused(await read(harness, { ...webhook, body: new Uint8Array() }), 'WebhookForged')
    },
    hasWebhooks,
  ),

  providerCase(
    'refuses what nobody signed, or somebody else',
    async (harness) => {
      const { webhook } = await paid(harness)
      assertRefused(await read(harness, { ...webhook, headers: {} }), 'WebhookForged')
      const changed = Object.fromEntries(
        Object.entries(webhook.headers).map(([name, value]) => [
          name,
          typeof value === 'string' ? value.replace(/[0-9a-f]{6}$/, '000000') : value,
        ]),
      )
      assertRefused(await read(harness, { ...webhook, headers: changed }), 'WebhookForged')
    },
    hasWebhooks,
  ),

  providerCase(
    'refuses what was signed long ago, by the clock that it is given',
    async (harness) => {
      const { webhook } = await paid(harness)
      const now = harness.backend.now()
      onlyNotice(await read(harness, webhook, later(now, 290)))
      const late = await read(harness, webhook, later(now, 3_600))
      assertRefused(late, 'WebhookTooOld')
      if (E.isLeft(late) && late.left._tag === 'WebhookTooOld') assert.ok(late.left.toleranceSeconds <= 300)
    },
    hasWebhooks,
  ),

  providerCase(
    'refuses a well-signed message that it cannot read, and ignores one that is about no refund',
    async (harness) => {
      const { backend } = harness
      for (const text of ['', 'null', '[]', 'refund', '{"id":'])
        assertRefused(await read(harness, backend.signed(text, backend.now())), 'WebhookInvalid')
      const other = backend.signed(backend.messageAboutSomethingElse, backend.now())
      assert.deepEqual(await read(harness, other), E.right([]))
    },
    hasWebhooks,
  ),
]
