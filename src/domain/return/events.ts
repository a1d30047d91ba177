/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { listOf, oneOf, record } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { FoundDeduction } from '../values/breakdown.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Quantity, QuantityOrNone } from '../values/quantity.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'

/** Far more than a return of a wholesaler needs; its last event names them all. */
export const MAX_INSPECTIONS = 1_000

const Units = listOf(LineUnits, 1, MAX_REQUEST_LINES)
const UnitsOrNone = listOf(LineUnits, 0, MAX_REQUEST_LINES)

/** What the goods are like, from sealed and new to an empty box. */
export const Grade = oneOf('Grade', [
  'A_NEW_SEALED',
  'B_NEW_OPENED',
  'C_USED_GOOD',
  'D_USED_WORN',
  'E_DAMAGED',
  'F_DEFECTIVE',
  'X_WRONG_ITEM',
  'M_MISSING_PARTS',
  'Z_EMPTY',
])
export const FoundFault = oneOf('FoundFault', ['customer', 'carrier', 'merchant', 'pre_existing', 'undetermined'])

/** Where inspected goods go. */
export const DispositionCode = oneOf('DispositionCode', [
  'RESTOCK',
  'RESTOCK_DISCOUNTED',
  'REFURBISH',
  'REPAIR',
  'RETURN_TO_VENDOR',
  'RETURN_TO_CUSTOMER',
  'QUARANTINE',
  'DONATE',
  'RECYCLE',
  'SCRAP',
  'EVIDENCE_HOLD',
])

export const InspectedLine = record(
  'InspectedLine',
  { lineId: HostId, accepted: QuantityOrNone, rejected: QuantityOrNone, grade: Grade },
  { fault: FoundFault, code: Code },
)
export type InspectedLine = t.TypeOf<typeof InspectedLine>

export const ReturnAuthorized = family(
  'ReturnAuthorized',
  record('ReturnAuthorized', {
    returnId: Uuid,
    requestId: StreamId,
    orderId: StreamId,
    lines: Units,
    shipBy: Instant,
  }),
)
export const ParcelShipped = family(
  'ParcelShipped',
  record('ParcelShipped', { parcelId: HostId }, { carrier: Code, tracking: Code }),
)
/** Counts add to those of earlier parcels; nothing is ever overwritten. */
export const ParcelReceived = family(
  'ParcelReceived',
  record('ParcelReceived', { receiptId: HostId, lines: UnitsOrNone }, { parcelId: HostId }),
)
/** Something arrived that nobody announced, or did not arrive: recorded, never refused. */
export const ReceiptExceptionRecorded = family(
  'ReceiptExceptionRecorded',
  record(
    'ReceiptExceptionRecorded',
    {
      receiptId: HostId,
      kind: oneOf('ReceiptExceptionKind', ['surplus', 'not_authorized', 'wrong_item', 'empty_parcel', 'late']),
      quantity: QuantityOrNone,
    },
    { lineId: HostId },
  ),
)
export const ItemsInspected = family(
  'ItemsInspected',
  record('ItemsInspected', {
    returnId: Uuid,
    requestId: StreamId,
    inspectionId: HostId,
    inspector: ActorId,
    lines: listOf(InspectedLine, 1, MAX_REQUEST_LINES),
    deductions: listOf(FoundDeduction, 0, 50),
  }),
)
export const ItemsDisposed = family(
  'ItemsDisposed',
  record('ItemsDisposed', {
    dispositionId: HostId,
    lines: listOf(
      record('DisposedLine', { lineId: HostId, quantity: Quantity, code: DispositionCode }, { location: Code }),
      1,
      MAX_REQUEST_LINES,
    ),
  }),
)
/** No more will come; what did not come stays with the customer. */
export const ReturnClosedShort = family(
  'ReturnClosedShort',
  record('ReturnClosedShort', { missing: Units, reason: Code }),
)
export const ReturnCompleted = family(
  'ReturnCompleted',
  record('ReturnCompleted', {
    returnId: Uuid,
    requestId: StreamId,
    inspections: listOf(HostId, 0, MAX_INSPECTIONS),
    accepted: UnitsOrNone,
    rejected: UnitsOrNone,
  }),
)
/** Nothing was handed over by the ship-by instant; the goods stay with the customer. */
export const ReturnExpired = family(
  'ReturnExpired',
  record('ReturnExpired', { returnId: Uuid, requestId: StreamId, missing: Units }),
)
export const ReturnCanceled = family(
  'ReturnCanceled',
  record('ReturnCanceled', { returnId: Uuid, requestId: StreamId, reason: Code }),
)
export const ReturnCancellationRefused = family(
  'ReturnCancellationRefused',
  record('ReturnCancellationRefused', { returnId: Uuid, requestId: StreamId }),
)

export const returnEvents = catalogOf([
  ReturnAuthorized,
  ParcelShipped,
  ParcelReceived,
  ReceiptExceptionRecorded,
  ItemsInspected,
  ItemsDisposed,
  ReturnClosedShort,
  ReturnCompleted,
  ReturnExpired,
  ReturnCanceled,
  ReturnCancellationRefused,
])
export type ReturnEvent = EventIn<typeof returnEvents>
