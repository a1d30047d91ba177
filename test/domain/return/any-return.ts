/** Whatever people say of a return, and whatever may stand in its log. */
import fc from 'fast-check'
import type { DispositionCode, ReturnCommand, ReturnEvent } from '../../../src/domain/return/index.js'
import { MAX_QUANTITY } from '../../../src/domain/values/quantity.js'
import { agent, at, customer, supervisor, system, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'

const lineId = fc.constantFrom('shirt', 'shirt', 'shirt', 'mug', 'hat')
const count = fc.constantFrom(0, 1, 1, 2, 3, 3, 4, MAX_QUANTITY)
const some = fc.constantFrom(1, 1, 1, 2, 2, 3, 4)
const listOf = <A>(one: fc.Arbitrary<A>) => fc.array(one, { maxLength: 3 })
const atLeastOne = <A>(one: fc.Arbitrary<A>) => fc.array(one, { minLength: 1, maxLength: 3 })
const id = (name: string) => fc.constantFrom(...[1, 2, 3].map((n) => `${name}-${n}`))
const actor = fc
  .constantFrom(warehouse, warehouse, agent, supervisor, system, customer, given.carrier)
  .map((who) => ({ actor: who }))

const moment = fc.constantFrom('03-16T11:59:59.999', '03-16T12:00:00.000', '03-20T12:00:00.000')
const then = moment.map((text) => ({ at: at(`2026-${text}Z`) }))
const units = fc.record({ lineId, quantity: some })
const two = [
  { lineId: 'shirt', quantity: 3 },
  { lineId: 'mug', quantity: 1 },
]
const grade = fc.constantFrom('A_NEW_SEALED', 'E_DAMAGED')
const exception = fc.record({ kind: fc.constantFrom('wrong_item', 'empty_parcel'), quantity: count })
const verdicts = atLeastOne(fc.record({ lineId, accepted: count, rejected: count, grade }))
const code = fc.constantFrom<DispositionCode>(
  ...(['RESTOCK', 'QUARANTINE', 'QUARANTINE', 'EVIDENCE_HOLD', 'SCRAP', 'RETURN_TO_VENDOR'] as const),
  ...(['RETURN_TO_CUSTOMER', 'RETURN_TO_CUSTOMER', 'RETURN_TO_CUSTOMER'] as const),
)
const of = fc.constantFrom({}, { of: 'accepted' } as const, { of: 'rejected' } as const)
const consent = fc.constantFrom({}, {}, { consent: 'call-17' })
const bearer = fc.constantFrom('customer', 'carrier')

const goingOut: ReadonlyArray<fc.Arbitrary<ReturnCommand>> = [
  fc
    .tuple(id('d'), atLeastOne(fc.tuple(fc.record({ lineId, quantity: some, code }), of)), consent, actor)
    .map(([dispositionId, lines, agreed, by]) =>
      given.disposeItems(
        { dispositionId, lines: lines.map(([line, whose]) => ({ ...line, ...whose })), ...agreed },
        by,
      ),
    ),
  fc
    .tuple(
      id('rd'),
      atLeastOne(fc.tuple(fc.record({ lineId, quantity: some, from: code, to: code }), of)),
      consent,
      actor,
    )
    .map(([redispositionId, lines, agreed, by]) =>
      given.redisposeItems(
        { redispositionId, lines: lines.map(([line, whose]) => ({ ...line, ...whose })), ...agreed },
        by,
      ),
    ),
  fc
    .tuple(id('co'), listOf(units), fc.constantFrom({}, {}, { parcelId: 'p-1' }), actor)
    .map(([consignmentId, lines, parcel, by]) => given.returnRejectedGoods({ consignmentId, lines, ...parcel }, by)),
  id('co').map((consignmentId) => given.recordGoodsBackWithCustomer({ consignmentId })),
  id('co').map((consignmentId) => given.recordGoodsAbandoned({ consignmentId })),
  then.map(({ at: sendBackBy }) => given.setSendBackDeadline({ sendBackBy })),
  then.map((when) => given.escalateHeldGoods({}, when)),
]

const comingBack: ReadonlyArray<fc.Arbitrary<ReturnCommand>> = [
  fc.constantFrom(given.authorizeReturn(), given.authorizeReturn({ lines: two }), given.cancelReturn()),
  fc.constantFrom('pickup' as const, 'in_store' as const).map((method) => given.arrangeReturn({ method })),
  fc
    .tuple(fc.constantFrom('intercept' as const, 'recall' as const), actor)
    .map(([as, by]) => given.callBackGoods({ as }, by)),
  fc.tuple(id('lb'), id('p'), actor).map(([labelId, parcelId, by]) => given.issueLabel({ labelId, parcelId }, by)),
  fc.tuple(id('lb'), actor).map(([labelId, by]) => given.voidLabel({ labelId }, by)),
  fc
    .tuple(id('p'), fc.constantFrom({}, { tracking: 'QM1' }, { tracking: 'QM2', carrier: 'royal_mail' }), actor)
    .map(([parcelId, told, by]) => given.registerParcel({ parcelId, ...told }, by)),
  fc
    .tuple(id('sc'), id('p'), fc.constantFrom('first_scan', 'in_transit', 'delivered', 'lost', 'found'), then, actor)
    .map(([scanId, parcelId, kind, when, by]) => given.recordScan({ scanId, parcelId, kind, ...when }, by)),
  fc
    .tuple(id('rc'), listOf(units), fc.option(listOf(exception), { nil: undefined }), actor)
    .map(([receiptId, lines, found, by]) =>
      given.receiveParcel({ receiptId, lines, ...(found === undefined ? {} : { exceptions: found }) }, by),
    ),
  fc
    .tuple(id('p'), fc.boolean(), actor)
    .map(([parcelId, takenBack, by]) => given.refuseParcel({ parcelId, takenBack }, by)),
  fc
    .tuple(id('rc'), lineId, count, actor)
    .map(([receiptId, line, counted, by]) => given.disputeCount({ receiptId, lineId: line, counted }, by)),
  fc
    .tuple(id('rc'), lineId, count, actor)
    .map(([receiptId, line, quantity, by]) => given.settleCount({ receiptId, lineId: line, quantity }, by)),
  fc
    .tuple(id('i'), verdicts, actor)
    .map(([inspectionId, lines, by]) => given.inspectItems({ inspectionId, lines }, by)),
  fc
    .tuple(id('i'), id('v'), verdicts, actor)
    .map(([inspectionId, revisionId, lines, by]) => given.reviseInspection({ inspectionId, revisionId, lines }, by)),
  fc
    .tuple(id('lo'), atLeastOne(units), bearer, actor)
    .map(([lossId, lines, who, by]) => given.declareLost({ lossId, lines, bearer: who }, by)),
  fc
    .tuple(id('wa'), atLeastOne(units), actor)
    .map(([waiverId, lines, by]) => given.waiveReturn({ waiverId, lines }, by)),
  actor.map((by) => given.closeReturnShort({}, by)),
  fc.tuple(actor, fc.boolean()).map(([by, isLast]) => given.closeOverdueReturn({ isLast }, by)),
  fc.tuple(actor, then).map(([by, when]) => given.expireReturn({}, { ...by, ...when })),
]
const late = { at: at('2026-03-20T12:00:00.000Z') }
const parcel = { lines: [], parcelId: 'p-1' }
const onShirt = (accepted: number, rejected: number) =>
  given.reviseInspection({ lines: [{ lineId: 'shirt', accepted, rejected, grade: 'C_USED_GOOD' }] })
const one = [{ lineId: 'shirt', quantity: 1 }]
/** What people who look at the return would say next: chance alone finds few of these. */
const sensible = fc.constantFrom<ReturnCommand>(
  ...[given.issueLabel(), given.voidLabel(), given.recordScan(), given.refuseParcel({ parcelId: 'p-1' })],
  ...[given.disputeCount({ counted: 1 }), given.settleCount(), given.settleCount({ quantity: 1 })],
  ...[given.settleCount({ receiptId: 'rc-0', quantity: 4 }), given.settleCount({ receiptId: 'rc-0', quantity: 3 })],
  ...[onShirt(1, 1), onShirt(2, 0), onShirt(0, 2), onShirt(2, 1)],
  ...[given.returnRejectedGoods(parcel), given.returnRejectedGoods(), given.recordGoodsBackWithCustomer()],
  ...[given.recordGoodsAbandoned(), given.recordGoodsAbandoned(), given.recordGoodsBackWithCustomer()],
  ...[given.setSendBackDeadline(), given.escalateHeldGoods({}, late), given.escalateHeldGoods({}, late)],
  ...[given.declareLost({ lines: one }), given.waiveReturn({ lines: one }), given.waiveReturn(), given.cancelReturn()],
  given.redisposeItems({ lines: [{ lineId: 'shirt', quantity: 1, from: 'QUARANTINE', to: 'RESTOCK' }] }),
  given.disposeItems({ dispositionId: 'd-9', lines: [{ lineId: 'shirt', quantity: 1, code: 'QUARANTINE' }] }),
)
export const commands = fc.oneof(...comingBack, ...goingOut, ...Array.from({ length: 12 }, () => sensible))

export const events: fc.Arbitrary<ReturnEvent> = fc.oneof(
  fc.constantFrom<ReturnEvent>(
    ...[given.returnAuthorized(), given.returnArranged(), given.labelIssued(), given.labelVoided()],
    ...[given.parcelShipped(), given.firstScanRecorded(), given.parcelScanned({ outOfOrder: true })],
    ...[given.receiptException(), given.receiptException({ kind: 'late', lineId: 'shirt' }), given.parcelRefused()],
    ...[given.countDisputed(), given.countSettled(), given.inspectionRevised(), given.itemsRedisposed()],
    ...[given.rejectedGoodsSentBack(), given.rejectedGoodsDelivered(), given.goodsAbandoned()],
    ...[given.sendBackDeadlineSet(), given.sendBackDeadlineMet(), given.heldGoodsOverdue()],
    ...[given.goodsLost(), given.goodsWaived(), given.returnClosedShort(), given.returnCompleted()],
    ...[given.returnExpired(), given.returnCanceled(), given.returnCancellationRefused()],
  ),
  atLeastOne(units).map((lines) => given.parcelReceived({ lines })),
  verdicts.map((lines) => given.itemsInspected({ lines })),
  atLeastOne(fc.record({ lineId, quantity: some, code: fc.constant('SCRAP'), of: fc.constant('accepted') })).map(
    (lines) => given.itemsDisposed({ lines }),
  ),
)

const authorized = [given.authorizeReturn()]
const inTransit = [...authorized, given.registerParcel()]
const received = [...authorized, given.receiveParcel({ receiptId: 'rc-0' })]
const inspected = [...received, given.inspectItems({ inspectionId: 'i-1' })]
const partly = given.receiveParcel({ receiptId: 'rc-1', lines: [{ lineId: 'shirt', quantity: 2 }] })
const seen = { lineId: 'shirt', accepted: 1, rejected: 1, grade: 'A_NEW_SEALED' } as const
const mixed = given.inspectItems({ inspectionId: 'i-1', lines: [{ ...seen, rejected: 2 }] })
const placed = (dispositionId: string, to: DispositionCode, theirs: DispositionCode) =>
  given.disposeItems({
    dispositionId,
    lines: [
      { lineId: 'shirt', quantity: 1, code: to, of: 'accepted' },
      { lineId: 'shirt', quantity: 2, code: theirs, of: 'rejected' },
    ],
  })
const parcelBack = given.returnRejectedGoods(parcel)
const shirts = (quantity: number) => [{ lineId: 'shirt', quantity }]
const waiting = [...received, mixed, placed('d-0', 'QUARANTINE', 'RETURN_TO_CUSTOMER')]
const done = [...waiting, given.returnRejectedGoods({ consignmentId: 'co-1', lines: shirts(2) })]

const bothSeen = [...authorized, partly, given.inspectItems({ inspectionId: 'i-1', lines: [seen] })]
const held = [given.refuseParcel({ parcelId: 'p-2' }), given.setSendBackDeadline()]
export const beginnings = [
  [],
  authorized,
  [given.authorizeReturn({ lines: two })],
  inTransit,
  [...inTransit, given.declareLost({ lossId: 'lo-0', lines: shirts(1) })],
  [...authorized, partly],
  [...authorized, partly, given.disputeCount()],
  [...authorized, partly, given.disputeCount(), given.closeReturnShort()],
  [...bothSeen],
  [...bothSeen, given.registerParcel()],
  [...bothSeen, given.disposeItems({ dispositionId: 'd-0', lines: [{ ...one[0]!, code: 'QUARANTINE' }] })],
  [
    ...[...authorized, partly, given.disputeCount({ counted: 1 }), given.closeReturnShort()],
    given.inspectItems({ inspectionId: 'i-1', lines: [{ ...seen, rejected: 0 }] }),
  ],
  received,
  [...received, given.disputeCount({ receiptId: 'rc-0', counted: 4 })],
  inspected,
  [...received, mixed],
  waiting,
  [...received, mixed, placed('d-0', 'RESTOCK', 'EVIDENCE_HOLD')],
  done,
  [...done, given.recordGoodsAbandoned()],
  [...authorized, given.refuseParcel(), given.closeReturnShort()],
  [...authorized, given.receiveParcel({ receiptId: 'rc-1', lines: shirts(4) }), given.disputeCount()],
  [...authorized, given.issueLabel()],
  [...inspected, given.disputeCount({ receiptId: 'rc-0', counted: 4 })],
  [given.authorizeReturn({ lines: two }), given.receiveParcel({ receiptId: 'rc-1' }), given.refuseParcel(), parcelBack],
  [...authorized, given.refuseParcel(), parcelBack],
  [...authorized, given.cancelReturn(), given.refuseParcel(), parcelBack],
  [...authorized, given.issueLabel(), given.cancelReturn(), ...held],
  [...authorized, given.waiveReturn({ lines: shirts(1) })],
  [given.authorizeReturn({ lines: two }), given.registerParcel(), partly],
  [...authorized, given.issueLabel(), ...inspected.slice(1), given.disposeItems({ dispositionId: 'd-0' })],
  [...authorized, given.issueLabel(), given.expireReturn({}, late), ...held],
  [...authorized, given.expireReturn({}, late), given.refuseParcel(), parcelBack],
]
