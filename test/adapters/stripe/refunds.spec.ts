/** What is sent to Stripe, and what Stripe's words and errors mean for the refund. */
import * as E from 'fp-ts/lib/Either.js'
import { stripePayments, type StripeClient } from 'after-sales/adapters/stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instructionOf } from '../../support/refund-instruction.js'
import { errorOf, stripeServer, type Next, type StripeServer } from '../../support/stripe-server.js'
import { API_KEY, clientFor, paymentsOn } from './harness.js'

let server: StripeServer
beforeEach(async () => {
  server = await stripeServer()
})
afterEach(() => server.close())

const refused = (status: number, type: string, more: object = {}, headers?: Record<string, string>): Next => ({
  _tag: 'error',
  status,
  error: errorOf(type, more),
  ...(headers === undefined ? {} : { headers }),
})
const submitted = (more: Parameters<typeof instructionOf>[0] = {}) => paymentsOn(server).submit(instructionOf(more))()
/** Patient: these are no tests of time, and a walk over many pages takes a while on a busy machine. */
const lookedUp = () => paymentsOn(server, { timeoutMs: 5_000 }).lookup(instructionOf())()

describe('A refund that is sent', () => {
  it('names amount, payment and what it is about, and its key twice', async () => {
    await submitted()
    const [call] = server.seen
    expect(Object.fromEntries(new URLSearchParams(call!.body))).toEqual({
      amount: '2500',
      payment_intent: 'pi_1',
      'metadata[after_sales_key]': instructionOf().key,
      'metadata[tenant]': 'main',
      'metadata[refund_id]': instructionOf().refundId,
      'metadata[leg_id]': 'card',
      'metadata[epoch]': '1',
      'metadata[order_id]': '#1001',
      'metadata[currency]': 'EUR',
    })
    expect(call).toMatchObject({
      method: 'POST',
      path: '/v1/refunds',
      headers: { 'idempotency-key': instructionOf().key },
    })
  })

  it.each(['ch_1', 'py_1'])('names the charge where the order knows that (%s)', async (paymentRef) => {
    await submitted({ paymentRef })
    expect(server.refunds).toMatchObject([{ charge: paymentRef, payment_intent: null }])
  })

  it.each([undefined, 'PAY-1', 'pi_1/../charges', ''])(
    'stays here where %j is no payment of Stripe',
    async (paymentRef) => {
      const { paymentRef: _, ...unnamed } = instructionOf()
      const one = paymentRef === undefined ? unnamed : { ...unnamed, paymentRef }
      expect(await paymentsOn(server).submit(one)()).toHaveProperty('left._tag', 'ProviderSilent')
      expect(await paymentsOn(server).lookup(one)()).toHaveProperty('left._tag', 'ProviderSilent')
      expect(server.seen).toEqual([])
    },
  )

  it('stays here where the money should go another way than back to the tender', async () => {
    const said = await submitted({ via: { kind: 'bank_transfer', ref: 'account-1' } })
    expect(said).toEqual(E.right({ _tag: 'Declined', code: 'only_to_the_original_tender' }))
    expect(server.seen).toEqual([])
  })

  it('is made on behalf of the connected account', async () => {
    await paymentsOn(server, { stripeAccount: 'acct_1' }).submit(instructionOf())()
    expect(server.seen[0]!.headers).toMatchObject({ 'stripe-account': 'acct_1' })
  })

  it('is made by a client of its own where only an API key is given', async () => {
    const address = { host: '127.0.0.1', port: server.port, protocol: 'http' } as const
    const said = await stripePayments({ apiKey: API_KEY, address }).submit(instructionOf())()
    expect(said).toMatchObject(E.right({ _tag: 'Succeeded', minor: 2_500, currency: 'EUR' }))
    expect(server.seen[0]!.headers).toMatchObject({ authorization: `Bearer ${API_KEY}` })
  })

  it('is sent by nobody where neither a client nor a key is given', async () => {
    expect(await stripePayments({}).submit(instructionOf())()).toHaveProperty(
      'left.reason',
      expect.stringContaining('configuration'),
    )
  })

  it('has the same key where the client repeats a connection that was closed', async () => {
    server.next({ _tag: 'reset' })
    expect(await paymentsOn(server, { timeoutMs: 5_000 }).submit(instructionOf())()).toHaveProperty(
      'right._tag',
      'Succeeded',
    )
    expect(server.seen.map(({ headers }) => headers['idempotency-key'])).toEqual([
      instructionOf().key,
      instructionOf().key,
    ])
    expect(server.refunds).toHaveLength(1)
  })
})

describe('A refund that Stripe describes', () => {
  const described: ReadonlyArray<readonly [status: string, more: object, answer: object]> = [
    ['succeeded', {}, { _tag: 'Succeeded', providerRef: 're_1', minor: 2_500, currency: 'EUR' }],
    ['pending', {}, { _tag: 'Processing', providerRef: 're_1' }],
    ['requires_action', {}, { _tag: 'Processing', providerRef: 're_1' }],
    ['canceled', {}, { _tag: 'Declined', code: 'canceled' }],
    ['failed', {}, { _tag: 'Declined', code: 'failed' }],
    ['failed', { failure_reason: 'expired_or_canceled_card' }, { _tag: 'Declined', code: 'expired_or_canceled_card' }],
    [
      'failed',
      { failure_reason: 'unknown', failure_balance_transaction: 'txn_2' },
      { _tag: 'Reversed', providerRef: 're_1', minor: 2_500, currency: 'EUR', code: 'unknown' },
    ],
  ]
  it.each(described)('as %s (%j)', async (status, more, answer) => {
    server.next({ _tag: 'status', status, more })
    expect(await submitted()).toEqual(E.right(answer))
    expect(await lookedUp()).toEqual(E.right(answer))
  })

  it.each([
    ['a status of tomorrow', { status: 'in_escrow' }],
    ['another object', { object: 'charge' }],
    ['no amount', { amount: null }],
    ['a fraction', { amount: 0.5 }],
    ['hundredths of a krona', { currency: 'isk', amount: 550 }],
  ])('with %s is no answer', async (_, more) => {
    server.next({ _tag: 'status', status: 'succeeded', more: more as never })
    expect(await submitted()).toHaveProperty('left._tag', 'ProviderSilent')
    expect(await lookedUp()).toHaveProperty('left._tag', 'ProviderSilent')
  })
})

describe('An error of Stripe', () => {
  const definite = ['charge_already_refunded', 'charge_disputed', 'refund_disputed_payment', 'insufficient_funds']
  it.each(definite)('is a no where Stripe means it: %s', async (code) => {
    server.next(refused(400, 'invalid_request_error', { code }))
    expect(await submitted()).toEqual(E.right({ _tag: 'Declined', code }))
  })

  it('is a no where more was asked for than is left, which has no code', async () => {
    const message = 'Refund amount (€25.00) is greater than unrefunded amount on charge (€20.00)'
    server.next(refused(400, 'invalid_request_error', { message, param: 'amount' }))
    expect(await submitted()).toEqual(E.right({ _tag: 'Declined', code: 'amount_exceeds_refundable' }))
  })

  const open: ReadonlyArray<readonly [what: string, next: Next, reason: RegExp, wait?: number]> = [
    [
      'a parameter that is new to us',
      refused(400, 'invalid_request_error', { code: 'parameter_unknown' }),
      /parameter_unknown/,
    ],
    [
      'an unknown payment',
      refused(404, 'invalid_request_error', { code: 'resource_missing' }),
      /does not know this payment/,
    ],
    ['a wrong API key', refused(401, 'invalid_request_error'), /configuration is wrong/],
    ['a key that may not refund', refused(403, 'invalid_request_error'), /configuration is wrong/],
    ['a key in use', refused(409, 'idempotency_error', { code: 'idempotency_key_in_use' }), /another call/],
    [
      'a lock',
      refused(409, 'invalid_request_error', { code: 'lock_timeout' }, { 'retry-after': '2' }),
      /another call/,
      2,
    ],
    ['a lock, as too many calls', refused(429, 'invalid_request_error', { code: 'lock_timeout' }), /too many calls/],
    ['too many calls', refused(429, 'rate_limit_error', {}, { 'retry-after': '12' }), /too many calls/, 12],
    ['a date instead of seconds', refused(429, 'rate_limit_error', {}, { 'retry-after': 'soon' }), /too many calls/],
    ['a server error', refused(500, 'api_error'), /status 500/],
    ['a refused card', refused(402, 'card_error', { code: 'card_declined' }), /card_declined/],
    ['a page of a proxy', { _tag: 'text', status: 503, text: '<html>' }, /nonsense/],
    ['an empty object', { _tag: 'text', status: 200, text: '{}' }, /nonsense/],
    ['no answer', { _tag: 'hang' }, /within 750 ms|timed out/],
  ]
  const owed = open.map(([what, next, reason, wait]) => ({ what, next, reason, wait }))
  it.each(owed)('leaves the refund owed: $what', async ({ next, reason, wait }) => {
    server.next(next)
    const said = await submitted()
    expect(said).toMatchObject({ left: { _tag: 'ProviderSilent', reason: expect.stringMatching(reason) as string } })
    expect((said as { left: { retryAfterSeconds?: number } }).left.retryAfterSeconds).toBe(wait)
    expect(JSON.stringify(said)).not.toMatch(/sk_test|#1001/)
  })

  it('about the key means that the key stands for another refund', async () => {
    await submitted()
    expect(await submitted({ minor: 2_400 })).toEqual(E.right({ _tag: 'Misused', code: 'idempotency_error' }))
    expect(server.refunds).toHaveLength(1)
  })

  it('that is saved under the key is repeated; only the look-up tells what became of it', async () => {
    server.next(refused(500, 'api_error'))
    for (let n = 0; n < 3; n += 1)
      expect(await submitted()).toHaveProperty('left.reason', 'Stripe answered with status 500')
    expect(await lookedUp()).toEqual(E.right({ _tag: 'NeverSeen' }))
    server.add({ metadata: { after_sales_key: instructionOf().key }, amount: 2_500 })
    expect(await lookedUp()).toHaveProperty('right._tag', 'Succeeded')
  })

  it('may be anything that a client throws', async () => {
    for (const thrown of [undefined, 'no', new Error(API_KEY), { type: 7 }]) {
      const fail = () => Promise.reject(thrown)
      const stripe: StripeClient = { refunds: { create: fail, list: fail } }
      for (const ask of [stripePayments({ stripe }).submit, stripePayments({ stripe }).lookup]) {
        const said = await ask(instructionOf())()
        expect(said).toHaveProperty('left._tag', 'ProviderSilent')
        expect(JSON.stringify(said)).not.toContain(API_KEY)
      }
    }
  })
})

describe('A look-up', () => {
  const others = (count: number) =>
    Array.from({ length: count }, (_, n) => server.add({ metadata: { after_sales_key: `other-${n}` } }))

  it('reads on until the last page', async () => {
    server.add({ metadata: { after_sales_key: instructionOf().key }, amount: 2_500 })
    others(230)
    expect(await lookedUp()).toMatchObject(E.right({ _tag: 'Succeeded', providerRef: 're_1' }))
    expect(server.seen).toHaveLength(3)
  })

  it('gives up where a payment has more refunds than any shop makes, and knows nothing then', async () => {
    others(1_001)
    expect(await lookedUp()).toHaveProperty('left._tag', 'ProviderSilent')
    expect(server.seen).toHaveLength(10)
  })

  it('sees only the refunds of that payment', async () => {
    server.add({ metadata: { after_sales_key: instructionOf().key }, payment_intent: 'pi_2' })
    expect(await lookedUp()).toEqual(E.right({ _tag: 'NeverSeen' }))
  })

  it('rings where a key paid twice, after Stripe had forgotten it', async () => {
    for (let n = 0; n < 2; n += 1) server.add({ metadata: { after_sales_key: instructionOf().key } })
    expect(await lookedUp()).toEqual(E.right({ _tag: 'Misused', code: 'several_refunds_for_one_key' }))
  })

  it('takes the refund that stands, where another with its key failed', async () => {
    server.add({ metadata: { after_sales_key: instructionOf().key }, amount: 2_500 })
    server.add({ metadata: { after_sales_key: instructionOf().key }, status: 'failed' })
    expect(await lookedUp()).toMatchObject(E.right({ _tag: 'Succeeded', providerRef: 're_1' }))
  })

  it.each(['{"object":"list"}', '{"data":[{"object":"charge"}],"has_more":false}', '[]'])(
    'that is answered with %s knows nothing',
    async (text) => {
      server.next({ _tag: 'text', status: 200, text })
      expect(await lookedUp()).toHaveProperty('left._tag', 'ProviderSilent')
    },
  )
})

describe('The package stripe', () => {
  it('has a client of the shape that is needed', () => {
    expect(clientFor(server.port) satisfies StripeClient).toBeDefined()
  })
})
