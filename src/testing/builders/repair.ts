/** The repair of two kettles of request `r-1`, what is asked of it, and everything that happens. */
import type { RepairCommand } from '../../domain/repair/index.js'
import * as repair from '../../domain/repair/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Instant } from '../../domain/values/instant.js'
import { at, commandBuilder, customer, eventBuilder, noon, system, warehouse, type Given } from './build.js'
import { orderId, requestId } from './request.js'

export const repairId = '6c2d9b63-801f-5e4b-8d52-3f709bac1d2e'
export const ofRepair = { repairId, requestId, orderId }
export const kettles = [{ lineId: 'kettle', quantity: 2 }]
export const serials = [{ lineId: 'kettle', serial: 'SN-7' }]
export const finishBy: Instant = at('2026-04-01T12:00:00.000Z')
export const validUntil: Instant = at('2026-03-16T12:00:00.000Z')
export const backAt: Instant = at('2026-03-20T09:00:00.000Z')
export const repairQuote = { minor: 4_500, currency: 'GBP', validUntil }

type Data<Type extends RepairCommand['type']> = Extract<RepairCommand, { readonly type: Type }>['data']
const command = <Type extends RepairCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const planRepair = command('PlanRepair', system, {
  ...ofRepair,
  ...{ customerId: customer.id, lines: kettles, finishBy },
})
export const recordGoodsForRepair = command('RecordGoodsForRepair', system, {
  ...{ repairId, acceptanceId: 'i-1', lines: kettles },
})
export const recordNoMoreGoods = command('RecordNoMoreGoods', system, { repairId, lines: [] })
export const cancelRepair = command('CancelRepair', system, { ...ofRepair, reason: 'changed_mind' })
const diagnosis =
  (usual: Data<'DiagnoseRepair'>) =>
  (data: Partial<Data<'DiagnoseRepair'>> = {}, given: Given = {}) => ({
    ...command('DiagnoseRepair', warehouse, usual)(data, given),
    facts: { currency: 'GBP' },
  })
export const diagnoseRepair = diagnosis({ repairId, fault: 'heating', warranty: 'covered', serials })
/** Not covered: the customer is asked. */
export const quoteRepair = diagnosis({ repairId, fault: 'dropped', warranty: 'not_covered', quote: repairQuote })
export const acceptRepairQuote = command('AcceptRepairQuote', customer, { repairId })
export const declineRepairQuote = command('DeclineRepairQuote', customer, { repairId })
export const lapseRepairQuote = command('LapseRepairQuote', system, { repairId })
export const finishRepair = command('FinishRepair', warehouse, { repairId })
export const reportUnrepairable = command('ReportUnrepairable', warehouse, { repairId, reason: 'no_parts' })
export const reportRepairOverdue = command('ReportRepairOverdue', system, { repairId })
export const shipRepaired = command('ShipRepaired', warehouse, { repairId, parcelId: 'p-9' })
export const recordRepairDelivered = command('RecordRepairDelivered', system, { repairId, deliveredAt: backAt })

export const repairPlanned = eventBuilder(repair.RepairPlanned, {
  ...ofRepair,
  ...{ customerId: customer.id, lines: kettles, finishBy },
})
export const repairGoodsReceived = eventBuilder(repair.RepairGoodsReceived, {
  ...{ repairId, acceptanceId: 'i-1', lines: kettles, receivedAt: noon, finishBy },
})
export const repairDiagnosed = eventBuilder(repair.RepairDiagnosed, {
  ...{ ...ofRepair, fault: 'heating', serials, warranty: 'covered' },
})
export const repairQuoted = eventBuilder(repair.RepairDiagnosed, {
  ...{ ...ofRepair, fault: 'dropped', serials: [], warranty: 'not_covered', quote: repairQuote },
})
export const repairQuoteAccepted = eventBuilder(repair.RepairQuoteAccepted, ofRepair)
export const repairQuoteDeclined = eventBuilder(repair.RepairQuoteDeclined, { ...ofRepair, days: 0 })
export const repairQuoteLapsed = eventBuilder(repair.RepairQuoteLapsed, { ...ofRepair, days: 14 })
export const repairFinished = eventBuilder(repair.RepairFinished, { ...ofRepair, parts: [], days: 0 })
export const repairFailed = eventBuilder(repair.RepairFailed, { ...ofRepair, reason: 'no_parts', days: 0 })
export const repairOverdue = eventBuilder(repair.RepairOverdue, { ...ofRepair, finishBy })
export const repairShippedBack = eventBuilder(repair.RepairShippedBack, { ...ofRepair, parcelId: 'p-9' })
export const repairCompleted = eventBuilder(repair.RepairCompleted, {
  ...{ ...ofRepair, lines: kettles, serials, days: 0, deliveredAt: backAt, outcome: 'repaired', fault: 'heating' },
})
export const repairCanceled = eventBuilder(repair.RepairCanceled, {
  ...{ ...ofRepair, reason: 'changed_mind', keepsGoods: false },
})
export const repairCancellationRefused = eventBuilder(repair.RepairCancellationRefused, ofRepair)
