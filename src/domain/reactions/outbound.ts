/**
 * What is heard of goods that went out: the order takes them as lines of its own, with what was paid for them, and counts
 * repairs; the request goes on with its case.
 */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import { on, type AnyReply } from './on.js'

type Out = 'shipped' | 'done' | 'canceled' | 'stuck'

const replacementIs = (
  { requestId, replacementId }: { readonly requestId: string; readonly replacementId: string },
  now: Out,
  price?: number,
): AnyReply => ({
  to: 'request',
  id: requestId,
  command: { type: 'RecordReplacement', data: { replacementId, now, ...(price === undefined ? {} : { price }) } },
})
const repairIs = (
  { requestId, repairId }: { readonly requestId: string; readonly repairId: string },
  now: Out,
): AnyReply => ({ to: 'request', id: requestId, command: { type: 'RecordRepair', data: { repairId, now } } })

export const outboundReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  on('ReplacementShipped', 'record-replacement', (data) => {
    const { replacementId, requestId, orderId, items, shipping, shippingTax, payments } = data
    return [
      {
        to: 'entitlement',
        id: orderId,
        command: {
          type: 'RecordReplacement',
          data: {
            ...{ replacementId, claimId: requestId, added: items, shipping, shippingTax },
            payments: payments.map(({ paymentId: _id, minor, ...tender }) => ({ ...tender, captured: minor })),
          },
        },
      } as const,
      // What the customer paid beside them is paid: the old goods stand for the rest, and for no more.
      replacementIs(data, 'shipped', Math.min(data.price, data.credit)),
    ]
  }),
  on('ReplacementDelivered', 'record-replacement-delivery', (data) => {
    const { replacementId, orderId, lineIds, deliveredAt } = data
    return [
      {
        to: 'entitlement',
        id: orderId,
        command: { type: 'RecordReplacementDelivery', data: { replacementId, lineIds, deliveredAt } },
      } as const,
      replacementIs(data, 'done'),
    ]
  }),
  on(
    'RecoveryCollected',
    'record-recovery-payment',
    ({ replacementId, requestId, orderId, recoveryId, minor, tenderKind, ...tender }) => [
      {
        to: 'entitlement',
        id: orderId,
        command: {
          type: 'RecordRecoveryPayment',
          data: {
            ...{ replacementId, claimId: requestId, recoveryId },
            payment: { ...tender, kind: tenderKind, captured: minor },
          },
        },
      },
      {
        to: 'request',
        id: requestId,
        command: { type: 'RecordRecovered', data: { replacementId, recoveryId, minor } },
      },
    ],
  ),
  on('RepairCompleted', 'record-repair', (data) => {
    const { repairId, requestId, orderId, lines, serials, fault, outcome, days } = data
    return [
      {
        to: 'entitlement',
        id: orderId,
        command: {
          type: 'RecordRepair',
          data: {
            ...{ repairId, claimId: requestId, lines, serials, outcome, days },
            ...(fault === undefined ? {} : { fault }),
          },
        },
      } as const,
      repairIs(data, 'done'),
    ]
  }),

  // Everything else the request only has to know.
  on('ReplacementCanceled', 'record-replacement-canceled', (data) => replacementIs(data, 'canceled')),
  on('ReplacementExpired', 'record-replacement-expired', (data) => replacementIs(data, 'stuck')),
  on('ReplacementOutOfStock', 'record-replacement-out-of-stock', (data) => replacementIs(data, 'stuck')),
  on('ReplacementUndelivered', 'record-replacement-undelivered', (data) => replacementIs(data, 'stuck')),
  on('ReplacementCancellationRefused', 'record-replacement-not-stopped', ({ requestId, replacementId: id }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordNotStopped', data: { id } },
  })),
  on('RepairCanceled', 'record-repair-canceled', (data) => repairIs(data, 'canceled')),
  on('RepairFailed', 'record-repair-failed', (data) => repairIs(data, 'stuck')),
  on('RepairOverdue', 'record-repair-overdue', (data) => repairIs(data, 'stuck')),
  on('RepairCancellationRefused', 'record-repair-not-stopped', ({ requestId, repairId: id }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordNotStopped', data: { id } },
  })),
]
