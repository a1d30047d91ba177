/** What is told of goods on their way back: what comes, what came, what it is like, where it goes. */
import { oneOf } from '../../domain/kernel/codec.js'
import { Code } from '../../domain/values/codes.js'
import { HostId, StreamId, Uuid } from '../../domain/values/ids.js'
import { Instant } from '../../domain/values/instant.js'
import { Currency, Minor } from '../../domain/values/money.js'
import { QuantityOrNone } from '../../domain/values/quantity.js'
import { fact, type Sayings } from './fact.js'
import { DisposedUnits, idOf, JudgedUnits, MovedUnits, present, Units, units } from './forms.js'

/** Events that say nothing else stand in the stream of their return. */
const ofReturn = { returnId: Uuid }
const ofCase = { returnId: Uuid, requestId: StreamId }

const authorized = fact(
  'return.authorized.v1',
  'These goods may come back, handed over by the ship-by instant: expect them.',
  ['warehouse', 'mail'],
  { ...ofCase, orderId: StreamId, lines: Units, shipBy: Instant },
)
const labelIssued = fact(
  'return.label_issued.v1',
  'A label was made. `bearer` pays what it costs.',
  ['accounting', 'mail'],
  { ...ofCase, labelId: HostId, parcelId: HostId, carrier: Code, cost: Minor, currency: Currency, bearer: Code },
)
const parcelShipped = fact(
  'return.parcel_shipped.v1',
  'The customer has handed a parcel over.',
  ['warehouse'],
  { ...ofReturn, parcelId: HostId },
  { carrier: Code, tracking: Code },
)
const parcelRefused = fact(
  'return.parcel_refused.v1',
  'The shop did not take a parcel: what is in it was not received.',
  ['warehouse', 'mail'],
  { ...ofCase, parcelId: HostId, reason: Code },
)
const received = fact(
  'goods.received.v1',
  'A parcel was opened and counted. Counts add up over receipts.',
  ['warehouse', 'mail'],
  { ...ofReturn, receiptId: HostId, lines: Units },
  { parcelId: HostId },
)
const Unexpected = oneOf('Unexpected', ['surplus', 'not_authorized', 'wrong_item', 'empty_parcel', 'late'])
const unexpected = fact(
  'goods.unexpected.v1',
  'A parcel held something else, too much, or nothing: tell the customer. `lineId`: of what, or instead of what.',
  ['warehouse', 'mail'],
  { ...ofReturn, receiptId: HostId, kind: Unexpected, quantity: QuantityOrNone },
  { lineId: HostId },
)
const countCorrected = fact(
  'goods.count_corrected.v1',
  'A disputed count is settled: `quantity` was received on that line of that receipt, not `received`.',
  ['warehouse'],
  { ...ofCase, receiptId: HostId, lineId: HostId, received: QuantityOrNone, quantity: QuantityOrNone },
)
const inspected = fact(
  'goods.inspected.v1',
  'Received goods were judged. What was accepted belongs to the shop from here on.',
  ['warehouse', 'erp'],
  { ...ofCase, inspectionId: HostId, lines: JudgedUnits },
)
const judgedAnew = fact(
  'goods.judged_anew.v1',
  'The same pieces, judged again: `lines` stand for those of the inspection; `added` are accepted now, `withdrawn` no more.',
  ['warehouse', 'erp'],
  {
    ...{ ...ofCase, inspectionId: HostId, revisionId: HostId },
    ...{ lines: JudgedUnits, added: Units, withdrawn: Units, reason: Code },
  },
)
const disposed = fact(
  'goods.disposed.v1',
  'Where inspected goods go. Put `RESTOCK` back on sale. `of`: `accepted` or `rejected`.',
  ['warehouse', 'erp'],
  { ...ofReturn, dispositionId: HostId, lines: DisposedUnits },
)
const redisposed = fact(
  'goods.redisposed.v1',
  'What had been put aside goes on. `before`: its disposition until now.',
  ['warehouse', 'erp'],
  { ...ofReturn, redispositionId: HostId, lines: MovedUnits, reason: Code },
)
const sentBack = fact(
  'goods.sent_back.v1',
  'Rejected goods, or an unopened parcel, are on their way back to the customer; without a carrier they wait to be fetched.',
  ['warehouse', 'mail'],
  { ...ofCase, consignmentId: HostId, lines: Units, bearer: Code },
  { parcelId: HostId, carrier: Code, tracking: Code },
)
const abandoned = fact(
  'goods.abandoned.v1',
  'Nobody took the goods that were sent back: the shop may destroy or donate them.',
  ['warehouse', 'erp'],
  { ...ofCase, consignmentId: HostId, lines: Units, reason: Code },
)
const lost = fact(
  'goods.lost.v1',
  'Shipped and never received. Unless the customer is liable, they are refunded all the same.',
  ['erp', 'accounting', 'mail'],
  { ...ofCase, lossId: HostId, lines: Units, liable: Code, reason: Code },
)
const waived = fact(
  'goods.waived.v1',
  'They need not come back: the customer keeps them, or gives them away.',
  ['warehouse', 'erp', 'mail'],
  { ...ofCase, waiverId: HostId, lines: Units, how: oneOf('WaivedAs', ['keep', 'donate']), reason: Code },
)
const completed = fact('return.completed.v1', 'No more will come of this return.', ['warehouse', 'erp'], {
  ...ofCase,
  accepted: Units,
  rejected: Units,
})
const expired = fact(
  'return.expired.v1',
  'Nothing was handed over in time: do not expect it any more.',
  ['warehouse', 'mail'],
  { ...ofCase, missing: Units },
)
const canceled = fact('return.canceled.v1', 'Taken back before it was shipped: do not expect it.', ['warehouse'], {
  ...ofCase,
  reason: Code,
})

export const goodsFacts = [
  ...([authorized, labelIssued, parcelShipped, parcelRefused, received, unexpected] as const),
  ...([
    countCorrected,
    inspected,
    judgedAnew,
    disposed,
    redisposed,
    sentBack,
    abandoned,
    lost,
    waived,
    completed,
    expired,
    canceled,
  ] as const),
] as const

interface Judgement {
  readonly lineId: string
  readonly accepted: number
  readonly rejected: number
  readonly grade: string
  readonly fault?: string
}
const judged = (lines: ReadonlyArray<Judgement>) =>
  lines.map(({ lineId, accepted, rejected, grade, fault }) => ({
    ...{ lineId, accepted, rejected, grade },
    ...present({ fault }),
  }))

export const goodsSayings = {
  ReturnAuthorized: ({ event: { data } }) => {
    const { returnId, requestId, orderId, lines, shipBy } = data
    return authorized.of({ returnId, requestId, orderId, lines: units(lines), shipBy })
  },
  LabelIssued: ({ event: { data } }) => {
    const { returnId, requestId, labelId, parcelId, carrier, cost, bearer } = data
    return labelIssued.of({
      ...{ returnId, requestId, labelId, parcelId, carrier, bearer },
      ...{ cost: cost.minor, currency: cost.currency },
    })
  },
  ParcelShipped: ({ event: { data }, stream }) => {
    const { parcelId, carrier, tracking } = data
    return parcelShipped.of({ returnId: idOf({ stream }), parcelId, ...present({ carrier, tracking }) })
  },
  ParcelRefused: ({ event: { data } }) => {
    const { returnId, requestId, parcelId, reason } = data
    return parcelRefused.of({ returnId, requestId, parcelId, reason })
  },
  ParcelReceived: ({ event: { data }, stream }) => {
    const { receiptId, lines, parcelId } = data
    return received.of({ returnId: idOf({ stream }), receiptId, lines: units(lines), ...present({ parcelId }) })
  },
  ReceiptExceptionRecorded: ({ event: { data }, stream }) => {
    const { receiptId, kind, quantity, lineId } = data
    return unexpected.of({ returnId: idOf({ stream }), receiptId, kind, quantity, ...present({ lineId }) })
  },
  CountSettled: ({ event: { data } }) => {
    const { returnId, requestId, corrects, quantity } = data
    const { receiptId, lineId, received: before } = corrects
    return countCorrected.of({ returnId, requestId, receiptId, lineId, received: before, quantity })
  },
  ItemsInspected: ({ event: { data } }) => {
    const { returnId, requestId, inspectionId, lines } = data
    return inspected.of({ returnId, requestId, inspectionId, lines: judged(lines) })
  },
  InspectionRevised: ({ event: { data } }) => {
    const { returnId, requestId, inspectionId, revisionId, lines, added, withdrawn, reason } = data
    return judgedAnew.of({
      ...{ returnId, requestId, inspectionId, revisionId, reason },
      ...{ lines: judged(lines), added: units(added), withdrawn: units(withdrawn) },
    })
  },
  ItemsDisposed: ({ event: { data }, stream }) =>
    disposed.of({
      returnId: idOf({ stream }),
      dispositionId: data.dispositionId,
      lines: data.lines.map(({ lineId, quantity, code, of, location }) => ({
        ...{ lineId, quantity, of, disposition: code },
        ...present({ location }),
      })),
    }),
  ItemsRedisposed: ({ event: { data } }) =>
    redisposed.of({
      ...{ returnId: data.returnId, redispositionId: data.redispositionId, reason: data.reason },
      lines: data.lines.map(({ lineId, quantity, from, to, of, location }) => ({
        ...{ lineId, quantity, of, before: from, disposition: to },
        ...present({ location }),
      })),
    }),
  RejectedGoodsSentBack: ({ event: { data } }) => {
    const { returnId, requestId, consignmentId, lines, bearer, parcelId, carrier, tracking } = data
    return sentBack.of({
      ...{ returnId, requestId, consignmentId, lines: units(lines), bearer },
      ...present({ parcelId, carrier, tracking }),
    })
  },
  GoodsAbandoned: ({ event: { data } }) => {
    const { returnId, requestId, consignmentId, lines, reason } = data
    return abandoned.of({ returnId, requestId, consignmentId, lines: units(lines), reason })
  },
  GoodsLost: ({ event: { data } }) => {
    const { returnId, requestId, lossId, lines, liable, reason } = data
    return lost.of({ returnId, requestId, lossId, lines: units(lines), liable, reason })
  },
  GoodsWaived: ({ event: { data } }) => {
    const { returnId, requestId, waiverId, lines, as: how, reason } = data
    return waived.of({ returnId, requestId, waiverId, lines: units(lines), how, reason })
  },
  ReturnCompleted: ({ event: { data } }) => {
    const { returnId, requestId, accepted, rejected } = data
    return completed.of({ returnId, requestId, accepted: units(accepted), rejected: units(rejected) })
  },
  ReturnExpired: ({ event: { data } }) =>
    expired.of({ returnId: data.returnId, requestId: data.requestId, missing: units(data.missing) }),
  ReturnCanceled: ({ event: { data } }) =>
    canceled.of({ returnId: data.returnId, requestId: data.requestId, reason: data.reason }),
} satisfies Sayings
