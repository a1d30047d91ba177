/** What people and the host report (the codecs are the border), and what reactions ask. */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { Code } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Minor, PositiveMinor } from '../values/money.js'
import type { LineUnits } from '../values/units.js'
import { ReplacementItems, Security, WhyUndelivered, type ReplacementKind } from './events.js'

const replacementId = Uuid

/** The new goods, each under a line id that is new to the order. */
export const ReserveReplacement = record(
  'ReserveReplacement',
  { replacementId, items: ReplacementItems },
  { shipping: Minor, shippingTax: Minor, payBy: Instant },
)
/** The host holds the customer's payment of the difference; it is captured when the goods ship. */
export const SecureDifference = record(
  'SecureDifference',
  { replacementId, paymentId: HostId, tenderId: HostId, kind: Code, minor: PositiveMinor },
  { paymentRef: Code, granularity: PositiveMinor },
)
export const ReportOutOfStock = record('ReportOutOfStock', { replacementId, reason: Code })
export const ReleaseInAdvance = record('ReleaseInAdvance', { replacementId, security: Security, returnBy: Instant })
export const ShipReplacement = record(
  'ShipReplacement',
  { replacementId, parcelId: HostId },
  { carrier: Code, tracking: Code },
)
export const RecordReplacementDelivered = record('RecordReplacementDelivered', { replacementId, deliveredAt: Instant })
export const RecordReplacementUndelivered = record('RecordReplacementUndelivered', {
  replacementId,
  why: WhyUndelivered,
})
/** The host has taken it from the security. What it did not take goes back. */
export const RecordRecovery = record('RecordRecovery', { replacementId, recoveryId: HostId, minor: PositiveMinor })
export const WaiveRecovery = record('WaiveRecovery', { replacementId, reason: Code })

/** Names that the order has given already; looked up, so that what is shipped can always be recorded there. */
export interface NamesOfOrder {
  readonly lineIds: ReadonlyArray<string>
  readonly tenderIds: ReadonlyArray<string>
  /** In which steps the provider pays this currency back. */
  readonly granularity?: number
}

interface Of {
  readonly replacementId: string
}

export interface PlanReplacement extends Of {
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly kind: ReplacementKind
  readonly lines: ReadonlyArray<LineUnits>
  readonly credit: number
  readonly currency: string
  readonly involved: ReadonlyArray<string>
}

export interface CancelReplacement extends Of {
  /** A cancellation may come before the plan, which then finds nothing to do. */
  readonly requestId: string
  readonly orderId: string
  readonly reason: string
}

export type ReplacementCommand =
  | Command<'PlanReplacement', PlanReplacement>
  | Command<'RecordGoodsAccepted', Of & { readonly acceptanceId: string; readonly credit: number }>
  /** The return has ended; `credit` is all that was accepted. */
  | Command<'RecordGoodsBack', Of & { readonly credit: number }>
  /** A platform ruled, after the return had ended, that old goods count as if they had come. */
  | Command<
      'RecordGoodsRuled',
      Of & { readonly rulingId: string; readonly credit: number; readonly recordedBy: string }
    >
  | Command<'CancelReplacement', CancelReplacement>
  | Command<'ReserveReplacement', t.TypeOf<typeof ReserveReplacement>, NamesOfOrder>
  | Command<'SecureDifference', t.TypeOf<typeof SecureDifference>, NamesOfOrder>
  | Command<'ReportOutOfStock', t.TypeOf<typeof ReportOutOfStock>>
  /** The instant by which the difference was to be paid has passed. */
  | Command<'ExpireReplacement', Of>
  | Command<'ReleaseInAdvance', t.TypeOf<typeof ReleaseInAdvance>, NamesOfOrder>
  | Command<'ShipReplacement', t.TypeOf<typeof ShipReplacement>>
  | Command<'RecordReplacementDelivered', t.TypeOf<typeof RecordReplacementDelivered>>
  | Command<'RecordReplacementUndelivered', t.TypeOf<typeof RecordReplacementUndelivered>>
  | Command<'RecordRecovery', t.TypeOf<typeof RecordRecovery>>
  | Command<'WaiveRecovery', t.TypeOf<typeof WaiveRecovery>>
