/** What comes in by the open door of webhooks: anything at all is answered, and only what is signed changes anything. */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describe as inWords, verifyLog } from 'after-sales'
import { storedText } from '../acceptance/shop.js'
import { busyShop, CANARY, NEVER_VALID, pathsIn, withAt, protoKeys } from './calls.js'

const KEYS = protoKeys()
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const notice = {
  id: 'evt-1',
  refund: { reference: 're_1', answer: { _tag: 'Succeeded', providerRef: 'pr-1', minor: 5, currency: 'EUR' } },
}

describe('A webhook', () => {
  it('that nobody signed is refused whatever it holds, and writes nothing', async () => {
    const shop = await busyShop()
    const before = await storedText(shop.store)
    const header = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined))
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.dictionary(fc.constantFrom('x-simulated-signature', 'x-simulated-timestamp', '__proto__', 'x'), header),
        async (body, headers) => {
          const result = await shop.afterSales.webhooks.receive({ body, headers })()
          expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'WebhookForged' } })
        },
      ),
      { numRuns: 200 },
    )
    expect(await storedText(shop.store)).toEqual(before)
    expect(protoKeys()).toEqual(KEYS)
  })

  it.each([undefined, null, 'text', 17, [], {}, { body: 'text' }, { body: bytes('x') }, { headers: {} }])(
    'that is none is an error as data, never an exception (%j)',
    async (webhook) => {
      const shop = await busyShop()
      const result = await shop.afterSales.webhooks.receive(webhook as never)()
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: expect.stringMatching(/^Webhook/) } })
    },
  )

  it('that is signed and wrong in any field is refused, or is no notice; the words tell nothing of what it held', async () => {
    const shop = await busyShop()
    const before = await storedText(shop.store)
    for (const path of pathsIn(notice).filter((path) => path.length > 0))
      for (const [, value] of NEVER_VALID) {
        const text = value instanceof Date ? undefined : spoiled(withAt(notice, path, value))
        if (text === undefined) continue
        const result = await shop.afterSales.webhooks.receive(shop.payments.signedWebhook(text, shop.clock.now()))()
        if (E.isRight(result)) expect(result.right.notices).toEqual([])
        else expect(JSON.stringify([result.left, inWords(result.left)])).not.toContain(CANARY)
      }
    expect(await storedText(shop.store)).toEqual(before)
    expect(protoKeys()).toEqual(KEYS)
  })

  it('with strange names in it is kept like any other, and the log stays whole', async () => {
    const shop = await busyShop()
    for (const name of ['__proto__', 'constructor', '../x', '订单', "'; DROP TABLE x", '#1', 'a b', 'x'.repeat(100)]) {
      const text = JSON.stringify({ id: name, refund: { ...notice.refund, reference: name } })
      const received = await shop.webhooks.receive(shop.payments.signedWebhook(text, shop.clock.now()))
      expect(received.notices).toEqual([{ noticeId: name, outcome: 'quarantined' }])
    }
    expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right' })
    expect(protoKeys()).toEqual(KEYS)
  })
})

/** As JSON, where it is any: a date becomes a text like any other, and what JSON mends is wrong no longer. */
const spoiled = (value: unknown): string | undefined => {
  try {
    const text = JSON.stringify(value)
    const again = JSON.stringify(JSON.parse(text))
    return text === JSON.stringify(notice) || again === JSON.stringify(notice) ? undefined : text
  } catch {
    return undefined
  }
}
