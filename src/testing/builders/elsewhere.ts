/** The request of `request.ts` with goods that go out instead of the shirts, or with the shirts in the workshop. */
import type { RequestCommand } from '../../domain/request/index.js'
import * as request from '../../domain/request/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { repairIdOf, replacementIdOf } from '../../domain/values/ids.js'
import { agent, at, commandBuilder, customer, eventBuilder, system, warehouse, type Given } from './build.js'
import { inspectionRefundId, orderId, remediesStarted, requestId, returnId } from './request.js'

type Data<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>['data']
const command = <Type extends RequestCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const replacementId = replacementIdOf(requestId, 1, 0)
export const repairId = repairIdOf(requestId, 1)
const shirts = [{ lineId: 'shirt', quantity: 3 }]
export const goodsOut = {
  replacementId,
  customerId: customer.id,
  credit: 26_997,
  currency: 'GBP',
  involved: [customer.id, agent.id],
}

const noted = command('RecordReplacement', system, { replacementId, now: 'shipped' })
/** What went out has a price; no other news names one. */
export const recordReplacement = (data: Partial<Data<'RecordReplacement'>> = {}, given: Given = {}) =>
  noted((data.now ?? 'shipped') === 'shipped' ? { price: 26_997, ...data } : data, given)
export const recordRecovered = command('RecordRecovered', system, { replacementId, recoveryId: 'rec-1', minor: 26_997 })
export const recordRepair = command('RecordRepair', system, { repairId, now: 'done' })
export const recordNotStopped = command('RecordNotStopped', system, { id: replacementId })
export const switchRemedy = command('SwitchRemedy', customer, { requestId, to: 'return_refund' })

export const returnBy = at('2026-03-16T12:00:00.000Z')
export const reportGoodsOverdue = command('ReportGoodsOverdue', system, {
  ...{ requestId, replacementId, dueAt: returnBy, isLast: false },
})

export const exchangeStarted = () => remediesStarted({ remedy: 'exchange', replacement: goodsOut, run: 1 })
export const repairStarted = () =>
  remediesStarted({ remedy: 'repair', repair: { repairId, customerId: customer.id }, run: 1 })
export const reshipStarted = () => {
  const { goods: _, ...rest } = remediesStarted({ remedy: 'reship', replacement: goodsOut, run: 1 }).data
  return { ...remediesStarted(), data: rest }
}
export const goodsAccepted = eventBuilder(request.GoodsAccepted, {
  requestId,
  basis: { _tag: 'Inspection', returnId, inspectionId: 'i-1' },
  outcome: 'returned',
  by: warehouse.id,
  lines: shirts,
  deductions: [],
  credit: 26_997,
})
export const goodsWithoutRefund = eventBuilder(request.GoodsWithoutRefund, {
  requestId,
  basis: { _tag: 'Lost', returnId, lossId: 'loss-1' },
})
export const goodsComplete = eventBuilder(request.GoodsComplete, { requestId, lines: shirts, credit: 26_997 })
export const goodsOverdue = eventBuilder(request.GoodsOverdue, { requestId, returnId, replacementId, isLast: false })
export const replacementNoted = eventBuilder(request.ReplacementNoted, {
  requestId,
  replacementId,
  now: 'shipped',
  price: 26_997,
})
export const recoveryNoted = eventBuilder(request.RecoveryNoted, {
  ...{ requestId, replacementId, recoveryId: 'rec-1', minor: 26_997 },
})
export const repairNoted = eventBuilder(request.RepairNoted, { requestId, repairId, now: 'done' })
export const switchStarted = eventBuilder(request.SwitchStarted, {
  requestId,
  orderId,
  from: 'exchange',
  to: 'return_refund',
  consent: { kind: 'customer', id: customer.id },
  replacementId,
})
export const switchRefused = eventBuilder(request.SwitchRefused, { requestId, to: 'return_refund' })
export const remedySwitched = eventBuilder(request.RemedySwitched, {
  requestId,
  orderId,
  from: 'exchange',
  to: 'return_refund',
  lines: shirts,
})
const one = [{ lineId: 'shirt', quantity: 1 }]
/** It was right after all: the refund of the inspection stands for it again, unless it was paid back. */
export const basisReinstated = eventBuilder(request.BasisReinstated, {
  ...{ requestId, orderId, returnId, inspectionId: 'i-1', revisionId: 'rev-2', inspector: 'w-2', lines: one },
  refunds: [
    {
      refundId: inspectionRefundId,
      lines: one,
      withdrawals: [{ withdrawalId: 'rev-1', lines: one, reason: 'worn' }],
    },
  ],
})
export const reinstatementNoted = eventBuilder(request.ReinstatementNoted, {
  ...{ requestId, refundId: inspectionRefundId, revisionId: 'rev-2', lines: one },
})
/** One shirt too many had been accepted; without a `refundId` no money fell due for it. */
export const basisWithdrawn = eventBuilder(request.BasisWithdrawn, {
  ...{ requestId, orderId, returnId, inspectionId: 'i-1', revisionId: 'rev-1' },
  lines: [{ lineId: 'shirt', quantity: 1 }],
  reason: 'worn',
})
