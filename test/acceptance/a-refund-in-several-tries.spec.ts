/**
 * A refund on two means of payment of which one pays and the other does not, and what becomes of its goods afterwards: the
 * customer has what they are due in the end, in however many tries and in whatever order the news comes.
 */
import { describe, expect, it } from 'vitest'
import { simulatedClock, simulatedOrders } from 'after-sales/testing'
import { agent, finance, lineOf, NOW, order, shopOn, stores, submitted, system, warehouse } from './shop.js'

describe.each(stores)('A refund that was paid in part ($name)', ({ open }) => {
  /** `quantity` phones for 10,000 each, by card and gift card; accepted, refunded, and the gift card's part came back. */
  const partlyPaid = async (quantity: number) => {
    const clock = simulatedClock(NOW)
    const facts = order({
      lines: [lineOf('phone', quantity, quantity * 10_000)],
      tenders: [
        { tenderId: 'card', kind: 'card', captured: quantity * 6_000 },
        { tenderId: 'gift', kind: 'gift_card', captured: quantity * 4_000 },
      ],
    })
    const shop = shopOn(await open(clock.now), { clock, orders: simulatedOrders(facts) })
    const units = [{ lineId: 'phone', quantity }]
    const { state } = await submitted(shop, 'R-1', quantity, { lines: [{ ...units[0]!, reason: 'QL_DEFECTIVE' }] })
    const returnId = state.returnId!
    const found = (accepted: number) =>
      ({
        lineId: 'phone',
        accepted,
        rejected: quantity - accepted,
        grade: 'A_NEW_SEALED',
        ...(accepted < quantity ? { code: 'NOT_OURS' } : {}),
      }) as const
    await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: units }, warehouse)
    await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: [found(quantity)] }, warehouse)
    const refunds = async () => (await shop.getCase('R-1')).refunds
    const [{ refundId, legs }] = (await refunds()) as unknown as [Awaited<ReturnType<typeof refunds>>[number]]
    const gift = legs.find((leg) => leg.tenderId === 'gift')!
    const { legId, providerRef, minor } = gift
    const reversed = { _tag: 'Reversed', providerRef: providerRef!, minor, currency: 'EUR', code: 'closed' } as const
    await shop.refunds.recordAnswer({ refundId, legId, epoch: 1, answer: reversed }, system)
    let revision = 0
    const judge = (accepted: number) =>
      shop.returns.reviseInspection(
        { returnId, inspectionId: 'I-1', revisionId: `V-${++revision}`, reason: 'FAKE', lines: [found(accepted)] },
        { actor: { kind: 'warehouse', id: 'chief' } },
      )
    const giveUp = () => shop.refunds.abandon({ refundId, code: 'CLOSED' }, finance)
    const retry = async () => {
      await shop.requests.retryRefund({ requestId: 'R-1', refundId }, agent)
      return (await refunds()).at(-1)!.refundId
    }
    const owed = async (of = refundId) => {
      const known = (await refunds()).find((one) => one.refundId === of)!
      return [...known.receivables.values()].filter(({ status }) => status === 'open')
    }
    const payBack = async (minor: number, of = refundId) => {
      const [{ receivableId }] = (await owed(of)) as unknown as [{ receivableId: string }]
      const paid = { refundId: of, receivableId, paymentId: `in-${receivableId}`, minor }
      await shop.refunds.recordReceivablePaid(paid, finance)
    }
    /** What the customer has in the end. */
    const net = async () => (await shop.getOrder('#1001')).tenders.reduce((sum, t) => sum + t.settled - t.back, 0)
    return { shop, judge, giveUp, retry, owed, payBack, net }
  }

  it('is completed by a second one, which pays what the first could not', async () => {
    const { giveUp, retry, net } = await partlyPaid(1)
    await giveUp()
    expect(await net()).toBe(6_000)
    await retry()
    expect(await net()).toBe(10_000)
  })

  it('is paid back, and the goods are accepted after all: all of it is refunded', async () => {
    const { judge, giveUp, payBack, net } = await partlyPaid(1)
    await giveUp()
    await judge(0)
    await payBack(6_000)
    expect(await net()).toBe(0)
    await judge(1)
    expect(await net()).toBe(10_000)
  })

  it('is paid back before the rest is given up, and the goods are accepted after all: all of it is refunded', async () => {
    const { judge, giveUp, payBack, net } = await partlyPaid(1)
    await judge(0)
    await payBack(6_000)
    await giveUp()
    expect(await net()).toBe(0)
    await judge(1)
    expect(await net()).toBe(10_000)
  })

  it('and completed by a second one is owed by both, when the goods do not count any more', async () => {
    const { judge, giveUp, retry, owed, payBack, net } = await partlyPaid(1)
    await giveUp()
    const second = await retry()
    await judge(0)
    const due = [...(await owed()), ...(await owed(second))].flatMap(({ tenders }) => tenders)
    expect(due).toEqual([
      { tenderId: 'card', minor: 6_000 },
      { tenderId: 'gift', minor: 4_000 },
    ])
    await payBack(6_000)
    await payBack(4_000, second)
    expect(await net()).toBe(0)
    await judge(1)
    expect(await net()).toBe(10_000)
  })

  it('for three units, of which one does not count any more, is completed for the other two alone', async () => {
    const { judge, giveUp, retry, payBack, net } = await partlyPaid(3)
    await giveUp()
    await judge(2)
    await retry()
    expect(await net()).toBe(18_000 + 8_000)
    await payBack(6_000)
    expect(await net()).toBe(20_000)
  })

  it('for three units, of which one lost its reason before the rest was given up, as well', async () => {
    const { judge, giveUp, payBack, net } = await partlyPaid(3)
    await judge(2)
    await giveUp()
    expect(await net()).toBe(18_000 + 8_000)
    await payBack(6_000)
    expect(await net()).toBe(20_000)
  })
})
