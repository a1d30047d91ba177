/**
 * A contract is worth what it refuses: each provider here breaks one rule, and the case about that rule must say so,
 * whichever others do too.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { PaymentProvider, ProviderAnswer, RefundInstruction } from 'after-sales'
import { paymentProviderContract, plainHabits, stripeHabits, type ProviderHarness } from 'after-sales/testing'
import { describe, expect, it } from 'vitest'
import { simulatedHarness } from '../testing/simulated-harness.js'

type Said = Awaited<ReturnType<ReturnType<PaymentProvider['submit']>>>
type Read = Awaited<ReturnType<ReturnType<NonNullable<PaymentProvider['parseWebhook']>>>>
type Notice = Extract<Read, { readonly _tag: 'Right' }>['right'][number]
type Breaks = (harness: ReturnType<typeof simulatedHarness>) => Partial<PaymentProvider>

const saying =
  (change: (said: Said, i: RefundInstruction) => Said): Breaks =>
  ({ provider }) => ({
    submit: (i, signal) => async () => change(await provider.submit(i, signal)(), i),
  })
const answering = (change: (answer: ProviderAnswer, i: RefundInstruction) => ProviderAnswer): Breaks =>
  saying((said, i) => (E.isLeft(said) ? said : E.right(change(said.right, i))))
const asking =
  (change: (i: RefundInstruction) => RefundInstruction): Breaks =>
  ({ provider }) => ({ submit: (i, signal) => provider.submit(change(i), signal) })
const noticing =
  (change: (notice: Notice) => Notice): Breaks =>
  ({ provider }) => ({
    parseWebhook: (webhook, now) => async () => {
      const read = await provider.parseWebhook(webhook, now)()
      return E.isLeft(read) ? read : E.right(read.right.map(change))
    },
  })
const declaring =
  (more: Partial<PaymentProvider['capabilities']>): Breaks =>
  ({ provider }) => ({ capabilities: { ...provider.capabilities, ...more } })

const paidAsAsked = ({ minor, currency }: RefundInstruction): ProviderAnswer => ({
  ...{ _tag: 'Succeeded', providerRef: 'x', minor, currency },
})
let count = 0

const broken: ReadonlyArray<readonly [what: string, refusedBy: string, breaks: Breaks]> = [
  [
    'sends another key with every call, and so pays again',
    'pays a key once and answers the same',
    asking((i) => ({ ...i, key: `${i.key}-${(count += 1)}` })),
  ],
  [
    'sends one key for all refunds of an order',
    'pays every key of its own',
    asking((i) => ({ ...i, key: `0c0ffee0-${i.orderId}` })),
  ],
  [
    'takes silence for a no',
    'is silent, and never says no',
    saying((said) => (E.isLeft(said) ? E.right({ _tag: 'Declined', code: 'timeout' }) : said)),
  ],
  [
    'takes a server error for a success',
    'is silent, and never says no',
    saying((said, i) => (E.isLeft(said) && said.left.reason.includes('500') ? E.right(paidAsAsked(i)) : said)),
  ],
  [
    'says no to a key of another refund',
    'never says that it did not pay',
    answering((answer) => (answer._tag === 'Misused' ? { _tag: 'Declined', code: 'no' } : answer)),
  ],
  [
    'echoes what was asked, whatever was paid',
    'never pays a key with another amount',
    answering((answer, i) => (answer._tag === 'Misused' ? paidAsAsked(i) : answer)),
  ],
  [
    'answers in units instead of minor units',
    'pays a key once and answers the same',
    answering((answer) => (answer._tag === 'Succeeded' ? { ...answer, minor: answer.minor / 100 } : answer)),
  ],
  [
    'writes currencies in small letters',
    'passes whole amounts of every currency',
    answering((answer) =>
      answer._tag === 'Succeeded' ? { ...answer, currency: answer.currency.toLowerCase() } : answer,
    ),
  ],
  [
    'treats every currency as if it had cents',
    'passes whole amounts of every currency',
    asking((i) => (i.currency === 'JPY' ? { ...i, minor: i.minor * 100 } : i)),
  ],
  [
    'loses the code of a no',
    'says a definite no as one, with its code',
    answering((answer) => (answer._tag === 'Declined' ? { ...answer, code: 'declined' } : answer)),
  ],
  [
    'takes what is under way for paid',
    'has a refund under way until its outcome is there',
    answering((answer, i) => (answer._tag === 'Processing' ? paidAsAsked(i) : answer)),
  ],
  [
    'has never seen anything',
    'finds what was paid although the answer was lost',
    () => ({ lookup: () => () => Promise.resolve(E.right({ _tag: 'NeverSeen' })) }),
  ],
  [
    'pays when it is only asked',
    'has never seen a key that never went out',
    ({ provider }) => ({ lookup: (i, signal) => provider.submit(i, signal) }),
  ],
  [
    'does not say when to come again',
    'says when to come again',
    saying((said) => (E.isLeft(said) ? E.left({ _tag: 'ProviderSilent', reason: said.left.reason }) : said)),
  ],
  [
    'tells its secret',
    'keeps every secret out of what it says',
    (harness) =>
      saying((said) => (E.isLeft(said) ? E.left({ ...said.left, reason: `refused: ${harness.secrets[0]}` }) : said))(
        harness,
      ),
  ],
  [
    'cannot be given up',
    'ends a call that is given up',
    ({ provider }) => ({ submit: (i, signal) => provider.submit(i, signal?.aborted ? signal : undefined) }),
  ],
  [
    'throws',
    'throws nothing, whatever it is given',
    asking((i) => {
      if (i.paymentRef === undefined) throw new Error('no reference')
      return i
    }),
  ],
  [
    'reads webhooks without looking at the signature',
    'refuses what nobody signed, or somebody else',
    ({ provider, backend }) => ({
      parseWebhook: ({ body }, now) =>
        provider.parseWebhook(provider.signedWebhook(new TextDecoder().decode(body), backend.now()), now),
    }),
  ],
  [
    'verifies the parsed body instead of its bytes',
    'refuses what was altered on its way',
    ({ provider, backend }) => ({
      parseWebhook: ({ body, headers }, now) => {
        const text = new TextDecoder().decode(body).trim()
        const isJson = text.startsWith('{') && text.endsWith('}')
        const tidy = isJson ? provider.signedWebhook(JSON.stringify(JSON.parse(text)), backend.now()).body : body
        return provider.parseWebhook({ body: tidy, headers }, now)
      },
    }),
  ],
  [
    'takes a webhook of any age',
    'refuses what was signed long ago',
    ({ provider, backend }) => ({ parseWebhook: (webhook) => provider.parseWebhook(webhook, backend.now()) }),
  ],
  [
    'gives every delivery of a webhook another id',
    'gives a repeated webhook the same id',
    noticing((notice) => ({ ...notice, noticeId: `n-${(count += 1)}` })),
  ],
  [
    'names its own reference instead of the key',
    'reads a webhook: which leg',
    noticing((notice) => ({ ...notice, reference: 're_1' })),
  ],
  [
    'declares fewer refunds than it pays',
    'pays no more refunds of one payment',
    declaring({ maxRefundsPerPayment: 3 }),
  ],
  ['declares a step that it does not keep', 'finer than the smallest step', declaring({ granularity: { JOD: 5 } })],
  ['declares that it pays no parts, and does', 'pays parts of a payment', declaring({ partialRefunds: false })],
]

const refusing = async (open: () => ProviderHarness): Promise<ReadonlyArray<string>> => {
  const refusals = await Promise.all(
    paymentProviderContract.map(async ({ name, run }) => {
      try {
        await run(() => Promise.resolve(open()))
        return []
      } catch {
        return [name]
      }
    }),
  )
  return refusals.flat()
}

describe('The contract for payment providers', () => {
  it.each(broken)('refuses one that %s', async (_, refusedBy, breaks) => {
    const refusals = await refusing(() => {
      const harness = simulatedHarness(plainHabits)
      return { ...harness, provider: { ...harness.provider, ...breaks(harness) } }
    })
    expect(refusals).toContainEqual(expect.stringContaining(refusedBy))
  })

  it.each([plainHabits, stripeHabits])('refuses none that keeps it ($name)', async (habits) => {
    expect(await refusing(() => simulatedHarness(habits))).toEqual([])
  })
})
