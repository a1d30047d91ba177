/** Everything that happens to the return of three shirts of request `r-1`. */
import * as goods from '../../domain/return/index.js'
import { agent, at, customer, eventBuilder, supervisor, warehouse } from './build.js'
import { orderId, requestId, returnId } from './request.js'

const ids = { returnId, requestId }
const shirts = { lineId: 'shirt', quantity: 3 }
const one = { lineId: 'shirt', quantity: 1 }
const good = { lineId: 'shirt', accepted: 3, rejected: 0, grade: 'A_NEW_SEALED' } as const
const shipBy = at('2026-03-16T12:00:00.000Z')
const sendBackBy = at('2026-03-20T12:00:00.000Z')
const scan = {
  ...ids,
  scanId: 'sc-1',
  parcelId: 'p-1',
  kind: 'first_scan',
  at: at('2026-03-03T09:00:00.000Z'),
  outOfOrder: false,
} as const

export const returnAuthorized = eventBuilder(goods.ReturnAuthorized, { ...ids, orderId, lines: [shirts], shipBy })
export const goodsCalledBack = eventBuilder(goods.GoodsCalledBack, {
  returnId,
  requestId,
  as: 'recall',
  reason: 'battery-fire',
  calledBackBy: 'a-1',
})
export const returnArranged = eventBuilder(goods.ReturnArranged, { returnId, method: 'pickup' })
export const labelIssued = eventBuilder(goods.LabelIssued, {
  ...{ ...ids, labelId: 'lb-1', parcelId: 'p-1', carrier: 'royal_mail' },
  cost: { minor: 350, currency: 'GBP' },
  bearer: 'merchant',
})
export const labelVoided = eventBuilder(goods.LabelVoided, { returnId, labelId: 'lb-1' })
export const parcelShipped = eventBuilder(goods.ParcelShipped, { parcelId: 'p-1' })
export const firstScanRecorded = eventBuilder(goods.FirstScanRecorded, scan)
export const parcelScanned = eventBuilder(goods.ParcelScanned, { ...scan, scanId: 'sc-2', kind: 'in_transit' })
export const parcelReceived = eventBuilder(goods.ParcelReceived, {
  receiptId: 'rc-1',
  lines: [shirts],
  countedBy: warehouse.id,
})
export const receiptException = eventBuilder(goods.ReceiptExceptionRecorded, {
  receiptId: 'rc-1',
  kind: 'surplus',
  quantity: 1,
})
export const parcelRefused = eventBuilder(goods.ParcelRefused, {
  ...{ ...ids, parcelId: 'p-1', reason: 'not_ours', evidenceIds: ['photo-1'], takenBack: false },
})
export const countDisputed = eventBuilder(goods.CountDisputed, {
  ...{ ...ids, receiptId: 'rc-1', lineId: 'shirt', received: 2, counted: 3, evidenceIds: ['photo-2'] },
  disputedBy: { kind: customer.kind, id: customer.id },
})
export const countSettled = eventBuilder(goods.CountSettled, {
  ...ids,
  corrects: { receiptId: 'rc-1', lineId: 'shirt', received: 2 },
  ...{ quantity: 3, reason: 'seen_on_video', settledBy: supervisor.id },
})
export const itemsInspected = eventBuilder(goods.ItemsInspected, {
  ...{ ...ids, inspectionId: 'i-1', inspector: warehouse.id, lines: [good], deductions: [] },
})
export const inspectionRevised = eventBuilder(goods.InspectionRevised, {
  ...{ ...ids, inspectionId: 'i-1', revisionId: 'v-1', inspector: supervisor.id, reason: 'looked_again' },
  lines: [{ lineId: 'shirt', accepted: 2, rejected: 1, grade: 'D_USED_WORN' }],
  ...{ added: [], withdrawn: [one] },
})
export const itemsDisposed = eventBuilder(goods.ItemsDisposed, {
  dispositionId: 'd-1',
  lines: [{ ...shirts, code: 'RESTOCK', of: 'accepted' }],
})
export const itemsRedisposed = eventBuilder(goods.ItemsRedisposed, {
  ...{ returnId, redispositionId: 'rd-1', reason: 'tested' },
  lines: [{ ...shirts, from: 'QUARANTINE', to: 'RESTOCK', of: 'accepted' }],
})
export const rejectedGoodsSentBack = eventBuilder(goods.RejectedGoodsSentBack, {
  ...{ ...ids, consignmentId: 'co-1', lines: [one], bearer: 'customer', carrier: 'royal_mail', tracking: 'QM9' },
})
export const rejectedGoodsDelivered = eventBuilder(goods.RejectedGoodsDelivered, { ...ids, consignmentId: 'co-1' })
export const goodsAbandoned = eventBuilder(goods.GoodsAbandoned, {
  ...{ ...ids, consignmentId: 'co-1', lines: [one], reason: 'never_fetched' },
})
export const sendBackDeadlineSet = eventBuilder(goods.SendBackDeadlineSet, { ...ids, sendBackBy })
export const sendBackDeadlineMet = eventBuilder(goods.SendBackDeadlineMet, { ...ids, sendBackBy })
export const heldGoodsOverdue = eventBuilder(goods.HeldGoodsOverdue, { ...ids, sendBackBy, lines: [one] })
export const goodsLost = eventBuilder(goods.GoodsLost, {
  ...{ ...ids, lossId: 'lo-1', lines: [shirts], liable: 'carrier', reason: 'no_scan_for_two_weeks' },
  ...{ evidenceIds: [], declaredBy: agent.id },
})
export const goodsWaived = eventBuilder(goods.GoodsWaived, {
  ...{ ...ids, waiverId: 'wa-1', lines: [shirts], as: 'keep', reason: 'not_worth_the_freight', waivedBy: agent.id },
})
export const returnClosedShort = eventBuilder(goods.ReturnClosedShort, { missing: [shirts], reason: 'not_sent' })
export const returnCompleted = eventBuilder(goods.ReturnCompleted, {
  ...{ ...ids, inspections: ['i-1'], accepted: [shirts], rejected: [] },
  ...{ revisions: [], losses: [], waivers: [] },
})
export const returnExpired = eventBuilder(goods.ReturnExpired, { ...ids, missing: [shirts], waivers: [] })
export const returnCanceled = eventBuilder(goods.ReturnCanceled, { ...ids, reason: 'changed_mind' })
export const returnCancellationRefused = eventBuilder(goods.ReturnCancellationRefused, ids)
