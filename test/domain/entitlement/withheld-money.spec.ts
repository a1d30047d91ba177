/** Money of refunded units that was not paid with them: a deduction that did not hold, duty that came back later. */
import { describe, expect, it } from 'vitest'
import type { ReserveMoney, WithheldAsk } from '../../../src/domain/entitlement/commands.js'
import type { Deduction } from '../../../src/domain/values/breakdown.js'
import {
  chargebackOpened,
  chargebackWon,
  orderLine,
  releaseMoney,
  reserveMoney,
  reserveUnits,
  reverseMoney,
  settleMoney,
  tender,
} from '../../../src/testing/builders/entitlement.js'
import { recordDutyRecovered } from '../../../src/testing/builders/owed.js'
import { assertAddsUp, byTender, order, registered, type Order } from './orders.js'

const worn: Deduction = { kind: 'depreciation', minor: 2_000, lineId: 'A' }
const newGoods: Deduction = { kind: 'replacement', minor: 3_000 }
const lines = [orderLine('A', { quantity: 2, goods: 20_000, tax: 3_800 })]
const tenders = [tender('card', 15_800), tender('gift', 8_000)]
const paid = (from: Order, refundId = 'f-1', epoch = 1): Order =>
  registered(from)
    .holds.get(refundId)!
    .breakdown.tenders.reduce((now, t) => now.after(settleMoney({ refundId, legId: t.tenderId, epoch, ...t })), from)
const heldOf = (from: Order, refundId: string) => registered(from).holds.get(refundId)!.breakdown

/** Both units are refunded by gift card first, less 20.00 for wear and 30.00 for new goods. */
const before = order({ lines, tenders }).after(reserveUnits({ A: 2 }))
const first = (deductions = [worn, newGoods]) =>
  before.after(reserveMoney({ A: 2 }, { deductions, tenders: 'last_first' }))
const keptBack = (minor: number, contestId = 'ct-1', refundId = 'f-1'): WithheldAsk => ({
  ...{ _tag: 'KeptBack', refundId, contestId, minor },
})
const waived = (minor: number, given: Partial<ReserveMoney> = {}) =>
  reserveMoney({ A: 2 }, { refundId: 'f-2', from: keptBack(minor), ...given })

describe('A deduction that was waived', () => {
  const refunded = paid(first())
  const unmoved = (s: Order) =>
    registered(s).lines.map(({ held, returned, settledUnits, taken }) => [held, returned, settledUnits, taken])

  it('is paid out of what the first refund kept back, exactly', () => {
    const after = refunded.after(waived(2_000))
    assertAddsUp(heldOf(after, 'f-2'))
    expect(heldOf(after, 'f-2')).toMatchObject({ total: 2_000, deductions: [], lines: [{ amounts: { goods: 2_000 } }] })
  })

  it('moves no units and takes nothing from the lines again', () =>
    expect(unmoved(paid(refunded.after(waived(2_000)), 'f-2'))).toEqual(unmoved(refunded)))

  it('names a line that it knows nothing of without paying for it', () => {
    const asked = reserveMoney({ A: 2, shoe: 1 }, { refundId: 'f-2', from: keptBack(1_500) })
    const after = refunded.after(asked, waived(2_000, { refundId: 'f-3' }))
    expect(heldOf(after, 'f-2').lines.map((l) => l.amounts)).toEqual([{ goods: 1_500 }, { goods: 0 }])
    expect(heldOf(after, 'f-3').total).toBe(500)
  })

  it('follows the strategy for means of payment', () =>
    expect(byTender(heldOf(refunded.after(waived(2_000, { tenders: 'first_first' })), 'f-2'))).toEqual({ card: 2_000 }))

  it.each([
    ['more than was kept back for wear: new goods are paid for', 5_000, 2_000],
    ['less than all of it', 500, 500],
  ])('gives never %s', (_, minor, total) => expect(heldOf(refunded.after(waived(minor)), 'f-2').total).toBe(total))

  it('is paid once, however often it is asked for', () => {
    const again = refunded.after(waived(2_000), waived(2_000, { refundId: 'f-3' }))
    expect(heldOf(again, 'f-3')).toMatchObject({ total: 0, tenders: [] })
    again.when(waived(2_000)).thenNothing()
  })

  it('on several means of payment is given once, though one of them sends it back', () => {
    const ratio = paid(before.after(reserveMoney({ A: 2 }, { deductions: [worn] })))
    const both = ratio.after(waived(2_000))
    const minor = byTender(heldOf(both, 'f-2'))['card']!
    const back = paid(both, 'f-2').after(reverseMoney({ refundId: 'f-2', minor }))
    for (const state of [both, back])
      expect(heldOf(state.after(waived(2_000, { refundId: 'f-3' })), 'f-3').total).toBe(0)
  })

  it('leaves to a second contest what is left', () => {
    const after = refunded.after(waived(1_500), waived(1_000, { refundId: 'f-3', from: keptBack(1_000, 'ct-2') }))
    expect(heldOf(after, 'f-3').total).toBe(500)
  })

  it('is refused while a bank decides, and asked for again afterwards', () => {
    const disputed = refunded.after(chargebackOpened({ minor: 1 }))
    disputed.when(waived(2_000)).thenTypes('MoneyReservationRefused')
    expect(heldOf(disputed.after(chargebackWon(), waived(2_000)), 'f-2').total).toBe(2_000)
  })

  it('is given up like any money, and may then be asked for again', () => {
    const released = refunded.after(waived(2_000), releaseMoney({ refundId: 'f-2' }))
    expect(unmoved(released)).toEqual(unmoved(refunded))
    expect(heldOf(released.after(waived(2_000, { refundId: 'f-3', attempt: 2 })), 'f-3').total).toBe(2_000)
  })

  it('paid in part gives the rest when it is tried again', () => {
    // 10.00 each on card and gift card.
    const half = refunded.after(waived(2_000, { tenders: 'last_first' }))
    const minor = byTender(heldOf(half, 'f-2'))['card']!
    const gaveUp = half.after(
      settleMoney({ refundId: 'f-2', minor }),
      releaseMoney({ refundId: 'f-2', paid: ['card'] }),
    )
    expect(heldOf(gaveUp.after(waived(2_000, { refundId: 'f-3' })), 'f-3').total).toBe(2_000 - minor)
  })

  it('is paid late, after it was given up, without touching the lines', () => {
    const late = refunded.after(
      waived(2_000),
      releaseMoney({ refundId: 'f-2' }),
      settleMoney({ refundId: 'f-2', minor: 2_000 }),
    )
    expect(unmoved(late)).toEqual(unmoved(refunded))
    expect(heldOf(late.after(waived(2_000, { refundId: 'f-3' })), 'f-3').total).toBe(0)
  })

  it('stays kept back by the first refund, though all of that comes back and is given up', () => {
    const given = paid(refunded.after(waived(2_000)), 'f-2')
    const back = heldOf(refunded, 'f-1').tenders.reduce(
      (now, t) => now.after(reverseMoney({ legId: t.tenderId, ...t })),
      given,
    )
    const gaveUp = back.after(releaseMoney())
    const again = gaveUp.after(reserveMoney({ A: 2 }, { refundId: 'f-3', attempt: 2, deductions: [worn, newGoods] }))
    // 238.00 less 50.00 was paid first; 20.00 were given since; the new goods stay paid for.
    expect(heldOf(again, 'f-3').total).toBe(23_800 - 5_000)
    expect(registered(again).lines[0]!.taken).toMatchObject({ goods: 20_000, tax: 3_800 })
  })

  it.each([
    ['another request', { claimId: 'r-9', from: keptBack(2_000) }, 'MoneyReservationRefused'],
    ['a refund that is not there', { from: keptBack(2_000, 'ct-1', 'f-9') }, 'WithheldMoneyReserved'],
  ])('of %s gives nothing', (_, given, type) => {
    refunded.when(waived(2_000, given)).thenTypes(type)
    expect(registered(refunded.after(waived(2_000, given))).tenders.map((t) => t.reserved)).toEqual([0, 0])
  })

  it('of another claim gives nothing, and takes nothing from the claim that it belongs to', () => {
    const other = order({ lines: [...lines, orderLine('B')], tenders: [tender('card', 33_800)] })
      .after(reserveUnits({ A: 2 }), reserveUnits({ B: 1 }, { claimId: 'r-2' }))
      .after(reserveMoney({ A: 2 }, { deductions: [worn] }))
      .after(waived(2_000, { claimId: 'r-2' }))
    expect(heldOf(other, 'f-2')).toMatchObject({ total: 0, tenders: [] })
    expect(heldOf(other.after(waived(2_000, { refundId: 'f-3' })), 'f-3').total).toBe(2_000)
  })

  it('of a refund that was given up whole gives nothing: its money is asked for anew', () => {
    const gone = first().after(releaseMoney(), waived(2_000))
    expect(heldOf(gone, 'f-2').total).toBe(0)
  })

  it('is paid although the deductions had left nothing to pay', () => {
    const nothing = first([
      { ...worn, minor: 20_000 },
      { kind: 'replacement', minor: 3_800 },
    ])
    expect(heldOf(nothing, 'f-1').total).toBe(0)
    expect(heldOf(nothing.after(waived(500)), 'f-2').total).toBe(500)
  })
})

describe('Duty that only the authority can give', () => {
  const imported = [orderLine('A', { quantity: 3, goods: 9_000, duty: 900 })]
  const shop = order({ lines: imported }).after(
    reserveUnits({ A: 1 }),
    reserveUnits({ A: 1 }, { claimId: 'r-2', evenIfAlike: true }),
  )
  const later = { duty: 'when_recovered' } as const
  const one = shop.after(reserveMoney({ A: 1 }, later))
  const recovered = (minor: number, reclaimId = 'dr-1') =>
    recordDutyRecovered({ reclaimId, lines: [{ lineId: 'A', minor }] })
  const payDuty = (given: Partial<ReserveMoney> = {}, reclaimId = 'dr-1') =>
    reserveMoney({ A: 1 }, { refundId: 'f-d', from: { _tag: 'Duty', reclaimId }, ...given })

  it('is not part of the refund', () => expect(heldOf(one, 'f-1')).toMatchObject({ total: 3_000 }))
  it('is part of it where the policy says so', () =>
    expect(heldOf(shop.after(reserveMoney({ A: 1 })), 'f-1')).toMatchObject({ total: 3_300 }))

  it('of units refunded without it is not given with the next units, whoever refunds them with theirs', () => {
    const next = one.after(reserveMoney({ A: 1 }, { refundId: 'f-2', claimId: 'r-2' }))
    expect(heldOf(next, 'f-2')).toMatchObject({ total: 3_300, lines: [{ amounts: { goods: 3_000, duty: 300 } }] })
    const after = next.after(recovered(600), payDuty())
    expect(heldOf(after, 'f-d').total).toBe(300)
  })

  it('is due to the request whose units were refunded, as far as it belongs to them', () =>
    one.when(recovered(900)).then({
      type: 'DutyRecovered',
      data: {
        orderId: 'o-1',
        reclaimId: 'dr-1',
        lines: [{ lineId: 'A', minor: 900 }],
        due: [{ claimId: 'r-1', lines: [{ lineId: 'A', quantity: 1, minor: 300 }] }],
      },
    }))

  it('is then paid exactly, as a component of its own, and once', () => {
    const after = one.after(recovered(900), payDuty())
    assertAddsUp(heldOf(after, 'f-d'))
    expect(heldOf(after, 'f-d')).toMatchObject({ total: 300, lines: [{ amounts: { goods: 0, duty: 300 } }] })
    expect(heldOf(after.after(payDuty({ refundId: 'f-e' })), 'f-e').total).toBe(0)
  })

  it('goes back with goods that are refunded after it was recovered', () => {
    const after = one.after(recovered(900), reserveMoney({ A: 1 }, { refundId: 'f-2', claimId: 'r-2', ...later }))
    expect(heldOf(after, 'f-2')).toMatchObject({ total: 3_300, lines: [{ amounts: { goods: 3_000, duty: 300 } }] })
    expect(registered(after).lines[0]).toMatchObject({ dutyRecovered: 900, taken: { duty: 600 } })
  })

  it('is divided over all requests that were refunded without it', () => {
    const both = one.after(reserveMoney({ A: 1 }, { refundId: 'f-2', claimId: 'r-2', ...later }), recovered(500))
    expect(registered(both).reclaims.get('dr-1')).toEqual([
      { claimId: 'r-1', lines: [{ lineId: 'A', quantity: 1, minor: 250 }] },
      { claimId: 'r-2', lines: [{ lineId: 'A', quantity: 1, minor: 250 }] },
    ])
  })

  it('recovered in parts goes to those who have had none', () => {
    const both = one.after(
      recovered(300),
      reserveMoney({ A: 1 }, { refundId: 'f-2', claimId: 'r-2', ...later }),
      recovered(300, 'dr-2'),
    )
    expect(registered(both).reclaims.get('dr-2')).toEqual([
      { claimId: 'r-2', lines: [{ lineId: 'A', quantity: 1, minor: 300 }] },
    ])
  })

  it('that was refunded with its units is not given again, though one tender was tried a second time', () => {
    const two = order({ lines: imported, tenders: [tender('card', 4_950), tender('gift', 4_950)] })
    const half = two
      .after(reserveUnits({ A: 1 }), reserveMoney({ A: 1 }))
      .after(settleMoney({ refundId: 'f-1', minor: 1_650 }), releaseMoney({ paid: ['card'] }))
    const whole = half.after(reserveMoney({ A: 1 }, { refundId: 'f-2', attempt: 2 }))
    expect(heldOf(whole, 'f-2')).toMatchObject({ total: 1_650, lines: [{ amounts: { goods: 1_500, duty: 150 } }] })
    // What waits for the second try is no duty that the customer has not got, whether it was made or not.
    for (const state of [half, whole]) expect(registered(state.after(recovered(900))).reclaims.get('dr-1')).toEqual([])
  })

  it('that a second try gives is what the first gave up, though other units were refunded without theirs', () => {
    const tenders = [tender('card', 4_950), tender('gift', 4_950)]
    const others = reserveMoney({ A: 1 }, { refundId: 'f-2', claimId: 'r-2', ...later })
    const half = order({ lines: imported, tenders })
      .after(reserveUnits({ A: 1 }), reserveUnits({ A: 1 }, { claimId: 'r-2', evenIfAlike: true }), others)
      .after(reserveMoney({ A: 1 }), settleMoney({ refundId: 'f-1', minor: 1_650 }), releaseMoney({ paid: ['card'] }))
    const whole = half.after(reserveMoney({ A: 1 }, { refundId: 'f-3', attempt: 2 }))
    expect(heldOf(whole, 'f-3')).toMatchObject({ total: 1_650, lines: [{ amounts: { goods: 1_500, duty: 150 } }] })
    // A third try, after the second was given up whole, asks for the same again.
    const third = whole.after(
      releaseMoney({ refundId: 'f-3' }),
      reserveMoney({ A: 1 }, { refundId: 'f-4', attempt: 3 }),
    )
    expect(heldOf(third, 'f-4').lines).toMatchObject([{ amounts: { goods: 1_500, duty: 150 } }])
  })

  it('counts for each line apart', () => {
    const lines = ['A', 'B'].map((line) => orderLine(line, { quantity: 1, goods: 3_000, duty: 300 }))
    const both = order({ lines }).after(reserveUnits({ A: 1, B: 1 }))
    const refunded = both
      .after(reserveMoney({ A: 1 }, later), reserveMoney({ B: 1 }, { refundId: 'f-2', ...later }))
      .after(recordDutyRecovered({ reclaimId: 'dr-1', lines: [{ lineId: 'A', minor: 300 }] }))
      .after(recordDutyRecovered({ reclaimId: 'dr-2', lines: [{ lineId: 'B', minor: 300 }] }))
    expect([...registered(refunded).reclaims.values()].flat().flatMap((one) => one.lines)).toEqual([
      { lineId: 'A', quantity: 1, minor: 300 },
      { lineId: 'B', quantity: 1, minor: 300 },
    ])
  })

  it('is recorded once for each reclaim', () => one.after(recovered(900)).when(recovered(900)).thenNothing())
  it('is never more than was paid of it', () => {
    expect(registered(one.after(recovered(5_000))).lines[0]!.dutyRecovered).toBe(900)
    expect(registered(one.after(recovered(800), recovered(800, 'dr-2'))).lines[0]!.dutyRecovered).toBe(900)
  })
  it('is never more than was paid and not refunded with the goods', () => {
    const after = shop.after(reserveMoney({ A: 1 }), recovered(900))
    expect(registered(after).lines[0]!.dutyRecovered).toBe(600)
    expect(registered(after).reclaims.get('dr-1')).toEqual([])
  })

  it('of a refund that was given up is nobody’s, until it is refunded again', () => {
    const again = one.after(
      releaseMoney(),
      recovered(300),
      reserveMoney({ A: 1 }, { refundId: 'f-2', attempt: 2, ...later }),
    )
    expect(heldOf(again, 'f-2').total).toBe(3_300)
  })

  it.each([
    ['lines_known', [{ lineId: 'shoe', minor: 1 }]],
    [
      'line_ids_unique',
      [
        { lineId: 'A', minor: 1 },
        { lineId: 'A', minor: 1 },
      ],
    ],
  ] as const)('is refused when it contradicts itself: %s', (rule, wrong) =>
    one.when(recordDutyRecovered({ lines: wrong })).thenRejected({ _tag: 'OrderFactsInconsistent', rule }),
  )

  it('of a reclaim that is not known pays nothing', () =>
    expect(heldOf(one.after(payDuty({}, 'dr-9')), 'f-d').total).toBe(0))
})
