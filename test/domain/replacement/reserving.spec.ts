import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import { agent, at, customer, provider, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/replacement.js'
import * as happened from '../../../src/testing/builders/replacement-events.js'
import {
  awaiting,
  except,
  expired,
  notNow,
  outOfStock,
  planned,
  released,
  reserved,
  reshipPlanned,
  sameShirt,
  shipped,
  undelivered,
} from './situations.js'

const staffOnly = { _tag: 'ReplacementForStaffOnly' } as const
const atEnd = { at: given.payBy }
const justBefore = { at: at('2026-03-05T11:59:59.999Z') }

describe('New goods', () => {
  // Killer case 9: return 100 (paid 90 after coupon), new 250.
  it('for 250.00 in exchange for 90.00 cost 160.00, payable by a date', () =>
    planned.when(given.reserveReplacement()).then(happened.replacementReserved()))
  it('for less leave the shop owing: the net is not floored', () => {
    const cheap = [{ ...given.coat, goods: 2_000 }]
    const { payBy: _none, ...data } = happened.replacementReserved({ items: cheap, price: 2_000, net: -7_000 }).data
    planned.when(given.reserveReplacement({ items: cheap })).then({ type: 'ReplacementReserved', data })
  })
  it('cost goods less discount, with tax, duty, fee and shipping', () => {
    const item = { ...given.coat, goods: 10_000, discount: 1_000, tax: 1_710, duty: 100, fee: 50 }
    planned
      .when(given.reserveReplacement({ items: [item], shipping: 490, shippingTax: 93 }))
      .then(happened.replacementReserved({ items: [item], shipping: 490, shippingTax: 93, price: 11_443, net: 2_443 }))
  })
  it('that cost nothing more ship when the old ones are in', () => {
    const even = planned.after(given.reserveReplacement({ items: [sameShirt] }))
    assert.equal(even.state.status, 'reserved')
    planned
      .after(given.recordGoodsAccepted())
      .when(given.reserveReplacement({ items: [sameShirt] }))
      .thenTypes('ReplacementReserved', 'ReplacementReleased')
  })
  it('are reserved by staff, never by the customer', () => {
    planned.when(given.reserveReplacement({}, { actor: customer })).thenRejected(staffOnly)
    planned.when(given.reserveReplacement({}, { actor: warehouse })).thenTypes('ReplacementReserved')
  })
  it('need a date for what is owed, from an hour to sixty days', () => {
    const { payBy: _none, ...data } = given.reserveReplacement().data
    planned.when({ ...given.reserveReplacement(), data }).thenRejected({ _tag: 'PayByMissing', net: 16_000 })
    const earliest = at('2026-03-02T13:00:00.000Z')
    const latest = at('2026-05-01T12:00:00.000Z')
    for (const payBy of [earliest, latest])
      planned.when(given.reserveReplacement({ payBy })).then(happened.replacementReserved({ payBy }))
    for (const date of [at('2026-03-02T12:59:59.999Z'), at('2026-05-01T12:00:00.001Z')])
      planned
        .when(given.reserveReplacement({ payBy: date }))
        .thenRejected({ _tag: 'ReplacementDateOutOfRange', date, earliest, latest })
  })
  it('have line ids that the order does not have, each its own', () => {
    const taken = { _tag: 'ReplacementLineTaken', lineId: 'coat' } as const
    planned.when(given.reserveReplacement({ items: [given.coat, given.coat] })).thenRejected(taken)
    planned.when(given.reserveReplacement({}, { lineIds: ['shirt', 'coat'] })).thenRejected(taken)
  })
  it('have no discount above their goods, and a price that can be written', () => {
    const item = { ...given.coat, discount: 25_001 }
    planned
      .when(given.reserveReplacement({ items: [item] }))
      .thenRejected({ _tag: 'ReplacementDiscountTooHigh', lineId: 'coat' })
    planned
      .when(given.reserveReplacement({ items: [{ ...given.coat, goods: MAX_MINOR, tax: 1 }] }))
      .thenRejected({ _tag: 'ReplacementTooExpensive', limit: MAX_MINOR })
  })
  it.each(except('planned', 'out_of_stock', 'expired', 'undelivered'))('are not reserved while it is %s', (status, s) =>
    s.when(given.reserveReplacement()).thenRejected(notNow(status)),
  )
})

describe('A reship', () => {
  it('ships once it is reserved, because nothing comes back', () =>
    reshipPlanned
      .when(given.reserveReplacement({ items: [sameShirt] }))
      .thenTypes('ReplacementReserved', 'ReplacementReleased'))
  it('is worth what was paid for what it stands for, not more and not less', () => {
    const dearer = { _tag: 'ReshipOfOtherWorth', price: 25_000, credit: 9_000 } as const
    reshipPlanned.when(given.reserveReplacement()).thenRejected(dearer)
    const onSale = { ...sameShirt, goods: sameShirt.goods - 1 }
    const cheaper = { _tag: 'ReshipOfOtherWorth', price: 8_999, credit: 9_000 } as const
    reshipPlanned.when(given.reserveReplacement({ items: [onSale] })).thenRejected(cheaper)
    // What went out once goes out again as it was.
    const offer = { items: [onSale], price: 8_999, credit: 9_000, net: -1 }
    const reservation = happened.replacementReserved(offer)
    const { payBy: _none, ...data } = reservation.data
    reshipPlanned
      .given({ ...reservation, data }, happened.replacementReleased(), happened.replacementShipped())
      .given(happened.replacementUndelivered())
      .when(given.reserveReplacement({ items: [onSale] }))
      .thenTypes('ReplacementReserved', 'ReplacementReleased')
  })
})

describe('The difference', () => {
  it('is secured by one payment or by several', () => {
    awaiting.when(given.secureDifference()).then(happened.differenceSecured())
    const part = awaiting.after(given.secureDifference({ minor: 15_999 }))
    assert.equal(part.state.status, 'awaiting_payment')
    const rest = { paymentId: 'pay-2', tenderId: 'gift-2', kind: 'gift_card', minor: 1 }
    part.when(given.secureDifference(rest)).then(happened.differenceSecured({ ...rest, open: 0 }))
  })
  it('is held once, however often it is reported', () => {
    reserved.when(given.secureDifference()).thenNothing()
    shipped.when(given.secureDifference()).thenNothing()
  })
  it('is reported by the shop or the provider, not by the customer', () => {
    awaiting.when(given.secureDifference({}, { actor: provider })).thenTypes('DifferenceSecured')
    awaiting.when(given.secureDifference({}, { actor: customer })).thenRejected(staffOnly)
  })
  it('is in time up to the last millisecond', () => {
    awaiting.when(given.secureDifference({}, justBefore)).thenTypes('DifferenceSecured')
    awaiting.when(given.secureDifference({}, atEnd)).thenRejected({ _tag: 'PaymentTooLate', payBy: given.payBy })
  })
  it('is paid with means that are new to the order and to each other', () => {
    const taken = { _tag: 'TenderTaken', tenderId: 'card-2' } as const
    awaiting.when(given.secureDifference({}, { tenderIds: ['card-2'] })).thenRejected(taken)
    awaiting
      .after(given.secureDifference({ minor: 1 }))
      .when(given.secureDifference({ paymentId: 'pay-2' }))
      .thenRejected(taken)
  })
  it('comes in five payments at most', () => {
    const five = [1, 2, 3, 4, 5].map((n) =>
      given.secureDifference({ paymentId: `pay-${n}`, tenderId: `card-${n}0`, minor: 1 }),
    )
    awaiting
      .after(...five)
      .when(given.secureDifference({ paymentId: 'pay-6', tenderId: 'card-60' }))
      .thenRejected({ _tag: 'TooManyPayments', limit: 5 })
  })
  it('is paid back in the steps of the provider, where the payment is the provider’s', () => {
    const kuwait = { granularity: 10 }
    awaiting.when(given.secureDifference({}, kuwait)).then(happened.differenceSecured(kuwait))
    awaiting
      .when(given.secureDifference({ granularity: 5 }, kuwait))
      .then(happened.differenceSecured({ granularity: 5 }))
    const { paymentRef: _none, ...data } = given.secureDifference().data
    const { paymentRef: _also, ...told } = happened.differenceSecured().data
    awaiting.when({ ...given.secureDifference({}, kuwait), data }).then({ type: 'DifferenceSecured', data: told })
  })
  it.each(except('awaiting_payment'))('is not waited for while it is %s', (status, there) =>
    there.when(given.secureDifference({ paymentId: 'pay-9', tenderId: 'card-9' })).thenRejected(notNow(status)),
  )
})

describe('A difference that is not paid', () => {
  it('frees the stock when its date has come, and voids what was held', () => {
    const part = awaiting.after(given.secureDifference({ minor: 1 }))
    part.when(given.expireReplacement({}, justBefore)).thenNothing()
    part.when(given.expireReplacement({}, atEnd)).then(happened.replacementExpired({ void: ['pay-1'] }))
  })
  it('may be asked for again, with a hold of its own', () => {
    const again = awaiting
      .after(given.secureDifference({ minor: 1 }), given.expireReplacement({}, atEnd))
      .after(given.reserveReplacement({ payBy: at('2026-03-20T12:00:00.000Z') }, atEnd))
    assert.equal(again.state.status, 'awaiting_payment')
    again.when(given.secureDifference({ minor: 1 }, atEnd)).thenRejected({ _tag: 'PaymentVoided', paymentId: 'pay-1' })
  })
  it('and waits for a person then', () => expired.when(given.reserveReplacement()).thenTypes('ReplacementReserved'))
  it.each(except('awaiting_payment'))('expires nowhere else: %s', (_status, there) =>
    there.when(given.expireReplacement({}, atEnd)).thenNothing(),
  )
})

describe('Goods that are out of stock', () => {
  it('void what was held for them', () => {
    reserved.when(given.reportOutOfStock()).then(happened.replacementOutOfStock({ void: ['pay-1'] }))
    awaiting.when(given.reportOutOfStock()).then(happened.replacementOutOfStock())
    released.when(given.reportOutOfStock()).then(happened.replacementOutOfStock({ void: ['pay-1'] }))
  })
  it('are reported by staff, once', () => {
    reserved.when(given.reportOutOfStock({}, { actor: customer })).thenRejected(staffOnly)
    outOfStock.when(given.reportOutOfStock()).thenNothing()
  })
  it('are replaced by others', () =>
    outOfStock
      .when(given.reserveReplacement({ items: [{ ...given.coat, lineId: 'jacket', goods: 20_000 }] }))
      .thenTypes('ReplacementReserved'))
  it.each(except('awaiting_payment', 'reserved', 'released', 'out_of_stock'))(
    'are not reported while it is %s',
    (status, there) => there.when(given.reportOutOfStock()).thenRejected(notNow(status)),
  )
})

describe('Goods that did not arrive', () => {
  it('are reserved again at no further cost, and may ship at once', () =>
    undelivered.when(given.reserveReplacement({}, { actor: agent })).then(
      (() => {
        const { payBy: _none, ...data } = happened.replacementReserved({ attempt: 2 }).data
        return { type: 'ReplacementReserved', data } as const
      })(),
      happened.replacementReleased(),
    ))
  it('are the same goods', () =>
    undelivered.when(given.reserveReplacement({ shipping: 1 })).thenRejected({ _tag: 'ReplacementItemsFixed' }))
  it('keep their payments when they are out of stock then', () => {
    const again = undelivered.after(given.reserveReplacement())
    again.when(given.reportOutOfStock()).then(happened.replacementOutOfStock())
    again
      .after(given.reportOutOfStock())
      .when(given.reserveReplacement())
      .thenTypes('ReplacementReserved', 'ReplacementReleased')
  })
})
