/** What the webhook inbox refuses, and what it does while something is out: nothing is half done. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { RawWebhook } from 'after-sales'
import { simulatedPayments } from 'after-sales/testing'
import { refusalOf, storedText } from '../acceptance/shop.js'
import { backgroundShop } from './workers/background.js'
import { outcomeOf, saying, underWay } from './notices.js'

describe('A webhook that is refused', () => {
  const refused = async (change: (webhook: RawWebhook) => RawWebhook) => {
    const { shop, key } = await underWay()
    const before = await storedText(shop.store)
    const error = await refusalOf(shop.webhooks.receive(change(saying(shop, key, 'Succeeded'))))
    expect(await storedText(shop.store)).toEqual(before)
    return error
  }

  it.each([
    [
      'its body was changed',
      (w: RawWebhook) => ({ ...w, body: Buffer.from(Buffer.from(w.body).toString().replace('EUR', 'USD')) }),
    ],
    [
      'its signature was changed',
      (w: RawWebhook) => ({ ...w, headers: { ...w.headers, 'x-simulated-signature': '00' } }),
    ],
    ['it is not signed', (w: RawWebhook) => ({ ...w, headers: {} })],
    [
      'it is signed twice',
      (w: RawWebhook) => ({ ...w, headers: { ...w.headers, 'x-simulated-signature': ['a', 'b'] } }),
    ],
  ])('because %s is forged, and writes nothing', async (_why, change) => {
    expect(await refused(change)).toEqual({ _tag: 'WebhookForged' })
  })

  it('because somebody repeats what was signed long ago is too old', async () => {
    const { shop, key } = await underWay()
    const webhook = saying(shop, key, 'Succeeded')
    shop.clock.advance(301_000)
    expect(await refusalOf(shop.webhooks.receive(webhook))).toMatchObject({ _tag: 'WebhookTooOld' })
  })

  it.each(['', '{', 'null', '[]', '17', '{"refund":{}}', '{"id":1,"refund":{"reference":"r"}}'])(
    'because it is signed and says nothing that is known is invalid (%s)',
    async (text) => {
      const { shop } = await underWay()
      const webhook = shop.payments.signedWebhook(text, shop.clock.now())
      expect(await refusalOf(shop.webhooks.receive(webhook))).toMatchObject({ _tag: 'WebhookInvalid' })
    },
  )

  it('because the adapter throws, or reads what is no notice, is invalid, too; nothing is thrown at the host', async () => {
    const answers: ReadonlyArray<() => unknown> = [
      () => {
        throw new Error('at once')
      },
      () => () => Promise.reject(new Error('later')),
      () => () => Promise.resolve(E.right([{ noticeId: 'n', reference: 'r', answer: { _tag: 'Done' } }])),
      () => () => Promise.resolve(E.right('notices')),
    ]
    for (const parseWebhook of answers) {
      const shop = backgroundShop({ payments: { ...simulatedPayments(), parseWebhook: parseWebhook as never } })
      expect(await refusalOf(shop.webhooks.receive({ body: new Uint8Array(), headers: {} }))).toMatchObject({
        _tag: 'WebhookInvalid',
      })
    }
  })

  it('because this provider has none, or nothing is there to look it up in, says so', async () => {
    const { parseWebhook: _, ...without } = simulatedPayments()
    const raw = { body: new Uint8Array(), headers: {} }
    expect(await refusalOf(backgroundShop({ payments: without as never }).webhooks.receive(raw))).toEqual({
      _tag: 'WebhooksNotSupported',
      provider: 'simulated',
    })
    const shop = backgroundShop({ readModels: undefined as never })
    expect(await refusalOf(shop.webhooks.receive(raw))).toEqual({ _tag: 'ReadModelsMissing' })
  })

  it('is none where it speaks of no refund: there is nothing to do, and the provider need not repeat it', async () => {
    const { shop } = await underWay()
    const ping = shop.payments.signedWebhook('{"id":"evt-ping"}', shop.clock.now())
    expect(await shop.webhooks.receive(ping)).toEqual({ notices: [] })
  })
})

describe('An outage while a webhook is received', () => {
  it('of the read models is an error that the provider answers by sending it again; nothing is half done', async () => {
    const { shop, key } = await underWay()
    const webhook = saying(shop, key, 'Succeeded')
    const before = await storedText(shop.store)
    shop.readModels.goDown(true)
    expect(await refusalOf(shop.webhooks.receive(webhook))).toMatchObject({ _tag: 'ReadModelUnavailable' })
    expect(await storedText(shop.store)).toEqual(before)
    shop.readModels.goDown(false)
    expect(await outcomeOf(shop.webhooks.receive(webhook))).toEqual(['applied'])
  })
})
