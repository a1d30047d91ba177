import { describe } from 'vitest'
import { Return, returnEvents, returnLifecycle } from '../../../src/domain/return/index.js'
import { holdsForAnyRun } from '../request/any-run.js'
import { beginnings, commands, events } from './any-return.js'

describe('Any return', () => {
  holdsForAnyRun({
    decider: Return,
    catalog: returnEvents,
    lifecycle: returnLifecycle,
    beginnings,
    commands,
    events,
    afterEnd: [
      ...['ReceiptExceptionRecorded', 'ReturnCancellationRefused', 'LabelVoided', 'FirstScanRecorded', 'ParcelScanned'],
      ...['ParcelRefused', 'InspectionRevised', 'ItemsDisposed', 'ItemsRedisposed', 'RejectedGoodsSentBack'],
      ...['RejectedGoodsDelivered', 'GoodsAbandoned', 'SendBackDeadlineSet', 'SendBackDeadlineMet', 'HeldGoodsOverdue'],
    ],
    answers: ['ReturnCancellationRefused'],
    runs: 4_000,
  })
})
