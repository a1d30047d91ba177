/** What else the request of `request.ts` hears: of goods on their way back, and of money for what was refunded before. */
import type { RequestCommand } from '../../domain/request/index.js'
import { agent, commandBuilder, finance, supervisor, system } from './build.js'
import { inspectionRefundId, returnId } from './request.js'

type Data<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>['data']
const command = <Type extends RequestCommand['type']>(type: Type, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, system, usual)

const shirt = [{ lineId: 'shirt', quantity: 1 }]
const shirts = [{ lineId: 'shirt', quantity: 3 }]

export const recordGoodsLost = command('RecordGoodsLost', {
  ...{ returnId, lossId: 'lo-1', lines: shirts, atCustomersRisk: false, declaredBy: agent.id },
})
export const recordGoodsWaived = command('RecordGoodsWaived', {
  ...{ returnId, waiverId: 'wa-1', lines: shirts, waivedBy: agent.id },
})
/** One shirt too many had been accepted. */
export const recordInspectionRevised = command('RecordInspectionRevised', {
  ...{ returnId, inspectionId: 'i-1', revisionId: 'v-1', inspector: supervisor.id },
  ...{ added: [], withdrawn: shirt, reason: 'looked_again' },
})
export const recordReinstatement = command('RecordReinstatement', {
  ...{ refundId: inspectionRefundId, revisionId: 'v-2', lines: shirt },
})
export const recordDeductionWaived = command('RecordDeductionWaived', {
  ...{ refundId: inspectionRefundId, contestId: 'ct-1', minor: 1_000, lines: shirts, decidedBy: finance.id },
})
export const recordDutyRecovered = command('RecordDutyRecovered', { reclaimId: 'dr-1', lines: shirts })
