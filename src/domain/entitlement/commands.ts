/**
 * What may be asked of an entitlement. Hosts report facts from outside (the codecs below); requests and refunds ask for
 * units and money through reactions, and are always answered by an event.
 */
import type * as t from 'io-ts'
import { listOf, oneOf, record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import type { DutyRule, PolicyRef, Remedy } from '../policy/policy-set.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { PositiveMinor } from '../values/money.js'
import { MAX_ORDER_LINES, OrderLine, type OrderFacts, type Tender } from '../values/order-facts.js'
import { LineUnits, type UnitOutcome } from '../values/units.js'
import type { RepairOutcome } from './events.js'
import type { RefundAsk } from './refund-ask.js'

/** The shop delivered: the window counts from here. */
export const RecordDelivery = record('RecordDelivery', { orderId: StreamId, deliveredAt: Instant })

/** A further capture, for instance of the rest of a partly captured payment. */
export const RecordCapture = record('RecordCapture', {
  orderId: StreamId,
  captureId: HostId,
  tenderId: HostId,
  minor: PositiveMinor,
})

/** Money paid back by somebody else, for instance in the provider's dashboard; with the units, where they are known. */
export const RecordExternalRefund = record(
  'RecordExternalRefund',
  { orderId: StreamId, externalId: HostId, tenderId: HostId, minor: PositiveMinor },
  { lines: listOf(LineUnits, 0, MAX_ORDER_LINES) },
)

export const RecordChargeback = record(
  'RecordChargeback',
  { orderId: StreamId, chargebackId: HostId, status: oneOf('ChargebackStatus', ['opened', 'won', 'lost']) },
  { tenderId: HostId, minor: PositiveMinor, reason: Code },
)

/** Units taken out of the order, lines put in. What was paid back for the units is a fact of its own. */
export const RecordOrderEdit = record('RecordOrderEdit', {
  orderId: StreamId,
  editId: HostId,
  canceled: listOf(LineUnits, 0, MAX_ORDER_LINES),
  added: listOf(OrderLine, 0, MAX_ORDER_LINES),
  reason: Code,
})

/** The authority gave duty back. */
export const RecordDutyRecovered = record('RecordDutyRecovered', {
  orderId: StreamId,
  reclaimId: HostId,
  lines: listOf(record('DutyOfLine', { lineId: HostId, minor: PositiveMinor }), 1, MAX_ORDER_LINES),
})

export interface ReserveUnits {
  readonly claimId: string
  readonly submission: number
  readonly remedy: Remedy
  readonly lines: ReadonlyArray<LineUnits>
  /** Staff said that it is no double click. */
  readonly evenIfAlike: boolean
  /** When duty goes back: what only the authority can give is no part of what the units are worth yet. */
  readonly duty?: DutyRule
}

export interface ReserveMoney extends RefundAsk {
  readonly refundId: string
  readonly claimId: string
  /** 1 for what was never asked for; more for what an earlier refund left unpaid. */
  readonly attempt: number
  readonly outcome: UnitOutcome
  /** Not the money of these units, but what an earlier refund of them left out. */
  readonly from?: WithheldAsk | undefined
}

export type WithheldAsk =
  | {
      readonly _tag: 'KeptBack'
      readonly refundId: string
      readonly contestId: string
      /** How much of the deduction did not hold. */
      readonly minor: number
    }
  | { readonly _tag: 'Duty'; readonly reclaimId: string }

/** The customer paid back what they owed. */
export interface RecordReceivedBack {
  readonly refundId: string
  readonly receivableId: string
  readonly paymentId: string
  readonly tenders: ReadonlyArray<{ readonly tenderId: string; readonly minor: number }>
  /** Units of which everything has come back with this. */
  readonly lines: ReadonlyArray<LineUnits>
  /** The chargeback that made them owe it. */
  readonly chargebackId?: string | undefined
}

export interface SettledLeg {
  readonly refundId: string
  readonly legId: string
  readonly epoch: number
  readonly tenderId: string
  readonly minor: number
}

/** What replaced others has shipped, and its difference was captured. */
export interface RecordReplacement {
  readonly replacementId: string
  readonly claimId: string
  readonly added: ReadonlyArray<OrderLine>
  readonly shipping: number
  readonly shippingTax: number
  readonly payments: ReadonlyArray<Tender>
}

export interface RecordRepair {
  readonly repairId: string
  readonly claimId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly serials: ReadonlyArray<{ readonly lineId: string; readonly serial: string }>
  readonly fault?: string
  readonly outcome: RepairOutcome
  readonly days: number
}

export type EntitlementCommand =
  | Command<'RegisterOrder', { readonly orderId: string }, { readonly order: OrderFacts; readonly policy: PolicyRef }>
  | Command<'RecordDelivery', t.TypeOf<typeof RecordDelivery>>
  | Command<'RecordCapture', t.TypeOf<typeof RecordCapture>>
  | Command<'RecordExternalRefund', t.TypeOf<typeof RecordExternalRefund>>
  | Command<'RecordChargeback', t.TypeOf<typeof RecordChargeback>>
  | Command<'RecordOrderEdit', t.TypeOf<typeof RecordOrderEdit>>
  | Command<'RecordDutyRecovered', t.TypeOf<typeof RecordDutyRecovered>>
  | Command<'ReserveUnits', ReserveUnits>
  /** Without `lines` everything that is still held; with them, as many of the units asked for as were not granted. */
  | Command<
      'ReleaseUnits',
      { readonly claimId: string; readonly lines?: ReadonlyArray<LineUnits>; readonly submission?: number }
    >
  | Command<'ReserveMoney', ReserveMoney>
  | Command<'SettleMoney', SettledLeg>
  /** What was paid came back. */
  | Command<'ReverseMoney', SettledLeg>
  | Command<'RecordReceivedBack', RecordReceivedBack>
  /** All that is not paid. `paid`: the tenders that were; what came back of those since is owed to the customer. */
  | Command<'ReleaseMoney', { readonly refundId: string; readonly paid?: ReadonlyArray<string> }>
  | Command<'RecordReplacement', RecordReplacement>
  /** Taken for goods that did not come back. */
  | Command<
      'RecordRecoveryPayment',
      {
        readonly replacementId: string
        readonly claimId: string
        readonly recoveryId: string
        readonly payment: Tender
      }
    >
  | Command<
      'RecordReplacementDelivery',
      { readonly replacementId: string; readonly lineIds: ReadonlyArray<string>; readonly deliveredAt: Instant }
    >
  | Command<'RecordRepair', RecordRepair>
