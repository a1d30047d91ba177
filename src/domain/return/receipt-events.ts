/** Stored format. Add versions, never edit one. What was found in parcels, and which counts were disputed. */
import type * as t from 'io-ts'
import { oneOf, record, yesOrNo } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { ActorId, ActorKind } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { QuantityOrNone } from '../values/quantity.js'
import { EvidenceIds, UnitsOrNone } from './goods.js'

const received = { receiptId: HostId, lines: UnitsOrNone }
const Counted = record('ParcelReceived', received, { parcelId: HostId, countedBy: ActorId })
/** Counts add to those of earlier parcels; nothing is ever overwritten. Version 2 says who counted. */
export const ParcelReceived = family('ParcelReceived', record('ParcelReceived', received, { parcelId: HostId })).next<
  t.TypeOf<typeof Counted>
>(Counted, (v1) => v1)

const exception = {
  receiptId: HostId,
  kind: oneOf('ReceiptExceptionKind', ['surplus', 'not_authorized', 'wrong_item', 'empty_parcel', 'late']),
  quantity: QuantityOrNone,
}
const Photographed = record('ReceiptExceptionRecorded', exception, { lineId: HostId, evidenceIds: EvidenceIds })
/** Something arrived that nobody announced, or did not arrive: recorded, never refused. Version 2 has the photos. */
export const ReceiptExceptionRecorded = family(
  'ReceiptExceptionRecorded',
  record('ReceiptExceptionRecorded', exception, { lineId: HostId }),
).next<t.TypeOf<typeof Photographed>>(Photographed, (v1) => v1)

/** The shop did not take the parcel: what is in it was not received. `takenBack`: the carrier kept it. */
export const ParcelRefused = family(
  'ParcelRefused',
  record('ParcelRefused', {
    returnId: Uuid,
    requestId: StreamId,
    parcelId: HostId,
    reason: Code,
    evidenceIds: EvidenceIds,
    takenBack: yesOrNo,
  }),
)

const count = { returnId: Uuid, requestId: StreamId, receiptId: HostId, lineId: HostId }
/** Two figures for one line of one receipt: both stay. */
export const CountDisputed = family(
  'CountDisputed',
  record('CountDisputed', {
    ...count,
    received: QuantityOrNone,
    counted: QuantityOrNone,
    evidenceIds: EvidenceIds,
    disputedBy: record('DisputedBy', { kind: ActorKind, id: ActorId }),
  }),
)
/** Corrects the line of a receipt, which itself stays as it was: what differs is added to what was received, or taken off. */
export const CountSettled = family(
  'CountSettled',
  record('CountSettled', {
    returnId: Uuid,
    requestId: StreamId,
    corrects: record('CorrectedCount', { receiptId: HostId, lineId: HostId, received: QuantityOrNone }),
    quantity: QuantityOrNone,
    reason: Code,
    settledBy: ActorId,
  }),
)
