/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import { listOf, oneOf, record } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Bearer, EvidenceIds, Units, UnitsOrNone } from './goods.js'
import * as held from './held-goods-events.js'
import * as inspection from './inspection-events.js'
import * as receipt from './receipt-events.js'
import * as shipping from './shipping-events.js'

export { Bearer, DispositionCode, FoundFault, Grade, InspectedLine, Verdict } from './goods.js'
export * from './held-goods-events.js'
export * from './inspection-events.js'
export * from './receipt-events.js'
export * from './shipping-events.js'

const ids = { returnId: Uuid, requestId: StreamId }

/** Losses and waivers are few; a return's last event names them all. */
export const MAX_DECLARATIONS = 1_000
const Declarations = listOf(HostId, 0, MAX_DECLARATIONS)

export const ReturnAuthorized = family(
  'ReturnAuthorized',
  record('ReturnAuthorized', { ...ids, orderId: StreamId, lines: Units, shipBy: Instant }),
)
/** Shipped and never received. Where anybody but the customer is liable, the customer is owed the money all the same. */
export const GoodsLost = family(
  'GoodsLost',
  record('GoodsLost', {
    ...ids,
    lossId: HostId,
    lines: Units,
    liable: Bearer,
    reason: Code,
    evidenceIds: EvidenceIds,
    declaredBy: ActorId,
  }),
)
/** They need not come back: the customer keeps them, or gives them away. */
export const GoodsWaived = family(
  'GoodsWaived',
  record('GoodsWaived', {
    ...ids,
    waiverId: HostId,
    lines: Units,
    as: oneOf('WaivedAs', ['keep', 'donate']),
    reason: Code,
    waivedBy: ActorId,
  }),
)
/** No more will come; what did not come stays with the customer. */
export const ReturnClosedShort = family(
  'ReturnClosedShort',
  record('ReturnClosedShort', { missing: Units, reason: Code }),
)

const completed = {
  ...ids,
  inspections: listOf(HostId, 0, inspection.MAX_INSPECTIONS),
  accepted: UnitsOrNone,
  rejected: UnitsOrNone,
}
/** Version 2 names all that money may follow from, so that nobody takes it for over before hearing of each. */
export const ReturnCompleted = family('ReturnCompleted', record('ReturnCompleted', completed)).next(
  record('ReturnCompleted', {
    ...completed,
    revisions: listOf(HostId, 0, inspection.MAX_INSPECTIONS),
    losses: Declarations,
    waivers: Declarations,
  }),
  (v1) => ({ ...v1, revisions: [], losses: [], waivers: [] }),
)
/** Nothing was handed over by the ship-by instant; the goods stay with the customer. Version 2 names the waivers. */
export const ReturnExpired = family('ReturnExpired', record('ReturnExpired', { ...ids, missing: Units })).next(
  record('ReturnExpired', { ...ids, missing: Units, waivers: Declarations }),
  (v1) => ({ ...v1, waivers: [] }),
)
export const ReturnCanceled = family('ReturnCanceled', record('ReturnCanceled', { ...ids, reason: Code }))
export const ReturnCancellationRefused = family('ReturnCancellationRefused', record('ReturnCancellationRefused', ids))

export const returnEvents = catalogOf([
  ReturnAuthorized,
  shipping.ReturnArranged,
  shipping.GoodsCalledBack,
  shipping.LabelIssued,
  shipping.LabelVoided,
  shipping.ParcelShipped,
  shipping.FirstScanRecorded,
  shipping.ParcelScanned,
  receipt.ParcelReceived,
  receipt.ReceiptExceptionRecorded,
  receipt.ParcelRefused,
  receipt.CountDisputed,
  receipt.CountSettled,
  inspection.ItemsInspected,
  inspection.InspectionRevised,
  inspection.ItemsDisposed,
  inspection.ItemsRedisposed,
  held.RejectedGoodsSentBack,
  held.RejectedGoodsDelivered,
  held.GoodsAbandoned,
  held.SendBackDeadlineSet,
  held.SendBackDeadlineMet,
  held.HeldGoodsOverdue,
  GoodsLost,
  GoodsWaived,
  ReturnClosedShort,
  ReturnCompleted,
  ReturnExpired,
  ReturnCanceled,
  ReturnCancellationRefused,
])
export type ReturnEvent = EventIn<typeof returnEvents>
