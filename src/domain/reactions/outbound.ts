/** Goods that go out again: the order takes them as lines of its own, with what was paid for them, and counts repairs. */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import { refundIdOf } from '../values/ids.js'
import { basisKey } from '../values/refund-basis.js'
import { plan, stopGoodsOut } from './goods-out.js'
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

/** What the request asks of goods that go out or are repaired, and what it hears of them. */
const remedyReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  on('GoodsAccepted', 'count-accepted-goods', ({ requestId, basis, lines, credit, replacementId, repairId }) => {
    // Each way in which goods are accepted has a name of its own: that of the refund which may follow from it.
    const acceptanceId = refundIdOf(requestId, basisKey(basis), 1)
    return [
      ...(replacementId === undefined
        ? []
        : [
            {
              to: 'replacement',
              id: replacementId,
              command: { type: 'RecordGoodsAccepted', data: { replacementId, acceptanceId, credit } },
            } as const,
          ]),
      ...(repairId === undefined
        ? []
        : [
            {
              to: 'repair',
              id: repairId,
              command: { type: 'RecordGoodsForRepair', data: { repairId, acceptanceId, lines } },
            } as const,
          ]),
    ]
  }),
  on('GoodsComplete', 'tell-goods-complete', ({ lines, credit, replacementId, repairId }) => [
    ...(replacementId === undefined
      ? []
      : [
          {
            to: 'replacement',
            id: replacementId,
            command: { type: 'RecordGoodsBack', data: { replacementId, credit } },
          } as const,
        ]),
    ...(repairId === undefined
      ? []
      : [{ to: 'repair', id: repairId, command: { type: 'RecordNoMoreGoods', data: { repairId, lines } } } as const]),
  ]),
  on('SwitchStarted', 'stop-for-another-remedy', (started) => stopGoodsOut(started, 'remedy_switched', true)),
  on('RemedySwitched', 'plan-other-remedy', ({ accepted = [], isComplete = false, ...switched }) => {
    const { replacement } = switched
    if (replacement === undefined) return []
    const { replacementId } = replacement
    return [
      ...plan('exchange', switched),
      ...accepted.map(({ acceptanceId, credit }) => ({
        to: 'replacement' as const,
        id: replacementId,
        command: { type: 'RecordGoodsAccepted' as const, data: { replacementId, acceptanceId, credit } },
      })),
      ...(isComplete
        ? [
            {
              to: 'replacement',
              id: replacementId,
              command: {
                type: 'RecordGoodsBack',
                data: { replacementId, credit: accepted.reduce((sum, a) => sum + a.credit, 0) },
              },
            } as const,
          ]
        : []),
    ]
  }),

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

/** The order takes what went out as lines of its own, with what was paid for it, and counts repairs. */
export const outboundReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  ...remedyReactions,
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
      replacementIs(data, 'shipped', data.price),
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
]
