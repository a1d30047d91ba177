/** Goods that go out again: the order takes them as lines of its own, with what was paid for them, and counts repairs. */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import { on, type AnyReply } from './on.js'

export const outboundReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  on(
    'ReplacementShipped',
    'record-replacement',
    ({ replacementId, requestId, orderId, items, shipping, shippingTax, payments }) => ({
      to: 'entitlement',
      id: orderId,
      command: {
        type: 'RecordReplacement',
        data: {
          ...{ replacementId, claimId: requestId, added: items, shipping, shippingTax },
          payments: payments.map(({ paymentId: _id, minor, ...tender }) => ({ ...tender, captured: minor })),
        },
      },
    }),
  ),
  on('ReplacementDelivered', 'record-replacement-delivery', ({ replacementId, orderId, lineIds, deliveredAt }) => ({
    to: 'entitlement',
    id: orderId,
    command: { type: 'RecordReplacementDelivery', data: { replacementId, lineIds, deliveredAt } },
  })),
  on(
    'RecoveryCollected',
    'record-recovery-payment',
    ({ replacementId, requestId, orderId, recoveryId, minor, tenderKind, ...tender }) => ({
      to: 'entitlement',
      id: orderId,
      command: {
        type: 'RecordRecoveryPayment',
        data: {
          ...{ replacementId, claimId: requestId, recoveryId },
          payment: { ...tender, kind: tenderKind, captured: minor },
        },
      },
    }),
  ),
  on('RepairCompleted', 'record-repair', ({ repairId, requestId, orderId, lines, serials, fault, outcome, days }) => ({
    to: 'entitlement',
    id: orderId,
    command: {
      type: 'RecordRepair',
      data: {
        ...{ repairId, claimId: requestId, lines, serials, outcome, days },
        ...(fault === undefined ? {} : { fault }),
      },
    },
  })),
]
