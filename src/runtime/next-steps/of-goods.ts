/** What anybody might do with goods that come back. */
import * as E from 'fp-ts/lib/Either.js'
import { Return, type AuthorizedReturn, type DispositionCode, type Verdict } from '../../domain/return/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { plusDays } from '../../domain/values/instant.js'
import { NEW, named, somebody, type Idea } from './idea.js'

const warehouse = somebody('warehouse')
const agent = somebody('agent')
const carrier = somebody('carrier')

const units = (lineId: string) => [{ lineId, quantity: 1 }]
/** Lines to which it matters, or any, so that there is a reason why not. */
const orFirst = <L>(lines: ReadonlyArray<L>, matters: (line: L) => boolean): ReadonlyArray<L> => {
  const some = lines.filter(matters)
  return some.length > 0 ? some : lines.slice(0, 1)
}

/** From where goods may go on, and where to: rejected ones that only wait, back to their owner first. */
const movesOf = ({ lines }: AuthorizedReturn) => {
  const places = lines.flatMap(({ lineId, places: of }) =>
    (['rejected', 'accepted'] as const).flatMap((verdict: Verdict) =>
      (Object.entries(of[verdict]) as Array<[DispositionCode, number]>).flatMap(([from, there]) =>
        there > 0 ? [{ lineId, of: verdict, from }] : [],
      ),
    ),
  )
  return places.map(({ of, from, lineId }) => {
    const to = of === 'rejected' && from !== 'RETURN_TO_CUSTOMER' ? 'RETURN_TO_CUSTOMER' : 'QUARANTINE'
    return { lineId, quantity: 1, of, from, to: of === 'accepted' && from === 'QUARANTINE' ? 'RESTOCK' : to }
  })
}

export const ideasOfReturn = (
  s: AuthorizedReturn,
  customer: Actor,
  currency: string,
): ReadonlyArray<Idea<AuthorizedReturn>> => {
  const { returnId } = s
  const isOver = Return.isTerminal(s)
  const missing = orFirst(s.lines, (l) => l.authorized - l.lost - l.waived > l.received)
  const parcels = [...s.parcels].flatMap(([parcelId, { isReceived, refused }]) =>
    isReceived || refused !== undefined ? [] : [parcelId],
  )
  const onTheirWay = [...s.consignments].flatMap(([consignmentId, { status }]) =>
    status === 'on_its_way' ? [consignmentId] : [],
  )
  const held = [...s.parcels].flatMap(([parcelId, { refused }]) => (refused === 'held' ? [parcelId] : []))
  const moves = movesOf(s)
  const each =
    (type: string, ...datas: ReadonlyArray<object>) =>
    () =>
      datas.map((data) => ({
        type,
        data: { returnId, ...data },
        facts: E.right({ customerId: customer.id, currency }),
      }))

  return [
    {
      call: 'returns.arrange',
      by: [customer, agent],
      isExpected: false,
      examples: each('ArrangeReturn', { method: s.arranged?.method === 'drop_off' ? 'pickup' : 'drop_off' }),
    },
    {
      call: 'returns.callBack',
      by: [agent],
      isExpected: false,
      examples: each('CallBackGoods', { as: s.calledBack === 'recall' ? 'intercept' : 'recall', reason: NEW }),
    },
    {
      call: 'returns.issueLabel',
      by: [agent],
      isExpected: false,
      examples: each('IssueLabel', {
        ...{ labelId: named(s.labels), carrier: NEW, cost: { minor: 0, currency }, bearer: 'merchant' },
      }),
    },
    {
      call: 'returns.voidLabel',
      by: [agent],
      isExpected: false,
      examples: each('VoidLabel', ...[...s.labels].flatMap(([labelId, { isVoid }]) => (isVoid ? [] : [{ labelId }]))),
    },
    {
      call: 'returns.registerParcel',
      by: [customer, carrier, agent],
      isExpected: s.parcels.size === 0,
      examples: each('RegisterParcel', { parcelId: named(s.parcels) }),
    },
    {
      call: 'returns.recordScan',
      by: [carrier],
      isExpected: false,
      examples: (_, at) =>
        each('RecordScan', {
          ...{ scanId: named(s.scans), parcelId: parcels[0] ?? named(s.parcels), kind: 'in_transit', at },
        })(),
    },
    {
      call: 'returns.receiveParcel',
      by: [warehouse],
      isExpected: !isOver && missing.some((l) => l.authorized - l.lost - l.waived > l.received),
      examples: each(
        'ReceiveParcel',
        ...missing.map((l) => ({ receiptId: named(s.receipts), lines: units(l.lineId) })),
      ),
    },
    {
      call: 'returns.refuseParcel',
      by: [warehouse],
      isExpected: false,
      examples: each('RefuseParcel', {
        ...{ parcelId: parcels[0] ?? named(s.parcels), reason: NEW, evidenceIds: [], takenBack: false },
      }),
    },
    {
      call: 'returns.disputeCount',
      by: [customer, warehouse],
      isExpected: false,
      examples: each(
        'DisputeCount',
        ...[...s.receipts].flatMap(([receiptId, { lines, disputes }]) =>
          lines.map(({ lineId, quantity }) => ({
            ...{ receiptId, lineId, counted: quantity + 1 + disputes.length, evidenceIds: [] },
          })),
        ),
      ),
    },
    {
      call: 'returns.settleCount',
      by: [agent, warehouse],
      examples: each(
        'SettleCount',
        ...[...s.receipts].flatMap(([receiptId, { lines, disputes, settled }]) =>
          disputes.flatMap(({ lineId }) => {
            const quantity = lines.find((l) => l.lineId === lineId)?.quantity ?? 0
            return settled.has(lineId) ? [] : [{ receiptId, lineId, quantity, reason: NEW }]
          }),
        ),
      ),
    },
    {
      call: 'returns.inspect',
      by: [warehouse],
      examples: each(
        'InspectItems',
        ...orFirst(s.lines, (l) => l.received > l.accepted + l.rejected).flatMap(({ lineId }) =>
          [1, 0].map((accepted) => ({
            inspectionId: named(s.inspections),
            lines: [{ lineId, accepted, rejected: 1 - accepted, grade: accepted === 1 ? 'A_NEW_SEALED' : 'E_DAMAGED' }],
          })),
        ),
      ),
    },
    {
      call: 'returns.reviseInspection',
      by: [warehouse, agent],
      isExpected: false,
      examples: each(
        'ReviseInspection',
        ...[...s.inspections].flatMap(([inspectionId, lines]) =>
          lines.map((l) => {
            const more = l.accepted > 0 ? -1 : 1
            const line = { ...l, accepted: l.accepted + more, rejected: l.rejected - more }
            return { inspectionId, revisionId: named(s.revisions), lines: [line], reason: NEW }
          }),
        ),
      ),
    },
    {
      call: 'returns.dispose',
      by: [warehouse],
      examples: each(
        'DisposeItems',
        ...orFirst(s.lines, (l) => l.accepted + l.rejected > l.disposed).flatMap(({ lineId }) =>
          [
            { code: 'RESTOCK', of: 'accepted' },
            { code: 'RETURN_TO_CUSTOMER', of: 'rejected' },
          ].map((where) => ({ dispositionId: named(s.dispositions), lines: [{ lineId, quantity: 1, ...where }] })),
        ),
      ),
    },
    {
      call: 'returns.redispose',
      by: [warehouse],
      isExpected: !isOver && moves.some(({ to }) => to === 'RETURN_TO_CUSTOMER'),
      examples: each(
        'RedisposeItems',
        ...moves.map((line) => ({ redispositionId: named(s.redispositions), lines: [line], reason: NEW })),
      ),
    },
    {
      call: 'returns.sendBack',
      by: [warehouse],
      examples: each(
        'ReturnRejectedGoods',
        ...[
          ...held.map((parcelId) => ({ parcelId, lines: [] })),
          ...moves.flatMap(({ from, of, lineId }) =>
            of === 'rejected' && from === 'RETURN_TO_CUSTOMER' ? [{ lines: units(lineId) }] : [],
          ),
        ].map((goods) => ({ ...goods, consignmentId: named(s.consignments), bearer: 'customer', carrier: NEW })),
      ),
    },
    {
      call: 'returns.recordBackWithCustomer',
      by: [carrier, agent],
      examples: each('RecordGoodsBackWithCustomer', ...onTheirWay.map((consignmentId) => ({ consignmentId }))),
    },
    {
      call: 'returns.recordAbandoned',
      by: [carrier, agent],
      isExpected: false,
      examples: each('RecordGoodsAbandoned', ...onTheirWay.map((consignmentId) => ({ consignmentId, reason: NEW }))),
    },
    {
      call: 'returns.setSendBackDeadline',
      by: [agent],
      isExpected: false,
      examples: (_, at) => (isOver ? [] : each('SetSendBackDeadline', { sendBackBy: plusDays(at, 7) })()),
    },
    {
      call: 'returns.declareLost',
      by: [agent, carrier],
      isExpected: false,
      examples: each(
        'DeclareLost',
        ...missing.map((l) => ({ lossId: named(s.losses), lines: units(l.lineId), bearer: 'carrier', reason: NEW })),
      ),
    },
    {
      call: 'returns.waive',
      by: [agent],
      isExpected: false,
      examples: each(
        'WaiveReturn',
        ...missing.map((l) => ({ waiverId: named(s.waivers), lines: units(l.lineId), as: 'keep', reason: NEW })),
      ),
    },
    {
      call: 'returns.closeShort',
      by: [warehouse, agent],
      isExpected: false,
      examples: each('CloseReturnShort', { reason: NEW }),
    },
  ]
}
