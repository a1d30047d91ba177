/** What customers, warehouse and carriers report and ask (the codecs are the border), and what reactions and timers ask. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, yesOrNo } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { FoundDeduction } from '../values/breakdown.js'
import { Code } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Money } from '../values/money.js'
import { Quantity, QuantityOrNone } from '../values/quantity.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'
import { Bearer, DispositionCode, EvidenceIds, InspectedLine, Units, UnitsOrNone, Verdict } from './goods.js'
import { CalledBackAs, ReturnMethod, ScanKind } from './shipping-events.js'

const returnId = Uuid

export const ArrangeReturn = record('ArrangeReturn', { returnId, method: ReturnMethod }, { place: Code })

export const CallBackGoods = record('CallBackGoods', { returnId, as: CalledBackAs, reason: Code })

/** Without a `parcelId` its parcel goes by the name of the label. */
export const IssueLabel = record(
  'IssueLabel',
  { returnId, labelId: HostId, carrier: Code, cost: Money, bearer: Bearer },
  { parcelId: HostId },
)
export const VoidLabel = record('VoidLabel', { returnId, labelId: HostId })

/** A parcel was handed over. `parcelId` is the host's; the same one again changes nothing. */
export const RegisterParcel = record(
  'RegisterParcel',
  { returnId, parcelId: HostId },
  { carrier: Code, tracking: Code },
)
/** What a carrier saw, and when. */
export const RecordScan = record('RecordScan', {
  returnId,
  scanId: HostId,
  parcelId: HostId,
  kind: ScanKind,
  at: Instant,
})

/** What was found in a parcel. `receiptId` makes a repeated report harmless. */
export const ReceiveParcel = record(
  'ReceiveParcel',
  { returnId, receiptId: HostId, lines: listOf(LineUnits, 0, MAX_REQUEST_LINES) },
  {
    parcelId: HostId,
    exceptions: listOf(
      record(
        'FoundException',
        { kind: oneOf('FoundKind', ['wrong_item', 'empty_parcel']), quantity: QuantityOrNone },
        {
          /** What it came instead of. */
          lineId: HostId,
          evidenceIds: EvidenceIds,
        },
      ),
      0,
      20,
    ),
  },
)
/** `takenBack`: the carrier kept it, so that the shop need not send it back. */
export const RefuseParcel = record(
  'RefuseParcel',
  { returnId, parcelId: HostId, reason: Code, evidenceIds: EvidenceIds },
  { takenBack: yesOrNo },
)
export const DisputeCount = record('DisputeCount', {
  returnId,
  receiptId: HostId,
  lineId: HostId,
  counted: QuantityOrNone,
  evidenceIds: EvidenceIds,
})
/** `quantity`: what was in that parcel of the line. */
export const SettleCount = record('SettleCount', {
  returnId,
  receiptId: HostId,
  lineId: HostId,
  quantity: QuantityOrNone,
  reason: Code,
})

export const InspectItems = record(
  'InspectItems',
  { returnId, inspectionId: HostId, lines: listOf(InspectedLine, 1, MAX_REQUEST_LINES) },
  // One less than is stored: the way back may be added.
  { deductions: listOf(FoundDeduction, 0, 49) },
)
/** Lines of an earlier inspection, judged anew; those that are not named stay as they are. */
export const ReviseInspection = record('ReviseInspection', {
  returnId,
  inspectionId: HostId,
  revisionId: HostId,
  lines: listOf(InspectedLine, 1, MAX_REQUEST_LINES),
  reason: Code,
})

/** `of`: whose goods. `consent`: a proof that the customer agrees to what becomes of theirs. */
export const DisposeItems = record(
  'DisposeItems',
  {
    returnId,
    dispositionId: HostId,
    lines: listOf(
      record(
        'LineToDispose',
        { lineId: HostId, quantity: Quantity, code: DispositionCode },
        { location: Code, of: Verdict },
      ),
      1,
      MAX_REQUEST_LINES,
    ),
  },
  { consent: Code },
)
export const RedisposeItems = record(
  'RedisposeItems',
  {
    returnId,
    redispositionId: HostId,
    lines: listOf(
      record(
        'LineToMove',
        { lineId: HostId, quantity: Quantity, from: DispositionCode, to: DispositionCode },
        { location: Code, of: Verdict },
      ),
      1,
      MAX_REQUEST_LINES,
    ),
    reason: Code,
  },
  { consent: Code },
)

/** Lines, or a refused parcel. Without a carrier the customer is asked to fetch them. */
export const ReturnRejectedGoods = record(
  'ReturnRejectedGoods',
  { returnId, consignmentId: HostId, lines: UnitsOrNone, bearer: Bearer },
  { parcelId: HostId, carrier: Code, tracking: Code },
)
export const RecordGoodsBackWithCustomer = record('RecordGoodsBackWithCustomer', { returnId, consignmentId: HostId })
export const RecordGoodsAbandoned = record('RecordGoodsAbandoned', { returnId, consignmentId: HostId, reason: Code })
export const SetSendBackDeadline = record('SetSendBackDeadline', { returnId, sendBackBy: Instant })

export const DeclareLost = record(
  'DeclareLost',
  { returnId, lossId: HostId, lines: Units, bearer: Bearer, reason: Code },
  { evidenceIds: EvidenceIds },
)
export const WaiveReturn = record('WaiveReturn', {
  returnId,
  waiverId: HostId,
  lines: Units,
  as: oneOf('WaivedAs', ['keep', 'donate']),
  reason: Code,
})
export const CloseReturnShort = record('CloseReturnShort', { returnId, reason: Code })

export interface AuthorizeReturn {
  readonly returnId: string
  readonly requestId: string
  readonly orderId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly shipBy: Instant
}

/** Whose goods come back, and in which currency they were paid; looked up, because nobody says so for themselves. */
export interface OrderOfReturn {
  readonly customerId: string
  readonly currency: string
}

export type ReturnCommand =
  | Command<'AuthorizeReturn', AuthorizeReturn>
  | Command<'ArrangeReturn', t.TypeOf<typeof ArrangeReturn>, OrderOfReturn>
  | Command<'CallBackGoods', t.TypeOf<typeof CallBackGoods>>
  | Command<'IssueLabel', t.TypeOf<typeof IssueLabel>, OrderOfReturn>
  | Command<'VoidLabel', t.TypeOf<typeof VoidLabel>>
  | Command<'RegisterParcel', t.TypeOf<typeof RegisterParcel>, OrderOfReturn>
  | Command<'RecordScan', t.TypeOf<typeof RecordScan>>
  | Command<'ReceiveParcel', t.TypeOf<typeof ReceiveParcel>>
  | Command<'RefuseParcel', t.TypeOf<typeof RefuseParcel>>
  | Command<'DisputeCount', t.TypeOf<typeof DisputeCount>, OrderOfReturn>
  | Command<'SettleCount', t.TypeOf<typeof SettleCount>>
  | Command<'InspectItems', t.TypeOf<typeof InspectItems>>
  | Command<'ReviseInspection', t.TypeOf<typeof ReviseInspection>>
  | Command<'DisposeItems', t.TypeOf<typeof DisposeItems>>
  | Command<'RedisposeItems', t.TypeOf<typeof RedisposeItems>>
  | Command<'ReturnRejectedGoods', t.TypeOf<typeof ReturnRejectedGoods>>
  | Command<'RecordGoodsBackWithCustomer', t.TypeOf<typeof RecordGoodsBackWithCustomer>>
  | Command<'RecordGoodsAbandoned', t.TypeOf<typeof RecordGoodsAbandoned>>
  | Command<'SetSendBackDeadline', t.TypeOf<typeof SetSendBackDeadline>>
  /** The deadline for goods of the customer has passed. */
  | Command<'EscalateHeldGoods', { readonly returnId: string }>
  | Command<'DeclareLost', t.TypeOf<typeof DeclareLost>>
  | Command<'WaiveReturn', t.TypeOf<typeof WaiveReturn>>
  | Command<'CloseReturnShort', t.TypeOf<typeof CloseReturnShort>>
  /** Others went out for these goods in advance, and they are not back in time; `isLast`: not even a parcel is waited for. */
  | Command<'CloseOverdueReturn', { readonly returnId: string; readonly isLast: boolean }>
  /** The ship-by instant has passed. */
  | Command<'ExpireReturn', { readonly returnId: string }>
  | Command<'CancelReturn', { readonly returnId: string; readonly requestId: string; readonly reason: string }>
