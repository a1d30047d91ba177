/** Stored format. Add versions, never edit one. How goods come back, and what carriers say of their parcels. */
import type * as t from 'io-ts'
import { oneOf, record, yesOrNo } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Money } from '../values/money.js'
import { Bearer } from './goods.js'

export const ReturnMethod = oneOf('ReturnMethod', ['drop_off', 'pickup', 'in_store'])

/** `place`: the store or the drop-off point, in the host's words. */
export const ReturnArranged = family(
  'ReturnArranged',
  record('ReturnArranged', { returnId: Uuid, method: ReturnMethod }, { place: Code }),
)
/** Why the shop wants goods back itself: a parcel stopped on its way to the customer, or a product that must not be used. */
export const CalledBackAs = oneOf('CalledBackAs', ['intercept', 'recall'])
export type CalledBackAs = t.TypeOf<typeof CalledBackAs>

export const GoodsCalledBack = family(
  'GoodsCalledBack',
  record('GoodsCalledBack', {
    returnId: Uuid,
    requestId: StreamId,
    as: CalledBackAs,
    reason: Code,
    calledBackBy: ActorId,
  }),
)
/** What the label costs and who bears that are facts for the books. */
export const LabelIssued = family(
  'LabelIssued',
  record('LabelIssued', {
    returnId: Uuid,
    requestId: StreamId,
    labelId: HostId,
    parcelId: HostId,
    carrier: Code,
    cost: Money,
    bearer: Bearer,
  }),
)
export const LabelVoided = family('LabelVoided', record('LabelVoided', { returnId: Uuid, labelId: HostId }))

export const ParcelShipped = family(
  'ParcelShipped',
  record('ParcelShipped', { parcelId: HostId }, { carrier: Code, tracking: Code }),
)

export const ScanKind = oneOf('ScanKind', ['first_scan', 'in_transit', 'delivered', 'lost', 'found'])
export type ScanKind = t.TypeOf<typeof ScanKind>

const scan = {
  returnId: Uuid,
  requestId: StreamId,
  scanId: HostId,
  parcelId: HostId,
  kind: ScanKind,
  /** When the carrier saw the parcel, as the carrier says. */
  at: Instant,
  /** Told after something that must have been later: recorded all the same. */
  outOfOrder: yesOrNo,
}
/** The first word of the carrier that it has the parcel: once per parcel. */
export const FirstScanRecorded = family('FirstScanRecorded', record('FirstScanRecorded', scan))
export const ParcelScanned = family('ParcelScanned', record('ParcelScanned', scan))
