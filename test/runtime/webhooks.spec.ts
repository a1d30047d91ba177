/** The webhook inbox: a provider's word counts once, whenever it comes, and is never lost and never believed blindly. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { RawWebhook } from 'after-sales'
import { simulatedPayments } from 'after-sales/testing'
import { agent, customer, refusalOf, storedText, submitted, typesIn } from '../acceptance/shop.js'
import { backgroundShop, worked } from './background.js'
import { legOf, MINOR, noticeEvents, saying, underWay } from './notices.js'
import { anotherInstance } from './world.js'

const outcomeOf = async (receiving: Promise<{ readonly notices: ReadonlyArray<{ readonly outcome: string }> }>) =>
  (await receiving).notices.map(({ outcome }) => outcome)

describe('A notice about a leg that is under way', () => {
  it('is applied, and the case goes on at once; the same notice again changes nothing', async () => {
    const { shop, key } = await underWay()
    const webhook = saying(shop, key, 'Succeeded')
    expect(await outcomeOf(shop.webhooks.receive(webhook))).toEqual(['applied'])
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: 0, settled: MINOR })
    const before = await storedText(shop.store)
    expect(await outcomeOf(shop.webhooks.receive(webhook))).toEqual(['repeated'])
    expect(await storedText(shop.store)).toEqual(before)
  })

  it('that says what is known is ignored', async () => {
    const { shop, key } = await underWay()
    expect(await outcomeOf(shop.webhooks.receive(saying(shop, key, 'Processing')))).toEqual(['ignored'])
  })

  it('is heard once, if it comes a hundred times at once, in two instances', async () => {
    const { shop, key } = await underWay()
    const other = anotherInstance(shop)
    const webhook = saying(shop, key, 'Succeeded')
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, n) => outcomeOf((n % 2 === 0 ? shop : other).webhooks.receive(webhook))),
    )
    expect(all.flat().filter((outcome) => outcome === 'applied')).toHaveLength(1)
    expect(all.flat().filter((outcome) => outcome === 'repeated')).toHaveLength(99)
    expect((await typesIn(shop.store)).filter((type) => type === 'RefundLegSucceeded')).toHaveLength(1)
  })

  it.each([
    ['paid, then processing', ['Succeeded', 'Processing'], 'succeeded'],
    ['reversed before paid', ['Reversed', 'Succeeded'], 'failed'],
    ['refused, then processing', ['Declined', 'Processing'], 'failed'],
  ])('has the same end in any order: %s', async (_what, tags, status) => {
    const { shop, key } = await underWay()
    for (const tag of tags) await shop.webhooks.receive(saying(shop, key, tag))
    const leg = await legOf(shop)
    expect(leg.status).toBe(status)
    expect((await shop.getOrder('#1001')).tenders[0]!.settled).toBe(status === 'succeeded' ? MINOR : 0)
  })

  it.each([
    ['another amount', { minor: MINOR - 1 }],
    ['another currency', { currency: 'USD' }],
  ])('that tells of %s settles nothing and waits for a person', async (_what, said) => {
    const { shop, key } = await underWay()
    await shop.webhooks.receive(saying(shop, key, 'Succeeded', said))
    expect(await legOf(shop)).toMatchObject({ status: 'needs_attention', attention: 'amount_mismatch' })
    expect((await shop.getOrder('#1001')).tenders[0]).toMatchObject({ reserved: MINOR, settled: 0 })
    await worked(shop)
    expect(await shop.operations.attention()).toMatchObject([{ _tag: 'Leg', why: 'amount_mismatch' }])
  })

  it('may come before the answer of the call itself, which then says nothing new', async () => {
    const simulated = simulatedPayments()
    const shop = backgroundShop({
      payments: {
        ...simulated,
        submit: (instruction) => async () => {
          const answer = await simulated.submit(instruction)()
          await worked(other)
          expect(await outcomeOf(other.webhooks.receive(saying(other, instruction.key, 'Succeeded')))).toEqual([
            'applied',
          ])
          return answer
        },
      },
    })
    const other = anotherInstance(shop)
    const { interrupted } = await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    expect(interrupted).toBeUndefined()
    expect((await typesIn(shop.store)).filter((type) => type === 'RefundLegSucceeded')).toHaveLength(1)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })
})

describe('A notice of which nobody knows the reference', () => {
  it('is kept, once, and given to its leg as soon as that is known', async () => {
    const shop = backgroundShop()
    shop.payments.script({ _tag: 'process' })
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    // No worker has run: the index of keys does not know the leg yet.
    const { key } = shop.payments.calls[0]!
    const webhook = saying(shop, key, 'Succeeded')
    expect(await outcomeOf(shop.webhooks.receive(webhook))).toEqual(['quarantined'])
    expect(await outcomeOf(shop.webhooks.receive(webhook))).toEqual(['repeated'])
    await worked(shop)
    await worked(shop)
    expect(await shop.operations.notices()).toEqual([])
    expect(await noticeEvents(shop, 'evt-Succeeded')).toEqual(['NoticeQuarantined', 'NoticeMatched'])
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect(await outcomeOf(shop.webhooks.receive(webhook))).toEqual(['repeated'])
  })

  it('stays until staff looks into it and discards it, with a reason', async () => {
    const { shop } = await underWay()
    await shop.webhooks.receive(saying(shop, 're_dashboard', 'Succeeded'))
    await worked(shop)
    await worked(shop)
    expect(await shop.operations.health()).toMatchObject({ quarantinedNotices: 1 })
    expect(await shop.operations.notices()).toMatchObject([
      { provider: 'simulated', noticeId: 'evt-Succeeded', reference: 're_dashboard', answer: { minor: MINOR } },
    ])
    const notice = { provider: 'simulated', noticeId: 'evt-Succeeded' }
    const order = { ...notice, reason: 'recorded as an outside refund' }
    expect(await refusalOf(shop.operations.discardNotice(order, customer))).toEqual({ _tag: 'NoticeForStaffOnly' })
    expect(await refusalOf(shop.operations.discardNotice(notice as never, agent))).toMatchObject({
      _tag: 'InvalidInput',
    })
    await shop.operations.discardNotice(order, agent)
    await worked(shop)
    expect(await shop.operations.notices()).toEqual([])
    expect(await noticeEvents(shop, 'evt-Succeeded')).toEqual(['NoticeQuarantined', 'NoticeDiscarded'])
    expect(await refusalOf(shop.operations.discardNotice({ ...order, noticeId: 'evt-none' }, agent))).toEqual({
      _tag: 'NoticeNotQuarantined',
      status: 'none',
    })
  })
})

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
