/** Who asks what of whom when goods go out instead, or into the workshop. Each row is one sentence. */
import { describe, it } from 'vitest'
import { reactions, type AnyReply, type DomainEvent } from '../../../src/domain/reactions/index.js'
import { refundIdOf } from '../../../src/domain/values/ids.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as repair from '../../../src/testing/builders/repair.js'
import * as replacing from '../../../src/testing/builders/replacement.js'
import * as sent from '../../../src/testing/builders/replacement-events.js'
import * as request from '../../../src/testing/builders/request.js'
import { specReactions } from '../../../src/testing/spec.js'

const { requestId, orderId, returnId } = request
const { replacementId, repairId } = out
const shirts = [{ lineId: 'shirt', quantity: 3 }]
const acceptanceId = refundIdOf(requestId, 'i-1', 1)

const to =
  <K extends AnyReply['to']>(kind: K, id: string) =>
  (command: Extract<AnyReply, { readonly to: K }>['command']): AnyReply =>
    ({ to: kind, id, command }) as AnyReply
const toOrder = to('entitlement', orderId)
const toRequest = to('request', requestId)
const toReplacement = to('replacement', replacementId)
const toRepair = to('repair', repairId)

type Row = readonly [told: string, event: DomainEvent, ...asked: ReadonlyArray<AnyReply>]

const plan = (kind: 'exchange' | 'reship') =>
  toReplacement({ type: 'PlanReplacement', data: { requestId, orderId, kind, lines: shirts, ...out.goodsOut } })
const isNow = (now: 'shipped' | 'done' | 'canceled' | 'stuck', price?: number) =>
  toRequest({
    type: 'RecordReplacement',
    data: { replacementId: replacing.replacementId, now, ...(price === undefined ? {} : { price }) },
  })
const repairIsNow = (now: 'done' | 'canceled' | 'stuck') =>
  toRequest({ type: 'RecordRepair', data: { repairId: repair.repairId, now } })

const starting: ReadonlyArray<Row> = [
  [
    'an exchange is planned before its goods are called back',
    out.exchangeStarted(),
    plan('exchange'),
    {
      to: 'return',
      id: returnId,
      command: {
        type: 'AuthorizeReturn',
        data: { returnId, requestId, orderId, lines: shirts, shipBy: request.remediesStarted().data.goods!.shipBy },
      },
    },
  ],
  ['what is sent once more waits for nothing', out.reshipStarted(), plan('reship')],
  [
    'a repair is planned before its goods are called back',
    out.repairStarted(),
    toRepair({
      type: 'PlanRepair',
      data: { requestId, orderId, lines: shirts, repairId, customerId: out.goodsOut.customerId },
    }),
    {
      to: 'return',
      id: returnId,
      command: {
        type: 'AuthorizeReturn',
        data: { returnId, requestId, orderId, lines: shirts, shipBy: request.remediesStarted().data.goods!.shipBy },
      },
    },
  ],
]

const counting: ReadonlyArray<Row> = [
  [
    'accepted goods count for what goes out',
    out.goodsAccepted({ replacementId }),
    toReplacement({ type: 'RecordGoodsAccepted', data: { replacementId, acceptanceId, credit: 26_997 } }),
  ],
  [
    'goods that a ruling counts end what is recovered for them',
    out.goodsAccepted({ replacementId, basis: { _tag: 'Ruling', rulingId: 'M-1-1' } }),
    toReplacement({
      type: 'RecordGoodsRuled',
      data: { replacementId, rulingId: 'M-1-1', credit: 26_997, recordedBy: out.goodsAccepted().data.by },
    }),
  ],
  [
    'or are in the workshop',
    out.goodsAccepted({ repairId }),
    toRepair({ type: 'RecordGoodsForRepair', data: { repairId, acceptanceId, lines: shirts } }),
  ],
  ['or wait for a platform', out.goodsAccepted()],
  [
    'when all have come, what goes out knows it',
    out.goodsComplete({ replacementId }),
    toReplacement({ type: 'RecordGoodsBack', data: { replacementId, credit: 26_997 } }),
  ],
  [
    'and the workshop knows it',
    out.goodsComplete({ repairId }),
    toRepair({ type: 'RecordNoMoreGoods', data: { repairId, lines: shirts } }),
  ],
]

const stopping: ReadonlyArray<Row> = [
  [
    'a switch asks what goes out to stop',
    out.switchStarted(),
    toReplacement({
      type: 'CancelReplacement',
      data: { replacementId, requestId, orderId, reason: 'remedy_switched' },
    }),
  ],
  [
    'a repair stops, and the goods stay in the house',
    { ...out.switchStarted(), data: { ...repairSwitch() } },
    toRepair({
      type: 'CancelRepair',
      data: { repairId, requestId, orderId, reason: 'remedy_switched', keepGoods: true },
    }),
  ],
  ['a switch to money plans nothing', out.remedySwitched()],
  [
    'a switch to an exchange brings what came back before',
    out.remedySwitched({
      ...{ from: 'repair', to: 'exchange', replacement: out.goodsOut, isComplete: true },
      accepted: [{ acceptanceId, credit: 26_997 }],
    }),
    plan('exchange'),
    toReplacement({ type: 'RecordGoodsAccepted', data: { replacementId, acceptanceId, credit: 26_997 } }),
    toReplacement({ type: 'RecordGoodsBack', data: { replacementId, credit: 26_997 } }),
  ],
  [
    'and waits for the rest where more is to come',
    out.remedySwitched({ from: 'repair', to: 'exchange', replacement: out.goodsOut }),
    plan('exchange'),
  ],
  [
    'a canceled case calls off what goes out, and counts nothing back for what could not be stopped',
    request.requestCanceled({ replacementId }),
    toOrder({ type: 'ReleaseUnits', data: { claimId: requestId, submission: 1 } }),
    toReplacement({ type: 'CancelReplacement', data: { replacementId, requestId, orderId, reason: 'changed_mind' } }),
    toReplacement({ type: 'RecordGoodsBack', data: { replacementId, credit: 0 } }),
  ],
  [
    'and calls off a repair',
    request.requestCanceled({ repairId }),
    toOrder({ type: 'ReleaseUnits', data: { claimId: requestId, submission: 1 } }),
    toRepair({
      type: 'CancelRepair',
      data: { repairId, requestId, orderId, reason: 'changed_mind', keepGoods: false },
    }),
  ],
  [
    'taking back goods that are sent once more asks what goes out',
    request.cancellationStarted({ replacementId }),
    toReplacement({ type: 'CancelReplacement', data: { replacementId, requestId, orderId, reason: 'changed_mind' } }),
  ],
  [
    'what could not be stopped says so',
    sent.replacementCancellationRefused(),
    toRequest({ type: 'RecordNotStopped', data: { id: replacing.replacementId } }),
  ],
  [
    'and so does the workshop',
    repair.repairCancellationRefused(),
    toRequest({ type: 'RecordNotStopped', data: { id: repair.repairId } }),
  ],
]

function repairSwitch() {
  const { replacementId: _, ...rest } = out.switchStarted({ from: 'repair', to: 'return_refund' }).data
  return { ...rest, repairId }
}

const news: ReadonlyArray<Row> = [
  [
    'a replacement that ships is recorded by the order, with what is captured for it, and by the request with what the old goods pay of it',
    sent.replacementShipped({ payments: [{ ...replacing.hold, granularity: 10 }] }),
    toOrder({
      type: 'RecordReplacement',
      data: {
        ...{ replacementId: replacing.replacementId, claimId: requestId, added: [replacing.coat] },
        ...{ shipping: 0, shippingTax: 0 },
        payments: [{ tenderId: 'card-2', kind: 'card', paymentRef: 'pi_2', granularity: 10, captured: 16_000 }],
      },
    }),
    isNow('shipped', 9_000),
  ],
  [
    'its delivery begins its window',
    sent.replacementDelivered(),
    toOrder({
      type: 'RecordReplacementDelivery',
      data: { replacementId: replacing.replacementId, lineIds: ['coat'], deliveredAt: replacing.deliveredAt },
    }),
    isNow('done'),
  ],
  [
    'what is taken from a security is money of the order',
    sent.recoveryCollected(),
    toOrder({
      type: 'RecordRecoveryPayment',
      data: {
        ...{ replacementId: replacing.replacementId, claimId: requestId, recoveryId: 'rec-1' },
        payment: { tenderId: 'card-3', kind: 'card', paymentRef: 'pi_3', captured: 9_000 },
      },
    }),
    toRequest({
      type: 'RecordRecovered',
      data: { replacementId: replacing.replacementId, recoveryId: 'rec-1', minor: 9_000 },
    }),
  ],
  ['a canceled one is heard', sent.replacementCanceled(), isNow('canceled')],
  ['one that nobody paid for waits for a person', sent.replacementExpired(), isNow('stuck')],
  ['one that cannot be had does, too', sent.replacementOutOfStock(), isNow('stuck')],
  ['and one that did not arrive', sent.replacementUndelivered(), isNow('stuck')],
  [
    'a repair is counted by the order',
    repair.repairCompleted(),
    toOrder({
      type: 'RecordRepair',
      data: {
        ...{ repairId: repair.repairId, claimId: requestId, lines: repair.kettles, serials: repair.serials },
        ...{ outcome: 'repaired', days: 0, fault: 'heating' },
      },
    }),
    repairIsNow('done'),
  ],
  [
    'also one that found no fault',
    repair.repairCompleted({ fault: undefined as never, outcome: 'unrepaired' }),
    toOrder({
      type: 'RecordRepair',
      data: {
        ...{ repairId: repair.repairId, claimId: requestId, lines: repair.kettles, serials: repair.serials },
        ...{ outcome: 'unrepaired', days: 0 },
      },
    }),
    repairIsNow('done'),
  ],
  ['a canceled repair is heard', repair.repairCanceled(), repairIsNow('canceled')],
  ['what cannot be repaired waits for a person', repair.repairFailed(), repairIsNow('stuck')],
  ['and what takes too long', repair.repairOverdue(), repairIsNow('stuck')],
]

describe.each(Object.entries({ starting, counting, stopping, news }))('Goods that go out: %s', (_, rows) => {
  it.each(rows.map((row) => [row[0], row] as const))('%s', (_told, [, event, ...asked]) =>
    specReactions(reactions)
      .when(event)
      .thenAsks(...asked),
  )
})
