/** Where a replacement stands, as the events that led there. The usual one is a shirt of 90.00 for a coat of 250.00. */
import { Replacement } from '../../../src/domain/replacement/index.js'
import type { ReplacementStatus } from '../../../src/domain/replacement/index.js'
import * as given from '../../../src/testing/builders/replacement.js'
import * as happened from '../../../src/testing/builders/replacement-events.js'
import { spec } from '../../../src/testing/spec.js'

export const replacement = spec(Replacement)

export const planned = replacement.given(happened.replacementPlanned())
export const awaiting = planned.given(happened.replacementReserved())
export const reserved = awaiting.given(happened.differenceSecured())
export const released = reserved.given(happened.replacementGoodsAccepted(), happened.replacementReleased())
export const inAdvance = reserved.given(happened.replacementReleasedInAdvance())
export const shipped = released.given(happened.replacementShipped())
export const shippedInAdvance = inAdvance.given(happened.replacementShipped())
export const delivered = shipped.given(happened.replacementDelivered())
export const undelivered = shipped.given(happened.replacementUndelivered())
export const outOfStock = reserved.given(happened.replacementOutOfStock({ void: ['pay-1'] }))
export const expired = awaiting.given(happened.replacementExpired())
export const canceled = planned.given(happened.replacementCanceled())
/** The old shirt did not come back. */
export const due = shippedInAdvance.given(
  happened.replacementDelivered(),
  happened.replacementGoodsBack({ credit: 0 }),
  happened.recoveryDue(),
)
/** A third of it did, in worth. */
export const dueInPart = shippedInAdvance.given(
  happened.replacementDelivered(),
  happened.replacementGoodsBack({ credit: 3_000 }),
  happened.recoveryDue({ minor: 6_000 }),
)

const reship = { kind: 'reship', credit: 9_000 } as const
/** A shirt that was lost is sent again. */
export const reshipPlanned = replacement.given(happened.replacementPlanned(reship))

export const sameShirt = { ...given.coat, lineId: 'shirt-2', goods: 9_000 }

export const everyStatus: ReadonlyArray<readonly [ReplacementStatus, typeof planned]> = [
  ['planned', planned],
  ['awaiting_payment', awaiting],
  ['reserved', reserved],
  ['released', released],
  ['shipped', shipped],
  ['delivered', delivered],
  ['undelivered', undelivered],
  ['out_of_stock', outOfStock],
  ['expired', expired],
  ['canceled', canceled],
]
export const except = (...statuses: ReadonlyArray<ReplacementStatus>) =>
  everyStatus.filter(([status]) => !statuses.includes(status))

export const notNow = (status: ReplacementStatus) => ({ _tag: 'ReplacementNotOpen', status }) as const
