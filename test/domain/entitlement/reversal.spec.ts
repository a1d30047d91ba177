/** Money of a refund that came back: it is reserved for that refund again, whatever order the news comes in. */
import { describe, expect, it } from 'vitest'
import type { EntitlementCommand } from '../../../src/domain/entitlement/index.js'
import type { TermsFee } from '../../../src/domain/policy/terms.js'
import { moneyReversed, moneySettled, orderLine, releaseMoney } from '../../../src/testing/builders/entitlement.js'
import { reserveMoney, reserveUnits, reverseMoney, settleMoney } from '../../../src/testing/builders/entitlement.js'
import { tender, unitsConfirmed } from '../../../src/testing/builders/entitlement.js'
import { waitingUnits } from '../../../src/domain/entitlement/tries.js'
import { order, registered, type Order } from './orders.js'

const asked = order().after(reserveUnits({ shirt: 1 }), reserveMoney({ shirt: 1 }))
const second = { epoch: 2 }
const card = (there: Order) => {
  const { reserved, settled } = registered(there).tenders[0]!
  return { reserved, settled }
}
/** One of each order of a list. */
const ordersOf = <A>(list: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  list.length === 0
    ? [[]]
    : list.flatMap((one, i) => ordersOf([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [one, ...rest]))

describe('Money that came back', () => {
  const settled = asked.after(settleMoney())

  it('is reserved for its refund again', () => {
    settled.when(reverseMoney()).then(moneyReversed())
    expect(card(settled)).toEqual({ reserved: 0, settled: 8_999 })
    expect(card(settled.after(reverseMoney()))).toEqual({ reserved: 8_999, settled: 0 })
  })

  it('comes back once, and is settled once', () => {
    const back = settled.after(reverseMoney())
    back.when(reverseMoney()).thenNothing()
    back.when(settleMoney()).thenNothing()
    back.when(settleMoney(second)).then(moneySettled(second))
    back.after(settleMoney(second)).when(settleMoney(second)).thenNothing()
  })

  it('of a refund that reserved none changes nothing', () => {
    asked.when(reverseMoney({ refundId: 'f-9' })).thenNothing()
    order().given(moneyReversed()).when(releaseMoney()).thenNothing()
  })

  it('may be heard of before it was heard that it was paid: then it was reserved all the time', () => {
    asked.when(reverseMoney()).then(moneyReversed({ settled: false }))
    expect(card(asked.after(reverseMoney()))).toEqual({ reserved: 8_999, settled: 0 })
    asked.after(reverseMoney()).when(settleMoney()).thenNothing()
  })

  // Bug: what was paid again before the news of the reversal came counted twice, and stayed reserved for ever.
  it('is known to have come back when it is paid again', () => {
    settled.when(settleMoney(second)).then(moneyReversed(), moneySettled(second))
    settled.after(settleMoney(second)).when(reverseMoney()).thenNothing()
    asked.after(settleMoney(second)).when(settleMoney()).thenNothing()
  })

  const news: ReadonlyArray<EntitlementCommand> = [
    ...[settleMoney(), reverseMoney(), settleMoney(second), reverseMoney(second)],
    settleMoney({ epoch: 3, legId: 'another-way' }),
  ]

  it.each([1, 2, 3, 4, 5])('balances in every order of the first %i news', (n) => {
    for (const list of ordersOf(news.slice(0, n))) {
      const isPaid = n % 2 === 1
      expect(card(asked.after(...list))).toEqual(
        isPaid ? { reserved: 0, settled: 8_999 } : { reserved: 8_999, settled: 0 },
      )
      expect(registered(asked.after(...list)).lines).toEqual(registered(asked).lines)
    }
  })
})

describe('Goods that stay with the customer', () => {
  const kept = order().after(reserveUnits({ shirt: 1 }), reserveMoney({ shirt: 1 }, { outcome: 'kept' }))
  const confirmed = unitsConfirmed({ outcome: 'kept' })

  it('are theirs with the first payment, and once', () => {
    kept.when(settleMoney()).then(moneySettled(), confirmed)
    kept.after(settleMoney(), reverseMoney()).when(settleMoney(second)).then(moneySettled(second))
  })

  // Bug: they were free again when the request ended, and the money was paid in a second round.
  it('also when it is first heard of by its coming back', () => {
    kept.when(reverseMoney()).then(moneyReversed({ settled: false }), confirmed)
    kept.after(reverseMoney()).when(settleMoney(second)).then(moneySettled(second))
  })
})

describe('A refund that was given up', () => {
  const fee: TermsFee = { ruleId: 'FEE', kind: 'restocking', reasons: ['CM_CHANGED_MIND'], basisPoints: 0, flat: 700 }
  const terms = { fees: [fee], tenders: 'first_first' } as const
  const split = order({ lines: [orderLine('A')], tenders: [tender('card', 6_000), tender('gift', 4_000)] }).after(
    reserveUnits({ A: 1 }),
    reserveMoney({ A: 1 }, terms),
  )
  const gift = { legId: 'gift', tenderId: 'gift', minor: 3_300 }
  const onCard = { minor: 6_000 }
  const giftPaid = settleMoney(gift)
  const giftBack = reverseMoney(gift)
  const giftAgain = settleMoney({ ...gift, ...second })
  const gaveUp = (paid: ReadonlyArray<string>) => releaseMoney({ paid })
  const tenders = (there: Order) =>
    registered(there).tenders.map(({ reserved, settled, captured }) => [captured, reserved, settled])

  it('keeps what came back of its paid part, which is owed', () => {
    const given = split.after(giftPaid, gaveUp(['gift']), giftBack)
    expect(tenders(given)).toEqual([
      [6_000, 0, 0],
      [4_000, 3_300, 0],
    ])
  })

  // Bug: late news of giving up gave away the money that had come back, and it could be promised to somebody else.
  it('ends the same in every order of the news: its part paid, back, paid again', () => {
    const end = split.after(giftPaid, gaveUp(['gift']), giftBack, giftAgain)
    expect(tenders(end)).toEqual([
      [6_000, 0, 0],
      [4_000, 0, 3_300],
    ])
    // Who gives up settles what was paid before, in the same breath.
    for (const list of ordersOf([[giftPaid, gaveUp(['gift'])], [giftBack], [giftAgain], [giftPaid]])) {
      const there = split.after(...list.flat())
      expect(tenders(there)).toEqual(tenders(end))
      expect(registered(there).lines).toEqual(registered(end).lines)
      expect(registered(there).claims).toEqual(registered(end).claims)
    }
  })

  // Bug: what had come back before was reserved for a refund that nobody pays any more.
  it('ends the same in every order of the news: all of it came back before', () => {
    const news = [settleMoney(onCard), reverseMoney(onCard), giftPaid, giftBack, gaveUp([])]
    for (const list of ordersOf(news)) {
      const there = split.after(...list)
      expect(tenders(there)).toEqual([
        [6_000, 0, 0],
        [4_000, 0, 0],
      ])
      expect(registered(there).lines[0]).toMatchObject({ settledUnits: 0, taken: { goods: 0 } })
      expect(registered(there).claims.get('r-1')!.lines[0]).toMatchObject({ paid: 0 })
      expect(waitingUnits(registered(there), 'A')).toBe(0)
    }
  })

  it('knows what came back from what it is told was paid', () => {
    const both = split.after(settleMoney(onCard), giftPaid)
    both.when(gaveUp(['gift'])).thenTypes('MoneyReversed', 'MoneyReleased')
    both.when(gaveUp(['card', 'gift'])).thenNothing()
  })

  it('and paid after all takes its money from the lines again', () => {
    const late = split.after(releaseMoney(), giftPaid)
    expect(registered(late).lines[0]).toMatchObject({ taken: { goods: 4_000 } })
    expect(registered(late.after(giftBack)).lines[0]).toMatchObject({ taken: { goods: 0 } })
    expect(registered(late.after(settleMoney(onCard))).lines[0]).toMatchObject({ taken: { goods: 10_000 } })
  })
})
