/** What a customer owed and paid back, and what a chargeback made them get twice (killer case 18). */
import { describe, expect, it } from 'vitest'
import type { RecordReceivedBack } from '../../../src/domain/entitlement/commands.js'
import { Entitlement, type EntitlementEvent } from '../../../src/domain/entitlement/index.js'
import {
  chargebackLost,
  chargebackOpened,
  chargebackWon,
  moneyReleased,
  moneyReversed,
  moneySettled,
  orderLine,
  recordExternalRefund,
  releaseMoney,
  reserveMoney,
  reserveUnits,
  reverseMoney,
  settleMoney,
  tender,
} from '../../../src/testing/builders/entitlement.js'
import { recordReceivedBack } from '../../../src/testing/builders/owed.js'
import { share } from '../../../src/domain/values/money.js'
import { refundable } from '../../../src/domain/entitlement/state.js'
import { order, registered, type Order } from './orders.js'

const card = (s: Order) => registered(s).tenders[0]!
const shop = order({ lines: [orderLine('A', { quantity: 2, goods: 20_000 })], shipping: 500 }).after(
  reserveUnits({ A: 2 }),
)
const terms = { shipping: 'when_all_returned', deductions: [{ kind: 'depreciation', minor: 2_000 }] } as const
const reserved = shop.after(reserveMoney({ A: 2 }, terms))
const paid = reserved.after(settleMoney({ minor: 18_500 }))
const back = (minor: number, quantity: number, given: Partial<RecordReceivedBack> = {}) =>
  recordReceivedBack({
    tenders: [{ tenderId: 'card', minor }],
    lines: quantity === 0 ? [] : [{ lineId: 'A', quantity }],
    ...given,
  })

describe('Money that the customer paid back', () => {
  it('may be refunded again', () => {
    const after = paid.after(back(9_000, 0))
    expect([refundable(card(paid)), refundable(card(after))]).toEqual([2_000, 11_000])
  })
  it('is never more than the refund paid', () =>
    expect(card(paid.after(back(18_500, 0), back(500, 0, { paymentId: 'in-2' })))).toMatchObject({ back: 18_500 }))
  it('is one fact for each payment', () => paid.after(back(9_000, 0)).when(back(9_000, 0)).thenNothing())
  it('of a refund that is not known changes nothing', () => paid.when(back(1, 0, { refundId: 'f-9' })).thenNothing())
  it('on a means of payment that had no part in it changes no balance', () =>
    expect(registered(paid.after(back(1, 0, { tenders: [{ tenderId: 'cash', minor: 1 }] }))).tenders).toEqual(
      registered(paid).tenders,
    ))

  it('in part leaves its units refunded: nobody refunds them twice', () =>
    paid
      .after(back(9_000, 0))
      .when(reserveMoney({ A: 1 }, { refundId: 'f-2' }))
      .thenTypes('MoneyReservationRefused'))

  it('frees a unit by what each means of payment had paid of it, so that no penny more goes out again', () => {
    const mixed = order({
      lines: [orderLine('A', { quantity: 3, goods: 4_319, tax: 14 })],
      tenders: [tender('card', 2_000), tender('gift', 2_333)],
    }).after(reserveUnits({ A: 3 }), reserveMoney({ A: 3 }))
    const { breakdown } = [...registered(mixed).holds.values()][0]!
    const third = (tenderId: string): number => {
      const { amounts } = breakdown.lines[0]!.paidBy.find((one) => one.tenderId === tenderId)!
      return share(amounts.goods, 1, 3) + share(amounts.tax ?? 0, 1, 3)
    }
    const tenders = ['card', 'gift'].map((tenderId) => ({ tenderId, minor: third(tenderId) }))
    const [before, after] = [mixed, mixed.after(back(0, 1, { tenders }))].map((s) => registered(s).lines[0]!.taken)
    const freed = before!.goods + before!.tax - after!.goods - after!.tax
    expect(freed).toBe(tenders[0]!.minor + tenders[1]!.minor)
  })

  it('for one of two units frees that one: the next refund pays it again', () => {
    const after = paid.after(back(9_000, 1))
    expect(registered(after).lines[0]).toMatchObject({ returned: 2, settledUnits: 1, taken: { goods: 11_000 } })
    const again = after.after(reserveMoney({ A: 1 }, { refundId: 'f-2' }))
    expect(registered(again).holds.get('f-2')!.breakdown.total).toBe(9_000)
  })

  it('for all units gives back everything that they took, with shipping and what was kept back', () => {
    const after = paid.after(back(9_000, 1), back(9_500, 1, { paymentId: 'in-2' }))
    expect(registered(after)).toMatchObject({ shippingTaken: 0, lines: [{ settledUnits: 0, taken: { goods: 0 } }] })
    const again = after.after(reserveMoney({ A: 2 }, { refundId: 'f-2', shipping: 'when_all_returned' }))
    expect(registered(again).holds.get('f-2')!.breakdown).toMatchObject({ total: 20_500, shortfall: 0 })
  })

  it('for goods that others went out for frees what was paid, and nothing of what the others cost', () => {
    const replaced = shop.after(
      reserveMoney({ A: 2 }, { deductions: [{ kind: 'replacement', minor: 8_000 }] }),
      settleMoney({ minor: 12_000 }),
    )
    const { taken, settledUnits } = registered(replaced.after(back(12_000, 2))).lines[0]!
    expect([taken.goods, settledUnits]).toEqual([8_000, 0])
  })

  it('for one of two lines leaves the other as it is', () => {
    const both = order({ lines: [orderLine('A'), orderLine('B')] })
      .after(reserveUnits({ A: 1, B: 1 }), reserveMoney({ A: 1, B: 1 }), settleMoney({ minor: 20_000 }))
      .after(back(10_000, 1))
    expect(registered(both).lines).toMatchObject([
      { taken: { goods: 0 } },
      { settledUnits: 1, taken: { goods: 10_000 } },
    ])
  })

  it('for units that are back already frees nothing more', () => {
    const all = paid.after(back(18_500, 2))
    expect(registered(all.after(back(1, 1, { paymentId: 'in-2' }))).lines).toEqual(registered(all).lines)
  })

  it('frees nothing of a refund that was given up whole: the order has its units already', () => {
    const gone = reserved.after(releaseMoney())
    expect(registered(gone.after(back(18_500, 2))).lines).toEqual(registered(gone).lines)
  })

  it('leaves to the order what was given up since: once', () => {
    const after = reserved.after(back(18_500, 2), releaseMoney())
    expect(registered(after)).toMatchObject({ lines: [{ settledUnits: 0, taken: { goods: 0 } }] })
    expect(registered(after.after(settleMoney({ minor: 18_500 }))).lines[0]!.taken.goods).toBe(0)
  })

  it('and of which the rest is given up keeps to the rest of the others, and the free unit starts anew', () => {
    const both = [tender('card', 4_858), tender('gift', 2_429)]
    const half = [
      { tenderId: 'card', minor: 1_620 },
      { tenderId: 'gift', minor: 810 },
    ]
    const gaveUp = order({ lines: [orderLine('A', { quantity: 3, goods: 6_944, duty: 343 })], tenders: both })
      .after(reserveUnits({ A: 2 }), reserveMoney({ A: 2 }), settleMoney({ minor: 3_239 }))
      .after(settleMoney({ legId: 'gift', tenderId: 'gift', minor: 1_619 }), back(0, 1, { tenders: half }))
      .after(reverseMoney({ minor: 3_239 }), releaseMoney({ paid: ['gift'] }))
    const rest = gaveUp.after(reserveMoney({ A: 1 }, { refundId: 'f-2', attempt: 2 }))
    expect(registered(rest).holds.get('f-2')!.breakdown.tenders).toMatchObject([{ tenderId: 'card', minor: 1_619 }])
    const again = rest.after(reserveMoney({ A: 1 }, { refundId: 'f-3' }))
    const { restOf, breakdown } = registered(again).holds.get('f-3')!
    expect([restOf, breakdown.total]).toEqual([undefined, 1_620 + 810])
    // As if the first refund had gone through for both: a third of each component is left.
    expect(registered(again).lines[0]).toMatchObject({ settledUnits: 2, taken: { goods: 4_629, duty: 229 } })
  })

  it('or was refunded elsewhere meanwhile, is no duty that the rest of another refund may give again', () => {
    const withDuty = order({ lines: [orderLine('A', { goods: 100, duty: 10 }), orderLine('D', { goods: 50 })] })
      .after(
        reserveUnits({ A: 1, D: 1 }),
        reserveMoney({ A: 1, D: 1 }, { deductions: [{ kind: 'depreciation', minor: 9 }] }),
      )
      .after(
        reserveMoney(
          { A: 1, D: 1 },
          { refundId: 'f-2', from: { _tag: 'KeptBack', refundId: 'f-1', contestId: 'ct-1', minor: 9 } },
        ),
      )
      .after(releaseMoney(), recordExternalRefund({ minor: 110, units: { A: 1 } }))
      .after(reserveMoney({ A: 1, D: 1 }, { refundId: 'f-3', attempt: 2 }))
    expect(registered(withDuty).holds.get('f-3')).toMatchObject({ restOf: { refundId: 'f-1' } })
    expect(registered(withDuty).lines[0]!.taken.duty).toBe(10)
  })

  it('keeps from a waiver what is back already', () => {
    const ask = reserveMoney(
      { A: 2 },
      { refundId: 'f-2', from: { _tag: 'KeptBack', refundId: 'f-1', contestId: 'ct-1', minor: 2_000 } },
    )
    expect(registered(paid.after(back(18_500, 2), ask)).holds.get('f-2')!.breakdown.total).toBe(0)
    // Given before, it stays taken.
    expect(registered(paid.after(ask, back(18_500, 2))).lines[0]!.taken.goods).toBe(2_000)
  })
})

describe('News of a refund that reserved nothing', () => {
  const known = registered(paid)
  const refundId = 'f-9'
  const received = { refundId, receivableId: 'o-1', paymentId: 'in-1', tenders: [], lines: [] }
  it.each<EntitlementEvent>([
    moneySettled({ refundId }),
    moneyReversed({ refundId }),
    moneyReleased({ refundId }),
    { type: 'MoneyReceivedBack', data: { ...received, shipping: 0, shippingTax: 0 } },
  ])('changes nothing: $type', (event) => expect(Entitlement.evolve(known, event)).toBe(known))
})

describe('A chargeback on money that a refund pays, too', () => {
  const disputed = reserved.after(chargebackOpened({ minor: 20_500 }))
  const found = {
    type: 'OverpaymentFound',
    data: { refundId: 'f-1', chargebackId: 'cb-1', tenderId: 'card', epoch: 1, minor: 18_500 },
  } as const
  const { minor: _minor, ...data } = found.data
  const cleared = { type: 'OverpaymentCleared', data } as const
  const settled = settleMoney({ minor: 18_500 })

  it('is found when the payment goes through all the same', () =>
    disputed.when(settled).thenTypes('MoneySettled', 'OverpaymentFound'))
  it('says how much the customer got twice', () =>
    expect(registered(disputed.after(settled)).overpayments.get('f-1 cb-1')).toEqual(found.data))
  it('is found when the chargeback was lost already', () =>
    disputed.after(chargebackLost()).when(settled).thenTypes('MoneySettled', 'OverpaymentFound'))
  it('is no overpayment while money is left for both', () =>
    reserved
      .after(chargebackOpened({ minor: 2_000 }))
      .when(settled)
      .thenTypes('MoneySettled'))
  it('counts only what is too much', () =>
    expect(
      registered(reserved.after(chargebackOpened({ minor: 5_000 }), settled)).overpayments.get('f-1 cb-1'),
    ).toMatchObject({ minor: 3_000 }))
  it('that was won is none', () => disputed.after(chargebackWon()).when(settled).thenTypes('MoneySettled'))

  it('of what was paid before is found when it is lost, not when it is opened: the shop may win it', () => {
    const after = paid.after(chargebackOpened({ minor: 20_500 }))
    expect(registered(after).overpayments.size).toBe(0)
    after.when(chargebackLost()).then({ type: 'ChargebackLost', data: { chargebackId: 'cb-1' } }, found)
  })

  it('that is lost is about its own means of payment: another may still be won', () => {
    const two = order({ lines: [orderLine('A')], tenders: [tender('card', 6_000), tender('gift', 4_000)] })
      .after(reserveUnits({ A: 1 }), reserveMoney({ A: 1 }))
      .after(settleMoney({ minor: 6_000 }), settleMoney({ legId: 'gift', tenderId: 'gift', minor: 4_000 }))
      .after(chargebackOpened({ minor: 6_000 }))
      .after(chargebackOpened({ chargebackId: 'cb-2', tenderId: 'gift', minor: 4_000 }))
    const twice = { ...found, data: { ...found.data, minor: 6_000 } }
    two.when(chargebackLost()).then({ type: 'ChargebackLost', data: { chargebackId: 'cb-1' } }, twice)
  })

  it('passes over a payment that came back: the customer has not got it', () => {
    const two = shop
      .after(reserveMoney({ A: 1 }), settleMoney({ minor: 10_000 }))
      .after(reserveMoney({ A: 1 }, { refundId: 'f-2' }), settleMoney({ refundId: 'f-2', minor: 10_000 }))
      .after(reverseMoney({ refundId: 'f-2', minor: 10_000 }), chargebackOpened({ minor: 15_000 }))
    const twice = { ...found, data: { ...found.data, minor: 4_500 } }
    two.when(chargebackLost()).then({ type: 'ChargebackLost', data: { chargebackId: 'cb-1' } }, twice)
  })

  it('takes the latest payments first, and each once', () => {
    const two = shop.after(
      reserveMoney({ A: 1 }),
      settleMoney({ minor: 10_000 }),
      reserveMoney({ A: 1 }, { refundId: 'f-2' }),
      settleMoney({ refundId: 'f-2', minor: 10_000 }),
      chargebackOpened({ minor: 15_000 }),
      chargebackLost(),
    )
    const { overpayments } = registered(two)
    expect([...overpayments.values()].map(({ refundId, minor }) => [refundId, minor])).toEqual([
      ['f-2', 10_000],
      ['f-1', 4_500],
    ])
  })

  it('on one means of payment is no concern of another', () => {
    const two = order({ lines: [orderLine('A')], tenders: [tender('card', 6_000), tender('gift', 4_000)] }).after(
      reserveUnits({ A: 1 }),
      reserveMoney({ A: 1 }),
      chargebackOpened({ minor: 6_000 }),
      chargebackOpened({ chargebackId: 'cb-2', tenderId: 'gift', minor: 4_000 }),
    )
    const after = two.after(
      settleMoney({ minor: 6_000 }),
      settleMoney({ legId: 'gift', tenderId: 'gift', minor: 4_000 }),
    )
    const { overpayments } = registered(after)
    expect([...overpayments.values()].map(({ chargebackId, minor }) => [chargebackId, minor])).toEqual([
      ['cb-1', 6_000],
      ['cb-2', 4_000],
    ])
  })

  it('won later clears it', () => {
    const after = disputed.after(settled)
    after.when(chargebackWon()).then({ type: 'ChargebackWon', data: { chargebackId: 'cb-1' } }, cleared)
    expect(registered(after.after(chargebackWon())).overpayments.size).toBe(0)
  })

  it('is cleared when the payment comes back, and found again when it is paid again', () => {
    const reversed = disputed.after(settled)
    reversed.when(reverseMoney({ minor: 18_500 })).thenTypes('MoneyReversed', 'OverpaymentCleared')
    reversed
      .after(reverseMoney({ minor: 18_500 }))
      .when(settleMoney({ minor: 18_500, epoch: 2 }))
      .thenTypes('MoneySettled', 'OverpaymentFound')
  })

  it('paid back by the customer is no more than the bank made of it', () => {
    const after = disputed.after(settled, back(99_999, 0, { chargebackId: 'cb-1' }))
    expect(card(after)).toMatchObject({ back: 18_500 })
    expect(registered(after).overpayments.get('f-1 cb-1')).toMatchObject({ minor: 0 })
    expect(card(after.after(back(5, 0, { chargebackId: 'cb-9', paymentId: 'in-2' })))).toMatchObject({ back: 18_500 })
  })

  it('leaves units as they are: nothing more is refunded for them', () =>
    disputed
      .after(settled, chargebackLost())
      .when(reserveMoney({ A: 1 }, { refundId: 'f-2' }))
      .thenTypes('MoneyReservationRefused'))
})
