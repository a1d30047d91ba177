/** Where a refund stands, as the events that led there. The usual one has two legs: card 200.00, gift card 69.97. */
import { Refund } from '../../../src/domain/refund/index.js'
import type { RefundStatus } from '../../../src/domain/refund/state.js'
import * as given from '../../../src/testing/builders/refund.js'
import { spec } from '../../../src/testing/spec.js'

export const refund = spec(Refund)

export const proposed = refund.given(given.refundProposed())
export const pending = proposed.given(given.refundReserved(), given.refundApprovalRequested())
export const approved = pending.given(given.refundApprovalGiven(), given.refundApproved())
export const onGift = { legId: 'gift', tenderId: 'gift', minor: 6_997 }
/** Both legs are with the provider. */
export const executing = approved.given(given.refundLegSubmitted(), given.refundLegSubmitted(onGift))
export const failed = executing.given(given.refundLegFailed(), given.refundLegFailed({ legId: 'gift' }))
export const partly = executing.given(given.refundLegFailed(), given.refundLegSucceeded(onGift))
export const succeeded = executing.given(
  given.refundLegSucceeded(),
  given.refundLegSucceeded(onGift),
  given.refundSucceeded(),
)
export const abandoned = partly.given(given.refundAbandoned())
/** The card knows the key for another payment; the gift card has not answered. */
export const alarmed = executing.given(given.refundLegNeedsAttention({ why: 'key_misused', code: 'key_reused' }))
export const unknown = executing.given(given.refundLegUnknown())
/** The gift card has paid, and only the card is out. */
export const cardOnly = executing.given(given.refundLegSucceeded(onGift))
export const canceled = approved.given(given.refundCanceled())

export const everyStatus: ReadonlyArray<readonly [RefundStatus, typeof proposed]> = [
  ['proposed', proposed],
  ['pending_approval', pending],
  ['approved', approved],
  ['executing', executing],
  ['needs_attention', alarmed],
  ['partially_succeeded', partly],
  ['failed', failed],
  ['succeeded', succeeded],
  ['not_due', proposed.given(given.refundReserved(), given.refundNotDue())],
  ['refused', proposed.given(given.refundRefused())],
  ['declined', pending.given(given.refundDeclined())],
  ['canceled', canceled],
  ['abandoned', abandoned],
]
export const except = (...statuses: ReadonlyArray<RefundStatus>) =>
  everyStatus.filter(([status]) => !statuses.includes(status))
