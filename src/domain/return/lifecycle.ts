/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { ReturnEvent } from './events.js'
import type { ReturnState } from './state.js'

type Status = ReturnState['status']

/** Events that are recorded and change no status. */
const within = (status: Status, types: ReadonlyArray<ReturnEvent['type']>) =>
  types.map((type) => [status, type, status] as const)

/** What carriers see, and what becomes of goods that the shop does not keep: recorded at any time, also after the end. */
const FACTS = [
  ...(['FirstScanRecorded', 'ParcelScanned', 'ParcelRefused', 'LabelVoided'] as const),
  ...(['RejectedGoodsSentBack', 'RejectedGoodsDelivered', 'GoodsAbandoned'] as const),
  ...(['SendBackDeadlineSet', 'SendBackDeadlineMet', 'HeldGoodsOverdue'] as const),
] as const
const COMING = [...FACTS, 'LabelIssued', 'ParcelShipped', 'ReturnCancellationRefused'] as const
const HERE = [
  ...COMING,
  'ReceiptExceptionRecorded',
  'CountDisputed',
  'InspectionRevised',
  'ItemsDisposed',
  'ItemsRedisposed',
] as const

export const returnLifecycle: Lifecycle<Status, ReturnEvent['type']> = [
  ['none', 'ReturnAuthorized', 'authorized'],
  ['none', 'ReturnCanceled', 'canceled'],
  ...within('authorized', [
    'ReturnArranged',
    'GoodsCalledBack',
    'LabelIssued',
    'LabelVoided',
    'SendBackDeadlineSet',
    'SendBackDeadlineMet',
  ]),
  ...within('authorized', ['GoodsWaived', 'ReturnCancellationRefused']),
  ['authorized', 'ParcelShipped', 'in_transit'],
  ['authorized', 'FirstScanRecorded', 'in_transit'],
  ['authorized', 'ParcelScanned', 'in_transit'],
  ['authorized', 'ParcelRefused', 'in_transit'],
  ['authorized', 'ParcelReceived', 'partially_received'],
  ['authorized', 'ParcelReceived', 'received'],
  ['authorized', 'GoodsWaived', 'inspected'],
  ['authorized', 'ReturnClosedShort', 'inspected'],
  ['authorized', 'ReturnExpired', 'expired'],
  ['authorized', 'ReturnCanceled', 'canceled'],
  ...within('in_transit', [...COMING, 'GoodsCalledBack', 'GoodsLost', 'GoodsWaived']),
  ['in_transit', 'ParcelReceived', 'partially_received'],
  ['in_transit', 'ParcelReceived', 'received'],
  ['in_transit', 'GoodsLost', 'inspected'],
  ['in_transit', 'GoodsWaived', 'inspected'],
  ['in_transit', 'ReturnClosedShort', 'inspected'],
  ...within('partially_received', [
    ...HERE,
    'ParcelReceived',
    'ItemsInspected',
    'CountSettled',
    'GoodsLost',
    'GoodsWaived',
  ]),
  ['partially_received', 'ParcelReceived', 'received'],
  ['partially_received', 'CountSettled', 'received'],
  ['partially_received', 'GoodsLost', 'received'],
  ['partially_received', 'GoodsLost', 'inspected'],
  ['partially_received', 'GoodsWaived', 'received'],
  ['partially_received', 'GoodsWaived', 'inspected'],
  ['partially_received', 'ReturnClosedShort', 'received'],
  ['partially_received', 'ReturnClosedShort', 'inspected'],
  ...within('received', [...HERE, 'ParcelReceived', 'ItemsInspected', 'CountSettled']),
  ['received', 'CountSettled', 'partially_received'],
  ['received', 'CountSettled', 'inspected'],
  ['received', 'ItemsInspected', 'inspected'],
  ...within('inspected', [...HERE, 'ParcelReceived', 'CountSettled']),
  ['inspected', 'ParcelReceived', 'received'],
  ['inspected', 'CountSettled', 'received'],
  ['inspected', 'ReturnCompleted', 'completed'],
  ...within('completed', [...FACTS, 'ReceiptExceptionRecorded', 'ReturnCancellationRefused']),
  ...within('completed', ['InspectionRevised', 'ItemsDisposed', 'ItemsRedisposed']),
  ...within('expired', [...FACTS, 'ReceiptExceptionRecorded', 'ReturnCancellationRefused']),
  ...within('canceled', [...FACTS, 'ReceiptExceptionRecorded']),
]
