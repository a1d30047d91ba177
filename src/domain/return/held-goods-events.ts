/** Stored format. Add versions, never edit one. Goods that the shop did not keep, on their way back to the customer. */
import { record } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Bearer, UnitsOrNone } from './goods.js'

const ids = { returnId: Uuid, requestId: StreamId }

/** With a `parcelId` a parcel that was refused, unopened. Without a carrier the customer is asked to fetch the goods. */
export const RejectedGoodsSentBack = family(
  'RejectedGoodsSentBack',
  record(
    'RejectedGoodsSentBack',
    { ...ids, consignmentId: HostId, lines: UnitsOrNone, bearer: Bearer },
    { parcelId: HostId, carrier: Code, tracking: Code },
  ),
)
export const RejectedGoodsDelivered = family(
  'RejectedGoodsDelivered',
  record('RejectedGoodsDelivered', { ...ids, consignmentId: HostId }),
)
/** Nobody took them: from now on the shop may destroy or donate them. */
export const GoodsAbandoned = family(
  'GoodsAbandoned',
  record('GoodsAbandoned', { ...ids, consignmentId: HostId, lines: UnitsOrNone, reason: Code }),
)

/** By when refused and rejected goods have to be on their way back. */
export const SendBackDeadlineSet = family(
  'SendBackDeadlineSet',
  record('SendBackDeadlineSet', { ...ids, sendBackBy: Instant }),
)
export const SendBackDeadlineMet = family(
  'SendBackDeadlineMet',
  record('SendBackDeadlineMet', { ...ids, sendBackBy: Instant }),
)
/** The shop neither took the goods nor sent them back. Said once per deadline. */
export const HeldGoodsOverdue = family(
  'HeldGoodsOverdue',
  record('HeldGoodsOverdue', { ...ids, sendBackBy: Instant, lines: UnitsOrNone }),
)
