/** What happens to the exchange of `replacement.ts`: every event there is. */
import * as replacement from '../../domain/replacement/index.js'
import { agent, customer, eventBuilder, noon } from './build.js'
import { coat, deliveredAt, hold, ofReplacement, payBy, replacementId, returnBy, security } from './replacement.js'

const offer = { items: [coat], shipping: 0, shippingTax: 0, price: 25_000, credit: 9_000, net: 16_000 }

export const replacementPlanned = eventBuilder(replacement.ReplacementPlanned, {
  ...ofReplacement,
  ...{ customerId: customer.id, kind: 'exchange', lines: [{ lineId: 'shirt', quantity: 1 }] },
  ...{ credit: 9_000, currency: 'GBP', involved: ['a-9'] },
})
export const replacementReserved = eventBuilder(replacement.ReplacementReserved, {
  ...{ ...ofReplacement, attempt: 1, ...offer, reservedAt: noon, payBy },
})
export const differenceSecured = eventBuilder(replacement.DifferenceSecured, { replacementId, ...hold, open: 0 })
export const replacementOutOfStock = eventBuilder(replacement.ReplacementOutOfStock, {
  ...ofReplacement,
  reason: 'sold_out',
  void: [],
})
export const replacementExpired = eventBuilder(replacement.ReplacementExpired, { ...ofReplacement, void: [] })
export const replacementGoodsAccepted = eventBuilder(replacement.ReplacementGoodsAccepted, {
  replacementId,
  acceptanceId: 'i-1',
  credit: 9_000,
})
export const replacementGoodsBack = eventBuilder(replacement.ReplacementGoodsBack, { replacementId, credit: 9_000 })
export const replacementRepriced = eventBuilder(replacement.ReplacementRepriced, {
  ...{ ...ofReplacement, price: 25_000, credit: 5_000, net: 20_000, payBy },
})
export const replacementReleased = eventBuilder(replacement.ReplacementReleased, ofReplacement)
export const replacementReleasedInAdvance = eventBuilder(replacement.ReplacementReleasedInAdvance, {
  ...{ ...ofReplacement, security, returnBy, releasedBy: agent.id },
})
export const replacementShipped = eventBuilder(replacement.ReplacementShipped, {
  ...{ ...ofReplacement, kind: 'exchange', attempt: 1, parcelId: 'p-7', currency: 'GBP' },
  ...{ ...offer, payments: [hold], void: [] },
})
export const replacementDelivered = eventBuilder(replacement.ReplacementDelivered, {
  ...{ ...ofReplacement, lineIds: ['coat'], deliveredAt },
})
export const replacementUndelivered = eventBuilder(replacement.ReplacementUndelivered, {
  ...{ ...ofReplacement, attempt: 1, why: 'lost' },
})
export const replacementCanceled = eventBuilder(replacement.ReplacementCanceled, {
  ...{ ...ofReplacement, reason: 'changed_mind', void: [], shipped: false },
})
export const replacementCancellationRefused = eventBuilder(replacement.ReplacementCancellationRefused, ofReplacement)
export const securityReleased = eventBuilder(replacement.SecurityReleased, {
  ...{ ...ofReplacement, paymentRef: 'pi_3', minor: 9_000 },
})
export const recoveryDue = eventBuilder(replacement.RecoveryDue, { ...ofReplacement, minor: 9_000 })
export const recoveryCollected = eventBuilder(replacement.RecoveryCollected, {
  ...{ ...ofReplacement, recoveryId: 'rec-1', minor: 9_000 },
  ...{ tenderId: 'card-3', tenderKind: 'card', paymentRef: 'pi_3' },
})
export const recoveryWaived = eventBuilder(replacement.RecoveryWaived, {
  ...{ ...ofReplacement, minor: 9_000, reason: 'goodwill', waivedBy: agent.id },
})
