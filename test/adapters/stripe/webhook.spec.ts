/** Webhooks of Stripe: the scheme of its signatures, and what its events mean. */
import * as E from 'fp-ts/lib/Either.js'
import Stripe from 'stripe'
import { instantOf } from 'after-sales/domain'
import { stripePayments } from 'after-sales/adapters/stripe'
import { describe, expect, it } from 'vitest'
import { signatureHeader } from '../../support/stripe-server.js'
import { WEBHOOK_SECRET } from './harness.js'

const SIGNED_AT = 1_780_000_000
const now = instantOf((SIGNED_AT + 5) * 1_000)
const REFUND = {
  ...{ id: 're_1', object: 'refund', amount: 2_500, currency: 'eur', status: 'succeeded' },
  metadata: { after_sales_key: 'key-1' },
}
const event = (type: string, object: object = REFUND, previous_attributes?: object) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object, previous_attributes } })

const bytes = (text: string) => new TextEncoder().encode(text)
const receive = (text: string, header: unknown, secret: string | ReadonlyArray<string> = WEBHOOK_SECRET, at = now) =>
  stripePayments({ webhookSecret: secret }).parseWebhook!(
    { body: bytes(text), headers: { 'stripe-signature': header as string } },
    at,
  )()
const received = (text: string) => receive(text, signatureHeader(bytes(text), SIGNED_AT, [WEBHOOK_SECRET]))
const forged = E.left({ _tag: 'WebhookForged' })

describe('A signature', () => {
  const text = event('refund.created')

  it('as the package of Stripe writes it is genuine', async () => {
    const header = new Stripe('sk_test_any').webhooks.generateTestHeaderString({
      ...{ payload: text, secret: WEBHOOK_SECRET, timestamp: SIGNED_AT },
    })
    expect(await receive(text, header)).toHaveProperty('right.length', 1)
  })

  it('is genuine where one of several fits, as while a secret is being replaced', async () => {
    const header = signatureHeader(bytes(text), SIGNED_AT, ['whsec_new', WEBHOOK_SECRET])
    expect(await receive(text, header)).toHaveProperty('right.length', 1)
    expect(await receive(text, header, ['whsec_older', 'whsec_new'])).toHaveProperty('right.length', 1)
    expect(await receive(text, header, ['whsec_older'])).toEqual(forged)
  })

  const good = signatureHeader(bytes(text), SIGNED_AT, [WEBHOOK_SECRET])
  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one in a list', [good]],
    ['one without a time', good.replace(/^t=\d+,/, '')],
    ['one with another time', good.replace(/^t=\d+/, `t=${SIGNED_AT + 1}`)],
    ['one of an older scheme only', good.replace('v1=', 'v0=')],
    ['one with a digit too few', good.slice(0, -2)],
    ['a time that is no number', good.replace(/^t=\d+/, 't=1e9')],
  ])('is not genuine: %s', async (_, header) => {
    expect(await receive(text, header)).toEqual(forged)
  })

  it.each(['', '  '])('by an empty secret (%j) is never genuine', async (secret) => {
    expect(await receive(text, signatureHeader(bytes(text), SIGNED_AT, [secret]), secret)).toEqual(forged)
  })

  it('holds for 300 seconds, by the clock that is given', async () => {
    expect(await receive(text, good, WEBHOOK_SECRET, instantOf((SIGNED_AT + 300) * 1_000))).toHaveProperty('right')
    expect(await receive(text, good, WEBHOOK_SECRET, instantOf((SIGNED_AT + 301) * 1_000))).toEqual(
      E.left({ _tag: 'WebhookTooOld', signedAt: instantOf(SIGNED_AT * 1_000), toleranceSeconds: 300 }),
    )
  })

  it('covers every byte', async () => {
    expect(await receive(JSON.stringify(JSON.parse(text), null, 2), good)).toEqual(forged)
  })

  it('is asked for nowhere without a secret: then webhooks are not read', () => {
    expect(stripePayments({})).not.toHaveProperty('parseWebhook')
  })
})

describe('An event', () => {
  const paid = { _tag: 'Succeeded', providerRef: 're_1', minor: 2_500, currency: 'EUR' }
  it.each(['refund.created', 'refund.updated', 'charge.refund.updated'])(
    '%s says how the refund stands',
    async (type) => {
      expect(await received(event(type))).toEqual(E.right([{ noticeId: 'evt_1', reference: 'key-1', answer: paid }]))
    },
  )

  it('about a refund of somebody else has its own id as reference', async () => {
    for (const metadata of [{}, null, { after_sales_key: '' }])
      expect(await received(event('refund.created', { ...REFUND, metadata }))).toMatchObject(
        E.right([{ reference: 're_1', answer: paid }]),
      )
  })

  const failed = { ...REFUND, status: 'failed', failure_reason: 'lost_or_stolen_card' }
  const back = { ...failed, failure_balance_transaction: 'txn_2' }
  const failures: ReadonlyArray<readonly [what: string, text: string, tag: string]> = [
    ['after it had succeeded', event('refund.updated', back, { status: 'succeeded' }), 'Reversed'],
    [
      'after it had succeeded, without a second booking',
      event('refund.failed', failed, { status: 'succeeded' }),
      'Reversed',
    ],
    ['with the money put back, and no word on before', event('refund.failed', back), 'Reversed'],
    ['while it was under way', event('refund.failed', back, { status: 'pending' }), 'Declined'],
    ['before anything was booked', event('refund.failed', failed), 'Declined'],
  ]
  it.each(failures)('about a failure %s', async (_, text, tag) => {
    expect(await received(text)).toMatchObject(E.right([{ answer: { _tag: tag, code: 'lost_or_stolen_card' } }]))
  })

  it.each(['charge.refunded', 'payout.paid', 'customer.created'])(
    'about something else gives no notice: %s',
    async (type) => {
      expect(await received(event(type))).toEqual(E.right([]))
    },
  )

  it.each([
    ['no JSON', '{'],
    ['no event', '{"object":"refund"}'],
    ['no refund in it', event('refund.updated', { object: 'charge' })],
    ['a status of tomorrow', event('refund.updated', { ...REFUND, status: 'in_escrow' })],
    ['no id', JSON.stringify({ type: 'refund.updated', data: { object: REFUND } })],
    ['no data', JSON.stringify({ id: 'evt_1', type: 'refund.updated' })],
  ])('that cannot be read is refused as such: %s', async (_, text) => {
    expect(await received(text)).toMatchObject({ left: { _tag: 'WebhookInvalid' } })
  })
})
