/** What happens outside the library is recorded as it comes, once, and only ever reduces what is left. */
import { describe, expect, it } from 'vitest'
import type { FactRule } from '../../../src/domain/entitlement/errors.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import {
  chargebackLost,
  chargebackOpened,
  chargebackWon,
  editOrder,
  orderLine,
  recordCapture,
  recordDelivery,
  recordExternalRefund,
  releaseMoney,
  reserveMoney,
  reserveUnits,
} from '../../../src/testing/builders/entitlement.js'
import { at } from '../../../src/testing/builders/build.js'
import { order, refund, registered } from './orders.js'

const shop = order()
const cardOf = (from: typeof shop) => registered(from).tenders[0]!

describe('The same fact twice is one fact', () => {
  it.each([recordDelivery(), recordCapture(), recordExternalRefund(), chargebackOpened(), editOrder()])(
    '$type',
    (fact) => shop.after(fact).when(fact).thenNothing(),
  )

  it('but hosts number each kind on its own: the same number may stand for one of each', () =>
    expect(
      registered(
        shop.after(
          recordCapture({ captureId: '1' }),
          recordExternalRefund({ externalId: '1' }),
          editOrder({ editId: '1' }),
          chargebackOpened({ chargebackId: '1' }),
        ),
      ),
    ).toMatchObject({ recorded: { size: 3 }, chargebacks: { size: 1 } }))
})

describe('Delivery', () => {
  it('is recorded, since the window counts from it', () =>
    expect(registered(shop.after(recordDelivery())).deliveredAt).toBe('2026-02-24T15:30:00.000Z'))

  it('may be corrected', () =>
    shop
      .after(recordDelivery())
      .when(recordDelivery({ deliveredAt: at('2026-02-25T09:00:00.000Z') }))
      .then({ type: 'DeliveryRecorded', data: { deliveredAt: at('2026-02-25T09:00:00.000Z') } }))
})

describe('A capture', () => {
  it('adds to its tender', () => expect(cardOf(shop.after(recordCapture())).captured).toBe(27_997))
  it('on a means of payment that the order does not have is refused', () =>
    shop.when(recordCapture({ tenderId: 'cheque' })).thenRejected({ _tag: 'TenderUnknown', tenderId: 'cheque' }))
})

describe('A refund in the dashboard', () => {
  it('is recorded with the units and their worth, where they are known', () =>
    shop.when(recordExternalRefund({ units: { shirt: 1 } })).then({
      type: 'ExternalRefundRecorded',
      data: {
        externalId: 'x-1',
        tenderId: 'card',
        minor: 8_999,
        lines: [{ lineId: 'shirt', quantity: 1, amounts: { goods: 8_999 } }],
      },
    }))

  it('without units takes money only', () =>
    shop.when(recordExternalRefund()).then({
      type: 'ExternalRefundRecorded',
      data: { externalId: 'x-1', tenderId: 'card', minor: 8_999, lines: [] },
    }))

  it('for units that are settled already counts those that are left', () => {
    const settled = refund(shop, { shirt: 2 }).order
    expect(settled.when(recordExternalRefund({ units: { shirt: 3 } })).result).toMatchObject({
      right: [{ data: { lines: [{ quantity: 1, amounts: { goods: 8_999 } }] } }],
    })
  })

  it('may be more than was paid: it is a fact', () =>
    expect(cardOf(shop.after(recordExternalRefund({ minor: 99_999 }))).external).toBe(99_999))

  it('pays for the units: they are worth nothing more', () =>
    expect(registered(shop.after(recordExternalRefund({ units: { shirt: 3 }, minor: 1 }))).lines[0]).toMatchObject({
      settledUnits: 3,
      taken: { goods: 26_997 },
    }))

  it('on a means of payment that the order does not have is refused', () =>
    shop.when(recordExternalRefund({ tenderId: 'cheque' })).thenRejected({ _tag: 'TenderUnknown', tenderId: 'cheque' }))
})

describe('A chargeback', () => {
  const opened = shop.after(chargebackOpened({ minor: 8_999, reason: 'fraud' }))

  it('is opened with its tender, amount and reason', () =>
    shop.when(chargebackOpened({ minor: 8_999, reason: 'fraud' })).then({
      type: 'ChargebackOpened',
      data: { chargebackId: 'cb-1', tenderId: 'card', minor: 8_999, reason: 'fraud' },
    }))

  it('holds its money', () => expect(cardOf(opened).disputed).toBe(8_999))
  it('that the shop wins frees it', () => expect(cardOf(opened.after(chargebackWon())).disputed).toBe(0))
  it('that the shop loses keeps it', () => expect(cardOf(opened.after(chargebackLost())).disputed).toBe(8_999))

  it('lets refunds go on once it is decided, with what is left', () =>
    expect(refund(opened.after(chargebackLost()), { shirt: 3 }).refund).toMatchObject({
      total: 17_998,
      shortfall: 8_999,
    }))

  it('blocks as long as one of several is open', () =>
    opened
      .after(chargebackOpened({ chargebackId: 'cb-2', minor: 1 }), chargebackWon(), reserveUnits({ shirt: 1 }))
      .when(reserveMoney({ shirt: 1 }, { outcome: 'kept' }))
      .thenTypes('MoneyReservationRefused'))

  it('that refuses a refund confirms the goods that are back once, however often the refund is asked for', () => {
    const asked = reserveMoney({ shirt: 1 }, { outcome: 'returned' })
    const claimed = opened.after(reserveUnits({ shirt: 2 }))
    claimed.when(asked).thenTypes('UnitsConfirmed', 'MoneyReservationRefused')
    claimed.after(asked).when(asked).thenTypes('MoneyReservationRefused')
    claimed.after(asked, chargebackWon()).when(asked).thenTypes('MoneyReserved')
  })

  it('is decided once', () => opened.after(chargebackWon()).when(chargebackLost()).thenNothing())

  it('that was never opened is not decided', () =>
    shop.when(chargebackWon('cb-9')).thenRejected({ _tag: 'ChargebackUnknown', chargebackId: 'cb-9' }))

  it.each([{ tenderId: undefined }, { minor: undefined }])('is not opened without %o', (missing) => {
    const fact = chargebackOpened()
    const data = Object.fromEntries(Object.entries(fact.data).filter(([key]) => !(key in missing)))
    shop
      .when({ ...fact, data: data as typeof fact.data })
      .thenRejected({ _tag: 'OrderFactsInconsistent', rule: 'tender_and_amount_given' })
  })

  it('on a means of payment that the order does not have is refused', () =>
    shop.when(chargebackOpened({ tenderId: 'cheque' })).thenRejected({ _tag: 'TenderUnknown', tenderId: 'cheque' }))
})

describe('An edit of the order', () => {
  it('takes units out with their worth, and puts lines in', () =>
    shop.when(editOrder({ cancel: { shirt: 1 }, add: [orderLine('hat', { tax: 1_900, fee: 0 })] })).then({
      type: 'OrderEdited',
      data: {
        editId: 'e-1',
        canceled: [{ lineId: 'shirt', quantity: 1, amounts: { goods: 8_999 } }],
        added: [orderLine('hat', { tax: 1_900 })],
        reason: 'customer_asked',
      },
    }))

  it('leaves the other units their worth to the cent', () => {
    const uneven = order({ lines: [orderLine('A', { quantity: 3, goods: 10_000 })] })
    expect(refund(uneven.after(editOrder({ cancel: { A: 1 } })), { A: 2 }).refund.total).toBe(6_667)
  })

  it('of units whose refund was released later leaves that refund its money', () => {
    const reserved = shop.after(
      reserveUnits({ shirt: 1 }),
      reserveMoney({ shirt: 1 }),
      editOrder({ cancel: { shirt: 2 } }),
    )
    const again = reserved.after(releaseMoney(), reserveMoney({ shirt: 1 }, { refundId: 'f-2' }))
    expect(registered(again).holds.get('f-2')!.breakdown.total).toBe(8_999)
  })
})

// Each of two entries for one line was counted from the same start: more was taken than was paid.
describe('Facts that contradict the order are refused by name', () => {
  const twice = [
    { lineId: 'shirt', quantity: 1 },
    { lineId: 'shirt', quantity: 1 },
  ]
  const withLines = recordExternalRefund()
  const withCanceled = editOrder()
  it.each<[FactRule, typeof withLines | typeof withCanceled]>([
    ['lines_known', recordExternalRefund({ units: { shoe: 1 } })],
    ['lines_known', editOrder({ cancel: { shoe: 1 } })],
    ['line_ids_unique', { ...withLines, data: { ...withLines.data, lines: twice } }],
    ['line_ids_unique', { ...withCanceled, data: { ...withCanceled.data, canceled: twice } }],
    ['line_ids_unique', editOrder({ add: [orderLine('hat'), orderLine('hat')] })],
    ['line_ids_unique', editOrder({ add: [orderLine('shirt')] })],
    ['discount_within_goods', editOrder({ add: [orderLine('hat', { goods: 1, discount: 2 })] })],
    ['order_total_within_limit', editOrder({ add: [orderLine('hat', { goods: MAX_MINOR })] })],
  ])('%s', (rule, fact) => shop.when(fact).thenRejected({ _tag: 'OrderFactsInconsistent', rule }))
})
