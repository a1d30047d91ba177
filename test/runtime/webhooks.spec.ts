/** The webhook inbox: a provider's word counts once, whenever it comes, and is never lost and never believed blindly. */
import { describe, expect, it } from 'vitest'
import { simulatedPayments } from 'after-sales/testing'
import { agent, customer, refusalOf, storedText, submitted, typesIn } from '../acceptance/shop.js'
import { backgroundShop, worked } from './workers/background.js'
import { legOf, MINOR, noticeEvents, outcomeOf, saying, underWay } from './notices.js'
import { anotherInstance } from './world.js'

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
