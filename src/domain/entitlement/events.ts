/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { listOf, record, whole, yesOrNo } from '../kernel/codec.js'
import { catalogOf, family, unchanged, type EventIn } from '../kernel/event-family.js'
import { PolicyRef, Remedy, RemedyV1 } from '../policy/policy-set.js'
import { Breakdown, BreakdownV1, BreakdownV2 } from '../values/breakdown.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, Minor, PositiveMinor } from '../values/money.js'
import { MAX_ORDER_LINES, Tender } from '../values/order-facts.js'
import { Refusal } from '../values/refusal.js'
import { LineUnits, MAX_REQUEST_LINES, UnitOutcome, ValuedUnits, ValuedUnitsV1 } from '../values/units.js'
import {
  DutyRecovered,
  Epoch,
  MoneyReceivedBack,
  OverpaymentCleared,
  OverpaymentFound,
  SettledUnits,
  SettledUnitsV1,
  WithheldMoneyReserved,
} from './owed-events.js'
import { OwnLine, RegisteredLine } from './registered-line.js'
import * as replacement from './replacement-events.js'

const Units = listOf(LineUnits, 1, MAX_ORDER_LINES)

const orderRegistered = <L>(line: t.Type<L, L, unknown>) =>
  record(
    'OrderRegistered',
    {
      orderId: StreamId,
      customerId: HostId,
      currency: Currency,
      orderedAt: Instant,
      policy: PolicyRef,
      shipping: Minor,
      shippingTax: Minor,
      tenders: listOf(Tender, 1, 20),
      lines: listOf(line, 1, MAX_ORDER_LINES),
    },
    { deliveredAt: Instant },
  )
export const OrderRegistered = family('OrderRegistered', orderRegistered(OwnLine)).next(
  orderRegistered(RegisteredLine),
  unchanged,
)

const linesRegistered = <L>(line: t.Type<L, L, unknown>) =>
  record('OrderLinesRegistered', { lines: listOf(line, 1, MAX_ORDER_LINES) })
/** The lines that did not fit into the first event of a large order; same append. */
export const OrderLinesRegistered = family('OrderLinesRegistered', linesRegistered(OwnLine)).next(
  linesRegistered(RegisteredLine),
  unchanged,
)

export const DeliveryRecorded = family('DeliveryRecorded', record('DeliveryRecorded', { deliveredAt: Instant }))

const unitsReserved = <R, V>(remedy: t.Type<R, R, unknown>, line: t.Type<V, V, unknown>) =>
  record('UnitsReserved', {
    claimId: StreamId,
    submission: whole('Submission', 1, 1_000),
    remedy,
    lines: listOf(line, 1, MAX_REQUEST_LINES),
    currency: Currency,
  })
export const UnitsReserved = family('UnitsReserved', unitsReserved(RemedyV1, ValuedUnitsV1))
  .next(unitsReserved(Remedy, ValuedUnitsV1), unchanged)
  .next(unitsReserved(Remedy, ValuedUnits), unchanged)
export const ReservationRefused = family(
  'ReservationRefused',
  record('ReservationRefused', { claimId: StreamId, submission: whole('Submission', 1, 1_000), refusal: Refusal }),
)
export const UnitsReleased = family('UnitsReleased', record('UnitsReleased', { claimId: StreamId, lines: Units }))
export const UnitsConfirmed = family(
  'UnitsConfirmed',
  record('UnitsConfirmed', { claimId: StreamId, outcome: UnitOutcome, lines: Units }),
)

const moneyReserved = <B>(breakdown: t.Type<B, B, unknown>) =>
  record('MoneyReserved', {
    refundId: StreamId,
    claimId: StreamId,
    outcome: UnitOutcome,
    /** It asks for what an earlier refund of the same units left unpaid. */
    rest: yesOrNo,
    breakdown,
  })
export const MoneyReserved = family('MoneyReserved', moneyReserved(BreakdownV1))
  .next(moneyReserved(BreakdownV2), unchanged)
  .next(moneyReserved(Breakdown), unchanged)
export const MoneyReservationRefused = family(
  'MoneyReservationRefused',
  record('MoneyReservationRefused', { refundId: StreamId, claimId: StreamId, refusal: Refusal }),
)
export const MoneySettled = family(
  'MoneySettled',
  record('MoneySettled', { refundId: StreamId, legId: HostId, epoch: Epoch, tenderId: HostId, minor: PositiveMinor }),
)
/** Paid money came back: it is reserved for its refund again. `settled`: whether it had been settled here before. */
export const MoneyReversed = family(
  'MoneyReversed',
  record('MoneyReversed', {
    refundId: StreamId,
    legId: HostId,
    epoch: Epoch,
    tenderId: HostId,
    minor: PositiveMinor,
    settled: yesOrNo,
  }),
)
export const MoneyReleased = family(
  'MoneyReleased',
  record('MoneyReleased', {
    refundId: StreamId,
    lines: listOf(SettledUnitsV1, 0, MAX_ORDER_LINES),
    shipping: Minor,
    shippingTax: Minor,
    tenders: listOf(record('TenderAmount', { tenderId: HostId, minor: Minor }), 0, 20),
  }),
)

export const PaymentCaptured = family(
  'PaymentCaptured',
  record('PaymentCaptured', { captureId: HostId, tenderId: HostId, minor: PositiveMinor }),
)
const externalRefund = <L>(units: t.Type<L, L, unknown>) =>
  record('ExternalRefundRecorded', {
    externalId: HostId,
    tenderId: HostId,
    minor: PositiveMinor,
    lines: listOf(units, 0, MAX_ORDER_LINES),
  })
export const ExternalRefundRecorded = family('ExternalRefundRecorded', externalRefund(SettledUnitsV1)).next(
  externalRefund(SettledUnits),
  unchanged,
)
export const ChargebackOpened = family(
  'ChargebackOpened',
  record('ChargebackOpened', { chargebackId: HostId, tenderId: HostId, minor: PositiveMinor }, { reason: Code }),
)
export const ChargebackWon = family('ChargebackWon', record('ChargebackWon', { chargebackId: HostId }))
export const ChargebackLost = family('ChargebackLost', record('ChargebackLost', { chargebackId: HostId }))
const orderEdited = <L>(units: t.Type<L, L, unknown>) =>
  record('OrderEdited', {
    editId: HostId,
    canceled: listOf(units, 0, MAX_ORDER_LINES),
    added: listOf(OwnLine, 0, MAX_ORDER_LINES),
    reason: Code,
  })
export const OrderEdited = family('OrderEdited', orderEdited(SettledUnitsV1)).next(orderEdited(SettledUnits), unchanged)

export * from './registered-line.js'
export * from './replacement-events.js'
export * from './owed-events.js'

export const entitlementEvents = catalogOf([
  OrderRegistered,
  OrderLinesRegistered,
  DeliveryRecorded,
  UnitsReserved,
  ReservationRefused,
  UnitsReleased,
  UnitsConfirmed,
  MoneyReserved,
  MoneyReservationRefused,
  MoneySettled,
  MoneyReversed,
  MoneyReleased,
  PaymentCaptured,
  ExternalRefundRecorded,
  ChargebackOpened,
  ChargebackWon,
  ChargebackLost,
  OrderEdited,
  replacement.ReplacementRecorded,
  replacement.ReplacementNotRecorded,
  replacement.RecoveryRecorded,
  replacement.LinesDelivered,
  replacement.RepairRecorded,
  WithheldMoneyReserved,
  DutyRecovered,
  MoneyReceivedBack,
  OverpaymentFound,
  OverpaymentCleared,
])
export type EntitlementEvent = EventIn<typeof entitlementEvents>
