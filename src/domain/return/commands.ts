/** What the warehouse and the carrier report (the codecs are the border), and what reactions ask. */
import type * as t from 'io-ts'
import { listOf, oneOf, record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { FoundDeduction } from '../values/breakdown.js'
import { Code } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import type { Instant } from '../values/instant.js'
import { Quantity, QuantityOrNone } from '../values/quantity.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'
import { DispositionCode, InspectedLine } from './events.js'

/** A parcel was handed over. `parcelId` is the host's; the same one again changes nothing. */
export const RegisterParcel = record(
  'RegisterParcel',
  { returnId: Uuid, parcelId: HostId },
  { carrier: Code, tracking: Code },
)

/** What was found in a parcel. `receiptId` makes a repeated report harmless. */
export const ReceiveParcel = record(
  'ReceiveParcel',
  { returnId: Uuid, receiptId: HostId, lines: listOf(LineUnits, 0, MAX_REQUEST_LINES) },
  {
    parcelId: HostId,
    exceptions: listOf(
      record('FoundException', { kind: oneOf('FoundKind', ['wrong_item', 'empty_parcel']), quantity: QuantityOrNone }),
      0,
      20,
    ),
  },
)

export const InspectItems = record(
  'InspectItems',
  { returnId: Uuid, inspectionId: HostId, lines: listOf(InspectedLine, 1, MAX_REQUEST_LINES) },
  { deductions: listOf(FoundDeduction, 0, 50) },
)

export const DisposeItems = record('DisposeItems', {
  returnId: Uuid,
  dispositionId: HostId,
  lines: listOf(
    record('LineToDispose', { lineId: HostId, quantity: Quantity, code: DispositionCode }, { location: Code }),
    1,
    MAX_REQUEST_LINES,
  ),
})

export const CloseReturnShort = record('CloseReturnShort', { returnId: Uuid, reason: Code })

export interface AuthorizeReturn {
  readonly returnId: string
  readonly requestId: string
  readonly orderId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly shipBy: Instant
}

export type ReturnCommand =
  | Command<'AuthorizeReturn', AuthorizeReturn>
  | Command<'RegisterParcel', t.TypeOf<typeof RegisterParcel>>
  | Command<'ReceiveParcel', t.TypeOf<typeof ReceiveParcel>>
  | Command<'InspectItems', t.TypeOf<typeof InspectItems>>
  | Command<'DisposeItems', t.TypeOf<typeof DisposeItems>>
  | Command<'CloseReturnShort', t.TypeOf<typeof CloseReturnShort>>
  /** The ship-by instant has passed. */
  | Command<'ExpireReturn', { readonly returnId: string }>
  | Command<'CancelReturn', { readonly returnId: string; readonly requestId: string; readonly reason: string }>
