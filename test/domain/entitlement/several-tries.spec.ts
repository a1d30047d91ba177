/** A refund that was paid in part and given up, the ones that ask for its rest, and what the customer paid back of them. */
import { describe, expect, it } from 'vitest'
import type { RecordReceivedBack } from '../../../src/domain/entitlement/commands.js'
import { waitingUnits } from '../../../src/domain/entitlement/tries.js'
import {
  orderLine,
  releaseMoney,
  reserveMoney,
  reserveUnits,
  settleMoney,
  tender,
} from '../../../src/testing/builders/entitlement.js'
import { recordReceivedBack } from '../../../src/testing/builders/owed.js'
import { order, registered, type Order } from './orders.js'

const back = (minor: number, quantity: number, given: Partial<RecordReceivedBack> = {}) =>
  recordReceivedBack({ tenders: [{ tenderId: 'card', minor }], lines: [{ lineId: 'A', quantity }], ...given })

describe('A refund of 10,000 of which a card paid 6,000 and a gift card nothing, so that it was given up', () => {
  const tenders = [tender('card', 6_000), tender('gift', 4_000)]
  const gaveUp = order({ lines: [orderLine('A')], tenders })
    .after(reserveUnits({ A: 1 }), reserveMoney({ A: 1 }))
    .after(settleMoney({ minor: 6_000 }), releaseMoney({ paid: ['card'] }))
  const cardBack = back(6_000, 1)
  const giftBack = back(0, 1, { refundId: 'f-2', receivableId: 'o-2', tenders: [{ tenderId: 'gift', minor: 4_000 }] })
  const rest = gaveUp.after(reserveMoney({ A: 1 }, { refundId: 'f-2', attempt: 2 }))
  const line = (s: Order) => registered(s).lines[0]!
  const waiting = (s: Order): number => waitingUnits(registered(s), 'A')
  const nextTotal = (s: Order, attempt = 1): number =>
    registered(s.after(reserveMoney({ A: 1 }, { refundId: 'f-9', attempt }))).holds.get('f-9')!.breakdown.total

  it('leaves the unit waiting for the rest', () => expect([waiting(gaveUp), nextTotal(gaveUp, 2)]).toEqual([1, 4_000]))
  it('is asked for its rest by whoever asks for that unit: there is nothing else to ask for', () =>
    expect(nextTotal(gaveUp)).toBe(4_000))
  it('frees the unit when it is paid back: all of it may be refunded', () => {
    const free = gaveUp.after(cardBack)
    expect([waiting(free), line(free).settledUnits, line(free).taken.goods, nextTotal(free)]).toEqual([0, 0, 0, 10_000])
  })
  it('frees the unit when it was paid back before the rest was given up', () => {
    const free = order({ lines: [orderLine('A')], tenders })
      .after(reserveUnits({ A: 1 }), reserveMoney({ A: 1 }), settleMoney({ minor: 6_000 }), cardBack)
      .after(releaseMoney({ paid: ['card'] }))
    expect([waiting(free), line(free).settledUnits, line(free).taken.goods, nextTotal(free)]).toEqual([0, 0, 0, 10_000])
  })
  it('keeps the unit while its rest is asked for elsewhere', () => {
    const half = rest.after(cardBack)
    expect([waiting(half), line(half).settledUnits, line(half).taken.goods]).toEqual([0, 1, 10_000])
    half.when(reserveMoney({ A: 1 }, { refundId: 'f-9' })).thenTypes('MoneyReservationRefused')
  })
  it('frees it with all that both paid, when both are paid back', () => {
    const free = rest.after(cardBack, giftBack)
    expect([line(free).settledUnits, line(free).taken.goods, nextTotal(free)]).toEqual([0, 0, 10_000])
  })
  it('waits for its rest again when only that is paid back; and is free with the rest of it', () => {
    const again = rest.after(giftBack)
    expect([waiting(again), line(again).settledUnits, line(again).taken.goods, nextTotal(again)]).toEqual([
      ...[1, 0, 6_000],
      4_000,
    ])
    const free = again.after(cardBack)
    expect([waiting(free), line(free).taken.goods, nextTotal(free)]).toEqual([0, 0, 10_000])
  })
  it('frees the unit when its rest is given up, too, after it was paid back itself', () => {
    const free = rest.after(cardBack, releaseMoney({ refundId: 'f-2' }))
    expect([waiting(free), line(free).settledUnits, line(free).taken.goods, nextTotal(free)]).toEqual([0, 0, 0, 10_000])
  })
  it('frees its other lines at once, and those of a rest that is given up with that', () => {
    const two = order({
      lines: [orderLine('A'), orderLine('B')],
      tenders: [tender('card', 12_000), tender('gift', 8_000)],
    })
      .after(reserveUnits({ A: 1, B: 1 }), reserveMoney({ A: 1, B: 1 }), settleMoney({ minor: 12_000 }))
      .after(releaseMoney({ paid: ['card'] }), reserveMoney({ A: 1 }, { refundId: 'f-2', attempt: 2 }))
    const paidBack = two.after(back(12_000, 1, { lines: ['A', 'B'].map((lineId) => ({ lineId, quantity: 1 })) }))
    expect(registered(paidBack).lines.map(({ taken }) => taken.goods)).toEqual([10_000, 0])
    for (const end of [releaseMoney({ refundId: 'f-2' }), giftBack])
      expect(registered(paidBack.after(end)).lines).toMatchObject([
        { taken: { goods: 0 }, settledUnits: 0 },
        { taken: { goods: 0 }, settledUnits: 0 },
      ])
  })
  it('of three units is asked for the rest of two that wait for it, whichever refund left them waiting', () => {
    const three = order({
      lines: [orderLine('A', { quantity: 3, goods: 30_000 })],
      tenders: [tender('card', 18_000), tender('gift', 12_000)],
    })
      .after(reserveUnits({ A: 3 }), reserveMoney({ A: 3 }), settleMoney({ minor: 18_000 }))
      .after(releaseMoney({ paid: ['card'] }), reserveMoney({ A: 2 }, { refundId: 'f-2', attempt: 2 }))
      .after(giftBack)
    expect(waiting(three)).toBe(2)
    const { restOf, breakdown } = registered(
      three.after(reserveMoney({ A: 2 }, { refundId: 'f-3', attempt: 3 })),
    ).holds.get('f-3')!
    expect([restOf?.refundId, breakdown.total]).toEqual(['f-1', 8_000])
  })
  it('of three units, of which one is paid back: the rest of the others is theirs, whatever becomes of that one', () => {
    const three = order({
      lines: [orderLine('A', { quantity: 3, goods: 30_000 })],
      tenders: [tender('card', 18_000), tender('gift', 12_000)],
    })
      .after(reserveUnits({ A: 3 }), reserveMoney({ A: 3 }), settleMoney({ minor: 18_000 }))
      .after(releaseMoney({ paid: ['card'] }), reserveMoney({ A: 2 }, { refundId: 'f-2', attempt: 2 }))
    expect(registered(three).holds.get('f-2')!.breakdown.total).toBe(8_000)
    expect(waiting(three)).toBe(1)
    const one = three.after(back(6_000, 1))
    expect([waiting(one), line(one).settledUnits, line(one).taken.goods, nextTotal(one)]).toEqual([
      ...[0, 2, 20_000],
      10_000,
    ])
  })
  it('is no other refund’s rest: two of one claim are each completed by what they left themselves', () => {
    const ofTwo = order({
      lines: [orderLine('A', { quantity: 3 })],
      tenders: [tender('card', 6_000), tender('gift', 4_000)],
    })
    const lots = ofTwo.after(
      reserveUnits({ A: 3 }),
      reserveMoney({ A: 2 }),
      reserveMoney({ A: 1 }, { refundId: 'f-2' }),
    )
    const left = registered(lots).holds
    const onGift = (refundId: string) => left.get(refundId)!.breakdown.tenders.find((t) => t.tenderId === 'gift')!.minor
    const paidByCard = lots
      .after(settleMoney({ minor: 6_667 - onGift('f-1') }), releaseMoney({ paid: ['card'] }))
      .after(settleMoney({ refundId: 'f-2', minor: 3_333 - onGift('f-2') }))
      .after(releaseMoney({ refundId: 'f-2', paid: ['card'] }))
    const rests = paidByCard.after(
      reserveMoney({ A: 1 }, { refundId: 'f-3', attempt: 2 }),
      reserveMoney({ A: 2 }, { refundId: 'f-4', attempt: 2 }),
    )
    const of = (refundId: string) => registered(rests).holds.get(refundId)!
    expect([of('f-3').restOf?.refundId, of('f-4').restOf?.refundId]).toEqual(['f-2', 'f-1'])
    expect([of('f-3').breakdown.total, of('f-4').breakdown.total]).toEqual([onGift('f-2'), onGift('f-1')])
    expect(line(rests).taken.goods).toBe(10_000)
  })
})
