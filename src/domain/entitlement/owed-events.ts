/** Stored format. Add versions, never edit one. What is owed beyond the first refund, to the customer or by them. */
import type * as t from 'io-ts'
import { choice, listOf, record, tag, whole } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { BreakdownV2, Components } from '../values/breakdown.js'
import { Funded } from '../values/funding.js'
import { HostId, StreamId } from '../values/ids.js'
import { Minor, PositiveMinor } from '../values/money.js'
import { MAX_ORDER_LINES } from '../values/order-facts.js'
import { Quantity, QuantityOrNone } from '../values/quantity.js'

const settled = { lineId: HostId, quantity: QuantityOrNone, amounts: Components }
/** As the first versions wrote it. */
export const SettledUnitsV1 = record('SettledUnits', settled)
/** Units with the money that went with them; `funded`: and what others than the shop had paid for them. */
export const SettledUnits = record('SettledUnits', settled, { funded: Funded })
export type SettledUnits = t.TypeOf<typeof SettledUnits>

/** Of a leg: what came back and was paid again is settled again under the next one. */
export const Epoch = whole('Epoch', 1, 10_000)

/** Money of refunded units that was not paid with them, and is now. */
export const WithheldMoney = choice('WithheldMoney', {
  /** Kept back by a deduction that did not hold. */
  KeptBack: record('KeptBackMoney', { _tag: tag('KeptBack'), refundId: StreamId, contestId: HostId }),
  /** Duty that the authority has given back since. */
  Duty: record('DutyMoney', { _tag: tag('Duty'), reclaimId: HostId }),
})
export type WithheldMoney = t.TypeOf<typeof WithheldMoney>

/** No units move, and nothing is taken from the lines: their money was taken with the first refund. */
export const WithheldMoneyReserved = family(
  'WithheldMoneyReserved',
  record('WithheldMoneyReserved', {
    refundId: StreamId,
    claimId: StreamId,
    from: WithheldMoney,
    breakdown: BreakdownV2,
  }),
)

const RecoveredLine = record('RecoveredLine', { lineId: HostId, minor: Minor })
const DutyShare = record('DutyShare', {
  claimId: StreamId,
  lines: listOf(
    record('DutyOfUnits', { lineId: HostId, quantity: Quantity, minor: PositiveMinor }),
    1,
    MAX_ORDER_LINES,
  ),
})
export type DutyShare = t.TypeOf<typeof DutyShare>
/** `due`: what of it belongs to units that were refunded without it, by the request that they were refunded for. */
export const DutyRecovered = family(
  'DutyRecovered',
  record('DutyRecovered', {
    orderId: StreamId,
    reclaimId: HostId,
    lines: listOf(RecoveredLine, 1, MAX_ORDER_LINES),
    due: listOf(DutyShare, 0, 1_000),
  }),
)

/** Money that the customer owed is here again, on the tenders that had paid it; units, once all of theirs is. */
const receivedBack = <L>(units: t.Type<L, L, unknown>) =>
  record(
    'MoneyReceivedBack',
    {
      refundId: StreamId,
      receivableId: HostId,
      paymentId: HostId,
      tenders: listOf(record('ReceivedOnTender', { tenderId: HostId, minor: PositiveMinor }), 0, 20),
      lines: listOf(units, 0, MAX_ORDER_LINES),
      shipping: Minor,
      shippingTax: Minor,
    },
    { chargebackId: HostId },
  )
export const MoneyReceivedBack = family('MoneyReceivedBack', receivedBack(SettledUnitsV1)).next(
  receivedBack(SettledUnits),
  unchanged,
)

const overpayment = { refundId: StreamId, chargebackId: HostId, tenderId: HostId, epoch: Epoch }
/** The bank took back what the refund had paid, or was paying: the customer got it twice. */
export const OverpaymentFound = family(
  'OverpaymentFound',
  record('OverpaymentFound', { ...overpayment, minor: PositiveMinor }),
)
/** They did not: the chargeback was won, or the refund came back. */
export const OverpaymentCleared = family('OverpaymentCleared', record('OverpaymentCleared', overpayment))
