/** Who else paid for a discount: stored once, told with every refund of the units, and never anybody's cash. */
import { describe, expect, it } from 'vitest'
import { previewRefund } from '../../../src/domain/entitlement/preview.js'
import type { OrderFacts } from '../../../src/domain/values/order-facts.js'
import {
  editOrder,
  orderLine,
  recordExternalRefund,
  releaseMoney,
  reserveMoney,
  reverseMoney,
  settleMoney,
  tender,
} from '../../../src/testing/builders/entitlement.js'
import { recordReceivedBack } from '../../../src/testing/builders/owed.js'
import { order, refund, refunds, registered, type Order } from './orders.js'

const fundedIn = (b: { readonly lines: ReadonlyArray<{ readonly funded?: ReadonlyArray<object> }> }) =>
  b.lines.map(({ funded }) => funded)
const takenOf = (from: Order, lineId = 'shirt') =>
  registered(from).lines.find(({ line }) => line.lineId === lineId)!.fundedTaken

/** Case 12: list 500, a coupon of 60 over 300 and 200, of which the platform pays 40. */
const coupon = [{ minor: 4_000, fundedBy: 'platform' }, { minor: 2_000 }]
const coatAndHat: Partial<OrderFacts> = {
  lines: [orderLine('coat', { goods: 30_000 }), orderLine('hat', { goods: 20_000 })],
  discounts: coupon,
}

/** Three shirts for 300.00 with 1.00 off, which the platform pays: 33, 34 and 33 a piece. */
const funded = (given: Partial<OrderFacts> = {}): Order =>
  order({
    lines: [orderLine('shirt', { quantity: 3, goods: 30_000 })],
    discounts: [{ minor: 100, fundedBy: 'platform' }],
    ...given,
  })
const byPlatform = (minor: number) => [{ by: 'platform', minor }]

describe('A discount that others than the shop pay for', () => {
  it('is divided over the lines once, each with its share by funder', () =>
    expect(registered(order(coatAndHat)).lines.map(({ line }) => [line.discount, line.funded])).toEqual([
      [3_600, byPlatform(2_400)],
      [2_400, byPlatform(1_600)],
    ]))

  it('is told nowhere when the shop pays for it itself', () => {
    const own = order({ ...coatAndHat, discounts: [{ minor: 6_000 }] })
    expect(registered(own).lines.map(({ line }) => 'funded' in line)).toEqual([false, false])
    expect(fundedIn(refund(own, { coat: 1 }).refund)).toEqual([undefined])
  })

  it('adds up by funder, and stands on the lines that it was given on', () => {
    const discounts = [
      { minor: 100, fundedBy: 'platform', lineIds: ['coat'] },
      { minor: 50, fundedBy: 'brand-x', lineIds: ['coat'] },
      { minor: 7, fundedBy: 'platform', lineIds: ['coat'] },
    ]
    expect(registered(order({ ...coatAndHat, discounts })).lines.map(({ line }) => line.funded)).toEqual([
      [...byPlatform(107), { by: 'brand-x', minor: 50 }],
      undefined,
    ])
  })

  it('goes back to whoever paid it, beside the total: 264.00 for the customer, 24.00 for the platform', () => {
    const { refund: coat, order: after } = refund(order(coatAndHat), { coat: 1 })
    expect([coat.total, fundedIn(coat)]).toEqual([26_400, [byPlatform(2_400)]])
    const { refund: hat } = refund(after, { hat: 1 })
    expect([hat.total, fundedIn(hat)]).toEqual([17_600, [byPlatform(1_600)]])
  })

  it('is shown before anything is asked for', () => {
    const terms = { fees: [], refund: { shipping: 'none', tenders: 'original_ratio' } } as never
    const preview = previewRefund(
      registered(order(coatAndHat)),
      [{ lineId: 'coat', quantity: 1, reason: 'CM_CHANGED_MIND' }],
      terms,
    )
    expect(preview).toMatchObject({ right: { total: 26_400, lines: [{ funded: byPlatform(2_400) }] } })
  })

  it('telescopes: 33, 34 and 33 of 1.00 over three units', () =>
    expect(refunds(funded(), [{ shirt: 1 }, { shirt: 1 }, { shirt: 1 }]).flatMap(fundedIn)).toEqual(
      [33, 34, 33].map(byPlatform),
    ))

  it('is still theirs where deductions leave nothing for the customer', () => {
    const deductions = [{ kind: 'depreciation', minor: 99_999 } as const]
    const { refund: worn } = refund(funded(), { shirt: 3 }, { deductions })
    expect([worn.total, fundedIn(worn)]).toEqual([0, [byPlatform(100)]])
  })

  const shirt = [{ lineId: 'shirt', quantity: 1, amounts: { goods: 9_967 }, funded: byPlatform(33) }]
  it('leaves with units that are canceled before they ship, and the rest goes with the rest', () => {
    const cancel = editOrder({ cancel: { shirt: 1 } })
    const data = { editId: 'e-1', canceled: shirt, added: [], reason: 'customer_asked' }
    funded().when(cancel).then({ type: 'OrderEdited', data })
    expect(fundedIn(refund(funded().after(cancel), { shirt: 2 }).refund)).toEqual([byPlatform(67)])
  })

  it('leaves with units that are refunded in the dashboard', () => {
    const outside = recordExternalRefund({ units: { shirt: 1 } })
    const data = { externalId: 'x-1', tenderId: 'card', minor: 8_999, lines: shirt }
    funded().when(outside).then({ type: 'ExternalRefundRecorded', data })
    expect(fundedIn(refund(funded().after(outside), { shirt: 2 }).refund)).toEqual([byPlatform(67)])
  })

  it('comes back with a refund that was never paid, and goes with the next', () => {
    const { order: first } = refund(funded(), { shirt: 1 })
    const again = first.after(releaseMoney({ refundId: 'refund-1' }))
    expect([takenOf(first), takenOf(again)]).toEqual([byPlatform(33), byPlatform(0)])
    const { refund: next } = refund(again, { shirt: 2 })
    expect(fundedIn(next)).toEqual([byPlatform(67)])
  })

  it('stays gone while the money of a reversed refund waits to be paid again', () => {
    const { order: first } = refund(funded(), { shirt: 1 })
    const payment = { refundId: 'refund-1', minor: 9_967 }
    const reversed = first.after(settleMoney(payment), reverseMoney(payment))
    expect(takenOf(reversed)).toEqual(byPlatform(33))
  })

  it('goes with the part that was paid, not once more with its rest', () => {
    const two = funded({ tenders: [tender('card', 20_000), tender('gift', 9_900)] })
    const { order: first, refund: whole } = refund(two, { shirt: 1 })
    const [card] = whole.tenders
    const partly = first.after(
      settleMoney({ refundId: 'refund-1', legId: 'card', ...card }),
      releaseMoney({ refundId: 'refund-1', paid: ['card'] }),
    )
    expect(takenOf(partly)).toEqual(byPlatform(33))
    // Units behind those that wait have a share of their own.
    const { order: behind, refund: other } = refund(partly, { shirt: 1 })
    expect(fundedIn(other)).toEqual([byPlatform(34)])
    const rest = behind.after(reserveMoney({ shirt: 1 }, { claimId: 'claim-1', refundId: 'rest', attempt: 2 }))
    expect(fundedIn(registered(rest).holds.get('rest')!.breakdown)).toEqual([undefined])
    expect(takenOf(rest)).toEqual(byPlatform(67))
  })

  it('is taken when a refund that was given up is paid after all, and given back when that bounces', () => {
    const { order: first } = refund(funded(), { shirt: 1 })
    const payment = { refundId: 'refund-1', minor: 9_967 }
    const late = first.after(releaseMoney({ refundId: 'refund-1' }), settleMoney(payment))
    expect(takenOf(late)).toEqual(byPlatform(33))
    expect(takenOf(late.after(reverseMoney(payment)))).toEqual(byPlatform(0))
  })

  it('comes back unit by unit when the customer pays for what they keep', () => {
    const { order: both } = refund(funded(), { shirt: 2 })
    const paid = both.after(settleMoney({ refundId: 'refund-1', minor: 19_933 }))
    const back = (paymentId: string, minor: number) =>
      recordReceivedBack({
        ...{ refundId: 'refund-1', paymentId, lines: [{ lineId: 'shirt', quantity: 1 }] },
        tenders: [{ tenderId: 'card', minor }],
      })
    const once = paid.after(back('p-1', 9_966))
    expect(takenOf(once)).toEqual(byPlatform(33))
    expect(takenOf(once.after(back('p-2', 9_967)))).toEqual(byPlatform(0))
  })
})
